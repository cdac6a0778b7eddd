"""Texts: what `gateway auditors` says."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "invited": Text(
        "{name} ({body}, surat {letter}) diberi akun {account}, berlaku sampai {until}; entri {index}.",
        "{name} ({body}, letter {letter}) was given the account {account}, valid until {until}; entry {index}.",
    ),
    "linked": Text(
        "Tautan baru untuk {name} ({body}), akun {account}, berlaku sampai {until}; entri {index}.",
        "A new link for {name} ({body}), account {account}, valid until {until}; entry {index}.",
    ),
    "link": Text(
        "Serahkan tautan ini kepada orangnya sendiri; berlaku satu kali, sampai {expires}:",
        "Hand this link to that very person; it works once, until {expires}:",
    ),
    "none": Text("belum ada akun pemeriksa", "there are no auditors' accounts"),
    "line": Text(
        "{account}  {state}  sampai {until}  terakhir {seen}  {name}, {body}, surat {letter}",
        "{account}  {state}  until {until}  last seen {seen}  {name}, {body}, letter {letter}",
    ),
    "state-open": Text("terbuka", "open"),
    "state-expired": Text("berakhir", "expired"),
    "state-dismissed": Text("ditutup", "closed"),
    "never": Text("-", "-"),
    "dismissed": Text(
        "Akun {account} ditutup sejak entri {index}; sesinya berakhir seketika.",
        "The account {account} is closed from entry {index} on; its sessions ended at once.",
    ),
    "unknown": Text(
        "tidak ada akun {account} yang masih terbuka; lihat `gateway auditors list`",
        "no account {account} is open; see `gateway auditors list`",
    ),
    "until-past": Text("tanggal terakhirnya sudah lewat", "its last day has passed"),
    "not-plain": Text(
        "harus satu baris teks, paling panjang 200 huruf",
        "must be one line of text of 200 characters at most",
    ),
}
"""What is said of auditors' accounts."""
