"""Which fields leave, and in which form: before, and after."""

from collections.abc import Iterator

from gateway.drafting.diff_model import Change, Direction, wider_if
from gateway.drafting.diff_side import Side
from gateway.drafting.prove_rows import Found, Nothing
from gateway.drafting.prove_values import Values
from gateway.policy import TRANSFORMS, Field, Output, Use, compare_transforms

# Of a form compared with the one before it.
_DIRECTIONS: dict[str, Direction] = {
    "same": "same",
    "stronger": "narrower",
    "weaker": "wider",
    "incomparable": "mixed",
}


def field_changes(old: Side, new: Side, values: Values) -> Iterator[Change]:
    """Compare what leaves of each field, on each day that decides anything."""
    for name in sorted({*old.contract.fields, *new.contract.fields}):
        yield from _named(name, old, new)
        seen = set()
        for day in old.days_beside(new):
            before, after = old.leaving(name, day), new.leaving(name, day)
            if (before, after) not in seen:
                seen.add((before, after))
                yield from _compared(name, before, after, old, new, values)


def _named(name: str, old: Side, new: Side) -> Iterator[Change]:
    """Tell where the very name of a field is no longer hidden from its consumer, or is from now on."""
    one, other = old.contract.fields.get(name), new.contract.fields.get(name)
    if one is not None and other is not None and one.undisclosed != other.undisclosed:
        kind = "name-hidden" if other.undisclosed else "name-told"
        yield Change(kind, wider_if(one.undisclosed), (("field", name),), other.place)


def _compared(
    name: str, before: Use | None, after: Use | None, old: Side, new: Side, values: Values
) -> Iterator[Change]:
    words = (("field", name),)
    if before is None and after is None:
        return
    if before is None and after is not None:
        yield Change("field-given", "wider", words, after.place, new=after)
    elif after is None and before is not None:
        yield Change("field-withheld", "narrower", words, before.place, old=before)
    elif before is not None and after is not None:
        one, other = old.contract.fields[name], new.contract.fields[name]
        if old.column(name) != new.column(name):
            yield Change("field-moved", "mixed", words, other.place)
        direction = _direction(before, after, one, other, values)
        if direction == "same":
            return
        kind = {"wider": "form-weaker", "narrower": "form-stronger"}.get(direction, "form-other")
        yield Change(kind, direction, words, after.place, before, after)


def _direction(before: Use, after: Use, one: Field, other: Field, values: Values) -> Direction:
    """Say which way a form goes; what words cannot tell, the prover may."""
    # What a contract says of a field's values counts where both say it.
    field = other if (one.min_length, one.logical_type) == (other.min_length, other.logical_type) else None
    found = _DIRECTIONS[compare_transforms(after, before, field)]
    if found != "mixed" or one.logical_type is not other.logical_type:
        return found
    if not all(map(_is_fixed, (before, after))):
        return found
    forms = [Output(other.name, use.transform, use.arguments) for use in (before, after)]
    told_less = values.compare(forms[0], forms[1], other.logical_type)
    told_more = values.compare(forms[1], forms[0], other.logical_type)
    match told_less, told_more:
        case Nothing(), Nothing():
            return "same"
        case Nothing(), Found():
            return "narrower"
        case Found(), Nothing():
            return "wider"
        case Found(), Found():
            return "mixed"
    # That nothing could be shown leaves what the words say: each may tell what the other does not.
    return found


def _is_fixed(use: Use) -> bool:
    """Say whether a form is the same whenever it is asked for."""
    is_dated = use.transform is not None and TRANSFORMS[use.transform].dated
    return not is_dated or "on" in dict(use.arguments)
