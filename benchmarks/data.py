"""The benchmark's rows: seeded, plainly made up, and written alike into SQLite and PostgreSQL.

A tenth of the rows lies outside the region that the agreement names, so the row
rule always has something to hold back. `wide` rows hold a long text, so that a
row is about a kilobyte of JSON: answers of several megabytes then need no more
rows than a page may have.
"""

import random
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import LiteralString

import psycopg

SEED = 6106
REGION = "6106"
ROWS = 20_000
TABLE = "tps"
_WIDTH = 700
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
def rows(wide: bool = False) -> tuple[Row, ...]:
    """Make the rows in the order of their key."""
    dice = random.Random(SEED)  # noqa: S311 - made-up data, the same in every run
    return tuple(_make_row(dice, number, _WIDTH if wide else 0) for number in range(ROWS))


def _make_row(dice: random.Random, number: int, width: int) -> Row:
    # Every tenth row lies elsewhere, so rows outside the region stand between those inside.
    region = REGION if number % 10 else "6105"
    village = f"{region}{dice.randrange(10, 99)}{dice.randrange(1000, 9999)}"
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=dice.randrange(20_000_000))
    return Row(
        kode=f"{number * 7 + 1_000_000_000_000}",
        kode_desa=village,
        nomor=dice.randrange(1, 40),
        lokasi=f"CONTOH SDN {dice.randrange(1, 90):02d} Desa Rekaan {village[-4:]}",
        alamat=f"Jalan Contoh Nomor {dice.randrange(1, 400)}, Desa Rekaan {village[-4:]}, Kecamatan Contoh"
        + " contoh" * (width // 7),
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


def write_sqlite(path: Path, *, wide: bool = False) -> None:
    """Write the table into a new SQLite file."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(_create("sqlite"))
        marks = ", ".join("?" * (len(FIELDS) + 1))
        # The names in the statement are this module's own.
        connection.executemany(f"INSERT INTO {TABLE} VALUES ({marks})", map(_in_sqlite, rows(wide)))  # noqa: S608
        connection.execute("ANALYZE")


def write_postgresql(conninfo: str) -> None:
    """Write the table into an empty PostgreSQL database."""
    with psycopg.connect(conninfo) as connection:
        connection.execute(_create("postgresql"))
        with connection.cursor().copy(f"COPY {TABLE} FROM STDIN") as copy:
            for row in rows():
                copy.write_row(_values(row))
        connection.execute("ANALYZE")


def _values(row: Row) -> list[object]:
    return [getattr(row, name) for name in (*FIELDS, "gudang")]


def _in_sqlite(row: Row) -> list[object]:
    """SQLite has fewer types."""
    values = _values(row)
    values[7], values[8] = float(row.lintang), float(row.bujur)
    values[9] = f"{row.diperbarui:%Y-%m-%d %H:%M:%S}"
    return values


def _create(dialect: str) -> LiteralString:
    first, *others = (*FIELDS, "gudang")
    return f"CREATE TABLE {TABLE} ({first} {_TYPES[dialect].format(*others)})"
