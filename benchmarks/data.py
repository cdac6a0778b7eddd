"""The benchmark's rows: seeded, plainly made up, and written alike into SQLite and PostgreSQL.

A tenth of the rows lies outside the region that the agreement names, so the row
rule always has something to hold back.
"""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

SEED = 6106
REGION = "6106"
ROWS = 20_000
TABLE = "tps"
# What an answer holds, in this order; the columns of the table are these and the last two.
FIELDS = (
    "kode",
    "kode_desa",
    "nomor",
    "lokasi",
    "alamat",
    "jenis",
    "jumlah",
    "lintang",
    "bujur",
    "diperbarui",
    "aktif",
    "kontak",
)
_KINDS = ("jalan darat", "sungai", "jalan darat dan sungai")
_TYPES = {
    "sqlite": "TEXT PRIMARY KEY NOT NULL, {} TEXT, {} INTEGER, {} TEXT, {} TEXT, {} TEXT, {} INTEGER, "
    "{} NUMERIC, {} NUMERIC, {} TIMESTAMP, {} BOOLEAN, {} TEXT, {} TEXT",
    "postgresql": 'text COLLATE "C" PRIMARY KEY, {} text, {} integer, {} text, {} text, {} text, {} integer, '
    "{} numeric(12, 7), {} numeric(12, 7), {} timestamptz, {} boolean, {} text, {} text",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One polling place that does not exist."""

    kode: str
    kode_desa: str
    nomor: int
    lokasi: str
    alamat: str
    jenis: str
    jumlah: int
    lintang: Decimal
    bujur: Decimal
    diperbarui: datetime
    aktif: bool
    kontak: str
    gudang: str

    @property
    def is_granted(self) -> bool:
        """Say whether the row rule lets the row out."""
        return self.kode_desa.startswith(REGION)

    def released(self) -> dict[str, object]:
        """Return what may leave: ten fields untouched, one rounded, one masked."""
        row = {name: getattr(self, name) for name in FIELDS}
        row["lintang"] = self.lintang.quantize(Decimal("0.01"), ROUND_HALF_UP)
        row["kontak"] = f"****{self.kontak[-3:]}"
        return row


@cache
def rows(count: int = ROWS) -> tuple[Row, ...]:
    """Make the rows in the order of their key."""
    dice = random.Random(SEED)  # noqa: S311 - made-up data, the same in every run
    return tuple(_make_row(dice, number) for number in range(count))


def _make_row(dice: random.Random, number: int) -> Row:
    # Two digits of the code alternate, so rows outside the region stand between those inside.
    region = REGION if number % 10 else "6105"
    village = f"{region}{dice.randrange(10, 99)}{dice.randrange(1000, 9999)}"
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=dice.randrange(20_000_000))
    return Row(
        kode=f"{number * 7 + 1_000_000_000_000}",
        kode_desa=village,
        nomor=dice.randrange(1, 40),
        lokasi=f"CONTOH SDN {dice.randrange(1, 90):02d} Desa Rekaan {village[-4:]}",
        alamat=f"Jalan Contoh Nomor {dice.randrange(1, 400)}, Desa Rekaan {village[-4:]}, Kecamatan Contoh",
        jenis=dice.choice(_KINDS),
        jumlah=dice.randrange(40, 300),
        # The last digit is never zero and never a tie, so binary and decimal rounding agree.
        lintang=_degrees(dice, 0),
        bujur=_degrees(dice, 112),
        diperbarui=moment,
        aktif=dice.random() < 0.9,
        kontak=f"0800{dice.randrange(10_000_000, 99_999_999)}",
        gudang=f"CONTOH gudang {number}",
    )


def _degrees(dice: random.Random, whole: int) -> Decimal:
    return Decimal(f"{whole}.{dice.randrange(100_000, 999_999)}{dice.choice('12346789')}")


def write_sqlite(path: Path) -> None:
    """Write the table into a new SQLite file."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(_create("sqlite"))
        # The number of columns is this module's own.
        marks = ", ".join("?" * (len(FIELDS) + 1))
        connection.executemany(f"INSERT INTO {TABLE} VALUES ({marks})", _stored())  # noqa: S608


def _stored() -> Iterator[tuple[object, ...]]:
    for row in rows():
        values = [getattr(row, name) for name in (*FIELDS, "gudang")]
        values[7], values[8] = float(row.lintang), float(row.bujur)
        values[9] = f"{row.diperbarui:%Y-%m-%d %H:%M:%S}"
        yield tuple(values)


def _create(dialect: str) -> str:
    first, *others = (*FIELDS, "gudang")
    return f"CREATE TABLE {TABLE} ({first} {_TYPES[dialect].format(*others)})"
