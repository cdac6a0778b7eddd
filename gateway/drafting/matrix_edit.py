"""A filled-in matrix back into its agreement: only the lines of changed cells move, comments stay.

The text is edited line by line and then read again: unless what it says now is
what it said before with exactly those cells changed, nothing is written.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass

from gateway.catalogue import Sentence
from gateway.drafting.matrix import cell_text
from gateway.errors import PolicyFilesBad
from gateway.policy import Agreement, Bundle, Fault, Permission, Use, read_bundle

_CELL = re.compile(r"[^\x00-\x1f\x7f#]{0,500}")


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell of a filled-in matrix says, and where it stands."""

    permission: str
    field: str
    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Edited:
    """The agreement's text with the changed cells; or the faults of those cells, each after its cell."""

    text: str
    changed: tuple[Cell, ...]
    faults: tuple[tuple[str, Fault], ...]


def apply_matrix(
    files: Mapping[str, bytes], bundle: Bundle, agreement: Agreement, cells: Sequence[Cell]
) -> Edited:
    """Put changed cells into an agreement's text.

    Raises:
        PolicyFilesBad: a cell cannot stand in a file, or the file is written in a way
            that this cannot edit.
    """
    path = f"agreements/{agreement.uid}.yaml"
    by_id = {permission.id: permission for permission in agreement.permissions}
    changed = tuple(cell for cell in cells if cell.text != _now(by_id, cell))
    for cell in changed:
        if not _CELL.fullmatch(cell.text):
            raise PolicyFilesBad(Sentence("matrix.cell", cell=cell.where))
    lines = files[path].decode("utf-8").split("\n")
    starts: dict[str, int] = {}
    shift = 0
    for permission in sorted(agreement.permissions, key=lambda each: each.place):
        starts[permission.id] = permission.place.line - 1 + shift
        for cell in changed:
            if cell.permission == permission.id:
                shift += _edit(lines, starts[permission.id], permission.place.column - 1, cell)
    text = "\n".join(lines)
    reading = read_bundle({**files, path: text.encode()})
    if reading.bundle is not None:
        _check(agreement, reading.bundle.agreements[agreement.uid], changed, path)
    return Edited(text, changed, tuple(_at_cells(lines, starts, by_id, changed, reading.faults, path)))


def _at_cells(
    lines: Sequence[str],
    starts: Mapping[str, int],
    by_id: Mapping[str, Permission],
    changed: Sequence[Cell],
    faults: Sequence[Fault],
    path: str,
) -> Iterator[tuple[str, Fault]]:
    """Put each fault after the cell whose line it is about; one of another line after its own place."""
    cells: dict[int, str] = {}
    for cell in changed:
        block = _find_block(lines, starts[cell.permission], by_id[cell.permission].place.column - 1)
        span = _find_entry(lines, block, cell.field) if block else None
        if span is not None:
            cells[span[0] + 1] = cell.where
    for fault in faults:
        is_here = fault.place.file == path
        yield cells.get(fault.place.line, str(fault.place)) if is_here else str(fault.place), fault


def _now(by_id: Mapping[str, Permission], cell: Cell) -> str:
    permission = by_id.get(cell.permission)
    if permission is None:
        raise PolicyFilesBad(Sentence("matrix.no-permission", cell=cell.where, permission=cell.permission))
    return cell_text(permission.uses.get(cell.field, ()))


@dataclass(slots=True)
class _Block:
    """The lines of one permission's `fields`: from `first` up to `end`, entries at one indent."""

    first: int
    end: int
    indent: int


def _edit(lines: list[str], start: int, column: int, cell: Cell) -> int:
    """Change, add or remove one entry below a permission that starts at a line; return by how many lines."""
    block = _find_block(lines, start, column)
    if block is None:
        raise PolicyFilesBad(Sentence("matrix.unusual", permission=cell.permission))
    written = [f"{' ' * block.indent}{cell.field}: [{cell.text}]"] if cell.text else []
    span = _find_entry(lines, block, cell.field)
    if span is None:
        lines[block.end : block.end] = written
        return len(written)
    first, end = span
    if written and end == first + 1 and (comment := _COMMENT.search(lines[first])):
        written[0] += comment[0]
    lines[first:end] = written
    return len(written) - (end - first)


_COMMENT = re.compile(r"(?<=\])\s+#[^\]]*$")


def _find_block(lines: Sequence[str], start: int, column: int) -> _Block | None:
    """Find `fields:` among the keys of a permission whose first key stands at this line and column."""
    for number in range(start, len(lines)):
        indent = _indent(lines[number])
        if number > start and indent is not None and indent < column:
            return None
        key = lines[number][column:] if number == start or indent == column else ""
        if re.fullmatch(r"fields:\s*(#.*)?", key):
            return _measure(lines, number + 1, column)
    return None


def _measure(lines: Sequence[str], first: int, column: int) -> _Block | None:
    """Measure the entries below `fields:`; comments after the last one belong to what follows."""
    indent, end = None, first
    for number in range(first, len(lines)):
        found = _indent(lines[number])
        if found is None:
            continue
        if found <= column:
            break
        indent = found if indent is None else indent
        end = number + 1
    return None if indent is None else _Block(first, end, indent)


def _find_entry(lines: Sequence[str], block: _Block, field: str) -> tuple[int, int] | None:
    for number in range(block.first, block.end):
        if _indent(lines[number]) == block.indent and lines[number].lstrip().startswith(f"{field}:"):
            end = number + 1
            while end < block.end and (_indent(lines[end]) or 0) > block.indent:
                end += 1
            return number, end
    return None


def _indent(line: str) -> int | None:
    """Count the spaces before what a line says; None when it says nothing."""
    said = line.lstrip(" ")
    return None if not said.strip() or said.startswith("#") else len(line) - len(said)


def _said(value: object) -> object:
    """Return what a value says, without where it stands and what its bytes hash to."""
    if is_dataclass(value) and not isinstance(value, type):
        return tuple(
            _said(getattr(value, each.name))
            for each in fields(value)
            if each.name not in {"place", "digest", "uses"}
        )
    if isinstance(value, Mapping):
        return {key: _said(each) for key, each in value.items()}
    return tuple(map(_said, value)) if isinstance(value, tuple) else value


def _check(before: Agreement, after: Agreement, changed: Sequence[Cell], path: str) -> None:
    """Refuse an edit that said anything but the changed cells."""
    texts = {(cell.permission, cell.field): cell.text for cell in changed}
    is_same = _said(before) == _said(after)
    for old, new in zip(before.permissions, after.permissions, strict=False):
        for name in old.uses.keys() | new.uses.keys():
            text = texts.get((old.id, name))
            uses = new.uses.get(name, ())
            is_same &= (
                bool(uses) == bool(text) if text is not None else _tell(uses) == _tell(old.uses.get(name, ()))
            )
    if not is_same:
        raise PolicyFilesBad(Sentence("matrix.spilled", file=path))


def _tell(uses: tuple[Use, ...]) -> object:
    return tuple((use.kind, use.transform, use.arguments) for use in uses)
