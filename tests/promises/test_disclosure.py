"""Promises 1 and 2: what is not granted leaves no trace, and what has no use is not named in SQL."""

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from gateway.exchange import cursor as cursors
from gateway.policy import Selection, condition_fields
from gateway.signing import Answer
from gateway.sources import compile_statement
from tests.promises.generating import NAME, ORDER, PREFIX, PURPOSES, UID, Case, cases, mark, queries, trace
from tests.simulator import KPU, POLRES, Simulator, json_of

EXAMPLES = 60


def all_marks(case: Case) -> set[str]:
    """Return every mark that the case may hold, in a row or in the words of a request."""
    numbers = [number * 100 + place for number in range(len(case.rows)) for place in range(len(case.types))]
    found = {trace(mark(kind, number)) for kind in case.types.values() for number in (*numbers, *range(31))}
    return {text for text in found if text is not None}


def released_marks(case: Case, purpose: str) -> set[str]:
    """Return the marks that a purpose may show: those in fields released untouched, of granted rows."""
    if purpose not in PURPOSES or case.is_blocked(purpose):
        return set()
    plain = [name for name, output in case.outputs(purpose).items() if output.transform is None]
    found = {trace(row[name]) for row in case.rows if case.is_granted(purpose, row) for name in plain}
    return {text for text in found if text is not None}


def spoken_marks(body: Any) -> set[str]:
    """Return the marks that the caller itself wrote: its receipt holds them in an opening."""
    return set(re.findall(r"RHS\w+|[\d.T:-]{10,}", json.dumps(body)))


class Told:
    """All that the consumer, the operator's log and the log's readers come to see."""

    def __init__(self, world: Simulator) -> None:
        self.world = world
        self.answers: list[tuple[str, Any, Answer]] = []
        self.opened: list[str] = []

    def ask(self, body: Any) -> Answer:
        answer = self.world.query(POLRES, NAME, body)
        self.answers.append((str(body.get("purpose", "")), body, answer))
        return answer

    def walk(self, body: Any) -> None:
        answer = self.ask(body)
        for _ in range(3):
            following = json_of(answer).get("next_cursor")
            if following is None:
                return
            answer = self.ask(body | {"cursor": following})

    def receipts(self) -> Iterator[tuple[str, Any, str]]:
        for purpose, body, answer in list(self.answers):
            path = f"/v1/exchanges/{answer.field('exchange-id')}/receipt"
            receipt = self.world.send(POLRES, KPU, "GET", path)
            assert receipt.status == 200
            payload = receipt.body.decode().split(".")[1]
            yield purpose, body, urlsafe_b64decode(payload + "=" * (-len(payload) % 4)).decode()


def opened_values(payload: str) -> str:
    openings = json.loads(payload)["openings"]
    return " ".join(
        urlsafe_b64decode(item["value"] + "==").decode("utf-8", "replace") for item in openings.values()
    )


def check_no_trace(text: str, forbidden: set[str], where: str) -> None:
    found = sorted(mark for mark in forbidden if mark in text)
    assert not found, f"{where}: {found}"


@settings(max_examples=EXAMPLES)
@given(st.data())
def test_nothing_that_is_not_granted_leaves_a_trace(data: st.DataObject) -> None:
    case = data.draw(cases())
    world = case.world()
    told = Told(world)
    plains: list[str] = []
    seal = cursors.seal
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            cursors,
            "seal",
            lambda key, nonce, plain, binding: (
                plains.append(plain.decode()) or seal(key, nonce, plain, binding)
            ),
        )
        for _ in range(4):
            told.walk(data.draw(queries(case)))
    marks = all_marks(case)
    released = 0
    for purpose, body, answer in told.answers:
        allowed = released_marks(case, purpose)
        text = answer.body.decode() + json.dumps(answer.headers)
        # A problem repeats no value at all, not even of the request.
        check_no_trace(text, marks - (allowed if answer.status == 200 else set()), f"{body}")
        if answer.status == 200:
            released += len(json_of(answer).get("data", ()))
            for row in json_of(answer).get("data", ()):
                assert row.keys() <= case.outputs(purpose).keys()
    everything = set().union(*(released_marks(case, purpose) for purpose in PURPOSES))
    check_no_trace(" ".join(plains), marks - everything, "a cursor")
    for leaf in world.kpu.log.leaves:
        check_no_trace(leaf.decode(), marks, "a leaf")
    check_no_trace(repr(world.kpu.observed), marks, "the operator's log")
    for _, body, payload in told.receipts():
        check_no_trace(payload + opened_values(payload), marks - spoken_marks(body), "a receipt")
    for path in ("/v1/catalog", f"/v1/datasets/{NAME}"):
        check_no_trace(world.send(POLRES, KPU, "GET", path).body.decode(), marks, path)
    for name in case.undisclosed:
        pattern = re.compile(rf'"(?:{PREFIX})?{name}"')
        for _, body, answer in told.answers:
            if name not in json.dumps(body):
                assert not pattern.search(answer.body.decode()), "an undisclosed name"
        for leaf in world.kpu.log.leaves:
            assert not pattern.search(leaf.decode()), "an undisclosed name in a leaf"
    event("released" if released else "released nothing")


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
