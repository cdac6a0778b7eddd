"""Help: `gateway keys`."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "keys": Text("Kunci tanda tangan.", "Signing keys."),
    "keys.new": Text(
        "Buat pasangan kunci dalam berkas yang hanya terbaca pemiliknya.",
        "Make a key pair, in a file that its owner alone can read.",
    ),
    "keys.show": Text(
        "Perlihatkan sidik jari dan bagian publik sebuah kunci.",
        "Show a key's thumbprint and its public half.",
    ),
    "keys.ceremony": Text(
        "Buat Berita Acara Pertukaran Kunci: sidik jari kunci akar kedua badan publik, untuk dicocokkan langsung.",
        "Make the record of the exchange of keys: both agencies' root fingerprints, to be compared in person.",
    ),
    "keys.rotate": Text(
        "Siapkan versi berikut berkas kepercayaan: kunci baru, dan kunci lama yang masih berlaku sementara.",
        "Prepare the next version of a trust file: a new key, and the old one for a while beside it.",
    ),
    "keys.revoke": Text(
        "Cabut sebuah kunci badan publik sendiri; berlaku sejak tercatat.",
        "Revoke a key of one's own agency; it counts from its log entry on.",
    ),
    "alg": Text("Algoritma tanda tangan.", "The signature algorithm."),
    "key-out": Text(
        "Berkas .pem baru; tidak pernah menimpa.", "The new .pem file; never written over another."
    ),
    "key-file": Text("Berkas .pem, privat atau publik.", "A .pem file, private or public."),
    "ceremony-agency": Text(
        "Badan publik yang bertemu; dua kali, bila dalam trust/ tidak tepat dua.",
        "An agency that meets; twice, unless there are just two in trust/.",
    ),
    "ceremony-place": Text(
        "Tempat pertemuan; titik-titik bila tidak disebut.", "Where they meet; dots unless given."
    ),
    "ceremony-date": Text(
        "Tanggal pertemuan; titik-titik bila tidak disebut.", "When they meet; dots unless given."
    ),
    "ceremony-format": Text("Bentuk halamannya.", "The form of the page."),
    "rotate-holder": Text(
        "Pemegang kunci, bila beberapa memegang peran itu.",
        "Who holds the key, where several hold that role.",
    ),
    "rotate-replaces": Text("Sidik jari kunci yang diganti.", "Thumbprint of the key to be replaced."),
    "rotate-overlap": Text(
        "Berapa hari kunci lama masih berlaku di samping yang baru.",
        "For how many days the old key still counts beside the new one.",
    ),
    "rotate-expires": Text(
        "Perpanjang pula berkas kepercayaannya sampai tanggal ini.",
        "Let the trust file itself expire on this day.",
    ),
    "revoke-yes": Text(
        "Jangan bertanya lagi setelah akibatnya ditampilkan.",
        "Do not ask once the consequences have been shown.",
    ),
}
