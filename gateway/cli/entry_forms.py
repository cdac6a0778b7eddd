"""How entries of a log reach the shell or a file: one writer a form, record after record."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, cast

from gateway.audit import Checkpoint
from gateway.catalogue import Sentence, say
from gateway.cli.rows import ByteFile, put_table
from gateway.cli.speech import language
from gateway.errors import ExtraMissing
from gateway.exchange import COLUMNS, row_of
from gateway.formats import SheetColumn, XlsxFile, encode_csv, encode_json

Record = Mapping[str, Any]

# What a screen has room for; the other forms have all columns.
_SHOWN = ("index", "recorded_at", "kind", "outcome", "code", "consumer", "provider", "dataset", "agreement")


@dataclass(slots=True)
class Told:
    """What is known of a list beside its records, once they have all come."""

    origin: str
    filters: Mapping[str, str]
    folder: Path
    head: Checkpoint | None = None
    count: int = field(default=0)


def write_table(records: Iterator[Record], file: ByteFile, told: Told) -> None:
    """Write a table for people."""
    rows = [["" if record[name] is None else str(record[name]) for name in _SHOWN] for record in records]
    put_table(_SHOWN, rows, file)


def write_json(records: Iterator[Record], file: ByteFile, told: Told) -> None:
    """Write one array, a record a line."""
    start = b"[\n "
    for record in records:
        file.write(start + encode_json(record))
        start = b",\n "
    file.write(b"\n]\n" if start.startswith(b",") else b"[]\n")


def write_ndjson(records: Iterator[Record], file: ByteFile, told: Told) -> None:
    """Write a record a line."""
    for record in records:
        file.write(encode_json(record) + b"\n")


def write_csv(records: Iterator[Record], file: ByteFile, told: Told) -> None:
    """Write a heading and a line a record, harmless to spreadsheets."""
    file.write(encode_csv(tuple(COLUMNS)))
    for record in records:
        file.write(encode_csv(row_of(record)))


def write_xlsx(records: Iterator[Record], file: ByteFile, told: Told) -> None:
    """Write a workbook: the entries, and which list they are."""
    columns = [SheetColumn(name, kind) for name, kind in COLUMNS.items()]
    title = say("entries.sheet-entries", language())
    with (
        TemporaryDirectory(dir=told.folder, prefix=".rows-") as scratch,
        # The command sees to it that a workbook goes to a file.
        XlsxFile(cast(IO[bytes], file), title, columns, Path(scratch)) as book,
    ):
        for record in records:
            book.add(row_of(record))
        book.explain(say("entries.sheet-about", language()), _about(told))


def write_parquet(records: Iterator[Record], file: ByteFile, told: Told) -> None:
    """Write a file for analysis; its writer is an extra.

    Raises:
        ExtraMissing: it is not installed.
    """
    try:
        # By name: the room's door does not offer what needs an extra.
        module = import_module("gateway.formats.parquet")
    except ModuleNotFoundError as error:
        raise ExtraMissing(Sentence("entries.extra-missing")) from error
    with module.ParquetFile(file, COLUMNS) as table:
        for record in records:
            table.add(row_of(record))


def _about(told: Told) -> Iterator[tuple[str, ...]]:
    def label(name: str, /, **values: object) -> str:
        return say(f"entries.about-{name}", language(), **values)

    yield label("log"), told.origin
    if told.head:
        yield label("head"), str(told.head.size)
        yield label("root"), told.head.root.hex()
    for name, value in told.filters.items():
        yield label("filter", name=name), value
    yield label("count"), str(told.count)
    yield (label("times"),)


WRITERS: Mapping[str, Callable[[Iterator[Record], ByteFile, Told], None]] = {
    "table": write_table,
    "json": write_json,
    "ndjson": write_ndjson,
    "csv": write_csv,
    "xlsx": write_xlsx,
    "parquet": write_parquet,
}
IN_FILES = frozenset({"xlsx", "parquet"})
