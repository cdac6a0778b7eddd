"""Check a policy folder: its faults, and what is right in form but will surprise somebody.

A fault keeps the whole folder from being activated. A warning does not: it names
what is not in force, or will soon not be, and why.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from gateway.drafting.checking_signatures import signature_warnings
from gateway.drafting.rehearsal import own_pins
from gateway.policy import Agreement, Bundle, Classification, Exemption, Fault, RootPins, day_of, read_bundle

_SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Findings:
    """All that a check found, in the order of the files."""

    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    bundle: Bundle | None


def check(files: Mapping[str, bytes], now: datetime, pins: Mapping[str, RootPins] | None = None) -> Findings:
    """Check a folder as it would stand if it were activated now."""
    reading = read_bundle(files)
    found = list(reading.notes)
    if reading.bundle is not None:
        for look in _LOOKS:
            found += look(reading.bundle, now)
        used = own_pins(reading.bundle) if pins is None else pins
        found += signature_warnings(reading.bundle, used)
    warnings = sorted(set(found), key=lambda each: (each.place, each.code, each.values))
    return Findings(reading.faults, tuple(warnings), reading.bundle)


def _pins_that_differ(bundle: Bundle, now: datetime) -> Iterator[Fault]:
    for agreement in bundle.agreements.values():
        for name, pin in agreement.pins.items():
            contract = bundle.contracts[name]
            words = (("dataset", name), ("digest", contract.digest), ("version", contract.version))
            if (pin.version, pin.digest) != (contract.version, contract.digest):
                yield Fault("pin-differs", pin.place, words)


def _validity(bundle: Bundle, now: datetime) -> Iterator[Fault]:
    for agreement in bundle.agreements.values():
        day = day_of(now, agreement.timezone)
        if day > agreement.valid_until:
            yield _on(agreement, "agreement-over", day=agreement.valid_until)
        elif day < agreement.valid_from:
            yield _on(agreement, "agreement-not-begun", day=agreement.valid_from)
        elif day + _SOON > agreement.valid_until:
            yield _on(agreement, "agreement-ends-soon", day=agreement.valid_until)
        if agreement.enforcement == "shadow":
            yield _on(agreement, "agreement-in-shadow")
        for permission in agreement.permissions:
            if permission.query is None and permission.lookup is None:
                yield Fault("permission-without-right", permission.place, (("permission", permission.id),))


def _on(agreement: Agreement, code: str, **values: object) -> Fault:
    words = {"agreement": agreement.uid, **values}
    return Fault(code, agreement.place, tuple((name, str(value)) for name, value in sorted(words.items())))


def _exemptions(bundle: Bundle, now: datetime) -> Iterator[Fault]:
    for register in bundle.registers.values():
        for exemption in register.exemptions.values():
            yield from _exemption(exemption, now)
            for name in exemption.fields:
                dataset, _, field_name = name.partition(".")
                field = bundle.contracts[f"{register.agency}/{dataset}"].fields[field_name]
                if exemption.revoked is None and not field.classification.is_closed:
                    words = (("field", name), ("number", exemption.number))
                    yield Fault("exemption-closes", exemption.place, words)


def _exemption(exemption: Exemption, now: datetime) -> Iterator[Fault]:
    today = day_of(now, "Asia/Jakarta")
    number = (("number", exemption.number),)
    if exemption.revoked is not None:
        if exemption.revoked <= today:
            yield Fault("exemption-revoked", exemption.place, (("day", str(exemption.revoked)), *number))
        return
    if exemption.until is not None and exemption.until < today:
        yield Fault("exemption-lapsed", exemption.place, (("day", str(exemption.until)), *number))
    if exemption.review is not None and exemption.review < today:
        yield Fault("exemption-review-due", exemption.place, (("day", str(exemption.review)), *number))


def _undetermined(bundle: Bundle, now: datetime) -> Iterator[Fault]:
    for contract in bundle.contracts.values():
        names = [
            field.name
            for field in contract.fields.values()
            if field.classification is Classification.UNDETERMINED
        ]
        if names:
            yield Fault("fields-undetermined", contract.place, (("fields", ", ".join(names)),))


def _trust_ends(bundle: Bundle, now: datetime) -> Iterator[Fault]:
    for trust in bundle.trusts.values():
        day = (("agency", trust.agency), ("day", trust.expires.date().isoformat()))
        if trust.expires < now:
            yield Fault("trust-expired", trust.place, day)
        elif trust.expires < now + _SOON:
            yield Fault("trust-expires-soon", trust.place, day)


_LOOKS: tuple[Callable[[Bundle, datetime], Iterator[Fault]], ...] = (
    _pins_that_differ,
    _validity,
    _exemptions,
    _undetermined,
    _trust_ends,
)
