"""What the doctor says of every check: how a line begins, and the last one."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
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
    "check-incidents": Text("insiden", "incidents"),
    "check-timestamps": Text("cap waktu", "timestamps"),
}
