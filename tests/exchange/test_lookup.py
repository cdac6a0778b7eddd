"""A lookup answers the one row of a key, and of every other key nothing, in the same words."""

import json

import pytest

from gateway.audit import check_opening, parse_entry
from gateway.errors import SourceDown
from gateway.policy import Equals
from tests.simulator import KPU, POLRES, json_of
from tests.simulator.letters import (
    DAFTAR,
    DUA,
    MARK,
    PERIKSA,
    SURAT,
    WITHHELD,
    letter,
    letters,
    letters_world,
)

PATH = f"/v1/datasets/{SURAT}/lookup"


@pytest.fixture
def world():
    return letters_world()


def look_up(world, key="SKCK/001", **options):
    return world.send(KPU, POLRES, "POST", PATH, PERIKSA | {"key": key} | options)


def refusal(world, **options):
    answer = look_up(world, **options)
    assert answer.status >= 400
    return json_of(answer)


def entries(world):
    return [parse_entry(leaf) for leaf in world.polres.log.leaves]


MISSES = {
    "a key that is not there": "SKCK/404",
    "the key of a row that is not granted": "SKCK/007",
    "a key that several rows share": "SKCK/008",
    "the empty key": "",
    "a prefix": "SKCK/00",
    "a wildcard": "SKCK/00%",
    "another wildcard": "SKCK/00_",
    "a glob": "SKCK/*",
    "another case": "skck/001",
    "a blank before": " SKCK/001",
    "a blank behind": "SKCK/001 ",
    "a full-width digit": "SKCK/00\uff11",
    "SQL": "' OR '1'='1",
    "the word null": "null",
}


def test_a_key_brings_its_granted_fields_and_no_more(world):
    answer = look_up(world)
    assert answer.status == 200
    body = json_of(answer)
    assert body.keys() == {"found", "data", "withheld"}
    assert body["found"] is True
    assert body["data"] == {"berlaku": True, "sampai": "2027-01", "golongan": 1}
    told = [item["field"] for item in body["withheld"]]
    assert told == ["kode", *WITHHELD]
    assert MARK not in answer.body.decode()


@pytest.mark.parametrize("key", MISSES.values(), ids=MISSES)
def test_every_miss_is_the_same_miss(key):
    def answered(key):
        answer = look_up(letters_world(), key)
        return answer.status, answer.body, [name for name, _ in answer.headers]

    status, body, _ = answered(key)
    assert (status, json.loads(body)["found"], json.loads(body)["data"]) == (200, False, None)
    assert answered(key) == answered("SKCK/405")


@pytest.mark.parametrize("key", [1, True, 1.5, ["SKCK/001"], {"equals": "SKCK/001"}, "a\0b", "x" * 5_000])
def test_a_key_of_another_type_is_refused_unread_and_unrepeated(world, key):
    body = refusal(world, key=key)
    assert (body["code"], body["member"]) == ("request-invalid", "key")
    assert not world.polres.source.selections
    assert "SKCK" not in json.dumps([facts for _, facts in world.polres.observed])


@pytest.mark.parametrize(
    "changes",
    [
        {"key": None},
        {"keys": ["SKCK/001"]},
        {"filter": {"nomor": {"equals": "SKCK/001"}}},
        {"sort": ["kode"]},
        {"page_size": 1},
        {"cursor": "AAAA"},
        {"count": True},
        {"prefix": True},
        {"fields": []},
        {"fields": ["berlaku", "berlaku"]},
        {"dry_run": "yes"},
        {"case_ref": 7},
    ],
    ids=str,
)
def test_nothing_can_be_asked_for_that_a_lookup_does_not_know(world, changes):
    assert refusal(world, **changes)["code"] == "request-invalid"
    assert not world.polres.source.selections


def test_a_lookup_without_a_key_is_refused(world):
    answer = world.send(KPU, POLRES, "POST", PATH, PERIKSA)
    assert json_of(answer)["member"] == "key"


def test_the_source_is_asked_for_the_answer_the_rule_and_the_key(world):
    look_up(world, fields=["berlaku"])
    (selection,) = world.polres.source.selections
    assert {column.physical_name for column in selection.columns.values()} == {
        "berlaku",
        "wilayah",
        "no_surat",
    }
    assert [output.field for output in selection.outputs] == ["berlaku"]
    assert selection.filter == Equals("nomor", "SKCK/001")
    assert (selection.order, selection.limit) == ((), 2)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("nomor", "field-withheld"),
        ("catatan", "field-withheld"),
        ("gelap", "field-unknown"),
        ("x", "field-unknown"),
    ],
)
def test_a_field_that_is_not_granted_is_refused_by_name(world, name, code):
    assert refusal(world, fields=[name])["code"] == code
    assert not world.polres.source.selections


def test_a_key_can_be_a_filter_of_no_query(world):
    asked = DUA | {"case_ref": "LP/1", "filter": {"nomor": {"equals": "SKCK/001"}}}
    answer = world.query(KPU, SURAT, asked)
    assert json_of(answer)["code"] == "filter-not-granted"
    answer = world.query(KPU, SURAT, DUA | {"case_ref": "LP/1", "sort": ["nomor"]})
    assert json_of(answer)["code"] == "sort-not-granted"


def test_lookup_and_query_are_separate_rights(world):
    assert refusal(world, **DAFTAR)["code"] == "lookup-not-granted"
    assert json_of(world.query(KPU, SURAT, PERIKSA))["code"] == "query-not-granted"


def test_what_the_permission_requires_must_be_there(world):
    assert refusal(world, **DUA)["code"] == "requirement-missing"
    assert look_up(world, **DUA, case_ref="LP/1").status == 200


def test_a_field_is_the_same_in_a_lookup_and_a_query(world):
    found = json_of(look_up(world, **DUA, case_ref="LP/1"))["data"]["pemegang"]
    listed = json_of(world.query(KPU, SURAT, DUA | {"case_ref": "LP/1", "page_size": 1}))["data"]
    assert found == listed[0]["pemegang"]
    assert found.endswith("*1")


@pytest.mark.parametrize(("key", "found"), [(3, True), (404, False), (-1, False)])
def test_that_a_key_is_there_can_be_all_that_is_granted(world, key, found):
    answer = json_of(look_up(world, key, purpose="ada"))
    assert (answer["found"], answer["data"]) == (found, {} if found else None)


def test_a_stranger_to_the_permission_finds_no_dataset(world):
    answer = world.send(POLRES, POLRES, "POST", PATH, PERIKSA | {"key": "SKCK/001"})
    assert json_of(answer)["code"] == "dataset-unknown"


def test_a_dry_run_reads_and_counts_nothing(world):
    body = json_of(look_up(world, dry_run=True))
    assert body["dry_run"] is True
    verdicts = {item["field"]: (item["verdict"], item["reason"]) for item in body["verdicts"]}
    assert verdicts["nomor"] == ("withhold", "lookup-only")
    assert verdicts["sampai"] == ("transform", "granted")
    assert "gelap" not in verdicts
    assert not world.polres.source.selections
    assert not world.polres.log.quotas
    entry = entries(world)[-1]
    assert (entry["kind"], entry["outcome"]) == ("lookup", "described")
    assert not entry["commitments"].keys() & {"key", "found"}


@pytest.mark.parametrize(("key", "found"), [("SKCK/001", b"true"), ("SKCK/404", b"false")])
def test_the_entry_commits_to_key_and_outcome_and_tells_neither(world, key, found):
    look_up(world, key)
    entry = entries(world)[-1]
    assert (entry["kind"], entry["outcome"]) == ("lookup", "released")
    assert "rows" not in entry
    assert key.encode() not in world.polres.log.leaves[-1]
    _, _, openings = world.polres.log.entries[-1]
    assert openings["key"].value == json.dumps(key).encode()
    assert openings["found"].value == found
    for name in ("key", "found", "answer"):
        check_opening(entry, name, *openings[name])


def test_a_hit_and_a_miss_leave_the_same_facts_in_the_log():
    def recorded(key):
        world = letters_world()
        look_up(world, key)
        entry = entries(world)[-1]
        return {**entry, "commitments": sorted(entry["commitments"])}, len(world.polres.log.leaves[-1])

    assert recorded("SKCK/001") == recorded("SKCK/404") == recorded("SKCK/007") == recorded("SKCK/008")


def test_the_consumers_receipt_opens_key_and_outcome(world):
    client = world.client(KPU, POLRES)
    answer = look_up(world)
    _, receipt = client.receipt(answer.field("exchange-id"))
    assert receipt.openings["key"].value == b'"SKCK/001"'
    assert receipt.openings["found"].value == b"true"
    assert receipt.matches_body(answer.body)


def test_the_operators_log_holds_no_key(world):
    look_up(world)
    look_up(world, "SKCK/404")
    assert "SKCK" not in json.dumps([facts for _, facts in world.polres.observed])


def test_a_source_that_fails_is_no_miss(world):
    world.polres.source.fault = SourceDown("gone")
    assert refusal(world)["code"] == "source-unavailable"
    assert not world.polres.log.quotas


def test_an_answer_depends_on_no_row_but_that_of_its_key():
    def answered(rows):
        return look_up(letters_world(rows)).body

    alone = [letter(1)]
    assert answered(letters()) == answered(alone)
    assert answered([letter(1, nama="x", catatan="y", kode="z"), letter(2)]) == answered(alone)


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_a_lookup_is_posted(world, method):
    answer = world.send(KPU, POLRES, method, PATH, None if method == "GET" else PERIKSA)
    assert json_of(answer)["code"] == "method-not-allowed"


def test_a_replayed_lookup_is_refused_and_counts_once(world):
    message = world.signed(KPU, POLRES, "POST", PATH, PERIKSA | {"key": "SKCK/001"})
    client = world.client(KPU, POLRES)
    assert client.send(message).status == 200
    assert client.send(message).status == 409
    assert list(world.polres.log.quotas.values()) == [(1, 1)]
