"""Problems of access: who may look at the log, and what is known of an incident?"""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "access": Text("Konsol tidak terbuka bagi Anda", "The console is not open to you"),
    "access.detail": Text(
        "Minta tautan masuk kepada operator gerbang ini.", "Ask this gateway's operator for a sign-in link."
    ),
    "invitation-invalid": Text("Tautan ini tidak berlaku", "This link is not valid"),
    "invitation-invalid.detail": Text(
        "Tautan masuk hanya berlaku sekali dan paling lama 24 jam; minta tautan baru kepada operator gerbang ini.",
        "A sign-in link works once and for 24 hours at most; ask this gateway's operator for a new one.",
    ),
    "session-ended": Text("Anda belum masuk", "You are not signed in"),
    "session-ended.detail": Text(
        "Sesi belum dimulai atau sudah berakhir; minta tautan masuk kepada operator gerbang ini.",
        "There is no session, or it has ended; ask this gateway's operator for a sign-in link.",
    ),
    "form-forged": Text("Formulir ini tidak dapat diterima", "This form cannot be accepted"),
    "form-forged.detail": Text(
        "Formulir tidak berasal dari halaman sesi ini; buka kembali halamannya lalu kirim dari sana.",
        "It does not come from a page of this session; open the page again and send it from there.",
    ),
    "access-busy": Text("Terlalu banyak percobaan gagal", "Too many failed attempts"),
    "access-busy.detail": Text("Tunggu satu menit, lalu coba lagi.", "Wait a minute, then try again."),
    "account-unknown": Text("Akun pemeriksa tidak ditemukan", "No such auditor's account"),
    "account-unknown.detail": Text(
        "Lihat akun yang ada dengan `gateway auditors list`.",
        "See the accounts with `gateway auditors list`.",
    ),
    "incident-unknown": Text("Insiden tidak ditemukan", "No such incident"),
    "incident-unknown.detail": Text(
        "Lihat insiden yang ada dengan `gateway incident list`.",
        "See the incidents with `gateway incident list`.",
    ),
    "incident-settled": Text("Sudah tercatat", "Recorded already"),
    "incident-settled.detail": Text(
        "Lihat keadaannya dengan `gateway incident list`; kejadian baru dibuka sebagai insiden baru.",
        "See how it stands with `gateway incident list`; what happens anew is opened as a new incident.",
    ),
}
