"""Planning a lookup: one exact key, a right of its own, and no more columns than it needs."""

from datetime import date
from decimal import Decimal

import pytest

from gateway.errors import (
    DatasetUnknown,
    FieldUnknown,
    FieldWithheld,
    FilterNotGranted,
    GatewayError,
    LookupNotGranted,
    PurposeNotGranted,
    QueryNotGranted,
    RequestBad,
    RequirementMissing,
    ShadowOnly,
)
from gateway.policy import Equals, Output, Within, permissions_of, plan_lookup, plan_query, verdicts_of
from tests.policy.desk import (
    CONTRACT,
    KPU,
    LOOKUP_AGREEMENT,
    NOON,
    POLRES,
    ask,
    in_force,
    look_up,
)
from tests.policy.test_planning import CONTACT, register_with

POLICY = in_force(agreement=LOOKUP_AGREEMENT)


def plan(policy=POLICY, now=NOON, **changes):
    return plan_lookup(policy, POLRES, KPU, "tps", look_up(**changes), now)


def refused(policy=POLICY, consumer=POLRES, dataset="tps", **changes) -> GatewayError:
    with pytest.raises(GatewayError) as caught:
        plan_lookup(policy, consumer, KPU, dataset, look_up(**changes), NOON)
    return caught.value


def test_a_lookup_reads_its_answer_and_rule_and_chooses_by_its_key_alone():
    selection = plan().selection
    assert set(selection.columns) == {"nik", "kode_desa", "kontak"}
    assert selection.outputs == (Output("kode_desa"), Output("kontak", "partial", (("keep_last", 3),)))
    assert selection.filter == Equals("nik", "6106010101900001")
    assert selection.rows == Within("kode_desa", "6106")
    # Which of several rows comes first does not matter: several are no answer.
    assert (selection.order, selection.after, selection.limit, selection.count) == ((), None, 2, False)


def test_a_lookup_of_one_field_reads_no_other():
    assert set(plan(fields=("kode_desa",)).selection.columns) == {"nik", "kode_desa"}


def test_the_key_stays_and_is_told_so():
    made = plan()
    reasons = {verdict.field: (verdict.verdict, verdict.reason) for verdict in made.verdicts}
    assert reasons["nik"] == ("withhold", "lookup-only")
    assert "nik" in {verdict.field for verdict in made.withheld}
    assert "rahasia" not in {verdict.field for verdict in made.withheld}
    assert type(refused(fields=("nik",))) is FieldWithheld


def test_a_key_that_is_released_leaves():
    agreement = LOOKUP_AGREEMENT.replace("nik: [lookup-key]", "kode_tps: [release, lookup-key]")
    agreement = agreement.replace("lookup: {key: nik}", "lookup: {key: kode_tps}")
    made = plan(in_force(agreement=agreement))
    assert made.selection.outputs[0] == Output("kode_tps")
    assert made.selection.filter == Equals("kode_tps", "6106010101900001")


def test_a_lookup_and_a_query_are_separate_rights():
    assert type(refused(purpose="pengamanan-tps")) is LookupNotGranted
    with pytest.raises(QueryNotGranted):
        plan_query(POLICY, POLRES, KPU, "tps", ask(purpose="koordinasi"), NOON)


def test_a_key_can_be_filtered_by_in_no_query():
    rights = "    query: {filter: [kode_desa], page_size: 10}\n    lookup: {key: nik}"
    agreement = LOOKUP_AGREEMENT.replace("    lookup: {key: nik}", rights)
    policy = in_force(
        agreement=agreement.replace("nik: [lookup-key]", "nik: [lookup-key]\n      kode_tps: [release]")
    )
    for condition in (
        {"nik": {"equals": "x"}},
        {"all": [{"kode_desa": {"within": "61"}}, {"nik": {"in": ["x"]}}]},
    ):
        with pytest.raises(FilterNotGranted):
            plan_query(policy, POLRES, KPU, "tps", ask(purpose="koordinasi", filter=condition), NOON)
    assert plan(policy).selection.filter == Equals("nik", "6106010101900001")


def test_what_does_not_exist_refuses_as_ever():
    for error in (
        refused(consumer="stranger"),
        refused(dataset="nowhere"),
        refused(dataset="nowhere", key=1),
    ):
        assert (type(error), error.shown) == (DatasetUnknown, {})
    assert type(refused(purpose="x")) is PurposeNotGranted
    secret, unknown = refused(fields=("rahasia",)), refused(fields=("takada1",))
    assert type(secret) is type(unknown) is FieldUnknown
    assert str(secret) == str(unknown)


@pytest.mark.parametrize(
    "key",
    [None, 1, 1.5, True, ["6106010101900001"], {"equals": "x"}, {"in": ["x"]}, "a\0", "\ud800", "x" * 4_097],
    ids=ascii,
)
def test_a_key_of_another_type_is_a_bad_request_and_is_not_repeated(key):
    error = refused(key=key)
    assert type(error) is RequestBad
    assert error.shown["member"] == "key"
    assert "6106" not in str(error) + str(error.shown)


@pytest.mark.parametrize("key", ["6106%", "6106*", "6106_", " 6106 ", "A", "a", "", "'; --"])
def test_a_key_is_never_more_than_its_own_text(key):
    assert plan(key=key).selection.filter == Equals("nik", key)


@pytest.mark.parametrize(
    ("logical_type", "key", "value"),
    [
        ("integer", 7, 7),
        ("number", 1.5, Decimal("1.5")),
        ("date", "2026-01-31", date(2026, 1, 31)),
        ("boolean", True, True),
    ],
)
def test_a_key_is_typed_by_the_contract(logical_type, key, value):
    contract = CONTRACT.replace(
        "name: nik\n        logicalType: string", f"name: nik\n        logicalType: {logical_type}"
    )
    policy = in_force(
        contract=contract, agreement=LOOKUP_AGREEMENT.replace("nik: [pseudonym]", "lahir: [year]")
    )
    assert plan(policy, key=key).selection.filter == Equals("nik", value)
    assert type(refused(policy, key=str(key) + " ")) is RequestBad


def test_what_the_permission_requires_must_be_there():
    agreement = LOOKUP_AGREEMENT.replace("    quota: {", "    requires: [case_ref]\n    quota: {")
    policy = in_force(agreement=agreement)
    error = refused(policy)
    assert (type(error), error.shown) == (RequirementMissing, CONTACT | {"member": "case_ref"})
    plan(policy, case_ref="LP/1/2026")


def test_shadow_enforcement_never_answers():
    agreement = LOOKUP_AGREEMENT.replace("enforcement: enforce", "enforcement: shadow")
    assert type(refused(in_force(agreement=agreement))) is ShadowOnly


@pytest.mark.parametrize("field", ["nik", "kode_desa"])
def test_a_lookup_ends_where_a_decision_closes_its_key_or_its_row_rule(field):
    policy = in_force(agreement=LOOKUP_AGREEMENT, register=register_with(f"tps.{field}"))
    error = refused(policy)
    assert (type(error), error.shown["field"]) == (FieldWithheld, field)
    assert "tps-periksa" not in {permission.id for _, permission, _ in permissions_of(policy, POLRES, NOON)}


def test_a_lookup_goes_on_when_a_decision_closes_the_order_that_pages_follow():
    policy = in_force(agreement=LOOKUP_AGREEMENT, register=register_with("tps.kode_tps"))
    plan(policy)
    assert [permission.id for _, permission, _ in permissions_of(policy, POLRES, NOON)] == ["tps-periksa"]


def test_a_decision_on_all_that_a_lookup_gives_leaves_the_bare_answer():
    rule_only = "      kode_desa: [condition]\n      kontak: [{partial: {keep_last: 3}}]\n    rows"
    agreement = LOOKUP_AGREEMENT.replace(rule_only.replace("[condition]", "[release, condition]"), rule_only)
    policy = in_force(agreement=agreement, register=register_with("tps.kontak"))
    selection = plan(policy).selection
    assert (selection.outputs, set(selection.columns)) == ((), {"nik", "kode_desa"})


def test_describe_sees_what_a_lookup_would_get():
    granted = {item[1].id: item for item in permissions_of(POLICY, POLRES, NOON)}
    assert verdicts_of(POLICY, granted["tps-periksa"], NOON) == plan().verdicts
