"""Texts: what `gateway log entries` says, and what stands beside its rows."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "not-an-entry": Text(
        "daun yang dikirim untuk entri {index} bukan entri catatan",
        "the leaf sent for entry {index} is no entry of a log",
    ),
    "not-its-leaf": Text(
        "keterangan entri {index} tidak sama dengan isi daunnya",
        "what is told of entry {index} is not what its leaf says",
    ),
    "not-asked-for": Text("entri {index} tidak memenuhi saringan", "entry {index} does not meet the filter"),
    "out-of-order": Text(
        "entri {index} tidak pada urutannya, atau ada entri yang dilewati sebelumnya",
        "entry {index} is out of order, or entries before it were left out",
    ),
    "not-the-log": Text(
        "entri yang dikirim bukan catatan dari segel berukuran {size} itu",
        "the entries that came are not the log of that checkpoint of size {size}",
    ),
    "not-held": Text(
        "catatan ini bukan lanjutan dari segel berukuran {size} yang pernah diterima",
        "this log does not extend the checkpoint of size {size} that was received before",
    ),
    "needs-file": Text(
        "{form} ditulis ke berkas; sebutkan dengan --output",
        "{form} is written to a file; name one with --output",
    ),
    "extra-missing": Text(
        "bentuk parquet memerlukan tambahan `bulk`: pip install 'sinergi-gateway[bulk]'",
        "the form parquet needs the extra `bulk`: pip install 'sinergi-gateway[bulk]'",
    ),
    "filter-bad": Text(
        "nilai ini tidak mungkin ada dalam catatan; tulis misalnya {example}",
        "no entry can hold this; write e.g. {example}",
    ),
    "whole-alone": Text(
        "--whole membaca seluruh catatan dari yang tertua; tidak bersama --order, --page-size, --all, atau --prove",
        "--whole reads the whole log, oldest first; not together with --order, --page-size, --all or --prove",
    ),
    "found": Text(
        "{count} entri dari catatan {origin} berukuran {size}.",
        "{count} entries of the log {origin} at size {size}.",
    ),
    "whole": Text(
        "Seluruh catatan dibaca dan cocok dengan akarnya: tidak ada entri yang disembunyikan.",
        "The whole log was read and leads to its root: no entry is hidden.",
    ),
    "filtered": Text(
        "Saringan dijalankan oleh gerbangnya; --whole membuktikan bahwa tidak ada yang disembunyikan.",
        "The gateway did the filtering; --whole proves that nothing is hidden.",
    ),
    "rows-one-source": Text(
        "sebutkan --config atau --database, salah satu", "give either --config or --database"
    ),
    "row-wrong": Text(
        "entri {index}: baris pencariannya hilang atau tidak sama dengan entrinya",
        "entry {index}: the row that it is found by is gone or differs from it",
    ),
    "rows-others": Text("dan {count} entri lain", "and {count} more entries"),
    "rows-right": Text(
        "Setiap entri ditemukan menurut isinya sendiri; apakah entrinya utuh, dijawab `gateway log verify`.",
        "Each entry is found by what it says itself; whether the entries are sound, `gateway log verify` says.",
    ),
    "sheet-entries": Text("Entri", "Entries"),
    "sheet-about": Text("Keterangan", "About"),
    "about-log": Text("catatan", "log"),
    "about-head": Text("segel: ukuran", "checkpoint: size"),
    "about-root": Text("segel: akar", "checkpoint: root"),
    "about-filter": Text("saringan {name}", "filter {name}"),
    "about-count": Text("banyaknya entri", "entries"),
    "about-times": Text("semua waktu dalam UTC", "all times are in UTC"),
}
