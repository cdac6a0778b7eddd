"""Help: `gateway datasets`."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "datasets": Text("Dataset dan tabel sumbernya.", "Datasets and the tables behind them."),
    "datasets.drift": Text(
        "Bandingkan setiap kontrak yang dilayani dengan tabelnya.",
        "Compare each contract that is served with its live table.",
    ),
    "datasets.grants": Text(
        "Tampilkan perintah GRANT yang menutup setiap kolom tak terpakai bagi akun sumber.",
        "Print the GRANT statements that keep the source's account off every column without a use.",
    ),
    "policies-instead": Text(
        "Folder kebijakan yang dipakai sebagai ganti kebijakan aktif.",
        "A folder of policies to use instead of the active policy.",
    ),
    "grants-role": Text(
        "Akun yang diberi hak; bawaannya akun dalam URL sumber. MariaDB: nama@host.",
        "The account to grant to; by default the one in the source's URL. MariaDB: name@host.",
    ),
}
