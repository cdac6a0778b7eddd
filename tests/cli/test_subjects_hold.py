"""`gateway subjects hold`: delayed disclosure (penundaan pemberitahuan), by whom, of what, how long."""

from datetime import timedelta

import pytest

from gateway.cli import subjects_report
from tests.cli.subject_commands import LATER, faults, hold, id_of, newest, statement, states
from tests.simulator import KPU, POLRES
from tests.simulator.persons import number_of


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


def test_what_is_held_back_during_a_report_is_left_out_of_it(file_office, monkeypatch: pytest.MonkeyPatch):
    held, find = file_office.query(), subjects_report.find_disclosures

    def hold_then(*what: object, **how: object) -> object:
        found = find(*what, **how)
        if "nothing is held back" in file_office.run("holds").out:
            assert hold(file_office, "--exchange", held).code == 0
        return found

    monkeypatch.setattr(subjects_report, "find_disclosures", hold_then)
    assert states(file_office) == {}
    assert states(file_office, 1, "--for", "officer") == {held: "seen"}


def test_a_hold_that_cannot_be_read_any_more_stops_a_report_that_was_begun(
    file_office, monkeypatch: pytest.MonkeyPatch
):
    held, find = file_office.query(), subjects_report.find_disclosures
    hold(file_office, "--exchange", held)

    def erase_then(*what: object, **how: object) -> object:
        found = find(*what, **how)
        file_office.sql("DELETE FROM openings WHERE name = 'held'")
        return found

    monkeypatch.setattr(subjects_report, "find_disclosures", erase_then)
    ran = file_office.report()
    assert (ran.code, ran.out) == (2, "")


@pytest.mark.parametrize("changes", [3, 2])
def test_a_search_during_which_holds_change_time_and_again_is_given_up(
    file_office, monkeypatch: pytest.MonkeyPatch, changes: int
):
    left, find = [file_office.query() for _ in range(changes)], subjects_report.find_disclosures

    def hold_then(*what: object, **how: object) -> object:
        if left:
            assert hold(file_office, "--exchange", left.pop()).code == 0
        return find(*what, **how)

    monkeypatch.setattr(subjects_report, "find_disclosures", hold_then)
    ran = file_office.report()
    assert (ran.code, "kept changing" in ran.err) == ((3, True) if changes == 3 else (0, False))
    assert (ran.out == "", left) == (changes == 3, [])


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


def test_a_statement_is_kept_nowhere_that_takes_no_file_over_no_other_and_for_its_owner_alone(file_office):
    exchange, kept = file_office.query(), file_office.home / "kept.jws"
    key = ("--key", file_office.pem(POLRES, "ppid"))
    what = ("hold", "--exchange", exchange, *key, "--until", LATER)
    before = newest(file_office)
    # What lies in the way may be a private key.
    for path in (file_office.home / "none/kept.jws", key[1]):
        ran = file_office.run(*what, "--save", path)
        assert (ran.code, newest(file_office)) == (2, before)
    held = id_of(file_office.run(*what, "--save", kept))
    assert kept.stat().st_mode & 0o077 == 0
    before = newest(file_office)
    ran = file_office.run("release", held, *key, "--save", kept)
    assert (ran.code, "never written over" in ran.err, newest(file_office)) == (2, True, before)
    assert file_office.run("release", held, *key, "--save", kept.with_name("released.jws")).code == 0


def test_a_statement_that_was_not_recorded_is_not_kept(file_office):
    kept = file_office.home / "kept.jws"
    key = file_office.pem(POLRES, "ppid")
    ran = file_office.run("hold", "--exchange", "none", "--key", key, "--until", LATER, "--save", kept)
    assert (ran.code, kept.exists()) == (2, False)


def test_no_report_is_made_when_it_cannot_be_read_what_is_held(file_office):
    exchange = file_office.query()
    hold(file_office, "--exchange", exchange)
    before = newest(file_office)
    file_office.sql("DELETE FROM openings WHERE name = 'held'")
    ran = file_office.report()
    assert ran.code != 0
    assert "holds something back" in ran.err
    assert (ran.out, newest(file_office)) == ("", before)
