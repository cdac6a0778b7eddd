"""Promises 1 and 2, attacked: whatever the files say and whatever is asked, nothing closed is read.

The permissions here are worse than any that reading lets through: uses on exempt,
undetermined and undisclosed fields, row rules on them, filters on withheld fields.
"""

from dataclasses import replace
from datetime import date

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gateway.errors import GatewayError
from gateway.policy import (
    All,
    Any,
    Classification,
    Condition,
    Contract,
    Equals,
    Exemption,
    Field,
    IsNull,
    LogicalType,
    LookupRight,
    Permission,
    PersonalData,
    Place,
    Plan,
    QueryRequest,
    QueryRight,
    SortKey,
    Use,
    condition_fields,
    plan_as_if_in_force,
    plan_lookup_as_if_in_force,
)
from gateway.policy.uses import reveals
from tests.policy.desk import NOON, ask, in_force, look_up

POLICY = in_force()
AGREEMENT = POLICY.bundle.agreements["pks"]
NAMES = tuple("abcdefg")
HERE = Place("x.yaml", 1)
LIKELY = st.integers(0, 9).map(bool)

fields = st.builds(
    Field,
    name=st.just(""),
    physical_name=st.just(""),
    logical_type=st.just(LogicalType.STRING),
    description=st.just(""),
    classification=st.sampled_from([*Classification, Classification.OPEN, Classification.BETWEEN_AGENCIES]),
    personal_data=st.just(PersonalData.NONE),
    legal_basis=st.just(()),
    place=st.just(HERE),
    undisclosed=st.integers(0, 4).map(lambda number: number == 0),
    derives=st.lists(st.sampled_from(NAMES), max_size=1).map(tuple),
)
uses = st.lists(
    st.one_of(
        st.just(Use("release", HERE)),
        st.just(Use("condition", HERE)),
        st.just(Use("transform", HERE, "pseudonym")),
        st.just(Use("transform", HERE, "constant", (("value", "x"),))),
        st.just(Use("transform", HERE, "partial", (("keep_first", 1),))),
        st.just(Use("lookup-key", HERE)),
        st.sampled_from([Use("group", HERE), Use("measure", HERE)]),
    ),
    max_size=3,
).map(tuple)
names = st.sampled_from(NAMES)
conditions: st.SearchStrategy[Condition] = st.recursive(
    st.builds(Equals, names, st.just("x")) | st.builds(IsNull, names),
    lambda inner: st.builds(All, st.tuples(inner, inner)) | st.builds(Any, st.tuples(inner)),
    max_leaves=3,
)
some_names = st.frozensets(names, max_size=4)


@st.composite
def contracts(draw: st.DrawFn) -> Contract:
    made = {name: replace(draw(fields), name=name, physical_name=f"col_{name}") for name in NAMES}
    if draw(LIKELY):
        # Without an order that leaves, no query ever comes to a plan.
        made["a"] = replace(made["a"], classification=Classification.OPEN, undisclosed=False, derives=())
    whole = POLICY.bundle.contracts["kpu-kapuas-hulu/tps"]
    return replace(whole, fields=made, order="a", dataset="made", digest=draw(st.text(max_size=5)))


@st.composite
def permissions(draw: st.DrawFn) -> Permission:
    whole = AGREEMENT.permissions[0]
    right = QueryRight(draw(some_names), draw(some_names), 10, "exact", HERE)
    granted = draw(st.dictionaries(st.sampled_from((*NAMES, "elsewhere")), uses, min_size=3))
    if draw(LIKELY):
        granted["a"] = (Use("release", HERE),)
    return replace(
        whole,
        uses=granted,
        rows=All(()) if draw(LIKELY) else draw(conditions),
        query=right,
        lookup=draw(st.builds(LookupRight, names, st.just(HERE))),
        digest=draw(st.uuids()).hex,
    )


EXEMPTION = Exemption(
    "1", date(2026, 1, 1), "c", "x", "x", "x", (), "x", "x", date(2030, 1, 1), None, None, HERE
)
closed_by_register = st.dictionaries(names, st.just((EXEMPTION,)), max_size=2)


def raw_filter(name: str) -> object:
    return {name: {"equals": "x"}}


queries = st.builds(
    ask,
    fields=st.none() | st.none() | st.lists(names, min_size=1, max_size=4, unique=True).map(tuple),
    filter=st.none()
    | st.none()
    | names.map(raw_filter)
    | st.lists(names.map(raw_filter)).map(lambda all_of: {"all": all_of}),
    sort=st.lists(names, max_size=1).map(lambda keys: tuple(SortKey(key) for key in keys)),
)

lookups = st.builds(
    look_up,
    key=st.just("x"),
    fields=st.none() | st.none() | st.lists(names, min_size=1, max_size=3, unique=True).map(tuple),
)


@settings(max_examples=300)
@given(contract=contracts(), permission=permissions(), closed=closed_by_register, query=queries)
def test_nothing_is_read_or_leaves_but_open_fields_with_a_use_in_this_permission(
    contract, permission, closed, query
):
    plan = outcome(contract, permission, closed, query)
    if isinstance(plan, Plan):
        _check(plan, contract, permission, closed, query)


@settings(max_examples=200)
@given(contract=contracts(), permission=permissions(), closed=closed_by_register, query=queries)
def test_an_undisclosed_field_might_as_well_not_exist(contract, permission, closed, query):
    permission = replace(permission, rows=All(()), lookup=None)
    hidden = {name for name, field in contract.fields.items() if field.undisclosed}
    without = replace(
        contract, fields={name: field for name, field in contract.fields.items() if name not in hidden}
    )
    assume("a" not in hidden)
    one, other = outcome(contract, permission, closed, query), outcome(without, permission, closed, query)
    assert type(one) is type(other)
    if isinstance(one, Plan):
        assert (one.selection, one.withheld) == (other.selection, other.withheld)
        assert [v for v in one.verdicts if v.field not in hidden] == list(other.verdicts)
    else:
        assert (str(one), one.shown) == (str(other), other.shown)


@settings(max_examples=200)
@given(contract=contracts(), permission=permissions(), closed=closed_by_register, lookup=lookups)
def test_a_lookup_reads_its_key_and_nothing_more_that_has_no_use(contract, permission, closed, lookup):
    plan = outcome(contract, permission, closed, lookup)
    if not isinstance(plan, Plan):
        return
    usable = _usable(contract, permission, closed)
    selection = plan.selection
    key = permission.lookup.key
    assert selection.filter == Equals(key, "x")
    assert any(use.kind == "lookup-key" for use in permission.uses[key])
    assert set(selection.columns) <= usable
    assert set(selection.columns) <= (
        {key} | condition_fields(permission.rows) | {output.field for output in selection.outputs}
    )
    _check_outputs(plan, contract, permission, usable)
    assert (selection.order, selection.limit, selection.count) == ((), 2, False)
    if not any(use.kind in {"release", "transform"} for use in permission.uses[key]):
        assert key not in {output.field for output in selection.outputs}


def outcome(contract, permission, closed, request) -> Plan | GatewayError:
    """Return the plan or the refusal."""
    policy = replace(POLICY, closings={contract.name: closed}, _facts={})
    plan = plan_as_if_in_force if isinstance(request, QueryRequest) else plan_lookup_as_if_in_force
    try:
        return plan(policy, (AGREEMENT, permission, contract), request, NOON)
    except GatewayError as refusal:
        return refusal


def _usable(contract: Contract, permission: Permission, closed: object) -> set[str]:
    return {
        name
        for name, field in contract.fields.items()
        if not field.classification.is_closed
        and not field.undisclosed
        and name not in closed
        and permission.uses.get(name)
    }


def _check(plan: Plan, contract: Contract, permission: Permission, closed: object, query: object) -> None:
    usable = _usable(contract, permission, closed)
    selection = plan.selection
    released = {name for name in usable if any(use.kind == "release" for use in permission.uses[name])}
    assert set(selection.columns) <= usable
    _check_outputs(plan, contract, permission, usable)
    assert condition_fields(selection.filter) <= released & permission.query.filter
    asked = {key.field for key in selection.order} - {contract.order}
    assert asked <= released & permission.query.sort
    assert contract.order in released


def _check_outputs(plan: Plan, contract: Contract, permission: Permission, usable: set[str]) -> None:
    selection = plan.selection
    assert {column.physical_name for column in selection.columns.values()} <= {f"col_{n}" for n in usable}
    outputs = {output.field: output for output in selection.outputs}
    released = {name for name in usable if any(use.kind == "release" for use in permission.uses[name])}
    for name, output in outputs.items():
        assert name in usable
        matching = [
            use
            for use in permission.uses[name]
            if use.kind in {"release", "transform"}
            and (use.transform, use.arguments) == (output.transform, output.arguments)
        ]
        assert matching
        if reveals(matching[0]):
            assert set(contract.fields[name].derives) <= released
    for name in condition_fields(selection.rows):
        assert any(use.kind == "condition" for use in permission.uses[name])
    for verdict in plan.verdicts:
        assert (verdict.verdict != "withhold") == (verdict.field in outputs)
    assert {verdict.field for verdict in plan.verdicts} == set(contract.fields)
    assert not {verdict.field for verdict in plan.withheld} & {
        name for name, field in contract.fields.items() if field.undisclosed
    }
