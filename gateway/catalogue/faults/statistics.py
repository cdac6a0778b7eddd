"""Faults of statistics tables and retention duties."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "statistics-group-shape": Text(
        "kelompok ditulis sebagai nama field, atau sebagai `{{field: {{perubahan: …}}}}`",
        "a group is written as the name of a field, or as `{{field: {{transform: …}}}}`",
    ),
    "statistics-groups-many": Text(
        "tabel statistik dikelompokkan menurut paling banyak {limit} field; kurangi",
        "a statistics table groups by at most {limit} fields; take some out",
    ),
    "statistics-group-type": Text(
        "{field} bertipe {type} dan tidak dapat menjadi kelompok begitu saja; beri perubahan, misalnya `year`",
        "{field} is of the type {type} and cannot be grouped by as it is; give it a transform, `year` for instance",
    ),
    "statistics-group-transform": Text(
        "{field}: `{transform}` tidak dapat menjadi kelompok; pakai perubahan yang dihitung di sumber dan tidak "
        "bergantung pada hari permintaan",
        "{field}: `{transform}` cannot make groups; use a transform that the source works out and that does not "
        "depend on the day of the request",
    ),
    "statistics-measure-type": Text(
        "{field} bertipe {type}; hanya bilangan bulat (integer) yang dapat dijumlahkan",
        "{field} is of the type {type}; only whole numbers (integer) can be summed",
    ),
    "statistics-group-without-use": Text(
        "{field}: tabel ini mengelompokkan menurut field yang tidak mempunyai pemakaian `group`; tambahkan di "
        "`fields`",
        "{field}: this table groups by a field without the use `group`; add it under `fields`",
    ),
    "statistics-measure-without-use": Text(
        "{field}: tabel ini menjumlahkan field yang tidak mempunyai pemakaian `measure`; tambahkan di `fields`",
        "{field}: this table sums a field without the use `measure`; add it under `fields`",
    ),
    "use-without-table": Text(
        "{field}: pemakaian `{use}` tidak dipakai tabel mana pun di `statistics`; hapus, atau buat tabelnya",
        "{field}: no table under `statistics` makes use of `{use}`; remove it, or add the table",
    ),
    "statistics-first-differs": Text(
        "semua tabel dalam satu izin dimulai dengan kelompok yang sama: {first}; di sini {field}. Kelompok pertama "
        "ditampilkan utuh atau tidak sama sekali",
        "all tables of a permission begin with the same group: {first}; here it is {field}. The first group is shown "
        "whole or not at all",
    ),
    "statistics-field-twice": Text(
        "{field} sudah menjadi kelompok dalam tabel {table}; dua tabel dengan kelompok yang sama dapat saling "
        "dikurangkan. Gabungkan, atau hapus salah satunya",
        "{field} groups the table {table} already; two tables that share a group could be subtracted from each other. "
        "Join them, or remove one",
    ),
    "statistics-overlap": Text(
        "penerima ini mendapat tabel statistik lain dari tabel sumber yang sama ({other}), dan selisih keduanya dapat "
        "membuka kelompok kecil; samakan isi keduanya, hapus satu, atau pisahkan barisnya dengan `rows`",
        "this consumer has other statistics of the same source table ({other}), and the difference of the two may show "
        "a small group; make them the same, remove one, or part their rows by `rows`",
    ),
    "statistics-beside-rows": Text(
        "penerima ini juga mendapat baris dari tabel sumber yang sama ({other}), sehingga kelompok yang disembunyikan "
        "dapat dihitung sendiri; beri baris atau statistik, tidak keduanya, atau pisahkan barisnya dengan `rows`",
        "this consumer also has rows of the same source table ({other}) and could count a hidden group itself; give "
        "rows or statistics, not both, or part their rows by `rows`",
    ),
    "statistics-beside-open": Text(
        "field terbuka yang dipakai tabel statistik ini diberikan per baris kepada penerima lain ({other}), sehingga "
        "dianggap diketahui semua orang dan kelompok kecil dapat dihitung; hapus salah satunya",
        "an open field that this table uses is given as rows to another consumer ({other}), so it counts as known to "
        "everybody and a small group could be counted; remove one of the two",
    ),
    "retention-shape": Text(
        "kewajiban ditulis sebagai teks, `text: …`, atau `retention: {{days: 30}}` atau `retention: {{until: 2027-03-31}}`",
        "a duty is written as text, `text: …`, or `retention: {{days: 30}}` or `retention: {{until: 2027-03-31}}`",
    ),
}
