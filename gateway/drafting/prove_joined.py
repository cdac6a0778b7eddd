"""Statements on what several permissions come to in one hand.

Answers to one consumer are taken together whatever agreement or day they come from,
since they are kept. Two of them speak of the same row when both give, or are asked
by, one unique key: its value, or its token under the same agreement; or when a third
one joins them so. Where nothing but other columns is shared, whether rows can be
matched is a matter of the data: that is not known, and is said to be so. Whoever
looks a row up holds the key, and what the key derives.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, product

from gateway.catalogue import Sentence
from gateway.drafting.prove_context import Context, granted_over, leaving, renamed
from gateway.drafting.prove_links import columns_of, have_key, links_of, may_meet, others_over
from gateway.drafting.prove_model import Asked, Example, Proof
from gateway.drafting.prove_rows import Found, Nothing, Undecided
from gateway.policy import (
    Agreement,
    Granted,
    LogicalType,
    Never,
    Scalar,
    compare_transforms,
    condition_fields,
)

_MOST_CHOICES = 500
_BOTH = 2


def prove_together(context: Context, agreement: Agreement, never: Never) -> Proof:
    """Prove that no consumer can hold all these fields of one row."""
    words = (("dataset", never.dataset), ("fields", ", ".join(never.together)))
    twins = context.twins(never.dataset, never.together)
    unknown: Sentence | None = None
    for _, granted in granted_over(context.policy, twins):
        for held in _choices(granted, never.together, twins):
            if held is None:
                unknown = Sentence("prove.choices-many", limit=_MOST_CHOICES)
                continue
            found = join(context, held)
            if isinstance(found, Example):
                return Proof(agreement.uid, "together", never.place, words, example=found)
            unknown = found or unknown
    return Proof(agreement.uid, "together", never.place, words, reason=unknown)


Held = tuple[tuple[Granted, frozenset[str]], ...]


def _choices(
    granted: tuple[Granted, ...], fields: tuple[str, ...], twins: Mapping[str, Mapping[str, str]]
) -> Iterator[Held | None]:
    """Choose, for each field, a permission by which it is held; None when there are too many ways."""
    holders = [
        [
            (number, twins[dataset][field])
            for number, each in enumerate(granted)
            if _holds(each, field, twins[dataset := each[1].dataset])
        ]
        for field in fields
    ]
    seen = set()
    choices = product(*holders)
    for choice in islice(choices, _MOST_CHOICES):
        taken: dict[int, set[str]] = {}
        for number, name in choice:
            taken.setdefault(number, set()).add(name)
        key = frozenset((number, frozenset(names)) for number, names in taken.items())
        if key not in seen:
            seen.add(key)
            yield tuple((granted[number], frozenset(names)) for number, names in sorted(taken.items()))
    if next(choices, None) is not None:
        yield None


def _holds(granted: Granted, field: str, names: Mapping[str, str]) -> bool:
    name, permission = names.get(field), granted[1]
    if name is None:
        return False
    if name in _brought(granted):
        return True
    in_rows = permission.query is not None or permission.lookup is not None
    return in_rows and leaving(permission, name) is not None


def _brought(granted: Granted) -> frozenset[str]:
    """Name what whoever looks a row up holds already: the key, and all that it derives."""
    _, permission, contract = granted
    found: set[str] = set()
    waiting = [permission.lookup.key] if permission.lookup else []
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += contract.fields[name].derives
    return frozenset(found)


def prove_combined(context: Context, agreement: Agreement) -> Proof:
    """Prove that no two permissions show one value in two forms that tell more than either.

    Each pair is proved in the agreement of the one that comes first.
    """
    unknown: Sentence | None = None
    for permission in agreement.permissions:
        contract = context.policy.bundle.contracts[permission.dataset]
        one = agreement, permission, contract
        for field in permission.uses:
            for other, name in _others(context, one, field):
                found = _more_together(context, one, field, other, name)
                if isinstance(found, Example):
                    return Proof(agreement.uid, "combined", permission.place, example=found)
                unknown = found or unknown
    return Proof(agreement.uid, "combined", agreement.place, reason=unknown)


def _others(context: Context, one: Granted, field: str) -> Iterator[tuple[Granted, str]]:
    """Find later permissions of the consumer that show a field in a form which this one's does not give."""
    use = leaving(one[1], field)
    if use is None or use.kind == "release":
        return
    for dataset, name in context.columns.same(one[2].name, field):
        for shown in context.shown(one[1].consumer, dataset, name):
            if compare_transforms(use, shown.use, one[2].fields[field]) != "incomparable":
                continue
            for other in shown.permissions:
                if (other[0].uid, other[1].id) > (one[0].uid, one[1].id):
                    yield other, name


def _more_together(
    context: Context, one: Granted, field: str, other: Granted, name: str
) -> Example | Sentence | None:
    """Find a row by which the two forms tell more than either; neither must follow from the other."""
    logical_type = one[2].fields[field].logical_type
    forms = tuple(
        form
        for granted, each in ((one, field), (other, name))
        if (form := context.form(granted, each)) is not None
    )
    if len(forms) < _BOTH:
        return None
    unknown: Sentence | None = None
    for known, asked in (forms, forms[::-1]):
        match context.values.compare(known, asked, logical_type):
            case Nothing():
                return None
            case Undecided(reason):
                unknown = reason
    found = join(context, ((one, frozenset({field})), (other, frozenset({name}))), by_key=True)
    return unknown if isinstance(found, Example) and unknown else found


def join(context: Context, held: Held, *, by_key: bool = False) -> Example | Sentence | None:
    """Find a row of which one consumer can hold it all; say why it is not known; None when there is none.

    With `by_key`, rows that no unique key joins are no matter.
    """
    permissions = [granted for granted, _ in held]
    found = _meet(context, held)
    if found is None or len(held) == 1 or have_key(permissions):
        return found
    others, unknown = others_over(context.policy, permissions), None
    for link in links_of(permissions, others):
        found = _meet(context, (*held, link))
        if isinstance(found, Example):
            return found
        unknown = found or unknown
    if unknown is None and not by_key and may_meet(permissions, others):
        ids = ", ".join(granted[1].id for granted in permissions)
        return Sentence("prove.no-key", permissions=ids)
    return unknown


def _meet(context: Context, held: Held) -> Example | Sentence | None:
    """Find a row that all of these permissions give."""
    permissions = [granted for granted, _ in held]
    names = [columns_of(granted) for granted in permissions]
    conditions = tuple(
        renamed(granted[1].rows, name) for granted, name in zip(permissions, names, strict=True)
    )
    types: dict[str, LogicalType] = {}
    for granted, name in zip(permissions, names, strict=True):
        for field in condition_fields(granted[1].rows):
            logical_type = granted[2].fields[field].logical_type
            if types.setdefault(name[field], logical_type) is not logical_type:
                return Sentence("prove.types-differ", column=name[field])
    answer = context.rows.find(conditions, (), types)
    match answer:
        case Nothing():
            return None
        case Undecided(reason):
            return reason
        case Found(row):
            return _confirmed(context, held, names, row)


def _confirmed(
    context: Context, held: Held, names: Iterable[Mapping[str, str]], row: Mapping[str, Scalar]
) -> Example | Sentence:
    asked: list[Asked] = []
    whole: dict[str, Scalar] = {}
    for (granted, fields), name in zip(held, names, strict=True):
        own = {field: row[column] for field, column in name.items() if column in row}
        _, permission, _ = granted
        found = context.confirm(granted, own, fields - _brought(granted))
        if found is None:
            return Sentence("prove.not-confirmed", permission=permission.id)
        asked.append(found)
        whole |= own
    return Example(whole, tuple(asked))
