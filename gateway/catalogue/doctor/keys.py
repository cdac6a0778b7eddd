"""What the doctor says of keys and trust."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "key": Text(
        "{role}: terbaca pemiliknya saja, dalam perannya, berlaku sampai {day} ({left} hari)",
        "{role}: readable by its owner alone, in its role, valid until {day} ({left} days)",
    ),
    "key-unplaced": Text(
        "{role}: berkasnya baik; perannya tidak dapat diperiksa tanpa kebijakan aktif",
        "{role}: its file is good; its role cannot be checked without an active policy",
    ),
    "key-file": Text("{name}: {problem}", "{name}: {problem}"),
    "key-revoked": Text(
        "{role} ({thumbprint}): sudah dicabut; buat kunci baru dan cantumkan dalam berkas kepercayaan",
        "{role} ({thumbprint}): revoked; make a new key and add it to the trust file",
    ),
    "key-not-yet": Text(
        "{role}: baru berlaku mulai {day}; periksa jam, atau pakai kunci sebelumnya",
        "{role}: valid only from {day}; check the clock, or use the key before",
    ),
    "key-followed": Text(
        "kunci {role} berakhir {day}; berkas kepercayaan sudah memuat penggantinya {thumbprint}: jadikan kunci itu {role}.pem "
        "lalu jalankan ulang gerbangnya",
        "the {role} key ends on {day}; the trust file names its successor {thumbprint} already: make that key {role}.pem "
        "and start the gateway anew",
    ),
    "key-of-holder": Text(
        "kunci {role} milik {holder} berakhir {day} ({left} hari lagi) tanpa pengganti; jalankan `gateway keys rotate` atau "
        "`gateway people handover`",
        "the {role} key of {holder} ends on {day} (in {left} days) and none follows; run `gateway keys rotate` or "
        "`gateway people handover`",
    ),
    "key-ended": Text(
        "{role}: masa berlakunya berakhir {day}; buat kunci baru dan cantumkan dalam berkas kepercayaan",
        "{role}: its validity ended {day}; make a new key and add it to the trust file",
    ),
    "keys-folder-open": Text(
        "{path}: dapat ditulisi orang lain; jalankan: chmod 700 {path}",
        "{path}: others may write to it; run: chmod 700 {path}",
    ),
    "secret": Text("{name}: terbaca pemiliknya saja", "{name}: readable by its owner alone"),
    "trust": Text(
        "{agency} versi {version}: ditandatangani kunci akar tepercaya, berlaku sampai {day} ({left} hari)",
        "{agency} version {version}: signed by pinned root keys, valid until {day} ({left} days)",
    ),
    "trust-missing": Text(
        "{agency}: tidak ada berkas kepercayaan dalam kebijakan aktif; mintalah, lalu aktifkan",
        "{agency}: no trust file in the active policy; ask for it, then activate",
    ),
    "trust-bad": Text(
        "{agency}: berkas kepercayaan tidak berlaku ({problem}); mintalah tanda tangan kunci akar, lalu aktifkan",
        "{agency}: its trust file does not count ({problem}); have the root keys sign it, then activate",
    ),
    "trust-ended": Text(
        "{agency}: berkas kepercayaan berakhir {day}; mintalah versi berikutnya, lalu aktifkan",
        "{agency}: its trust file ended {day}; ask for the next version, then activate",
    ),
}
