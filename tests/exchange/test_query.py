from datetime import UTC, datetime

import pytest

from gateway.audit import parse_entry
from tests.simulator import KPU, POLRES, json_of, keys_of, small_tables, small_world
from tests.simulator.small import (
    AMAN,
    GRANTED,
    MARK,
    PAGE_SIZE,
    TPS,
    UNDISCLOSED,
    WITHHELD,
    tps_row,
)

RESMI = {"agreement": AMAN["agreement"], "purpose": "resmi", "on_behalf_of": "Kanit", "case_ref": "LP/1"}


def ask(world, **options):
    answer = world.query(POLRES, TPS, AMAN | options)
    assert answer.status == 200, answer.body
    return json_of(answer)


def refusal(world, body, **more):
    answer = world.query(POLRES, TPS, body, **more)
    assert answer.status >= 400
    return json_of(answer)


def test_exactly_the_granted_fields_of_the_granted_rows_arrive(world):
    page = ask(world)
    assert [tuple(row) for row in page["data"]] == [GRANTED] * PAGE_SIZE
    assert [row["kode"] for row in page["data"]] == [f"61060{number:03}" for number in (1, 2, 3, 5, 6)]
    assert page["data"][0] == {
        "kode": "61060001",
        "desa": "6106011001",
        "jumlah": 101,
        "lokasi": "lokasi 1",
        "lat": 1.9,
        "kontak": page["data"][0]["kontak"],
        "tanggal": "2024-02",
        "tetap": "ada pada KPU",
    }
    assert page["data"][0]["kontak"].startswith("p1_")
    assert [item["field"] for item in page["withheld"]] == list(WITHHELD)
    assert "count" not in page


def test_the_source_is_asked_for_no_column_without_a_use(world):
    ask(world, fields=["lokasi"])
    (selection,) = world.kpu.source.selections
    # The answer's field, the row rule's two, and the order.
    assert set(selection.columns) == {"lokasi", "desa", "syarat", "kode"}
    assert {column.physical_name for column in selection.columns.values()} == {
        "nama_lokasi",
        "desa",
        "syarat",
        "kode",
    }


def test_fields_come_in_the_order_asked_for(world):
    page = ask(world, fields=["tetap", "kode", "lat"])
    assert [list(row) for row in page["data"]] == [["tetap", "kode", "lat"]] * PAGE_SIZE


@pytest.mark.parametrize("name", [*WITHHELD, UNDISCLOSED, "tiada", "nama_lokasi", "*", "kode ", "KODE"])
def test_a_field_that_is_not_granted_is_refused_by_name(world, name):
    body = refusal(world, AMAN | {"fields": ["kode", name]})
    assert body["code"] == ("field-withheld" if name in WITHHELD else "field-unknown")
    assert body["field"] == name
    assert not world.kpu.source.selections


@pytest.mark.parametrize("member", ["fields", "sort", "filter"])
def test_an_undisclosed_field_answers_exactly_as_an_unknown_one(member):
    def answered(name):
        world = small_world()
        value = {"fields": [name], "sort": [name], "filter": {name: {"equals": "x"}}}[member]
        answer = world.query(POLRES, TPS, AMAN | {member: value})
        return answer.status, answer.body.replace(name.encode(), b"#"), len(world.kpu.log.leaves[-1])

    assert answered(UNDISCLOSED) == answered("tiada")


def walk(world, **options):
    pages = [ask(world, **options)]
    while pages[-1]["next_cursor"]:
        pages.append(ask(world, **options, cursor=pages[-1]["next_cursor"]))
    return pages


@pytest.mark.parametrize("page_size", [1, 2, 3, 4, 5])
@pytest.mark.parametrize(
    "sort", [None, ["kode"], ["-kode"], ["lokasi"], ["-lokasi", "jumlah"], ["jumlah", "-lokasi"]], ids=str
)
def test_paging_over_everything_equals_one_shot(page_size, sort):
    options = {"sort": sort} if sort else {}
    world = small_world()
    pages = walk(world, page_size=page_size, **options)
    assert all(len(page["data"]) == page_size for page in pages[:-1])
    assert 0 < len(pages[-1]["data"]) <= page_size
    rows = [row for page in pages for row in page["data"]]
    keys = [row["kode"] for row in rows]
    assert len(set(keys)) == len(keys) == 18
    for name in reversed(sort or []):
        field, down = name.removeprefix("-"), name.startswith("-")
        values = [row[field] for row in rows if row[field] is not None]
        if name == (sort or [])[0]:
            assert values == sorted(values, reverse=down)
            assert [row[field] for row in rows[len(values) :]] == [None] * (len(rows) - len(values))


def test_a_cursor_walks_when_its_sort_field_is_not_asked_for(world):
    pages = walk(world, fields=["lat"], sort=["lokasi"], page_size=4)
    assert [list(row) for page in pages for row in page["data"]] == [["lat"]] * 18


def test_an_empty_result_has_no_cursor(world):
    page = ask(world, filter={"desa": {"equals": "nowhere"}}, count=True)
    assert (page["data"], page["next_cursor"], page["count"]) == ([], None, 0)


def test_the_last_full_page_has_no_cursor(world):
    assert ask(world, filter={"jumlah": {"equals": 100}}, count=True)["count"] == 6
    pages = walk(world, filter={"jumlah": {"equals": 100}}, page_size=3)
    assert [len(page["data"]) for page in pages] == [3, 3]


def test_a_filter_chooses_among_granted_rows_alone(world):
    # Every fourth row lies elsewhere, and the row rule keeps it.
    assert ask(world, filter={"desa": {"within": "71"}}, count=True)["count"] == 0
    assert ask(world, filter={"desa": {"within": "61"}}, count=True)["count"] == 18


def next_cursor(world, **options):
    return ask(world, page_size=2, **options)["next_cursor"]


def test_a_cursor_opens_for_its_own_query_alone(world):
    cursor = next_cursor(world, sort=["jumlah"], filter={"desa": {"within": "61"}})
    same = {"sort": ["jumlah"], "filter": {"desa": {"within": "61"}}, "cursor": cursor}
    for other in (
        {"sort": ["-jumlah"]},
        {"sort": ["lokasi"]},
        {"sort": ["jumlah", "kode"]},
        {"sort": []},
        {"filter": {"desa": {"within": "6106"}}},
        {"filter": {"all": [{"desa": {"within": "61"}}]}},
        {"fields": ["kode"]},
    ):
        assert refusal(world, AMAN | same | other)["code"] == "cursor-invalid", other
    assert not [selection for selection in world.kpu.source.selections if selection.after]
    # Page size and count are no part of what is asked for.
    assert ask(world, **same, page_size=3, count=True)["data"]
    assert ask(world, **same)["data"]


def test_a_cursor_opens_under_its_own_permission_alone(world):
    cursor = json_of(world.query(POLRES, TPS, RESMI | {"page_size": 2, "fields": ["kode"]}))["next_cursor"]
    body = refusal(world, AMAN | {"fields": ["kode"], "cursor": cursor})
    assert body["code"] == "cursor-invalid"
    assert world.query(POLRES, TPS, RESMI | {"fields": ["kode"], "cursor": cursor}).status == 200


def test_a_cursor_opens_for_another_system_of_the_same_consumer(world):
    """A permission is an agency's; which of its systems asks decides nothing."""
    answer = world.query(
        POLRES, TPS, AMAN | {"cursor": next_cursor(world)}, signer=keys_of(POLRES)["client-2"]
    )
    assert answer.status == 200


def test_another_gateways_cursor_is_refused(world):
    cursor = json_of(
        world.query(KPU, f"{POLRES}/laporan", AMAN | {"page_size": 2}),
    )["next_cursor"]
    assert refusal(world, AMAN | {"cursor": cursor})["code"] == "cursor-invalid"


def test_every_changed_character_of_a_cursor_is_noticed(world):
    cursor = next_cursor(world)
    for place in range(0, len(cursor), 3):
        other = "A" if cursor[place] != "A" else "B"
        changed = cursor[:place] + other + cursor[place + 1 :]
        assert refusal(world, AMAN | {"cursor": changed})["code"] == "cursor-invalid"
    for changed in (cursor[:-1], cursor + "A", cursor + "=", f" {cursor}", cursor + "\n", "A" * 44):
        assert refusal(world, AMAN | {"cursor": changed})["code"] == "cursor-invalid"
    assert ask(world, cursor=cursor)["data"]


def test_a_cursor_expires_after_an_hour(world):
    cursor = next_cursor(world)
    world.clock.advance(seconds=3_600)
    assert ask(world, cursor=cursor)["data"]
    world.clock.advance(seconds=1)
    assert refusal(world, AMAN | {"cursor": cursor})["code"] == "cursor-expired"


def test_a_cursor_shows_nothing_of_what_it_holds(world):
    cursor = next_cursor(world)
    assert "6106" not in cursor
    # The same place in another exchange reads otherwise.
    assert next_cursor(world) != cursor


def test_a_cursor_says_where_the_page_ended_even_when_rows_come_and_go():
    world = small_world()
    first = ask(world)
    rows = world.kpu.source.tables["tps_2024"]
    rows.insert(0, tps_row(1, kode="61060000x"))
    rows.remove(tps_row(6))
    second = ask(world, cursor=first["next_cursor"])
    assert second["data"][0]["kode"] == "61060007"


def test_a_dry_run_reads_nothing_and_says_what_would_leave(world):
    body = ask(world, dry_run=True, fields=["kode", "kontak"])
    assert not world.kpu.source.selections
    assert body["dry_run"] is True
    verdicts = {item["field"]: (item["verdict"], item["reason"]) for item in body["verdicts"]}
    assert verdicts["kode"] == ("release", "granted")
    assert verdicts["kontak"] == ("transform", "granted")
    assert verdicts["lat"] == ("withhold", "not-asked")
    assert verdicts["syarat"] == ("withhold", "condition-only")
    assert verdicts["alamat"] == ("withhold", "not-granted")
    assert verdicts["nik"] == ("withhold", "undetermined")
    assert verdicts["rahasia"] == ("withhold", "exempt")
    assert UNDISCLOSED not in verdicts
    entry = parse_entry(world.kpu.log.leaves[-1])
    assert (entry["outcome"], entry["kind"]) == ("described", "query")
    assert "rows" not in entry


def test_a_dry_run_refuses_what_the_query_would_be_refused_for(world):
    assert refusal(world, AMAN | {"dry_run": True, "fields": ["nik"]})["code"] == "field-withheld"
    assert refusal(world, AMAN | {"dry_run": True, "cursor": "AAAA"})["code"] == "cursor-invalid"


def test_a_count_needs_its_right(world):
    assert ask(world, count=True)["count"] == 18
    assert refusal(world, RESMI | {"count": True})["code"] == "count-not-granted"


@pytest.mark.parametrize(
    ("dataset", "agreement"),
    [
        pytest.param("tiada", AMAN["agreement"], id="no such dataset"),
        pytest.param("sendiri", AMAN["agreement"], id="a dataset without any permission"),
        pytest.param("khusus", "pks-lain", id="another consumer's dataset under its agreement"),
        pytest.param("khusus", AMAN["agreement"], id="another consumer's dataset under one's own"),
        pytest.param("laporan", AMAN["agreement"], id="another provider's dataset"),
    ],
)
def test_datasets_without_a_permission_do_not_exist(dataset, agreement):
    def answered(name, uid):
        world = small_world()
        answer = world.query(POLRES, f"{KPU}/{name}", {"agreement": uid, "purpose": "aman"})
        assert not world.kpu.source.selections
        return answer.status, answer.body, len(world.kpu.log.leaves[-1])

    body = answered(dataset, agreement)
    assert body[0] == 404
    # Under the same agreement's name, so that the entries hold the same facts.
    assert body == answered("nirwana"[: len(dataset)], agreement)


@pytest.mark.parametrize(
    ("agreement", "code"),
    [
        ("pks-lama", "agreement-lapsed"),
        ("pks-nanti", "agreement-not-yet-valid"),
        ("pks-uji", "agreement-shadow"),
        ("pks-contoh", "purpose-not-granted"),
        ("pks-lain", "agreement-unknown"),
        ("pks-tiada", "agreement-unknown"),
    ],
)
def test_an_agreement_that_is_not_in_force_grants_nothing(world, agreement, code):
    answer = world.query(POLRES, f"{KPU}/lama", {"agreement": agreement, "purpose": "aman"})
    assert (answer.status, json_of(answer)["code"]) == (403, code)
    assert not world.kpu.source.selections


def test_a_strangers_agreement_is_refused_and_recorded_as_one_that_does_not_exist():
    def recorded(agreement):
        world = small_world()
        body = world.query(POLRES, f"{KPU}/lama", {"agreement": agreement, "purpose": "aman"}).body
        entry = parse_entry(world.kpu.log.leaves[-1])
        return body, entry | {"commitments": sorted(entry["commitments"])}

    assert recorded("pks-lain") == recorded("pks-aneh")


def tokens(world, **options):
    pages = walk(world, **options)
    return {row["kode"]: row["kontak"] for page in pages for row in page["data"]}


def test_pseudonyms_join_within_an_agreement_and_a_year(world):
    aman = tokens(world)
    raw = {row["kode"]: row["kontak"] for row in small_tables()[KPU]["tps_2024"]}
    pairs = {(raw[kode], token) for kode, token in aman.items()}
    assert len(pairs) == len(set(aman.values())) == len({raw[kode] for kode in aman})
    resmi = json_of(world.query(POLRES, TPS, RESMI | {"page_size": 5}))["data"]
    assert all(row["kontak"] in aman.values() for row in resmi)
    world.clock.now = datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC)
    assert tokens(world) == aman


def test_pseudonyms_of_two_years_cannot_be_joined(world):
    before = tokens(world)
    # The year changes at midnight in the agreement's own zone, seven hours before Greenwich.
    world.clock.now = datetime(2026, 12, 31, 17, 0, 0, tzinfo=UTC)
    after = tokens(world)
    assert before.keys() == after.keys()
    assert not set(before.values()) & set(after.values())


def test_no_answer_shows_what_a_pseudonym_or_constant_stands_for(world):
    pages = walk(world)
    assert MARK not in str(pages)


def test_what_was_asked_for_can_be_opened_by_those_who_hold_the_openings(world):
    world.query(POLRES, TPS, RESMI)
    _, _, openings = world.kpu.log.entries[-1]
    assert openings["on_behalf_of"].value == b'"Kanit"'
    assert openings["case_ref"].value == b'"LP/1"'
    ask(world, filter={"desa": {"equals": "é"}})
    _, _, openings = world.kpu.log.entries[-1]
    assert openings["filter"].value == '{"desa": {"equals": "é"}}'.encode()
