"""A random world with a purpose more: to look rows up by a key of any open field and type."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from gateway.policy import Condition, Scalar, holds, parse_condition, read_bundle, wire_value
from tests.promises.generating import NAME, ORDER, UID, Case, Grants, cases
from tests.promises.twins import other_value
from tests.promises.values import MISFITS, NO_MISFITS, ORDINARY, Row, mark
from tests.simulator import KPU, POLRES, Simulator
from tests.simulator.writing import agreement_file

PURPOSE = "cari"
PATH = f"/v1/datasets/{NAME}/lookup"
ASKED = {"agreement": UID, "purpose": PURPOSE}


@dataclass(frozen=True)
class KeyCase:
    """A case, the field that rows are looked up by, and the keys that are asked for."""

    case: Case
    field: str
    keys: Sequence[Any]

    @property
    def conditions(self) -> Sequence[Condition]:
        types = {self.field: self.case.types[self.field]}
        return [parse_condition({self.field: {"equals": key}}, types) for key in self.keys]

    def matched(self, row: Row) -> tuple[bool, ...]:
        """Say of each key whether it would bring this row."""
        is_granted = self.case.is_granted(PURPOSE, row)
        return tuple(is_granted and holds(each, row, self.case.types) for each in self.conditions)

    def brought(self, key: int) -> Sequence[Row]:
        """Return the granted rows of a key."""
        return [row for row in self.case.rows if self.matched(row)[key]]

    def is_blocked(self) -> bool:
        """Say whether the register has closed the key or the row rule."""
        return self.case.closed_later == self.field or (
            self.case.closed_later in _named(self.case.grants[PURPOSE].rows)
        )


def _named(condition: Any) -> set[str]:
    if condition is None:
        return set()
    ((key, inner),) = condition.items()
    return set().union(*map(_named, inner)) if key in {"all", "any"} else {key}


def look_up(world: Simulator, key: Any, **more: Any) -> Any:
    return world.send(POLRES, KPU, "POST", PATH, ASKED | {"key": key} | more)


def _written(value: Scalar) -> Any:
    return float(value) if isinstance(value, Decimal) else wire_value(value)


@st.composite
def key_cases(draw: st.DrawFn, *, max_rows: int = 8) -> KeyCase:
    """Draw a case whose first purpose may also look rows up, one of some open field."""
    case = draw(cases(misfits=NO_MISFITS, max_rows=max_rows))
    bundle = read_bundle(case.folder).bundle
    assert bundle is not None
    fields = bundle.contracts[NAME].fields.values()
    field = draw(
        st.sampled_from(
            sorted(item.name for item in fields if not item.classification.is_closed and not item.undisclosed)
        )
    )
    grants = {
        purpose: replace(each, uses=_without_tokens(each.uses)) for purpose, each in case.grants.items()
    }
    first = grants["satu"]
    kept = [use for use in first.uses.get(field, ()) if use in ("release", "condition")]
    uses = {**first.uses, field: [*kept, "lookup-key"]}
    grants[PURPOSE] = Grants(uses, first.rows, (), ())
    case = replace(case, grants=grants, folder=_with_lookup(case.folder, uses, first.rows, field))
    # Some rows share their key.
    rows = [dict(row) for row in case.rows]
    for row in rows[1:]:
        if draw(st.integers(0, 5)) == 0:
            row[field] = rows[0][field]
    case = replace(case, rows=rows)
    kind = case.types[field]
    values = [row[field] for row in rows] + [value for value in ORDINARY[kind]] + [mark(kind, 29)]
    keys = draw(st.lists(st.sampled_from(values), min_size=1, max_size=4))
    return KeyCase(case, field, [_written(key) for key in keys if key is not None])


def _without_tokens(uses: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what nobody who looks rows up may have."""
    kept = {name: [use for use in found if use != "pseudonym"] for name, found in uses.items()}
    return {name: found for name, found in kept.items() if found}


def _with_lookup(
    folder: Mapping[str, bytes], uses: Mapping[str, Any], rows: Any, field: str
) -> Mapping[str, bytes]:
    path = f"agreements/{UID}.yaml"
    agreement = json.loads(folder[path])
    added = next(dict(each) for each in agreement["permissions"] if each["purpose"] == "satu")
    del added["query"]
    added |= {"id": "izin-cari", "purpose": PURPOSE, "fields": uses, "lookup": {"key": field}}
    added |= {"quota": {"requests": 100_000, "period": "month"}}
    contracts = {NAME: folder[f"datasets/{NAME}.yaml"]}
    permissions = [each | {"fields": _without_tokens(each["fields"])} for each in agreement["permissions"]]
    permissions.append(added)
    return {**folder, path: agreement_file(UID, (KPU, POLRES), contracts, permissions)}


@st.composite
def key_twins(draw: st.DrawFn, found: KeyCase) -> Sequence[Row]:
    """Draw rows that the keys of a case bring the same of: everything else may differ."""
    case = found.case

    def other(name: str, number: int) -> Any:
        return draw(other_value(case.types[name], number, MISFITS))

    rows: list[dict[str, Any]] = []
    for place, row in enumerate(case.rows):
        matched, wanted = found.matched(row), case.projection(PURPOSE, row)
        if not any(matched):
            continue
        twin = dict(row)
        for name in sorted(case.types):
            changed = twin | {name: other(name, place)}
            if found.matched(changed) == matched and case.projection(PURPOSE, changed) == wanted:
                twin = changed
        rows.append(twin)
    for number in range(draw(st.integers(0, 5))):
        extra = {name: other(name, number) for name in case.types} | {ORDER: f"k{number:04}x"}
        if not any(found.matched(extra)):
            rows.append(extra)
    return draw(st.permutations(rows))
