"""`gateway policies matrix`: an agreement as a workbook to fill in, and back into its file."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

import click

from gateway.app import utc_now
from gateway.catalogue import Sentence, problem_of, say
from gateway.cli.files import write_file
from gateway.cli.grammar import FilePath, NewFile, argument, group, option
from gateway.cli.opening import fault_text
from gateway.cli.speech import BAD_INPUT, language, tell
from gateway.drafting import (
    Cell,
    MatrixSheet,
    Preview,
    apply_matrix,
    field_facts,
    make_matrix,
    preview,
    read_folder,
)
from gateway.errors import FormatUnfit, PolicyFilesBad
from gateway.formats import TextSheet, read_workbook, sheet_name, write_workbook
from gateway.policy import Agreement, Bundle, read_bundle

# What stands left of the cells: name, type, classification, personal data, legal basis.
_FACTS = 5
_HEADS = 2
_FIRST = "matrix"

Lines = Sequence[Sequence[str]]


@group("matrix", help="policies.matrix")
def matrix_group() -> None:
    """Hold both ways."""


folder_argument = argument("folder", type=FilePath(file_okay=False), default="policies", help="folder")


@matrix_group.command("write", help="policies.matrix.write")
@folder_argument
@option("--agreement", required=True, metavar="UID", help="agreement")
@option("--out", type=NewFile(), required=True, help="matrix-out")
def write_command(folder: Path, agreement: str, out: Path) -> None:
    """Write an agreement as a workbook."""
    _, bundle, chosen = _opened(folder, agreement)
    sheets = make_matrix(chosen, bundle.contracts)
    names = _names(sheets)
    pages = [_about(chosen, names), *(_page(names[sheet.contract.name], sheet) for sheet in sheets)]
    pages += [_shown(number, each) for number, each in enumerate(preview(bundle, chosen, utc_now()), 1)]
    write_file(out, write_workbook(pages))
    tell("matrix.written", path=out, datasets=len(sheets), permissions=len(chosen.permissions))


@matrix_group.command("read", help="policies.matrix.read")
@argument("workbook", type=FilePath(dir_okay=False), help="matrix-workbook")
@folder_argument
def read_command(workbook: Path, folder: Path) -> None:
    """Put a filled-in workbook back into its agreement."""
    lines = _read(workbook)
    about = {line[0]: line[1] for line in lines.get(_FIRST, ()) if len(line) > 1}
    files, bundle, agreement = _opened(folder, about.get("uid", ""))
    if about.get("sha256") != agreement.digest:
        raise PolicyFilesBad(Sentence("matrix.other-version", agreement=agreement.uid))
    edited = apply_matrix(files, bundle, agreement, tuple(chain.from_iterable(map(_cells, _pages(lines)))))
    for where, fault in edited.faults:
        click.echo(f"{workbook}: {where}: {fault_text(fault)} [{fault.code}]", err=True)
    if edited.faults:
        tell("matrix.not-read", agreement=agreement.uid)
        raise SystemExit(BAD_INPUT)
    path = folder / "agreements" / f"{agreement.uid}.yaml"
    if edited.changed:
        write_file(path, edited.text.encode())
    for cell in edited.changed:
        tell("matrix.changed", permission=cell.permission, field=cell.field, text=cell.text or "-")
    if edited.changed:
        tell("matrix.read", path=path, changes=len(edited.changed))
    else:
        tell("matrix.unchanged", path=path)


def _opened(folder: Path, uid: str) -> tuple[Mapping[str, bytes], Bundle, Agreement]:
    files = read_folder(folder)
    reading = read_bundle(files)
    if reading.bundle is None:
        first = reading.faults[0]
        raise PolicyFilesBad(
            Sentence("policies.faults", count=len(reading.faults), code=first.code, place=first.place)
        )
    agreement = reading.bundle.agreements.get(uid)
    if agreement is None:
        known = ", ".join(sorted(reading.bundle.agreements))
        raise PolicyFilesBad(Sentence("drafts.no-agreement", agreement=uid, known=known))
    return files, reading.bundle, agreement


def _names(sheets: Sequence[MatrixSheet]) -> dict[str, str]:
    """Name each sheet; a number keeps names apart that a spreadsheet would cut alike."""
    return {
        sheet.contract.name: sheet_name(f"{number} {sheet.contract.dataset}")
        for number, sheet in enumerate(sheets, 1)
    }


def _about(agreement: Agreement, names: Mapping[str, str]) -> TextSheet:
    facts = [("uid", agreement.uid), ("version", str(agreement.version)), ("sha256", agreement.digest)]
    notes = [("", line) for line in say("matrix.how-to", language()).splitlines()]
    return TextSheet(
        _FIRST,
        (
            (say("matrix.title", language()), agreement.title),
            *facts,
            *notes,
            *((name, dataset) for dataset, name in names.items()),
        ),
        widths=(22, 90),
    )


def _page(name: str, sheet: MatrixSheet) -> TextSheet:
    heads = (
        (
            *(
                say(f"matrix.head-{head}", language())
                for head in ("field", "type", "openness", "personal", "basis")
            ),
            *(permission.id for permission in sheet.permissions),
        ),
        (
            *("" for _ in range(_FACTS)),
            *(f"{permission.consumer}: {permission.purpose}" for permission in sheet.permissions),
        ),
    )
    rows = tuple((*field_facts(row.field), *row.cells) for row in sheet.rows)
    widths = (24, 11, 18, 12, 30, *(30 for _ in sheet.permissions))
    return TextSheet(name, (*heads, *rows), _HEADS, _FACTS, widths, is_filled_in=True)


def _shown(number: int, shown: Preview) -> TextSheet:
    name = sheet_name(f"{say('matrix.preview', language())} {number}")
    head = say(
        "matrix.preview-of", language(), permission=shown.permission.id, consumer=shown.permission.consumer
    )
    rows = tuple(tuple("" if value is None else str(value) for value in row) for row in shown.rows)
    return TextSheet(name, ((head,), shown.columns, *rows), 2, 0, tuple(20 for _ in shown.columns))


def _read(workbook: Path) -> Mapping[str, Lines]:
    try:
        content = workbook.read_bytes()
    except OSError as error:
        raise PolicyFilesBad(
            Sentence("policies.unreadable", path=workbook, problem=problem_of(error))
        ) from error
    lines = read_workbook(content)
    if _FIRST not in lines:
        raise FormatUnfit(Sentence("matrix.no-matrix", path=workbook))
    return lines


def _pages(lines: Mapping[str, Lines]) -> Iterator[tuple[str, Lines]]:
    """Return the sheets that are filled in: those that the first sheet names."""
    named = {line[0] for line in lines[_FIRST] if len(line) > 1 and "/" in line[1]}
    yield from ((name, page) for name, page in lines.items() if name in named)


def _cells(page: tuple[str, Lines]) -> Iterator[Cell]:
    name, lines = page
    heads = lines[0] if lines else ()
    for number, line in enumerate(lines[_HEADS:], _HEADS + 1):
        for column in range(_FACTS, len(heads)):
            if heads[column] and line and line[0]:
                text = line[column] if column < len(line) else ""
                where = f"{name}!{_letters(column)}{number}"
                yield Cell(heads[column], line[0], text, where)


def _letters(column: int) -> str:
    """Return a column's name as a spreadsheet shows it; columns count from 0 here."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
