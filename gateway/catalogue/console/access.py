"""The console's pages: coming in and going out."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "invitation-title": Text("Masuk ke konsol pemeriksa", "Sign in to the auditors' console"),
    "invitation-text": Text(
        "Tautan ini membuka catatan pertukaran data milik {agency}.",
        "This link opens the log of data exchanges of {agency}.",
    ),
    "invitation-once": Text(
        "Tautan hanya dapat dipakai satu kali; membuka halaman ini belum memakainya.",
        "It can be used once; opening this page has not used it.",
    ),
    "invitation-recorded": Text(
        "Masuk, keluar, dan setiap halaman data yang Anda baca dicatat sebagai entri.",
        "Signing in and out, and every page of data that you read, become entries of the log.",
    ),
    "invitation-ends": Text(
        "Sesi berakhir setelah 30 menit tanpa kegiatan, dan paling lama 12 jam.",
        "A session ends after 30 minutes without activity, and after 12 hours at most.",
    ),
    "sign-in": Text("Masuk", "Sign in"),
    "signed-out-title": Text("Anda sudah keluar", "You are signed out"),
    "signed-out-text": Text(
        "Sesi ini telah diakhiri dan tidak dapat dipakai lagi.",
        "This session has ended and cannot be used again.",
    ),
}
