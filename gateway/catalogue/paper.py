"""Texts: agreements signed as PDF, and why a signature in one does not count."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "pdf-needs-file": Text("sebutkan berkas PDF-nya dengan -o", "name the PDF's file with -o"),
    "rendered": Text(
        "{file}: naskah perjanjian {agreement}, SHA-256 berkasnya {digest}",
        "{file}: the page of agreement {agreement}, whose file has SHA-256 {digest}",
    ),
    "not-an-agreement": Text("{path} bukan berkas perjanjian", "{path} is no agreement's file"),
    # --- gateway agreements inspect, import
    "inspected": Text("{file}: naskah dari {agreement}", "{file}: the page of {agreement}"),
    "runs": Text("berkas di dalamnya sama persis dengan {path}", "the file in it is exactly {path}"),
    "runs-not": Text(
        "berkas di dalamnya BUKAN {path}; yang ditandatangani bukan yang dijalankan",
        "the file in it is NOT {path}; what was signed is not what runs",
    ),
    "counts-not": Text(
        "tidak satu pun tanda tangannya berlaku: {problem}", "none of its signatures counts: {problem}"
    ),
    "signature": Text("tanda tangan {subject}: {verdict}", "signature of {subject}: {verdict}"),
    "holds": Text("sah", "valid"),
    "claimed": Text("  menurut jam penanda tangan: {moment}", "  by the signer's own clock: {moment}"),
    "stamped": Text("  menurut stempel waktu: {moment}", "  by a timestamp: {moment}"),
    "under": Text("  akar: {root}", "  root: {root}"),
    "official": Text(
        "  menurut berkas kepercayaan: {name}, {position} ({agency})",
        "  by the trust file: {name}, {position} ({agency})",
    ),
    "nobody": Text(
        "  kunci {thumbprint} tidak disebut berkas kepercayaan mana pun; bila benar, catat di sana: jwk: {jwk}",
        "  no trust file named here has the key {thumbprint}; if it is right, name it there: jwk: {jwk}",
    ),
    "written": Text("ditulis: {path}", "written: {path}"),
    "then": Text("periksa: gateway policies check {folder}", "now check: gateway policies check {folder}"),
    "other-version": Text(
        "{path} berisi versi lain, yang bukan pendahulu versi {version} ini; tidak ada yang ditulis",
        "{path} holds another version, and not the one that this version {version} follows; nothing was written",
    ),
}

# Why a signature in a PDF does not count; said as `signature-<name>` of a policy and of a check.
PROBLEMS: dict[str, Text] = {
    "paper-not-ours": Text(
        "bukan naskah yang dibuat `gateway policies render --pdf`",
        "not a page made by `gateway policies render --pdf`",
    ),
    "paper-other-file": Text(
        "naskah ini memuat berkas perjanjian lain; yang ditandatangani bukan yang dijalankan",
        "the page encloses another agreement's file; what was signed is not what runs",
    ),
    "paper-pages-differ": Text(
        "halamannya bukan halaman yang disusun dari berkas di dalamnya",
        "its pages are not those that its file makes",
    ),
    "paper-unsigned": Text("belum ditandatangani", "not signed yet"),
    "paper-unreadable": Text(
        "bagian yang ditambahkan pada naskah rusak atau terlalu besar",
        "what was added to the page is broken or too large",
    ),
    "paper-encrypted": Text(
        "naskah disandikan; tanda tangani tanpa kata sandi",
        "the page is encrypted; sign it without a password",
    ),
    "paper-replaced": Text(
        "naskah asli digantikan, bukan ditambahi tanda tangan",
        "the page was replaced by another, not added to",
    ),
    "paper-active": Text(
        "yang ditambahkan dapat menjalankan sesuatu (skrip, tautan atau tindakan)",
        "what was added can act (a script, a link or an action)",
    ),
    "paper-attachment": Text("ada lampiran lain yang ditambahkan", "another attachment was added"),
    "paper-overlay": Text(
        "ada yang menutupi halaman di luar kotak tanda tangan",
        "something lies over a page outside the signature boxes",
    ),
    "paper-changed": Text(
        "isi naskah diubah sesudah dibuat; yang boleh ditambahkan hanya tanda tangan",
        "the page was changed after it was made; signatures alone may be added",
    ),
    "paper-uncovered": Text(
        "ada bagian berkas yang tidak tercakup tanda tangan", "a part of the file is covered by no signature"
    ),
    "paper-no-roots": Text(
        "tidak ada sertifikat akar tepercaya yang dikenal; isi `[paper] roots` dan pakai --config",
        "no pinned root certificate is known; set `[paper] roots` and use --config",
    ),
    "paper-unjudged": Text(
        "tanda tangan dalam PDF tidak diperiksa di sini", "signatures in a PDF are not judged here"
    ),
    "paper-broken": Text("tanda tangan tidak cocok dengan isi naskah", "the signature does not fit the page"),
    "paper-root-unknown": Text(
        "sertifikatnya tidak berinduk pada akar tepercaya", "its certificate does not lead to a pinned root"
    ),
    "paper-certificate-lapsed": Text(
        "sertifikatnya tidak berlaku ketika dicatat, dan tidak ada stempel waktu yang membuktikan lain",
        "its certificate was not valid when it was recorded, and no timestamp proves otherwise",
    ),
    "paper-certificate-revoked": Text(
        "sertifikatnya sudah dicabut penerbitnya", "its certificate was revoked by its issuer"
    ),
    "paper-usage": Text(
        "sertifikatnya bukan untuk tanda tangan", "its certificate is not meant for signatures"
    ),
    "paper-algorithm": Text("algoritmanya terlalu lemah", "its algorithm is too weak"),
    "paper-key-unfit": Text(
        "jenis atau panjang kuncinya tidak dapat dicatat dalam berkas kepercayaan",
        "its key is of a kind or size that no trust file can name",
    ),
    "paper-signer-twice": Text("orang yang sama sudah menandatangani", "the same person has signed already"),
}
