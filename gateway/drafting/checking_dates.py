"""What is over, not yet begun, or soon to end: agreements, decisions and trust files."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from gateway.drafting.checking_permissions import REGISTER_ZONE
from gateway.drafting.exemptions import State, state_of
from gateway.policy import Agreement, Bundle, Exemption, Fault, day_of

SOON = timedelta(days=30)


def date_warnings(bundle: Bundle, now: datetime) -> Iterator[Fault]:
    """Warn of every date that has come or is near."""
    for agreement in bundle.agreements.values():
        yield from _agreement(agreement, now)
    for register in bundle.registers.values():
        for exemption in register.exemptions.values():
            yield from _exemption(exemption, now)
            yield from _closing(bundle, register.agency, exemption)
    for trust in bundle.trusts.values():
        day = (("agency", trust.agency), ("day", trust.expires.date().isoformat()))
        if trust.expires < now:
            yield Fault("trust-expired", trust.place, day)
        elif trust.expires < now + SOON:
            yield Fault("trust-expires-soon", trust.place, day)


def _agreement(agreement: Agreement, now: datetime) -> Iterator[Fault]:
    day = day_of(now, agreement.timezone)
    if day > agreement.valid_until:
        yield _on(agreement, "agreement-over", day=agreement.valid_until)
    elif day < agreement.valid_from:
        yield _on(agreement, "agreement-not-begun", day=agreement.valid_from)
    elif day + SOON > agreement.valid_until:
        yield _on(agreement, "agreement-ends-soon", day=agreement.valid_until)
    if agreement.enforcement == "shadow":
        yield _on(agreement, "agreement-in-shadow")


def _on(agreement: Agreement, code: str, **values: object) -> Fault:
    words = {"agreement": agreement.uid, **values}
    return Fault(code, agreement.place, tuple((name, str(value)) for name, value in sorted(words.items())))


def _exemption(exemption: Exemption, now: datetime) -> Iterator[Fault]:
    state = state_of(exemption, day_of(now, REGISTER_ZONE), SOON)
    codes = {
        State.REVOKED: ("exemption-revoked", exemption.revoked),
        State.LAPSED: ("exemption-lapsed", exemption.until),
        State.REVIEW_DUE: ("exemption-review-due", exemption.review),
        State.ENDS_SOON: ("exemption-ends-soon", exemption.until),
        State.REVIEW_SOON: ("exemption-review-soon", exemption.review),
    }
    if state in codes:
        code, day = codes[state]
        yield Fault(code, exemption.place, (("day", str(day)), ("number", exemption.number)))


def _closing(bundle: Bundle, agency: str, exemption: Exemption) -> Iterator[Fault]:
    """Say which fields a decision closes against the word of their own contract."""
    for name in exemption.fields if exemption.revoked is None else ():
        dataset, _, field_name = name.partition(".")
        field = bundle.contracts[f"{agency}/{dataset}"].fields[field_name]
        if not field.classification.is_closed:
            words = (("field", name), ("number", exemption.number))
            yield Fault("exemption-closes", exemption.place, words)
