"""Promise 3: sources whose ordered granted projections are equal give byte-equal answers to everything."""

from collections.abc import Sequence
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from gateway.signing import Answer
from tests.promises.asking import queries
from tests.promises.generating import NAME, PURPOSES, Case, cases
from tests.promises.twins import differences, twin_rows
from tests.promises.values import NO_MISFITS, Row
from tests.simulator import KPU, POLRES, Simulator, json_of

GARBAGE = [b"", b"{", b"[]", b'{"agreement": 1}', b'{"agreement": "pks-acak", "purpose": "satu", "x": 1}']


class Pair:
    """The same world twice, over two sources; everything is asked of both."""

    def __init__(self, first: Simulator, second: Simulator) -> None:
        self.worlds = (first, second)
        self.answers: list[Answer] = []

    def send(self, method: str, path: str, body: Any = None) -> Answer:
        one, other = (world.send(POLRES, KPU, method, path, body) for world in self.worlds)
        # Status, every header (with digest, signature, exchange id and log head) and every byte of the body.
        assert one == other, f"{body}"
        self.answers.append(one)
        return one

    def walk(self, body: dict[str, Any]) -> int:
        path = f"/v1/datasets/{NAME}/query"
        answer = self.send("POST", path, body)
        released = 0
        for _ in range(4):
            told = json_of(answer)
            released += len(told.get("data", ()))
            if told.get("next_cursor") is None:
                break
            answer = self.send("POST", path, body | {"cursor": told["next_cursor"]})
            assert answer.status in {200, 502}, answer.body
        return released

    def check_what_others_see(self) -> None:
        """Compare receipts, leaves, and what the operator is told."""
        for answer in list(self.answers):
            self.send("GET", f"/v1/exchanges/{answer.field('exchange-id')}/receipt")
        one, other = self.worlds
        assert one.kpu.log.leaves == other.kpu.log.leaves
        assert one.kpu.log.notes == other.kpu.log.notes
        assert one.kpu.observed == other.kpu.observed


def ask_everything(pair: Pair, case: Case, purpose: str, data: st.DataObject) -> int:
    """Ask whatever a consumer can under one purpose; return how many rows were released."""
    released = pair.walk({"agreement": "pks-acak", "purpose": purpose, "count": True})
    for _ in range(4):
        released += pair.walk(data.draw(queries(case)) | {"purpose": purpose})
    pair.send("POST", f"/v1/datasets/{NAME}/query", data.draw(st.sampled_from(GARBAGE)))
    pair.send("GET", "/v1/catalog")
    pair.send("GET", f"/v1/datasets/{NAME}")
    return released


def note(case: Case, purpose: str, twin: Sequence[Row], released: int) -> None:
    event("released" if released else "released nothing")
    event("differs" if differences(case, purpose, twin) else "no difference")


@settings(max_examples=80)
@given(st.data())
def test_what_is_not_granted_changes_no_byte_of_any_answer(data: st.DataObject) -> None:
    case = data.draw(cases())
    purpose = data.draw(st.sampled_from(PURPOSES))
    twin = data.draw(twin_rows(case, purpose))
    pair = Pair(case.world(), case.world(twin))
    released = ask_everything(pair, case, purpose, data)
    pair.check_what_others_see()
    note(case, purpose, twin, released)


@settings(max_examples=30)
@given(st.data())
def test_what_is_granted_does_change_the_answer(data: st.DataObject) -> None:
    """The other way round: the comparison above is not blind."""
    case = data.draw(cases(misfits=NO_MISFITS))
    purpose = data.draw(st.sampled_from(PURPOSES))
    granted = [row for row in case.rows if case.is_granted(purpose, row)]
    if not granted or case.is_blocked(purpose):
        return
    fewer = [row for row in case.rows if row is not granted[-1]]
    body = {"agreement": "pks-acak", "purpose": purpose, "count": True}
    one, other = (case.world(rows).query(POLRES, NAME, body) for rows in (case.rows, fewer))
    assert one.status == other.status == 200
    assert json_of(one)["count"] == json_of(other)["count"] + 1
    assert one.body != other.body


@settings(max_examples=30)
@given(st.data())
def test_a_row_that_no_rule_lets_through_is_as_no_row(data: st.DataObject) -> None:
    """Its filter values, nulls, types and number change nothing, whatever is filtered for."""
    case = data.draw(cases(max_rows=4))
    purpose = data.draw(st.sampled_from(PURPOSES))
    granted = [row for row in case.rows if case.is_granted(purpose, row)]
    pair = Pair(case.world(), case.world(granted))
    for row in case.rows:
        for name in case.grants[purpose].filter:
            value = row[name]
            if isinstance(value, str | bool | int) and not isinstance(value, bytes):
                body = {"agreement": "pks-acak", "purpose": purpose, "count": True}
                pair.walk(body | {"filter": {name: {"equals": value}}})
                pair.walk(body | {"filter": {name: {"is_null": True}}})
    pair.check_what_others_see()
