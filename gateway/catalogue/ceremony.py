"""Texts: the page on which two agencies compare their root keys in person."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "title": Text("Berita Acara Pertukaran Kunci", "Record of the Exchange of Keys"),
    "kicker": Text("{first} dan {second}", "{first} and {second}"),
    "opening": Text(
        "Pada hari ini, {day}, bertempat di {place}, wakil kedua badan publik di bawah ini bertemu langsung dan "
        "mencocokkan sidik jari kunci akar masing-masing.",
        "Today, {day}, at {place}, the representatives of the two agencies below met in person and compared the "
        "fingerprints of their root keys.",
    ),
    "months": Text(
        "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
        "January February March April May June July August September October November December",
    ),
    "blank": Text("...................................", "..................................."),
    "agency": Text("Badan publik", "Agency"),
    "represented": Text("Diwakili oleh", "Represented by"),
    "office": Text("{name}, {position} ({decree})", "{name}, {position} ({decree})"),
    "trust": Text("Berkas kepercayaan", "Trust file"),
    "trust-value": Text("versi {version}, SHA-256 {digest}", "version {version}, SHA-256 {digest}"),
    "threshold": Text("Ambang", "Threshold"),
    "threshold-value": Text(
        "{threshold} dari {count} kunci akar menandatangani", "{threshold} of {count} root keys sign"
    ),
    "root": Text("Kunci akar {number}", "Root key {number}"),
    "root-value": Text("{grouped}\n{hexadecimal}", "{grouped}\n{hexadecimal}"),
    "code": Text("Kode untuk dipindai: {content}", "Code to be scanned: {content}"),
    "pins": Text("Untuk berkas pins pihak lain", "For the other side's pins file"),
    "how": Text("Cara mencocokkan", "How to compare"),
    "how-read": Text(
        "Tiap pihak membacakan sidik jari dari perangkatnya sendiri (`gateway keys show`), bukan dari halaman ini; pihak "
        "lain mengikutinya pada halaman ini, kelompok demi kelompok. Huruf besar dan kecil berbeda.",
        "Each side reads its fingerprints aloud from its own device (`gateway keys show`), not from this page; the other "
        "side follows on this page, group by group. Capitals and small letters differ.",
    ),
    "how-hex": Text(
        "Baris kedua adalah sidik jari yang sama dalam heksadesimal, untuk yang lebih mudah membacakannya.",
        "The second line is the same fingerprint in hexadecimal, for those who find that easier to read aloud.",
    ),
    "how-write": Text(
        "Setelah cocok, tiap pihak menulis sidik jari pihak lain ke berkas pins gerbangnya sendiri.",
        "Once they match, each side writes the other's fingerprints into the pins file of its own gateway.",
    ),
    "how-keep": Text(
        "Halaman yang sudah ditandatangani disimpan kedua pihak; berkas yang dikirim kemudian dicocokkan dengannya.",
        "Both sides keep the signed page; files that are sent later are compared with it.",
    ),
    "signed": Text("Tanda tangan", "Signatures"),
    "signed-lead": Text(
        "Kedua pihak menyatakan bahwa sidik jari di atas telah dicocokkan dan benar.",
        "Both sides state that the fingerprints above were compared and are right.",
    ),
    "foot": Text(
        "Sidik jari: JWK thumbprint (RFC 7638, SHA-256). Halaman ini tidak memuat kunci privat.",
        "Fingerprints: JWK thumbprints (RFC 7638, SHA-256). This page holds no private key.",
    ),
    "two-agencies": Text(
        "sebutkan dua badan publik dengan --agency; yang ada dalam trust/: {known}",
        "name two agencies with --agency; there are in trust/: {known}",
    ),
    "nobody": Text(
        "{agency} tidak punya pejabat dengan kunci signatory pada {day}; kotaknya dibiarkan kosong",
        "{agency} has no official with a signatory key on {day}; the box stays empty",
    ),
    "pdf-needs-file": Text(
        "PDF ditulis ke berkas; sebutkan dengan -o", "a PDF is written to a file; name one with -o"
    ),
    "written": Text("Berita Acara ditulis ke {file}", "the record is written to {file}"),
}
