"""Planning: the first reason why not, in an order that tells nothing; and what a plan reads and gives."""

from datetime import UTC, datetime, timedelta

import pytest

from gateway.errors import (
    AgreementLapsed,
    AgreementUnknown,
    CountNotGranted,
    CursorBad,
    DatasetUnknown,
    FieldUnknown,
    FieldWithheld,
    FilterNotGranted,
    GatewayError,
    PurposeNotGranted,
    QueryNotGranted,
    RequestBad,
    RequirementMissing,
    ShadowOnly,
    SortNotGranted,
)
from gateway.policy import EVERY_ROW, Equals, Output, SortKey, Within, permissions_of, plan_query, verdicts_of
from tests.policy.desk import (
    AGREEMENT,
    CONTRACT,
    KPU,
    NOON,
    POLRES,
    REGISTER,
    ask,
    folder,
    in_force,
    resolved,
    sign_folder,
)

POLICY = in_force()
CONTACT = {"contact": "piket@kpu.example"}


def plan(policy=POLICY, now=NOON, **changes):
    return plan_query(policy, POLRES, KPU, "tps", ask(**changes), now)


def refused(policy=POLICY, now=NOON, consumer=POLRES, dataset="tps", **changes) -> GatewayError:
    with pytest.raises(GatewayError) as caught:
        plan_query(policy, consumer, KPU, dataset, ask(**changes), now)
    return caught.value


def test_a_dataset_without_permission_refuses_as_one_that_does_not_exist():
    refusals = [
        refused(consumer="stranger"),
        refused(consumer=KPU),
        refused(dataset="nowhere"),
        refused(dataset="nowhere", agreement="nothing"),
        refused(agreement="nothing", consumer="stranger", purpose="x"),
    ]
    for error in refusals:
        assert (type(error), str(error), error.shown) == (DatasetUnknown, str(refusals[0]), {})


def test_an_agreement_that_does_not_exist_tells_no_contact():
    error = refused(agreement="nothing")
    assert (type(error), error.shown) == (AgreementUnknown, {})


def test_an_agreement_of_others_refuses_as_one_that_does_not_exist():
    other = AGREEMENT.replace("uid: pks", "uid: lain").replace("polres-kapuas-hulu", "polres-sintang")
    files = folder() | {"agreements/lain.yaml": folder(agreement=other)["agreements/pks.yaml"]}
    policy = resolved(sign_folder({k: v for k, v in files.items() if "lain" not in k}) | files)
    known, unknown = refused(policy, agreement="lain"), refused(policy, agreement="nothing")
    assert (type(known), str(known), known.shown) == (type(unknown), str(unknown), unknown.shown)


def test_force_comes_before_purpose_and_purpose_before_the_rest():
    late = datetime(2027, 3, 1, tzinfo=UTC)
    assert type(refused(now=late, purpose="x", fields=("x",))) is AgreementLapsed
    error = refused(purpose="koordinasi", fields=("x",), case_ref=None)
    assert (type(error), error.shown) == (PurposeNotGranted, CONTACT)


def test_a_permission_without_query_right_gives_nothing():
    start = AGREEMENT.index("    query:")
    end = AGREEMENT.index("    requires:")
    policy = in_force(agreement=AGREEMENT[:start] + AGREEMENT[end:])
    assert type(refused(policy)) is QueryNotGranted


def test_what_the_permission_requires_must_be_there():
    for missing in (None, ""):
        error = refused(case_ref=missing, fields=("nothing",))
        assert (type(error), error.shown) == (RequirementMissing, CONTACT | {"member": "case_ref"})
    plan(on_behalf_of=None)


@pytest.mark.parametrize(
    ("field", "classification", "basis"),
    [
        ("gudang", "dikecualikan", "UU 14/2008 Pasal 17 huruf c"),
        ("baru", "belum-ditetapkan", None),
        ("lahir", "antarbadan", None),
    ],
)
def test_a_withheld_field_asked_for_by_name_is_told_with_its_legal_basis(field, classification, basis):
    error = refused(fields=("kode_tps", field))
    shown = CONTACT | {"field": field, "classification": classification}
    assert (type(error), error.shown) == (FieldWithheld, shown | ({"legal_basis": basis} if basis else {}))


@pytest.mark.parametrize(
    "where",
    [
        lambda name: {"fields": (name,)},
        lambda name: {"filter": {name: {"equals": "x"}}},
        lambda name: {"filter": {"all": [{"kode_desa": {"equals": "x"}}, {name: {"is_null": True}}]}},
        lambda name: {"sort": (SortKey(name),)},
    ],
    ids=["fields", "filter", "filter inside", "sort"],
)
def test_an_undisclosed_field_answers_exactly_as_an_unknown_one(where):
    secret, unknown = refused(**where("rahasia")), refused(**where("takada1"))
    assert type(secret) is type(unknown) is FieldUnknown
    assert str(secret) == str(unknown)
    assert {**secret.shown, "field": "-"} == {**unknown.shown, "field": "-"}


@pytest.mark.parametrize("field", ["gudang", "baru", "lahir", "kontak", "nik", "kode_tps"])
def test_a_filter_works_on_granted_filters_alone(field):
    error = refused(filter={field: {"equals": "x"}})
    assert (type(error), error.shown) == (FilterNotGranted, CONTACT | {"field": field})


@pytest.mark.parametrize("field", ["gudang", "baru", "lahir", "kontak", "nik", "kode_desa"])
def test_a_sort_works_on_granted_sorts_alone(field):
    error = refused(sort=(SortKey(field),))
    assert (type(error), error.shown) == (SortNotGranted, CONTACT | {"field": field})


def test_a_filter_without_meaning_is_a_bad_request_and_names_no_value():
    error = refused(filter={"dpt": {"equals": "secret"}})
    assert type(error) is RequestBad
    assert "secret" not in str(error) + str(error.shown)


@pytest.mark.parametrize(
    "changes",
    [
        {"fields": ()},
        {"fields": ("dpt", "dpt")},
        {"sort": (SortKey("dpt"), SortKey("dpt", True))},
        {"page_size": 0},
        {"page_size": 101},
    ],
)
def test_a_request_that_contradicts_itself_is_bad(changes):
    assert type(refused(**changes)) is RequestBad


def test_a_count_must_be_granted():
    policy = in_force(agreement=AGREEMENT.replace(", count: exact", ""))
    assert type(refused(policy, count=True)) is CountNotGranted
    assert plan(count=True).selection.count is True


def test_a_cursor_with_another_number_of_keys_is_no_cursor():
    assert type(refused(after=("a", "b"))) is CursorBad
    assert plan(after=("a",)).selection.after == ("a",)


def test_shadow_enforcement_evaluates_and_never_releases():
    policy = in_force(agreement=AGREEMENT.replace("enforcement: enforce", "enforcement: shadow"))
    assert type(refused(policy, fields=("gudang",))) is FieldWithheld
    error = refused(policy)
    assert (type(error), error.shown) == (ShadowOnly, CONTACT)
    assert permissions_of(policy, POLRES, NOON) == ()


def test_a_plan_gives_a_verdict_on_every_field_and_tells_of_the_disclosed_ones():
    made = plan()
    assert [(v.field, v.verdict, v.reason) for v in made.verdicts] == [
        ("kode_tps", "release", "granted"),
        ("kode_desa", "release", "granted"),
        ("dpt", "release", "granted"),
        ("kontak", "transform", "granted"),
        ("lahir", "withhold", "not-granted"),
        ("nik", "transform", "granted"),
        ("gudang", "withhold", "exempt"),
        ("baru", "withhold", "undetermined"),
        ("rahasia", "withhold", "undisclosed"),
    ]
    assert [v.field for v in made.withheld] == ["lahir", "gudang", "baru"]
    assert str(made.verdicts[0].place) == "agreements/pks.yaml:36:18"


def test_a_field_that_was_not_asked_for_stays_and_is_not_called_withheld():
    made = plan(fields=("kontak",))
    verdicts = {v.field: (v.verdict, v.reason) for v in made.verdicts}
    assert verdicts["kontak"] == ("transform", "granted")
    assert verdicts["dpt"] == ("withhold", "not-asked")
    assert [v.field for v in made.withheld] == ["lahir", "gudang", "baru"]


def test_a_selection_reads_what_this_request_uses_and_no_more():
    selection = plan(fields=("kontak",)).selection
    # The row rule reads kode_desa and pages follow kode_tps.
    assert set(selection.columns) == {"kontak", "kode_desa", "kode_tps"}
    assert selection.columns["kode_desa"].physical_name == "desa"
    assert selection.outputs == (Output("kontak", "partial", (("keep_last", 3),)),)
    assert selection.table == "pemilu.tps"
    assert (selection.rows, selection.filter) == (Within("kode_desa", "6106"), EVERY_ROW)
    assert selection.order == (SortKey("kode_tps"),)
    assert selection.limit == 100


def test_a_filter_and_a_sort_bring_their_columns():
    selection = plan(
        fields=("kontak",), filter={"dpt": {"equals": 3}}, sort=(SortKey("dpt", True),)
    ).selection
    assert set(selection.columns) == {"kontak", "kode_desa", "kode_tps", "dpt"}
    assert selection.filter == Equals("dpt", 3)
    assert selection.order == (SortKey("dpt", True), SortKey("kode_tps"))


def test_a_constant_is_not_read():
    agreement = AGREEMENT.replace(
        "kontak: [{partial: {keep_last: 3}}]", "kontak: [{constant: {value: '***'}}]"
    )
    selection = plan(in_force(agreement=agreement)).selection
    assert "kontak" in {output.field for output in selection.outputs}
    assert "kontak" not in selection.columns


def test_fields_come_in_the_order_in_which_they_were_asked():
    assert [o.field for o in plan(fields=("dpt", "kode_tps")).selection.outputs] == ["dpt", "kode_tps"]


def register_with(fields: str, more: str = "", number: str = "CONTOH-02") -> str:
    """Return the register with one more decision."""
    entry = REGISTER[REGISTER.index("  - number") :].replace("CONTOH-01", number)
    return REGISTER + entry.replace("tps.gudang", fields).replace("    until", f"{more}    until")


def test_a_decision_closes_a_field_whatever_the_agreement_grants():
    policy = in_force(register=register_with("tps.kontak"))
    made = plan(policy)
    assert "kontak" not in {output.field for output in made.selection.outputs}
    assert "kontak" not in made.selection.columns
    (verdict,) = [v for v in made.withheld if v.field == "kontak"]
    assert (verdict.reason, verdict.classification) == ("exempt", "dikecualikan")
    assert verdict.legal_basis == "UU 14/2008 Pasal 17 huruf c"
    assert verdict.place.file == f"exemptions/{KPU}.yaml"


def test_a_filter_and_a_sort_end_where_a_decision_closes_their_field():
    policy = in_force(register=register_with("tps.dpt"))
    assert type(refused(policy, filter={"dpt": {"equals": 1}})) is FilterNotGranted
    assert type(refused(policy, sort=(SortKey("dpt"),))) is SortNotGranted


@pytest.mark.parametrize("field", ["kode_desa", "kode_tps"])
def test_a_permission_ends_where_a_decision_closes_its_row_rule_or_its_order(field):
    policy = in_force(register=register_with(f"tps.{field}"))
    error = refused(policy, fields=("dpt",))
    assert (type(error), error.shown["field"]) == (FieldWithheld, field)
    assert permissions_of(policy, POLRES, NOON) == ()


def test_a_decision_on_a_derived_field_withholds_what_derives_it():
    agreement = AGREEMENT.replace("nik: [pseudonym]", "nik: [release]\n      lahir: [release]")
    made = plan(in_force(agreement=agreement))
    assert {"nik", "lahir"} <= {output.field for output in made.selection.outputs}
    made = plan(in_force(agreement=agreement, register=register_with("tps.lahir")))
    reasons = {v.field: v.reason for v in made.withheld}
    assert (reasons["nik"], reasons["lahir"]) == ("derives-withheld", "exempt")
    assert not {"nik", "lahir"} & set(made.selection.columns)


@pytest.mark.parametrize(
    ("day", "classification"),
    [
        (datetime(2026, 11, 30, 16, 59, 59, tzinfo=UTC), "dikecualikan"),
        (datetime(2026, 11, 30, 17, 0, 0, tzinfo=UTC), "belum-ditetapkan"),
    ],
)
def test_a_decision_past_its_day_leaves_its_field_undetermined_and_closed(day, classification):
    register = register_with("tps.kontak").replace("2031-01-15", "2026-11-30")
    policy = in_force(register=register)
    for _ in range(2):
        # Twice, and after another day: what was compiled for one day is not kept for the next.
        withheld = {v.field: v.classification for v in plan(policy, day).withheld}
        assert (withheld["kontak"], withheld["gudang"]) == (classification, classification)
        plan(policy, day - timedelta(days=30))


def test_a_revoked_decision_closes_nothing_more_but_opens_no_exempt_field():
    register = register_with("tps.kontak", "    revoked: 2026-06-01\n")
    assert "kontak" not in {v.field for v in plan(in_force(register=register)).withheld}
    register = REGISTER + "    revoked: 2026-06-01\n"
    withheld = {v.field: v.classification for v in plan(in_force(register=register)).withheld}
    assert withheld["gudang"] == "belum-ditetapkan"


def test_a_revocation_in_the_future_opens_nothing_yet():
    policy = in_force(register=register_with("tps.kontak", "    revoked: 2026-11-25\n"))
    later = datetime(2026, 12, 24, tzinfo=UTC)
    assert "kontak" in {v.field for v in plan(policy, later).withheld}


def test_describe_sees_what_a_query_would_get():
    (granted,) = permissions_of(POLICY, POLRES, NOON)
    assert verdicts_of(POLICY, granted, NOON) == plan().verdicts
    assert permissions_of(POLICY, KPU, NOON) == ()


def test_permissions_are_never_merged():
    permission = AGREEMENT[AGREEMENT.index("  - id: tps-pengamanan") : AGREEMENT.index("never:")]
    other = permission.replace("id: tps-pengamanan", "id: lain").replace("pengamanan-tps", "koordinasi")
    other = other.replace("      kontak: [{partial: {keep_last: 3}}]\n", "      lahir: [year]\n")
    policy = in_force(agreement=AGREEMENT.replace("never:", other + "never:"))
    first, second = plan(policy), plan(policy, purpose="koordinasi")
    assert (first.permission.id, second.permission.id) == ("tps-pengamanan", "lain")
    assert "lahir" not in {output.field for output in first.selection.outputs}
    assert "kontak" not in {output.field for output in second.selection.outputs}
    assert first.permission.digest != second.permission.digest


def test_a_cursor_of_another_contract_register_or_agreement_has_another_digest():
    digests = {
        plan(policy).permission.digest
        for policy in (
            POLICY,
            in_force(contract=CONTRACT + "# \n"),
            in_force(register=REGISTER + "# \n"),
            in_force(agreement=AGREEMENT + "# \n"),
        )
    }
    assert len(digests) == 4
