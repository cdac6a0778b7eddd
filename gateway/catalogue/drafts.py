"""Texts: what a drafted policy file says to the officer who completes it."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "head": Text(
        "RANCANGAN dari tabel yang ada. Belum ada kolom yang ditetapkan: semuanya tidak diberikan.\n"
        "Tetapkan `classification` dan `dataPribadi` setiap kolom bersama PPID, hapus catatan yang berbunyi\n"
        "`tebakan`, lalu jalankan `gateway policies check`.",
        "A DRAFT from a live table. No field has been decided: all are withheld.\n"
        "Decide `classification` and `dataPribadi` of each field with the PPID, remove the notes that say\n"
        "`guess`, then run `gateway policies check`.",
    ),
    "purpose": Text(
        "Tulis untuk apa dataset ini ada.",
        "Write what this dataset is for.",
    ),
    "describe": Text("Kolom {column}; tulis artinya.", "Column {column}; write what it means."),
    "left-out": Text(
        "kolom {column} ({type}) dilewati: nama atau tipenya tidak dapat ditulis dalam kontrak",
        "column {column} ({type}) is left out: its name or type cannot be written in a contract",
    ),
    "guess-date": Text(
        "tebakan dari namanya: isinya tanggal; kalau bukan, tulis `string`",
        "guess from its name: it holds dates; if not, write `string`",
    ),
    "guess-specific": Text(
        "tebakan: data pribadi spesifik (UU 27/2022 Pasal 4 ayat (2))",
        "guess: specific personal data (UU 27/2022 Article 4(2))",
    ),
    "guess-general": Text(
        "tebakan: data pribadi umum (UU 27/2022 Pasal 4 ayat (3))",
        "guess: general personal data (UU 27/2022 Article 4(3))",
    ),
    "guess-derives": Text(
        "tebakan: NIK memberitahukan kecamatan, tanggal lahir dan jenis kelamin; sebutkan kolomnya pada `derives`",
        "guess: a NIK tells the district, birth date and sex; name their fields under `derives`",
    ),
    "order": Text(
        "kolom unik pertama; halaman mengikuti urutannya, jadi kolom ini harus dapat diberikan",
        "the first unique column; pages follow its order, so it must be one that may leave",
    ),
    "guess-order": Text(
        "tebakan: tabel ini tidak punya kolom unik; pilih yang isinya tidak pernah kembar",
        "guess: this table has no unique column; choose one whose values never repeat",
    ),
    "written": Text(
        "{path} ditulis: {fields} kolom, semuanya belum ditetapkan",
        "{path} is written: {fields} fields, none of them decided",
    ),
    "exists": Text(
        "{path} sudah ada; hapus atau pindahkan dahulu, rancangan tidak menimpa berkas",
        "{path} exists; move it away first, a draft overwrites no file",
    ),
    "dataset-name": Text(
        "{path} bukan nama berkas kontrak; pilih nama dengan --dataset: huruf kecil, angka, `_` dan `-`",
        "{path} is no contract's file name; choose a name with --dataset: small letters, digits, `_` and `-`",
    ),
    "no-table": Text(
        "sumber {source} tidak punya tabel {table}, atau akunnya tidak boleh melihatnya",
        "the source {source} has no table {table}, or its account may not see it",
    ),
    "which-source": Text(
        "sebutkan sumbernya dengan --source; yang ada: {names}",
        "name the source with --source; there are: {names}",
    ),
    "no-agreement": Text(
        "tidak ada perjanjian {agreement}; yang ada: {known}",
        "there is no agreement {agreement}; there are: {known}",
    ),
}
