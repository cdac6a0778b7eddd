"""Statement: no row that leaves, or that a figure counts, lies outside a condition."""

from gateway.catalogue import Sentence
from gateway.drafting.prove_context import Context, gives_rows, renamed, types_of
from gateway.drafting.prove_model import Example, Proof
from gateway.drafting.prove_rows import Found, Nothing, Undecided
from gateway.policy import Agreement, Condition, Granted, Never, condition_fields


def prove_outside(context: Context, agreement: Agreement, never: Never) -> Proof:
    """Prove it for every permission of the agreement on the dataset, or on its table under another name."""
    if never.outside is None:
        return _proof(agreement, never, Sentence("prove.not-pinned", dataset=never.dataset))
    fields = tuple(sorted(condition_fields(never.outside)))
    twins = context.twins(never.dataset, fields)
    unknown: Sentence | None = None
    for permission in agreement.permissions:
        names = twins.get(permission.dataset)
        if names is None or not gives_rows(permission):
            continue
        if len(names) < len(fields) and permission.dataset != never.dataset:
            unknown = Sentence("prove.column-lacking", dataset=permission.dataset)
            continue
        inside = never.outside if permission.dataset == never.dataset else renamed(never.outside, names)
        granted = agreement, permission, context.policy.bundle.contracts[permission.dataset]
        found = _escape(context, granted, inside)
        if isinstance(found, Example):
            return _proof(agreement, never, None, found)
        unknown = found or unknown
    return _proof(agreement, never, unknown)


def _escape(context: Context, granted: Granted, inside: Condition) -> Example | Sentence | None:
    """Find a row outside that leaves; say why it is not known; None when there is none."""
    _, permission, contract = granted
    answer = context.rows.find((permission.rows,), (inside,), types_of(contract))
    match answer:
        case Nothing():
            return None
        case Undecided(reason):
            return reason
        case Found(row):
            asked = context.confirm(granted, row, frozenset())
            if asked is None:
                return Sentence("prove.not-confirmed", permission=permission.id)
            return Example(row, (asked,))


def _proof(
    agreement: Agreement, never: Never, unknown: Sentence | None, example: Example | None = None
) -> Proof:
    return Proof(
        agreement=agreement.uid,
        kind="outside",
        place=never.place,
        words=(("dataset", never.dataset),),
        reason=None if example else unknown,
        example=example,
    )
