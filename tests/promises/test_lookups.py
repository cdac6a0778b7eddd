"""Promises 1 to 3 for lookups: a key brings its one granted row, and tells of nothing else."""

from collections.abc import Sequence
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from gateway.audit import parse_entry
from gateway.policy import condition_fields
from gateway.signing import Answer
from gateway.sources import compile_statement
from tests.promises.generating import PREFIX
from tests.promises.keys import PURPOSE, KeyCase, key_cases, key_twins, look_up
from tests.promises.values import Row, trace
from tests.simulator import KPU, POLRES, Simulator, json_of


def ask(found: KeyCase, rows: Sequence[Row] | None = None) -> tuple[Simulator, list[Answer]]:
    world = found.case.world(rows)
    return world, [look_up(world, key) for key in found.keys]


@settings(max_examples=60)
@given(st.data())
def test_rows_of_other_keys_and_fields_that_stay_change_no_byte(data: st.DataObject) -> None:
    found = data.draw(key_cases())
    twin = data.draw(key_twins(found))
    (one, first), (other, second) = ask(found), ask(found, twin)
    # Status, every header (with digest, signature, exchange id and log head) and every byte of the body.
    assert first == second
    for answer in first:
        path = f"/v1/exchanges/{answer.field('exchange-id')}/receipt"
        assert one.send(POLRES, KPU, "GET", path) == other.send(POLRES, KPU, "GET", path)
    assert one.kpu.log.leaves == other.kpu.log.leaves
    assert one.kpu.log.quotas.keys() == other.kpu.log.quotas.keys()
    assert one.kpu.log.quotas == other.kpu.log.quotas
    assert one.kpu.observed == other.kpu.observed
    for answer in first:
        event("refused" if answer.status != 200 else "found" if json_of(answer)["found"] else "missed")


@settings(max_examples=60)
@given(st.data())
def test_a_key_brings_its_row_when_there_is_exactly_one(data: st.DataObject) -> None:
    found = data.draw(key_cases())
    _, answers = ask(found)
    for number, answer in enumerate(answers):
        if found.is_blocked():
            assert json_of(answer)["code"] == "field-withheld"
            continue
        told = json_of(answer)
        rows = found.brought(number)
        assert told["found"] == (len(rows) == 1)
        if told["found"]:
            assert told["data"].keys() == found.case.outputs(PURPOSE).keys()
            released = {
                name for name, output in found.case.outputs(PURPOSE).items() if output.transform is None
            }
            assert all((told["data"][name] is None) == (rows[0][name] is None) for name in released)
        event(f"{min(len(rows), 2)} rows")


@settings(max_examples=60)
@given(st.data())
def test_all_misses_are_one_miss(data: st.DataObject) -> None:
    found = data.draw(key_cases())
    missed: set[tuple[int, bytes, tuple[str, ...]]] = set()
    left: set[str] = set()
    for key in found.keys:
        # Each in a world of its own, so that clock, ids and log are equal.
        world = found.case.world()
        answer = look_up(world, key)
        if answer.status == 200 and not json_of(answer)["found"]:
            missed.add((answer.status, answer.body, tuple(name for name, _ in answer.headers)))
        if answer.status == 200:
            entry = parse_entry(world.kpu.log.leaves[-1])
            left.add(repr({**entry, "commitments": sorted(entry["commitments"])}))
    assert len(missed) <= 1
    # And in the log a hit is as a miss.
    assert len(left) <= 1


def marks_that_stay(found: KeyCase) -> set[str]:
    """Return the traces of every cell that no key may show."""
    outputs = found.case.outputs(PURPOSE)
    plain = {name for name, output in outputs.items() if output.transform is None}
    shown = {trace(row[name]) for row in found.case.rows if sum(found.matched(row)) for name in plain}
    every = {trace(value) for row in found.case.rows for value in row.values()}
    # A day is no trace where a moment of that day may show.
    spoken = " ".join(text for text in shown if text is not None)
    return {text for text in every if text is not None and text not in spoken}


@settings(max_examples=60)
@given(st.data())
def test_nothing_that_stays_leaves_a_trace(data: st.DataObject) -> None:
    found = data.draw(key_cases())
    world, answers = ask(found)
    told = [
        *(repr(answer.headers) + answer.body.decode() for answer in answers),
        *(leaf.decode() for leaf in world.kpu.log.leaves),
        repr(world.kpu.observed),
    ]
    for text in marks_that_stay(found):
        assert not any(text in each for each in told), text
    # Not even the key, which the caller holds, stands in a leaf or in the operator's log.
    for key in found.keys:
        text = trace(key)
        if text is not None and text in marks_that_stay(found):
            assert not any(text in each for each in told)


@settings(max_examples=60)
@given(st.data())
def test_the_key_stands_in_the_condition_alone(data: st.DataObject) -> None:
    found = data.draw(key_cases(max_rows=2))
    world, _ = ask(found)
    outputs = found.case.outputs(PURPOSE)
    read = {name for name, output in outputs.items() if output.transform != "constant"}
    for selection in world.kpu.source.selections:
        used = read | condition_fields(selection.rows) | {found.field}
        assert selection.columns.keys() == used
        for dialect in ("sqlite", "postgresql"):
            text = compile_statement(selection, dialect).text
            selected, _, chosen = text.partition("WHERE")
            assert _columns(text) <= {f"{PREFIX}{name}" for name in used}
            assert f"{PREFIX}{found.field}" in _columns(chosen)
            assert (f"{PREFIX}{found.field}" in _columns(selected)) == (found.field in read)
            assert "ORDER" not in text


def _columns(text: str) -> set[str]:
    return {word for word in text.replace(".", " ").split('"') if word.startswith(PREFIX)}


@settings(max_examples=40)
@given(st.data())
def test_no_member_makes_more_of_a_lookup(data: st.DataObject) -> None:
    found = data.draw(key_cases(max_rows=4))
    extras: Any = st.sampled_from(
        [
            {"filter": {found.field: {"is_null": True}}},
            {"sort": [found.field]},
            {"page_size": 4},
            {"cursor": "AAAA"},
            {"count": True},
        ]
    )
    world = found.case.world()
    for key in found.keys:
        answer = look_up(world, key, **data.draw(extras))
        assert json_of(answer)["code"] == "request-invalid"
    for key in ([], {}, {"in": list(found.keys)}, list(found.keys), None):
        assert json_of(look_up(world, key))["code"] == "request-invalid"
    assert not world.kpu.source.selections
