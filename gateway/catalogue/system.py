"""Texts: why the operating system would not, by the name of its error (errno)."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "EACCES": Text("tidak ada hak akses", "permission denied"),
    "EADDRINUSE": Text("alamat sudah dipakai proses lain", "address already in use"),
    "EADDRNOTAVAIL": Text("alamat ini tidak ada pada komputer ini", "this machine has no such address"),
    "ECONNREFUSED": Text(
        "sambungan ditolak; tidak ada yang melayani di sana", "connection refused; nothing serves there"
    ),
    "ECONNRESET": Text("sambungan diputus", "connection reset"),
    "EEXIST": Text("sudah ada", "it exists already"),
    "EHOSTUNREACH": Text("komputer itu tidak terjangkau", "no route to the host"),
    "EIO": Text(
        "kesalahan baca/tulis pada perangkat penyimpanan", "input/output error of the storage device"
    ),
    "EISDIR": Text("ini sebuah folder, bukan berkas", "it is a folder, not a file"),
    "EMFILE": Text("terlalu banyak berkas terbuka", "too many open files"),
    "ENAMETOOLONG": Text("nama terlalu panjang", "the name is too long"),
    "ENETUNREACH": Text("jaringan tidak terjangkau", "the network is unreachable"),
    "ENOENT": Text("tidak ada berkas atau folder dengan nama itu", "no such file or folder"),
    "ENOSPC": Text("ruang penyimpanan habis", "no space left on the device"),
    "ENOTDIR": Text("salah satu bagian jalur bukan folder", "a part of the path is not a folder"),
    "ENOTEMPTY": Text("folder tidak kosong", "the folder is not empty"),
    "EPERM": Text("tindakan ini tidak diizinkan", "operation not permitted"),
    "EROFS": Text("sistem berkas hanya dapat dibaca", "the file system is read-only"),
    "ETIMEDOUT": Text("tidak ada jawaban sampai batas waktu", "no answer within the time limit"),
}
