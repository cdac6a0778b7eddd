"""What goes the short way in, and that the long way gives the same answer."""

from typing import Any, cast

import pytest
import structlog.testing

from gateway.api.door import Door
from gateway.api.exchanges import Exchanges
from gateway.errors import GatewayError, KeyMaterialBad
from gateway.exchange import LOOKUP, QUERY, Target
from gateway.signing import Answer

ANSWER = Answer(200, (("content-type", "application/json"),), b"{}")


class Answering:
    """Stands in for the journey's edge: remembers, then answers or raises."""

    def __init__(self, error: Exception | None = None) -> None:
        self.asked: list[tuple[Any, ...]] = []
        self._error = error

    def answer(self, environ: dict[str, Any], *asked: Any) -> Answer:
        self.asked.append(asked)
        if self._error:
            raise self._error
        return ANSWER


def knock(exchanges: Answering, method: str, path: str) -> tuple[str, list[tuple[str, str]], bytes]:
    told: list[Any] = []

    def inner(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("299 Flask", [])
        return [b"flask"]

    door = Door(cast(Exchanges, exchanges), inner)
    body = door({"REQUEST_METHOD": method, "PATH_INFO": path}, lambda *heard: told.extend(heard))
    return told[0], told[1], b"".join(body)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/datasets/kpu/tps/query"),
        ("HEAD", "/v1/datasets/kpu/tps/query"),
        ("post", "/v1/datasets/kpu/tps/query"),
        ("POST", "/v1/datasets/kpu/tps/query/"),
        ("POST", "/v1/datasets/kpu//query"),
        ("POST", "/v1/datasets/kpu/tps/query\n"),
        ("POST", "/v1/datasets/kpu/t\xc3\xa9/query"),
        ("POST", "/v1/datasets/kpu/t%70s/query"),
        ("POST", "/v1/datasets/kpu/tps/statistics"),
        ("POST", "/v1/datasets/kpu/tps"),
        ("POST", "//v1/datasets/kpu/tps/query"),
        ("POST", "/V1/datasets/kpu/tps/query"),
        ("POST", ""),
    ],
)
def test_whatever_is_not_exactly_a_hot_call_goes_on_to_flask(method: str, path: str) -> None:
    exchanges = Answering()
    assert knock(exchanges, method, path) == ("299 Flask", [], b"flask")
    assert not exchanges.asked


@pytest.mark.parametrize(("name", "call"), [("query", QUERY), ("lookup", LOOKUP)])
def test_a_hot_call_is_answered_as_it_is_signed(name: str, call: Any) -> None:
    exchanges = Answering()
    heard = knock(exchanges, "POST", f"/v1/datasets/kpu-kapuas-hulu/dpt_2/{name}")
    assert heard == ("200 OK", [*ANSWER.headers, ("content-length", "2")], b"{}")
    assert exchanges.asked == [(call, Target("kpu-kapuas-hulu", "dpt_2"))]


def test_a_refusal_that_cannot_be_signed_is_still_a_problem() -> None:
    status, headers, body = knock(Answering(KeyMaterialBad("a")), "POST", "/v1/datasets/kpu/tps/query")
    assert status == "500 Internal Server Error"
    assert ("content-type", "application/problem+json") in headers
    assert b'"code":"internal"' in body


@pytest.mark.parametrize("error", [ValueError("3201010101010001"), GatewayError()])
def test_a_fault_tells_the_caller_nothing_and_the_operator_no_value(error: Exception) -> None:
    with structlog.testing.capture_logs() as told:
        status, _, body = knock(Answering(error), "POST", "/v1/datasets/kpu/tps/query")
    assert status == "500 Internal Server Error"
    assert b"3201010101010001" not in body
    assert "3201010101010001" not in repr(told)
    assert [line["kind"] for line in told] == (["ValueError"] if isinstance(error, ValueError) else [])
