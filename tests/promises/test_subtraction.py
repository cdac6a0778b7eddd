"""No two statistics tables can be subtracted into a small group: each way is tried, first where it works.

The attacker gets exact figures, though real ones are rounded, and knows every
total of a table's lines and columns that is no small group itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gateway.policy import (
    Aggregate,
    Bundle,
    Measure,
    Permission,
    StatisticsRight,
    aggregate_of,
    publish,
    read_bundle,
    read_groups,
    tally_rows,
)
from tests.promises.subtracting import Attacker
from tests.simulator import POLRES
from tests.simulator.voters import DPT, PKS, voters_folder

K = 3
DESA, JK, SYARAT = ("A", "B", "C", "D"), ("L", "P"), ("ya", "tidak")
Voter = Mapping[str, Any]


def voter(desa: str, jk: str, syarat: str = "ya") -> Voter:
    return {"desa": desa, "jk": jk, "syarat": syarat}


def villages(sizes: Mapping[str, tuple[int, int]]) -> list[Voter]:
    return [
        voter(desa, jk)
        for desa, counts in sizes.items()
        for jk, count in zip(JK, counts, strict=True)
        for _ in range(count)
    ]


SECTION = {"period": "day", "k": K, "base": 3}


def table(uid: str, *group: Any) -> dict[str, Any]:
    return {"id": uid, "group": list(group), "measures": ["count"]}


@dataclass(frozen=True)
class Shown:
    """The figures of one permission: exact, by table and labels, and the rows that they are of."""

    right: StatisticsRight
    rows: list[Voter]
    cells: Mapping[str, Mapping[tuple[Any, ...], int]]

    def label(self, uid: str, row: Voter) -> tuple[Any, ...]:
        return tuple(row[each.field] for each in self.right.tables[uid].group)


def show(permission: Permission, aggregate: Aggregate, rows: list[Voter]) -> Shown:
    """Publish as the gateway does, but without rounding."""
    right = permission.statistics
    assert right is not None
    plain = replace(aggregate, sums=())
    tables = {uid: replace(each, measures=(Measure("count", 1),)) for uid, each in right.tables.items()}
    exact = replace(right, tables=tables)
    groups = read_groups(plain, tally_rows(plain, rows))
    cells = {
        uid: {tuple(row[:-1]): row[-1] for row in shown} for uid, shown in publish(exact, groups).items()
    }
    chosen = [row for row in rows if _chosen(aggregate, row)]
    return Shown(exact, chosen, cells)


def _chosen(aggregate: Aggregate, row: Voter) -> bool:
    return bool(tally_rows(aggregate, [row]).values)


ATOMS = [(desa, jk, syarat) for desa in DESA for jk in JK for syarat in SYARAT]


def as_voter(atom: tuple[str, str, str]) -> Voter:
    return voter(*atom)


def atoms_of(shown: Shown, aggregate: Aggregate, uid: str, label: tuple[Any, ...]) -> frozenset[Any]:
    return frozenset(
        atom
        for atom in ATOMS
        if _chosen(aggregate, as_voter(atom)) and shown.label(uid, as_voter(atom)) == label
    )


def take_down(attacker: Attacker, shown: Shown, aggregate: Aggregate) -> None:
    """Learn each figure of every table; in a line that is shown, what is absent is nobody."""
    for uid, cells in shown.cells.items():
        lines = {label[0] for label in cells}
        labels = {shown.label(uid, as_voter(atom)) for atom in ATOMS}
        for label in labels:
            if label in cells or label[0] in lines:
                attacker.learn(atoms_of(shown, aggregate, uid, label), cells.get(label, 0))


def outside_totals(attacker: Attacker, shown: Shown, aggregate: Aggregate) -> None:
    """Learn every total of a line or a column that may be published elsewhere: it is no small group."""
    for uid in shown.cells:
        labels = {shown.label(uid, as_voter(atom)) for atom in ATOMS}
        for cut in (lambda label: label[:1], lambda label: label[1:], lambda label: ()):
            for name in {cut(label) for label in labels}:
                inside = [label for label in labels if cut(label) == name]
                rows = sum(shown.label(uid, row) in inside for row in shown.rows)
                if rows == 0 or rows >= K:
                    known = frozenset().union(*(atoms_of(shown, aggregate, uid, each) for each in inside))
                    attacker.learn(known, rows)


def wanted() -> list[frozenset[Any]]:
    """List what an attacker would like to know: every group by any of the fields."""
    found = set()
    for keep in range(1, 8):
        places = [place for place in range(3) if keep >> place & 1]
        for atom in ATOMS:
            found.add(frozenset(each for each in ATOMS if all(each[at] == atom[at] for at in places)))
    return sorted(found, key=lambda atoms: sorted(map(repr, atoms)))


WANTED = wanted()


def small_groups(attacker: Attacker) -> dict[frozenset[Any], int]:
    return {atoms: rows for atoms, rows in attacker.derive(WANTED).items() if 0 < rows < K}


def read(*sections: tuple[Mapping[str, Any], Mapping[str, Any]]) -> Bundle | None:
    """Read a folder in which one consumer has these tables and row rules, each for a purpose of its own."""
    grants = [
        {
            "id": f"dpt-{number}",
            "consumer": POLRES,
            "dataset": DPT,
            "purpose": f"p{number}",
            "fields": _uses(section, rule),
            "statistics": section,
            **({"rows": rule} if rule else {}),
        }
        for number, (section, rule) in enumerate(sections)
    ]
    return read_bundle(voters_folder(granted=grants)).bundle


def _uses(section: Mapping[str, Any], rule: Mapping[str, Any]) -> dict[str, Any]:
    grouped = {
        each if isinstance(each, str) else next(iter(each))
        for one in section["tables"]
        for each in one["group"]
    }
    uses = {name: ["group"] for name in grouped}
    for name in rule:
        uses[name] = [*uses.get(name, []), "condition"]
    return uses


def publications(bundle: Bundle, rows: list[Voter]) -> Iterable[tuple[Shown, Aggregate]]:
    contract = bundle.contracts[DPT]
    for permission in bundle.agreements[PKS].permissions:
        assert permission.statistics is not None
        aggregate = aggregate_of(permission, contract, permission.statistics)
        yield show(permission, aggregate, rows), aggregate


# --- the attack works where nobody protects ----------------------------------


def attack_naively(sizes: Mapping[str, tuple[int, int]], *, totals: bool) -> dict[frozenset[Any], int]:
    """Hide the small groups alone, as a clerk would."""
    attacker = Attacker()
    rows = villages(sizes)
    for desa in DESA:
        for place, jk in enumerate(JK):
            count = sizes.get(desa, (0, 0))[place]
            atoms = frozenset(atom for atom in ATOMS if atom[0] == desa and atom[1] == jk)
            if count >= K:
                attacker.learn(atoms, count)
    for desa in DESA if totals else ():
        attacker.learn((atom for atom in ATOMS if atom[0] == desa), sum(row["desa"] == desa for row in rows))
    return small_groups(attacker)


def test_hiding_small_groups_alone_is_undone_by_a_total():
    sizes = {"A": (5, 2), "B": (4, 4), "C": (0, 0), "D": (6, 3)}
    assert attack_naively(sizes, totals=False) == {}
    (found,) = attack_naively(sizes, totals=True).values()
    assert found == 2


def test_a_coarser_table_is_the_total_that_undoes_a_finer_one():
    attacker = Attacker()
    attacker.learn((atom for atom in ATOMS if atom[0] == "A"), 7)
    attacker.learn((atom for atom in ATOMS if atom[:2] == ("A", "L")), 5)
    assert 2 in small_groups(attacker).values()
    # The same two tables, protected one by one, for two purposes: refused, whatever the data.
    fine, coarse = (
        SECTION | {"tables": [table("t", "desa", "jk")]},
        SECTION | {"tables": [table("t", "desa")]},
    )
    assert read((fine, {}), (coarse, {})) is None
    assert read((fine, {}), (fine, {})) is not None


def test_two_row_rules_that_differ_by_a_few_rows_show_the_few():
    attacker = Attacker()
    attacker.learn((atom for atom in ATOMS if atom[0] == "A"), 8)
    attacker.learn((atom for atom in ATOMS if atom[0] == "A" and atom[2] == "ya"), 6)
    assert 2 in small_groups(attacker).values()
    section = SECTION | {"tables": [table("t", "desa")]}
    assert read((section, {}), (section, {"syarat": {"equals": "ya"}})) is None
    assert (
        read((section, {"syarat": {"equals": "tidak"}}), (section, {"syarat": {"equals": "ya"}})) is not None
    )


# --- and not where the gateway does ------------------------------------------

# So many of each kind that groups lie on both sides of the limit.
COUNTS = st.lists(st.sampled_from([0, 1, 2, 3, 3, 4, 5, 7]), min_size=len(ATOMS), max_size=len(ATOMS))
VOTERS = COUNTS.map(
    lambda counts: [as_voter(atom) for atom, count in zip(ATOMS, counts, strict=True) for _ in range(count)]
)
TABLES = st.sampled_from(
    [
        [table("t", "desa", "jk")],
        [table("t", "desa")],
        [table("t", "jk")],
        [table("t", "jk", "desa")],
        [table("t", "syarat", "desa")],
        [table("t", "desa", "jk"), table("u", "desa", "syarat")],
        [table("t", "desa"), table("u", "desa", "jk")],
    ]
)
RULES = st.sampled_from(
    [
        {},
        {"syarat": {"equals": "ya"}},
        {"syarat": {"equals": "tidak"}},
        {"desa": {"in": ["A", "B"]}},
        {"desa": {"equals": "C"}},
        {"desa": {"in": ["B", "C"]}},
    ]
)


@settings(max_examples=40, deadline=None)
@given(rows=VOTERS, tables=TABLES, rule=RULES)
def test_one_permissions_tables_and_every_total_of_theirs_give_no_small_group(rows, tables, rule):
    bundle = read((SECTION | {"tables": tables}, rule))
    assert bundle is not None
    ((shown, aggregate),) = publications(bundle, rows)
    attacker = Attacker()
    outside_totals(attacker, shown, aggregate)
    # Totals that betray a small group by themselves are nobody's fault here.
    assume(not small_groups(attacker))
    take_down(attacker, shown, aggregate)
    assert small_groups(attacker) == {}


@settings(max_examples=60, deadline=None)
@given(
    rows=VOTERS, one=st.tuples(TABLES, RULES), other=st.tuples(TABLES, RULES), k=st.sampled_from([K, K + 1])
)
def test_what_check_accepts_for_one_consumer_cannot_be_subtracted_into_a_small_group(rows, one, other, k):
    sections = [(SECTION | {"tables": one[0]}, one[1]), (SECTION | {"tables": other[0], "k": k}, other[1])]
    bundle = read(*sections)
    assume(bundle is not None)
    assert bundle is not None
    attacker = Attacker()
    for shown, aggregate in publications(bundle, rows):
        take_down(attacker, shown, aggregate)
    assert small_groups(attacker) == {}


def test_figures_are_shown_where_nothing_is_small():
    bundle = read((SECTION | {"tables": [table("t", "desa", "jk")]}, {}))
    assert bundle is not None
    rows = villages({"A": (5, 6), "B": (4, 4), "C": (3, 9)})
    ((shown, _),) = publications(bundle, rows)
    assert shown.cells["t"] == {
        ("A", "L"): 5,
        ("A", "P"): 6,
        ("B", "L"): 4,
        ("B", "P"): 4,
        ("C", "L"): 3,
        ("C", "P"): 9,
    }


@pytest.mark.parametrize("rows", [[], [voter("A", "L")]])
def test_of_nobody_and_of_one_nothing_is_shown(rows):
    bundle = read((SECTION | {"tables": [table("t", "desa", "jk")]}, {}))
    assert bundle is not None
    ((shown, _),) = publications(bundle, rows)
    assert shown.cells["t"] == {}
