"""Help: options that commands of several nouns have."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "config": Text(
        "Berkas pengaturan gerbang, misalnya config/kpu.toml.",
        "The gateway's settings, e.g. config/kpu.toml.",
    ),
    "role": Text("Satu-satunya peran kunci ini.", "The key's one role."),
    "thumbprint": Text("Sidik jari kunci (RFC 7638).", "The key's thumbprint (RFC 7638)."),
    "signing-key": Text("Kunci privat penanda tangan (.pem).", "The signer's private key (.pem)."),
    "narrowing-key": Text(
        "Kunci privat berperan `signatory` atau `ppid`, untuk membuat pernyataannya sekarang.",
        "A private key in the role `signatory` or `ppid`, to make the statement now.",
    ),
    "statement": Text(
        "Pernyataan yang sudah bertanda tangan, pengganti --key.",
        "A statement signed already, in place of --key.",
    ),
    "trust-agency": Text("Badan publik pemilik berkas kepercayaan.", "The agency whose trust file it is."),
    "save-statement": Text("Simpan pernyataannya ke berkas ini.", "Keep the statement in this file."),
    "reason": Text("Alasan, untuk catatan.", "The reason, for the log."),
    "folder": Text(
        "Folder kebijakan: datasets/, agreements/, exemptions/, trust/.",
        "The policy folder: datasets/, agreements/, exemptions/, trust/.",
    ),
    "report-out": Text(
        "Tulis ke berkas ini, yang hanya terbaca pemiliknya; yang lama diganti.",
        "Write to this file, which its owner alone can read; an old one is replaced.",
    ),
    "render-out": Text("Berkas naskah yang dibuat.", "The page's file."),
    "jws-name": Text(
        "Kata di tengah nama berkas tanda tangan; bawaannya sidik jari kunci.",
        "The word in the middle of the signature's file name; by default the key's thumbprint.",
    ),
    "format": Text("`json` untuk program.", "`json` for programs."),
    "consumer": Text("Badan publik penerima data.", "The agency that asks."),
    "dataset": Text("Dataset, sebagai pemberi/dataset.", "The dataset, as provider/dataset."),
    "purpose": Text("Tujuan penggunaan.", "The purpose."),
    "agreement": Text("Nama (uid) perjanjian.", "The agreement's uid."),
    "log-export": Text("Berkas dari `gateway log export`.", "A file from `gateway log export`."),
    "vkey": Text(
        "Kunci catatan, seperti diterima dari pemiliknya.",
        "The log's verifier key, as its owner handed it over.",
    ),
    "output": Text("Bentuk keluaran.", "The form of what is printed."),
}
