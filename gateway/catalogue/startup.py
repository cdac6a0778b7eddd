"""Texts: what is wrong in a settings file, and how to mend it."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "paper-root": Text(
        "{where}: sertifikat akar {path} tidak dapat dipakai: {problem}",
        "{where}: the root certificate {path} cannot be used: {problem}",
    ),
    "unreadable": Text(
        "{where}: berkas pengaturan tidak dapat dibaca ({problem}); periksa jalur dan hak baca",
        "{where}: the settings file cannot be read ({problem}); check the path and its permissions",
    ),
    "pins-unreadable": Text(
        "{where}: sidik jari kunci akar tidak dapat dibaca ({problem}); buat berkas ini dari Berita Acara Pertukaran Kunci",
        "{where}: the pinned root keys cannot be read ({problem}); write this file from the key-exchange record",
    ),
    "not-utf8": Text(
        "{where}: bukan teks UTF-8; simpan ulang sebagai UTF-8", "{where}: not UTF-8 text; save it as UTF-8"
    ),
    "not-toml": Text(
        "{where}: bukan TOML yang sah; periksa tanda kutip dan kurung di sekitar baris ini (keterangan teknis: {problem})",
        "{where}: not valid TOML; look at quotes and brackets around this line (technical remark: {problem})",
    ),
    "missing": Text("{where}: `{key}` wajib diisi", "{where}: `{key}` is required"),
    "not-text": Text(
        "{where}: `{key}` harus berupa teks dengan bentuk yang benar",
        "{where}: `{key}` must be a string of the documented form",
    ),
    "not-texts": Text(
        "{where}: `{key}` harus berupa daftar berisi paling sedikit satu teks dengan bentuk yang benar",
        "{where}: `{key}` must be a list of one or more strings of the documented form",
    ),
    "not-flag": Text("{where}: `{key}` harus true atau false", "{where}: `{key}` must be true or false"),
    "not-zone": Text(
        "{where}: `{key}` bukan zona waktu Indonesia; pilih salah satu: {zones}",
        "{where}: `{key}` is no time zone of Indonesia; choose one of: {zones}",
    ),
    "console-missing": Text(
        "{where}: tidak ada konsol pada gerbang ini; tambahkan tabel [console]",
        "{where}: this gateway has no console; add a [console] table",
    ),
    "console-url": Text(
        "{where}: `{key}` harus berupa {scheme}:// dan salah satu nama pada server.authorities",
        "{where}: `{key}` must be {scheme}:// and one of the names in server.authorities",
    ),
    "not-table": Text("{where}: `{key}` harus berupa tabel TOML", "{where}: `{key}` must be a TOML table"),
    "not-in-range": Text(
        "{where}: `{key}` harus bilangan bulat antara {low} dan {high}",
        "{where}: `{key}` must be a whole number from {low} to {high}",
    ),
    "unknown-key": Text(
        "{where}: `{key}` tidak dikenal; hapus baris ini", "{where}: `{key}` is unknown; remove this line"
    ),
    "unknown-key-near": Text(
        "{where}: `{key}` tidak dikenal; mungkin maksudnya `{near}`?",
        "{where}: `{key}` is unknown; did you mean `{near}`?",
    ),
    "dataset-twice": Text(
        "{where}: dataset {dataset} sudah ada pada sumber {other}; sebutkan sekali saja",
        "{where}: dataset {dataset} already belongs to source {other}; name it once",
    ),
    "port-taken": Text(
        "{where}: alamat ini tidak dapat dipakai ({problem}); hentikan proses lain atau ganti `server.port`",
        "{where}: this address cannot be used ({problem}); stop the other process or change `server.port`",
    ),
    "tls-half": Text(
        "{where}: `tls_certificate` dan `tls_key` harus diisi bersama",
        "{where}: `tls_certificate` and `tls_key` go together",
    ),
    "tls-missing": Text(
        "{where}: alamat di luar loopback memerlukan TLS; isi `tls_certificate` dan `tls_key`, atau sebutkan `proxy` yang mengakhiri TLS",
        "{where}: an address beyond loopback needs TLS; set `tls_certificate` and `tls_key`, or name the `proxy` that terminates it",
    ),
    "gateway-unknown": Text(
        "{where}: profil tidak memuat gerbang `{key}`; tambahkan [gateways.{key}]",
        "{where}: the profile has no gateway `{key}`; add [gateways.{key}]",
    ),
    "peer-unknown": Text(
        "{where}: gerbang {agency} belum dikenal; tambahkan tabel [peers.{agency}] dengan url dan origin",
        "{where}: the gateway of {agency} is not known; add a table [peers.{agency}] with url and origin",
    ),
    "log-vkey": Text(
        "{where}: bukan kunci sebuah catatan; `gateway log vkey` menampilkannya",
        "{where}: not the key of a log; `gateway log vkey` shows it",
    ),
    "witness-vkey": Text(
        "{where}: bukan kunci penjamin catatan; `gateway witness vkey` menampilkannya",
        "{where}: not the key of a witness; `gateway witness vkey` shows it",
    ),
    "peers-none": Text(
        "{where}: belum ada gerbang lain; tambahkan tabel [peers.<badan>] dengan url dan origin",
        "{where}: there is no other gateway yet; add a table [peers.<agency>] with url and origin",
    ),
    "pins-missing": Text(
        "{where}: tidak ada sidik jari kunci akar untuk `{key}`; tambahkan ke berkas pins",
        "{where}: no root keys are pinned for `{key}`; add them to the pins file",
    ),
    "state-not-ours": Text(
        "{where}: folder ini berisi berkas lain; pilih folder kosong dengan --state",
        "{where}: this folder holds other files; choose an empty one with --state",
    ),
    "state-taken": Text(
        "{where}: demonstrasi lain sedang memakai folder ini; hentikan, atau pilih folder lain dengan --state",
        "{where}: another demonstration is using this folder; stop it, or choose another with --state",
    ),
    "state-unusable": Text(
        "{where}: folder ini tidak dapat dipakai ({problem}); pilih yang lain dengan --state",
        "{where}: this folder cannot be used ({problem}); choose another with --state",
    ),
    "storage-url": Text(
        "{where}: bukan basis data SQLite (berkas) atau PostgreSQL; contoh: sqlite:////var/lib/sinergi/gateway.db",
        "{where}: neither a SQLite file nor a PostgreSQL database; e.g. sqlite:////var/lib/sinergi/gateway.db",
    ),
    "source-url": Text(
        "{where}: sumber data bukan berkas SQLite, basis data PostgreSQL atau MariaDB; contoh: "
        "sqlite:////srv/kpu/tps.db",
        "{where}: the source is no SQLite file and no PostgreSQL or MariaDB database; e.g. "
        "sqlite:////srv/kpu/tps.db",
    ),
    "source-postgresql": Text(
        "{where}: sumber PostgreSQL harus menyebut satu host, pengguna dan basis data, dan hanya parameter {allowed}",
        "{where}: a PostgreSQL source names one host, a user and a database, and no parameters but {allowed}",
    ),
    "former-same": Text(
        "{where}: `{key}`: catatan lama harus bernama lain dan berada dalam basis data lain",
        "{where}: `{key}`: a former log must have another name, and another database",
    ),
    "storage-tls": Text(
        "{where}: basis data di komputer lain wajib diverifikasi; tambahkan sslmode=verify-full pada `{key}`",
        "{where}: a database on another machine must be verified; add sslmode=verify-full to `{key}`",
    ),
    "source-tls": Text(
        "{where}: sumber di komputer lain wajib diverifikasi; tulis sslmode=verify-full, bukan {mode}",
        "{where}: a source on another machine must be verified; write sslmode=verify-full, not {mode}",
    ),
    "source-driver": Text(
        "{where}: sumber ini memerlukan {driver}; pasang sinergi-gateway[{extra}]",
        "{where}: this source needs {driver}; install sinergi-gateway[{extra}]",
    ),
    "source-mariadb": Text(
        "{where}: sumber MariaDB harus menyebut pengguna, basis data, dan satu host atau unix_socket, dan hanya "
        "parameter {allowed}",
        "{where}: a MariaDB source names a user, a database, and one host or unix_socket, and no parameters but "
        "{allowed}",
    ),
    "source-certificates": Text(
        "{where}: berkas sertifikat yang disebut tidak dapat dibaca; periksa ssl_ca, ssl_cert dan ssl_key",
        "{where}: the certificate files that it names cannot be read; check ssl_ca, ssl_cert and ssl_key",
    ),
    "no-samples": Text(
        "{where}: folder contoh tidak ada; jalankan peragaan dari salinan lengkap proyek",
        "{where}: the sample folder is missing; run the demonstration from a checkout of the project",
    ),
    "witness-unasked": Text(
        "penjamin {witness} belum dapat ditanya: {problem}; gerbang mencobanya lagi",
        "the witness {witness} could not be asked yet: {problem}; the gateway tries again",
    ),
}
