"""A hold fails closed: what nobody can tell from what is held is held, too; a statement counts once."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from gateway.cli import subjects_hold
from tests.cli.persons import TODAY, Office
from tests.cli.subject_commands import erase, hold, id_of, newest, statement, states
from tests.simulator import POLRES

FAR = ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59-23:00", "2060-01-01T00:00:00Z")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path, f"sqlite:///{tmp_path}/gateway.db")
    office.sql("DROP TRIGGER entries_no_update")
    yield office
    office.close()


def whole(office: Office) -> dict[str, str]:
    return states(office, 1, "--for", "officer")


# --- what may be of a case that is held


def test_an_exchange_that_was_erased_before_its_case_was_held_is_not_shown(office):
    exchange = office.query("perkara", case_ref="LP/1")
    erase(office, "--exchange", exchange)
    assert states(office) == {exchange: "erased"}
    assert hold(office, "--case-ref", "LP/1").code == 0
    assert states(office) == {}
    assert whole(office) == {exchange: "erased"}


@pytest.mark.parametrize(
    "tamper",
    [
        "DELETE FROM openings WHERE name = 'case_ref'",
        "UPDATE openings SET value = CAST('\"LP/2\"' AS BLOB) WHERE name = 'case_ref'",
    ],
)
def test_an_exchange_whose_case_is_not_shown_any_more_is_held_with_any_case_of_its_parties(office, tamper):
    exchange, bare = office.query("perkara", case_ref="LP/1"), office.query()
    hold(office, "--case-ref", "LP/1")
    office.sql(tamper)
    assert states(office) == {bare: "seen"}
    assert whole(office) == {exchange: "seen", bare: "seen"}


def test_an_exchange_that_the_database_calls_by_another_name_stays_held(office):
    exchange = office.query()
    hold(office, "--exchange", exchange)
    office.sql("UPDATE entries SET exchange_id = 'other' WHERE exchange_id = :id", id=exchange)
    assert states(office) == {}
    assert whole(office) == {exchange: "seen"}


@pytest.mark.parametrize("what", ["--exchange", "--case-ref"])
def test_a_leaf_that_cannot_be_read_is_no_trace_for_the_person_while_something_is_held(office, what):
    exchange, other = office.query("perkara", case_ref="LP/1"), office.query()
    hold(office, what, exchange if what == "--exchange" else "LP/1")
    changed = "UPDATE entries SET leaf = CAST(replace(CAST(leaf AS TEXT), 'perkara', 'perkala') AS BLOB)"
    office.sql(f"{changed}, exchange_id = 'other' WHERE exchange_id = :id", id=exchange)
    ran = office.report()
    assert exchange not in ran.out
    assert not any(word in ran.out for word in ("entry 1 of", "held back", "no longer what was recorded"))
    # Whoever makes the report learns that it is not whole.
    assert (ran.code, "1 unreadable entries are left out" in ran.err) == (1, True)
    told = " ".join(office.report(1, "--for", "officer").out.split())
    assert "may be of what is held back by polres-kapuas-hulu until" in told
    assert states(office) == {other: "seen"}


# --- a statement counts once


def test_a_statement_that_was_released_holds_nothing_a_second_time(office):
    exchange = office.query()
    path = statement(office, exchange=exchange)
    held = id_of(office.run("hold", "--statement", path))
    assert office.run("release", held, "--key", office.pem(POLRES, "signatory")).code == 0
    before = newest(office)
    again = office.run("hold", "--statement", path)
    assert (again.code, "was used before" in again.err) == (2, True)
    assert newest(office) == before
    assert states(office) == {exchange: "seen"}


@pytest.mark.parametrize(
    "words",
    [
        ("hold", "--until", "2099-01-01"),
        ("hold", "--exchange", "x"),
        ("hold", "--case-ref", "LP/1"),
        ("hold", "--reason", "penyidikan"),
        ("release", "x", "--reason", "penyidikan"),
    ],
)
def test_what_a_statement_says_is_not_said_beside_it(office, words):
    told = office.run(*words, "--statement", statement(office, exchange=office.query()))
    assert (told.code, words[-2] in told.err) == (2, True)
    assert "is complete" in told.err


def test_a_statement_that_two_processes_record_at_once_counts_once(office, monkeypatch: pytest.MonkeyPatch):
    exchange = office.query()
    path = statement(office, exchange=exchange)
    held = id_of(office.run("hold", "--statement", path))
    monkeypatch.setattr(subjects_hold, "_statements", lambda gateway: ())
    again = office.run("hold", "--statement", path)
    assert (again.code, "was used before" in again.err) == (2, True)
    assert office.run("holds").out.count(exchange) == 1
    assert office.run("release", held, "--key", office.pem(POLRES, "signatory")).code == 0
    assert states(office) == {exchange: "seen"}


def test_another_statement_about_the_same_holds_again(office):
    exchange = office.query()
    for _ in range(2):
        held = id_of(hold(office, "--exchange", exchange))
        assert states(office) == {}
        assert office.run("release", held, "--key", office.pem(POLRES, "signatory")).code == 0
    assert states(office) == {exchange: "seen"}


# --- how long


@pytest.mark.parametrize("until", FAR)
def test_a_hold_without_an_end_in_sight_is_refused(office, until):
    exchange = office.query()
    ran = office.run("hold", "--statement", statement(office, exchange=exchange, until=until))
    assert (ran.code, "within ten years" in ran.err) == (2, True)
    assert states(office) == {exchange: "seen"}


def test_a_hold_is_told_in_one_time_zone(office):
    exchange = office.query()
    until = f"{TODAY + timedelta(days=9):%Y-%m-%d}T05:00:00+07:00"
    office.run("hold", "--statement", statement(office, exchange=exchange, until=until))
    assert f"{TODAY + timedelta(days=8):%Y-%m-%d}T22:00:00+00:00" in office.run("holds").out


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_beyond_the_calendar_of_some_zone_is_refused(office, day):
    exchange = office.query()
    for ran in (
        office.report(1, "--from", day),
        office.report(1, "--until", day),
        erase(office, "--before", day),
        hold(office, "--exchange", exchange, until=day),
    ):
        assert (ran.code, "of the years 1900 to 2199" in " ".join(ran.err.split())) == (2, True)
