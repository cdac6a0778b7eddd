"""A verdict on a field as a line of a table, whether it is decided now or was recorded once."""

from gateway.catalogue import say
from gateway.cli.speech import language
from gateway.evidence import FieldRow
from gateway.policy import Verdict

_COLUMNS = ("field", "verdict", "reason", "classification", "basis", "place")


def verdict_heading() -> tuple[str, ...]:
    """Say what each column holds."""
    return tuple(say(f"commands.column-{name}", language()) for name in _COLUMNS)


def verdict_cells(row: Verdict | FieldRow) -> tuple[str, ...]:
    """Say one verdict, column by column."""
    word = say(f"commands.verdict-{row.verdict}", language())
    return (
        row.field,
        f"{word} ({row.transform})" if row.transform else word,
        say(f"commands.reason-{row.reason}", language()),
        row.classification,
        row.legal_basis,
        str(row.place) if row.place else "-",
    )
