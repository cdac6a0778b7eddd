"""What was changed or taken out of the database makes no report silently shorter, and ends no hold."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.audit import leaf_hash
from gateway.cli import subjects_report
from tests.cli.persons import Office
from tests.cli.subject_commands import drop_subject_key, faults, hold, states, told

NAMED = {"changed": "leaf-changed", "gone": "leaf-missing"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path, f"sqlite:///{tmp_path}/gateway.db")
    office.sql("DROP TRIGGER entries_no_update")
    office.sql("DROP TRIGGER entries_no_delete")
    office.sql("DROP TRIGGER entry_facts_no_delete")
    yield office
    office.close()


def damage(office: Office, how: str, at: int) -> None:
    changed = "UPDATE entries SET leaf = CAST('{}' AS BLOB)"
    office.sql(f'{changed if how == "changed" else "DELETE FROM entries"} WHERE "index" = :at', at=at)


@pytest.mark.parametrize("how", NAMED)
@pytest.mark.parametrize("place", range(1, 6))
def test_one_damaged_leaf_is_named_and_hides_no_other_exchange(office, how, place):
    seen = {office.query(): index for index in range(1, 6)}
    damage(office, how, place)
    ran = office.report(1, "--format", "json")
    named = [(each["index"], each["fault"]) for each in told(ran)["faults"]]
    assert (ran.code, named) == (1, [(place, NAMED[how])])
    assert states(office) == {exchange: "seen" for exchange, index in seen.items() if index != place}


@pytest.mark.parametrize("how", NAMED)
def test_a_leaf_that_was_changed_together_with_the_tree_stops_the_report(office, how):
    for _ in range(3):
        office.query()
    ((row,),) = office.sql("SELECT hashes FROM tiles WHERE level = 0")
    damage(office, how, 1)
    office.sql("DROP TRIGGER tiles_only_grow")
    lied = bytes(row)[:32] + leaf_hash(b"{}") + bytes(row)[64:]
    office.sql("UPDATE tiles SET hashes = :lied WHERE level = 0", lied=lied)
    size = office.sql("SELECT size FROM log_state")
    ran = office.report()
    assert (ran.code, "is not the one whose head of 4 entries was signed" in ran.err) == (2, True)
    assert (ran.out, office.sql("SELECT size FROM log_state")) == ("", size)


def test_a_hold_that_came_with_another_tree_during_a_search_stops_the_report(office, monkeypatch):
    held, find = office.query(), subjects_report.find_disclosures
    office.query()
    office.sql("DROP TRIGGER tiles_only_grow")

    def lie_then(*what: object, **how: object) -> object:
        assert hold(office, "--exchange", held).code == 0
        ((row,),) = office.sql("SELECT hashes FROM tiles WHERE level = 0")
        lied = bytes(row)[:64] + leaf_hash(b"{}") + bytes(row)[96:]
        office.sql("UPDATE tiles SET hashes = :lied WHERE level = 0", lied=lied)
        return find(*what, **how)

    monkeypatch.setattr(subjects_report, "find_disclosures", lie_then)
    ran = office.report()
    assert (ran.code, "entries was signed" in ran.err, ran.out) == (2, True, "")


def test_damaged_leaves_at_both_ends_of_a_period_are_told_with_it(office):
    seen = [office.query() for _ in range(4)]
    for at in (1, 4):
        damage(office, "changed", at)
    day = office.recorded(seen[1]).entry.decode().split('"recorded_at":{"by":"log","value":"')[1][:10]
    assert set(faults(office, "--from", day)) == {seen[0], seen[3]}


@pytest.mark.parametrize("how", NAMED)
def test_a_hold_that_was_damaged_and_of_which_no_row_is_left_stops_the_report(office, how):
    exchange = office.query()
    assert hold(office, "--exchange", exchange).code == 0
    damage(office, how, 2)
    office.sql("DELETE FROM entry_facts WHERE kind = 'subject-hold'")
    ran = office.report()
    assert ran.code != 0
    assert "holds something back" in ran.err
    assert exchange not in ran.out


def test_a_hold_without_its_row_of_search_still_holds(office):
    exchange = office.query()
    hold(office, "--exchange", exchange)
    office.sql("DELETE FROM entry_facts")
    assert states(office) == {}
    assert states(office, 1, "--for", "officer") == {exchange: "seen"}


def test_a_damaged_exchange_of_a_contract_that_lost_its_number_is_named(
    office, monkeypatch: pytest.MonkeyPatch
):
    drop_subject_key(monkeypatch)
    exchange = office.query()
    damage(office, "changed", office.recorded(exchange).index)
    assert faults(office) == {exchange: "leaf-changed"}
