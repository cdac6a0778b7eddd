"""What the doctor says of sources, and of tables that differ from their contracts."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "source": Text("{name}: terjangkau, dan penulisan ditolak", "{name}: reachable, and a write is refused"),
    "source-writable": Text(
        "{name}: gerbang menolak menulis, tetapi akunnya sendiri boleh menulis (tabel atau berkas: {count}); beri akun "
        "yang hanya boleh membaca",
        "{name}: the gateway refuses to write, but its account itself may (tables or files: {count}); give it one that "
        "may only read",
    ),
    "source-writes": Text(
        "{name}: penulisan tidak ditolak; hentikan gerbang dan beri akun yang hanya boleh membaca",
        "{name}: a write was not refused; stop the gateway and give it an account that may only read",
    ),
    "source-trouble": Text("{name}: {problem}", "{name}: {problem}"),
    "dataset-without-contract": Text(
        "{dataset}: ada dalam pengaturan tanpa kontrak dalam kebijakan aktif; aktifkan kontraknya, atau hapus namanya",
        "{dataset}: in the settings without a contract in the active policy; activate one, or remove the name",
    ),
    "dataset-without-source": Text(
        "{dataset}: berkontrak tanpa sumber dalam pengaturan; tambahkan ke `sources`",
        "{dataset}: has a contract and no source in the settings; add it to `sources`",
    ),
    "table-missing": Text(
        "{dataset}: tidak ada tabel {table}; perbaiki kontrak atau sumbernya",
        "{dataset}: there is no table {table}; mend the contract or the source",
    ),
    "drift-none": Text("{dataset}: sesuai kontraknya", "{dataset}: as its contract says"),
    "drift-missing": Text(
        "{dataset}: kolom {column} (isian {field}) tidak ada lagi; kembalikan, atau ubah kontraknya",
        "{dataset}: the column {column} (field {field}) is gone; put it back, or change the contract",
    ),
    "drift-type": Text(
        "{dataset}: kolom {column} bertipe {found}, kontrak menyebut {wanted}; perbaiki yang salah",
        "{dataset}: the column {column} is of type {found}, the contract says {wanted}; mend whichever is wrong",
    ),
    "drift-unreadable": Text(
        "{dataset}: akun gerbang tidak boleh membaca kolom {column} (isian {field}); beri hak SELECT atasnya",
        "{dataset}: the gateway's account may not read the column {column} (field {field}); grant SELECT on it",
    ),
    "drift-nullable": Text(
        "{dataset}: kolom {column} boleh kosong, padahal isian {field} wajib; beri NOT NULL, atau ubah kontraknya",
        "{dataset}: the column {column} may be null, but the field {field} is required; set NOT NULL, or change "
        "the contract",
    ),
    "drift-unique": Text(
        "{dataset}: kolom {column} (isian {field}) menjadi urutan halaman tetapi tidak unik; beri indeks unik, "
        "karena baris dengan nilai sama bisa terlewat",
        "{dataset}: pages go by the column {column} (field {field}), which is not unique; give it a unique index, "
        "since rows of one value could be left out",
    ),
    "drift-index": Text(
        "{dataset}: isian {field} disaring atau diurutkan tanpa indeks yang dapat dipakai; pada tabel besar "
        'jalankan: CREATE INDEX ON {table} ("{column}" COLLATE "C")',
        "{dataset}: the field {field} is filtered or sorted by without an index that serves; on a large table run: "
        'CREATE INDEX ON {table} ("{column}" COLLATE "C")',
    ),
    "drift-new": Text(
        "{dataset}: kolom baru {column} ({found}) belum diklasifikasikan; tidak pernah diberikan, tambahkan ke kontrak",
        "{dataset}: the new column {column} ({found}) is not classified; it never leaves, add it to the contract",
    ),
}
