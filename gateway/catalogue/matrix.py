"""Texts: an agreement as a workbook, and back."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "title": Text("Matriks izin", "Matrix of permissions"),
    "how-to": Text(
        "Setiap lembar berangka adalah satu dataset: kolom data ke bawah, izin ke samping.\n"
        "Sel kosong berarti tidak diberikan. Yang tertulis dalam sel adalah isi daftar pada berkas perjanjian, misalnya\n"
        "`release` diberikan apa adanya\n"
        "`year` tahunnya saja\n"
        "`partial: {{keep_last: 3}}` tiga huruf terakhir\n"
        "`release, condition` diberikan, dan dipakai aturan baris\n"
        "Ubah hanya sel kuning, simpan sebagai XLSX, lalu jalankan `gateway policies matrix read`.\n"
        "Lembar contoh berisi baris rekaan, seperti yang akan dilihat penerimanya.",
        "Each numbered sheet is one dataset: its fields down, permissions across.\n"
        "An empty cell withholds. A cell holds what stands in the agreement's own list, for example\n"
        "`release` leaves untouched\n"
        "`year` its year alone\n"
        "`partial: {{keep_last: 3}}` the last three letters\n"
        "`release, condition` leaves, and the row rule uses it\n"
        "Change yellow cells alone, save as XLSX, then run `gateway policies matrix read`.\n"
        "The example sheets hold made-up rows, as their recipient will see them.",
    ),
    "head-field": Text("kolom", "field"),
    "head-type": Text("tipe", "type"),
    "head-openness": Text("keterbukaan", "classification"),
    "head-personal": Text("data pribadi", "personal data"),
    "head-basis": Text("dasar hukum", "legal basis"),
    "preview": Text("contoh", "example"),
    "preview-of": Text(
        "{permission}: yang dilihat {consumer} (baris rekaan)",
        "{permission}: what {consumer} sees (made-up rows)",
    ),
    "written": Text(
        "{path} ditulis: {datasets} dataset, {permissions} izin",
        "{path} is written: {datasets} datasets, {permissions} permissions",
    ),
    "changed": Text(
        "izin {permission}, kolom {field}: {text}", "permission {permission}, field {field}: {text}"
    ),
    "read": Text(
        "{path}: {changes} sel berubah; bila versi ini sudah aktif, naikkan `version` dan tulis `predecessor`, lalu "
        "tandatangani lagi",
        "{path}: {changes} cells changed; if this version is active already, raise `version`, write `predecessor`, and "
        "sign again",
    ),
    "unchanged": Text("{path}: tidak ada sel yang berubah", "{path}: no cell changed"),
    "not-read": Text("perjanjian {agreement} tidak diubah", "the agreement {agreement} was not changed"),
    "no-matrix": Text(
        "{path} bukan matriks izin; buat dengan `gateway policies matrix write`",
        "{path} is no matrix of permissions; make one with `gateway policies matrix write`",
    ),
    "other-version": Text(
        "matriks dibuat dari isi lain perjanjian {agreement}; buat lagi dengan `gateway policies matrix write`",
        "the matrix was made of another text of the agreement {agreement}; make it anew with `gateway policies matrix "
        "write`",
    ),
    "cell": Text(
        "sel {cell}: tulis satu baris, tanpa `#`, paling banyak 500 huruf",
        "cell {cell}: write one line, without `#`, of at most 500 letters",
    ),
    "no-permission": Text(
        "sel {cell}: perjanjian tidak punya izin {permission}; jangan ubah baris judul",
        "cell {cell}: the agreement has no permission {permission}; leave the headings as they are",
    ),
    "unusual": Text(
        "`fields` izin {permission} tidak ditulis satu kolom sebaris; ubah berkasnya langsung",
        "the `fields` of permission {permission} do not stand on lines of their own; edit the file itself",
    ),
    "spilled": Text(
        "isi sel mengubah lebih daripada kolomnya pada {file}; tidak ada yang ditulis",
        "a cell would change more of {file} than its own field; nothing was written",
    ),
}
