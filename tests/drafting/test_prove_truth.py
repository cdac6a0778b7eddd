"""Random small policies, and an enumerator of their rows and requests that knows nothing of proofs.

Where it finds a row that leaves, nothing may be called proved; and what is called
refuted must leave when the planner in force is asked. Its rows cover every way in
which these conditions can tell two values apart, so it is right about absence too.
"""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.drafting import prove
from gateway.drafting.smt import Z3Solver
from gateway.errors import PolicyError
from gateway.policy import (
    All,
    Any,
    Between,
    Equals,
    In,
    IsNull,
    LogicalType,
    Never,
    QueryRequest,
    Within,
    holds,
    plan_query,
    read_bundle,
    suppose,
)
from tests.drafting.test_prove_all import AGREEMENT, permission, stating
from tests.policy.desk import KPU, POLRES, TPS, folder

NOW = datetime(2026, 11, 24, tzinfo=UTC)
SOLVER = Z3Solver(20_000)
CODES = ("61", "6106", "61.06.01", "6107", "6107012001", "7", "6106x", None)
NUMBERS = (-1, 0, 1, 2, 3, None)
ROWS = [{"kode_desa": code, "dpt": number} for code, number in product(CODES, NUMBERS)]
TYPES = {"kode_desa": LogicalType.STRING, "dpt": LogicalType.INTEGER}

LEAVES = st.one_of(
    st.builds(Within, st.just("kode_desa"), st.sampled_from(["61", "6106", "6107", "610601"])),
    st.builds(Equals, st.just("kode_desa"), st.sampled_from(["6106", "6107"])),
    st.just(IsNull("kode_desa")),
    st.builds(Between, st.just("dpt"), st.integers(0, 2), st.integers(0, 2)),
    st.builds(In, st.just("dpt"), st.lists(st.integers(0, 2), min_size=1, max_size=2).map(tuple)),
    st.just(IsNull("dpt")),
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda parts: st.builds(
        lambda kind, of: kind(tuple(of)),
        st.sampled_from([All, Any]),
        st.lists(parts, min_size=1, max_size=2),
    ),
    max_leaves=3,
)
FIELDS = ("kode_desa", "dpt", "kontak")


@cache
def base():
    """Read an agreement with two permissions; tests change what they say."""
    uses = {"kode_tps": "release", "kode_desa": "release, condition", "dpt": "release, condition"}
    text = permission("satu", {**uses, "kontak": "release"}) + permission(
        "dua", {**uses, "kontak": "release"}, purpose="pengamanan-tps"
    )
    never = AGREEMENT[AGREEMENT.index("never:\n") :].removeprefix("never:\n")
    return read_bundle(folder(agreement=stating(never, text), trust=False)).bundle


def policy_of(rules, given, never):
    """Return a bundle whose two permissions have these row rules and give these fields."""
    found = base()
    agreement = found.agreements["pks"]
    permissions = tuple(
        replace(
            each,
            rows=rows,
            digest=f"{each.id}{rows}{fields}",
            uses={
                name: tuple(use for use in uses if use.kind == "condition" or name in {"kode_tps", *fields})
                for name, uses in each.uses.items()
            },
        )
        for each, rows, fields in zip(agreement.permissions, rules, given, strict=True)
    )
    stated = Never(TPS, (), agreement.never[0].place, **never)
    return replace(found, agreements={"pks": replace(agreement, permissions=permissions, never=(stated,))})


def leaves(found, row):
    """Ask the planner in force by each permission; return the fields by which a row leaves."""
    policy = suppose(found, NOW)
    told = {}
    for each in found.agreements["pks"].permissions:
        request = QueryRequest("pks", each.purpose, None, None, (), None, None, False, None, None)
        try:
            plan = plan_query(policy, POLRES, KPU, "tps", request, NOW)
        except PolicyError:
            continue
        if holds(plan.selection.rows, row, TYPES):
            told[each.id] = {output.field for output in plan.selection.outputs}
    return told


@settings(max_examples=60, deadline=None)
@given(CONDITIONS, CONDITIONS, CONDITIONS)
def test_rows_outside_leave_or_do_not_as_the_enumerator_says(one, other, inside):
    found = policy_of((one, other), (FIELDS, FIELDS), {"outside": inside})
    proof = next(each for each in prove(found, NOW, SOLVER) if each.kind == "outside")
    escapes = [row for row in ROWS if leaves(found, row) and not holds(inside, row, TYPES)]
    assert proof.verdict == ("refuted" if escapes else "proved")
    if escapes:
        row = {**dict.fromkeys(TYPES), **proof.example.row}
        assert not holds(inside, row, TYPES)
        assert proof.example.asked[0].permission in leaves(found, row)


@settings(max_examples=60, deadline=None)
@given(
    CONDITIONS,
    CONDITIONS,
    st.sets(st.sampled_from(FIELDS)),
    st.sets(st.sampled_from(FIELDS)),
    st.sets(st.sampled_from(FIELDS), min_size=2),
)
def test_fields_come_together_or_do_not_as_the_enumerator_says(one, other, first, second, together):
    found = policy_of((one, other), (first, second), {"together": tuple(sorted(together))})
    proof = next(each for each in prove(found, NOW, SOLVER) if each.kind == "together")
    joined = [row for row in ROWS if together <= set().union(*leaves(found, row).values())]
    assert proof.verdict == ("refuted" if joined else "proved")
    if joined:
        row = {**dict.fromkeys(TYPES), **proof.example.row}
        told = leaves(found, row)
        assert together <= set().union(*(told[asked.permission] for asked in proof.example.asked))


@settings(max_examples=25, deadline=None)
@given(CONDITIONS, CONDITIONS, CONDITIONS)
def test_without_a_solver_nothing_is_said_that_the_enumerator_denies(one, other, inside):
    found = policy_of((one, other), (FIELDS, FIELDS), {"outside": inside})
    proof = next(each for each in prove(found, NOW, None) if each.kind == "outside")
    escapes = any(leaves(found, row) and not holds(inside, row, TYPES) for row in ROWS)
    assert proof.verdict in {"unknown", "refuted" if escapes else "proved"}
