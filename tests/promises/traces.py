"""Search everything that a gateway says, to anybody, for what may not be said."""

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import strategies as st

from gateway.exchange import cursor as cursors
from gateway.policy import wire_value
from gateway.signing import Answer
from tests.promises.asking import queries
from tests.promises.generating import NAME, PREFIX, PURPOSES, UID, Case
from tests.promises.values import mark, trace
from tests.simulator import KPU, POLRES, Simulator, json_of


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
        self.answers: list[tuple[Any, Answer]] = []

    def ask(self, body: Any) -> Answer:
        answer = self.world.query(POLRES, NAME, body)
        self.answers.append((body, answer))
        return answer

    def walk(self, body: Any) -> None:
        answer = self.ask(body)
        for _ in range(3):
            following = json_of(answer).get("next_cursor")
            if following is None:
                return
            answer = self.ask(body | {"cursor": following})
            # A value that does not fit fails the page it is on; nothing else may end the walk.
            assert answer.status in {200, 502}, answer.body

    def receipts(self) -> Iterator[tuple[Any, str]]:
        for body, answer in self.answers:
            path = f"/v1/exchanges/{answer.field('exchange-id')}/receipt"
            receipt = self.world.send(POLRES, KPU, "GET", path)
            assert receipt.status == 200
            payload = receipt.body.decode().split(".")[1]
            yield body, urlsafe_b64decode(payload + "=" * (-len(payload) % 4)).decode()


def opened_values(payload: str) -> str:
    openings = json.loads(payload)["openings"]
    return " ".join(
        urlsafe_b64decode(item["value"] + "==").decode("utf-8", "replace") for item in openings.values()
    )


def check_no_trace(text: str, forbidden: set[str], where: str) -> None:
    found = sorted(mark for mark in forbidden if mark in text)
    assert not found, f"{where}: {found}"


def check_case(case: Case, world: Simulator, data: st.DataObject) -> int:
    """Ask many things of a world and search all that came of it; return how many rows were released."""
    told = Told(world)
    plains: list[str] = []
    seal = cursors.seal

    def overheard(key: bytes, nonce: bytes, plain: bytes, binding: bytes) -> bytes:
        plains.append(plain.decode())
        return seal(key, nonce, plain, binding)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cursors, "seal", overheard)
        told.walk({"agreement": UID, "purpose": data.draw(st.sampled_from(PURPOSES))})
        for _ in range(3):
            told.walk(data.draw(queries(case)))
    marks = all_marks(case)
    check_answers(case, told, marks)
    everything = set().union(*(released_marks(case, purpose) for purpose in PURPOSES))
    check_no_trace(" ".join(plains), marks - everything, "a cursor")
    check_cursors(case, plains)
    for leaf in world.kpu.log.leaves:
        check_no_trace(leaf.decode(), marks, "a leaf")
    check_no_trace(repr(world.kpu.observed), marks, "the operator's log")
    for body, payload in told.receipts():
        check_no_trace(payload + opened_values(payload), marks - spoken_marks(body), "a receipt")
    for path in ("/v1/catalog", f"/v1/datasets/{NAME}"):
        check_no_trace(world.send(POLRES, KPU, "GET", path).body.decode(), marks, path)
    check_names(case, told)
    return sum(len(json_of(answer).get("data", ())) for _, answer in told.answers)


def check_answers(case: Case, told: Told, marks: set[str]) -> None:
    """Search every answer of a query, its headers too."""
    for body, answer in told.answers:
        allowed = released_marks(case, body["purpose"]) if answer.status == 200 else set()
        # A problem repeats no value at all, not even of the request.
        check_no_trace(answer.body.decode() + json.dumps(answer.headers), marks - allowed, f"{body}")
        for row in json_of(answer).get("data", ()):
            assert row.keys() <= case.outputs(body["purpose"]).keys()


def check_cursors(case: Case, plains: list[str]) -> None:
    """A cursor holds its expiry, and values of granted rows that were released untouched."""
    known = {
        _text(row[name])
        for purpose in PURPOSES
        for row in case.rows
        if case.is_granted(purpose, row)
        for name, output in case.outputs(purpose).items()
        if output.transform is None
    }
    for plain in plains:
        _, *values = json.loads(plain)
        assert {value for value in values if value is not None} <= known, plain


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(wire_value(value))


def check_names(case: Case, told: Told) -> None:
    """Search for names that are themselves withheld, where the caller has not spoken them."""
    for name in case.undisclosed:
        pattern = re.compile(rf'"(?:{PREFIX})?{name}"')
        for body, answer in told.answers:
            if name not in json.dumps(body):
                assert not pattern.search(answer.body.decode()), "an undisclosed name"
        for leaf in told.world.kpu.log.leaves:
            assert not pattern.search(leaf.decode()), "an undisclosed name in a leaf"
