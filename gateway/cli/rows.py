"""How the rows of a query reach the shell or a file: one writer a form, page after page."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory, mkstemp
from typing import IO, Any, Protocol, cast

from gateway.app import utc_now
from gateway.catalogue import Sentence, problem_of, say
from gateway.cli.speech import language, tell
from gateway.cli.tables import show_duties, show_table
from gateway.client import Page
from gateway.errors import AnswerBad, FormatUnfit, SourceError
from gateway.formats import BOM, SheetColumn, XlsxFile, encode_csv, encode_json
from gateway.policy import TRANSFORMS, LogicalType


class ByteFile(Protocol):
    """Where a writer puts bytes."""

    def write(self, data: bytes, /) -> int:
        """Take the next bytes."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: it goes beside the rows.

    `describe` brings the dataset's description; only a form with types asks for it.
    `folder` is where rows may lie on their way to a file. `receipts` collects the
    files that receipts were saved in, `arrived` the exchanges and the SHA-256 of their answers.
    """

    dataset: str
    agreement: str
    purpose: str
    describe: Callable[[], Mapping[str, Any]]
    folder: Path
    is_bom: bool = False
    receipts: list[Path] = field(default_factory=list)
    arrived: list[tuple[str, bytes]] = field(default_factory=list)


def write_table(pages: Iterator[Page], file: ByteFile, asked: Asked) -> None:
    """Write a table for people; what was withheld is said beside it."""
    taken = list(pages)
    rows = [row for page in taken for row in page.exact_rows()]
    cells = [["" if value is None else str(value) for value in row.values()] for row in rows]
    put_table(tuple(rows[0]) if rows else (), cells, file)
    for withheld in taken[0].withheld:
        tell("commands.withheld", **withheld)
    show_duties(taken[0].duties, taken[0].delete_by)


def put_table(heading: Sequence[str], rows: Sequence[Sequence[str]], file: ByteFile) -> None:
    """Print a table, or write it into the file that was asked for."""
    if isinstance(file, _Shell):
        show_table(heading, rows)
        return
    text = StringIO()
    show_table(heading, rows, text)
    file.write(text.getvalue().encode())


def write_json(pages: Iterator[Page], file: ByteFile, asked: Asked) -> None:
    """Write one array, a row a line."""
    start = b"[\n "
    for page in pages:
        for row in page.exact_rows():
            file.write(start + _encoded(row))
            start = b",\n "
    file.write(b"\n]\n" if start.startswith(b",") else b"[]\n")


def _encoded(row: Mapping[str, Any]) -> bytes:
    try:
        return encode_json(row)
    except SourceError as error:
        # Half a character, which no gateway of ours sends.
        raise AnswerBad(Sentence("client.not-documented", part="data")) from error


def write_csv(pages: Iterator[Page], file: ByteFile, asked: Asked) -> None:
    """Write a heading and a line a row."""
    if asked.is_bom:
        file.write(BOM)
    is_headed = False
    for page in pages:
        for row in page.exact_rows():
            if not is_headed:
                file.write(encode_csv(tuple(row)))
                is_headed = True
            file.write(encode_csv(tuple(row.values())))


def write_xlsx(pages: Iterator[Page], file: ByteFile, asked: Asked) -> None:
    """Write a workbook: the rows, and where they come from."""
    first = next(pages)
    types = _types(asked.describe(), asked)
    # Without a row nothing says which of the granted fields were asked for: all are named then.
    names = list(first.data[0] if first.data else types)
    columns = [SheetColumn(name, types.get(name)) for name in names]
    exchanges, count = [first.exchange_id], 0
    with (
        TemporaryDirectory(dir=asked.folder, prefix=".rows-") as scratch,
        # The command sees to it that a workbook goes to a file.
        XlsxFile(cast(IO[bytes], file), say("rows.sheet-rows", language()), columns, Path(scratch)) as book,
    ):
        for page in _chain(first, pages, exchanges):
            for row in page.exact_rows():
                book.add([row.get(name) for name in names])
                count += 1
        about = _about(asked, exchanges, count, first, utc_now())
        book.explain(say("rows.sheet-about", language()), about)


def _chain(first: Page, pages: Iterator[Page], exchanges: list[str]) -> Iterator[Page]:
    yield first
    for page in pages:
        exchanges.append(page.exchange_id)
        yield page


def _types(description: Mapping[str, Any], asked: Asked) -> Mapping[str, LogicalType]:
    """Read the type of each granted field: its own, or what its transform makes of it."""
    try:
        own = {each["field"]: LogicalType(each["type"]) for each in description["fields"]}
        return {
            verdict["field"]: _output_type(own[verdict["field"]], verdict.get("transform"))
            for permission in description["permissions"]
            if (permission["agreement"], permission["purpose"]) == (asked.agreement, asked.purpose)
            for verdict in permission["verdicts"]
            if verdict["verdict"] != "withhold"
        }
    except (KeyError, TypeError, ValueError) as error:
        raise AnswerBad(Sentence("client.not-documented", part="fields, permissions")) from error


def _output_type(own: LogicalType, transform: str | None) -> LogicalType:
    return TRANSFORMS[transform].gives(own) if transform and transform in TRANSFORMS else own


def _about(
    asked: Asked,
    exchanges: Sequence[str],
    count: int,
    first: Page,
    now: datetime,
) -> Iterator[Sequence[str]]:
    def label(name: str) -> str:
        return say(f"rows.about-{name}", language())

    yield label("dataset"), asked.dataset
    yield label("agreement"), asked.agreement
    yield label("purpose"), asked.purpose
    yield label("rows"), str(count)
    yield label("moment"), now.isoformat(timespec="seconds").replace("+00:00", "Z")
    yield label("times"), say("rows.times-utc", language())
    for exchange in exchanges:
        yield label("exchange"), exchange
    for path in asked.receipts:
        yield label("receipt"), path.name
    if not asked.receipts:
        yield label("receipt"), say("rows.no-receipt", language())
    for duty in first.duties:
        yield label("duty"), duty
    if first.delete_by:
        yield label("delete-by"), first.delete_by
    yield ("",)
    yield label("withheld"), label("classification"), label("basis")
    for each in first.withheld:
        yield each.get("field", ""), each.get("classification", ""), each.get("legal_basis", "")


Write = Callable[[Iterator[Page], ByteFile, Asked], None]
WRITERS: Mapping[str, Write] = {
    "table": write_table,
    "json": write_json,
    "csv": write_csv,
    "xlsx": write_xlsx,
}


class _Shell:
    """Standard output as a place for bytes, whatever encoding its terminal has."""

    def write(self, data: bytes) -> int:
        """Write bytes of UTF-8 as they are."""
        sys.stdout.flush()
        raw = getattr(sys.stdout, "buffer", None)
        return int(raw.write(data) if raw else sys.stdout.write(data.decode()))


@contextmanager
def opened(path: Path | None, *, is_new: bool = False) -> Iterator[ByteFile]:
    """Lend standard output, or a file that its owner alone can read and that appears only when whole.

    With `is_new` it takes the place of no other, not even of one that came in the meantime.

    Raises:
        FormatUnfit: the file cannot be written.
    """
    if path is None:
        yield _Shell()
        return
    try:
        # A name that nobody can foresee, made new: a file or link that lay there would be written into.
        descriptor, name = mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
        unfinished = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                yield file
            if is_new:
                # Takes the name or fails, also where a disk (a memory stick, say) knows no hard links.
                path.touch(0o600, exist_ok=False)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise FormatUnfit(Sentence("commands.unwritable", path=path, problem=problem_of(error))) from error
