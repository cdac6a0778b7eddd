"""A key finds its own row in every database, whole and bytewise, and its column is not selected."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from gateway.policy import Column, Equals, IsNull, Output, Selection, Within, holds
from gateway.sources import compile_statement
from tests.sources.conftest import COLUMNS, TYPES, Bench, selection

ROWS: list[dict[str, Any]] = [
    {"id": 1, "s": "SKCK/001", "i": 7, "q": Decimal("1.5"), "b": True, "d": date(2026, 1, 31)},
    {"id": 2, "s": "skck/001", "i": 8, "q": Decimal("2.5"), "b": False, "d": date(2026, 2, 1)},
    {"id": 3, "s": "SKCK/001 ", "t": datetime(2026, 1, 1, tzinfo=UTC)},
    {"id": 4, "s": "SKCK/002"},
    {"id": 5, "s": "SKCK/002"},
    {"id": 6, "s": "SKCK/002"},
    {"id": 7, "s": "é"},
    {"id": 8, "s": "e"},
    {"id": 9, "s": ""},
    {"id": 10, "s": "%"},
    {"id": 11, "s": None},
]


def lookup(name: str, key: Any, **changes: Any) -> Selection:
    """Select by one key as the planner does: no order, and one row more than an answer."""
    chosen = {each: COLUMNS[each] for each in {"id", name}}
    plain: dict[str, Any] = {"columns": chosen, "filter": Equals(name, key), "order": (), "limit": 2}
    return selection(**(plain | changes))


KEYS = [
    ("s", "SKCK/001"),
    ("s", "skck/001"),
    ("s", "SKCK/001 "),
    ("s", "Skck/001"),
    ("s", "SKCK/00"),
    ("s", "SKCK/00_"),
    ("s", "SKCK/%"),
    ("s", "%"),
    ("s", ""),
    ("s", " "),
    ("s", "e"),
    ("s", "é"),
    ("s", "e\u0301"),
    ("i", 7),
    ("i", 9),
    ("q", Decimal("1.5")),
    ("q", Decimal("1.50")),
    ("b", True),
    ("d", date(2026, 1, 31)),
    ("d", date(2026, 3, 1)),
    ("t", datetime(2026, 1, 1, tzinfo=UTC)),
]


@pytest.fixture(scope="module")
def filled(bench: Bench) -> Bench:
    bench.load(ROWS)
    return bench


@pytest.mark.parametrize(("name", "key"), KEYS, ids=ascii)
def test_a_key_finds_what_the_terms_say(filled: Bench, name: str, key: Any):
    expected = [row["id"] for row in ROWS if holds(Equals(name, key), {name: row.get(name)}, TYPES)]
    assert len(expected) <= 1
    assert filled.source.read(lookup(name, key)).values == tuple((number,) for number in expected)


def test_a_shared_key_brings_two_rows_and_no_more(filled: Bench):
    assert len(filled.source.read(lookup("s", "SKCK/002")).values) == 2


def test_a_null_is_no_key(filled: Bench):
    found = filled.source.read(lookup("s", "", filter=IsNull("s"))).values
    assert found == ((11,),)
    assert (11,) not in filled.source.read(lookup("s", "")).values


@pytest.mark.parametrize(("key", "rows"), [("SKCK/001", 1), ("SKCK/002", 2), ("SKCK/404", 0)])
def test_that_a_row_is_there_is_told_when_nothing_of_it_leaves(filled: Bench, key: str, rows: int):
    chosen = lookup("s", key, columns={"s": COLUMNS["s"]}, outputs=())
    assert filled.source.read(chosen).values == ((),) * rows


def test_a_row_that_the_rule_excludes_is_not_found(filled: Bench):
    assert filled.source.read(lookup("s", "SKCK/001", rows=Within("s", "6106"))).values == ()


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql", "mariadb"])
def test_the_key_is_bound_and_stands_in_the_condition_alone(dialect: str):
    statement = compile_statement(lookup("s", "SKCK/001"), dialect)
    selected, _, chosen = statement.text.partition("WHERE")
    quote = "`" if dialect == "mariadb" else '"'
    assert f"{quote}s{quote}" in chosen
    assert f"{quote}s{quote}" not in selected
    assert "SKCK" not in statement.text
    assert "SKCK/001" in statement.parameters
    assert statement.parameters[-1] == 2
    assert "ORDER" not in statement.text


def test_a_key_that_is_released_is_selected_too(filled: Bench):
    chosen = lookup("s", "SKCK/001", outputs=(Output("s"),), columns={"s": Column("s", TYPES["s"])})
    assert filled.source.read(chosen).values == (("SKCK/001",),)
