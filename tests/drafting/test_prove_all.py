"""Statements are proved, refuted or unknown, and the three are never confused."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import chain

import pytest

from gateway.catalogue import Sentence
from gateway.drafting import prove
from gateway.drafting.prove_context import types_of
from gateway.drafting.prove_rows import Found, Undecided
from gateway.drafting.smt import Z3Solver
from gateway.policy import (
    EVERY_ROW,
    Output,
    QueryRequest,
    Use,
    desk,
    facts,
    holds,
    parse_condition,
    plan_lookup,
    plan_query,
    suppose,
)
from tests.drafting.bundles import bundle
from tests.policy.desk import AGREEMENT, POLRES, REGISTER, TPS

NOW = datetime(2026, 11, 24, tzinfo=UTC)
SOLVER = Z3Solver(20_000)
NEVER = AGREEMENT[AGREEMENT.index("never:\n") :]


def stating(never, permissions=None, base=AGREEMENT):
    """Return an agreement that states this, with other permissions perhaps."""
    text = base[: base.index("never:\n")]
    if permissions is not None:
        text = text[: text.index("permissions:\n")] + "permissions:\n" + permissions
    return f"{text}never:\n{never}"


def verdicts(found):
    return {(proof.kind, proof.verdict) for proof in found}


def one(found, kind):
    (proof,) = (proof for proof in found if proof.kind == kind)
    return proof


def outside(condition):
    return f"  - dataset: {TPS}\n    outside: {condition}\n"


def together(*fields):
    return f"  - dataset: {TPS}\n    together: [{', '.join(fields)}]\n"


def permission(name, fields, *, rows="", rest="query: {page_size: 100}", purpose="koordinasi"):
    lines = "".join(f"      {field}: [{uses}]\n" for field, uses in fields.items())
    rows = f"    rows: {rows}\n" if rows else ""
    return (
        f"  - id: {name}\n    consumer: {POLRES}\n    dataset: {TPS}\n    purpose: {purpose}\n"
        f"    fields:\n{lines}{rows}    {rest}\n"
    )


def test_the_sample_statements_are_proved():
    found = prove(bundle(), NOW, SOLVER)
    assert verdicts(found) == {("closed", "proved"), ("combined", "proved"), ("fields", "proved")}
    assert one(found, "fields").place.file == "agreements/pks.yaml"


def test_rows_within_the_region_are_proved_and_wider_ones_refuted_with_a_row():
    proved = one(prove(bundle(stating(outside('{kode_desa: {within: "61"}}'))), NOW, SOLVER), "outside")
    assert proved.verdict == "proved"
    refuted = one(prove(bundle(stating(outside('{kode_desa: {within: "610601"}}'))), NOW, SOLVER), "outside")
    assert refuted.verdict == "refuted"
    (asked,) = refuted.example.asked
    assert asked.permission == "tps-pengamanan"
    assert refuted.example.row["kode_desa"].startswith("6106")
    assert not refuted.example.row["kode_desa"].startswith("610601")
    check_example(bundle(stating(outside('{kode_desa: {within: "610601"}}'))), refuted)


def check_example(found, proof):
    """Ask the planner itself, as if everything were in force, for what an example says."""
    policy = suppose(found, NOW)
    for asked in proof.example.asked:
        planner = plan_query if isinstance(asked.request, QueryRequest) else plan_lookup
        provider, _, dataset = asked.dataset.partition("/")
        plan = planner(policy, asked.consumer, provider, dataset, asked.request, asked.moment)
        types = {name: field.logical_type for name, field in plan.contract.fields.items()}
        row = {**dict.fromkeys(types), **proof.example.row}
        needed = {
            **row,
            **{name: asked.leaves[name] for name in asked.leaves if name not in proof.example.row},
        }
        assert holds(plan.selection.rows, needed, types)
        assert {output.field for output in plan.selection.outputs} == set(asked.leaves)


def test_without_a_solver_what_words_and_examples_show_is_still_said():
    found = prove(bundle(stating(outside('{kode_desa: {within: "61"}}'))), NOW, None)
    assert one(found, "outside").verdict == "proved"
    found = prove(bundle(stating(outside('{kode_desa: {within: "610601"}}'))), NOW, None)
    assert one(found, "outside").verdict == "refuted"
    parts = ", ".join(f'{{kode_desa: {{within: "{level}"}}}}' for level in ("6106", "6107"))
    subtle = stating(outside('{kode_desa: {between: ["61", "62"]}}'))
    assert one(prove(bundle(subtle), NOW, None), "outside").verdict == "unknown"
    assert one(prove(bundle(subtle), NOW, SOLVER), "outside").verdict == "proved"
    either = stating(outside(f"{{any: [{parts}]}}"))
    assert one(prove(bundle(either), NOW, None), "outside").verdict == "proved"


class Wrong:
    """A solver whose answers are of one kind, whatever is asked."""

    def __init__(self, answer):
        self.answer = answer

    def find(self, question):
        return self.answer

    def compare(self, comparison):
        return self.answer


@pytest.mark.parametrize(
    "answer", [Found({"kode_desa": "6106"}), Undecided(Sentence("prove.no-solver"))], ids=["lies", "gives up"]
)
def test_an_answer_that_does_not_hold_when_tried_refutes_nothing(answer):
    text = stating(outside('{kode_desa: {between: ["61", "62"]}}'))
    assert one(prove(bundle(text), NOW, Wrong(answer)), "outside").verdict == "unknown"


def test_an_example_that_the_planner_does_not_let_through_refutes_nothing():
    text = stating(outside('{kode_desa: {within: "610601"}}'))
    register = REGISTER.replace("[tps.gudang]", "[tps.gudang, tps.kode_desa]")
    found = one(prove(bundle(text, register=register), NOW, SOLVER), "outside")
    assert found.verdict == "unknown"
    assert "tps-pengamanan" in found.reason.say("en")


def test_a_statement_on_a_contract_that_is_not_the_pinned_one_is_unknown():
    text = stating(outside('{kode_desa: {within: "61"}}')).replace("PIN", "0" * 64)
    assert one(prove(bundle(text), NOW, SOLVER), "outside").verdict == "unknown"


BOTH = permission("satu", {"kode_tps": "release", "kode_desa": "release", "dpt": "release"})
NAMES = permission("nama", {"kode_tps": "release", "kontak": "release"})
PLACES = permission(
    "tempat", {"kode_tps": "release", "kode_desa": "release, condition"}, purpose="pengamanan-tps"
)


LOOKUP = permission(
    "cari",
    {"nik": "lookup-key", "kode_desa": "release"},
    rest="lookup: {key: nik}\n    quota: {requests: 5, period: day}",
    purpose="pengamanan-tps",
)
PEOPLE = permission(
    "orang", {"kode_tps": "release", "nik": "release", "lahir": "release", "kontak": "release"}
)


@pytest.mark.parametrize(
    ("permissions", "fields", "verdict"),
    [
        pytest.param(BOTH, ("kode_desa", "dpt"), "refuted", id="one permission gives both"),
        pytest.param(BOTH, ("kode_desa", "kontak"), "proved", id="one of them is given by none"),
        pytest.param(NAMES + PLACES, ("kode_desa", "kontak"), "refuted", id="two joined by the order key"),
        pytest.param(
            PEOPLE + LOOKUP, ("kode_desa", "kontak"), "refuted", id="a key that one gives and one asks"
        ),
        pytest.param(
            NAMES.replace("    query", '    rows: {kode_tps: {within: "6106"}}\n    query').replace(
                "kode_tps: [release]", "kode_tps: [release, condition]"
            )
            + PLACES.replace("    query", '    rows: {kode_tps: {within: "6107"}}\n    query').replace(
                "kode_tps: [release]", "kode_tps: [release, condition]"
            ),
            ("kode_desa", "kontak"),
            "proved",
            id="two of rows that never meet",
        ),
        pytest.param(
            NAMES
            + permission(
                "cari",
                {"nik": "lookup-key", "kode_desa": "release"},
                rest="lookup: {key: nik}\n    quota: {requests: 5, period: day}",
                purpose="pengamanan-tps",
            ),
            ("kode_desa", "kontak"),
            "proved",
            id="no key and no field in common",
        ),
        pytest.param(
            NAMES.replace("kontak", "kode_desa: [release]\n      kontak")
            + permission(
                "cari",
                {"nik": "lookup-key", "kode_desa": "release"},
                rest="lookup: {key: nik}\n    quota: {requests: 5, period: day}",
                purpose="pengamanan-tps",
            ),
            ("nik", "kontak"),
            "unknown",
            id="no key, but a field in common",
        ),
    ],
)
def test_fields_that_one_consumer_may_not_hold_together(permissions, fields, verdict):
    text = stating(together(*fields), permissions)
    proof = one(prove(bundle(text), NOW, SOLVER), "together")
    assert proof.verdict == verdict
    if verdict == "refuted":
        check_example(bundle(text), proof)
        assert set(fields) <= set(chain.from_iterable(asked.leaves for asked in proof.example.asked))


def asked_by_nik(name, fields, purpose):
    quota = "lookup: {key: nik}\n    quota: {requests: 5, period: day}"
    return permission(name, {"nik": "lookup-key", **fields}, rest=quota, purpose=purpose)


def with_third_purpose(text):
    return text.replace("  koordinasi: Koord", "  ketiga: Tujuan ketiga\n  koordinasi: Koord")


def test_a_third_permission_may_join_two_that_share_nothing():
    two = asked_by_nik("kontak", {"kontak": "release"}, "koordinasi") + permission(
        "jumlah", {"kode_tps": "release", "dpt": "release"}, purpose="pengamanan-tps"
    )
    assert one(prove(bundle(stating(together("kontak", "dpt"), two)), NOW, SOLVER), "together").verdict == (
        "proved"
    )
    by_key = two + asked_by_nik("kode", {"kode_tps": "release"}, "ketiga")
    found = bundle(with_third_purpose(stating(together("kontak", "dpt"), by_key)))
    proof = one(prove(found, NOW, SOLVER), "together")
    assert proof.verdict == "refuted"
    assert {asked.permission for asked in proof.example.asked} == {"kontak", "jumlah", "kode"}
    check_example(found, proof)
    # What is no key may join them or not: that is a matter of the data.
    three = asked_by_nik("kontak", {"kontak": "release"}, "koordinasi") + permission(
        "jumlah", {"kode_tps": "release", "dpt": "release", "kode_desa": "release"}, purpose="pengamanan-tps"
    )
    by_data = three + asked_by_nik("desa", {"kode_desa": "release"}, "ketiga")
    found = bundle(with_third_purpose(stating(together("kontak", "dpt"), by_data)))
    assert one(prove(found, NOW, SOLVER), "together").verdict == "unknown"


def test_whoever_looks_a_row_up_holds_what_the_key_derives():
    text = stating(together("lahir", "kontak"), asked_by_nik("k", {"kontak": "release"}, "koordinasi"))
    proof = one(prove(bundle(text), NOW, SOLVER), "together")
    assert proof.verdict == "refuted"
    check_example(bundle(text), proof)


LAHIR = permission("satu", {"kode_tps": "release", "lahir": "year"}) + permission(
    "dua", {"kode_tps": "release", "lahir": "year"}, purpose="pengamanan-tps"
)


def with_forms(*forms):
    """Return a bundle in which two permissions show one field so, whatever reading says of the two."""
    found = bundle(stating(NEVER.removeprefix("never:\n"), LAHIR))
    agreement = found.agreements["pks"]
    permissions = tuple(
        replace(each, uses={**each.uses, "lahir": (Use("transform", each.place, *form),)})
        for each, form in zip(agreement.permissions, forms, strict=True)
    )
    return replace(found, agreements={"pks": replace(agreement, permissions=permissions)})


def band(day):
    return ("age_band", (("edges", (17,)), ("on", day)))


@pytest.mark.parametrize(
    ("forms", "verdict"),
    [
        pytest.param((("year",), ("month",)), "proved", id="the year follows from the month"),
        pytest.param((("year",), band(date(2024, 6, 15))), "refuted", id="bands cross years"),
        pytest.param((("year",), band(date(2024, 12, 31))), "proved", id="bands of whole years"),
    ],
)
def test_two_forms_of_one_value_tell_more_together_or_do_not(forms, verdict):
    found = with_forms(*forms)
    proof = one(prove(found, NOW, SOLVER), "combined")
    assert proof.verdict == verdict, proof
    if verdict == "refuted":
        check_example(found, proof)


def test_two_forms_that_cannot_be_compared_are_unknown():
    found = with_forms(("year",), band(date(2024, 6, 15)))
    wrong = Wrong(Undecided(Sentence("prove.no-solver")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gateway.drafting.prove_values.worth_trying", lambda logical_type: ())
        assert one(prove(found, NOW, wrong), "combined").verdict == "unknown"


def test_a_planner_that_forgets_decisions_is_refuted_by_a_request(monkeypatch):
    register = REGISTER.replace("[tps.gudang]", "[tps.gudang, tps.kontak]")
    assert one(prove(bundle(register=register), NOW, SOLVER), "closed").verdict == "proved"
    honest = facts.make_facts
    monkeypatch.setattr(
        "gateway.policy.resolved.make_facts",
        lambda permission, contract, closings, day: honest(permission, contract, {}, day),
    )
    proof = one(prove(bundle(register=register), NOW, SOLVER), "closed")
    assert proof.verdict == "refuted"
    assert "kontak" in proof.example.row


def loose_filter(desk, raw):
    return EVERY_ROW if raw is None else parse_condition(raw, types_of(desk.contract))


def loose_outputs(desk, asked):
    return tuple(map(Output, asked)) if asked else tuple(desk.facts.outputs.values())


@pytest.mark.parametrize(
    ("part", "loose"),
    [
        pytest.param("filter", loose_filter, id="it filters by any field"),
        pytest.param("order", lambda desk, asked: asked, id="it sorts by any field"),
        pytest.param("_outputs", loose_outputs, id="it gives any field"),
    ],
)
def test_a_planner_that_lets_one_part_of_a_request_through_is_refuted(part, loose, monkeypatch):
    monkeypatch.setattr(desk.Desk, part, loose)
    proof = one(prove(bundle(), NOW, SOLVER), "closed")
    assert proof.verdict == "refuted"
    assert proof.example.row.keys() & {"gudang", "baru", "rahasia"}


def test_a_day_on_which_alone_a_field_would_be_read_is_found(monkeypatch):
    register = REGISTER.replace("[tps.gudang]", "[tps.gudang, tps.kontak]").replace(
        "2031-01-15", "2026-12-31"
    )
    honest = facts.make_facts
    monkeypatch.setattr(
        "gateway.policy.resolved.make_facts",
        lambda permission, contract, closings, day: honest(
            permission, contract, closings if day <= date(2026, 12, 31) else {}, day
        ),
    )
    proof = one(prove(bundle(register=register), NOW, SOLVER), "closed")
    assert proof.verdict == "refuted"
    assert proof.example.asked[0].moment.date() > date(2026, 12, 31)
