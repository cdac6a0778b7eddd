"""Statistics: frozen once a period, the same for whoever asks, and nothing beyond the list."""

import json
from hashlib import sha256

import pytest

from gateway.audit import each_verdict
from gateway.errors import SourceError
from gateway.policy import Aggregate
from tests.simulator import KPU, POLRES, json_of
from tests.simulator.voters import (
    AGES,
    DPT,
    HITUNG,
    LAGI,
    STATISTICS,
    TABLE,
    ask,
    voter,
    voters,
    voters_world,
)


@pytest.fixture
def world():
    return voters_world()


def entry_of(world):
    return json.loads(world.kpu.log.entries[-1][1])


def code(answer):
    return json_of(answer)["code"]


def test_a_table_shows_whole_villages_alone_and_rounds_what_it_shows(world):
    table = json_of(ask(world, TABLE))
    assert table["data"] == [["A", "L", 6, 20], ["A", "P", 6, 20], ["B", "L", 3, 20], ["B", "P", 6, 30]]
    assert table["columns"] == [
        {"field": "desa"},
        {"field": "jk"},
        {"measure": "count", "base": 3},
        {"measure": "sum", "field": "anggota", "base": 10},
    ]
    assert (table["table"], table["period"], table["k"]) == (TABLE, "2026-11-24", 3)
    assert json_of(ask(world, AGES))["data"] == [["A", 2000, 12], ["B", 2000, 12]]


def test_the_source_is_asked_once_a_period_and_for_nothing_but_groups(world):
    for table, parameters in ((TABLE, HITUNG), (AGES, HITUNG), (TABLE, LAGI)):
        assert ask(world, table, parameters).status == 200
    (asked,) = world.kpu.source.selections
    assert isinstance(asked, Aggregate)
    assert set(asked.columns) == {"desa", "jk", "lahir", "anggota", "syarat"}
    world.clock.advance(days=1)
    ask(world, TABLE)
    assert len(world.kpu.source.selections) == 2


def test_what_changes_within_a_period_shows_in_the_next(world):
    before = ask(world, TABLE).body
    world.kpu.source.tables["t_dpt"].append(voter(901, "A", "L"))
    world.kpu.source.tables["t_dpt"] += [voter(910 + number, "A", "L") for number in range(9)]
    assert ask(world, TABLE).body == before
    world.clock.advance(days=1)
    assert json_of(ask(world, TABLE))["data"][0] == ["A", "L", 15, 60]


def test_two_purposes_have_one_snapshot(world):
    ask(world, TABLE)
    world.kpu.source.tables["t_dpt"].clear()
    one, other = json_of(ask(world, TABLE)), json_of(ask(world, TABLE, LAGI))
    assert (one["data"], one["snapshot"]) == (other["data"], other["snapshot"])
    assert one["data"]


def test_a_snapshot_that_another_process_froze_first_is_the_one_that_counts(world):
    ask(world, TABLE)
    ((name, content),) = world.kpu.snapshots.kept.items()
    other = content.replace(b'["A","L",6,20]', b'["A","L",9,30]')
    assert other != content
    world.kpu.snapshots.kept[name] = other
    table = json_of(ask(world, TABLE))
    assert table["data"][0] == ["A", "L", 9, 30]
    assert table["snapshot"] == sha256(other).hexdigest()


def test_a_table_frozen_once_stays(world):
    world = voters_world(statistics=STATISTICS | {"period": "once"})
    before = json_of(ask(world, TABLE))
    world.kpu.source.tables["t_dpt"].clear()
    world.clock.advance(days=300)
    assert json_of(ask(world, TABLE))["data"] == before["data"] != []
    assert before["period"] == "once"


def test_the_entry_names_table_snapshot_and_verdicts_and_its_leaf_holds_no_wish(world):
    table = json_of(ask(world, TABLE, LAGI))
    entry = entry_of(world)
    assert (entry["kind"], entry["outcome"], entry["rows"]) == ("statistics", "released", 4)
    assert (entry["table"], entry["snapshot"]) == (TABLE, table["snapshot"])
    verdicts = {each["field"]: (each["verdict"], each["reason"]) for each in each_verdict(entry)}
    assert verdicts == {
        "kode": ("withhold", "not-granted"),
        "desa": ("group", "granted"),
        "jk": ("group", "granted"),
        "lahir": ("withhold", "statistics-only"),
        "anggota": ("measure", "granted"),
        "syarat": ("withhold", "condition-only"),
        "nama": ("withhold", "undetermined"),
        "nik": ("withhold", "exempt"),
    }
    leaf = world.kpu.log.entries[-1][1]
    assert b"LP/1" not in leaf
    assert {"case_ref", "on_behalf_of"} <= entry["commitments"].keys()


def test_a_dry_run_says_the_verdicts_and_freezes_nothing(world):
    told = json_of(ask(world, TABLE, HITUNG | {"dry_run": "true"}))
    verdicts = {each["field"]: each["verdict"] for each in told["verdicts"]}
    assert (verdicts["desa"], verdicts["anggota"], "gelap" in verdicts) == ("group", "measure", False)
    assert world.kpu.source.selections == []
    assert world.kpu.snapshots.kept == {}


@pytest.mark.parametrize(
    ("parameters", "status", "refusal"),
    [
        pytest.param(
            {"agreement": "pks-lain", "purpose": "hitung"}, 403, "agreement-unknown", id="agreement"
        ),
        pytest.param(HITUNG | {"purpose": "lain"}, 403, "purpose-not-granted", id="purpose"),
        pytest.param({"agreement": "pks-pemilih"}, 422, "request-invalid", id="no purpose"),
        pytest.param({}, 422, "request-invalid", id="nothing"),
        pytest.param(HITUNG | {"filter": '{"desa": "A"}'}, 422, "request-invalid", id="a filter"),
        pytest.param(HITUNG | {"fields": "nama"}, 422, "request-invalid", id="fields"),
        pytest.param(HITUNG | {"dry_run": "ya"}, 422, "request-invalid", id="half a dry run"),
        pytest.param(HITUNG | {"case_ref": ""}, 422, "request-invalid", id="an empty case"),
        pytest.param(LAGI | {"purpose": "hitung"}, 200, None, id="more than is required"),
        pytest.param({**HITUNG, "purpose": "lagi"}, 403, "requirement-missing", id="less than is required"),
    ],
)
def test_what_may_be_asked_is_closed(world, parameters, status, refusal):
    answer = ask(world, TABLE, parameters)
    assert (answer.status, json_of(answer).get("code")) == (status, refusal)
    assert len(world.kpu.source.selections) == (status == 200)


@pytest.mark.parametrize(
    "query", ["agreement=a&agreement=b&purpose=c", "agreement", "agreement=%FF&purpose=x"]
)
def test_a_query_string_that_two_readers_might_read_differently_is_refused(world, query):
    path = f"/v1/datasets/{DPT}/statistics/{TABLE}"
    answer = world.send(POLRES, KPU, "GET", path, query=query)
    assert (answer.status, code(answer)) == (422, "request-invalid")


def test_a_body_is_refused(world):
    path = f"/v1/datasets/{DPT}/statistics/{TABLE}"
    answer = world.send(POLRES, KPU, "GET", path, {"x": 1}, query="agreement=pks-pemilih&purpose=hitung")
    assert (answer.status, code(answer)) == (422, "request-invalid")


def test_a_table_that_the_permission_has_not_is_unknown_and_those_it_has_are_named(world):
    answer = ask(world, "per-tps")
    assert (answer.status, code(answer)) == (404, "table-unknown")
    assert json_of(answer)["known"] == f"{TABLE}, {AGES}"
    assert entry_of(world)["reason"] == "table-unknown"


def test_rows_and_lookups_are_no_part_of_it(world):
    for kind, body in (("query", {}), ("lookup", {"key": "P0001"})):
        answer = world.send(POLRES, KPU, "POST", f"/v1/datasets/{DPT}/{kind}", HITUNG | body)
        assert (answer.status, code(answer)) == (403, f"{kind}-not-granted")
    assert world.kpu.source.selections == []


def test_an_agreement_in_shadow_gives_nothing_and_reads_nothing():
    world = voters_world(enforcement="shadow")
    answer = ask(world, TABLE)
    assert (answer.status, code(answer)) == (403, "agreement-shadow")
    assert entry_of(world)["reason"] == "agreement-shadow"
    assert (world.kpu.source.selections, world.kpu.snapshots.kept) == ([], {})


def test_answers_are_counted_and_so_are_their_rows():
    world = voters_world(quota={"requests": 3, "rows": 9, "period": "day"})
    assert [ask(world, TABLE).status for _ in range(3)] == [200, 200, 429]
    assert code(ask(world, TABLE)) == "quota-exceeded"
    # Two more rows than are left: the small table still goes.
    assert code(ask(world, AGES)) == "quota-exceeded"
    world.clock.advance(days=1)
    assert [ask(world, AGES).status for _ in range(4)] == [200, 200, 200, 429]


def test_a_description_lists_the_tables_and_what_is_owed(world):
    described = world.client(POLRES, KPU).describe(DPT)
    first = described["permissions"][0]
    assert first["statistics"]["period"] == "day"
    assert [table["table"] for table in first["statistics"]["tables"]] == [TABLE, AGES]
    assert first["retention"] == [{"days": 30}]
    verdicts = {each["field"]: each for each in first["verdicts"]}
    assert (verdicts["desa"]["verdict"], verdicts["desa"]["reason"]) == ("withhold", "statistics-only")
    assert "gelap" not in verdicts
    (listed,) = world.client(POLRES, KPU).catalog()["datasets"]
    assert listed["permissions"][0]["tables"] == [TABLE, AGES]


def test_a_source_that_fails_freezes_nothing(world):
    world.kpu.source.fault = SourceError("nama Budi tidak cocok")
    answer = ask(world, TABLE)
    assert (answer.status, code(answer)) == (502, "source-failed")
    assert b"Budi" not in answer.body
    assert world.kpu.snapshots.kept == {}
    world.kpu.source.fault = None
    assert ask(world, TABLE).status == 200


def test_too_many_groups_are_a_failure_and_no_half_a_table(world, monkeypatch):
    monkeypatch.setattr("gateway.exchange.statistics.MAX_GROUPS", 2)
    assert ask(world, TABLE).status == 502
    assert world.kpu.snapshots.kept == {}


def test_equal_published_tables_are_answered_alike_to_the_last_byte():
    def told(rows):
        world = voters_world(rows)
        answers = [
            ask(world, name, parameters) for name in (TABLE, AGES, "lain") for parameters in (HITUNG, LAGI)
        ]
        return [(answer.status, answer.headers, answer.body) for answer in answers]

    changed = [
        # Withheld values, hidden villages and rows beyond the rule are others; what is published is the same.
        row | {"nama": "Lain", "nik": "0", "kode": f"X{number}", "gelap": "y"}
        for number, row in enumerate(voters())
        if row["desa"] in {"A", "B"}
    ]
    hidden = [voter(800 + at, desa, "L") for at, desa in enumerate("EEFF")]
    hidden += [voter(820 + at, "G", "L", syarat="tidak") for at in range(9)]
    assert told(changed + hidden) == told(voters())


def test_what_would_have_to_be_deleted_already_is_not_given():
    rows = {
        "id": "dpt-baris",
        "consumer": POLRES,
        "dataset": DPT,
        "purpose": "baris",
        "fields": {"kode": ["release", "lookup-key"], "syarat": ["condition"]},
        "rows": {"syarat": {"equals": "tidak"}},
        "query": {"page_size": 5},
        "lookup": {"key": "kode"},
        "quota": {"requests": 99, "period": "day"},
        "duties": [{"retention": {"until": "2026-11-24"}}, {"retention": {"days": 30}}],
    }
    world = voters_world(permissions=[rows])
    asked = {"agreement": HITUNG["agreement"], "purpose": "baris"}
    page = json_of(world.query(POLRES, DPT, asked))
    assert (page["delete_by"], "duties" in page, entry_of(world)["delete_by"]) == (
        "2026-11-24",
        False,
        "2026-11-24",
    )
    for key in ("P0900", "P0404"):
        path = f"/v1/datasets/{DPT}/lookup"
        assert (
            json_of(world.send(POLRES, KPU, "POST", path, asked | {"key": key}))["delete_by"] == "2026-11-24"
        )
    world.clock.advance(days=1)
    answer = world.query(POLRES, DPT, asked)
    assert (answer.status, code(answer), json_of(answer)["delete_by"]) == (
        403,
        "retention-over",
        "2026-11-24",
    )
