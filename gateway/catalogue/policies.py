"""Texts: what keeps a policy folder, a signature or a statement from counting."""

from gateway.catalogue.paper import PROBLEMS
from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "none-active": Text(
        "belum ada kebijakan aktif; jalankan `gateway policies activate`",
        "no policy is active; run `gateway policies activate`",
    ),
    "stored-damaged": Text(
        "kebijakan yang tersimpan bukan yang dahulu diaktifkan; jalankan `gateway log verify`, lalu aktifkan lagi",
        "the stored policy is not the one that was activated; run `gateway log verify`, then activate again",
    ),
    "joined": Text("{parts}", "{parts}"),
    "at-place": Text("{place}: {problem}", "{place}: {problem}"),
    "faults": Text(
        "{count} kesalahan, yang pertama {code} di {place}; jalankan `gateway policies check`",
        "{count} faults, the first {code} at {place}; run `gateway policies check`",
    ),
    "older-version": Text(
        "sebuah berkas lebih lama daripada versi yang sudah tercatat, atau berbeda dengan nomor versi yang sama; "
        "naikkan nomor versinya",
        "a file is older than the version the log has seen, or differs from it under the same number; raise its version",
    ),
    "left-out": Text(
        "{file} sedang aktif dan tidak boleh ditinggalkan; kembalikan berkasnya",
        "{file} is active and may not be left out; put the file back",
    ),
    "exemption-left-out": Text(
        "{place}: penetapan {number} sedang aktif dan tidak boleh ditinggalkan; cantumkan lagi, dengan `revoked` bila "
        "sudah dicabut",
        "{place}: the decision {number} is active and may not be left out; list it again, with `revoked` if it was revoked",
    ),
    "exemption-less": Text(
        "{place}: penetapan {number} kini memuat lebih sedikit daripada yang aktif; kembalikan `decided`, `letter`, "
        "`fields` dan `until`",
        "{place}: the decision {number} now says less than the active one; put back `decided`, `letter`, `fields` and "
        "`until`",
    ),
    "key-past": Text(
        "{place}: masa kunci {key} di waktu lampau bertambah; kembalikan `from` dan `until`, atau buat kunci baru",
        "{place}: the key {key} gains time in the past; put `from` and `until` back, or make a new key",
    ),
    "predecessor": Text(
        "{place}: `predecessor` bukan versi yang aktif; tulis {digest}",
        "{place}: `predecessor` is not the active version; write {digest}",
    ),
    # --- who may sign
    "key-no-root": Text("kunci {key} bukan kunci akar {agency}", "the key {key} is no root key of {agency}"),
    "key-unnamed": Text(
        "tidak ada berkas kepercayaan dalam folder ini yang menyebut kunci {key}",
        "no trust file of this folder names the key {key}",
    ),
    "key-other": Text(
        "kunci {key} berperan {role} pada {agency}; yang diperlukan {needed} dari {agencies}",
        "the key {key} has the role {role} at {agency}; needed is {needed} of {agencies}",
    ),
    "key-out-of-time": Text(
        "kunci {key} hanya berlaku dari {since} sampai {until}",
        "the key {key} is valid from {since} to {until} only",
    ),
    "not-in-folder": Text("tidak ada dalam folder", "it is not in the folder"),
    "not-a-folder": Text("{path} bukan folder", "{path} is not a folder"),
    "unreadable": Text("{path}: tidak dapat dibaca ({problem})", "{path}: cannot be read ({problem})"),
    "unwritable": Text("{path}: tidak dapat ditulis ({problem})", "{path}: cannot be written ({problem})"),
    "not-ascii": Text("bukan teks ASCII", "not ASCII text"),
    "outside": Text(
        "{path} tidak berada dalam datasets/, agreements/, exemptions/ atau trust/",
        "{path} does not stand in datasets/, agreements/, exemptions/ or trust/",
    ),
    "signature-name": Text(
        "nama tanda tangan hanya boleh memuat huruf, angka, tanda hubung dan garis bawah",
        "the name of a signature has letters, digits, hyphen and underscore only",
    ),
    "no-policy-file": Text("{path} bukan berkas kebijakan", "{path} is no policy file"),
    "annex-pins": Text(
        "{path} tidak menyepakati tepat kontrak-kontrak yang disertakan",
        "{path} does not pin exactly the contracts that stand with it",
    ),
    "no-version": Text("{path}: versinya tidak dapat dibaca", "{path}: no usable version"),
    # --- signatures and trust
    "suspended": Text("ditangguhkan oleh entri {entry}", "suspended by log entry {entry}"),
    "not-pinned": Text(
        "kontraknya versi {version}, sha256 {digest}, dan bukan itu yang disepakati",
        "the contract is version {version}, sha256 {digest}, and that is not pinned",
    ),
    "trust-not-counting": Text("{file} tidak berlaku", "{file} does not count"),
    "no-signature": Text(
        "tidak ada tanda tangan kunci {role} dari {agency}", "no signature by a {role} key of {agency}"
    ),
    "no-signature-but": Text(
        "tidak ada tanda tangan kunci {role} dari {agency} ({problems})",
        "no signature by a {role} key of {agency} ({problems})",
    ),
    "no-pins": Text(
        "kunci akar {agency} belum dicatat sebagai tepercaya; tambahkan ke berkas pins",
        "no root keys are pinned for {agency}; add them to the pins file",
    ),
    "roots-missing": Text(
        "{having} dari {needed} tanda tangan kunci akar tepercaya",
        "{having} of {needed} signatures by pinned root keys",
    ),
    "signature": Text("{file}: {problem}", "{file}: {problem}"),
    "signature-malformed": Text("rusak", "malformed"),
    "signature-signer-unknown": Text("penanda tangannya tidak dikenal", "its signer is unknown"),
    "signature-header-differs": Text(
        "dibuat untuk jenis, nama atau versi lain", "made for another type, name or version"
    ),
    "signature-does-not-verify": Text("tidak cocok dengan isi berkas", "does not verify"),
    "signature-not-recorded": Text("belum tercatat", "not recorded yet"),
    "signature-key-revoked": Text("kuncinya sudah dicabut", "its key is revoked"),
    "signature-key-not-valid-then": Text(
        "kuncinya tidak berlaku ketika dicatat", "its key was not valid when it was recorded"
    ),
    **{f"signature-{name}": text for name, text in PROBLEMS.items()},
    "validity-begins": Text("berlaku mulai {moment}", "validity begins {moment}"),
    "validity-ended": Text("masa berlakunya berakhir {moment}", "validity ended {moment}"),
    "party-trust-expired": Text(
        "berkas kepercayaan salah satu pihak berakhir {moment}", "a party's trust file expired {moment}"
    ),
    # --- statements
    "statement-other": Text(
        "pernyataan ini tentang {found}, bukan {wanted}", "the statement is about {found}, not {wanted}"
    ),
    "statement-party": Text(
        "tidak ada perjanjian bernama demikian dengan badan publik penanda tangan sebagai pihak",
        "no such agreement, or the signer's agency is not a party to it",
    ),
    "statement-key": Text(
        "berkas kepercayaan badan publik penanda tangan tidak menyebut kunci ini",
        "the trust file of the signer's agency does not name this key",
    ),
    "statement-signer": Text(
        "tidak ada berkas kepercayaan yang menyebut kunci penanda tangan pernyataan, atau kunci itu tidak berlaku "
        "sekarang",
        "no trust file names the statement's key, or it is not valid now",
    ),
    "signer-unknown": Text(
        "tidak ada berkas kepercayaan yang menyebut kunci {thumbprint}, atau kunci itu tidak berlaku sekarang",
        "no trust file names the key {thumbprint}, or it is not valid now",
    ),
    "statement-role": Text(
        "kunci penanda tangan berperan {role}; yang boleh hanya signatory dan ppid",
        "the statement's key has the role {role}; signatory and ppid alone may sign one",
    ),
    "statement-agency": Text(
        "pernyataan menyebut badan publik lain daripada pemilik kuncinya",
        "the statement names another agency than its key's",
    ),
    "statement-future": Text("pernyataan bertanggal di masa depan", "the statement is dated in the future"),
    "statement-form": Text(
        "pernyataan tidak berbentuk seperti yang didokumentasikan",
        "the statement has not the documented members",
    ),
    "statement-says-other": Text("pernyataan berisi hal lain", "the statement says something else"),
    "statement-time": Text(
        "waktu pernyataan tidak terbaca atau tanpa zona", "the statement's time is no time, or has no zone"
    ),
}
