import json
from collections.abc import Iterator
from enum import StrEnum
from hashlib import sha256

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from gateway.audit import Draft, check_opening, format_base64url, make_entry, parse_entry, write_member
from gateway.audit.schema import KINDS
from gateway.errors import ProofBad
from tests.audit.memory import KEY, counted_salts, query_draft, recorded_at, seal

SEALED = seal(1)
ENTRY = json.loads(SEALED.leaf)


def make(draft: Draft, salts: Iterator[bytes] | None = None, **more: str) -> bytes:
    return make_entry(draft, salts=salts or counted_salts(), recorded_at=recorded_at(1), **more).leaf


def encode(entry: object) -> bytes:
    return json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def at(entry: dict, path: str, value: object) -> dict:
    """A deep copy of an entry with one member set, or removed when the value is Ellipsis."""
    copy = json.loads(json.dumps(entry))
    *way, last = path.split(".")
    place = copy
    for step in way:
        place = place[int(step) if step.isdigit() else step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return copy


def test_an_entry_is_canonical_json_by_the_reference_library_too():
    assert rfc8785.dumps(ENTRY) == SEALED.leaf
    assert parse_entry(SEALED.leaf) == ENTRY


def test_a_member_written_beforehand_gives_the_same_leaf():
    facts = query_draft(1).facts
    for name in ("verdicts", "agreement", "consumer", "purpose"):
        assert make(Draft(facts | {name: write_member(name, facts[name])}, query_draft(1).openings)) == make(
            query_draft(1)
        ), name


@pytest.mark.parametrize(
    ("name", "value"),
    [("verdicts", [{"field": "nama"}]), ("verdicts", "nama"), ("purpose", "a b"), ("nik", "1"), ("rows", -1)],
)
def test_what_no_entry_may_hold_cannot_be_written_beforehand(name, value):
    with pytest.raises(ProofBad):
        write_member(name, value)


def test_a_written_member_stands_under_its_own_name_alone():
    facts = query_draft(1).facts
    with pytest.raises(ProofBad, match="another name"):
        make(Draft(facts | {"purpose": write_member("dataset", "tps")}, query_draft(1).openings))


text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=[*map(chr, range(32)), "\x7f"]))


@given(st.lists(st.tuples(text, text), max_size=5), st.integers(0, 2**53 - 1))
def test_every_text_and_number_is_written_as_the_reference_library_writes_it(texts, rows):
    verdicts = [
        {"field": "nama", "verdict": "withhold", "reason": reason, "legal_basis": basis}
        for reason, basis in texts
    ]
    leaf = make(query_draft(1, verdicts=verdicts, rows=rows))
    assert rfc8785.dumps(json.loads(leaf)) == leaf
    assert parse_entry(leaf)["verdicts"] == verdicts


def test_a_leaf_holds_no_opening_and_no_plain_hash_of_one():
    secret = b"nik 6106010101900000"
    sealed = make_entry(
        Draft(query_draft(1).facts, {**query_draft(1).openings, "subjects": secret}),
        salts=counted_salts(),
        recorded_at=recorded_at(1),
    )
    assert b"6106010101900000" not in sealed.leaf
    assert sha256(secret).hexdigest().encode() not in sealed.leaf
    assert sealed.openings["subjects"].value == secret
    # The salt of an opening is not in the leaf either: once erased, it is gone.
    assert format_base64url(sealed.openings["subjects"].salt).encode() not in sealed.leaf
    assert sealed.openings["subjects"].salt.hex().encode() not in sealed.leaf


def test_the_same_facts_under_another_salt_are_another_leaf():
    assert make(query_draft(1)) == make(query_draft(1))
    assert make(query_draft(1)) != make(query_draft(1), counted_salts(50))


def test_every_opening_and_the_leaf_have_salts_of_their_own():
    salts = {opening.salt for opening in SEALED.openings.values()}
    assert len(salts) == len(SEALED.openings) == 3
    assert all(ENTRY["salt"] != format_base64url(salt) for salt in salts)


@pytest.mark.parametrize(
    "salts",
    [
        pytest.param([], id="none"),
        pytest.param([b"x" * 16] * 3, id="one too few"),
        pytest.param([b"x" * 15] * 9, id="short"),
        pytest.param([b"x" * 17] * 9, id="long"),
    ],
)
def test_salts_that_are_missing_or_not_128_bits_are_refused(salts):
    with pytest.raises(ProofBad, match="salt must have 16 bytes"):
        make(query_draft(1), iter(salts))


def test_an_opening_is_checked_against_its_commitment_and_no_other():
    salt, value = SEALED.openings["request"]
    for wrong in (
        ("answer", salt, value),
        ("subjects", salt, value),
        ("request", salt, value + b"!"),
        ("request", salt[::-1], value),
        ("request", salt + value[:1], value[1:]),
        ("request", salt[:-1], salt[-1:] + value),
        ("request", b"", salt + value),
    ):
        with pytest.raises(ProofBad, match="opening"):
            check_opening(ENTRY, *wrong)
    check_opening(ENTRY, "request", salt, value)


def test_an_entry_without_commitments_opens_nothing():
    entry = json.loads(make(Draft({**query_draft(1).facts, "kind": "genesis", "outcome": "recorded"})))
    assert "commitments" not in entry
    with pytest.raises(ProofBad, match="no such commitment"):
        check_opening(entry, "answer", b"x" * 16, b"")


def test_facts_that_are_none_are_left_out():
    class Word(StrEnum):
        DATASET = "tps"

    leaf = make(
        query_draft(1, dataset=Word.DATASET, verdicts=({"field": "a", "verdict": "release", "reason": None},))
    )
    entry = parse_entry(leaf)
    assert entry["verdicts"] == [{"field": "a", "verdict": "release"}]
    assert b"null" not in leaf
    assert entry["dataset"] == "tps"


def test_a_late_refusal_by_the_log_records_no_rows_and_no_answer():
    entry = parse_entry(make(query_draft(1), outcome="refused", reason="replayed"))
    assert (entry["outcome"], entry["reason"]) == ("refused", "replayed")
    assert "rows" not in entry
    assert entry["commitments"].keys() == {"request", "signature"}


def test_what_a_released_query_must_state_cannot_be_left_out():
    needed = KINDS["query"]["released"] | {"planner", "exchange_id", "times", "kind", "outcome"}
    for path in needed:
        with pytest.raises(ProofBad):
            parse_entry(encode(at(ENTRY, path, ...)))


def lookup_draft(**openings: bytes) -> Draft:
    facts = {name: value for name, value in query_draft(1).facts.items() if name != "rows"}
    asked = {"key": b'"SKCK/1"', "found": b"true"} | openings
    return Draft(facts | {"kind": "lookup"}, {**query_draft(1).openings, **asked})


def test_a_lookup_commits_to_its_key_and_to_whether_it_was_found():
    leaf = make(lookup_draft())
    entry = parse_entry(leaf)
    assert entry["commitments"].keys() >= {"key", "found", "answer"}
    assert "rows" not in entry
    for name in ("key", "found"):
        rest = {key: value for key, value in lookup_draft().openings.items() if key != name}
        with pytest.raises(ProofBad, match=f"lacks commitments.{name}"):
            make(Draft(lookup_draft().facts, rest))


def test_a_hit_and_a_miss_leave_leaves_that_differ_in_commitments_alone():
    hit, miss = (parse_entry(make(lookup_draft(found=found))) for found in (b"true", b"false"))
    assert {**hit, "commitments": 0} == {**miss, "commitments": 0}
    assert hit["commitments"].keys() == miss["commitments"].keys()
    assert len(make(lookup_draft(found=b"true"))) == len(make(lookup_draft(found=b"false")))


@pytest.mark.parametrize("rows", [0, 1])
def test_a_lookup_never_says_in_the_open_whether_there_was_a_row(rows):
    with pytest.raises(ProofBad, match="neither rows nor none"):
        make(Draft({**lookup_draft().facts, "rows": rows}, lookup_draft().openings))


def test_a_lookup_refused_late_does_not_say_whether_it_was_found():
    entry = parse_entry(make(lookup_draft(), outcome="refused", reason="quota-exceeded"))
    assert entry["reason"] == "quota-exceeded"
    assert entry["commitments"].keys() == {"request", "signature", "key"}


FACTS = {
    "describe": {"provider": "kpu", "dataset": "tps"},
    "catalog": {},
    "genesis": {"provider": "kpu"},
    "activate": {"bundle": "b" * 64},
    "suspend": {"agreement": {"uid": "pks"}},
    "revoke": {"key": KEY},
    "dismiss": {"account": {"id": "aud-1"}},
    "sign-in": {"account": {"id": "aud-1"}},
    "sign-out": {"account": {"id": "aud-1"}},
    "audit-read": {"account": {"id": "aud-1"}, "page": "log"},
    "audit-entries": {"page": "tile/entries/000"},
    "audit-list": {"page": "0-4", "rows": 5},
}

COMMITTED = {
    "subject-search": (["subject", "official", "why"], {}),
    "subject-hold": (["statement", "held"], {"consumer": {"agency": "polres", "key": KEY}}),
    "subject-release": (["statement", "held"], {"consumer": {"agency": "polres", "key": KEY}}),
    "erase": (["official", "why"], {"erased": [{"first": 0, "last": 3}]}),
}


@pytest.mark.parametrize("kind", COMMITTED)
def test_what_concerns_persons_is_recorded_with_its_commitments_and_not_without(kind):
    common = {name: query_draft(1).facts[name] for name in ("planner", "exchange_id", "times")}
    names, more = COMMITTED[kind]
    facts, values = common | {"kind": kind, "outcome": "recorded"} | more, dict.fromkeys(names, b"x")
    for name in names:
        with pytest.raises(ProofBad, match=rf"lacks commitments\.{name}"):
            make(Draft(facts, {key: value for key, value in values.items() if key != name}))
    for name in more:
        with pytest.raises(ProofBad, match=f"lacks {name}"):
            make(Draft({key: value for key, value in facts.items() if key != name}, values))
    assert parse_entry(make(Draft(facts, values)))["kind"] == kind


@pytest.mark.parametrize("erased", [[{"first": 1}], [{"first": -1, "last": 2}], {"first": 1, "last": 2}, [3]])
def test_what_was_erased_is_spans_of_entries(erased):
    common = {name: query_draft(1).facts[name] for name in ("planner", "exchange_id", "times")}
    facts = common | {"kind": "erase", "outcome": "recorded", "erased": erased}
    with pytest.raises(ProofBad, match="erased"):
        make(Draft(facts, {"official": b"x", "why": b"x"}))


@pytest.mark.parametrize("kind", FACTS)
def test_every_other_kind_can_be_recorded_with_its_facts_and_not_without(kind):
    common = {name: query_draft(1).facts[name] for name in ("planner", "exchange_id", "times")}
    described = ("describe", "catalog", "audit-entries", "audit-list")
    outcomes = dict.fromkeys(described, "described") | {"audit-read": "shown"}
    outcome = outcomes.get(kind, "recorded")
    consumer = {"consumer": {"agency": "polres", "key": KEY}} if outcome == "described" else {}
    facts = common | {"kind": kind, "outcome": outcome} | FACTS[kind] | consumer
    openings = {"filter": b"{}"} if kind == "audit-list" else {}
    for name in {*FACTS[kind], *consumer}:
        with pytest.raises(ProofBad, match=f"lacks {name}"):
            make(Draft({key: value for key, value in facts.items() if key != name}, openings))
    assert parse_entry(make(Draft(facts, openings)))["kind"] == kind


def test_an_incident_says_in_the_open_what_it_is_about_and_as_commitments_who_says_so():
    common = {each: query_draft(1).facts[each] for each in ("planner", "exchange_id", "times")}
    times = {"discovered_at": "2026-11-24T03:00:00Z", "deadline": "2026-11-27T03:00:00Z"}
    facts = common | {
        "kind": "incident-open",
        "outcome": "recorded",
        "incident": {"scope": {"key": KEY}, **times},
    }
    who = {"official": b"Ketua", "reason": b"Laptop hilang"}
    for name in who:
        with pytest.raises(ProofBad, match=rf"lacks commitments\.{name}"):
            make(Draft(facts, {each: value for each, value in who.items() if each != name}))
    for lacking in facts["incident"]:
        less = {each: value for each, value in facts["incident"].items() if each != lacking}
        with pytest.raises(ProofBad, match=rf"lacks incident\.{lacking}"):
            make(Draft(facts | {"incident": less}, who))
    for bad in ({"key": "x"}, {"from": "yesterday"}, {"name": "Budi"}):
        with pytest.raises(ProofBad, match=r"entry\.incident\.scope"):
            make(Draft(facts | {"incident": {"scope": bad, **times}}, who))
    assert b"Laptop" not in make(Draft(facts, who))
    closing = common | {"kind": "incident-close", "outcome": "recorded"}
    with pytest.raises(ProofBad, match=r"lacks incident\.id"):
        make(Draft(closing | {"incident": {}}, who))
    assert make(Draft(closing | {"incident": {"id": common["exchange_id"]}}, who))


def test_an_invitation_names_its_end_in_the_open_and_its_person_as_a_commitment():
    common = {each: query_draft(1).facts[each] for each in ("planner", "exchange_id", "times")}
    account = {"id": "aud-1", "until": "2026-12-31"}
    facts = common | {"kind": "invite", "outcome": "recorded", "account": account}
    who = {"name": b"Budi"}
    assert parse_entry(make(Draft(facts, who)))["kind"] == "invite"
    with pytest.raises(ProofBad, match=r"lacks commitments\.name"):
        make(Draft(facts))
    with pytest.raises(ProofBad, match=r"lacks account\.until"):
        make(Draft(facts | {"account": {"id": "aud-1"}}, who))


@pytest.mark.parametrize("until", ["2026-02-30", "2026-1-1", "20261231", "", 5, "2026-12-31T00:00:00Z"])
def test_the_last_day_of_an_account_is_a_day_in_the_calendar(until):
    facts = {**query_draft(1).facts, "account": {"id": "aud-1", "until": until}}
    with pytest.raises(ProofBad, match="calendar"):
        make(Draft(facts, query_draft(1).openings))


@pytest.mark.parametrize("kind", [kind for kind, outcomes in KINDS.items() if "refused" in outcomes])
def test_a_refusal_of_any_call_needs_a_reason_and_a_consumer(kind):
    base = query_draft(1).facts
    common = {name: base[name] for name in ("planner", "exchange_id", "times", "consumer")}
    facts = common | {"kind": kind, "outcome": "refused", "reason": "field-withheld"}
    for name in ("reason", "consumer"):
        with pytest.raises(ProofBad, match=f"lacks {name}"):
            make(Draft({key: value for key, value in facts.items() if key != name}))
    assert parse_entry(make(Draft(facts)))["reason"] == "field-withheld"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("format", "sinergi-entry/3"),
        ("format", 1),
        ("salt", ""),
        ("salt", "AAAAAAAAAAAAAAAAAAAAAB"),
        ("salt", "AAAAAAAAAAAAAAAAAAAAAA=="),
        ("salt", "AAAAAAAAAAAAAAAAAAAA"),
        ("salt", 0),
        ("planner", None),
        ("planner", "a b"),
        ("exchange_id", "01936f1e-0001-4000-8000-000000000001"),
        ("exchange_id", "01936F1E-0001-7000-8000-000000000001"),
        ("exchange_id", "01936f1e-0001-7000-c000-000000000001"),
        ("exchange_id", "01936f1e000170008000000000000001"),
        ("kind", "steal"),
        ("kind", ["query"]),
        ("outcome", "described-not"),
        ("outcome", None),
        ("outcome", "recorded"),
        ("reason", "not a code"),
        ("reason", "field-withheld"),
        ("times", []),
        ("times.recorded_at", ...),
        ("times.decided_at", ...),
        ("times.recorded_at.by", "gateway"),
        ("times.decided_at.by", "log"),
        ("times.created.by", "log"),
        ("times.noted_at", {"value": "2026-11-24T06:00:00Z", "by": "log"}),
        ("times.recorded_at.value", "2026-11-24T06:00:00"),
        ("times.recorded_at.value", "2026-11-24T06:00:00+00:00"),
        ("times.recorded_at.value", "2026-11-24 06:00:00Z"),
        ("times.recorded_at.value", "2026-11-31T06:00:00Z"),
        ("times.recorded_at.value", "2026-11-24T24:00:01Z"),
        ("times.recorded_at.value", "2026-11-24T06:00:00.Z"),
        ("times.recorded_at.value", "2026-11-24T06:00:00.1234567Z"),
        ("times.recorded_at.value", "\u0662026-11-24T06:00:00Z"),
        ("times.recorded_at.value", 1),
        ("consumer", "polres"),
        ("consumer.key", "short"),
        ("consumer.name", "Budi"),
        ("consumer.agency", "nama orang"),
        ("provider", ""),
        ("dataset", "x" * 257),
        ("dataset", "-tps"),
        ("contract", "A" * 64),
        ("contract", "a" * 63),
        ("agreement.uid", ...),
        ("agreement.version", -1),
        ("agreement.version", 1.5),
        ("agreement.version", True),
        ("epoch", -1),
        ("epoch", True),
        ("epoch", 1.0),
        ("epoch", 2**53),
        ("epoch", "1"),
        ("rows", None),
        ("bundle", 1),
        ("verdicts", {}),
        ("verdicts.0", "released"),
        ("verdicts.0.field", ...),
        ("verdicts.0.verdict", "maybe"),
        ("verdicts.0", {"fields": [], "verdict": "release"}),
        ("verdicts.0", {"fields": "kode", "verdict": "release"}),
        ("verdicts.0", {"fields": ["kode", 1], "verdict": "release"}),
        ("verdicts.0", {"fields": ["kode"], "field": "nomor", "verdict": "release"}),
        ("verdicts.0", {"verdict": "release"}),
        ("verdicts.0.value", "6106"),
        ("verdicts.0.transform", None),
        ("verdicts.0.legal_basis", "x" * 1001),
        ("verdicts.0.legal_basis", "a\nb"),
        ("commitments", []),
        ("commitments.request", "0"),
        ("commitments.Request", "a" * 64),
        ("key", "nope"),
        ("subject", "6106"),
    ],
)
def test_an_entry_with_one_member_wrong_is_refused(path, value):
    # `verdicts.0` replaces a list's item, which `at` cannot name by a key.
    entry = at(ENTRY, path, value) if path != "verdicts.0" else {**ENTRY, "verdicts": [value]}
    with pytest.raises(ProofBad, match=r"entry|opening"):
        parse_entry(encode(entry))


def test_a_refused_exchange_with_rows_is_refused():
    entry = json.loads(make(query_draft(1), outcome="refused", reason="replayed"))
    with pytest.raises(ProofBad, match="no rows"):
        parse_entry(encode({**entry, "rows": 2}))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"null", id="null"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b"{}", id="an empty object"),
        pytest.param(b'{"a":', id="cut off"),
        pytest.param(SEALED.leaf + b"\n", id="a newline at the end"),
        pytest.param(b" " + SEALED.leaf, id="a space before"),
        pytest.param(b"\xef\xbb\xbf" + SEALED.leaf, id="a byte order mark"),
        pytest.param(SEALED.leaf.replace(b":", b": ", 1), id="a space within"),
        pytest.param(SEALED.leaf.replace(b'"tps"', b'"\\u0074ps"'), id="an escape that is not needed"),
        pytest.param(SEALED.leaf.replace(b'"rows":2', b'"rows":2.0'), id="a fraction"),
        pytest.param(SEALED.leaf.replace(b'"rows":2', b'"rows":2e0'), id="an exponent"),
        pytest.param(SEALED.leaf.replace(b'"rows":2', b'"rows":-0'), id="minus zero"),
        pytest.param(SEALED.leaf.replace(b'"rows":2', b'"rows":1,"rows":2'), id="a name twice"),
        pytest.param(SEALED.leaf.replace(b'"rows":2', b'"rows":2' + b"0" * 400), id="a number too long"),
        pytest.param(SEALED.leaf.replace(b"tps", b"t\xffs"), id="not UTF-8"),
        pytest.param(json.dumps(dict(reversed(ENTRY.items()))).encode(), id="another order"),
        pytest.param(b"[" * 100_000, id="deep"),
        pytest.param(
            encode(at(ENTRY, "verdicts", [{"field": "a" * 250, "verdict": "release"}] * 300)), id="long"
        ),
        pytest.param("text", id="not bytes"),
    ],
)
def test_bytes_that_are_not_exactly_a_canonical_entry_are_refused(data):
    with pytest.raises(ProofBad, match="entry"):
        parse_entry(data)


def test_every_flipped_bit_of_a_leaf_is_refused_or_is_another_entry():
    for position in range(len(SEALED.leaf)):
        changed = bytearray(SEALED.leaf)
        changed[position] ^= 1
        try:
            assert parse_entry(bytes(changed)) != ENTRY
        except ProofBad:
            continue


@given(
    st.binary(max_size=80),
    st.recursive(
        st.none() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*ENTRY]) | st.text(), inner),
        max_leaves=8,
    ),
)
def test_nonsense_is_refused_as_a_bad_proof_and_as_nothing_else(data, value):
    with pytest.raises(ProofBad):
        parse_entry(data)
    with pytest.raises(ProofBad):
        parse_entry(json.dumps(value).encode())
    for name in ENTRY:
        changed = {**ENTRY, name: value}
        try:
            accepted = parse_entry(json.dumps(changed, sort_keys=True, separators=(",", ":")).encode())
        except ProofBad:
            continue
        assert rfc8785.dumps(accepted) == rfc8785.dumps(changed)


def test_an_entry_too_long_to_be_a_leaf_is_not_made():
    verdicts = [{"field": "a" * 250, "verdict": "release"}] * 300
    with pytest.raises(ProofBad, match="longer than 65535"):
        make(query_draft(1, verdicts=verdicts))


@pytest.mark.parametrize("facts", [{"times": None}, {"rows": 1.5}, {"nik": "6106"}, {"purpose": "dua kata"}])
def test_a_draft_that_breaks_the_schema_makes_no_leaf(facts):
    with pytest.raises(ProofBad):
        make(query_draft(1, **facts))
