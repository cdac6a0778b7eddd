"""A log as a copy to be checked elsewhere: straight from a database, or from an export file.

An export is NDJSON, one object a line, in this order:
    {"format": "sinergi-log-export/1", "origin": "…"}
    {"index": 0, "entry": "…"}           the exact leaf, as text
    {"index": 1, "entry_base64": "…"}    only where somebody made it no text
    {"leaf_hashes": "…"}                 base64: level 0 of the tree, up to 256 hashes a line
    {"checkpoint": "…"}                  a signed note, in order of size
It holds no openings: what a commitment hides is not in it. Everything in it may
be forged; `gateway.audit.check_log` believes nothing but signatures.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Connection, Row, Select, bindparam, select

from gateway.audit import Opening
from gateway.catalogue import Sentence
from gateway.errors import ProofBad
from gateway.storage.database import Storage
from gateway.storage.tables import checkpoints, cosignatures, entries, log_state, openings, tiles

FORMAT = "sinergi-log-export/1"
HASH_SIZE = 32
PAGE = 1000
MAX_LINE = 1 << 20


@dataclass(frozen=True, slots=True)
class LogCopy:
    """What somebody says a log holds; each part is read lazily and once.

    `size` is how many entries to expect, where that is known before. `undisclosed` is what
    opens the verdicts on undisclosed fields, by index: a database has it, an export never.
    """

    origin: str
    entries: Iterable[tuple[int, bytes]]
    leaf_hashes: Iterable[bytes]
    checkpoints: Iterable[str]
    size: int | None = None
    undisclosed: Iterable[tuple[int, Opening]] = ()


_entries = (
    select(entries.c.index, entries.c.leaf)
    .where(entries.c.index > bindparam("after"))
    .order_by(entries.c.index)
    .limit(PAGE)
)
_undisclosed = (
    select(openings.c.index, openings.c.salt, openings.c.value)
    .where(openings.c.index > bindparam("after"), openings.c.name == "undisclosed")
    .order_by(openings.c.index)
    .limit(PAGE)
)
_tiles = (
    select(tiles.c.index, tiles.c.hashes)
    .where(tiles.c.level == 0, tiles.c.index > bindparam("after"))
    .order_by(tiles.c.index)
    .limit(PAGE)
)
_checkpoints = (
    select(checkpoints.c.size, checkpoints.c.note)
    .where(checkpoints.c.size > bindparam("after"))
    .order_by(checkpoints.c.size)
    .limit(PAGE)
)

_lines_of = (
    select(cosignatures.c.size, cosignatures.c.line)
    .where(cosignatures.c.size > bindparam("after"), cosignatures.c.size <= bindparam("last"))
    .order_by(cosignatures.c.size, cosignatures.c.witness)
)


@contextmanager
def read_log(storage: Storage, start: int = 0) -> Iterator[LogCopy]:
    """Lend a database's log as it stands at one moment, while writers go on; of entries, those from `start`.

    Raises:
        StorageNotReady: the database holds no log of this release.
        LogError: it cannot be read.
    """
    storage.check_revision()
    with storage.snapshot() as connection:
        state = connection.execute(select(log_state.c.origin, log_state.c.size)).one_or_none()
        origin, size = state or ("", 0)
        yield LogCopy(
            origin,
            ((index, as_bytes(leaf)) for index, leaf in _pages(connection, _entries, start - 1)),
            (found for _, hashes in _pages(connection, _tiles) for found in _split(as_bytes(hashes))),
            _cosigned(connection),
            size,
            (
                (index, Opening(as_bytes(salt), as_bytes(value)))
                for index, salt, value in _pages(connection, _undisclosed, start - 1)
            ),
        )


def format_export(copy: LogCopy) -> Iterator[bytes]:
    """Yield the lines of an export of a log."""
    yield _line({"format": FORMAT, "origin": copy.origin})
    for index, leaf in copy.entries:
        yield _line({"index": index, **_entry(leaf)})
    for row in _rows(copy.leaf_hashes):
        yield _line({"leaf_hashes": b64encode(row).decode()})
    for note in copy.checkpoints:
        yield _line({"checkpoint": note})


def write_export(copy: LogCopy, write: Callable[[bytes], object]) -> None:
    """Write a log as an export."""
    for line in format_export(copy):
        write(line)


def read_export(path: Path, start: int = 0) -> LogCopy:
    """Open an export; lines are read, and found malformed, as they are used. Entries are those from `start`.

    Raises:
        ProofBad: it is not an export.
        OSError: it cannot be read.
    """
    header = next(_lines(path), {})
    if header.get("format") != FORMAT:
        raise ProofBad(Sentence("storage.not-an-export", path=path, format=FORMAT))
    return LogCopy(
        str(header.get("origin")),
        (found for line in _lines(path) if "index" in line for found in _from(start, path, line)),
        (found for line in _lines(path, "leaf_hashes") for found in _parse_hashes(path, line)),
        (str(line["checkpoint"]) for line in _lines(path, "checkpoint")),
    )


def _pages(
    connection: Connection, statement: Select[*tuple[Any, ...]], after: int = -1
) -> Iterator[Row[*tuple[Any, ...]]]:
    while rows := connection.execute(statement, {"after": after}).all():
        yield from rows
        after = rows[-1][0]


def _cosigned(connection: Connection) -> Iterator[str]:
    """Read checkpoints, each with the lines that witnesses put to it."""
    after = -1
    while rows := connection.execute(_checkpoints, {"after": after}).all():
        lines: dict[int, str] = {}
        for size, line in connection.execute(_lines_of, {"after": after, "last": rows[-1][0]}):
            lines[size] = lines.get(size, "") + line
        yield from (f"{note}{lines.get(size, '')}" for size, note in rows)
        after = rows[-1][0]


def as_bytes(stored: bytes | str) -> bytes:
    """Take what is stored; in a forged SQLite file a blob may have become a text."""
    return stored.encode() if isinstance(stored, str) else bytes(stored)


def _split(row: bytes) -> list[bytes]:
    return [row[at : at + HASH_SIZE] for at in range(0, len(row), HASH_SIZE)]


def _rows(hashes: Iterable[bytes]) -> Iterator[bytes]:
    row = b""
    for found in hashes:
        row += found
        if len(row) >= 256 * HASH_SIZE:
            yield row
            row = b""
    if row:
        yield row


def _entry(leaf: bytes) -> dict[str, str]:
    try:
        return {"entry": leaf.decode()}
    except UnicodeDecodeError:
        return {"entry_base64": b64encode(leaf).decode()}


def _line(members: dict[str, object]) -> bytes:
    return orjson.dumps(members) + b"\n"


def _lines(path: Path, member: str = "") -> Iterator[dict[str, Any]]:
    """Read the lines that have a member; those without its name need no look inside."""
    name = member.encode()
    with path.open("rb") as file:
        number = 0
        while text := file.readline(MAX_LINE):
            number += 1
            if name not in text:
                continue
            try:
                line = orjson.loads(text)
            except orjson.JSONDecodeError as error:
                raise ProofBad(Sentence("storage.export-line", path=path, line=number)) from error
            if not isinstance(line, dict):
                raise ProofBad(Sentence("storage.export-line", path=path, line=number))
            if not member or member in line:
                yield line


def _from(start: int, path: Path, line: dict[str, Any]) -> Iterator[tuple[int, bytes]]:
    index, leaf = _parse_entry(path, line)
    if index >= start:
        yield index, leaf


def _damage(path: Path, problem: str) -> Sentence:
    return Sentence("storage.export-damaged", path=path, problem=Sentence(problem))


def _parse_entry(path: Path, line: dict[str, Any]) -> tuple[int, bytes]:
    index = line["index"]
    if type(index) is not int or index < 0:
        raise ProofBad(_damage(path, "storage.export-index"))
    if isinstance(text := line.get("entry"), str):
        return index, text.encode()
    return index, _parse_base64(path, line.get("entry_base64"))


def _parse_hashes(path: Path, line: dict[str, Any]) -> list[bytes]:
    return _split(_parse_base64(path, line["leaf_hashes"]))


def _parse_base64(path: Path, text: object) -> bytes:
    if not isinstance(text, str):
        raise ProofBad(_damage(path, "storage.export-text"))
    try:
        return b64decode(text, validate=True)
    except ValueError as error:
        raise ProofBad(_damage(path, "storage.export-base64")) from error
