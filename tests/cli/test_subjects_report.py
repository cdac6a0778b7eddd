"""`gateway subjects report` tells a person who was given data about them, and records whoever looked."""

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from gateway.cli import subjects_report
from tests.cli.persons import TODAY
from tests.cli.subject_commands import drop_subject_key, faults, newest, states, told
from tests.simulator.persons import ORANG, TANDA, number_of

# --- what a report says


def test_a_report_names_who_when_why_on_what_basis_and_which_fields(office):
    seen, other = office.query(), office.look_up(number_of(2))
    asked, unknown = office.look_up(number_of(1)), office.query("tanpa")
    office.query("samar")
    assert states(office) == {seen: "seen", asked: "seen", unknown: "unknown"}
    assert states(office, 2) == {seen: "seen", other: "seen", unknown: "unknown"}
    assert states(office, 4) == {unknown: "unknown"}
    ran = office.report()
    for text in (
        "polres-kapuas-hulu (aplikasi)",
        "utuh. Tujuan utuh",
        "CONTOH. Perjanjian; pks-orang version 1, permission orang-utuh",
        "UU 7/2017 Pasal 20",
        "general, Pasal 4 ayat (3)",
        "a lookup by number, found",
        seen,
    ):
        assert text in ran.out
    assert other not in ran.out


def test_a_lookup_of_a_person_who_is_not_there_is_told_as_such(file_office):
    exchange = file_office.look_up(number_of(77))
    ran = file_office.report(77)
    assert exchange in ran.out
    assert "not found: no data was given" in ran.out


def test_a_pseudonym_was_made_of_a_known_number(file_office):
    exchange = file_office.query("samar")
    found = file_office.report(1, "--dataset", TANDA, "--format", "json")
    (one,) = told(found)["disclosures"]
    assert (one["exchange_id"], one["state"]) == (exchange, "seen")
    assert "nomor=pseudonym" in one["fields"]


def test_only_days_of_the_period_are_looked_at(file_office):
    exchange = file_office.query()
    day = TODAY.date()
    today = ("--from", day - timedelta(days=1), "--until", day + timedelta(days=1))
    before = ("--from", day - timedelta(days=40), "--until", day - timedelta(days=3))
    after = ("--from", day + timedelta(days=3), "--until", day + timedelta(days=9))
    assert states(file_office, 1, *today) == {exchange: "seen"}
    assert states(file_office, 1, *before) == states(file_office, 1, *after) == {}


def test_a_report_has_a_form_for_people_for_programs_and_for_the_file(file_office):
    exchange = file_office.query()
    lines = file_office.report(1, "--format", "csv").out.splitlines()
    assert lines[0].startswith("state,at,consumer,")
    assert exchange in lines[1]
    assert "Laporan pemberian data tentang seseorang" in file_office.report(lang="id").out
    paper = file_office.home / "laporan.pdf"
    assert file_office.report(1, "--format", "pdf", "-o", paper, lang="id").code == 0
    assert "Laporan pemberian data" in PdfReader(paper).pages[0].extract_text()
    assert file_office.report(1, "--format", "pdf").code == 2


def test_a_number_comes_from_a_file_standard_input_or_a_hidden_prompt(
    file_office, monkeypatch: pytest.MonkeyPatch
):
    exchange = file_office.query()
    base = ["report", "--dataset", ORANG, "--official", "S", "--reason", "P/1", "--from", "2026-01-01"]
    monkeypatch.setattr("sys.stdin", io.StringIO(f" {number_of(1).lower()}\n"))
    assert exchange in file_office.run(*base, "--number", "-").out
    prompts = []
    monkeypatch.setattr(
        subjects_report.click, "prompt", lambda text, **how: prompts.append(how) or number_of(1)
    )
    assert exchange in file_office.run(*base).out
    assert prompts[0]["hide_input"] is True
    monkeypatch.setattr("sys.stdin", io.StringIO(" \n"))
    assert "number of the person is empty" in file_office.run(*base, "--number", "-").err


@pytest.mark.parametrize("way", ["file", "stdin"])
def test_a_number_that_an_editor_saved_with_a_byte_order_mark_is_the_same_number(
    file_office, way, monkeypatch: pytest.MonkeyPatch
):
    exchange = file_office.query()
    path = file_office.home / "saved"
    path.write_text(f"{number_of(1)}\n", "utf-8-sig")
    monkeypatch.setattr("sys.stdin", io.StringIO(path.read_text("utf-8")))
    ran = file_office.report(1, "--number", path if way == "file" else "-")
    assert exchange in ran.out


def test_a_number_in_another_encoding_is_refused_and_not_told(file_office):
    path = file_office.home / "saved"
    path.write_text(number_of(1), "utf-16")
    ran = file_office.report(1, "--number", path)
    assert (ran.code, "no UTF-8 text" in ran.err) == (2, True)
    assert number_of(1) not in ran.err


def test_a_contract_that_names_no_number_any_more_hides_nothing_that_was_given_before(
    file_office, monkeypatch: pytest.MonkeyPatch
):
    drop_subject_key(monkeypatch)
    file_office.query("tanpa")
    ran = file_office.report()
    assert (ran.code, "names no `subjectKey`" in ran.err) == (2, True)
    exchange = file_office.query()
    assert states(file_office)[exchange] == "seen"
    # Nor does a trace that somebody took away.
    file_office.sql("DELETE FROM subjects")
    assert faults(file_office) == {exchange: "tags-missing"}


@pytest.mark.parametrize("between", ["\n", "\r\n", "\t", "\u200b"], ids=ascii)
def test_several_numbers_are_refused_and_not_told(file_office, between):
    path = file_office.home / "saved"
    path.write_bytes(f"{number_of(1)}{between}{number_of(2)}\n".encode())
    before = newest(file_office)
    ran = file_office.report(1, "--number", path)
    assert (ran.code, "must be one alone" in ran.err) == (2, True)
    assert number_of(1) not in ran.out + ran.err
    assert newest(file_office) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--dataset", "kpu-kapuas-hulu/oran"), "neither the active policy nor the log"),
        (("--dataset", "kpuu/orang"), "kpuu/orang: neither the active policy nor the log"),
        (("--until", "2025-01-01"), "--until is before --from"),
        (("--reason", "\n"), "reason"),
    ],
)
def test_what_cannot_be_looked_up_is_refused_before_anything_is_recorded(file_office, words, said):
    file_office.query()
    before = newest(file_office)
    ran = file_office.report(1, *words)
    assert ran.code == 2
    assert said in ran.err
    assert newest(file_office) == before


# --- whoever looks is recorded


def test_a_search_is_an_entry_before_its_result_and_holds_no_value(file_office):
    file_office.query()
    ran = file_office.report(1, "--format", "json")
    entry = newest(file_office)
    assert entry["kind"] == "subject-search"
    assert entry["exchange_id"] == told(ran)["search"]
    assert entry["commitments"].keys() == {"subject", "official", "why", "asked"}
    assert not {"verdicts", "rows", "exchanges"} & entry.keys()
    kept = file_office.sql("SELECT value FROM openings WHERE name = 'subject'")
    assert all(number_of(1).encode() not in bytes(value) for (value,) in kept)


def test_nothing_is_shown_when_the_search_cannot_be_recorded(file_office):
    exchange = file_office.query()
    file_office.sql(
        "CREATE TRIGGER full BEFORE INSERT ON entries BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
    )
    ran = file_office.report()
    assert ran.code == 3
    assert exchange not in ran.out + ran.err
    assert ran.out == ""


def test_the_number_is_in_no_file_and_in_no_output(file_office):
    file_office.query()
    ran = file_office.report(1, "--for", "officer")
    assert number_of(1) not in ran.out + ran.err
    (file_office.home / "number").unlink()
    file_office.close()
    for path in file_office.home.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert number_of(1).encode() not in content.upper(), path
