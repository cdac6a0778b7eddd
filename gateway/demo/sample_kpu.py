"""The made-up tables of KPU Kapuas Hulu."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from gateway.demo.sample_dice import Dice
from gateway.demo.sample_people import make_person
from gateway.demo.sample_regions import District, Station, make_districts, make_stations, make_villages
from gateway.demo.sample_table import Row, Table, make_columns

_STAGES = (
    "Perencanaan program dan anggaran",
    "Penyusunan peraturan pelaksanaan",
    "Sosialisasi kepada pemilih",
    "Pendaftaran pemantau",
    "Pembentukan PPK",
    "Pembentukan PPS",
    "Pembentukan Pantarlih",
    "Pembentukan KPPS",
    "Pencocokan dan penelitian data pemilih",
    "Penyusunan daftar pemilih sementara",
    "Penetapan daftar pemilih tetap",
    "Pendaftaran peserta",
    "Verifikasi peserta",
    "Penetapan peserta",
    "Penetapan daerah pemilihan",
    "Pencalonan",
    "Penetapan daftar calon tetap",
    "Pengadaan logistik",
    "Distribusi logistik",
    "Masa kampanye",
    "Masa tenang",
    "Pemungutan dan penghitungan suara",
    "Rekapitulasi hasil",
    "Penetapan hasil",
)
_PARTIES = tuple(f"Partai Contoh {letter}" for letter in "ABCDEF")
_ROADS = ("darat", "sungai", "darat dan sungai")
_SIGNALS = ("baik", "lemah", "tidak ada")


def make_tables(dice: Dice) -> tuple[Table, ...]:
    """Make every table of this agency."""
    districts, stations = make_districts(), make_stations(dice)
    return (
        _tps(dice, stations),
        _tahapan(),
        _kampanye(dice, districts),
        _logistik(dice, districts),
        _dct(dice, districts),
        _dpt(dice, stations),
        _badan_adhoc(dice, districts),
        _sarpras(dice),
    )


def _tps(dice: Dice, stations: tuple[Station, ...]) -> Table:
    rows: list[Row] = []
    for number, station in enumerate(stations):
        village = station.village
        chair = make_person(dice, number, village.district.code)
        women = station.voters // 2 + dice.number(-15, 15, "tps", "p", number)
        rows.append(
            (
                station.code,
                village.code,
                station.number,
                _building(station),
                f"{_street(station)}, {village.name}, {village.district.name}",
                "khusus" if station.is_special else "reguler",
                station.voters - women,
                women,
                station.voters,
                _degrees(dice, "0", 20, "lat", number),
                _degrees(dice, "112", 10, "lon", number),
                dice.pick(_ROADS, "tps", "akses", number),
                dice.number(10, 420, "tps", "waktu", number),
                dice.pick(_SIGNALS, "tps", "sinyal", number),
                chair.phone,
                f"{chair.name} {dice.mark('tps', 'ketua', number)}",
                chair.nik,
                f"Gudang {dice.mark('tps', 'gudang', number)}",
                f"Catatan operator {dice.mark('tps', 'operator', number)}",
            )
        )
    # The last column stands in no contract: a source may hold more than is declared.
    columns = make_columns(
        "kode_tps kode_desa! nomor:integer lokasi alamat jenis dpt_l:integer dpt_p:integer dpt_jml:integer "
        "lintang:number bujur:number akses waktu_tempuh_menit:integer sinyal hp_ketua nama_ketua nik_ketua "
        "lokasi_simpan_kotak catatan_operator"
    )
    return Table("tps", columns, tuple(rows))


def _building(station: Station) -> str:
    kind = "Rumah Tahanan Contoh" if station.is_special else f"SD Contoh {station.number:02d}"
    return f"{kind} {station.village.name}"


def _street(station: Station) -> str:
    return "Jalan Contoh" if station.is_special else f"Dusun Contoh {station.number}"


def _degrees(dice: Dice, whole: str, low: int, *name: object) -> Decimal:
    """Make a coordinate of seven digits whose last is never 0, so that every database prints it alike."""
    middle, last = dice.number(1000, 9999, *name, "middle"), dice.number(1, 9, *name, "last")
    return Decimal(f"{whole}.{dice.number(low, 99, *name)}{middle}{last}")


def _tahapan() -> Table:
    rows: list[Row] = []
    for number, name in enumerate(_STAGES, 1):
        start = date(2027, 6, 14) + timedelta(days=25 * number)
        clause = "UU 7/2017 Pasal 167 ayat (4)"
        rows.append((f"THP-{number:02d}", name, start, start + timedelta(days=40), clause))
    return Table("tahapan", make_columns("kode nama mulai:date selesai:date dasar_hukum"), tuple(rows))


def _kampanye(dice: Dice, districts: tuple[District, ...]) -> Table:
    rows: list[Row] = []
    for number in range(1, 49):
        district = dice.pick(districts, "kampanye", "zona", number)
        liaison = make_person(dice, 3000 + number, district.code)
        rows.append(
            (
                f"KMP-{number:04d}",
                dice.pick(_PARTIES, "kampanye", "peserta", number),
                dice.pick(("pertemuan terbatas", "tatap muka", "rapat umum"), "kampanye", "bentuk", number),
                f"Zona {1 + number % 4}",
                date(2028, 11, 28) + timedelta(days=dice.number(0, 74, "kampanye", "tanggal", number)),
                f"Lapangan {district.name}",
                50 * dice.number(1, 40, "kampanye", "massa", number),
                liaison.phone,
            )
        )
    columns = make_columns("kode peserta bentuk zona tanggal:date tempat perkiraan_massa:integer kontak_lo")
    return Table("kampanye", columns, tuple(rows))


def _logistik(dice: Dice, districts: tuple[District, ...]) -> Table:
    rows: list[Row] = []
    kinds = ("kotak suara", "surat suara", "bilik suara")
    for number, (district, kind) in enumerate(
        ((district, kind) for district in districts for kind in kinds), 1
    ):
        driver = make_person(dice, 3100 + number, district.code)
        start = datetime(2029, 2, 10, 20, 0, 1, tzinfo=UTC) + timedelta(seconds=61 * number)
        rows.append(
            (
                f"LOG-{number:04d}",
                kind,
                dice.number(40, 400, "logistik", "jumlah", number),
                district.name,
                dice.pick(
                    ("di gudang", "siap kirim", "dalam perjalanan", "diterima"), "logistik", "status", number
                ),
                f"Jalur {dice.mark('logistik', 'rute', number)} lewat sungai",
                start,
                f"KB 0{number:03d} {dice.mark('logistik', 'kendaraan', number)}",
                f"{driver.name} {dice.mark('logistik', 'pengemudi', number)}",
            )
        )
    columns = make_columns(
        "kode jenis jumlah:integer tujuan status rute jam_berangkat:timestamp nomor_kendaraan pengemudi"
    )
    return Table("logistik", columns, tuple(rows))


def _dct(dice: Dice, districts: tuple[District, ...]) -> Table:
    rows: list[Row] = []
    for number in range(1, 61):
        person = make_person(dice, 1000 + number, dice.pick(districts, "dct", number).code)
        rows.append(
            (
                f"DCT-{number:04d}",
                1 + (number - 1) // len(_PARTIES) % 5,
                person.name,
                _PARTIES[number % len(_PARTIES)],
                f"Kapuas Hulu {1 + number % 4}",
                person.sex,
                person.nik,
                f"Jalan Contoh {dice.mark('dct', 'alamat', number)}",
                person.phone,
                f"Surat sehat {dice.mark('dct', 'kesehatan', number)}",
                f"SKCK {dice.mark('dct', 'skck', number)}",
            )
        )
    columns = make_columns(
        "kode nomor_urut:integer nama partai dapil jenis_kelamin nik alamat hp kesehatan skck"
    )
    return Table("dct", columns, tuple(rows))


def _dpt(dice: Dice, stations: tuple[Station, ...]) -> Table:
    rows: list[Row] = []
    # Of a few stations alone, so that most villages have enough voters for a table, and some have not.
    few = stations[:38]
    for number in range(1, 301):
        station = dice.pick(few, "dpt", "tps", number)
        person = make_person(dice, 2000 + number, station.village.district.code)
        registered = date(2010, 1, 1) + timedelta(days=number)
        rows.append(
            (
                f"PML-{number:06d}",
                station.code,
                station.village.code,
                person.sex,
                person.nik,
                f"{station.code[:6]}{registered:%d%m%y}0000",
                f"{person.name} {dice.mark('dpt', 'nama', number)}",
                f"Dusun {dice.mark('dpt', 'alamat', number)}",
                f"{dice.number(1, 12, 'dpt', 'rt', number):03d}",
                f"{dice.number(1, 5, 'dpt', 'rw', number):03d}",
                person.born,
                dice.pick("BSP", "dpt", "kawin", number),
                f"Ragam {dice.mark('dpt', 'disabilitas', number)}" if number % 20 == 0 else None,
            )
        )
    columns = make_columns(
        "kode kode_tps kode_desa jenis_kelamin nik nkk nama alamat rt rw "
        "tanggal_lahir:date status_kawin disabilitas"
    )
    return Table("dpt", columns, tuple(rows))


def _badan_adhoc(dice: Dice, districts: tuple[District, ...]) -> Table:
    rows: list[Row] = []
    villages = make_villages()
    posts = ("Ketua PPK", "Anggota PPK", "Ketua PPS", "Anggota PPS", "Pantarlih")
    for number in range(1, 7 * len(districts) + 1):
        village = dice.pick(villages, "adhoc", "wilayah", number)
        person = make_person(dice, 1100 + number, village.district.code)
        appointed = date(2025, 1, 6) + timedelta(days=number)
        rows.append(
            (
                f"BAH-{number:04d}",
                person.name,
                posts[number % len(posts)],
                village.dotted,
                f"SK CONTOH {number:03d}",
                appointed,
                dice.number(21, 58, "adhoc", "usia", number),
                person.nik,
                person.phone,
                f"0000{dice.number(10**11, 10**12 - 1, 'adhoc', 'rekening', number)}",
                f"Surat sehat {dice.mark('adhoc', 'kesehatan', number)}",
            )
        )
    columns = make_columns(
        "kode nama jabatan wilayah sk tanggal_sk:date usia:integer nik hp rekening kesehatan"
    )
    return Table("badan_adhoc", columns, tuple(rows))


def _sarpras(dice: Dice) -> Table:
    rows: list[Row] = []
    kinds = ("gudang", "perahu motor", "mobil boks", "tenda", "genset")
    for number in range(1, 31):
        kind = kinds[number % len(kinds)]
        moves = kind in {"perahu motor", "mobil boks"}
        rows.append(
            (
                f"SPK-{number:04d}",
                kind,
                dice.number(1, 12, "sarpras-kpu", "jumlah", number),
                f"Kantor Contoh {1 + number % 5}",
                number % 4 != 0,
                dice.number(1, 30, "sarpras-kpu", "masa", number),
                f"KB 0{number:03d} XQ" if moves else None,
                f"Titipan pengamanan {dice.mark('sarpras-kpu', 'senjata', number)}",
                f"Radio {dice.mark('sarpras-kpu', 'alat', number)}",
                f"Kanal {dice.mark('sarpras-kpu', 'frekuensi', number)}",
            )
        )
    columns = make_columns(
        "kode jenis jumlah:integer lokasi ketersediaan:boolean masa_pinjam:integer nomor_polisi "
        "senjata alat_komunikasi frekuensi"
    )
    return Table("sarpras", columns, tuple(rows))
