"""`gateway subjects report`: what the index is made to say of a person is noticed, and silences nothing."""

import pytest

from tests.cli.subject_commands import faults
from tests.simulator.persons import number_of


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
