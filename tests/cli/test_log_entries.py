"""`gateway log entries`: what an auditor lists over the network, in every form, and what he is warned of."""

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet
import pytest
from openpyxl import load_workbook

from gateway.exchange import COLUMNS
from tests.cli.auditing import Auditor
from tests.cli.desk import run
from tests.cli.pair import make_pair
from tests.policy.desk import KPU, POLRES


@pytest.fixture(scope="module")
def auditor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Auditor]:
    """A log of four activations."""
    home = tmp_path_factory.mktemp("pemeriksa")
    kpu, _ = make_pair(home)
    for _ in range(3):
        assert kpu.activate().code == 0
    with kpu.served():
        yield Auditor(home, kpu)


@pytest.fixture
def altered(tmp_path: Path) -> Iterator[Auditor]:
    """A log of one's own, to be altered."""
    kpu, _ = make_pair(tmp_path)
    for _ in range(3):
        assert kpu.activate().code == 0
    with kpu.served():
        yield Auditor(tmp_path, kpu)


CHANGES = ("--scope", "changes", "--order", "oldest")


def test_another_key_lists_nothing(auditor: Auditor):
    cases = (("client", KPU, "(role wanted: auditor"), ("auditor", POLRES, "auditor-unknown"))
    for name, agency, code in cases:
        auditor.use(name, agency)
        told = auditor.entries()
        auditor.use("auditor")
        assert told.code == 1
        assert code in told.err


def test_a_damaged_key_is_told_by_its_file(auditor: Auditor):
    auditor.key.write_text("-----BEGIN PRIVATE KEY-----")
    told = auditor.entries()
    auditor.use("auditor")
    assert told.code == 2
    assert str(auditor.key) in told.err


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("--format", "xlsx"), id="a workbook on the screen"),
        pytest.param(("--format", "parquet"), id="columns on the screen"),
        pytest.param(("--whole", "--prove"), id="the whole log and a path for each entry"),
        pytest.param(("--whole", "--order", "newest"), id="the whole log from its end"),
        pytest.param(("--whole", "--code", "a b"), id="a filter that no entry can meet"),
        pytest.param(("--outcome", "maybe"), id="an unknown outcome"),
    ],
)
def test_what_does_not_go_together_is_bad_input(auditor: Auditor, arguments: tuple[str, ...]):
    assert auditor.entries(*arguments).code == 2


@pytest.mark.parametrize(
    ("option", "value", "example"),
    [
        ("--from", "kemarin", "2026-11-24T14:30+07:00"),
        ("--from", "2026-01-01", "2026-11-24T14:30+07:00"),
        ("--until", "2026-01-01T00:00", "2026-11-24T14:30+07:00"),
        ("--until", "9999-12-31T00:00Z", "2026-12-01T00:00:00+07:00"),
        ("--exchange", "abc", "01936f1e-0000-7000-8000-000000000000"),
        ("--party", "a b", "polres-kapuas-hulu"),
        ("--dataset", "a b", "kpu-kapuas-hulu/tps"),
        ("--code", "a b", "field-withheld"),
    ],
)
@pytest.mark.parametrize("more", [(), ("--whole",)], ids=["filtered", "whole"])
def test_a_filter_that_no_entry_can_meet_is_told_here_with_an_example(auditor, option, value, example, more):
    size = auditor.size()
    told = auditor.entries(option, value, *more)
    assert (told.code, auditor.size()) == (2, size)
    assert option in told.err
    assert example in told.err


def test_moments_are_those_that_were_meant(auditor: Auditor):
    for at, count in (("2020-01-01T07:00+07:00", 4), ("2998-01-01T00:00Z", 0)):
        listed = auditor.entries(*CHANGES, "--from", at, "--format", "ndjson")
        assert (listed.code, len(listed.out.splitlines())) == (0, count)


def test_a_table_shows_what_was_found_and_says_who_filtered(auditor: Auditor):
    told = auditor.entries(*CHANGES)
    assert told.code == 0, told.err
    assert told.out.count("activate") == 4
    assert "4 entries of the log" in told.err
    assert "--whole proves that nothing is hidden" in told.err


@pytest.mark.parametrize("columns", ["200", "40"], ids=["a table", "a block an entry"])
def test_a_table_goes_to_the_file_that_was_asked_for(
    auditor: Auditor, tmp_path: Path, monkeypatch, columns: str
):
    monkeypatch.setenv("COLUMNS", columns)
    path = tmp_path / "daftar.txt"
    told = auditor.entries(*CHANGES, "--output", path)
    assert (told.code, told.out) == (0, ""), told.err
    assert path.read_text("utf-8").count("activate") == 4


def test_the_first_page_alone_comes_unless_all_are_wanted(auditor: Auditor):
    first = auditor.entries(*CHANGES, "--page-size", 3, "--format", "ndjson")
    assert len(first.out.splitlines()) == 3
    assert "there are more pages" in first.err
    every = auditor.entries(*CHANGES, "--page-size", 1, "--all", "--format", "ndjson", "--prove")
    assert [json.loads(line)["index"] for line in every.out.splitlines()] == [0, 1, 2, 3]
    assert "more pages" not in every.err


def test_every_form_holds_the_same_entries(auditor: Auditor, tmp_path: Path):
    for form in ("json", "ndjson", "csv", "xlsx", "parquet"):
        told = auditor.entries(*CHANGES, "--format", form, "--output", tmp_path / f"daftar.{form}")
        assert (told.code, told.out) == (0, ""), told.err
    records = json.loads((tmp_path / "daftar.json").read_bytes())
    lines = (tmp_path / "daftar.ndjson").read_text("utf-8").splitlines()
    with (tmp_path / "daftar.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    sheet, about = load_workbook(tmp_path / "daftar.xlsx").worksheets
    heading, *cells = sheet.iter_rows(values_only=True)
    table = pyarrow.parquet.read_table(tmp_path / "daftar.parquet").to_pylist()
    assert list(heading) == list(rows[0]) == list(table[0]) == list(COLUMNS)
    hashes = [record["leaf_hash"] for record in records]
    place = list(COLUMNS).index("leaf_hash")
    assert len(hashes) == 4
    assert [json.loads(line)["leaf_hash"] for line in lines] == hashes
    assert [row["leaf_hash"] for row in rows] == [cell[place] for cell in cells] == hashes
    assert [row["leaf_hash"] for row in table] == hashes
    told = {line[0]: line[1] for line in about.iter_rows(values_only=True)}
    assert told["filter scope"] == "changes"
    assert told["log"] == f"{KPU}.example/log"
    assert told["entries"] == "4"


def test_without_the_extra_parquet_says_what_to_install(
    auditor: Auditor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(sys.modules, "gateway.formats.parquet", None)
    told = auditor.entries(*CHANGES, "--format", "parquet", "--output", tmp_path / "daftar.parquet")
    assert told.code == 2
    assert "sinergi-gateway[bulk]" in told.err
    assert not list(tmp_path.iterdir())


def test_the_whole_log_is_filtered_here_and_leads_to_its_root(auditor: Auditor):
    told = auditor.entries("--whole", "--scope", "changes", "--format", "ndjson")
    assert told.code == 0, told.err
    assert [json.loads(line)["index"] for line in told.out.splitlines()] == [0, 1, 2, 3]
    assert "no entry is hidden" in told.err


def test_a_row_altered_in_the_database_is_refused_by_the_index_of_its_entry(altered: Auditor, tmp_path: Path):
    altered.alter("""UPDATE entry_facts SET outcome = 'shown' WHERE "index" = 2""")
    kept = tmp_path / "daftar.csv"
    for asked in ((), ("--outcome", "shown")):
        told = altered.entries(*asked, "--format", "csv", "--output", kept)
        assert told.code == 1
        assert "entry-altered" in told.err
        assert "(entry 2;" in told.err
        assert not kept.exists()


def test_every_row_is_held_against_its_entry_at_the_gateway_and_in_a_copy(altered: Auditor):
    config = ("--config", altered.kpu.config)
    copy = ("--database", f"sqlite:///{altered.kpu.home}/state/kpu/gateway.db")
    for source in (config, copy):
        told = run("--lang", "en", "log", "rows", *source)
        assert (told.code, told.err) == (0, "")
        assert "Each entry is found by what it says itself" in told.out
    altered.alter("""UPDATE entry_facts SET kind = 'catalog' WHERE "index" = 2""")
    for source in (config, copy):
        told = run("--lang", "en", "log", "rows", *source)
        assert told.code == 1
        assert told.out.startswith("entry 2: the row that it is found by")
    for source in ((), (*config, *copy)):
        assert run("log", "rows", *source).code == 2


def test_an_entry_hidden_from_a_filter_is_found_in_the_whole_log(altered: Auditor):
    altered.alter("""UPDATE entry_facts SET kind = 'catalog' WHERE "index" = 2""")
    listed = altered.entries("--scope", "changes", "--format", "ndjson")
    assert [json.loads(line)["index"] for line in listed.out.splitlines()] == [3, 1, 0]
    whole = altered.entries("--whole", "--scope", "changes", "--format", "ndjson")
    assert [json.loads(line)["index"] for line in whole.out.splitlines()] == [0, 1, 2, 3]
    # Without a filter nothing is chosen by those rows, and this one is refused.
    assert "entry-altered" in altered.entries().err


def test_an_entry_changed_or_gone_does_not_lead_to_the_root(altered: Auditor):
    altered.alter(
        """UPDATE entries SET leaf = CAST(replace(leaf, 'activate', 'genesis') AS BLOB) WHERE "index" = 2"""
    )
    assert "entry-altered" in altered.entries().err
    assert altered.entries("--whole").code == 2
    altered.alter("""DELETE FROM entries WHERE "index" = 2""")
    assert "entry-altered" in altered.entries().err
    assert altered.entries("--whole").code != 0


def test_lists_are_themselves_sound_entries_of_the_log(auditor: Auditor):
    assert auditor.entries().code == 0
    # With the policies of the day each key is held against its role too.
    told = auditor.verify("--policies", auditor.kpu.folder)
    assert (told.code, told.err) == (0, "")
    listed = auditor.entries("--scope", "audits", "--format", "ndjson")
    kinds = {json.loads(line)["kind"] for line in listed.out.splitlines()}
    assert kinds == {"audit-list", "audit-entries"}
