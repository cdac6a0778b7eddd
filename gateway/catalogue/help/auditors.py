"""Help: `gateway auditors`."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "auditors": Text("Akun pemeriksa untuk konsol.", "Auditors' accounts for the console."),
    "auditors.invite": Text(
        "Buat akun pemeriksa dan tautan masuk sekali pakai.",
        "Make an auditor's account and a one-time link to sign in.",
    ),
    "auditors.link": Text(
        "Buat tautan masuk baru untuk akun yang sudah ada.", "Make another link for an account that exists."
    ),
    "auditors.list": Text("Tampilkan semua akun pemeriksa.", "Show all auditors' accounts."),
    "auditors.revoke": Text(
        "Tutup akun pemeriksa; sesinya berakhir seketika.", "Close an account; its sessions end at once."
    ),
    "auditor-name": Text("Nama pemeriksa.", "The auditor's name."),
    "auditor-body": Text("Badan yang menugaskannya.", "The body that sent the auditor."),
    "auditor-letter": Text("Nomor surat tugasnya.", "The number of the letter of assignment."),
    "auditor-until": Text(
        "Hari terakhir akun ini berlaku, tahun-bulan-tanggal.", "The account's last day, as year-month-day."
    ),
    "auditor-account": Text(
        "Akun, seperti pada `gateway auditors list`.", "The account, as `gateway auditors list` shows it."
    ),
}
