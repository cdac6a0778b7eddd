"""Parquet: a table for programs that analyse, each column of its type; needs the extra `bulk`.

The door of this room does not offer it, so that an installation without the extra
works; `gateway.app` loads it where it can. Texts are texts here: no program runs one.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import IO, Self

import pyarrow as arrow
from pyarrow import parquet

from gateway.formats.csv import Cell
from gateway.policy import LogicalType

_MOMENT = arrow.timestamp("us", tz="UTC")
_TYPES = {LogicalType.INTEGER: arrow.int64(), LogicalType.TIMESTAMP: _MOMENT}
GROUP = 10_000
"""Rows that are held before they are written."""


class ParquetFile:
    """A file that rows are added to as they come."""

    def __init__(self, file: IO[bytes], columns: Mapping[str, LogicalType]) -> None:
        self._types = tuple(columns.values())
        self._schema = arrow.schema(
            [arrow.field(name, _TYPES.get(kind, arrow.string())) for name, kind in columns.items()]
        )
        self._writer = parquet.ParquetWriter(file, self._schema, compression="zstd")
        self._held: list[Sequence[object]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._flush()
        self._writer.close()

    def add(self, row: Sequence[Cell]) -> None:
        """Take one row."""
        self._held.append([_value(cell, kind) for cell, kind in zip(row, self._types, strict=True)])
        if len(self._held) >= GROUP:
            self._flush()

    def _flush(self) -> None:
        columns = list(zip(*self._held, strict=True)) if self._held else [()] * len(self._types)
        arrays = [arrow.array(values, each.type) for values, each in zip(columns, self._schema, strict=True)]
        self._writer.write_table(arrow.Table.from_arrays(arrays, schema=self._schema))
        self._held.clear()


def parquet_table(columns: Mapping[str, LogicalType], rows: Sequence[Sequence[Cell]]) -> bytes:
    """Write a whole file."""
    file = BytesIO()
    with ParquetFile(file, columns) as table:
        for row in rows:
            table.add(row)
    return file.getvalue()


def _value(cell: Cell, kind: LogicalType) -> object:
    return datetime.fromisoformat(str(cell)) if cell and kind is LogicalType.TIMESTAMP else cell
