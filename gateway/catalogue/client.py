"""Texts: why a gateway's answer did not come, or must not be used."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "unreachable": Text(
        "{url}: tidak ada jawaban utuh ({problem}); periksa alamat dan jaringan, lalu ulangi",
        "{url}: no whole answer came ({problem}); check address and network, then try again",
    ),
    "too-large": Text(
        "{url}: jawaban lebih besar dari batas klien ini; minta halaman yang lebih kecil",
        "{url}: the answer is larger than this client's limit; ask for smaller pages",
    ),
    "not-documented": Text(
        "jawaban gerbang tidak berbentuk seperti yang didokumentasikan ({part}); mungkin versi gerbang itu lain",
        "the gateway's answer is not of the documented shape ({part}); it may be of another version",
    ),
    "not-object": Text("bukan objek JSON", "not a JSON object"),
    "receipt-other": Text(
        "bukti ini milik pertukaran lain; jangan dipakai, dan hubungi pemberi data",
        "the receipt is of another exchange; do not use it, and call the provider",
    ),
    "acknowledgement-unrecorded": Text(
        "gerbang tidak membuktikan bahwa pengakuan penerimaan atas pertukaran ini dicatat; simpan jawabannya dan hubungi pemberi data",
        "the gateway does not prove that it recorded the acknowledgement of this exchange; keep the answer and call the provider",
    ),
    "no-head": Text(
        "jawaban tidak menyebut segel catatan; jangan dipakai, dan hubungi pemberi data",
        "the answer names no log head; do not use it, and call the provider",
    ),
    "head-other": Text(
        "jawaban menyebut segel catatan lain daripada {wanted}; jangan dipakai. Bila pemberi data memberitahukan pergantian "
        "catatan: tulis nama barunya sebagai `origin` dalam profil dan jalankan `gateway log succeed follow` dengan entri "
        "pertamanya; bila tidak, hubungi pemberi data",
        "the answer names the head of another log than {wanted}; do not use it. If the provider told you of a succession, write "
        "the new name into the profile as `origin` and run `gateway log succeed follow` with its first entry; if not, call the "
        "provider",
    ),
    "unproven": Text(
        "gerbang tidak membuktikan bahwa catatannya hanya bertambah; jangan memakai jawabannya, dan hubungi pemberi data",
        "the gateway does not prove that its log only grew; do not use its answer, and call the provider",
    ),
    "head-unreadable": Text(
        "{path}: segel catatan yang disimpan tidak dapat dibaca ({problem}); periksa hak baca",
        "{path}: the log head that was kept cannot be read ({problem}); check its permissions",
    ),
    "head-unwritable": Text(
        "{path}: segel catatan tidak dapat disimpan ({problem}); periksa folder itu",
        "{path}: the log head cannot be kept ({problem}); look at that folder",
    ),
    "head-of-other": Text(
        "{path}: berisi segel catatan {found}, bukan {wanted}. Bila {wanted} meneruskan catatan itu, jalankan dahulu `gateway log "
        "succeed follow` dengan entri pertamanya; bila itu gerbang lain, pakai satu berkas untuk setiap gerbang",
        "{path}: holds a head of the log {found}, not of {wanted}. If {wanted} follows that log, first run `gateway log succeed "
        "follow` with its first entry; if it is another gateway, use one file a gateway",
    ),
    "followed-bad": Text(
        "{path}: entri pertama yang diikuti rusak ({problem}); jalankan `gateway log succeed follow` sekali lagi dengan entri itu",
        "{path}: the first entry that was followed is damaged ({problem}); run `gateway log succeed follow` with it once more",
    ),
    "trust-no-log-key": Text(
        "berkas kepercayaan {agency} tidak menyebut kunci berperan log; mintalah yang terbaru",
        "the trust file of {agency} names no key in the role log; ask for the newest",
    ),
    "trust-expired": Text(
        "berkas kepercayaan {agency} berakhir pada {expires}; mintalah yang terbaru dari pemberi data",
        "the trust file of {agency} expired {expires}; ask the provider for the newest",
    ),
    "trust-no-receipt-key": Text(
        "berkas kepercayaan {agency} tidak menyebut kunci bukti ini; mintalah yang terbaru",
        "the trust file of {agency} has no such receipt key; ask for the newest",
    ),
}
