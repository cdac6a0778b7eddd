"""What the doctor says of the log, its witnesses and timestamps, and of incidents."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
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
