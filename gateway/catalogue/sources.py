"""Texts: what is wrong with a data source, and how to mend it."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "closed": Text("sumber data sudah ditutup", "the source is closed"),
    "no-file": Text(
        "{name}: tidak ada berkas basis data itu; periksa `sources.url`",
        "{name}: no such database file; check `sources.url`",
    ),
    "file-unreadable": Text(
        "{name}: berkas basis data tidak dapat dibaca; periksa hak baca pengguna gerbang",
        "{name}: the database file cannot be read; check what the gateway's user may read",
    ),
    "too-slow": Text(
        "{name}: permintaan melampaui batas waktu; beri indeks pada kolom yang disaring, atau naikkan "
        "`timeout_seconds`",
        "{name}: the statement ran longer than its limit; index what is filtered on, or raise `timeout_seconds`",
    ),
    "locked": Text(
        "{name}: basis data terkunci melampaui batas waktu; cari siapa yang menguncinya",
        "{name}: the database stayed locked longer than the limit; find who holds it",
    ),
    "no-answer": Text(
        "{name}: server tidak menjawab sampai batas waktu",
        "{name}: the server did not answer within the limit",
    ),
    "busy": Text(
        "{name}: semua sambungan ke sumber sedang dipakai; ulangi sebentar lagi",
        "{name}: all connections to the source are in use; try again shortly",
    ),
    "unreachable": Text(
        "{name}: server tidak terjangkau atau menolak kita ({problem}); periksa alamat, akun dan jaringan",
        "{name}: the server cannot be reached or refuses us ({problem}); check address, account and network",
    ),
    "differs": Text(
        "{name}: sumber tidak lagi sesuai kontraknya: {problem}; jalankan `gateway doctor`",
        "{name}: the source differs from its contract: {problem}; run `gateway doctor`",
    ),
    "failed": Text(
        "{name}: basis data sumber gagal ({problem}); tanyakan kepada pengelolanya",
        "{name}: the source's database failed ({problem}); ask whoever runs it",
    ),
    "groups-many": Text(
        "{name}: lebih dari {limit} kelompok; kelompokkan lebih kasar",
        "{name}: more than {limit} groups; group more coarsely",
    ),
    "misfit": Text(
        "kolom {field} berisi nilai yang bukan {type}; perbaiki datanya atau tipe dalam kontrak",
        "the field {field} holds a value that is no {type}; mend the data, or the type in the contract",
    ),
}
