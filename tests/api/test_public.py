from base64 import b64decode

import pytest

from gateway.audit import leaf_hash, verify_checkpoint, verify_consistency, verify_inclusion
from gateway.errors import LogError, SourceDown
from tests.simulator import POLRES, json_of
from tests.simulator.small import AMAN, TPS


def hashes(answer):
    assert answer.status == 200, answer.body
    return [b64decode(node) for node in json_of(answer)["proof"]]


@pytest.fixture
def grown(world):
    for _ in range(6):
        world.query(POLRES, TPS, AMAN)
    return world


def head(world, knock):
    answer = knock("GET", "/v1/log/checkpoint")
    assert answer.field("content-type") == "text/plain; charset=utf-8"
    return verify_checkpoint(answer.body.decode(), world.kpu.origin, world.kpu.keys["log"].key)


def test_the_checkpoint_and_proofs_verify(grown, knock):
    last = head(grown, knock)
    assert last.size == len(grown.kpu.log.leaves) == 7
    for index, leaf in enumerate(grown.kpu.log.leaves):
        proof = hashes(knock("GET", "/v1/log/proof/inclusion", query=f"index={index}&size=7"))
        verify_inclusion(leaf_hash(leaf), index, 7, proof, last.root)
    grown.query(POLRES, TPS, AMAN)
    newer = head(grown, knock)
    proof = hashes(knock("GET", "/v1/log/proof/consistency", query="second=8&first=7"))
    verify_consistency(7, last.root, 8, newer.root, proof)


@pytest.mark.parametrize("kind", ["inclusion", "consistency"])
@pytest.mark.parametrize(
    "query",
    [
        "",
        "{0}=1",
        "{1}=1",
        "{0}=1&{1}=2&{1}=2",
        "{0}=1&{1}=2&more=3",
        "{0}=-1&{1}=2",
        "{0}=1.0&{1}=2",
        "{0}=x&{1}=2",
        "{0}=&{1}=2",
        "{0}=%D9%A1&{1}=2",
        "{0}=1&{1}=99999999999999999",
        "{0}=1&{1}=9999999999999999",
        "{0}=1&{1}=8",
        "{0}=3&{1}=2",
        "{0}=1%00&{1}=2",
    ],
)
def test_bad_numbers_are_refused_as_such(grown, knock, kind, query):
    names = {"inclusion": ("index", "size"), "consistency": ("first", "second")}[kind]
    answer = knock("GET", f"/v1/log/proof/{kind}", query=query.format(*names))
    assert (answer.status, json_of(answer)["code"]) == (422, "request-invalid")


def test_the_keys_are_public_halves_only(world, knock):
    answer = knock("GET", "/.well-known/jwks.json")
    assert answer.field("content-type") == "application/jwk-set+json"
    keys = json_of(answer)["keys"]
    assert [key["x"] for key in keys] == [
        world.kpu.keys[role].key.jwk["x"] for role in ("answer", "log", "receipt")
    ]
    assert not any("d" in key for key in keys)


def test_the_process_answers_whatever_else_is_wrong(world, knock):
    world.kpu.log.fault = LogError("gone")
    answer = knock("GET", "/healthz")
    assert (answer.status, json_of(answer)) == (200, {"status": "ok"})


def test_readiness_names_what_is_not_usable_and_nothing_more(world, knock):
    assert json_of(knock("GET", "/readyz")) == {"status": "ok", "checks": {"log": "ok", "policy": "ok"}}

    def fail():
        raise SourceDown("host=10.0.0.1 password=x")

    world.kpu.checks["source.utama"] = fail
    answer = knock("GET", "/readyz")
    assert answer.status == 503
    assert json_of(answer) == {
        "status": "unavailable",
        "checks": {"log": "ok", "policy": "ok", "source.utama": "source-unavailable"},
    }
    assert b"10.0.0.1" not in answer.body
    del world.kpu.checks["source.utama"]
    assert knock("GET", "/readyz").status == 200


def test_open_calls_refuse_when_the_log_cannot_be_read(world, knock, monkeypatch):
    def gone(*numbers):
        raise LogError("gone")

    for name in ("head", "inclusion", "consistency"):
        monkeypatch.setattr(world.kpu.log, name, gone)
    for path, query in (
        ("/v1/log/checkpoint", ""),
        ("/v1/log/proof/inclusion", "index=0&size=1"),
        ("/v1/log/proof/consistency", "first=0&second=1"),
    ):
        answer = knock("GET", path, query=query)
        assert (answer.status, json_of(answer)["code"]) == (503, "log-unavailable")


def test_head_has_the_headers_and_no_body(knock):
    whole, short = knock("GET", "/healthz"), knock("HEAD", "/healthz")
    assert (short.status, short.body) == (200, b"")
    assert short.headers == whole.headers
