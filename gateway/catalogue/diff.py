"""Texts: what differs in meaning between two policies."""

from gateway.catalogue.words import Text

_OVERALL: dict[str, Text] = {
    "verdict-wider": Text("LEBIH LUAS", "WIDER"),
    "verdict-narrower": Text("lebih sempit", "narrower"),
    "verdict-same": Text("sama", "the same"),
    "verdict-mixed": Text("SEBAGIAN LEBIH LUAS, SEBAGIAN LEBIH SEMPIT", "WIDER IN PART, NARROWER IN PART"),
    "verdict-unknown": Text("BELUM PASTI", "UNKNOWN"),
    "mark-wider": Text("lebih luas", "wider"),
    "mark-narrower": Text("lebih sempit", "narrower"),
    "mark-same": Text("tetap", "as before"),
    "mark-mixed": Text("berbeda", "different"),
    "mark-unknown": Text("belum pasti", "unknown"),
    "title": Text("Memo perubahan kebijakan", "Memo on a change of policy"),
    "overall": Text("Secara keseluruhan: {verdict}", "As a whole: {verdict}"),
    "bundle-old": Text("Kebijakan lama", "Policy before"),
    "bundle-new": Text("Kebijakan baru", "Policy after"),
    "compared": Text("Dibandingkan pada", "Compared at"),
    "verdict": Text("Hasil", "Result"),
    "subject": Text(
        "{consumer} menerima {dataset} untuk {purpose}", "{consumer} receives {dataset} for {purpose}"
    ),
    "subjects": Text("Apa yang diberikan", "What is given"),
    "beside": Text("Ketentuan perjanjian", "Terms of agreements"),
    "files": Text("Berkas yang berbeda", "Files that differ"),
    "nothing": Text("Tidak ada yang berubah dalam apa yang diberikan.", "Nothing changes in what is given."),
    "file-added": Text("{path}: baru", "{path}: new"),
    "file-removed": Text("{path}: hilang", "{path}: gone"),
    "file-changed": Text("{path}: berubah", "{path}: changed"),
    "column-direction": Text("Arah", "Direction"),
    "column-change": Text("Perubahan", "Change"),
    "column-place": Text("Tempat", "Place"),
    "explains": Text(
        "Yang dibandingkan adalah apa yang diberikan gerbang bila kedua kebijakan ditandatangani semua pihak dan "
        "diaktifkan pada saat yang sama, bukan tulisan berkasnya. Tanda tangan dan kunci tidak dibandingkan.",
        "Compared is what the gateway would give if both policies were signed by all and activated at the same moment, "
        "not how the files are written. Signatures and keys are not compared.",
    ),
    "row": Text("contoh baris: {row}", "example of a row: {row}"),
    "not-a-side": Text(
        "{side} bukan folder, `git:REVISI`, `active` atau SHA-256 kebijakan yang tersimpan",
        "{side} is no folder, `git:REVISION`, `active` or SHA-256 of a stored policy",
    ),
    "side-needs-config": Text(
        "{side} tersimpan pada sebuah gerbang: sebutkan gerbangnya dengan --config",
        "{side} is stored by a gateway: name it with --config",
    ),
    "side-needs-folder": Text(
        "`git:` memerlukan sebuah folder sebagai pembandingnya, atau folder `policies` di sini",
        "`git:` needs a folder to compare with, or a folder `policies` here",
    ),
    "git-failed": Text(
        "git tidak memberikan {side} (keterangan teknis: {remark})",
        "git does not give {side} (technical remark: {remark})",
    ),
    "git-absent": Text("program git tidak ada di sini", "there is no program git here"),
    "pdf-needs-file": Text("PDF memerlukan -o BERKAS", "a PDF needs -o FILE"),
    "columns-moved": Text(
        "kolom dalam aturannya kini kolom atau tabel lain",
        "the columns of the rule are now others, or of another table",
    ),
}

_CHANGES: dict[str, Text] = {
    "is-given": Text("izin baru: {permission}", "a new permission: {permission}"),
    "is-taken": Text("izin {permission} tidak ada lagi", "the permission {permission} is gone"),
    "is-field-given": Text("{field} kini diberikan: {new}", "{field} is now given: {new}"),
    "is-field-withheld": Text(
        "{field} kini tidak diberikan (dulu: {old})", "{field} is now withheld (before: {old})"
    ),
    "is-field-moved": Text(
        "{field} kini berasal dari kolom, tabel atau jenis data lain",
        "{field} now comes from another column or table, or has another type",
    ),
    "is-form-weaker": Text(
        "{field} kini lebih terbuka: {new} (dulu: {old})", "{field} now tells more: {new} (before: {old})"
    ),
    "is-form-stronger": Text(
        "{field} kini lebih tertutup: {new} (dulu: {old})", "{field} now tells less: {new} (before: {old})"
    ),
    "is-form-other": Text(
        "{field} kini berbentuk lain: {new} (dulu: {old})",
        "{field} now has another form: {new} (before: {old})",
    ),
    "is-name-told": Text(
        "nama kolom {field} tidak lagi dirahasiakan", "the name of the field {field} is no longer undisclosed"
    ),
    "is-name-hidden": Text(
        "nama kolom {field} kini dirahasiakan", "the name of the field {field} is undisclosed from now on"
    ),
    "is-rows-wider": Text("ada baris yang dulu tidak diberikan", "there are rows that were not given before"),
    "is-rows-narrower": Text(
        "ada baris yang tidak lagi diberikan", "there are rows that are no longer given"
    ),
    "is-rows-unknown": Text(
        "aturan baris berubah; arahnya belum pasti, sebab {reason}",
        "the row rule changes; which way is not known, because {reason}",
    ),
    "is-right-added": Text("hak baru: {names}", "new rights: {names}"),
    "is-right-removed": Text("hak yang hilang: {names}", "rights that are gone: {names}"),
    "is-key-other": Text("dicari dengan {new} (dulu: {old})", "looked up by {new} (before: {old})"),
    "is-filter-added": Text("kini dapat disaring menurut {names}", "may now be filtered by {names}"),
    "is-filter-removed": Text(
        "tidak lagi dapat disaring menurut {names}", "may no longer be filtered by {names}"
    ),
    "is-sort-added": Text("kini dapat diurutkan menurut {names}", "may now be sorted by {names}"),
    "is-sort-removed": Text(
        "tidak lagi dapat diurutkan menurut {names}", "may no longer be sorted by {names}"
    ),
    "is-page-larger": Text("{new} baris sehalaman (dulu: {old})", "{new} rows a page (before: {old})"),
    "is-page-smaller": Text("{new} baris sehalaman (dulu: {old})", "{new} rows a page (before: {old})"),
    "is-count-added": Text("jumlah baris kini diberikan", "the number of rows is now given"),
    "is-count-removed": Text("jumlah baris tidak lagi diberikan", "the number of rows is no longer given"),
    "is-table-other": Text("tabel statistik {name} berubah", "the statistics table {name} changes"),
    "is-k-lower": Text(
        "kelompok statistik terkecil {new} (dulu: {old})",
        "the smallest group of statistics is {new} (before: {old})",
    ),
    "is-k-higher": Text(
        "kelompok statistik terkecil {new} (dulu: {old})",
        "the smallest group of statistics is {new} (before: {old})",
    ),
    "is-frozen-other": Text(
        "statistik dibekukan per {new} (dulu: {old})", "statistics are frozen by {new} (before: {old})"
    ),
    "is-quota-larger": Text(
        "kuota {new} (dulu: {old}; permintaan / baris / kurun)",
        "quota {new} (before: {old}; requests / rows / period)",
    ),
    "is-quota-smaller": Text(
        "kuota {new} (dulu: {old}; permintaan / baris / kurun)",
        "quota {new} (before: {old}; requests / rows / period)",
    ),
    "is-quota-other": Text(
        "kuota {new} (dulu: {old}; permintaan / baris / kurun)",
        "quota {new} (before: {old}; requests / rows / period)",
    ),
    "is-requires-added": Text("permintaan kini wajib menyebut {names}", "a request must now state {names}"),
    "is-requires-removed": Text(
        "permintaan tidak lagi wajib menyebut {names}", "a request need no longer state {names}"
    ),
    "is-duties-added": Text("kewajiban baru: {names}", "new duties: {names}"),
    "is-duties-removed": Text("kewajiban yang hilang: {names}", "duties that are gone: {names}"),
    "is-retention-longer": Text(
        "boleh disimpan lebih lama: {new} (dulu: {old}; hari / tanggal)",
        "may be kept longer: {new} (before: {old}; days / date)",
    ),
    "is-retention-shorter": Text(
        "harus dihapus lebih cepat: {new} (dulu: {old}; hari / tanggal)",
        "must be deleted sooner: {new} (before: {old}; days / date)",
    ),
    "is-retention-other": Text(
        "waktu penghapusan {new} (dulu: {old}; hari / tanggal)",
        "time of deletion {new} (before: {old}; days / date)",
    ),
    "is-validity-longer": Text(
        "{agreement} berlaku lebih lama: {new} (dulu: {old})",
        "{agreement} holds longer: {new} (before: {old})",
    ),
    "is-validity-shorter": Text(
        "{agreement} berlaku lebih singkat: {new} (dulu: {old})",
        "{agreement} holds shorter: {new} (before: {old})",
    ),
    "is-prohibitions-added": Text(
        "{agreement}: larangan baru: {names}", "{agreement}: new prohibitions: {names}"
    ),
    "is-prohibitions-removed": Text(
        "{agreement}: larangan yang hilang: {names}", "{agreement}: prohibitions that are gone: {names}"
    ),
    "is-never-added": Text("{agreement}: `never` baru: {names}", "{agreement}: new `never`: {names}"),
    "is-never-removed": Text(
        "{agreement}: `never` yang hilang: {names}", "{agreement}: `never` that is gone: {names}"
    ),
    "is-unwitnessed-longer": Text(
        "{agreement}: tanpa penjamin paling lama {new} jam (dulu: {old})",
        "{agreement}: without a witness for at most {new} hours (before: {old})",
    ),
    "is-unwitnessed-shorter": Text(
        "{agreement}: tanpa penjamin paling lama {new} jam (dulu: {old})",
        "{agreement}: without a witness for at most {new} hours (before: {old})",
    ),
}

TEXTS: dict[str, Text] = {**_OVERALL, **_CHANGES}
