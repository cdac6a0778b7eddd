"""The made-up tables of Polres Kapuas Hulu."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from gateway.demo.sample_dice import Dice
from gateway.demo.sample_people import make_person
from gateway.demo.sample_regions import District, Station, make_districts, make_stations
from gateway.demo.sample_table import Row, Table, make_columns

# How many of the 984 stations are in each class, as the police made public in 2024.
_CLASSES = ("kurang rawan", "rawan", "sangat rawan")
_ONE_VERY, _SIXTY_FOUR = 1, 64
_PHASES = ("masa tenang", "distribusi logistik", "pemungutan suara")


def make_tables(dice: Dice) -> tuple[Table, ...]:
    """Make every table of this agency."""
    districts, stations = make_districts(), make_stations(dice)
    classes = _classify(dice, stations)
    return (
        _pola_pam(dice, districts),
        _kerawanan(districts, stations, classes),
        _kerawanan_tps(dice, stations, classes),
        _skck(dice, districts),
        _sttp(dice, districts),
        _sarpras(dice),
        _insiden(dice, districts),
    )


def _classify(dice: Dice, stations: tuple[Station, ...]) -> Mapping[str, int]:
    """Give each station its class: 1 kurang rawan, 2 rawan, 3 sangat rawan."""
    classes = {station.code: 1 for station in stations}
    for place, station in enumerate(dice.shuffled(stations, "rawan")[: _ONE_VERY + _SIXTY_FOUR]):
        classes[station.code] = 3 if place < _ONE_VERY else 2
    return classes


def _pola_pam(dice: Dice, districts: tuple[District, ...]) -> Table:
    rows: list[Row] = []
    pairs = ((district, phase) for phase in _PHASES for district in districts)
    for number, (district, phase) in enumerate(pairs, 1):
        officer = make_person(dice, 5000 + number, district.code)
        rows.append(
            (
                f"PAM-{number:04d}",
                district.name,
                phase,
                dice.number(18, 31, "pam", "jumlah", number),
                dice.pick(("1:2:4", "2:4:8", "2:1:2"), "pam", "pola", number),
                f"Bripda {officer.name} {dice.mark('pam', 'nama', number)}",
                f"NRP-0000{number:04d}",
                f"Pos {dice.mark('pam', 'dislokasi', number)}",
                f"Jenis {dice.mark('pam', 'senjata', number)}",
                f"Regu {dice.mark('pam', 'cadangan', number)}",
            )
        )
    columns = make_columns(
        "kode kecamatan fase jumlah_personel:integer pola nama nrp dislokasi senjata cadangan"
    )
    return Table("pola_pam", columns, tuple(rows))


def _kerawanan(
    districts: tuple[District, ...], stations: tuple[Station, ...], classes: Mapping[str, int]
) -> Table:
    counts = Counter((station.village.district.code, classes[station.code]) for station in stations)
    rows: list[Row] = [
        (
            f"{district.code}-{kind}",
            district.code,
            district.name,
            _CLASSES[kind - 1],
            counts[district.code, kind],
        )
        for district in districts
        for kind in (1, 2, 3)
    ]
    return Table(
        "kerawanan", make_columns("kode kode_kecamatan kecamatan kelas jumlah_tps:integer"), tuple(rows)
    )


def _kerawanan_tps(dice: Dice, stations: tuple[Station, ...], classes: Mapping[str, int]) -> Table:
    rows: list[Row] = [
        (
            station.code,
            classes[station.code],
            f"Indikator {dice.mark('rawan', 'indikator', station.code)}",
            f"Sumber {dice.mark('rawan', 'sumber', station.code)}",
        )
        for station in stations
    ]
    return Table("kerawanan_tps", make_columns("kode_tps kelas:integer indikator sumber"), tuple(rows))


def _skck(dice: Dice, districts: tuple[District, ...]) -> Table:
    rows: list[Row] = []
    for number in range(1, 61):
        person = make_person(dice, 5100 + number, dice.pick(districts, "skck", number).code)
        issued = date(2025, 1, 2) + timedelta(days=10 * number)
        rows.append(
            (
                f"SKCK/CONTOH/{number:05d}",
                f"{person.name} {dice.mark('skck', 'nama', number)}",
                issued,
                number % 9 != 0,
                issued + timedelta(days=182),
                f"Catatan {dice.mark('skck', 'catatan', number)}" if number % 9 == 0 else None,
            )
        )
    columns = make_columns("nomor nama tanggal:date berlaku:boolean berlaku_sampai:date catatan")
    return Table("skck", columns, tuple(rows))


def _sttp(dice: Dice, districts: tuple[District, ...]) -> Table:
    rows: list[Row] = []
    for number in range(1, 41):
        district = dice.pick(districts, "sttp", number)
        person = make_person(dice, 5200 + number, district.code)
        day = datetime(2028, 11, 28, 2, tzinfo=UTC) + timedelta(
            days=dice.number(0, 70, "sttp", "waktu", number)
        )
        rows.append(
            (
                f"STTP/CONTOH/{number:04d}",
                f"Partai Contoh {dice.pick('ABCDEF', 'sttp', 'peserta', number)}",
                dice.pick(("pertemuan terbatas", "tatap muka", "rapat umum"), "sttp", "bentuk", number),
                day,
                f"Lapangan {district.name}",
                50 * dice.number(1, 40, "sttp", "massa", number),
                dice.number(0, 60, "sttp", "kendaraan", number),
                f"Arak-arakan {dice.mark('sttp', 'rute', number)}",
                f"{person.name} {dice.mark('sttp', 'penanggung jawab', number)}",
                person.phone,
            )
        )
    columns = make_columns(
        "nomor peserta bentuk waktu:timestamp lokasi massa:integer kendaraan:integer rute penanggung_jawab hp"
    )
    return Table("sttp", columns, tuple(rows))


def _sarpras(dice: Dice) -> Table:
    rows: list[Row] = []
    kinds = ("truk", "perahu patroli", "tenda", "genset", "aula")
    for number in range(1, 31):
        kind = kinds[number % len(kinds)]
        moves = kind in {"truk", "perahu patroli"}
        rows.append(
            (
                f"SPP-{number:04d}",
                kind,
                dice.number(1, 12, "sarpras-polres", "jumlah", number),
                f"Polsek Contoh {1 + number % 5}",
                number % 3 != 0,
                dice.number(1, 30, "sarpras-polres", "masa", number),
                f"KB 05{number:02d} XP" if moves else None,
                f"Gudang {dice.mark('sarpras-polres', 'senjata', number)}",
                f"Radio {dice.mark('sarpras-polres', 'alat', number)}",
                f"Kanal {dice.mark('sarpras-polres', 'frekuensi', number)}",
            )
        )
    columns = make_columns(
        "kode jenis jumlah:integer lokasi ketersediaan:boolean masa_pinjam:integer nomor_polisi "
        "senjata alat_komunikasi frekuensi"
    )
    return Table("sarpras", columns, tuple(rows))


def _insiden(dice: Dice, districts: tuple[District, ...]) -> Table:
    rows: list[Row] = []
    kinds = ("perusakan alat peraga", "pelanggaran lalu lintas", "ancaman", "politik uang", "kerusuhan kecil")
    for number in range(1, 49):
        district = dice.pick(districts, "insiden", number)
        people = [make_person(dice, 5300 + 4 * number + place, district.code) for place in range(4)]
        names = [f"{person.name} {dice.mark('insiden', person.number)}" for person in people]
        when = datetime(2025, 1, 3, 1, 2, 3, tzinfo=UTC) + timedelta(seconds=603_787 * number)
        rows.append(
            (
                f"INS-{number:04d}",
                f"LP/CONTOH/{dice.mark('insiden', 'laporan', number)}",
                dice.pick(kinds, "insiden", "jenis", number),
                district.name,
                when,
                dice.pick(("dilaporkan", "ditangani", "selesai"), "insiden", "status", number),
                names[0],
                names[1],
                names[2] if number % 2 else None,
                names[3],
                f"Uraian {dice.mark('insiden', 'uraian', number)}",
                f"Barang {dice.mark('insiden', 'bukti', number)}",
            )
        )
    columns = make_columns(
        "kode nomor_laporan jenis kecamatan waktu:timestamp status "
        "pelapor saksi korban terlapor uraian barang_bukti"
    )
    return Table("insiden", columns, tuple(rows))
