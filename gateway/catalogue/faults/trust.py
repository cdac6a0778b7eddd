"""Faults of trust files."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "jwk": Text("JWK tidak dapat dipakai: {problem}", "the JWK cannot be used: {problem}"),
    "root-algorithm": Text("kunci akar harus Ed25519", "a root key must be Ed25519"),
    "key-twice": Text(
        "kunci {thumbprint} sudah ada dalam berkas ini; satu kunci, satu peran",
        "the key {thumbprint} stands in this file already; one key, one role",
    ),
    "key-shared": Text(
        "kunci {thumbprint} sudah ada di {other}; setiap badan memakai kuncinya sendiri",
        "the key {thumbprint} stands in {other} already; each agency has keys of its own",
    ),
    "holder-not-official": Text(
        "{holder}: kunci berperan {role} harus dipegang seseorang dalam `officials`",
        "{holder}: a key of role {role} must be held by somebody in `officials`",
    ),
    "holder-not-system": Text(
        "{holder}: kunci berperan {role} harus dipegang sistem dalam `systems`",
        "{holder}: a key of role {role} must be held by a system in `systems`",
    ),
    "holder-not-official-near": Text(
        "{holder}: kunci berperan {role} harus dipegang seseorang dalam `officials`; mungkin maksudnya {near}?",
        "{holder}: a key of role {role} must be held by somebody in `officials`; did you mean {near}?",
    ),
    "holder-not-system-near": Text(
        "{holder}: kunci berperan {role} harus dipegang sistem dalam `systems`; mungkin maksudnya {near}?",
        "{holder}: a key of role {role} must be held by a system in `systems`; did you mean {near}?",
    ),
    "key-outside-office": Text(
        "masa kunci melampaui masa jabatan {name}; samakan",
        "the key outlives the office of {name}; shorten it",
    ),
    "former-version": Text(
        "nomor pada nama berkas bukan versi {version} yang tertulis di dalamnya; samakan namanya",
        "the number in the file's name is not its version {version}; name it so",
    ),
    "former-newer": Text(
        "versi {version} tidak mendahului versi {newest} yang berlaku; simpan di sini hanya versi yang sudah diganti",
        "version {version} is not before the present version {newest}; keep only versions that were followed here",
    ),
    "former-differs": Text(
        "`predecessor` bukan versi {version} yang tersimpan; SHA-256 berkas itu {digest}",
        "`predecessor` is not the version {version} that is kept; the SHA-256 of that file is {digest}",
    ),
    "former-key": Text("{problem}", "{problem}"),
}
