"""What the doctor says of agreements and exemptions."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "agreements-uncompared": Text(
        "versi perjanjian belum pernah dibandingkan dengan gerbang {agency}; jalankan `gateway agreements compare`",
        "versions were never compared with the gateway of {agency}; run `gateway agreements compare`",
    ),
    "no-policy": Text("tidak dapat diperiksa: {problem}", "cannot be checked: {problem}"),
    "agreement": Text(
        "{uid}: berlaku sampai {day} ({left} hari), {datasets} dataset",
        "{uid}: in force until {day} ({left} days), {datasets} datasets",
    ),
    "agreement-shadow": Text(
        "{uid}: mode bayangan sampai {day} ({left} hari), {datasets} dataset: dinilai dan dicatat, tidak pernah "
        "diberikan",
        "{uid}: in shadow until {day} ({left} days), {datasets} datasets: judged and logged, never released",
    ),
    "agreement-dataset": Text(
        "{uid}, {dataset}: tidak berlaku ({problem}); kembalikan kontrak yang disepakati, atau sepakati yang baru",
        "{uid}, {dataset}: not in force ({problem}); restore the contract that was agreed on, or agree on the new one",
    ),
    "agreement-over": Text(
        "{uid}: berakhir {day}; tidak ada yang diberikan berdasarkan perjanjian ini",
        "{uid}: ended {day}; nothing leaves under it",
    ),
    "agreement-out": Text(
        "{uid}: tidak berlaku ({problem}); lihat `gateway policies check`",
        "{uid}: not in force ({problem}); see `gateway policies check`",
    ),
    "agreements-none": Text(
        "tidak ada perjanjian yang berlaku: tidak ada data yang keluar; aktifkan perjanjian yang ditandatangani kedua "
        "pihak",
        "no agreement is in force: no data leaves; activate one that both parties signed",
    ),
    "exemptions": Text(
        "{count} penetapan terdaftar, tidak ada yang akan berakhir dalam 30 hari",
        "{count} registered decisions, none ends within 30 days",
    ),
    "exemption-until": Text(
        "{number}: berakhir {day} ({left} hari lagi), lalu kolomnya menjadi belum-ditetapkan; mintalah penetapan baru",
        "{number}: ends {day} (in {left} days), and its fields become undetermined; ask for a new decision",
    ),
    "exemption-until-past": Text(
        "{number}: berakhir {day}; kolomnya tetap tidak diberikan sampai ada penetapan baru",
        "{number}: ended {day}; its fields stay withheld until somebody decides anew",
    ),
    "exemption-review": Text(
        "{number}: harus ditinjau {day} ({left} hari lagi)", "{number}: due for review {day} (in {left} days)"
    ),
    "exemption-review-past": Text(
        "{number}: seharusnya ditinjau {day}; tinjau, lalu catat hasilnya",
        "{number}: was due for review {day}; review it, then register the outcome",
    ),
}
