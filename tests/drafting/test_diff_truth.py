"""Random policies, rows and requests: what gives anything new is never called the same or narrower."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.drafting import compare_bundles
from gateway.drafting.smt import Z3Solver
from gateway.errors import GatewayError
from gateway.policy import (
    LogicalType,
    Place,
    QueryRequest,
    QueryRight,
    Quota,
    SortKey,
    Use,
    apply,
    holds,
    plan_query,
    suppose,
)
from tests.drafting.test_prove_truth import CODES, CONDITIONS, NUMBERS, TYPES, base
from tests.policy.desk import KPU, POLRES

NOW = datetime(2026, 11, 24, tzinfo=UTC)
SOLVER = Z3Solver(20_000)
HERE = Place("agreements/pks.yaml", 1)
CONTACTS = ("081234567890", "081234567899", "082234567890", "0", None)
ROWS = [
    {"kode_tps": "6106012001001", "kode_desa": code, "dpt": number, "kontak": contact}
    for code in CODES
    for number in NUMBERS
    for contact in CONTACTS
]


def form(name, **arguments):
    return Use("transform", HERE, name, tuple(arguments.items()))


RELEASE, CONDITION = Use("release", HERE), Use("condition", HERE)
FORMS = {
    "kode_desa": (RELEASE, None, form("region", level="kabupaten"), form("region", level="provinsi")),
    "dpt": (RELEASE, None, form("bucket", width=2), form("bucket", width=4), form("top_code", cap=1)),
    "kontak": (RELEASE, None, form("partial", keep_last=2), form("partial", keep_last=3), form("pseudonym")),
}


SOME = st.frozensets(st.sampled_from(sorted(FORMS)))
QUERIES = st.builds(
    QueryRight, SOME, SOME, st.sampled_from([10, 20]), st.sampled_from(["none", "exact"]), st.just(HERE)
)
QUOTAS = st.builds(Quota, st.integers(1, 2), st.none(), st.sampled_from(["hour", "day"]), st.just(HERE))
PARTS = {
    **{name: st.sampled_from(forms) for name, forms in FORMS.items()},
    "rows": CONDITIONS,
    "query": QUERIES | QUERIES | QUERIES | st.none(),
    "quota": st.none() | QUOTAS,
    "requires": st.sampled_from([frozenset(), frozenset({"case_ref"})]),
    "until": st.sampled_from([date(2026, 12, 31), date(2027, 1, 31)]),
    "enforcement": st.sampled_from(["enforce", "enforce", "enforce", "shadow"]),
    "closed": st.sampled_from([(), (), ("tps.kontak",), ("tps.dpt",)]),
    "decided": st.sampled_from([date(2026, 6, 1), date(2031, 1, 1)]),
}


def policy_of(parts):
    """Return a policy of one permission."""
    found = base()
    agreement = found.agreements["pks"]
    uses = {name: (*((parts[name],) if parts[name] else ()), CONDITION) for name in FORMS}
    permission = replace(
        agreement.permissions[0],
        uses={"kode_tps": (RELEASE,), **uses},
        **{name: parts[name] for name in ("rows", "query", "quota", "requires")},
        digest=repr(parts),
    )
    agreement = replace(
        agreement,
        permissions=(permission,),
        valid_until=parts["until"],
        enforcement=parts["enforcement"],
    )
    register = found.registers[KPU]
    (exemption,) = register.exemptions.values()
    exemption = replace(exemption, fields=(*exemption.fields, *parts["closed"]), until=parts["decided"])
    registers = {KPU: replace(register, exemptions={exemption.number: exemption})}
    return replace(found, agreements={"pks": agreement}, registers=registers)


@st.composite
def changes(draw):
    """Return a policy and another that differs from it in a part or two."""
    old = draw(st.fixed_dictionaries(PARTS))
    changed = draw(st.lists(st.sampled_from(sorted(PARTS)), min_size=1, max_size=2, unique=True))
    return policy_of(old), policy_of({**old, **{name: draw(PARTS[name]) for name in changed}})


@st.composite
def requests(draw):
    fields = draw(
        st.none() | st.lists(st.sampled_from(sorted(FORMS)), min_size=1, max_size=2, unique=True).map(tuple)
    )
    named = st.none() | st.sampled_from(sorted(FORMS))
    by, order = draw(named), draw(named)
    return QueryRequest(
        "pks",
        "koordinasi",
        fields,
        {by: {"is_null": True}} if by else None,
        (SortKey(order),) if order else (),
        draw(st.none() | st.sampled_from([10, 15, 20])),
        None,
        draw(st.booleans()),
        None,
        draw(st.sampled_from([None, "LP/1"])),
    )


MOMENTS = [NOW + timedelta(days=each) for each in (-200, 0, 60)]


def asked(policy, request, moment):
    try:
        return plan_query(policy, POLRES, KPU, "tps", request, moment)
    except GatewayError:
        return None


def told(plan, name, row):
    """Return what a plan tells of one field of a row; None when the row or the field stays."""
    types = {field: each.logical_type for field, each in plan.contract.fields.items()}
    output = next((each for each in plan.selection.outputs if each.field == name), None)
    if output is None or not holds(plan.selection.rows, row, TYPES | {"kontak": LogicalType.STRING}):
        return None
    return ("told", apply(output, types[name], row[name], lambda scope, field: b"k"))


def tells_no_more(one, other):
    """Say whether what the second plan tells could be reckoned from what the first one tells."""
    for name in ("kode_tps", *FORMS):
        seen = {}
        for row in ROWS:
            before, after = told(one, name, row), told(other, name, row)
            if after is None:
                continue
            if before is None or seen.setdefault(before, after) != after:
                return False
    return True


@settings(max_examples=60, deadline=None)
@given(changes(), st.lists(requests(), min_size=6, max_size=6), st.booleans())
def test_what_is_called_the_same_or_narrower_gives_nothing_new(sides, several, is_alone):
    old, new = sides
    found = compare_bundles(old, new, NOW, None if is_alone else SOLVER)
    policies = suppose(old, NOW), suppose(new, NOW)
    for one, other, allowed in ((*policies, {"same", "narrower"}), (*policies[::-1], {"same", "wider"})):
        if found.direction not in allowed:
            continue
        for moment in MOMENTS:
            for request in several:
                assert asked(other, request, moment) is None or asked(one, request, moment) is not None
            everything = QueryRequest("pks", "koordinasi", None, None, (), None, None, False, None, "LP/1")
            before, after = asked(one, everything, moment), asked(other, everything, moment)
            assert after is None or tells_no_more(before, after)


@settings(max_examples=20, deadline=None)
@given(st.fixed_dictionaries(PARTS))
def test_a_policy_is_the_same_as_itself(parts):
    policy = policy_of(parts)
    assert compare_bundles(policy, policy, NOW, None).direction == "same"
