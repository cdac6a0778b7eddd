"""Row rules that no row can satisfy, found without a solver.

A rule is taken apart into its ways to hold, each a list of plain comparisons. A way
is called impossible only when two comparisons of one field contradict each other for
every value; what is not sure is left alone, so a warning is never wrong.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product

from gateway.policy import (
    All,
    Any,
    Between,
    Condition,
    Equals,
    Field,
    In,
    IsNull,
    LogicalType,
    Scalar,
    Within,
    holds,
)

Leaf = Equals | In | Within | Between | IsNull
# More ways than a person writes: beyond it nothing is said.
_MOST_WAYS = 4_096


def never_holds(condition: Condition, fields: Mapping[str, Field]) -> bool:
    """Say whether no row whatever satisfies a condition; False too when that is not sure."""
    ways = list(islice(_ways(condition), _MOST_WAYS + 1))
    return len(ways) <= _MOST_WAYS and not any(_is_possible(way, fields) for way in ways)


def dead_branches(condition: Condition, fields: Mapping[str, Field]) -> Iterator[Condition]:
    """Find the branches of an `any` that no row satisfies together with all that stands around it."""
    yield from _dead(condition, (), fields)


def _dead(
    condition: Condition, around: tuple[Condition, ...], fields: Mapping[str, Field]
) -> Iterator[Condition]:
    match condition:
        case All(of):
            for place, part in enumerate(of):
                yield from _dead(part, (*around, *of[:place], *of[place + 1 :]), fields)
        case Any(of):
            for part in of:
                if never_holds(All((*around, part)), fields):
                    yield part
                else:
                    yield from _dead(part, around, fields)


def _ways(condition: Condition) -> Iterator[tuple[Leaf, ...]]:
    match condition:
        case All(of):
            # Each part's own ways are bounded before they are combined.
            parts = [list(islice(_ways(part), _MOST_WAYS + 1)) for part in of]
            for chosen in product(*parts):
                yield tuple(leaf for way in chosen for leaf in way)
        case Any(of):
            for part in of:
                yield from _ways(part)
        case _:
            yield (condition,)


def _is_possible(way: Sequence[Leaf], fields: Mapping[str, Field]) -> bool:
    by_field: dict[str, list[Leaf]] = {}
    for leaf in way:
        by_field.setdefault(leaf.field, []).append(leaf)
    return all(_has_value(leaves, fields[name]) for name, leaves in by_field.items())


def _has_value(leaves: Sequence[Leaf], field: Field) -> bool:
    """Say whether some value of a field, null included, may satisfy all of these."""
    others = [leaf for leaf in leaves if not isinstance(leaf, IsNull)]
    if len(others) < len(leaves):
        # A null satisfies nothing else, and a required field holds none.
        return not others and not field.required
    listed = [leaf for leaf in others if isinstance(leaf, Equals | In)]
    if listed:
        types = {field.name: field.logical_type}
        return any(_satisfies(value, field.name, others, types) for value in _values(listed[0]))
    codes = sorted((leaf.code for leaf in others if isinstance(leaf, Within)), key=len)
    if any(not codes[-1].startswith(code) for code in codes):
        return False
    ranges = [leaf for leaf in others if isinstance(leaf, Between)]
    return all(_at_most(one.low, other.high) for one in ranges for other in ranges)


def _at_most(low: Scalar, high: Scalar) -> bool:
    # Bounds of one field have its type.
    return bool(low <= high)  # type: ignore[operator]


def _values(leaf: Equals | In) -> tuple[Scalar, ...]:
    return (leaf.value,) if isinstance(leaf, Equals) else leaf.values


def _satisfies(value: Scalar, name: str, leaves: Sequence[Leaf], types: Mapping[str, LogicalType]) -> bool:
    return all(holds(leaf, {name: value}, types) for leaf in leaves)
