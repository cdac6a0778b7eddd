"""What an answer leaves behind about people: the tags of those it was about.

Only what went through the gateway anyway is looked at: a key that is withheld,
or coarsened in its source, is not read for this. Then an entry commits to no
subjects, and it is not known whom it was about. That depends on the plan alone,
never on the rows.
"""

from collections.abc import Iterable, Sequence

from gateway.exchange.call import NOTHING, Moment, World
from gateway.exchange.ports import Effects
from gateway.exchange.subjects import kind_of, make_subjects, period_of
from gateway.policy import Equals, Output, Plan, Scalar, runs_in_gateway

MASTER = "pseudonym"
"""Names the secret from which the keys of tags are derived."""


def remember_subjects(
    plan: Plan, outputs: Sequence[Output], rows: Sequence[Sequence[Scalar]], moment: Moment, world: World
) -> Effects:
    """Return what to keep beside the entry of rows that are answered."""
    place = _place(plan, outputs)
    return NOTHING if place is None else _remembered(plan, {row[place] for row in rows}, moment, world)


def remember_asked(plan: Plan, row: Sequence[Scalar] | None, moment: Moment, world: World) -> Effects:
    """Return what to keep beside the entry of a lookup: whom was asked for, and whom the answer is about."""
    asked = _asked(plan)
    place = _place(plan, plan.selection.outputs)
    if asked is None and place is None:
        return NOTHING
    values = {asked} if place is None or row is None else {asked, row[place]}
    return _remembered(plan, values, moment, world)


def _asked(plan: Plan) -> Scalar:
    """Return the key that was looked up, if it is the subject's."""
    chosen, key = plan.selection.filter, plan.contract.subject_key
    return chosen.value if isinstance(chosen, Equals) and chosen.field == key else None


def _place(plan: Plan, outputs: Sequence[Output]) -> int | None:
    """Find the untouched key of the subject among what a source gave."""
    key = plan.contract.subject_key
    if key is None:
        return None
    for place, output in enumerate(outputs):
        if output.field == key and _is_raw(output, plan):
            return place
    return None


def _is_raw(output: Output, plan: Plan) -> bool:
    """Say whether an output came untouched from its source; a constant came from nowhere."""
    if output.field not in plan.selection.columns:
        return False
    return output.transform is None or runs_in_gateway(
        output, plan.contract.fields[output.field].logical_type
    )


def _remembered(plan: Plan, values: Iterable[Scalar], moment: Moment, world: World) -> Effects:
    kind = kind_of(plan.contract.name, plan.contract.subject_key or "")
    master, agency = world.secrets.secret(MASTER), moment.caller.agency
    return Effects(subjects=make_subjects(master, agency, period_of(moment.now), kind, values))
