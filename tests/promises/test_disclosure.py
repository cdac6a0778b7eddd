"""Promises 1 and 2: what is not granted leaves no trace, and what has no use is not named in SQL."""

import re
from collections.abc import Sequence
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from gateway.policy import Selection, condition_fields
from gateway.sources import compile_statement
from tests.promises.asking import queries
from tests.promises.generating import NAME, ORDER, PREFIX, PURPOSES, UID, Case, cases
from tests.promises.traces import check_case
from tests.simulator import POLRES, json_of

EXAMPLES = 60


@settings(max_examples=EXAMPLES)
@given(st.data())
def test_nothing_that_is_not_granted_leaves_a_trace(data: st.DataObject) -> None:
    case = data.draw(cases())
    event("released" if check_case(case, case.world(), data) else "released nothing")


def used_fields(case: Case, purpose: str, body: Any) -> set[str]:
    """Return the fields that one query has a use for, read from the agreement and the request alone."""
    outputs = case.outputs(purpose)
    asked = body.get("fields", list(outputs))
    reading = {name for name in asked if outputs[name].transform != "constant"}
    sorted_by = {key.removeprefix("-") for key in body.get("sort", ())}
    return reading | _named(body.get("filter")) | _named(case.grants[purpose].rows) | sorted_by | {ORDER}


def _named(condition: Any) -> set[str]:
    if condition is None:
        return set()
    (key, inner) = next(iter(condition.items()))
    return set().union(*map(_named, inner)) if key in {"all", "any"} else {key}


def columns_in(text: str) -> set[str]:
    return {name.removeprefix(PREFIX) for name in re.findall(rf"{PREFIX}\w+", text)}


@settings(max_examples=EXAMPLES)
@given(st.data())
def test_no_column_without_a_use_is_named(data: st.DataObject) -> None:
    case = data.draw(cases(max_rows=2))
    world = case.world()
    source = world.kpu.source
    for _ in range(6):
        body = data.draw(queries(case))
        source.selections.clear()
        answer = world.query(POLRES, NAME, body)
        if not source.selections:
            # Whoever is refused, or asks what would leave, caused no read.
            assert answer.status >= 400 or body.get("dry_run")
            continue
        (selection,) = source.selections
        purpose = body["purpose"]
        used = used_fields(case, purpose, body)
        assert selection.columns.keys() == used
        assert all(case.grants[purpose].uses.get(name) for name in used)
        assert case.closed_later not in used
        check_statements(selection, used)
        event("read")


def check_statements(selection: Selection, used: set[str]) -> None:
    for dialect in ("sqlite", "postgresql"):
        statement = compile_statement(selection, dialect)
        whole = [statement, *([statement.count] if statement.count else [])]
        for one in whole:
            assert columns_in(one.text) <= used, one.text
        if statement.count is not None:
            counted = condition_fields(selection.rows) | condition_fields(selection.filter)
            assert columns_in(statement.count.text) <= counted | {ORDER}


@settings(max_examples=30)
@given(st.data())
def test_a_field_is_refused_by_name_exactly_when_it_does_not_leave(data: st.DataObject) -> None:
    case = data.draw(cases(max_rows=0))
    world = case.world()
    for purpose in PURPOSES:
        leaving = case.outputs(purpose)
        for name in [*case.types, "tiada"]:
            answer = world.query(POLRES, NAME, {"agreement": UID, "purpose": purpose, "fields": [name]})
            code = json_of(answer).get("code")
            if case.is_blocked(purpose):
                assert (answer.status, code) == (403, "field-withheld")
            elif name in leaving:
                assert answer.status == 200
            elif name in case.undisclosed or name == "tiada":
                assert (answer.status, code) == (422, "field-unknown")
            else:
                assert (answer.status, code) == (403, "field-withheld")


def sampled(count: int = 40) -> Sequence[tuple[int, int]]:
    """Draw cases outside of any property: how many rows, and how many of them released?"""
    found: list[tuple[int, int]] = []

    @settings(max_examples=count, database=None)
    @given(st.data())
    def draw(data: st.DataObject) -> None:
        case = data.draw(cases())
        answer = case.world().query(POLRES, NAME, {"agreement": UID, "purpose": PURPOSES[0]})
        found.append((len(case.rows), len(json_of(answer).get("data", ()))))

    draw()
    return found


def test_most_cases_release_something() -> None:
    """A generator that grants nothing would make every promise hold."""
    found = sampled()
    with_rows = [released for rows, released in found if rows]
    assert len(with_rows) > len(found) / 2
    assert sum(released > 0 for released in with_rows) > len(with_rows) / 2
