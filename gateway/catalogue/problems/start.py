"""Problems of settings and start, and the fault that has no other name."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "internal": Text("Kesalahan di dalam gerbang data", "Fault inside the gateway"),
    "internal.detail": Text(
        "Gerbang data gagal memproses permintaan dan tidak memberikan data apa pun; ulangi nanti, dan bila "
        "berulang sampaikan nomor pertukaran kepada pengelola.",
        "The gateway failed on this request and released nothing; try again later, and if it fails again "
        "give the exchange id to the operator.",
    ),
    "settings": Text("Pengaturan tidak dapat dipakai", "Settings unusable"),
    "settings.detail": Text(
        "Pengaturan gerbang data tidak dapat dipakai; pengelola perlu memperbaikinya seperti yang disebut "
        "saat mulai.",
        "The gateway's settings cannot be used; the operator must mend them as the start-up line says.",
    ),
    "extra-missing": Text("Bagian belum terpasang", "Part not installed"),
    "extra-missing.detail": Text(
        "Perintah ini memerlukan bagian yang belum terpasang di sini.",
        "This command needs a part that is not installed here.",
    ),
    "backup": Text("Cadangan tidak dapat dibuat atau dipulihkan", "A backup cannot be made or put back"),
    "backup.detail": Text(
        "Perbaiki hal yang disebut baris itu, lalu ulangi perintahnya.",
        "Mend what the line names, and give the command again.",
    ),
    "storage-revision": Text("Basis data belum siap", "Database not ready"),
    "storage-revision.detail": Text(
        "Basis data gerbang data belum sesuai versinya; pengelola perlu menjalankan `gateway storage "
        "upgrade`.",
        "The gateway's database is not at its version; the operator must run `gateway storage upgrade`.",
    ),
}
