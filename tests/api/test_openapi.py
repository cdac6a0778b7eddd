import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from gateway.signing import Message
from tests.simulator import KPU, POLRES, Simulator, answer_of, json_of, small_world
from tests.simulator.letters import PERIKSA, SURAT, letters_world
from tests.simulator.small import AMAN, TPS
from tests.simulator.voters import DPT, HITUNG, TABLE, ask, voters_world

SIGNED = {
    *("query", "lookup", "statistics", "describe", "catalog", "receipt"),
    *("propose", "settle", "compare", "audit-entries", "audit-entries-of", "listEntries", "acknowledge"),
}


@pytest.fixture(scope="module")
def world() -> Simulator:
    return small_world()


@pytest.fixture(scope="module")
def sample() -> Simulator:
    return Simulator()


@pytest.fixture(scope="module")
def letters() -> Simulator:
    return letters_world(quota={"requests": 900_000, "period": "month"})


def get(world, path, query=""):
    return answer_of(world.kpu.app, Message("GET", world.kpu.authority, path, query, ()))


@pytest.fixture(scope="module")
def document(world):
    answer = get(world, "/openapi.json")
    assert answer.status == 200
    return json_of(answer)


def operations(document):
    return [
        (path, method, operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method != "parameters"
    ]


def check(document, name: str, value) -> None:
    Draft202012Validator(
        {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    ).validate(value)


def is_valid(document, name: str, value) -> bool:
    schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    return Draft202012Validator(schema).is_valid(value)


def test_the_document_is_openapi_3_1(document):
    assert document["openapi"] == "3.1.0"
    OpenAPIV31SpecValidator(document).validate()


def test_every_route_is_documented_and_nothing_else(document, world):
    served = {
        (re.sub("<(?:path:)?([a-z_]+)>", r"{\1}", rule.rule), method.lower())
        for rule in world.kpu.app.flask.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    documented = {(path, method) for path, method, _ in operations(document)}
    assert documented == served - {("/openapi.json", "get")}


def test_signed_operations_say_so(document):
    for _, _, operation in operations(document):
        assert ("security" in operation) == (operation["operationId"] in SIGNED)
        assert operation["responses"]["default"]["content"].keys() == {"application/problem+json"}


def test_every_example_has_the_documented_shape(document):
    examples = 0
    for _, _, operation in operations(document):
        contents = [operation.get("requestBody", {}), *operation["responses"].values()]
        for content in contents:
            for media in content.get("content", {}).values():
                if "example" in media:
                    examples += 1
                    schema = media["schema"] | {"components": document["components"]}
                    Draft202012Validator(schema).validate(media["example"])
    assert examples > 3


def test_the_query_example_is_answered_as_the_page_example_says(document, sample):
    operation = document["paths"]["/v1/datasets/{provider}/{dataset}/query"]["post"]
    asked = operation["requestBody"]["content"]["application/json"]["example"]
    shown = operation["responses"]["200"]["content"]["application/json"]["example"]
    answer = sample.query(POLRES, f"{KPU}/tps", asked)
    assert answer.status == 200
    page = json_of(answer)
    assert page.keys() == shown.keys()
    assert page["withheld"] == shown["withheld"]
    for row in page["data"]:
        assert {name: type(value) for name, value in row.items()} == {
            name: type(value) for name, value in shown["data"][0].items()
        }


def test_the_lookup_example_is_answered_as_the_finding_example_says(document, sample):
    operation = document["paths"]["/v1/datasets/{provider}/{dataset}/lookup"]["post"]
    asked = operation["requestBody"]["content"]["application/json"]["example"]
    shown = operation["responses"]["200"]["content"]["application/json"]["example"]
    table = sample.polres.source.tables["skck"]
    known = asked | {"key": table[0]["nomor"]}
    finding = json_of(look_up(sample, f"{POLRES}/skck", known))
    assert finding.keys() == shown.keys()
    assert (finding["found"], finding["withheld"]) == (True, shown["withheld"])
    assert {name: type(value) for name, value in finding["data"].items()} == {
        name: type(value) for name, value in shown["data"].items()
    }
    assert json_of(look_up(sample, f"{POLRES}/skck", asked))["found"] is False


def look_up(world, dataset, body):
    return world.send(KPU, POLRES, "POST", f"/v1/datasets/{dataset}/lookup", body)


def test_the_problem_example_is_what_a_caller_is_told(document, sample):
    operation = document["paths"]["/v1/catalog"]["get"]
    shown = operation["responses"]["default"]["content"]["application/problem+json"]["example"]
    body = {"agreement": "pks-kapuas-hulu", "purpose": "pengamanan-tps", "fields": [shown["field"]]}
    told = json_of(sample.query(POLRES, f"{KPU}/tps", body))
    assert told | {"exchange_id": ""} == shown | {"exchange_id": ""}


def test_every_answer_has_the_documented_shape(document, world):
    query = world.query(POLRES, TPS, AMAN | {"count": True})
    check(document, "Page", json_of(query))
    check(document, "DryRun", json_of(world.query(POLRES, TPS, AMAN | {"dry_run": True})))
    check(document, "Problem", json_of(world.query(POLRES, TPS, AMAN | {"fields": ["nik"]})))
    check(document, "Catalog", json_of(world.send(POLRES, KPU, "GET", "/v1/catalog")))
    check(document, "Description", json_of(world.send(POLRES, KPU, "GET", f"/v1/datasets/{TPS}")))
    letters = letters_world(quota={"requests": 2, "period": "day"})
    asked = PERIKSA | {"key": "SKCK/001"}
    check(document, "DryRun", json_of(look_up(letters, SURAT, asked | {"dry_run": True})))
    check(document, "Finding", json_of(look_up(letters, SURAT, asked)))
    check(document, "Finding", json_of(look_up(letters, SURAT, asked | {"key": "SKCK/404"})))
    check(document, "Problem", json_of(look_up(letters, SURAT, asked)))
    check(document, "Description", json_of(letters.send(KPU, POLRES, "GET", f"/v1/datasets/{SURAT}")))
    voters = voters_world()
    check(document, "Statistics", json_of(ask(voters, TABLE)))
    check(document, "DryRun", json_of(ask(voters, TABLE, HITUNG | {"dry_run": "true"})))
    check(document, "Problem", json_of(ask(voters, "lain")))
    check(document, "Description", json_of(voters.send(POLRES, KPU, "GET", f"/v1/datasets/{DPT}")))
    check(document, "Proof", json_of(get(world, "/v1/log/proof/inclusion", "index=0&size=1")))
    check(document, "Readiness", json_of(get(world, "/readyz")))
    check(document, "Problem", json_of(get(world, "/problems/replayed")))


SMALL = st.sampled_from(["kode", "desa", "-kode", "lokasi", "x", ""])
BODIES = st.fixed_dictionaries(
    {},
    optional={
        "agreement": st.sampled_from(["pks-contoh", "", 1]),
        "purpose": st.sampled_from(["aman", "", None]),
        "fields": st.lists(SMALL, max_size=3) | st.just("kode"),
        "filter": st.sampled_from([{}, {"desa": {"within": "61"}}, {"desa": 1}, [], {"a": 1, "b": 2}]),
        "sort": st.lists(SMALL, max_size=3) | st.lists(SMALL, min_size=17, max_size=17),
        "page_size": st.integers(-1, 6) | st.sampled_from([1.0, "1", True, 100_001]),
        "count": st.booleans() | st.sampled_from([0, "true"]),
        "dry_run": st.booleans() | st.none(),
        "on_behalf_of": st.sampled_from(["Kanit", "", 1]),
        "more": st.just(1),
    },
)


@given(BODIES)
@example({"filter": {}, "fields": ["x"]})
def test_what_is_answered_was_documented(document, world, changes):
    for body in (changes, AMAN | changes):
        answer = world.query(POLRES, TPS, body)
        if answer.status == 200:
            check(document, "Query", body)
        elif not is_valid(document, "Query", body):
            # What the document forbids is refused for its shape, before any right is looked at.
            assert (answer.status, json_of(answer)["code"]) == (422, "request-invalid")


KEYS = st.sampled_from(["SKCK/001", "", 7, 1.5, True, None, ["SKCK/001"], {"in": ["SKCK/001"]}])
LOOKUPS = st.fixed_dictionaries(
    {},
    optional={
        "agreement": st.sampled_from(["pks-surat", "", 1]),
        "purpose": st.sampled_from(["periksa", "ada", "", None]),
        "key": KEYS,
        "fields": st.lists(st.sampled_from(["berlaku", "nomor", "x", ""]), max_size=3) | st.just("berlaku"),
        "dry_run": st.booleans() | st.none(),
        "case_ref": st.sampled_from(["LP/1", "", 1]),
        "more": st.just(1),
    },
)


@given(LOOKUPS)
@example({"key": ["SKCK/001"], "fields": ["x"]})
def test_what_a_lookup_answers_was_documented(document, letters, changes):
    for body in (changes, PERIKSA | {"key": "SKCK/001"} | changes):
        answer = look_up(letters, SURAT, body)
        if answer.status == 200:
            check(document, "Lookup", body)
        elif not is_valid(document, "Lookup", body):
            assert (answer.status, json_of(answer)["code"]) == (422, "request-invalid")
