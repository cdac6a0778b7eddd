"""`gateway policies matrix`: out to a workbook, filled in, and back into the same file."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from gateway.catalogue import LANGUAGES
from gateway.policy import read_bundle
from tests.cli.desk import Desk, run
from tests.policy.desk import AGREEMENT_PATH

SHEET = "1 tps"


@pytest.fixture
def workbook(desk: Desk) -> Path:
    """Write the matrix of the small agreement."""
    out = desk.home / "matriks.xlsx"
    ran = run("policies", "matrix", "write", desk.folder, "--agreement", "pks", "--out", out)
    assert (ran.code, "1 dataset, 1 izin" in ran.out) == (0, True)
    return out


def fill(workbook: Path, **cells: str | None) -> None:
    """Fill in cells by the name of their field, as somebody with a spreadsheet program does."""
    book = load_workbook(workbook)
    sheet = book[SHEET]
    rows = {sheet.cell(row, 1).value: row for row in range(3, sheet.max_row + 1)}
    for field, text in cells.items():
        sheet.cell(rows[field], 6).value = text
    book.save(workbook)


def read(desk: Desk, workbook: Path, *options: str):
    return run("policies", "matrix", "read", workbook, desk.folder, *options)


def uses(desk: Desk) -> dict[str, list[str]]:
    files = {
        path.relative_to(desk.folder).as_posix(): path.read_bytes()
        for path in desk.folder.rglob("*")
        if path.is_file()
    }
    (permission,) = read_bundle(files).bundle.agreements["pks"].permissions
    return {name: [use.transform or use.kind for use in each] for name, each in permission.uses.items()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_workbook_shows_fields_permissions_and_what_the_recipient_will_see(
    desk: Desk, workbook: Path, lang
):
    out = desk.home / f"{lang}.xlsx"
    run("policies", "matrix", "write", desk.folder, "--agreement", "pks", "--out", out, "--lang", lang)
    book = load_workbook(BytesIO(out.read_bytes()))
    page = [[cell.value or "" for cell in row] for row in book[SHEET].iter_rows()]
    assert page[0][0] == {"id": "kolom", "en": "field"}[lang]
    assert page[0][5:] == ["tps-pengamanan"]
    assert page[1][5:] == ["polres-kapuas-hulu: pengamanan-tps"]
    cells = {line[0]: line[5] for line in page[2:]}
    assert cells["kontak"] == "partial: {keep_last: 3}"
    assert (cells["kode_desa"], cells["gudang"]) == ("release, condition", "")
    shown = [[cell.value for cell in row] for row in book.worksheets[-1].iter_rows()]
    assert shown[1] == ["kode_tps", "kode_desa", "dpt", "kontak", "nik"]
    assert all(
        row[1].startswith("6106") and row[3].startswith("****") and row[4].startswith("p1_")
        for row in shown[2:]
    )


def test_an_unchanged_workbook_changes_nothing(desk: Desk, workbook: Path):
    before = (desk.folder / AGREEMENT_PATH).read_bytes()
    ran = read(desk, workbook, "--lang", "en")
    assert (ran.code, "no cell changed" in ran.out) == (0, True)
    assert (desk.folder / AGREEMENT_PATH).read_bytes() == before


def test_changed_cells_change_their_own_lines_and_no_other(desk: Desk, workbook: Path):
    desk.edit(
        AGREEMENT_PATH, "      dpt: [release]\n", "      dpt: [release]  # jumlah\n      # nomor ketua:\n"
    )
    run("policies", "matrix", "write", desk.folder, "--agreement", "pks", "--out", workbook)
    before = (desk.folder / AGREEMENT_PATH).read_text().splitlines()
    fill(workbook, dpt="round: {digits: -1}, condition", nik=None, lahir="year")
    ran = read(desk, workbook)
    assert ran.code == 2, "a filter on a field that is not released untouched any more"
    fill(workbook, dpt="release, condition", nik=None, lahir="year")
    ran = read(desk, workbook)
    assert (ran.code, ran.err) == (0, "")
    after = (desk.folder / AGREEMENT_PATH).read_text().splitlines()
    assert set(before) - set(after) == {"      dpt: [release]  # jumlah", "      nik: [pseudonym]"}
    assert set(after) - set(before) == {"      dpt: [release, condition]  # jumlah", "      lahir: [year]"}
    assert uses(desk) == {
        "kode_tps": ["release"],
        "kode_desa": ["release", "condition"],
        "dpt": ["release", "condition"],
        "kontak": ["partial"],
        "lahir": ["year"],
    }


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        pytest.param({"gudang": "release"}, f"{SHEET}!F9: ", id="an exempt field"),
        pytest.param({"lahir": "tahun"}, f"{SHEET}!F7: ", id="a word that the language lacks"),
        pytest.param({"lahir": "release], dpt: [year"}, f"{SHEET}!F7", id="a cell that breaks out"),
        pytest.param({"lahir": "release\nrows: {}"}, f"{SHEET}!F7", id="a second line"),
        pytest.param({"lahir": "release # aman"}, f"{SHEET}!F7", id="a comment"),
        pytest.param({"dpt": None}, "agreements/pks.yaml:", id="a field that a filter needs"),
    ],
)
def test_a_bad_cell_is_named_and_nothing_is_written(desk: Desk, workbook: Path, cells, told):
    before = (desk.folder / AGREEMENT_PATH).read_bytes()
    fill(workbook, **cells)
    ran = read(desk, workbook)
    assert ran.code == 2
    assert told in ran.err
    assert "Traceback" not in ran.err
    assert (desk.folder / AGREEMENT_PATH).read_bytes() == before


def test_a_matrix_of_another_text_is_refused(desk: Desk, workbook: Path):
    desk.edit(AGREEMENT_PATH, "title: Perjanjian contoh", "title: Perjanjian lain")
    ran = read(desk, workbook, "--lang", "en")
    assert (ran.code, "another text" in ran.err) == (2, True)


def test_what_is_no_matrix_is_one_line(desk: Desk, workbook: Path):
    workbook.write_bytes(b"x")
    ran = read(desk, workbook)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    ran = run("policies", "matrix", "write", desk.folder, "--agreement", "pkz", "--out", workbook)
    assert (ran.code, "pks" in ran.err) == (2, True)


def test_fields_on_one_line_are_left_to_an_editor(desk: Desk, workbook: Path):
    text = (desk.folder / AGREEMENT_PATH).read_text()
    start, end = text.index("    fields:\n"), text.index("    rows:")
    flow = "    fields: {kode_tps: [release], kode_desa: [release, condition], dpt: [release]}\n"
    (desk.folder / AGREEMENT_PATH).write_text(text[:start] + flow + text[end:])
    run("policies", "matrix", "write", desk.folder, "--agreement", "pks", "--out", workbook)
    fill(workbook, lahir="year")
    ran = read(desk, workbook, "--lang", "en")
    assert (ran.code, "edit the file itself" in ran.err) == (2, True)
