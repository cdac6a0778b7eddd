import json

import pytest
import structlog.testing

from gateway.errors import LogError
from gateway.signing import verify_answer
from tests.simulator import KPU, POLRES, answer_of, json_of
from tests.simulator.edge import MAX_BODY
from tests.simulator.small import AMAN, TPS

QUERY = f"/v1/datasets/{TPS}/query"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get")
PATHS = (
    "/v1",
    "/v1/",
    "/v1/catalog",
    "/v1/catalog/",
    "/v1//catalog",
    "//v1/catalog",
    "//v1/tiada",
    "/v1/../v1/catalog",
    "/v1/tiada",
    f"/v1/datasets/{TPS}",
    QUERY,
    f"{QUERY}/",
    f"/v1/datasets/{KPU}//query",
    "/v1/exchanges/x/receipt",
    "/v1/%00",
    "/v1/%ff",
)


def code_of(answer):
    return answer.status, json_of(answer)["code"]


@pytest.mark.parametrize("path", PATHS)
def test_under_v1_a_stranger_is_told_401_whatever_the_path_and_method(knock, world, path):
    for method in METHODS:
        answer = knock(method, path)
        assert answer.status == 401, method
        assert answer.field("location") is None
        assert answer.field("allow") is None
    assert len(world.kpu.log.leaves) == 1


def test_a_stranger_is_told_401_before_anything_about_a_body(knock):
    assert knock("POST", QUERY, b"x" * (MAX_BODY + 1), content_type="application/json").status == 401
    assert knock("POST", QUERY, b"x", content_type="text/csv").status == 401
    assert knock("POST", QUERY, b"{").status == 401
    assert knock("POST", QUERY, content_length="999999999999").status == 401


def test_strangers_learn_nothing_from_the_difference_of_two_refusals(knock):
    def told(path):
        body = json_of(knock("POST", path))
        return {name: value for name, value in body.items() if name != "exchange_id"}

    assert told(QUERY) == told("/v1/tiada") == told(f"/v1/datasets/{KPU}/tiada/query")


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("GET", "/v1/tiada", None, 404, "path-unknown"),
        ("POST", "/v1/tiada", {"a": 1}, 404, "path-unknown"),
        ("GET", "/v1/catalog/", None, 404, "path-unknown"),
        ("GET", "/v1//catalog", None, 404, "path-unknown"),
        ("POST", "/v1/catalog", {"a": 1}, 405, "method-not-allowed"),
        ("GET", QUERY, None, 405, "method-not-allowed"),
        ("PUT", QUERY, {"a": 1}, 405, "method-not-allowed"),
        ("OPTIONS", QUERY, None, 405, "method-not-allowed"),
        ("POST", QUERY, b"x" * (MAX_BODY + 1), 413, "body-too-large"),
        ("POST", QUERY, b"[" * MAX_BODY, 400, "body-not-json"),
    ],
)
def test_a_known_caller_is_told_what_is_wrong_in_a_signed_and_recorded_answer(
    world, method, path, body, status, code
):
    before = len(world.kpu.log.leaves)
    message = world.signed(POLRES, KPU, method, path, body)
    answer = answer_of(world.kpu.app, message)
    assert code_of(answer) == (status, code)
    assert answer.field("content-type") == "application/problem+json"
    now = int(world.clock.now.timestamp())
    verify_answer(answer, message, world.kpu.keys["answer"].key, now=now)
    assert len(world.kpu.log.leaves) == before + 1


@pytest.mark.parametrize("path", ["/v1/catalog", f"/v1/datasets/{TPS}"])
def test_head_is_no_method_of_a_signed_path_even_for_a_known_caller(world, path):
    answer = world.send(POLRES, KPU, "HEAD", path)
    assert (answer.status, answer.body) == (405, b"")


def test_another_media_type_is_refused(world):
    answer = world.query(POLRES, TPS, b"{}", headers=(("content-type", "text/json"),))
    assert code_of(answer) == (415, "media-type")


def test_outside_v1_nothing_needs_a_signature(knock):
    assert code_of(knock("GET", "/tiada")) == (404, "path-unknown")
    assert code_of(knock("POST", "/healthz")) == (405, "method-not-allowed")
    assert code_of(knock("OPTIONS", "/healthz")) == (405, "method-not-allowed")
    assert knock("GET", "/v1/log/checkpoint").status == 200
    assert code_of(knock("POST", "/v1/log/checkpoint")) == (405, "method-not-allowed")
    assert code_of(knock("GET", "/v1/log/tiada")) == (404, "path-unknown")


def test_a_query_string_is_covered_and_otherwise_ignored(world):
    message = world.signed(POLRES, KPU, "GET", "/v1/catalog", query="a=1")
    assert answer_of(world.kpu.app, message).status == 200


def test_a_fault_that_nobody_foresaw_says_nothing_and_is_logged_without_its_text(world):
    class Fault(Exception):
        pass

    world.kpu.source.fault = Fault("nik 3201010101010001")
    with structlog.testing.capture_logs() as logged:
        answer = world.query(POLRES, TPS, AMAN)
    assert code_of(answer) == (500, "internal")
    assert b"3201" not in answer.body
    assert "3201" not in json.dumps(logged)
    assert [(line["event"], line["kind"]) for line in logged] == [("unforeseen-fault", "Fault")]
    assert len(world.kpu.log.leaves) == 1


def test_a_log_that_is_down_stops_data_and_not_the_process(world, knock):
    world.kpu.log.fault = LogError("gone")
    assert code_of(world.query(POLRES, TPS, AMAN)) == (503, "log-unavailable")
    assert code_of(world.send(POLRES, KPU, "GET", "/v1/tiada")) == (503, "log-unavailable")
    assert knock("GET", "/healthz").status == 200
