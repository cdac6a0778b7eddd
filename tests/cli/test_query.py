"""`gateway query`: rows reach the shell or a file, page after page, in the form that was asked for."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from gateway.catalogue import LANGUAGES
from gateway.client import Page
from gateway.errors import RefusedByGateway
from gateway.formats import original
from tests.cli.desk import Ran, run

BASIS = "UU 14/2008 Pasal 17 huruf c"
WITHHELD = ({"field": "gudang", "classification": "dikecualikan", "legal_basis": BASIS},)
ROWS = (
    '{"kode":"0012","nama":"=1+1","jumlah":5,"lat":0.10,"lahir":"2026-02-28","pada":"2026-02-28T05:00:00Z","ada":true}',
    '{"kode":"6106171001901","nama":"Putussibau","jumlah":-5,"lat":112.52,"lahir":null,"pada":null,"ada":false}',
    '{"kode":"6106171001902","nama":"a,b","jumlah":0,"lat":1.5,"lahir":"1899-01-01","pada":null,"ada":null}',
)
TYPES = {
    "kode": "string",
    "nama": "string",
    "jumlah": "integer",
    "lat": "number",
    "lahir": "date",
    "pada": "timestamp",
    "ada": "boolean",
    "gudang": "string",
}
DESCRIPTION = {
    "fields": [{"field": name, "type": kind} for name, kind in TYPES.items()],
    "permissions": [
        {
            "agreement": "pks",
            "purpose": "pengamanan-tps",
            "verdicts": [
                {"field": name, "verdict": "withhold" if name == "gudang" else "release"} for name in TYPES
            ],
        },
        {
            "agreement": "other",
            "purpose": "pengamanan-tps",
            "verdicts": [{"field": "kode", "transform": "year"}],
        },
    ],
}


class FakeClient:
    """A gateway's answers, a row a page."""

    def __init__(self, rows: tuple[str, ...] = ROWS, description: Mapping[str, Any] = DESCRIPTION) -> None:
        self.rows = rows
        self.description = description
        self.asked: list[Mapping[str, Any]] = []
        self.fetched = 0

    def __enter__(self) -> "FakeClient":
        return self

    def __exit__(self, *error: object) -> None:
        return None

    def pages(self, dataset: str, **options: Any) -> Iterator[Page]:
        self.asked.append({"dataset": dataset, **options})
        for number, row in enumerate(self.rows or ("",)):
            self.fetched += 1
            is_last = number + 1 >= len(self.rows)
            body = f'{{"data":[{row}]}}'.encode()
            data = tuple(json.loads(body)["data"])
            yield Page(f"exchange-{number}", data, WITHHELD, None if is_last else "next", None, body)

    def receipt(self, exchange: str) -> tuple[str, None]:
        return f"receipt of {exchange}", None

    acknowledge: Any = None

    def describe(self, dataset: str) -> Mapping[str, Any]:
        self.asked.append({"described": dataset})
        return self.description


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> FakeClient:
    fake = FakeClient()
    monkeypatch.setattr("gateway.cli.query.open_client", lambda profile, dataset: fake)
    return fake


def query(*arguments: object) -> Ran:
    asked = ("kpu/tps", "--profile", "profile.toml", "--agreement", "pks", "--purpose", "pengamanan-tps")
    return run("query", *asked, *arguments)


def test_wishes_become_the_documented_members(client: FakeClient):
    query(
        "--fields", "kode,nama", "--filter", '{"kode": {"within": "6106"}}', "--sort", "-jumlah",
        "--on-behalf-of", "Piket", "--case-ref", "LP/1", "--page-size", "5",
    )  # fmt: skip
    assert client.asked == [
        {
            "dataset": "kpu/tps",
            "agreement": "pks",
            "purpose": "pengamanan-tps",
            "fields": ["kode", "nama"],
            "filter": {"kode": {"within": "6106"}},
            "sort": ["-jumlah"],
            "on_behalf_of": "Piket",
            "case_ref": "LP/1",
            "page_size": 5,
        }
    ]


@pytest.mark.parametrize("name", ["tps", "/tps", "kpu/", "kpu/tps/baris"])
def test_a_dataset_is_named_with_its_provider(client: FakeClient, name: str):
    told = run("query", name, "--profile", "p.toml", "--agreement", "pks", "--purpose", "x", "--lang", "en")
    assert (told.code, client.asked) == (2, [])
    assert "PROVIDER/DATASET, e.g. kpu-kapuas-hulu/tps" in told.err


def test_one_page_is_taken_unless_all_are_asked_for_and_more_are_told_of_aside(client: FakeClient):
    told = query("-o", "csv", "--lang", "en")
    assert client.fetched == 1
    assert len(told.out.splitlines()) == 2
    assert "more pages" in told.err
    told = query("-o", "csv", "--all")
    assert (len(told.out.splitlines()), told.err) == (4, "")


def test_csv_is_harmless_exact_and_undone_by_its_rule(client: FakeClient):
    told = query("-o", "csv", "--all")
    rows = list(csv.DictReader(io.StringIO(told.out, newline="")))
    assert rows[0]["nama"] == "'=1+1"
    assert original(rows[0]["nama"]) == "=1+1"
    assert [row["kode"] for row in rows] == ["0012", "6106171001901", "6106171001902"]
    assert [row["lat"] for row in rows] == ["0.10", "112.52", "1.5"]
    assert rows[1]["jumlah"] == "-5"


def test_json_keeps_every_digit(client: FakeClient):
    told = query("-o", "json", "--all")
    assert '"lat":0.10,' in told.out
    assert [row["kode"] for row in json.loads(told.out)] == ["0012", "6106171001901", "6106171001902"]
    client.rows = ()
    assert json.loads(query("-o", "json").out) == []


def test_a_table_goes_to_the_file_that_was_asked_for(client: FakeClient, tmp_path: Path):
    out = tmp_path / "tps.txt"
    assert query("--out", out, "--all").code == 0
    assert "Putussibau" in out.read_text("utf-8")


def test_a_table_names_what_is_withheld(client: FakeClient):
    told = query("--all", "--lang", "en")
    assert "Putussibau" in told.out
    assert "withheld: gudang (dikecualikan; UU 14/2008 Pasal 17 huruf c)" in told.out


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_workbook_has_typed_rows_and_says_where_they_come_from(client: FakeClient, tmp_path: Path, lang):
    out, receipt = tmp_path / "tps.xlsx", tmp_path / "bukti.jws"
    told = query("-o", "xlsx", "--out", out, "--all", "--receipt", receipt, "--lang", lang)
    assert (told.code, told.out) == (0, "")
    rows, about = load_workbook(out).worksheets
    assert [cell.value for cell in rows[1]] == list(TYPES)[:-1]
    kinds = [[cell.data_type for cell in row] for row in rows.iter_rows(min_row=2)]
    assert kinds[0] == ["s", "s", "n", "n", "d", "d", "b"]
    assert [row[0].value for row in rows.iter_rows(min_row=2)] == ["0012", "6106171001901", "6106171001902"]
    assert rows["B2"].value == "=1+1"
    assert rows["E4"].value == "1899-01-01"
    said = list(about.iter_rows(values_only=True))
    values = [row[1] for row in said]
    assert values[:4] == ["kpu/tps", "pks", "pengamanan-tps", "3"]
    exchanges = [value for value in values if "exchange-" in str(value)]
    assert exchanges == [f"exchange-{number}" for number in range(3)]
    assert [value for value in values if ".jws" in str(value)] == ["bukti.jws", "bukti-2.jws", "bukti-3.jws"]
    assert said[-1] == tuple(WITHHELD[0].values())
    assert (tmp_path / "bukti-3.jws").read_text() == "receipt of exchange-2"
    assert {"described": "kpu/tps"} in client.asked


def test_a_workbook_without_rows_has_the_granted_headings(client: FakeClient, tmp_path: Path):
    client.rows = ()
    assert query("-o", "xlsx", "--out", tmp_path / "x.xlsx").code == 0
    sheet = load_workbook(tmp_path / "x.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]] == list(TYPES)[:-1]


def test_a_workbook_needs_a_file(client: FakeClient):
    told = query("-o", "xlsx")
    assert told.code == 2
    assert "--out" in told.err
    assert client.fetched == 0


def test_a_description_that_says_something_else_is_refused(client: FakeClient, tmp_path: Path):
    client.description = {"fields": [{"field": "kode", "type": "poem"}], "permissions": []}
    told = query("-o", "xlsx", "--out", tmp_path / "x.xlsx")
    assert told.code == 3
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_a_file_is_private_and_appears_only_when_whole(client: FakeClient, tmp_path: Path, form):
    out = tmp_path / "rows"
    out.write_text("old")
    client.rows = (*ROWS[:1], '{"kode": "\\ud800"}')
    if form != "csv":
        # Half a character has no place in either.
        assert query("-o", form, "--out", out, "--all").code in {2, 3}
        assert out.read_text() == "old"
        client.rows = ROWS
    assert query("-o", form, "--out", out, "--all").code == 0
    assert out.read_bytes() != b"old"
    assert out.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["rows"]


def test_a_mark_is_written_for_excel_when_asked_for(client: FakeClient, tmp_path: Path):
    query("-o", "csv", "--out", tmp_path / "a.csv")
    query("-o", "csv", "--out", tmp_path / "b.csv", "--bom")
    assert b"\xef\xbb\xbf" + (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_a_file_that_cannot_be_written_is_told(client: FakeClient, tmp_path: Path):
    told = query("-o", "csv", "--out", tmp_path / "none" / "a.csv", "--lang", "id")
    assert told.code == 2
    assert "tidak ada; buat dahulu" in told.err


def test_a_filter_that_is_no_json_is_bad_input(client: FakeClient):
    assert query("--filter", "{").code == 2


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "refused: Leave it out. (limit 500; duty contact: piket@kpu.example; exchange id 01a2)"),
        ("id", "refused: Hilangkan. (batas 500; narahubung: piket@kpu.example; nomor pertukaran 01a2)"),
    ],
)
def test_a_refusal_tells_what_the_gateway_shows(client: FakeClient, monkeypatch, lang, said):
    problem = {
        "type": "/problems/refused",
        "code": "refused",
        "detail": "Hilangkan.",
        "detail_en": "Leave it out.",
        "exchange_id": "01a2",
        "limit": "500",
        "contact": "piket@kpu.example",
    }

    def refuse(dataset: str, **options: object) -> Iterator[Page]:
        raise RefusedByGateway(422, problem)

    monkeypatch.setattr(client, "pages", refuse)
    told = query("--lang", lang)
    assert (told.code, told.err) == (1, f"gateway: {said}\n")


@pytest.mark.parametrize(
    ("names", "more"),
    [
        (("--receipt", "a.jws", "--acknowledge", "a.jws"), ()),
        (("--receipt", "a.jws", "--acknowledge", "../{folder}/a.jws"), ()),
        (("--receipt", "a.json", "--body", "a.json"), ()),
        (("--receipt", "a.json", "--out", "a.json"), ()),
        (("--receipt", "a.jws", "--acknowledge", "a-2.jws"), ("--all",)),
        (("--body", "a.json", "--out", "a-3.json"), ("--all",)),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_files_of_one_run_are_never_one_file(client: FakeClient, tmp_path: Path, names, more, lang):
    words = [
        word if word.startswith("--") else tmp_path / word.format(folder=tmp_path.name) for word in names
    ]
    told = query("-o", "json", *words, *more, "--lang", lang)
    assert told.code == 2
    assert {"id": "disebut untuk dua hal", "en": "named for two things"}[lang] in told.err
    assert (client.asked, list(tmp_path.iterdir())) == ([], [])


@pytest.mark.parametrize("option", ["--receipt", "--body", "--acknowledge"])
@pytest.mark.parametrize(
    ("there", "more"),
    [("a.jws", ()), ("a.jws", ("--all",)), ("a-2.jws", ("--all",)), ("a-17.jws", ("--all",))],
)
def test_evidence_of_before_is_never_written_over(client: FakeClient, tmp_path: Path, option, there, more):
    older = tmp_path / there
    older.write_text("the only copy")
    told = query("-o", "json", option, tmp_path / "a.jws", *more, "--lang", "en")
    assert (told.code, client.asked, older.read_text()) == (2, [], "the only copy")
    assert f"{older} is there already" in told.err


def test_evidence_that_came_meanwhile_is_not_written_over_either(client: FakeClient, tmp_path: Path):
    receipt = tmp_path / "a.jws"

    def pages(dataset: str, **options: Any) -> Iterator[Page]:
        receipt.write_text("of another run")
        return FakeClient.pages(client, dataset, **options)

    client.pages = pages
    told = query("-o", "json", "--receipt", receipt, "--lang", "en")
    assert (told.code, receipt.read_text()) == (2, "of another run")
    assert str(receipt) in told.err


def test_evidence_goes_where_nothing_is(client: FakeClient, tmp_path: Path):
    (tmp_path / "a-2.jws").write_text("of one page more")
    receipt, body = tmp_path / "a.jws", tmp_path / "a.json"
    assert query("-o", "json", "--receipt", receipt, "--body", body).code == 0
    assert (receipt.read_text(), body.exists()) == ("receipt of exchange-0", True)


def test_every_page_is_acknowledged_once_all_rows_lie_where_they_were_wanted(
    client: FakeClient, tmp_path: Path
):
    out, said = tmp_path / "tps.json", tmp_path / "ack.jws"

    def acknowledge(exchange: str, digest: bytes) -> tuple[str, None]:
        assert out.exists()
        return f"{exchange} {digest.hex()}", None

    client.acknowledge = acknowledge
    query("-o", "json", "--out", out, "--all", "--acknowledge", said)
    for number, (name, row) in enumerate(zip(("ack.jws", "ack-2.jws", "ack-3.jws"), ROWS, strict=True)):
        digest = sha256(f'{{"data":[{row}]}}'.encode()).hexdigest()
        assert (tmp_path / name).read_text() == f"exchange-{number} {digest}"
