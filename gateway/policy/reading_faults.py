"""Collect faults instead of raising: whoever reads goes on, so that all mistakes show at once."""

from gateway.catalogue import Sentence
from gateway.policy.model import Fault
from gateway.policy.place import Place

_SHOWN = 120


def shown(value: object) -> str:
    """Make a value from a file safe to show on a terminal: one short, visible line."""
    text = str(value)
    text = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text[: _SHOWN + 1])
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


class Faults:
    """The faults found so far."""

    def __init__(self) -> None:
        self._found: dict[Fault, None] = {}

    def __len__(self) -> int:
        return len(self._found)

    def add(self, code: str, place: Place, **values: object) -> None:
        """Remember one fault; the same one twice counts once."""
        words = tuple(
            (name, value if isinstance(value, Sentence) else shown(value))
            for name, value in sorted(values.items())
        )
        self._found[Fault(code, place, words)] = None

    def extend(self, faults: "Faults") -> None:
        """Take over the faults of another collector."""
        self._found.update(faults._found)

    def sorted(self) -> tuple[Fault, ...]:
        """Return all faults in the order of file, line and column."""
        return tuple(sorted(self._found, key=lambda fault: (fault.place, fault.code, str(fault.values))))
