"""Texts: what an examination finds, and how to mend it."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    # --- how a line begins, and the last one
    "state-ok": Text("baik", "ok"),
    "state-warn": Text("awas", "warn"),
    "state-fail": Text("gagal", "fail"),
    "check-database": Text("basis data", "database"),
    "check-state": Text("folder keadaan", "state folder"),
    "check-clock": Text("jam", "clock"),
    "check-port": Text("alamat", "address"),
    "check-tls": Text("TLS", "TLS"),
    "check-keys": Text("kunci", "keys"),
    "check-trust": Text("kepercayaan", "trust"),
    "check-agreements": Text("perjanjian", "agreements"),
    "check-exemptions": Text("pengecualian", "exemptions"),
    "check-sources": Text("sumber data", "sources"),
    "check-drift": Text("kolom sumber", "drift"),
    "check-log": Text("catatan", "log"),
    "check-witness": Text("penjamin", "witness"),
    "check-statements": Text("pernyataan", "statements"),
    "check-disk": Text("penyimpanan", "disk"),
    "summary": Text(
        "{agency}: {ok} baik, {warn} awas, {fail} gagal", "{agency}: {ok} ok, {warn} warn, {fail} fail"
    ),
    # --- witness
    "witness": Text(
        "segel terakhir sudah dijamin pihak lain (ukuran {size})",
        "the latest checkpoint is cosigned (size {size})",
    ),
    "witness-soon": Text(
        "entri tertua yang belum dijamin berumur {hours} jam", "the oldest unwitnessed entry is {hours} h old"
    ),
    "witness-late": Text(
        "sudah {hours} jam tanpa penjamin; setelah {limit} jam data berhenti diberikan: periksa apakah gerbang "
        "penjamin terjangkau",
        "unwitnessed for {hours} h; after {limit} h data stops: see whether the witness can be reached",
    ),
    "witness-stopped": Text(
        "sudah {hours} jam tanpa penjamin, lebih dari {limit} jam yang disepakati: data tidak diberikan sampai "
        "ada penjamin yang menjawab",
        "unwitnessed for {hours} h, more than the {limit} h agreed: no data is given until a witness answers",
    ),
    "witness-none": Text(
        "tidak ada penjamin yang dimintai; tambahkan tabel `[witness]`",
        "no witness is asked; add a table `[witness]`",
    ),
    "witness-no-key": Text(
        "gerbang ini tidak menjamin catatan pihak lain: kunci {path} tidak ada",
        "this gateway cosigns nobody's log: there is no key {path}",
    ),
    "witness-evidence": Text(
        "ada temuan tentang catatan {origin}; lihat `gateway log forks`",
        "there is evidence against the log {origin}; see `gateway log forks`",
    ),
    # --- whatever the check
    "error": Text("{title}: {problem}", "{title}: {problem}"),
    "system": Text("tidak dapat diperiksa ({problem})", "cannot be looked at ({problem})"),
    "broken": Text(
        "pemeriksaan ini sendiri rusak ({kind}); laporkan sebagai kesalahan program",
        "this check itself broke ({kind}); report it as a fault of the program",
    ),
    "unknown-without-database": Text(
        "tidak dapat diperiksa selama basis data tidak terbaca; perbaiki basis data dahulu",
        "cannot be checked while the database cannot be read; mend the database first",
    ),
    # --- database, state folder, disk
    "database": Text(
        "menjawab, tabelnya milik rilis ini, {size}", "answers, with this release's tables, {size}"
    ),
    "database-lost": Text(
        "segel catatan berukuran {size} sudah diberikan keluar: bila basis data hilang, pulihkan salinan terbaru; yang "
        "baru dibuat akan ditolak",
        "a checkpoint of size {size} was given out: if the database is lost, restore the newest copy; a new one would "
        "be refused",
    ),
    "state": Text("{path}: milik pengguna ini saja", "{path}: this user's alone"),
    "state-missing": Text(
        "{path} tidak ada; jalankan `gateway storage upgrade`, atau perbaiki `storage.folder`",
        "{path} is not there; run `gateway storage upgrade`, or mend `storage.folder`",
    ),
    "state-owner": Text(
        "{path}: milik pengguna lain ({user}); jalankan `gateway doctor` sebagai pengguna yang menjalankan gerbang",
        "{path}: belongs to another user ({user}); run `gateway doctor` as the user that runs the gateway",
    ),
    "state-open": Text(
        "{path}: terbuka bagi orang lain; jalankan: chmod 700 {path}",
        "{path}: open to others; run: chmod 700 {path}",
    ),
    "disk": Text("{path}: tersisa {free}", "{path}: {free} left"),
    "disk-full": Text(
        "{path}: hanya tersisa {free}; kosongkan atau perbesar, karena tanpa catatan tidak ada jawaban",
        "{path}: only {free} left; make room, since without an entry there is no answer",
    ),
    # --- clock
    "clock-database": Text(
        "selisih dengan basis data {seconds} detik; pastikan NTP berjalan pada keduanya",
        "{seconds} s from the database's; see that NTP runs on both",
    ),
    "clock-database-far": Text(
        "selisih dengan basis data {seconds} detik, lebih dari 60: gerbang menjawab 503; samakan jam (NTP)",
        "{seconds} s from the database's, over 60: the gateway answers 503; set the clock right (NTP)",
    ),
    "clock-behind-log": Text(
        "tertinggal {seconds} detik dari entri terakhir; pastikan NTP berjalan pada semua simpul",
        "{seconds} s behind the last entry; see that NTP runs on every node",
    ),
    "clock-behind-log-far": Text(
        "tertinggal {seconds} detik dari entri terakhir, lebih dari 60: gerbang menjawab 503; samakan jam (NTP)",
        "{seconds} s behind the last entry, over 60: the gateway answers 503; set the clock right (NTP)",
    ),
    "clock-after-log": Text("tidak mendahului entri terakhir", "not before the last entry"),
    "clock-alone": Text(
        "belum ada yang dapat dibandingkan: catatan masih kosong", "nothing to compare with: the log is empty"
    ),
    # --- address and TLS
    "port-ours": Text("{where}: gerbang ini menjawab dan siap", "{where}: this gateway answers and is ready"),
    "port-free": Text(
        "{where}: bebas; gerbang tidak sedang berjalan", "{where}: free; the gateway is not running"
    ),
    "port-unready": Text(
        "{where}: gerbang ini menjawab tetapi belum siap: {checks}; lihat baris lain",
        "{where}: this gateway answers but is not ready: {checks}; see the other lines",
    ),
    "port-stranger": Text(
        "{where}: program atau gerbang lain yang menjawab; hentikan, atau ganti `server.port`",
        "{where}: another program or gateway answers; stop it, or change `server.port`",
    ),
    "port-dumb": Text(
        "{where}: ada yang mendengarkan tetapi tidak menjawab ({problem}); periksa proses di alamat itu",
        "{where}: something listens and does not answer ({problem}); look at the process there",
    ),
    "port-unknown": Text(
        "{where}: ada gerbang yang menjawab; milik siapa tidak dapat dipastikan tanpa kunci answer",
        "{where}: a gateway answers; whose it is cannot be told without the key answer",
    ),
    "port-taken": Text(
        "{where}: alamat ini tidak dapat dipakai ({problem}); perbaiki `server.host` atau `server.port`",
        "{where}: this address cannot be used ({problem}); mend `server.host` or `server.port`",
    ),
    "tls-loopback": Text(
        "tidak diperlukan: hanya komputer ini yang dapat menjangkau gerbang",
        "not needed: only this machine can reach the gateway",
    ),
    "tls-proxy": Text("diakhiri oleh {proxy} pada komputer ini", "terminated by {proxy} on this machine"),
    "tls-proxy-open": Text(
        "diakhiri oleh {proxy}, dan dari sana ke {host} tanpa TLS; pastikan jaringan itu tertutup, atau pasang "
        "sertifikat di gerbang juga",
        "terminated by {proxy}, and from there to {host} without TLS; see that this network is closed, or give the "
        "gateway a certificate too",
    ),
    "tls": Text(
        "{path}: berlaku sampai {day} ({left} hari); perbarui sebelum itu",
        "{path}: valid until {day} ({left} days); renew it before",
    ),
    "tls-ended": Text(
        "{path}: berakhir {day}; perbarui sertifikat", "{path}: ended {day}; renew the certificate"
    ),
    "tls-not-yet": Text(
        "{path}: baru berlaku mulai {day}; periksa jam, atau pakai sertifikat sebelumnya",
        "{path}: valid only from {day}; check the clock, or use the one before",
    ),
    "tls-key-other": Text(
        "{path}: bukan kunci sertifikat itu; pasangkan `tls_certificate` dan `tls_key` yang benar",
        "{path}: not that certificate's key; name the right pair of `tls_certificate` and `tls_key`",
    ),
    "tls-name": Text(
        "{path}: sertifikat tidak memuat nama {name} dari `server.authorities`; mintalah yang memuatnya",
        "{path}: the certificate is not for {name} of `server.authorities`; ask for one that is",
    ),
    "tls-refused": Text(
        "server yang berjalan tidak menerima TLS 1.3 ({problem}); periksa apa yang berjalan di alamat itu",
        "the running server does not take TLS 1.3 ({problem}); look at what runs at that address",
    ),
    "tls-old": Text(
        "server yang berjalan memperlihatkan sertifikat lain daripada berkasnya; mulai ulang gerbang",
        "the running server shows another certificate than the file's; restart the gateway",
    ),
    "tls-13": Text(
        "server yang berjalan memakai TLS 1.3 dan sertifikat ini",
        "the running server uses TLS 1.3 and this certificate",
    ),
    # --- keys and trust
    "key": Text(
        "{role}: terbaca pemiliknya saja, dalam perannya, berlaku sampai {day} ({left} hari)",
        "{role}: readable by its owner alone, in its role, valid until {day} ({left} days)",
    ),
    "key-unplaced": Text(
        "{role}: berkasnya baik; perannya tidak dapat diperiksa tanpa kebijakan aktif",
        "{role}: its file is good; its role cannot be checked without an active policy",
    ),
    "key-file": Text("{name}: {problem}", "{name}: {problem}"),
    "key-revoked": Text(
        "{role} ({thumbprint}): sudah dicabut; buat kunci baru dan cantumkan dalam berkas kepercayaan",
        "{role} ({thumbprint}): revoked; make a new key and add it to the trust file",
    ),
    "key-not-yet": Text(
        "{role}: baru berlaku mulai {day}; periksa jam, atau pakai kunci sebelumnya",
        "{role}: valid only from {day}; check the clock, or use the key before",
    ),
    "key-followed": Text(
        "kunci {role} berakhir {day}; berkas kepercayaan sudah memuat penggantinya {thumbprint}: jadikan kunci itu {role}.pem "
        "lalu jalankan ulang gerbangnya",
        "the {role} key ends on {day}; the trust file names its successor {thumbprint} already: make that key {role}.pem "
        "and start the gateway anew",
    ),
    "key-of-holder": Text(
        "kunci {role} milik {holder} berakhir {day} ({left} hari lagi) tanpa pengganti; jalankan `gateway keys rotate` atau "
        "`gateway people handover`",
        "the {role} key of {holder} ends on {day} (in {left} days) and none follows; run `gateway keys rotate` or "
        "`gateway people handover`",
    ),
    "agreements-uncompared": Text(
        "versi perjanjian belum pernah dibandingkan dengan gerbang {agency}; jalankan `gateway agreements compare`",
        "versions were never compared with the gateway of {agency}; run `gateway agreements compare`",
    ),
    "key-ended": Text(
        "{role}: masa berlakunya berakhir {day}; buat kunci baru dan cantumkan dalam berkas kepercayaan",
        "{role}: its validity ended {day}; make a new key and add it to the trust file",
    ),
    "keys-folder-open": Text(
        "{path}: dapat ditulisi orang lain; jalankan: chmod 700 {path}",
        "{path}: others may write to it; run: chmod 700 {path}",
    ),
    "secret": Text("{name}: terbaca pemiliknya saja", "{name}: readable by its owner alone"),
    "trust": Text(
        "{agency} versi {version}: ditandatangani kunci akar tepercaya, berlaku sampai {day} ({left} hari)",
        "{agency} version {version}: signed by pinned root keys, valid until {day} ({left} days)",
    ),
    "trust-missing": Text(
        "{agency}: tidak ada berkas kepercayaan dalam kebijakan aktif; mintalah, lalu aktifkan",
        "{agency}: no trust file in the active policy; ask for it, then activate",
    ),
    "trust-bad": Text(
        "{agency}: berkas kepercayaan tidak berlaku ({problem}); mintalah tanda tangan kunci akar, lalu aktifkan",
        "{agency}: its trust file does not count ({problem}); have the root keys sign it, then activate",
    ),
    "trust-ended": Text(
        "{agency}: berkas kepercayaan berakhir {day}; mintalah versi berikutnya, lalu aktifkan",
        "{agency}: its trust file ended {day}; ask for the next version, then activate",
    ),
    # --- policy
    "no-policy": Text("tidak dapat diperiksa: {problem}", "cannot be checked: {problem}"),
    "agreement": Text(
        "{uid}: berlaku sampai {day} ({left} hari), {datasets} dataset",
        "{uid}: in force until {day} ({left} days), {datasets} datasets",
    ),
    "agreement-shadow": Text(
        "{uid}: mode bayangan sampai {day} ({left} hari), {datasets} dataset: dinilai dan dicatat, tidak pernah "
        "diberikan",
        "{uid}: in shadow until {day} ({left} days), {datasets} datasets: judged and logged, never released",
    ),
    "agreement-dataset": Text(
        "{uid}, {dataset}: tidak berlaku ({problem}); kembalikan kontrak yang disepakati, atau sepakati yang baru",
        "{uid}, {dataset}: not in force ({problem}); restore the contract that was agreed on, or agree on the new one",
    ),
    "agreement-over": Text(
        "{uid}: berakhir {day}; tidak ada yang diberikan berdasarkan perjanjian ini",
        "{uid}: ended {day}; nothing leaves under it",
    ),
    "agreement-out": Text(
        "{uid}: tidak berlaku ({problem}); lihat `gateway policies check`",
        "{uid}: not in force ({problem}); see `gateway policies check`",
    ),
    "agreements-none": Text(
        "tidak ada perjanjian yang berlaku: tidak ada data yang keluar; aktifkan perjanjian yang ditandatangani kedua "
        "pihak",
        "no agreement is in force: no data leaves; activate one that both parties signed",
    ),
    "exemptions": Text(
        "{count} penetapan terdaftar, tidak ada yang akan berakhir dalam 30 hari",
        "{count} registered decisions, none ends within 30 days",
    ),
    "exemption-until": Text(
        "{number}: berakhir {day} ({left} hari lagi), lalu kolomnya menjadi belum-ditetapkan; mintalah penetapan baru",
        "{number}: ends {day} (in {left} days), and its fields become undetermined; ask for a new decision",
    ),
    "exemption-until-past": Text(
        "{number}: berakhir {day}; kolomnya tetap tidak diberikan sampai ada penetapan baru",
        "{number}: ended {day}; its fields stay withheld until somebody decides anew",
    ),
    "exemption-review": Text(
        "{number}: harus ditinjau {day} ({left} hari lagi)", "{number}: due for review {day} (in {left} days)"
    ),
    "exemption-review-past": Text(
        "{number}: seharusnya ditinjau {day}; tinjau, lalu catat hasilnya",
        "{number}: was due for review {day}; review it, then register the outcome",
    ),
    # --- sources
    "source": Text("{name}: terjangkau, dan penulisan ditolak", "{name}: reachable, and a write is refused"),
    "source-writable": Text(
        "{name}: gerbang menolak menulis, tetapi akunnya sendiri boleh menulis (tabel atau berkas: {count}); beri akun "
        "yang hanya boleh membaca",
        "{name}: the gateway refuses to write, but its account itself may (tables or files: {count}); give it one that "
        "may only read",
    ),
    "source-writes": Text(
        "{name}: penulisan tidak ditolak; hentikan gerbang dan beri akun yang hanya boleh membaca",
        "{name}: a write was not refused; stop the gateway and give it an account that may only read",
    ),
    "source-trouble": Text("{name}: {problem}", "{name}: {problem}"),
    "dataset-without-contract": Text(
        "{dataset}: ada dalam pengaturan tanpa kontrak dalam kebijakan aktif; aktifkan kontraknya, atau hapus namanya",
        "{dataset}: in the settings without a contract in the active policy; activate one, or remove the name",
    ),
    "dataset-without-source": Text(
        "{dataset}: berkontrak tanpa sumber dalam pengaturan; tambahkan ke `sources`",
        "{dataset}: has a contract and no source in the settings; add it to `sources`",
    ),
    "table-missing": Text(
        "{dataset}: tidak ada tabel {table}; perbaiki kontrak atau sumbernya",
        "{dataset}: there is no table {table}; mend the contract or the source",
    ),
    "drift-none": Text("{dataset}: sesuai kontraknya", "{dataset}: as its contract says"),
    "drift-missing": Text(
        "{dataset}: kolom {column} (isian {field}) tidak ada lagi; kembalikan, atau ubah kontraknya",
        "{dataset}: the column {column} (field {field}) is gone; put it back, or change the contract",
    ),
    "drift-type": Text(
        "{dataset}: kolom {column} bertipe {found}, kontrak menyebut {wanted}; perbaiki yang salah",
        "{dataset}: the column {column} is of type {found}, the contract says {wanted}; mend whichever is wrong",
    ),
    "drift-unreadable": Text(
        "{dataset}: akun gerbang tidak boleh membaca kolom {column} (isian {field}); beri hak SELECT atasnya",
        "{dataset}: the gateway's account may not read the column {column} (field {field}); grant SELECT on it",
    ),
    "drift-nullable": Text(
        "{dataset}: kolom {column} boleh kosong, padahal isian {field} wajib; beri NOT NULL, atau ubah kontraknya",
        "{dataset}: the column {column} may be null, but the field {field} is required; set NOT NULL, or change "
        "the contract",
    ),
    "drift-unique": Text(
        "{dataset}: kolom {column} (isian {field}) menjadi urutan halaman tetapi tidak unik; beri indeks unik, "
        "karena baris dengan nilai sama bisa terlewat",
        "{dataset}: pages go by the column {column} (field {field}), which is not unique; give it a unique index, "
        "since rows of one value could be left out",
    ),
    "drift-index": Text(
        "{dataset}: isian {field} disaring atau diurutkan tanpa indeks yang dapat dipakai; pada tabel besar "
        'jalankan: CREATE INDEX ON {table} ("{column}" COLLATE "C")',
        "{dataset}: the field {field} is filtered or sorted by without an index that serves; on a large table run: "
        'CREATE INDEX ON {table} ("{column}" COLLATE "C")',
    ),
    "drift-new": Text(
        "{dataset}: kolom baru {column} ({found}) belum diklasifikasikan; tidak pernah diberikan, tambahkan ke kontrak",
        "{dataset}: the new column {column} ({found}) is not classified; it never leaves, add it to the contract",
    ),
    # --- log
    "log": Text(
        "{size} entri, segel catatan terakhir cocok; entri terakhir {last} ({age} hari lalu)",
        "{size} entries, the latest checkpoint holds; last entry {last} ({age} days ago)",
    ),
    "high-water-missing": Text(
        "berkas {path} hilang: pemulihan basis data ke keadaan lama tidak akan ketahuan; bandingkan dengan segel yang "
        "disimpan pihak lain (`gateway log verify --head`), lalu entri berikutnya menulisnya lagi",
        "the file {path} is missing: a database put back to an older state would pass unseen; compare with a checkpoint "
        "that the other side keeps (`gateway log verify --head`), and the next entry writes it again",
    ),
    "log-empty": Text("{origin}: belum ada entri", "{origin}: no entries yet"),
    "log-without-key": Text(
        "{size} entri; segel catatan tidak dapat diperiksa tanpa kunci log",
        "{size} entries; the checkpoint cannot be checked without the key log",
    ),
    "log-unsigned": Text(
        "{size} entri, dan segel catatan terakhir tidak ditandatangani kunci log ({problem}); jalankan `gateway log "
        "verify`",
        "{size} entries, and the latest checkpoint is not signed by the key log ({problem}); run `gateway log verify`",
    ),
    "log-differs": Text(
        "{size} entri, dan segel catatan terakhir menyebut hal lain; jalankan `gateway log verify`",
        "{size} entries, and the latest checkpoint says something else; run `gateway log verify`",
    ),
    "statements": Text(
        "tidak ada penangguhan atau pencabutan yang menunggu", "no suspension or revocation waits"
    ),
    "statements-wait": Text(
        "{count} penangguhan atau pencabutan menunggu dicatat; hidupkan gerbang, maka dicatat paling dahulu",
        "{count} suspensions or revocations wait to be recorded; start the gateway, and they go first",
    ),
    "check-incidents": Text("insiden", "incidents"),
    "incidents": Text(
        "tidak ada pemberitahuan insiden yang ditunggu", "no notice of an incident is waited for"
    ),
    "incidents-due": Text(
        "pemberitahuan insiden data pribadi harus diberikan dalam {hours} jam; lihat `gateway incident list`",
        "notice of a personal data incident is due within {hours} hours; see `gateway incident list`",
    ),
    "incidents-late": Text(
        "pemberitahuan insiden data pribadi terlambat {hours} jam; berikan sekarang, lalu catat dengan `gateway incident notified`",
        "notice of a personal data incident is {hours} hours overdue; give it now, then record it with `gateway incident notified`",
    ),
    "check-timestamps": Text("cap waktu", "timestamps"),
    "timestamps-none": Text(
        "cap waktu tidak diminta ([timestamps] tidak ada)",
        "no timestamps are asked for (there is no [timestamps])",
    ),
    "timestamps": Text(
        "entri tertua tanpa cap waktu berumur {hours} jam",
        "the oldest entry without a timestamp is {hours} hours old",
    ),
    "timestamps-late": Text(
        "tanpa cap waktu selama {hours} jam, batasnya {limit}; periksa {url}",
        "without a timestamp for {hours} hours, the limit is {limit}; check {url}",
    ),
    "timestamps-stopped": Text(
        "tanpa cap waktu selama {hours} jam, batasnya {limit}; permintaan data ditolak sampai {url} menjawab",
        "without a timestamp for {hours} hours, the limit is {limit}; data calls are refused until {url} answers",
    ),
}
