"""The console's pages: what every page has, and what it warns of."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "unwitnessed": Text(
        "Catatan ini belum dijamin pihak lain sejak {since}; data berhenti diberikan bila batas dalam "
        "perjanjian terlampaui.",
        "Nobody else has cosigned this log since {since}; data stops once the limit of the agreement is "
        "passed.",
    ),
    "incident-due": Text(
        "Ada insiden data pribadi yang terbuka: pemberitahuan tertulis (UU 27/2022 Pasal 46) paling lambat {due}.",
        "A personal data incident is open: written notice (UU 27/2022 Article 46) is due by {due}.",
    ),
    "incident-late": Text(
        "Pemberitahuan insiden data pribadi (UU 27/2022 Pasal 46) TERLAMBAT: batasnya {due}.",
        "Notice of a personal data incident (UU 27/2022 Article 46) is OVERDUE: it was due by {due}.",
    ),
    "untimestamped": Text(
        "Catatan ini belum bercap waktu sejak {since}, melewati batas yang ditetapkan pengelola gerbang.",
        "This log has had no timestamp since {since}, beyond the limit that the gateway's operator set.",
    ),
    "name": Text("Sinergi · Konsol Pemeriksa", "Sinergi · Auditors' Console"),
    "skip": Text("Langsung ke isi", "Skip to content"),
    "nav": Text("Halaman", "Pages"),
    "nav-exchanges": Text("Pertukaran", "Exchanges"),
    "nav-log": Text("Catatan", "Log"),
    "nav-agreements": Text("Perjanjian", "Agreements"),
    "language": Text("Bahasa", "Language"),
    "sign-out": Text("Keluar", "Sign out"),
    "signed-in-as": Text(
        "Masuk sebagai {account} ({body}), berlaku sampai {until}.",
        "Signed in as {account} ({body}), valid until {until}.",
    ),
    "read-recorded": Text(
        "Pembacaan halaman ini tercatat sebagai entri {index}:",
        "That this page was read is entry {index} of the log:",
    ),
    "code": Text("Kode", "Code"),
    "wrong-parameter": Text(
        "Isian pada alamat ini tidak dapat dipakai:", "This part of the address cannot be used:"
    ),
    "open-again": Text(
        "Jika Anda sudah masuk dan membuka halaman ini lewat tautan dari surel atau situs lain, buka sekali lagi dari sini.",
        "If you are signed in and came by a link from a mail or another site, open the page once more from here.",
    ),
    "open-again-button": Text("Buka halaman ini lagi", "Open this page again"),
}
