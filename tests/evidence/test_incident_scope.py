"""Which entries a scope takes in: what was done to clocks, ids and openings hides none of them."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gateway.audit import Checkpoint, Draft, Opening, leaf_hash, root_hash
from gateway.evidence import (
    INCIDENT_CLOSE,
    INCIDENT_NOTIFIED,
    INCIDENT_OPEN,
    Exposures,
    Found,
    IncidentScope,
    Search,
    Totals,
    Wholeness,
    latest_of,
    read_incidents,
    scope_facts,
)
from tests.audit.memory import KEY, query_draft, recorded_at, seal

BY_KEY = IncidentScope(key=KEY)
OTHER = {"agency": "polres-kapuas-hulu", "system": "lain", "key": "o" * 43}


def leaves(*numbers: int) -> list[tuple[int, bytes]]:
    """Make a log of one query a second, in this order."""
    return [(index, seal(number).leaf) for index, number in enumerate(numbers)]


def found(scope: IncidentScope, log: list[tuple[int, bytes]]) -> list[int]:
    return [each.index for each in Search(scope).through(log)]


def at(number: int) -> datetime:
    return datetime.fromisoformat(recorded_at(number))


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (BY_KEY, [0, 2]),
        (IncidentScope(agency="polres-kapuas-hulu", system="sipam"), [0, 2]),
        (IncidentScope(agency="kpu-kapuas-hulu", system="sipam"), []),
        (IncidentScope(exchange=query_draft(2).facts["exchange_id"]), [2]),
        (IncidentScope(key="z" * 43), []),
        (IncidentScope(key=KEY, since=at(1)), [2]),
        (IncidentScope(key=KEY, until=at(2)), [0]),
        (IncidentScope(key=KEY, since=at(2), until=at(3)), [2]),
    ],
)
def test_a_scope_takes_in_its_own_entries_and_no_other(scope: IncidentScope, expected: list[int]):
    other = seal(1, query_draft(1, consumer=OTHER)).leaf
    log = [(0, seal(0).leaf), (1, other), (2, seal(2).leaf)]
    assert found(scope, log) == expected


def test_a_key_that_an_entry_merely_mentions_is_not_its_key():
    common = {name: query_draft(1).facts[name] for name in ("planner", "exchange_id", "times")}
    revoked = seal(1, Draft({**common, "kind": "revoke", "outcome": "recorded", "key": KEY})).leaf
    assert found(BY_KEY, [(0, revoked)]) == []


def test_a_clock_set_back_leaves_no_entry_out_of_a_span():
    log = leaves(50, 2, 3, 51)
    search = Search(IncidentScope(key=KEY, since=at(40)))
    assert [(each.index, each.is_late) for each in search.through(log)] == [
        (0, False),
        (1, True),
        (2, True),
        (3, False),
    ]


def test_a_leaf_that_is_no_entry_is_named_and_not_passed_over():
    spoilt = seal(1).leaf.replace(b'"rows":2', b'"rows": 2')
    search = Search(BY_KEY)
    assert [each.index for each in search.through([(0, seal(0).leaf), (1, spoilt)])] == [0]
    assert search.unreadable == [1]


# --- what an entry let out


def exposure(draft: Draft, openings: Mapping[str, Opening] | None = None):
    sealed = seal(1, draft)
    kept = dict(sealed.openings if openings is None else openings)
    (each,) = Search(IncidentScope(exchange=draft.facts["exchange_id"])).through([(7, sealed.leaf)])
    return Exposures("log", lambda digest: {}, lambda index: kept).of(each)


def lookup(found: object) -> Draft:
    draft = query_draft(1)
    facts = {name: value for name, value in draft.facts.items() if name != "rows"}
    openings = {**draft.openings, "key": b'"6106"', "found": json.dumps(found).encode()}
    return Draft({**facts, "kind": "lookup"}, openings)


def test_a_number_that_was_not_found_let_out_nothing_and_one_whose_opening_is_gone_counts_as_found():
    assert (exposure(lookup(False)).what, exposure(lookup(False)).rows) == ("nothing", 0)
    assert (exposure(lookup(True)).what, exposure(lookup(True)).rows) == ("data", 1)
    assert exposure(lookup(False), {}).what == "data"
    forged = {**seal(1, lookup(True)).openings}
    forged["found"] = Opening(forged["found"].salt, b"false")
    assert exposure(lookup(True), forged).what == "data"


def test_without_the_policy_of_that_day_no_field_counts_as_impersonal():
    told = exposure(query_draft(1))
    assert [(each.field, each.personal) for each in told.fields] == [("kode_tps", None)]
    assert not told.is_policy_known


def test_fields_whose_names_were_erased_are_said_to_be_missing():
    hidden = json.dumps([{"field": "gelap", "verdict": "release", "classification": "antarbadan"}]).encode()
    draft = query_draft(1)
    secret = Draft(draft.facts, {**draft.openings, "undisclosed": hidden})
    assert [each.field for each in exposure(secret).fields] == ["kode_tps", "gelap"]
    assert exposure(secret).is_whole
    assert not exposure(secret, {}).is_whole


@pytest.mark.parametrize(
    ("facts", "what"),
    [
        ({"kind": "describe", "outcome": "described"}, "described"),
        ({"kind": "query", "outcome": "refused", "reason": "replayed"}, "refused"),
        ({"kind": "audit-entries", "outcome": "described", "page": "tile/entries/000"}, "log"),
        ({"kind": "compare", "outcome": "recorded"}, "other"),
    ],
)
def test_what_let_out_no_data_is_told_apart(facts: Mapping[str, Any], what: str):
    entry = {**query_draft(1).facts, **facts}
    told = Exposures("log", lambda digest: {}, lambda index: {}).of(Found(0, entry, at(1), False))
    assert (told.what, told.fields, told.rows) == (what, (), 0)


def test_totals_count_fields_rows_and_times():
    totals = Totals()
    exposures = Exposures("log", lambda digest: {}, lambda index: {})
    for each in Search(BY_KEY).through(leaves(1, 2, 3)):
        totals.add(exposures.of(each))
    assert (totals.data.exchanges, totals.data.rows) == (3, 6)
    assert (totals.data.first, totals.data.last) == (at(1), at(3))
    ((dataset, field),) = totals.fields
    assert (dataset, field.field) == ("kpu-kapuas-hulu/tps", "kode_tps")
    assert totals.unknown_policies == {"b" * 64}
    assert totals.of_kind(None) == ["kpu-kapuas-hulu/tps.kode_tps"]


# --- is it all?


def passed(log: list[tuple[int, bytes]], hashes: list[bytes], size: int) -> Wholeness:
    whole = Wholeness()
    assert list(whole.through(log, hashes, size)) == log
    return whole


def test_leaves_that_were_changed_or_taken_out_are_named():
    log = leaves(*range(5))
    hashes = [leaf_hash(leaf) for _, leaf in log]
    changed = [*log[:2], (2, seal(9).leaf), *log[3:]]
    assert passed(changed, hashes, 5).named == [2]
    assert passed([*log[:1], *log[3:]], hashes, 5).named == [1, 2]
    assert passed(log[:4], hashes, 5).named == [4]
    assert passed(log, hashes[:4], 5).named == [4]
    whole = passed(log, hashes, 5)
    assert (whole.changed, whole.missing, whole.named) == (0, 0, [])


def test_a_tree_that_was_changed_with_its_leaf_is_not_the_signed_one():
    log = leaves(*range(300))
    hashes = [leaf_hash(leaf) for _, leaf in log]
    head = Checkpoint("x", 300, root_hash(hashes))
    assert passed(log, hashes, 300).is_head(head)
    log[7] = (7, seal(9).leaf)
    hashes[7] = leaf_hash(log[7][1])
    whole = passed(log, hashes, 300)
    assert whole.named == []
    assert not whole.is_head(head)


# --- incidents


def said(number: int, kind: str, incident: Mapping[str, Any]) -> bytes:
    base = query_draft(number).facts
    facts = {name: base[name] for name in ("planner", "exchange_id", "times")}
    draft = Draft(
        {**facts, "kind": kind, "outcome": "recorded", "incident": incident},
        {"official": b"Ketua", "reason": b"Laptop hilang"},
    )
    return seal(number, draft).leaf


def opening(number: int, key: str = KEY) -> bytes:
    facts = {
        "scope": scope_facts(IncidentScope(key=key, since=at(0))),
        "discovered_at": "2026-11-24T05:00:00.000000Z",
        "deadline": "2026-11-27T05:00:00.000000Z",
    }
    return said(number, INCIDENT_OPEN, facts)


def log_of(*all_leaves: bytes) -> Iterator[tuple[int, bytes]]:
    return iter(list(enumerate(all_leaves)))


def name_of(number: int) -> str:
    return str(query_draft(number).facts["exchange_id"])


def test_an_incident_is_what_its_entry_says():
    incidents, unreadable = read_incidents(log_of(seal(1).leaf, opening(2)))
    incident = incidents[name_of(2)]
    assert (incident.index, incident.scope, unreadable) == (1, IncidentScope(key=KEY, since=at(0)), [])
    assert incident.deadline - incident.discovered_at == timedelta(hours=72)
    assert incident.closed_at is None


def test_a_closed_incident_stays_closed_and_an_id_is_never_opened_anew():
    closing = said(3, INCIDENT_CLOSE, {"id": name_of(2)})
    again = said(4, INCIDENT_CLOSE, {"id": name_of(2)})
    incidents, _ = read_incidents(log_of(opening(2), closing, again, opening(2, "z" * 43)))
    incident = incidents[name_of(2)]
    assert (len(incidents), incident.scope.key, incident.closed_at) == (1, KEY, at(3))


def test_the_first_word_on_a_notice_counts_and_a_late_one_stays_late():
    def given(number: int, to: str, at: str) -> bytes:
        return said(number, INCIDENT_NOTIFIED, {"id": name_of(2), "to": to, "given_at": at})

    late = given(3, "agency", "2026-11-27T06:00:00.000000Z")
    early = given(4, "agency", "2026-11-24T06:00:00.000000Z")
    people = given(5, "subjects", "2026-11-25T05:00:00.000000Z")
    incidents, _ = read_incidents(log_of(late, opening(2), late, early, people))
    incident = incidents[name_of(2)]
    assert incident.is_notified
    assert incident.left(at(0)) == timedelta(hours=-1)
    half, _ = read_incidents(log_of(opening(2), people))
    assert not half[name_of(2)].is_notified


def test_closing_what_was_not_opened_before_closes_nothing():
    closing = said(1, INCIDENT_CLOSE, {"id": name_of(2)})
    incidents, _ = read_incidents(log_of(closing, opening(2)))
    assert incidents[name_of(2)].closed_at is None


def test_a_clock_set_back_gives_nobody_more_time():
    incidents, _ = read_incidents(log_of(opening(2)))
    (incident,) = incidents.values()
    early = datetime(2026, 1, 1, tzinfo=UTC)
    assert latest_of(early, incidents.values()) == incident.opened_at
    assert incident.left(latest_of(early, incidents.values())) < timedelta(hours=72)
    late = incident.deadline + timedelta(seconds=1)
    assert incident.left(late) < timedelta()


def test_a_spoilt_entry_on_an_incident_is_named():
    _, unreadable = read_incidents(log_of(opening(2).replace(b'"key"', b'"kei"')))
    assert unreadable == [0]
