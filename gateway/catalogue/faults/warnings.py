"""Warnings: they keep nothing from being activated."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "pin-differs": Text(
        "kontrak {dataset} sekarang versi {version}, sha256 {digest}; selama berbeda, dataset ini tidak diberikan",
        "the contract {dataset} is now version {version}, sha256 {digest}; while they differ nothing of it is "
        "released",
    ),
    "agreement-over": Text(
        "{agreement}: masa berlaku berakhir {day}; buat versi baru",
        "{agreement}: validity ended on {day}; make a new version",
    ),
    "agreement-not-begun": Text(
        "{agreement}: masa berlaku baru mulai {day}", "{agreement}: validity begins on {day}"
    ),
    "agreement-ends-soon": Text(
        "{agreement}: masa berlaku berakhir {day}; siapkan versi baru",
        "{agreement}: validity ends on {day}; prepare a new version",
    ),
    "agreement-in-shadow": Text(
        "{agreement}: masa uji; permintaan dinilai dan dicatat, data tidak diberikan",
        "{agreement}: shadow enforcement; requests are evaluated and logged, nothing is released",
    ),
    "permission-without-right": Text(
        "izin {permission} tidak punya `query` atau `lookup`, sehingga tidak dapat dipakai",
        "the permission {permission} has neither `query` nor `lookup`, so nothing can be asked of it",
    ),
    "exemption-closes": Text(
        "penetapan {number} menutup {field}, walaupun kontraknya menyatakan lain",
        "the decision {number} closes {field}, although its contract says otherwise",
    ),
    "exemption-revoked": Text(
        "penetapan {number} dicabut {day}; kolom yang masih dikecualikan menjadi belum-ditetapkan",
        "the decision {number} was revoked on {day}; fields still classified exempt are undetermined",
    ),
    "exemption-lapsed": Text(
        "penetapan {number} berakhir {day}; kolomnya belum-ditetapkan sampai diputuskan lagi",
        "the decision {number} ended on {day}; its fields are undetermined until decided anew",
    ),
    "exemption-review-due": Text(
        "penetapan {number} perlu ditinjau sejak {day}", "the decision {number} is due for review since {day}"
    ),
    "trust-missing": Text(
        "{agency} tidak punya berkas kepercayaan; tidak satu pun dari badan ini berlaku",
        "{agency} has no trust file; nothing of this agency is in force",
    ),
    "trust-expired": Text(
        "berkas kepercayaan {agency} berakhir {day}; buat versi baru",
        "the trust file of {agency} expired on {day}; make a new version",
    ),
    "trust-expires-soon": Text(
        "berkas kepercayaan {agency} berakhir {day}; siapkan versi baru",
        "the trust file of {agency} expires on {day}; prepare a new version",
    ),
    "roots-not-pinned": Text(
        "kunci akar {agency} belum dicatat sebagai sidik jari tepercaya",
        "no root keys of {agency} are pinned",
    ),
    "trust-unsigned": Text(
        "{agency}: {having} dari {needed} tanda tangan kunci akar tepercaya",
        "{agency}: {having} of {needed} signatures by pinned root keys",
    ),
    "signature-missing": Text(
        "belum ada tanda tangan kunci {role} dari {agency}",
        "no signature by a {role} key of {agency}",
    ),
    "signature-malformed": Text("bukan JWS terpisah yang sah", "not a valid detached JWS"),
    "signature-signer-unknown": Text(
        "kuncinya tidak ada dalam berkas kepercayaan dengan peran yang benar",
        "its key is in no trust file with the right role",
    ),
    "signature-header-differs": Text(
        "tanda tangan menyebut berkas atau versi lain; tanda tangani ulang",
        "it names another file or version; sign again",
    ),
    "signature-does-not-verify": Text(
        "tidak cocok dengan isi berkas; berkas berubah sesudah ditandatangani?",
        "does not fit the file's bytes; was the file changed after signing?",
    ),
    "signature-not-recorded": Text(
        "belum tercatat; jalankan `gateway policies activate`",
        "not recorded yet; run `gateway policies activate`",
    ),
    "signature-key-revoked": Text("kuncinya telah dicabut", "its key is revoked"),
    "signature-key-not-valid-then": Text(
        "kuncinya tidak berlaku ketika tanda tangan dicatat",
        "its key was not valid when the signature was recorded",
    ),
}
