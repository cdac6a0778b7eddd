import json
from datetime import UTC, datetime

import pytest

from gateway.audit import parse_entry
from tests.simulator import (
    KPU,
    POLRES,
    json_of,
    keys_of,
    sign_folder,
    small_folder,
    small_tables,
    small_world,
)
from tests.simulator.small import AMAN, PKS, TPS, UNDISCLOSED, WITHHELD
from tests.simulator.world import Simulator


def get(world, path, **more):
    return world.send(POLRES, KPU, "GET", path, **more)


def catalog(world):
    answer = get(world, "/v1/catalog")
    assert answer.status == 200
    return json_of(answer)


def description(world, name=TPS):
    return get(world, f"/v1/datasets/{name}")


def test_the_catalog_names_datasets_with_a_permission_in_force_and_no_others(world):
    body = catalog(world)
    assert body["provider"] == KPU
    # `sendiri` has no permission, `khusus` is another's, `lama` is lapsed, not yet begun, or a trial.
    assert [item["dataset"] for item in body["datasets"]] == ["tps"]
    assert body["datasets"][0]["permissions"] == [
        {"agreement": PKS, "permission": "tps-aman", "purpose": "aman"},
        {"agreement": PKS, "permission": "tps-resmi", "purpose": "resmi"},
        {"agreement": PKS, "permission": "tps-tanpa", "purpose": "tanpa"},
    ]


def test_each_agency_sees_the_other_sides_catalog(world):
    answer = world.send(KPU, POLRES, "GET", "/v1/catalog")
    assert [item["dataset"] for item in json_of(answer)["datasets"]] == ["laporan"]
    assert json_of(world.send(KPU, KPU, "GET", "/v1/catalog"))["datasets"] == []


def test_an_agreement_appears_in_the_catalog_on_its_first_day_and_leaves_after_its_last(world):
    def shown(moment):
        world.clock.now = moment
        return "lama" in [item["dataset"] for item in catalog(world)["datasets"]]

    assert not shown(datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC))
    assert shown(datetime(2026, 12, 31, 17, 0, tzinfo=UTC))
    assert shown(datetime(2027, 12, 31, 16, 59, 59, tzinfo=UTC))
    assert not shown(datetime(2027, 12, 31, 17, 0, tzinfo=UTC))


def test_a_suspended_agreement_leaves_the_catalog_at_once(world):
    world.kpu.suspend(PKS, keys_of(POLRES)["signatory"], POLRES)
    assert catalog(world)["datasets"] == []
    assert description(world).status == 404


def test_a_changed_contract_leaves_the_catalog():
    folder = dict(small_folder())
    path = f"datasets/{TPS}.yaml"
    folder[path] = folder[path].replace(b"CONTOH. tps.", b"CONTOH! tps.")
    world = Simulator(sign_folder(folder), small_tables())
    assert catalog(world)["datasets"] == []
    assert json_of(world.query(POLRES, TPS, AMAN))["code"] == "contract-changed"


def test_a_description_says_of_every_field_what_would_happen_and_why(world):
    body = json_of(description(world))
    assert body["provider"] == KPU
    names = [item["field"] for item in body["fields"]]
    assert set(WITHHELD) <= set(names)
    aman, resmi, tanpa = body["permissions"]
    verdicts = {item["field"]: item for item in aman["verdicts"]}
    assert list(verdicts) == names
    assert verdicts["kode"]["verdict"] == "release"
    assert verdicts["lat"] == {
        "field": "lat",
        "verdict": "transform",
        "reason": "granted",
        "classification": "antarbadan",
        "legal_basis": "",
        "transform": "round",
    }
    assert verdicts["rahasia"]["reason"] == "exempt"
    assert verdicts["rahasia"]["legal_basis"] == "UU 14/2008 Pasal 17 huruf h"
    assert aman["query"] == {
        "filter": ["desa", "jumlah", "lokasi"],
        "sort": ["jumlah", "kode", "lokasi"],
        "page_size": 5,
        "count": "exact",
    }
    assert resmi["requires"] == ["case_ref", "on_behalf_of"]
    assert tanpa["query"] is None


def test_no_undisclosed_name_is_told_anywhere(world):
    told = [get(world, "/v1/catalog"), description(world), world.query(POLRES, TPS, AMAN)]
    told.append(world.query(POLRES, TPS, AMAN | {"dry_run": True}))
    for answer in told:
        assert answer.status == 200
        assert UNDISCLOSED.encode() not in answer.body
    for leaf in world.kpu.log.leaves:
        assert UNDISCLOSED.encode() not in leaf


@pytest.mark.parametrize("name", ["tiada", "sendiri", "khusus", "lama"])
def test_a_dataset_without_a_permission_in_force_is_described_as_one_that_does_not_exist(name):
    def answered(dataset):
        world = small_world()
        answer = description(world, f"{KPU}/{dataset}")
        return answer.status, answer.body

    assert answered(name) == answered("nirwana")
    assert answered(name)[0] == 404


def test_another_providers_dataset_is_not_described_here(world):
    assert description(world, f"{POLRES}/laporan").status == 404


def test_descriptions_read_no_source_and_are_recorded(world):
    catalog(world)
    description(world)
    assert not world.kpu.source.selections
    entries = [parse_entry(leaf) for leaf in world.kpu.log.leaves[-2:]]
    assert [(entry["kind"], entry["outcome"]) for entry in entries] == [
        ("catalog", "described"),
        ("describe", "described"),
    ]


def test_what_is_described_is_what_a_query_does(world):
    for item in json_of(description(world))["permissions"]:
        if item["query"] is None:
            continue
        released = [each["field"] for each in item["verdicts"] if each["verdict"] != "withhold"]
        told = {name: "x" for name in item["requires"]}
        body = {"agreement": item["agreement"], "purpose": item["purpose"], **told}
        page = json_of(world.query(POLRES, TPS, body))
        assert [list(row) for row in page["data"]] == [released] * 5
        withheld = [each["field"] for each in item["verdicts"] if each["verdict"] == "withhold"]
        assert [each["field"] for each in page["withheld"]] == withheld


def test_a_register_closes_a_field_in_the_description_too():
    folder = dict(small_folder())
    path = f"exemptions/{KPU}.yaml"
    register = json.loads(folder[path])
    register["exemptions"][0]["fields"].append("tps.lokasi")
    folder[path] = json.dumps(register).encode()
    world = Simulator(sign_folder(folder), small_tables())
    (aman, *_) = json_of(description(world))["permissions"]
    verdicts = {item["field"]: item for item in aman["verdicts"]}
    assert (verdicts["lokasi"]["verdict"], verdicts["lokasi"]["reason"]) == ("withhold", "exempt")
    fields = {item["field"]: item for item in json_of(description(world))["fields"]}
    # The contract's own word stays; the verdict says what holds.
    assert fields["lokasi"]["classification"] == "terbuka"
    assert verdicts["lokasi"]["classification"] == "dikecualikan"
