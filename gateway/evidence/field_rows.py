"""The verdict on one field as an entry has it, laid beside the one that the policy of that day gives."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from gateway.policy import Place, Verdict

LEFT_OUT = "left-out"
"""In place of a verdict and its reason, where the entry should have them and has not."""

_COMPARED = ("verdict", "transform", "reason", "classification", "legal_basis")


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field: what was decided, and where that is written.

    `agrees` is False when the stored policy gives another verdict: `replayed`, where it was replayed.
    Of a field that was left out of the entry the verdict is `LEFT_OUT`.
    """

    field: str
    verdict: str
    transform: str | None
    reason: str
    classification: str
    legal_basis: str
    place: Place | None
    agrees: bool
    is_undisclosed: bool
    replayed: Verdict | None = None


def recorded_row(recorded: Mapping[str, Any], today: Verdict | None, is_hidden: bool) -> FieldRow:
    """Lay a recorded verdict beside today's."""
    values = {name: recorded.get(name) or "" for name in _COMPARED}
    return FieldRow(
        field=recorded["field"],
        verdict=values["verdict"],
        transform=recorded.get("transform"),
        reason=values["reason"],
        classification=values["classification"],
        legal_basis=values["legal_basis"],
        place=today.place if today else None,
        agrees=today is not None and _agree(values, today),
        is_undisclosed=is_hidden,
        replayed=today,
    )


def promised_row(verdict: Verdict, is_hidden: bool) -> FieldRow:
    """Show a verdict that an entry need not have: what the policy would have given."""
    return FieldRow(
        field=verdict.field,
        verdict=verdict.verdict,
        transform=verdict.transform,
        reason=verdict.reason,
        classification=verdict.classification,
        legal_basis=verdict.legal_basis,
        place=verdict.place,
        agrees=True,
        is_undisclosed=is_hidden,
        replayed=verdict,
    )


def left_out_row(verdict: Verdict, is_hidden: bool) -> FieldRow:
    """Show a field of which the entry should say what the policy gives, and says nothing."""
    return replace(
        promised_row(verdict, is_hidden), verdict=LEFT_OUT, transform=None, reason=LEFT_OUT, agrees=False
    )


def _agree(recorded: Mapping[str, str], today: Verdict) -> bool:
    # A field that was granted and not asked for stayed: that narrows and needs no other rule.
    names = ("classification", "legal_basis") if recorded["reason"] == "not-asked" else _COMPARED
    return all(recorded[name] == (getattr(today, name) or "") for name in names)
