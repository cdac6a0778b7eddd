"""Texts: what is wrong with a key or its file, and how to mend it."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "in-file": Text("{path}: {problem}", "{path}: {problem}"),
    "unreadable": Text(
        "{path}: tidak dapat dibaca ({problem}); periksa jalur dan hak baca",
        "{path}: cannot be read ({problem}); check the path and its permissions",
    ),
    "unwritable": Text(
        "{path}: tidak dapat ditulis ({problem}); pilih jalur lain",
        "{path}: cannot be written ({problem}); choose another path",
    ),
    "open-to-others": Text(
        "{path}: terbaca orang lain; jalankan: chmod 600 {path}",
        "{path}: readable by others; run: chmod 600 {path}",
    ),
    "other-owner": Text(
        "{path}: milik pengguna lain; jalankan sebagai pengguna itu, atau: chown {user} {path}",
        "{path}: belongs to another user; run as that user, or: chown {user} {path}",
    ),
    "credential-mode": Text(
        "{path}: bukan kredensial seperti yang dibuat systemd; berikan dengan LoadCredential=",
        "{path}: not as the service manager makes a credential; hand it over with LoadCredential=",
    ),
    "secret-not-base64url": Text(
        "{path}: bukan base64url; tulis {needed} byte acak sebagai base64url",
        "{path}: not base64url; write {needed} random bytes as base64url",
    ),
    "secret-size": Text(
        "{path}: berisi {size} byte; tulis {needed} byte acak sebagai base64url",
        "{path}: holds {size} bytes; write {needed} random bytes as base64url",
    ),
    "not-private": Text(
        "bukan kunci privat dalam PEM; buat dengan `gateway keys new`",
        "not a private key in PEM; make one with `gateway keys new`",
    ),
    "encrypted": Text(
        "kunci privat ini tersandi; gerbang membacanya tanpa sandi, dilindungi hak berkas",
        "the private key is encrypted; the gateway reads it unencrypted, under the file's permissions",
    ),
    "not-certificate": Text(
        "bukan sertifikat dalam PEM; letakkan sertifikat server paling depan",
        "not a certificate in PEM; put the server's own first",
    ),
    "not-public": Text("bukan kunci publik dalam PEM", "not a public key in PEM"),
    "kind": Text("bukan kunci Ed25519, EC P-256 atau RSA", "a key that is none of Ed25519, EC P-256, RSA"),
    "curve": Text(
        "kunci EC pada kurva {curve}; hanya P-256 yang diterima",
        "an EC key on {curve}; only P-256 is accepted",
    ),
    "rsa-size": Text(
        "kunci RSA {bits} bit; yang diterima {low} sampai {high} bit",
        "an RSA key of {bits} bits; {low} to {high} are accepted",
    ),
    "rsa-exponent": Text(
        "kunci RSA dengan eksponen selain {exponent}; buat kunci baru",
        "an RSA key whose exponent is not {exponent}; make a new key",
    ),
    "proves-nothing": Text(
        "kunci Ed25519 yang tidak membuktikan apa pun (berorde rendah atau tidak kanonis); buat kunci baru",
        "an Ed25519 key that proves nothing (of low order or not canonical); make a new key",
    ),
    "not-ed25519": Text(
        "untuk ini diperlukan kunci ed25519, bukan {alg}", "this needs an ed25519 key, not {alg}"
    ),
    "jwk-private": Text(
        "JWK ini memuat bagian privat; berikan kunci publik saja, dan anggap kunci privatnya bocor",
        "the JWK holds private members; give the public key only, and take the private one for leaked",
    ),
    "jwk-kind": Text("kty dalam JWK bukan OKP, EC atau RSA", "the JWK's kty is none of OKP, EC, RSA"),
    "jwk-member": Text(
        "JWK tidak memuat anggota {member} berupa teks", "the JWK has no text member {member}"
    ),
    "jwk-numbers": Text("angka-angka dalam JWK bukan sebuah kunci", "the JWK's numbers make no key"),
    "jwk-form": Text(
        "JWK tidak ditulis dalam bentuk kanonisnya; salin dari `gateway keys show`",
        "the JWK is not written in its canonical form; copy it from `gateway keys show`",
    ),
    "jwk-curve": Text(
        "kurva dalam JWK bukan Ed25519 atau P-256", "the JWK's curve is none of Ed25519, P-256"
    ),
    "root-not-ed25519": Text(
        "kunci akar harus ed25519; hilangkan --alg", "a root key must be ed25519; leave --alg out"
    ),
    "not-in-role": Text(
        "kunci {role} ({thumbprint}) tidak tercantum dengan peran itu dalam berkas kepercayaan {agency} yang aktif; "
        "cantumkan, tanda tangani dengan kunci akar, lalu `gateway policies activate`",
        "the key {role} ({thumbprint}) does not stand in that role in the active trust file of {agency}; add it, sign "
        "with the root keys, then run `gateway policies activate`",
    ),
}
