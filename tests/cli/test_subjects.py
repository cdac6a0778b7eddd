"""`gateway subjects` tells a person who was given data about them, as far as the log proves it."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from pypdf import PdfReader

from gateway.app import Gateway
from gateway.audit import Checkpoint, parse_checkpoint, parse_entry, parse_note
from gateway.catalogue import Sentence
from gateway.cli import incident_reading, subjects_logs, subjects_report
from gateway.cli.incident_logs import AllLogs, KeptLog
from gateway.errors import RefusedByGateway
from gateway.evidence import verify_receipt
from gateway.exchange import hold_statement
from gateway.signing import sign_token
from tests.cli.desk import Ran, run
from tests.cli.persons import TODAY, Office
from tests.promises.nodes import ORIGIN
from tests.simulator import KPU, POLRES, keys_of
from tests.simulator.persons import ORANG, PKS, TANDA, number_of

SOON = (TODAY + timedelta(days=30)).date().isoformat()
LATER = (TODAY + timedelta(days=2)).date().isoformat()
EARLIER = (TODAY - timedelta(days=3)).date().isoformat()


@pytest.fixture(params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    is_file = request.param == "sqlite"
    url = f"sqlite:///{tmp_path}/gateway.db" if is_file else str(request.getfixturevalue("postgres_url"))
    office = Office(tmp_path, url)
    yield office
    office.close()


@pytest.fixture
def file_office(tmp_path: Path) -> Iterator[Office]:
    """Give an office on SQLite, for what does not depend on the database."""
    office = Office(tmp_path, f"sqlite:///{tmp_path}/gateway.db")
    yield office
    office.close()


def told(ran: Ran) -> dict[str, object]:
    assert ran.code in {0, 1}, ran.err
    return json.loads(ran.out)


def states(office: Office, person: int = 1, *more: object) -> dict[str, str]:
    found = told(office.report(person, "--format", "json", *more))
    return {each["exchange_id"]: each["state"] for each in found["disclosures"]}


def faults(office: Office, *more: object) -> dict[str, str]:
    ran = office.report(1, "--format", "json", *more)
    named = {each["exchange_id"]: each["fault"] for each in told(ran)["faults"]}
    assert ran.code == bool(named)
    return named


def hold(office: Office, *what: object, agency: str = POLRES, name: str = "ppid", until: str = SOON) -> Ran:
    return office.run(
        "hold", *what, "--until", until, "--reason", "penyidikan", "--key", office.pem(agency, name)
    )


def id_of(ran: Ran) -> str:
    assert ran.code == 0, ran.err
    return ran.out.split(" hold ")[1].split(",")[0]


def erase(office: Office, *what: object) -> Ran:
    return office.run("erase", *what, "--official", "S. Contoh", "--reason", "JRA 1", "--yes")


def newest(office: Office) -> dict[str, object]:
    ((leaf,),) = office.sql('SELECT leaf FROM entries ORDER BY "index" DESC LIMIT 1')
    return dict(parse_entry(bytes(leaf)))


# --- what the index may not be made to say


def test_a_row_that_is_gone_is_noticed_and_no_silence(office):
    exchange = office.query()
    office.sql("DELETE FROM subjects")
    assert faults(office) == {exchange: "tags-missing"}
    assert "its row of the index is gone" in " ".join(office.report().out.split())


def test_a_row_that_was_changed_is_noticed(office):
    exchange = office.query()
    office.sql("UPDATE subjects SET tags = :tags", tags=b"x" * 48)
    assert faults(office) == {exchange: "tags-changed"}


def test_rows_that_changed_places_are_noticed(office):
    first, second = office.look_up(number_of(1)), office.look_up(number_of(2))
    one, two = (office.recorded(each).index for each in (first, second))
    for old, new in ((one, 9999), (two, one), (9999, two)):
        office.sql('UPDATE subjects SET "index" = :new WHERE "index" = :old', old=old, new=new)
    assert faults(office) == {first: "tags-changed", second: "tags-changed"}


def test_a_row_under_another_month_agency_or_kind_is_noticed(file_office):
    exchange = file_office.query()
    for column in ("agency", "period", "kind"):
        file_office.sql(f"UPDATE subjects SET {column} = :other", other="2020-01")
    assert faults(file_office) == {exchange: "tags-changed"}


def test_a_row_beside_an_entry_that_speaks_of_none_is_noticed(file_office):
    known, unknown = file_office.query(), file_office.query("tanpa")
    place = file_office.recorded(unknown).index
    file_office.sql('UPDATE subjects SET "index" = :place', place=place)
    assert faults(file_office) == {known: "tags-missing", unknown: "tags-added"}


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("DELETE FROM openings WHERE name = 'subjects'", "opening-missing"),
        ("UPDATE openings SET value = salt WHERE name = 'subjects'", "opening-changed"),
    ],
)
def test_an_opening_that_is_gone_or_changed_is_noticed(file_office, statement, fault):
    exchange = file_office.query()
    file_office.sql(statement)
    assert faults(file_office) == {exchange: fault}


def test_an_entry_that_is_no_longer_what_was_recorded_is_noticed(file_office):
    exchange = file_office.query()
    file_office.sql("DROP TRIGGER entries_no_update")
    file_office.sql(
        "UPDATE entries SET leaf = replace(leaf, 'utuh', 'lain') WHERE exchange_id = :id", id=exchange
    )
    assert faults(file_office) == {exchange: "leaf-changed"}


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


# --- delayed disclosure (penundaan pemberitahuan)


def test_what_is_held_back_is_left_out_for_the_person_and_marked_for_the_officer(office):
    held, open_one = office.query(), office.look_up(number_of(1))
    before = office.report().out
    ran = hold(office, "--exchange", held)
    assert newest(office)["kind"] == "subject-hold"
    assert states(office) == {open_one: "seen"}
    assert held in before
    after = office.report().out
    assert not any(word in after for word in (held, "held back", "penyidikan", id_of(ran)))
    whole = office.report(1, "--for", "officer").out
    assert "held back by polres-kapuas-hulu until" in whole
    assert "penyidikan" in whole
    assert "Not to be handed" in whole


def test_a_fault_of_what_is_held_back_is_no_trace_of_it(file_office):
    held = file_office.query()
    hold(file_office, "--exchange", held)
    file_office.sql("DELETE FROM subjects")
    assert faults(file_office) == {}
    assert faults(file_office, "--for", "officer") == {held: "tags-missing"}


def test_a_case_is_held_back_with_what_comes_later(file_office):
    first = file_office.query("perkara", case_ref="LP/1")
    hold(file_office, "--case-ref", "LP/1")
    second = file_office.query("perkara", case_ref="LP/1")
    other = file_office.query("perkara", case_ref="LP/2")
    assert states(file_office) == {other: "seen"}
    assert set(states(file_office, 1, "--for", "officer")) == {first, second, other}


def test_only_the_agency_that_held_it_back_ends_it_early(office):
    exchange = office.query()
    held = id_of(hold(office, "--exchange", exchange))
    refused = office.run("release", held, "--key", office.pem(KPU, "signatory"))
    assert (refused.code, states(office)) == (2, {})
    assert "only polres-kapuas-hulu can end it" in refused.err
    released = office.run("release", held, "--key", office.pem(POLRES, "signatory"))
    assert released.code == 0, released.err
    assert newest(office)["kind"] == "subject-release"
    assert states(office) == {exchange: "seen"}
    assert "nothing is held back" in office.run("holds").out
    assert office.run("release", held, "--key", office.pem(POLRES, "signatory")).code != 0


def test_a_hold_ends_by_itself(file_office, monkeypatch: pytest.MonkeyPatch):
    exchange = file_office.query()
    hold(file_office, "--exchange", exchange, until=LATER)
    assert states(file_office) == {}
    now = subjects_report.utc_now
    monkeypatch.setattr(subjects_report, "utc_now", lambda: now() + timedelta(days=4))
    assert states(file_office) == {exchange: "seen"}


@pytest.mark.parametrize("name", ["client", "answer", "auditor", "stray"])
def test_nobody_but_a_signatory_or_ppid_holds_anything_back(file_office, name):
    exchange = file_office.query()
    before = newest(file_office)
    ran = hold(file_office, "--exchange", exchange, name=name)
    assert ran.code == 2
    assert newest(file_office) == before
    assert states(file_office) == {exchange: "seen"}


def statement(office: Office, typ: str = "sinergi-statement", **changed: object) -> Path:
    said = hold_statement(POLRES, "x", TODAY, TODAY + timedelta(days=9), exchange=changed.pop("exchange", ""))
    path = office.home / "statement.jws"
    path.write_text(sign_token(said | changed, typ, keys_of(POLRES)["ppid"]))
    return path


@pytest.mark.parametrize(
    "changed",
    [
        {"until": "2026-01-01T00:00:00Z"},
        {"until": "2099-01-01"},
        {"until": "soon"},
        {"case_ref": "LP/1"},
        {"exchange": ""},
        {"exchange": "01900000-0000-7000-8000-000000000000"},
        {"agency": KPU},
        {"action": "release"},
        {"more": "x"},
        {"at": "2099-01-01T00:00:00Z"},
        {"typ": "sinergi-receipt+jwt"},
    ],
    ids=str,
)
def test_a_statement_that_says_something_else_holds_nothing_back(file_office, changed):
    exchange = file_office.query()
    path = statement(file_office, **({"exchange": exchange} | changed))
    assert file_office.run("hold", "--statement", path).code != 0
    assert states(file_office) == {exchange: "seen"}


def test_a_statement_made_elsewhere_holds_and_is_kept(file_office):
    exchange = file_office.query()
    path = statement(file_office, exchange=exchange)
    kept = file_office.home / "kept.jws"
    assert file_office.run("hold", "--statement", path, "--save", kept).code == 0
    assert kept.read_text().strip() == path.read_text()
    assert states(file_office) == {}


def test_no_report_is_made_when_it_cannot_be_read_what_is_held(file_office):
    exchange = file_office.query()
    hold(file_office, "--exchange", exchange)
    before = newest(file_office)
    file_office.sql("DELETE FROM openings WHERE name = 'held'")
    ran = file_office.report()
    assert ran.code != 0
    assert "holds something back" in ran.err
    assert (ran.out, newest(file_office)) == ("", before)


# --- erasure: what nobody may make it take


def alter(office: Office, exchange: str, old: str, new: str) -> None:
    """Change the leaf of an exchange, as a bad disk or whoever owns the database could."""
    office.sql("DROP TRIGGER IF EXISTS entries_no_update")
    office.sql(
        "UPDATE entries SET leaf = replace(leaf, :old, :new) WHERE exchange_id = :id",
        old=old,
        new=new,
        id=exchange,
    )


def look_up_and_acknowledge(office: Office) -> tuple[str, bytes]:
    """Exchange one row, and say that it arrived; return the exchange and the SHA-256 of its answer."""
    body = {"agreement": PKS, "purpose": "cari", "key": number_of(1)}
    answer = office.world.send(POLRES, KPU, "POST", f"/v1/datasets/{ORANG}/lookup", body)
    exchange, digest = answer.field("exchange-id"), sha256(answer.body).digest()
    assert exchange is not None
    office.world.client(POLRES, KPU).acknowledge(exchange, digest)
    return exchange, digest


def values(office: Office) -> list[bytes]:
    return [bytes(value) for (value,) in office.sql("SELECT value FROM openings")]  # type: ignore[call-overload]


def test_an_entry_that_cannot_be_read_moves_no_border_of_days(file_office):
    for _ in range(6):
        file_office.query()
    ((size,),) = file_office.sql("SELECT size FROM log_state")
    file_office.sql("DROP TRIGGER entries_no_update")
    file_office.sql('UPDATE entries SET leaf = :leaf WHERE "index" = :at', leaf=b"{}", at=size // 2)
    ran = erase(file_office, "--before", EARLIER, "--despite-doubts")
    assert "nothing is to be erased" in ran.out
    assert file_office.sql("SELECT count(*) FROM subjects") == [(6,)]


@pytest.mark.parametrize("by_day", [True, False])
def test_what_was_changed_is_not_erased_by_what_it_says_now(file_office, by_day):
    exchange = file_office.query("simpan")
    until = parse_entry(file_office.recorded(exchange).entry)["delete_by"]
    alter(file_office, exchange, until, "2020-01-01")
    what = ("--before", LATER) if by_day else ("--exchange", exchange)
    ran = erase(file_office, *what, "--despite-doubts")
    assert (ran.code, "it is not what was recorded" in ran.out) == (1, True)
    assert file_office.sql("SELECT count(*) FROM subjects") == [(1,)]


def test_what_is_held_back_is_not_erased_under_another_name(file_office):
    exchange = file_office.query()
    hold(file_office, "--exchange", exchange)
    other = "01900000-0000-7000-8000-000000000000"
    file_office.sql("DROP TRIGGER entries_no_update")
    file_office.sql("UPDATE entries SET exchange_id = :new WHERE exchange_id = :old", new=other, old=exchange)
    for what in (("--before", LATER), ("--exchange", other)):
        assert erase(file_office, *what, "--despite-doubts").code == 1
    assert file_office.sql("SELECT count(*) FROM subjects") == [(1,)]


@pytest.mark.parametrize("is_gone", [True, False])
def test_nothing_is_erased_while_an_entry_on_an_incident_is_not_what_it_was(file_office, is_gone):
    exchange = file_office.query()
    opened = open_incident(file_office, "--key", keys_of(POLRES)["client"].key.thumbprint)
    if is_gone:
        file_office.sql("DROP TRIGGER entries_no_delete")
        file_office.sql("DELETE FROM entries WHERE exchange_id = :id", id=opened)
    else:
        alter(file_office, opened, "incident-open", "incident-opem")
    ran = erase(file_office, "--exchange", exchange)
    assert (ran.code, "not certain which incidents are open" in ran.err) == (1, True)
    assert file_office.sql("SELECT count(*) FROM subjects") == [(1,)]
    assert erase(file_office, "--exchange", exchange, "--despite-doubts").code == 0


def test_a_row_of_search_that_calls_an_exchange_an_erasure_is_not_believed(file_office):
    exchange = file_office.query()
    at = file_office.recorded(exchange).index
    file_office.sql("DROP TRIGGER entry_facts_no_update")
    file_office.sql("UPDATE entry_facts SET kind = 'erase' WHERE \"index\" = :at", at=at)
    file_office.sql("DELETE FROM subjects")
    assert faults(file_office) == {exchange: "tags-missing"}


def test_what_was_erased_is_not_opened_by_its_acknowledgement(office):
    exchange, digest = look_up_and_acknowledge(office)
    assert digest in values(office)
    ran = erase(office, "--exchange", exchange)
    assert (ran.code, newest(office)["erased"]) == (0, [{"first": 1, "last": 2}])
    assert digest not in values(office)
    assert verified(office).code == 0
    with pytest.raises(RefusedByGateway) as refusal:
        office.world.client(POLRES, KPU).acknowledge(exchange, b"\x99" * 32)
    assert refusal.value.problem_code == "acknowledgement-erased"


def test_an_acknowledgement_stays_with_its_exchange_and_goes_with_it_alone(file_office):
    exchange, digest = look_up_and_acknowledge(file_office)
    held = id_of(hold(file_office, "--exchange", exchange))
    ran = erase(file_office, "--before", LATER)
    assert (ran.code, "entry 1," in ran.out, "entry 2," in ran.out) == (1, True, True)
    ran = erase(file_office, "--exchange", file_office.log.acknowledged(exchange))
    assert (ran.code, f"name {exchange}" in " ".join(ran.err.split())) == (2, True)
    assert values(file_office).count(digest) == 2
    ended = file_office.run("release", held, "--key", file_office.pem(POLRES, "ppid"))
    assert ended.code == 0, ended.err
    assert erase(file_office, "--before", LATER).code == 0
    assert digest not in values(file_office)


# --- erasure


def verified(office: Office) -> Ran:
    return run("--lang", "en", "log", "verify", "--config", office.config)


def test_after_an_erasure_the_log_and_what_was_given_out_still_prove(office):
    exchange = office.query()
    client = office.world.client(POLRES, KPU)
    token, whole = client.receipt(exchange)
    ran = erase(office, "--before", LATER)
    assert ran.code == 0, ran.err
    entry = newest(office)
    assert (entry["kind"], entry["erased"]) == ("erase", [{"first": 1, "last": 1}])
    assert office.sql("SELECT count(*) FROM subjects") == [(0,)]
    assert office.sql('SELECT count(*) FROM openings WHERE "index" = 1') == [(0,)]
    assert verified(office).code == 0, verified(office).out
    keys = {"receipt_key": keys_of(KPU)["receipt"].key, "log_key": keys_of(KPU)["log"].key, "origin": ORIGIN}
    assert verify_receipt(token, **keys).openings == whole.openings
    again, bare = client.receipt(exchange)
    assert verify_receipt(again, **keys).leaf == whole.leaf
    assert not bare.openings
    assert states(office) == {exchange: "erased"}
    assert "nothing is to be erased" in erase(office, "--before", LATER).out


def test_an_erasure_that_commits_during_a_report_is_no_tampering(file_office, monkeypatch):
    exchange = file_office.query()
    find = subjects_report.find_disclosures

    def erase_first(*what: object, **how: object) -> object:
        assert erase(file_office, "--exchange", exchange).code == 0
        return find(*what, **how)

    monkeypatch.setattr(subjects_report, "find_disclosures", erase_first)
    found = told(file_office.report(1, "--format", "json"))
    assert found["faults"] == []
    assert [each["state"] for each in found["disclosures"]] == ["erased"]


def test_of_what_was_erased_a_row_that_comes_back_is_noticed(file_office):
    exchange = file_office.query()
    other = file_office.query()
    erase(file_office, "--exchange", exchange)
    places = {"new": file_office.recorded(exchange).index, "old": file_office.recorded(other).index}
    file_office.sql('UPDATE subjects SET "index" = :new WHERE "index" = :old', **places)
    assert faults(file_office) == {exchange: "opening-missing", other: "tags-missing"}


def test_what_is_held_back_or_still_lies_with_the_consumer_stays(office):
    held, kept, gone = office.query(), office.query("simpan"), office.query()
    hold(office, "--exchange", held)
    for exchange, why in ((held, "disclosure is held back"), (kept, "consumer still holds")):
        ran = erase(office, "--exchange", exchange)
        assert (ran.code, why in ran.out) == (1, True)
    ran = erase(office, "--before", LATER)
    assert ran.code == 1
    assert newest(office)["erased"] == [{"first": 3, "last": 3}]
    assert states(office, 1, "--for", "officer") == {held: "seen", kept: "seen", gone: "erased"}


def open_incident(office: Office, *what: str) -> str:
    """Open an incident; return its name."""
    moment = (TODAY - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    said = (*what, "--official", "S", "--reason", "laptop hilang", "--discovered-at", moment)
    ran = run("--lang", "en", "incident", "open", *said, "--config", office.config)
    assert ran.code == 0, ran.err
    return str(newest(office)["exchange_id"])


def test_what_an_open_incident_is_about_stays_until_it_is_closed(file_office):
    exchange = file_office.query()
    open_incident(file_office, "--exchange", exchange)
    ran = erase(file_office, "--before", LATER)
    assert (ran.code, "incident that is not closed" in ran.out) == (1, True)
    ended = (
        "incident",
        "close",
        newest(file_office)["exchange_id"],
        "--official",
        "S",
        "--reason",
        "selesai",
        "--without-notice",
    )
    assert run("--lang", "en", *ended, "--config", file_office.config).code == 0
    assert erase(file_office, "--before", LATER).code == 0
    assert states(file_office) == {exchange: "erased"}


def test_what_the_gateway_did_itself_is_not_erased(file_office):
    hold(file_office, "--exchange", file_office.query())
    file_office.report()
    names = (
        "SELECT DISTINCT name FROM openings WHERE name IN ('statement', 'held', 'official', 'why') ORDER BY 1"
    )
    before = file_office.sql(names)
    erase(file_office, "--before", LATER)
    assert len(before) == 4
    assert file_office.sql(names) == before


def test_an_erasure_is_asked_for_and_may_be_declined(file_office, monkeypatch: pytest.MonkeyPatch):
    file_office.query()
    before = newest(file_office)
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    asked = ("erase", "--before", LATER, "--official", "S", "--reason", "JRA 1")
    ran = file_office.run(*asked)
    assert (ran.code, newest(file_office)) == (1, before)
    assert "to be erased: openings and index of people of 1 entries, 1" in ran.out
    assert file_office.run("erase", "--official", "S", "--reason", "JRA 1").code == 2
    assert erase(file_office, "--exchange", "01900000-0000-7000-8000-000000000000").code != 0


# --- a log that follows another


def head_of(office: Office) -> Checkpoint:
    ((note,),) = office.sql("SELECT note FROM checkpoints ORDER BY size DESC LIMIT 1")
    return parse_checkpoint(parse_note(note).text)


def test_what_stands_in_a_log_before_is_told_and_what_is_lost_of_it_is_said(
    file_office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "old").mkdir()
    old = Office(tmp_path / "old", f"sqlite:///{tmp_path}/old.db")
    before, held, now = old.query(), old.query(), file_office.query()
    ended = head_of(old)
    lost = Sentence("incident.doubt-lost", origin="lama", lost=2)

    @contextmanager
    def both(gateway: Gateway) -> Iterator[AllLogs]:
        logs = [KeptLog("lama", old.log.storage, ended), KeptLog("baru", gateway.storage, None)]
        yield AllLogs(logs, [lost])

    monkeypatch.setattr(subjects_logs, "all_logs", both)
    hold(file_office, "--exchange", held)
    ran = file_office.report(1, "--format", "json")
    assert ran.code == 1
    found = {each["exchange_id"]: each["log"] for each in told(ran)["disclosures"]}
    assert found == {before: "lama", now: "baru"}
    assert told(ran)["gaps"] == [lost.say("en")]
    assert "What could not be looked at" in file_office.report().out
    old.close()


def test_what_is_due_in_a_log_before_is_counted_and_what_is_lost_of_it_is_a_doubt(
    file_office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "old").mkdir()
    old = Office(tmp_path / "old", f"sqlite:///{tmp_path}/old.db")
    before, now = old.query(), file_office.query()
    ended = head_of(old)
    lost = Sentence("incident.doubt-lost", origin="lama", lost=2)

    @contextmanager
    def both(gateway: Gateway) -> Iterator[AllLogs]:
        logs = [KeptLog("lama", old.log.storage, ended), KeptLog("baru", gateway.storage, None)]
        yield AllLogs(logs, [lost])

    monkeypatch.setattr(subjects_logs, "all_logs", both)
    monkeypatch.setattr(incident_reading, "all_logs", both)
    ran = erase(file_office, "--before", LATER)
    assert (ran.code, "the last 2 entries of the log lama were lost" in ran.err) == (1, True)
    assert states(file_office) == {before: "seen", now: "seen"}
    ran = erase(file_office, "--before", LATER, "--despite-doubts")
    assert (ran.code, "former log lama, 1 entries that are due and 0 that must stay" in ran.out) == (1, True)
    assert states(file_office) == {before: "seen", now: "erased"}
    hold(file_office, "--exchange", before)
    ran = erase(file_office, "--exchange", before, "--despite-doubts")
    assert (ran.code, "0 entries that are due and 1 that must stay" in ran.out) == (1, True)
    old.close()
