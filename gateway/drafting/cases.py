"""Run cases: each is one request at one moment on made-up rows, decided by the real planner.

A case is about what the files say, so everything counts as signed. Whatever it
does not list is expected to be withheld.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gateway.catalogue import Sentence, problem_of
from gateway.drafting.table import Table
from gateway.errors import GatewayError, PolicyError, PolicyFilesBad, RequestBad
from gateway.policy import (
    TRANSFORMS,
    Bundle,
    Case,
    Contract,
    Expected,
    Fault,
    Output,
    Plan,
    Policy,
    QueryRequest,
    Rows,
    Scalar,
    cases_agreement,
    finish,
    parse_scalar,
    plan_lookup,
    plan_query,
    read_cases,
    suppose,
    wire_value,
)

# What a token is cannot be known beforehand: a case writes the transform's name instead.
_TOKENS = frozenset({"pseudonym", "token"})
_TEST_KEY = bytes(32)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one case: nothing in `differences` when it passed; `plan` is None when it was refused."""

    case: Case
    plan: Plan | None
    differences: tuple[Sentence, ...]


def find_cases(folder: Path, bundle: Bundle) -> tuple[tuple[Case, ...], tuple[Fault, ...]]:
    """Read every file of cases in a policy folder; no case when any has a fault.

    Raises:
        PolicyFilesBad: a file cannot be read.
    """
    cases: list[Case] = []
    faults: list[Fault] = []
    for path in sorted((folder / "agreements").glob("*.cases.yaml")):
        inside = path.relative_to(folder).as_posix()
        if cases_agreement(inside) is None:
            continue
        try:
            content = path.read_bytes()
        except OSError as error:
            raise PolicyFilesBad(
                Sentence("policies.unreadable", path=path, problem=problem_of(error))
            ) from error
        found, wrong = read_cases(inside, content, bundle)
        cases += found
        faults += wrong
    return (() if faults else tuple(cases)), tuple(faults)


def run_cases(bundle: Bundle, cases: Iterable[Case]) -> tuple[Outcome, ...]:
    """Run cases against the files as they stand, each at its own moment."""
    policies: dict[datetime, Policy] = {}
    outcomes = []
    for case in cases:
        policy = policies.get(case.now)
        if policy is None:
            policy = policies[case.now] = suppose(bundle, case.now)
        outcomes.append(run_case(policy, case))
    return tuple(outcomes)


def run_case(policy: Policy, case: Case) -> Outcome:
    """Run one case under a policy."""
    expected = case.expected
    try:
        plan = _plan(policy, case)
    except (PolicyError, RequestBad) as error:
        return Outcome(case, None, tuple(_refused(error, expected)))
    if expected.refused is not None:
        return Outcome(case, plan, (Sentence("cases.not-refused", code=expected.refused),))
    differences = list(_leaving(plan, expected))
    if expected.rows is not None or expected.count is not None:
        try:
            rows = _answer(plan, case)
        except GatewayError as error:
            return Outcome(case, plan, (*differences, Sentence("cases.rows-refused", problem=str(error))))
        differences += _rows(plan, rows, expected)
    return Outcome(case, plan, tuple(differences))


def _plan(policy: Policy, case: Case) -> Plan:
    provider, _, dataset = case.dataset.partition("/")
    if isinstance(case.asked, QueryRequest):
        return plan_query(policy, case.consumer, provider, dataset, case.asked, case.now)
    return plan_lookup(policy, case.consumer, provider, dataset, case.asked, case.now)


def _refused(error: GatewayError, expected: Expected) -> Iterator[Sentence]:
    if expected.refused is None:
        yield Sentence("cases.refused", code=error.code, problem=str(error))
    elif error.code != expected.refused:
        yield Sentence(
            "cases.refused-otherwise", code=error.code, expected=expected.refused, problem=str(error)
        )


def _leaving(plan: Plan, expected: Expected) -> Iterator[Sentence]:
    """Compare what leaves with what the case lists; rows that are expected empty show no field."""
    if expected.fields is None:
        return
    for verdict in plan.verdicts:
        leaves = None if verdict.verdict == "withhold" else verdict.transform or "release"
        listed = expected.fields.get(verdict.field)
        if leaves is None and listed is not None:
            yield Sentence("cases.withheld", field=verdict.field, reason=_reason(verdict.reason))
        elif leaves is not None and listed is None:
            yield Sentence("cases.leaves", field=verdict.field, how=leaves, place=verdict.place)
        elif listed and leaves != listed:
            yield Sentence("cases.leaves-otherwise", field=verdict.field, how=leaves, expected=listed)
    for name in sorted(expected.fields.keys() - plan.contract.fields.keys()):
        yield Sentence("cases.no-field", field=name)


def _reason(reason: str) -> Sentence:
    return Sentence(f"commands.reason-{reason}")


def _answer(plan: Plan, case: Case) -> Rows:
    """Return what would be answered, with tokens under a key that is none."""
    table = Table([_stored(row, plan.contract) for row in case.rows])
    selection = plan.selection
    rows = table.read(selection)
    values = finish(selection.outputs, selection.columns, rows.values, lambda scope, field: _TEST_KEY)
    # A lookup answers one row or none.
    is_unclear = not isinstance(case.asked, QueryRequest) and len(values) > 1
    return Rows(() if is_unclear else values, rows.statement, rows.count)


def _stored(row: Mapping[str, Scalar], contract: Contract) -> dict[str, Scalar]:
    return {contract.fields[name].physical_name: value for name, value in row.items()}


def _rows(plan: Plan, rows: Rows, expected: Expected) -> Iterator[Sentence]:
    if expected.count is not None and rows.count != expected.count:
        yield Sentence("cases.count", count=rows.count, expected=expected.count)
    if expected.rows is None:
        return
    if len(rows.values) != len(expected.rows):
        yield Sentence("cases.row-count", count=len(rows.values), expected=len(expected.rows))
        return
    for number, (values, wanted) in enumerate(zip(rows.values, expected.rows, strict=True), 1):
        for output, value in zip(plan.selection.outputs, values, strict=True):
            if output.field in wanted and not _same(output, value, wanted[output.field], plan.contract):
                shown = Sentence("cases.null") if value is None else str(value)
                yield Sentence("cases.value", row=number, field=output.field, value=shown)
        for name in sorted(wanted.keys() - {output.field for output in plan.selection.outputs}):
            yield Sentence("cases.row-lacks", row=number, field=name)


def _same(output: Output, value: Scalar, wanted: str | None, contract: Contract) -> bool:
    if wanted is None or value is None:
        return value is wanted
    if output.transform in _TOKENS:
        return wanted == output.transform
    kind = contract.fields[output.field].logical_type
    if output.transform is not None:
        kind = TRANSFORMS[output.transform].gives(kind)
    try:
        return wire_value(parse_scalar(kind, wanted, text=True)) == value
    except RequestBad:
        return False
