"""Check a policy folder: its faults, and what is right in form but will surprise somebody.

A fault keeps the whole folder from being activated. A warning does not: it names
what is not in force, or will soon not be, and why.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from gateway.drafting.checking_dates import date_warnings
from gateway.drafting.checking_fields import field_warnings
from gateway.drafting.checking_permissions import permission_warnings
from gateway.drafting.checking_signatures import signature_warnings
from gateway.drafting.rehearsal import own_pins
from gateway.policy import Bundle, Fault, PaperJudge, RootPins, Standing, read_bundle, standing_after


@dataclass(frozen=True, slots=True)
class Findings:
    """All that a check found, in the order of the files."""

    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    bundle: Bundle | None

    def with_more(self, faults: tuple[Fault, ...], warnings: tuple[Fault, ...]) -> "Findings":
        """Add what only a gateway's log or sources could tell."""
        return replace(
            self, faults=_sorted(*self.faults, *faults), warnings=_sorted(*self.warnings, *warnings)
        )


def check(
    files: Mapping[str, bytes],
    now: datetime,
    pins: Mapping[str, RootPins] | None = None,
    standing: Standing | None = None,
    judge: PaperJudge | None = None,
) -> Findings:
    """Check a folder as it would stand if it were activated now.

    Args:
        files: The folder.
        now: The time.
        pins: The pinned root keys; without them every trust file vouches for itself.
        standing: Where the log stands, for signatures that it has recorded already.
        judge: Who reads signed PDFs; without one they count for nothing.
    """
    reading = read_bundle(files)
    found = list(reading.notes)
    if reading.bundle is not None:
        for look in _LOOKS:
            found += look(reading.bundle, now)
        used = own_pins(reading.bundle) if pins is None else pins
        after = standing_after(reading.bundle, standing, now)
        found += signature_warnings(reading.bundle, used, after, judge)
    return Findings(reading.faults, _sorted(*found), reading.bundle)


def _sorted(*found: Fault) -> tuple[Fault, ...]:
    return tuple(sorted(set(found), key=lambda each: (each.place, each.code, str(each.values))))


def _pins_that_differ(bundle: Bundle, now: datetime) -> Iterator[Fault]:
    for agreement in bundle.agreements.values():
        for name, pin in agreement.pins.items():
            contract = bundle.contracts[name]
            words = (("dataset", name), ("digest", contract.digest), ("version", contract.version))
            if (pin.version, pin.digest) != (contract.version, contract.digest):
                yield Fault("pin-differs", pin.place, words)


_LOOKS: tuple[Callable[[Bundle, datetime], Iterator[Fault]], ...] = (
    _pins_that_differ,
    date_warnings,
    permission_warnings,
    field_warnings,
)
