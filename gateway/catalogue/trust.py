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
    "old-roots": Text(
        "{place}: {having} dari {needed} tanda tangan kunci akar versi sebelumnya; pengganti ditandatangani kunci akar "
        "lama dan baru",
        "{place}: {having} of {needed} signatures by root keys of the version before; a successor is signed by the old "
        "and the new root keys",
    ),
    "new-roots": Text(
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

TEXTS: dict[str, Text] = {**_SUCCESSION}
