"""Texts: trust files that follow one another, keys that are exchanged, people who come and go."""

from gateway.catalogue.words import Text

_SUCCESSION: dict[str, Text] = {
    "skips": Text(
        "{place}: versi {version} melompati versi {missing}; simpan versi itu beserta tanda tangannya dalam folder "
        "bernama badan publiknya, sebagai {missing}.yaml",
        "{place}: version {version} skips version {missing}; keep that version with its signatures in the folder named "
        "after the agency, as {missing}.yaml",
    ),
    "predecessor": Text(
        "{place}: `predecessor` bukan berkas versi {version}; SHA-256 berkas itu {digest}",
        "{place}: `predecessor` is not the file of version {version}; the SHA-256 of that file is {digest}",
    ),
    "roots-old": Text(
        "{place}: {having} dari {needed} tanda tangan kunci akar versi sebelumnya; pengganti ditandatangani kunci akar "
        "lama dan baru",
        "{place}: {having} of {needed} signatures by root keys of the version before; a successor is signed by the old "
        "and the new root keys",
    ),
    "roots-new": Text(
        "{place}: {having} dari {needed} tanda tangan kunci akar versi ini sendiri; pengganti ditandatangani kunci akar "
        "lama dan baru",
        "{place}: {having} of {needed} signatures by root keys of this version itself; a successor is signed by the old "
        "and the new root keys",
    ),
    "key-left-out": Text(
        "kunci {key} milik {holder} tidak tercantum lagi; cantumkan terus dengan `until`-nya, agar yang ditandatanganinya "
        "semasa berlaku tetap sah",
        "the key {key} of {holder} is listed no more; keep it with its `until`, so that what it signed in its time stays "
        "signed",
    ),
    "key-crossed": Text(
        "peran atau pemegang kunci {key} berubah; kembalikan, atau buat kunci baru",
        "the key {key} has another role or holder; put them back, or make a new key",
    ),
    "key-unsigns": Text(
        "{place}: masa kunci {key} tidak lagi mencakup saat ia menandatangani {file}; perpanjang `until`, atau cabut "
        "kuncinya bila tanda tangannya memang harus gugur",
        "{place}: the time of the key {key} no longer covers the moment it signed {file}; give it a later `until`, or "
        "revoke the key if its signatures are to fall",
    ),
    "stops": Text(
        "{place}: berkas kepercayaan ini tidak akan berlaku di gerbang ini: {problem}",
        "{place}: this trust file would not count at this gateway: {problem}",
    ),
}

_ROTATION: dict[str, Text] = {
    "none": Text(
        "{agency} belum punya berkas kepercayaan; tulis {path}",
        "{agency} has no trust file yet; write {path}",
    ),
    "no-such-key": Text(
        "tidak ada kunci {role} yang berlaku dengan ciri itu dalam berkas kepercayaan {agency}; lihat `holder` dan JWK-nya",
        "no valid key of role {role} fits in the trust file of {agency}; look at its `holder` and JWK",
    ),
    "key-of": Text("{key} ({holder})", "{key} ({holder})"),
    "keys-several": Text(
        "lebih dari satu kunci {role} cocok; sebutkan --replaces: {keys}",
        "more than one key of role {role} fits; name one with --replaces: {keys}",
    ),
    "no-such-root": Text(
        "{key} bukan kunci akar; sebutkan yang diganti dengan --replaces: {roots}",
        "{key} is no root key; name the one to be replaced with --replaces: {roots}",
    ),
    "log-not-ed25519": Text(
        "segel catatan hanya dapat dibuat dengan Ed25519; pakai --alg ed25519",
        "log heads can be signed with Ed25519 alone; use --alg ed25519",
    ),
    "rotated": Text(
        "kunci lama {old} berlaku sampai {until}\nkunci baru {new} berlaku {since} sampai {ends}",
        "the old key {old} counts until {until}\nthe new key {new} counts from {since} to {ends}",
    ),
    "prepared": Text(
        "disiapkan: {file} versi {version}; versi {kept} disimpan di folder sebelahnya. Belum ada yang berubah di gerbang "
        "mana pun.",
        "prepared: {file}, version {version}; version {kept} is kept in the folder beside it. Nothing has changed at any "
        "gateway yet.",
    ),
    "next-sign": Text(
        "1. tanda tangani dengan sedikitnya {needed} kunci akar ini ({roots}):\n"
        "     gateway policies sign {file} --key KUNCI_AKAR.pem",
        "1. sign it with at least {needed} of these root keys ({roots}):\n"
        "     gateway policies sign {file} --key ROOT_KEY.pem",
    ),
    "next-sign-too": Text(
        "   dan dengan sedikitnya {needed} kunci akar yang baru ini ({roots})",
        "   and with at least {needed} of these new root keys ({roots})",
    ),
    "next-pins": Text(
        "   Kunci akar berubah: buat Berita Acara baru (gateway keys ceremony). Berkas pins boleh tetap memuat kunci lama, "
        "selama versi-versi sebelumnya ikut disimpan.",
        "   The root keys change: hold a new ceremony (gateway keys ceremony). Pins may go on naming the old keys as long "
        "as the versions before are kept.",
    ),
    "next-activate": Text(
        "2. sampaikan berkas dan tanda tangannya kepada badan publik lain yang terikat dengan {agency};\n"
        "3. aktifkan di setiap gerbang: gateway policies activate {folder} --config BERKAS",
        "2. give the file and its signatures to the other agencies that deal with {agency};\n"
        "3. activate it at every gateway: gateway policies activate {folder} --config FILE",
    ),
    "next-swap": Text(
        "4. setelah aktif di semua gerbang: jadikan {file} berkas {role}.pem dalam folder kunci gerbang, lalu jalankan ulang "
        "gerbangnya. Sampai saat itu kunci lama tetap dipakai.",
        "4. once it is active at every gateway: make {file} the file {role}.pem in the gateway's folder of keys, then start "
        "the gateway anew. Until then the old key stays in use.",
    ),
}

_PEOPLE: dict[str, Text] = {
    "official": Text(
        "{id}: {name}, {position}; {decree}; {since} sampai {until}",
        "{id}: {name}, {position}; {decree}; {since} to {until}",
    ),
    "official-key": Text("  {role} {key} sampai {until}", "  {role} {key} until {until}"),
    "no-such-official": Text(
        "{official} tidak ada dalam `officials`; yang ada: {known}",
        "{official} is not in `officials`; there are: {known}",
    ),
    "official-twice": Text(
        "{official} sudah ada dalam `officials`; beri pengganti nama pengenal lain",
        "{official} is in `officials` already; give the successor another id",
    ),
    "plh-needs-until": Text(
        "pelaksana harian menggantikan untuk sementara; sebutkan hari terakhirnya dengan --until",
        "a Plh stands in for a while; name the last day with --until",
    ),
    "handover-needs-key": Text(
        "pengganti perlu kunci {role}; berikan kunci publiknya dengan --key {role}=BERKAS, atau buat dengan --out FOLDER",
        "the successor needs a key of role {role}; give its public half with --key {role}=FILE, or make one with --out "
        "FOLDER",
    ),
    "handover-key-form": Text(
        "{given}: tulis PERAN=BERKAS dengan peran signatory, ppid, atau auditor",
        "{given}: write ROLE=FILE with a role of signatory, ppid or auditor",
    ),
    "handed-over": Text(
        "{name} menjabat sampai {until}; kunci lamanya tetap tercantum, sehingga tanda tangannya tetap sah",
        "{name} is in office until {until}; the old keys stay listed, so what they signed stays signed",
    ),
    "taken-over": Text("{name}, {position}, sejak {since}", "{name}, {position}, from {since}"),
}

_REVOCATION: dict[str, Text] = {
    "revoke-what": Text(
        "mencabut kunci {key} ({role}, {holder}, {agency}) berakibat:",
        "revoking the key {key} ({role}, {holder}, {agency}) means:",
    ),
    "revoke-trust": Text(
        "- berkas kepercayaan {agency} tidak berlaku lagi: {problem}",
        "- the trust file of {agency} counts no more: {problem}",
    ),
    "revoke-agreement": Text(
        "- {agreement} tidak berlaku lagi: {problem}", "- {agreement} is out of force: {problem}"
    ),
    "revoke-system": Text(
        "- {holder} tidak punya kunci {role} lain dan terputus",
        "- {holder} has no other key of role {role} and is cut off",
    ),
    "revoke-own-answer": Text(
        "- gerbang ini menandatangani jawabannya dengan kunci ini: tidak ada jawabannya yang dipercaya lagi",
        "- this gateway signs its answers with this key: none of them is believed any more",
    ),
    "revoke-own-log": Text(
        "- gerbang ini menyegel catatannya dengan kunci ini: siapkan kunci log baru (gateway keys rotate) terlebih dahulu",
        "- this gateway seals its log with this key: prepare a new log key first (gateway keys rotate)",
    ),
    "revoke-own-receipt": Text(
        "- gerbang ini menandatangani bukti pertukaran dengan kunci ini",
        "- this gateway signs its receipts with this key",
    ),
    "revoke-nothing": Text("- tidak ada yang terhenti", "- nothing stops"),
    "revoke-for-good": Text(
        "Pencabutan berlaku selamanya: kunci ini tidak akan pernah dipercaya lagi. Pengganti adalah kunci baru.",
        "A revocation is for good: this key will never be trusted again. What replaces it is a new key.",
    ),
    "revoke-sure": Text("Cabut kunci {key}?", "Revoke the key {key}?"),
    "not-revoked": Text("tidak jadi dicabut", "not revoked"),
    "revoked-reaches": Text(
        "berlaku di semua simpul gerbang ini sejak epoch {epoch}",
        "it holds at every node of this gateway from epoch {epoch} on",
    ),
    "revoked-peer": Text(
        "Gerbang badan publik lain tahu setelah menerima pernyataannya (--save; tersimpan: {statement}):\n"
        "  gateway keys revoke {key} --statement BERKAS --config BERKAS",
        "The other agency's gateway knows once it has the statement (--save; kept: {statement}):\n"
        "  gateway keys revoke {key} --statement FILE --config FILE",
    ),
    "suspended-for-good": Text(
        "Penangguhan berlaku selamanya untuk {agreement}, semua versinya. Untuk melanjutkan kerja sama, kedua pihak "
        "menandatangani perjanjian dengan uid baru. Gerbang pihak lain menangguhkannya juga setelah menerima "
        "pernyataannya (--save; tersimpan: {statement}).",
        "A suspension is for good, for every version of {agreement}. To go on, both parties sign an agreement under a new "
        "uid. The other party's gateway suspends it too once it has the statement (--save; kept: {statement}).",
    ),
}

TEXTS: dict[str, Text] = {**_SUCCESSION, **_ROTATION, **_PEOPLE, **_REVOCATION}
