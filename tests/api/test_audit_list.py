"""Entries by filter for auditors: who may ask, what is told, in which form; each page is an entry."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from gateway.audit import (
    each_verdict,
    leaf_hash,
    parse_base64,
    parse_entry,
    verify_checkpoint,
    verify_inclusion,
)
from gateway.errors import LogError
from gateway.exchange import COLUMNS, CSV, JSON, NDJSON, PARQUET, XLSX, listing
from gateway.exchange.listing import PARAMETERS
from gateway.signing import Answer, verify_answer
from tests.simulator import KPU, POLRES, Simulator, answer_of, json_of, keys_of, small_world
from tests.simulator.small import AMAN, OTHER, PKS, TPS

PATH = "/v1/audit/entries"
PROOF = "/v1/log/proof/inclusion"

Ask = Callable[..., Answer]


@pytest.fixture
def world() -> Simulator:
    """A log of an activation and eight exchanges, of them two refusals."""
    world = small_world()
    for purpose in ("aman", "aman", "resmi"):
        world.clock.now += timedelta(minutes=1)
        world.query(POLRES, TPS, AMAN | {"purpose": purpose})
    world.query(POLRES, TPS, AMAN | {"fields": ["rahasia"]})
    for _ in range(4):
        world.send(POLRES, KPU, "GET", f"/v1/datasets/{TPS}")
    return world


@pytest.fixture
def ask(world: Simulator) -> Ask:
    """Give a way to ask KPU's gateway with a key, by default its auditor's."""

    def send(
        asked: Mapping[str, object] | str = "",
        *,
        agency: str = KPU,
        key: str = "auditor",
        accept: str | None = None,
        method: str = "GET",
        body: bytes | None = None,
    ) -> Answer:
        query = asked if isinstance(asked, str) else urlencode(asked)
        headers = (("accept", accept),) if accept else ()
        message = world.signed(
            agency, KPU, method, PATH, body, signer=keys_of(agency)[key], query=query, headers=headers
        )
        answer = answer_of(world.kpu.app, message)
        verify_answer(answer, message, keys_of(KPU)["answer"].key, now=int(world.clock.now.timestamp()))
        return answer

    return send


def indexes(answer: Answer) -> list[int]:
    assert answer.status == 200, answer.body
    return [record["index"] for record in json_of(answer)["entries"]]


def told(answer: Answer) -> tuple[int, str]:
    return answer.status, json_of(answer)["code"]


def last_entry(world: Simulator) -> Mapping[str, Any]:
    return parse_entry(world.kpu.log.leaves[-1])


@pytest.mark.parametrize(
    ("key", "agency", "expected"),
    [
        pytest.param("client", POLRES, (401, "key-role"), id="a consumer, who may not see even its own"),
        pytest.param("client", KPU, (401, "key-role"), id="a system of the agency itself"),
        pytest.param("auditor", POLRES, (403, "auditor-unknown"), id="another agency's auditor"),
        pytest.param("auditor", OTHER, (403, "auditor-unknown"), id="a third agency's auditor"),
        pytest.param("stray", KPU, (401, "key-unknown"), id="a stranger"),
    ],
)
def test_nobody_but_the_agencys_auditors_lists_entries(ask: Ask, key: str, agency: str, expected):
    answer = ask(key=key, agency=agency)
    assert told(answer) == expected
    assert b"leaf" not in answer.body


def test_without_a_record_there_is_no_page(world: Simulator, ask: Ask):
    for form in (JSON, NDJSON, CSV, XLSX, PARQUET):
        world.kpu.log.fault = LogError("disk full")
        answer = ask(accept=form)
        assert told(answer) == (503, "log-unavailable")
        assert b"leaf" not in answer.body


@pytest.mark.parametrize(
    ("query", "member"),
    [
        pytest.param("badan=kpu", "badan", id="a name that is not documented"),
        pytest.param("agency=a&agency=a", "agency", id="a name that stands twice"),
        pytest.param("agency=", "agency", id="a name without a value"),
        pytest.param("agency=a%20b", "agency", id="a value that no entry can have"),
        pytest.param("outcome=maybe", "outcome", id="an unknown outcome"),
        pytest.param("scope=some", "scope", id="an unknown scope"),
        pytest.param("order=any", "order", id="an unknown order"),
        pytest.param("from=2026-01-01", "from", id="a day instead of a moment"),
        pytest.param("until=9999-12-31T23:59:59Z", "until", id="a moment beyond the calendar"),
        pytest.param("page_size=0", "page_size", id="no entries at all"),
        pytest.param("page_size=501", "page_size", id="a longer page than is given"),
        pytest.param("page_size=%D9%A1", "page_size", id="digits that are not ASCII"),
        pytest.param("exchange=1", "exchange", id="no exchange id"),
        pytest.param("dataset=kpu/tps&provider=polres", "dataset", id="two providers"),
        pytest.param("agency", "query", id="no pair of name and value"),
    ],
)
def test_a_parameter_that_cannot_be_used_is_refused_by_name(
    world: Simulator, ask: Ask, query: str, member: str
):
    answer = ask(query)
    assert told(answer) == (422, "request-invalid")
    assert json_of(answer)["member"] == member
    assert last_entry(world)["reason"] == "request-invalid"


VALUES = st.text(max_size=20) | st.sampled_from(
    [
        "all",
        "newest",
        "released",
        KPU,
        TPS,
        "7",
        "2026-11-24T00:00:00Z",
        "0001-01-01T00:00:00+23:59",
        "\ud800",
    ]
)


@given(
    st.lists(st.tuples(st.sampled_from(PARAMETERS) | st.text(max_size=8), VALUES), max_size=4),
    st.none() | st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=20),
)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_address_and_any_accept_is_answered_or_refused_by_a_code(ask: Ask, pairs, accept: str | None):
    query = urlencode(pairs, errors="surrogatepass")
    answer = ask(query, accept=(accept or "").strip() or None)
    assert answer.status == 200 or told(answer) in {
        (422, "request-invalid"),
        (422, "cursor-invalid"),
        (406, "not-acceptable"),
    }
    names = [name for name, _ in pairs]
    if answer.status == 200:
        assert set(names) <= set(PARAMETERS)
        assert len(set(names)) == len(names)


def test_a_body_is_refused(ask: Ask):
    assert json_of(ask(body=b"{}"))["member"] == "body"


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_another_method_opens_nothing(ask: Ask, method: str):
    assert told(ask(method=method)) == (401, "key-role")


def test_each_page_is_an_entry_that_says_how_much_and_commits_to_the_search(world: Simulator, ask: Ask):
    size = len(world.kpu.log.leaves)
    answer = ask({"outcome": "refused", "agreement": PKS})
    assert len(world.kpu.log.leaves) == size + 1
    entry = last_entry(world)
    found = indexes(answer)
    assert (entry["kind"], entry["outcome"], entry["rows"]) == ("audit-list", "described", len(found))
    assert entry["page"] == f"{min(found)}-{max(found)}"
    assert entry["consumer"]["key"] == keys_of(KPU)["auditor"].key.thumbprint
    assert PKS not in json.dumps(entry)
    _, _, openings = world.kpu.log.entries[-1]
    assert json.loads(openings["filter"].value) == {
        "outcome": "refused",
        "agreement": PKS,
        "order": "newest",
    }
    assert indexes(ask({"code": "none-such"})) == []
    assert last_entry(world)["page"] == "none"


def test_no_quota_is_spent(world: Simulator, ask: Ask):
    before = dict(world.kpu.log.quotas)
    ask()
    assert world.kpu.log.quotas == before


def test_every_record_is_proven_by_the_open_calls_alone(world: Simulator, ask: Ask, knock: Ask):
    page = json_of(ask())
    head = verify_checkpoint(page["checkpoint"]["note"], world.kpu.origin, keys_of(KPU)["log"].key)
    assert (head.size, head.root.hex()) == (page["checkpoint"]["size"], page["checkpoint"]["root"])
    assert page["checkpoint"]["origin"] == world.kpu.origin
    for record in page["entries"]:
        assert (record["tree_size"], record["tree_root"]) == (head.size, head.root.hex())
        told = knock("GET", PROOF, query=f"index={record['index']}&size={record['tree_size']}")
        proof = [parse_base64(node, "proof") for node in json_of(told)["proof"]]
        leaf = leaf_hash(record["leaf"].encode())
        assert leaf.hex() == record["leaf_hash"]
        verify_inclusion(leaf, record["index"], head.size, proof, head.root)


def test_records_say_what_their_leaves_say(world: Simulator, ask: Ask):
    (record,) = json_of(ask({"outcome": "released", "purpose": "aman", "page_size": 1}))["entries"]
    entry = json.loads(record["leaf"])
    assert record["verdicts"] == list(each_verdict(entry))
    assert (record["consumer"], record["provider"], record["dataset"]) == (POLRES, KPU, "tps")
    assert (record["agreement"], record["permission"], record["rows"]) == (PKS, "tps-aman", 5)
    assert "gelap" not in record["leaf"]


def test_every_page_has_the_documented_shape(ask: Ask, knock: Ask):
    document = json.loads(knock("GET", "/openapi.json").body)
    schema = {"$ref": "#/components/schemas/EntryList", "components": document["components"]}
    check = Draft202012Validator(schema)
    for asked in ({}, {"page_size": 2}, {"code": "none-such"}):
        check.validate(json_of(ask(asked)))


# --- pages -------------------------------------------------------------------


@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize("size", [1, 2, 5, 500])
def test_pages_cover_the_log_as_it_stood_and_nothing_of_the_reading(world: Simulator, ask: Ask, order, size):
    stood = len(world.kpu.log.leaves)
    asked: dict[str, object] = {"order": order, "page_size": size}
    seen: list[int] = []
    while True:
        answer = ask(asked)
        seen += indexes(answer)
        cursor = json_of(answer)["next_cursor"]
        if cursor is None:
            break
        asked |= {"cursor": cursor}
        # Others go on meanwhile.
        world.query(POLRES, TPS, AMAN | {"dry_run": True})
    assert seen == (list(range(stood)) if order == "oldest" else list(range(stood))[::-1])


def test_a_page_of_long_entries_ends_early_and_the_list_goes_on(ask: Ask, monkeypatch: pytest.MonkeyPatch):
    everything = indexes(ask({"scope": "exchanges"}))
    for most in (1, 5_000):
        monkeypatch.setattr(listing, "MAX_PAGE_BYTES", most)
        seen, asked = [], {"scope": "exchanges"}
        while asked is not None:
            answer = ask(asked)
            page = json_of(answer)
            assert sum(len(record["leaf"]) for record in page["entries"]) <= max(most, 4_000)
            seen += indexes(answer)
            asked = {**asked, "cursor": page["next_cursor"]} if page["next_cursor"] else None
        assert seen == everything


def test_every_form_names_its_next_page(world: Simulator, ask: Ask):
    answer = ask({"page_size": 2, "scope": "exchanges"}, accept=CSV)
    link, receipt = answer.field("link").split(", ")
    target = urlsplit(link[1 : link.index(">")])
    assert target.path == PATH
    assert 'rel="receipt"' in receipt
    following = indexes(ask(dict(parse_qsl(target.query))))
    assert following == indexes(ask({"scope": "exchanges"}))[2:4]


def other_filters(asked):
    return asked | {"outcome": "refused"}


def other_order(asked):
    return asked | {"order": "oldest"}


def altered(asked):
    cursor = asked["cursor"]
    return asked | {"cursor": cursor[:20] + ("A" if cursor[20] != "A" else "B") + cursor[21:]}


def cut(asked):
    return asked | {"cursor": asked["cursor"][:-4]}


@pytest.mark.parametrize("change", [other_filters, other_order, altered, cut])
def test_a_cursor_opens_for_its_own_search_alone(ask: Ask, change):
    cursor = json_of(ask({"page_size": 2}))["next_cursor"]
    assert told(ask(change({"cursor": cursor}))) == (422, "cursor-invalid")
    assert ask({"cursor": cursor}).status == 200


def test_a_cursor_of_another_auditor_does_not_open(ask: Ask):
    cursor = json_of(ask({"page_size": 2}))["next_cursor"]
    assert ask(key="auditor-2").status == 200
    assert told(ask({"cursor": cursor}, key="auditor-2")) == (422, "cursor-invalid")


def test_a_cursor_of_another_call_does_not_open(world: Simulator, ask: Ask):
    cursor = json_of(world.query(POLRES, TPS, AMAN))["next_cursor"]
    assert told(ask({"cursor": cursor})) == (422, "cursor-invalid")
    ours = json_of(ask({"page_size": 2}))["next_cursor"]
    answer = world.query(POLRES, TPS, AMAN | {"cursor": ours})
    assert told(answer) == (422, "cursor-invalid")


def test_a_cursor_ends_with_its_hour(world: Simulator, ask: Ask):
    cursor = json_of(ask({"page_size": 2}))["next_cursor"]
    world.clock.now += timedelta(hours=1, seconds=1)
    assert told(ask({"cursor": cursor})) == (422, "cursor-expired")


# --- what was altered --------------------------------------------------------


def test_a_page_with_an_altered_entry_is_refused_by_its_index(world: Simulator, ask: Ask):
    log = world.kpu.log
    exchange, leaf, openings = log.entries[2]
    log.entries[2] = exchange, leaf.replace(b'"rows":5', b'"rows":4'), openings
    answer = ask()
    assert told(answer) == (503, "entry-altered")
    assert json_of(answer)["index"] == "2"
    assert last_entry(world)["reason"] == "entry-altered"
    assert 2 not in indexes(ask({"outcome": "described"}))


def test_a_list_of_everything_without_one_of_its_entries_is_refused(
    world: Simulator, ask: Ask, monkeypatch: pytest.MonkeyPatch
):
    entries = world.kpu.world.entries
    page = entries.page

    def short(*asked, **more):
        return [stored for stored in page(*asked, **more) if stored.index != gone]

    monkeypatch.setattr(type(entries), "page", lambda self, *asked, **more: short(*asked, **more))
    for order in ("newest", "oldest"):
        for gone in (0, 4, 8):
            answer = ask({"order": order})
            assert told(answer) == (503, "entry-altered")
            assert json_of(answer)["index"] == str(gone)


# --- forms -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        pytest.param(None, JSON, id="none"),
        pytest.param("*/*", JSON, id="anything"),
        pytest.param("text/csv, application/json;q=0.5", CSV, id="the one that is liked better"),
        pytest.param("text/*;q=0.3, */*;q=0.2", CSV, id="a family"),
        pytest.param("application/json;q=0, */*", NDJSON, id="anything but one"),
        pytest.param("text/csv;charset=utf-8", CSV, id="with its character set"),
    ],
)
def test_the_form_is_the_one_that_is_accepted(ask: Ask, accept: str | None, form: str):
    answer = ask(accept=accept)
    assert answer.status == 200
    assert answer.field("content-type").partition(";")[0] == form


@pytest.mark.parametrize("accept", ["text/html", "json", "application/json;q=2", "*/*;q=0", "text/csv;q=x"])
def test_a_form_that_is_not_offered_is_refused(ask: Ask, accept: str):
    assert told(ask(accept=accept)) == (406, "not-acceptable")


def test_a_form_whose_writer_is_not_installed_is_refused_by_name(world: Simulator, ask: Ask):
    object.__setattr__(world.kpu.world, "tables", {CSV: world.kpu.world.tables[CSV]})
    answer = ask(accept=PARQUET)
    assert told(answer) == (406, "form-not-installed")
    assert json_of(answer)["form"] == PARQUET
    assert ask(accept=f"{PARQUET}, {JSON};q=0.5").status == 406
    assert ask(accept=CSV).status == 200


def test_what_a_spreadsheet_cannot_hold_is_refused_and_comes_in_another_form(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("gateway.formats.xlsx.MAX_TEXT", 50)
    assert told(ask(accept=XLSX)) == (406, "format-unfit")
    assert ask(accept=CSV).status == 200


def test_every_form_holds_the_same_entries(ask: Ask):
    asked = {"scope": "exchanges", "from": "2020-01-01T00:00:00Z", "until": "2100-01-01T00:00:00+07:00"}
    records = json_of(ask(asked))["entries"]
    lines = [json.loads(line) for line in ask(asked, accept=NDJSON).body.splitlines()]
    # The heads differ, for each page that is read is one more entry.
    heads = {"tree_size", "tree_root"}

    def plain(each: Mapping[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in each.items() if name not in heads}

    assert [plain(line) for line in lines] == [plain(record) for record in records]
    rows = list(csv.DictReader(io.StringIO(ask(asked, accept=CSV).body.decode())))
    sheet = load_workbook(io.BytesIO(ask(asked, accept=XLSX).body)).active
    assert sheet is not None
    heading, *cells = sheet.iter_rows(values_only=True)
    table = pyarrow.parquet.read_table(io.BytesIO(ask(asked, accept=PARQUET).body)).to_pylist()
    assert list(heading) == list(rows[0]) == list(table[0]) == list(COLUMNS)
    for record, row, cell, typed in zip(records, rows, cells, table, strict=True):
        for name in ("index", "exchange_id", "outcome", "leaf_hash", "consumer"):
            assert str(record[name]) == row[name] == str(cell[list(COLUMNS).index(name)]) == str(typed[name])
        assert typed["recorded_at"].isoformat(timespec="microseconds") == record["recorded_at"].replace(
            "Z", "+00:00"
        )
        assert typed["index"] == record["index"]
    released = next(row for row in rows if row["outcome"] == "released" and row["purpose"] == "aman")
    assert released["released"].split()[:2] == ["kode", "desa"]
    assert "rahasia" in released["withheld"].split()
