"""Random contracts, permissions and rows: always valid, signed, and usually granting something."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from hypothesis import strategies as st

from gateway.policy import (
    LogicalType,
    Output,
    Permission,
    Scalar,
    apply,
    condition_fields,
    fits,
    holds,
    read_bundle,
)
from tests.promises.values import MISFITS, Misfits, Row, Stored, cells, condition_over
from tests.simulator import KPU, POLRES, Simulator, sign_folder, trust_file
from tests.simulator.rows import satisfying
from tests.simulator.writing import agreement_file, column, contract_file, permission, register_file

UID = "pks-acak"
DATASET = "data"
NAME = f"{KPU}/{DATASET}"
PURPOSES = ("satu", "dua")
ORDER = "kode"
PREFIX = "kol_"
MAX_PAGE = 4

AGE_BAND = {"age_band": {"edges": [1, 2, 50], "on": "2026-03-01"}}
TRANSFORMS: Mapping[LogicalType, tuple[Any, ...]] = {
    LogicalType.STRING: (
        "pseudonym",
        {"partial": {"keep_first": 2}},
        {"partial": {"keep_last": 3}},
        {"region": {"level": "kecamatan"}},
        {"geohash": {"precision": 4}},
        "token",
        {"constant": {"value": "tetap"}},
    ),
    LogicalType.INTEGER: (
        "pseudonym",
        "token",
        {"round": {"digits": -2}},
        {"bucket": {"width": 5}},
        {"bucket": {"edges": [-5, 0, 64]}},
        {"top_code": {"cap": 5}},
        {"constant": {"value": 9}},
    ),
    LogicalType.NUMBER: (
        {"round": {"digits": 0}},
        {"round": {"digits": 2}},
        {"bucket": {"width": 2}},
        {"bucket": {"edges": ["-2.25", "0.05", "0.5"]}},
        {"top_code": {"cap": "0.5"}},
        {"constant": {"value": "1.5"}},
    ),
    LogicalType.BOOLEAN: ({"constant": {"value": "true"}},),
    LogicalType.DATE: ("year", "month", AGE_BAND, {"constant": {"value": "2000-01-02"}}),
    LogicalType.TIMESTAMP: ("year", "month", AGE_BAND, {"constant": {"value": "2000-01-02T00:00:00Z"}}),
}
NAMES = frozenset(
    use if isinstance(use, str) else next(iter(use)) for uses in TRANSFORMS.values() for use in uses
)
HIDING = frozenset({"pseudonym", "token", "constant"})


@dataclass(frozen=True)
class Grants:
    """What one purpose grants, as the agreement says it and nothing of ours read it."""

    uses: Mapping[str, Sequence[Any]]
    rows: Any
    filter: Sequence[str]
    sort: Sequence[str]

    @property
    def released(self) -> frozenset[str]:
        return frozenset(name for name, uses in self.uses.items() if "release" in uses)

    @property
    def leaving(self) -> frozenset[str]:
        return frozenset(name for name, uses in self.uses.items() if any(use != "condition" for use in uses))


@dataclass(frozen=True)
class Case:
    """One random world: its contract, two purposes, and rows by field name."""

    types: Mapping[str, LogicalType]
    undisclosed: frozenset[str]
    derives: Mapping[str, Sequence[str]]
    closed_later: str | None
    grants: Mapping[str, Grants]
    folder: Mapping[str, bytes] = field(repr=False)
    table: str = DATASET
    rows: Sequence[Row] = field(default_factory=tuple)

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """The folder with every signature."""
        return sign_folder(self.folder)

    @cached_property
    def permissions(self) -> Mapping[str, Permission]:
        """The permissions by purpose, as the product reads them."""
        reading = read_bundle(self.folder)
        assert reading.bundle is not None, reading.faults
        return {item.purpose: item for item in reading.bundle.agreements[UID].permissions}

    def is_granted(self, purpose: str, row: Row) -> bool:
        """Say whether the row rule of a purpose lets a row through."""
        return holds(self.permissions[purpose].rows, row, self.types)

    def is_blocked(self, purpose: str) -> bool:
        """Say whether the register has closed a field that the purpose cannot do without."""
        needed = condition_fields(self.permissions[purpose].rows) | {ORDER}
        return self.closed_later in needed

    def outputs(self, purpose: str) -> dict[str, Output]:
        """Return what leaves of each field."""
        uses = self.permissions[purpose].uses
        released = {name for name in self.grants[purpose].released if name != self.closed_later}
        found = {}
        for name, granted in uses.items():
            for use in granted:
                if use.kind not in {"release", "transform"} or name == self.closed_later:
                    continue
                # What derives a field that the register has closed must hide it, or stays.
                if use.transform in HIDING or released.issuperset(self.derives[name]):
                    found[name] = Output(name, use.transform, use.arguments)
        return found

    def projection(self, purpose: str, row: Row) -> dict[str, object]:
        """Return all that a consumer could ever be given of a row."""
        return {
            name: _shown(output, self.types[name], row[name])
            for name, output in self.outputs(purpose).items()
        }

    def stored(self, rows: Sequence[Row] | None = None) -> list[dict[str, Scalar]]:
        """Return rows by physical names, as a source holds them."""
        return [
            {f"{PREFIX}{name}": value for name, value in row.items()}
            for row in (self.rows if rows is None else rows)
        ]

    def world(self, rows: Sequence[Row] | None = None, **more: Any) -> Simulator:
        """Open KPU's gateway over these rows."""
        tables = {KPU: {self.table: self.stored(rows)}}
        return Simulator(self.files, tables, **({"agencies": (KPU,)} | more))


def _shown(output: Output, logical_type: LogicalType, value: Scalar) -> object:
    if output.transform == "constant":
        return "constant"
    if not fits(logical_type, value):
        return "misfit"
    shown = apply(output, logical_type, value, lambda scope, name: b"k" * 32)
    # 0, 0.0 and False are equal to Python, and are not the same answer.
    return type(shown).__name__, str(shown)


@st.composite
def cases(
    draw: st.DrawFn,
    *,
    misfits: Misfits = MISFITS,
    max_rows: int = 8,
    table: str = DATASET,
    stored: Stored = lambda name, kind, value: value,
) -> Case:
    """Draw a whole case; `stored` says what a database makes of a value."""
    types = {ORDER: LogicalType.STRING}
    kinds: dict[str, str] = {ORDER: "terbuka"}
    for number in range(draw(st.integers(2, 6))):
        name = f"f{number}"
        types[name] = draw(st.sampled_from(LogicalType))
        # Most fields are open, so that most cases release something.
        kinds[name] = draw(
            st.sampled_from(["terbuka", "antarbadan", "terbuka", "dikecualikan", "belum", "undisclosed"])
        )
    closed = {name for name, kind in kinds.items() if kind in {"dikecualikan", "belum", "undisclosed"}}
    derives = {
        name: draw(st.lists(st.sampled_from(sorted(types)), max_size=2, unique=True)) if name != ORDER else []
        for name in types
    }
    derives = {name: [other for other in found if other != name] for name, found in derives.items()}
    grants = _side_by_side({purpose: _grants(draw, types, closed, derives) for purpose in PURPOSES})
    # What others derive is closed oftener than not: what derives it must then stay too.
    derived = sorted({other for found in derives.values() for other in found}) or [None]
    closed_later = draw(st.none() | st.none() | st.sampled_from(sorted(types)) | st.sampled_from(derived))
    undisclosed = frozenset(name for name, kind in kinds.items() if kind == "undisclosed")
    folder = _folder(types, kinds, derives, grants, closed_later, table)
    case = Case(types, undisclosed, derives, closed_later, grants, folder, table)
    rows = [
        {name: stored(name, types[name], value) for name, value in row.items()}
        for row in _rows(draw, case, misfits, max_rows)
    ]
    return replace(case, rows=rows)


def _grants(
    draw: st.DrawFn,
    types: Mapping[str, LogicalType],
    closed: set[str],
    derives: Mapping[str, Sequence[str]],
) -> Grants:
    uses: dict[str, list[Any]] = {ORDER: ["release"]}
    for name in types:
        if name in closed or name == ORDER:
            continue
        leaving = draw(
            st.sampled_from([[], ["release"], ["release"], *([use] for use in TRANSFORMS[types[name]])])
        )
        chosen = [*leaving, *draw(st.sampled_from([[], [], ["condition"]]))]
        if chosen:
            uses[name] = chosen
    # Whoever derives a withheld field must hide it; take such grants back until none is left.
    while wrong := [name for name in uses if _reveals(uses[name]) and _derives_withheld(name, uses, derives)]:
        uses[wrong[0]] = [use for use in uses[wrong[0]] if use == "condition"]
    uses = {name: found for name, found in uses.items() if found}
    released = sorted(name for name, found in uses.items() if "release" in found)
    conditions = sorted(name for name, found in uses.items() if "condition" in found)
    rows = draw(st.none() | condition_over(conditions, types, for_file=True)) if conditions else None
    return Grants(
        uses,
        rows,
        filter=draw(st.lists(st.sampled_from(released), unique=True)),
        sort=draw(st.lists(st.sampled_from(released), unique=True)),
    )


def _side_by_side(grants: Mapping[str, Grants]) -> dict[str, Grants]:
    """Take back what one purpose transforms otherwise than the other: answers can be joined."""
    first, second = grants.values()
    uses = {}
    for name, found in second.uses.items():
        one, other = (
            [use for use in each if _word(use) in NAMES] for each in (first.uses.get(name, ()), found)
        )
        kept = found if not (one and other) or one == other else [use for use in found if use not in other]
        if kept:
            uses[name] = kept
    return dict(zip(grants, (first, replace(second, uses=uses)), strict=True))


def _word(use: Any) -> str:
    return use if isinstance(use, str) else next(iter(use))


def _reveals(uses: Sequence[Any]) -> bool:
    return any(_word(use) not in {"condition", *HIDING} for use in uses)


def _derives_withheld(
    name: str, uses: Mapping[str, Sequence[Any]], derives: Mapping[str, Sequence[str]]
) -> bool:
    return any("release" not in uses.get(other, ()) for other in derives[name])


def _folder(
    types: Mapping[str, LogicalType],
    kinds: Mapping[str, str],
    derives: Mapping[str, Sequence[str]],
    grants: Mapping[str, Grants],
    closed_later: str | None,
    table: str,
) -> dict[str, bytes]:
    columns = [
        column(
            name,
            kind.value,
            None if kinds[name] in {"belum", "undisclosed"} else kinds[name],
            key=name == ORDER,
            undisclosed=kinds[name] == "undisclosed",
            derives=derives[name],
            physicalName=f"{PREFIX}{name}",
        )
        for name, kind in types.items()
    ]
    contract = contract_file(KPU, DATASET, columns, order=ORDER, table=table)
    permissions = [
        permission(
            f"izin-{purpose}",
            POLRES,
            NAME,
            purpose,
            grant.uses,
            **({"rows": grant.rows} if grant.rows is not None else {}),
            query={
                "page_size": MAX_PAGE,
                "count": "exact",
                **({"filter": list(grant.filter)} if grant.filter else {}),
                **({"sort": list(grant.sort)} if grant.sort else {}),
            },
        )
        for purpose, grant in grants.items()
    ]
    registered = [f"{DATASET}.{name}" for name, kind in kinds.items() if kind == "dikecualikan"]
    if closed_later is not None and f"{DATASET}.{closed_later}" not in registered:
        registered.append(f"{DATASET}.{closed_later}")
    files = {
        f"datasets/{NAME}.yaml": contract,
        f"agreements/{UID}.yaml": agreement_file(UID, (KPU, POLRES), {NAME: contract}, permissions),
        **{f"trust/{agency}.yaml": trust_file(agency) for agency in (KPU, POLRES)},
    }
    if registered:
        files[f"exemptions/{KPU}.yaml"] = register_file(KPU, registered)
    return files


def _rows(draw: st.DrawFn, case: Case, misfits: Misfits, max_rows: int) -> list[Row]:
    rows = []
    rules = [dict(satisfying(item.rows)) for item in case.permissions.values()]
    leaving = frozenset().union(*(grant.leaving for grant in case.grants.values()))
    for number in range(draw(st.integers(min(2, max_rows), max_rows))):
        # One that does not fit fails every page it is on: seldom in a field that leaves.
        row = {
            name: draw(cells(kind, number * 100 + place, misfits[kind], 99 if name in leaving else 9))
            for place, (name, kind) in enumerate(case.types.items())
        }
        # Half of the rows are what one of the row rules wishes for.
        wished = draw(st.sampled_from([{}, {}, *rules]))
        rows.append(row | wished | {ORDER: f"k{number:04}"})
    return rows
