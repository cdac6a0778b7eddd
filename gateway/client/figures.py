"""What a statistics table brings: its columns, its rows, and what is owed for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gateway.catalogue import Sentence
from gateway.client.page import objects_of, read_duties
from gateway.errors import AnswerBad


@dataclass(frozen=True, slots=True)
class Figures:
    """One statistics table, its signature and digest checked.

    `snapshot` is the SHA-256 of what the provider froze for this period: two
    answers with the same one tell the same figures. A group that is not there has
    no rows, too few, or would betray another by its own.
    """

    exchange_id: str
    table: str
    period: str
    snapshot: str
    k: int
    columns: tuple[Mapping[str, Any], ...]
    data: tuple[Sequence[Any], ...]
    withheld: tuple[Mapping[str, str], ...]
    body: bytes
    duties: tuple[str, ...] = ()
    delete_by: str | None = None

    @property
    def heading(self) -> tuple[str, ...]:
        """Name each column: a group by its field, a figure by its measure."""
        return tuple(map(_name, self.columns))


def _name(column: Mapping[str, Any]) -> str:
    words = (column.get("measure"), column.get("field"), column.get("transform"))
    return " ".join(str(word) for word in words if word)


def parse_figures(exchange_id: str, value: Mapping[str, Any], body: bytes) -> Figures:
    """Read the documented members of a statistics answer.

    Raises:
        AnswerBad: a member is missing or of another type.
    """
    texts = [value.get(name) for name in ("table", "period", "snapshot")]
    columns, withheld = objects_of(value, "columns"), objects_of(value, "withheld")
    rows, k = value.get("data"), value.get("k")
    if not all(isinstance(text, str) for text in texts) or not isinstance(k, int):
        raise AnswerBad(Sentence("client.not-documented", part="table, period, snapshot, k"))
    if not isinstance(rows, list) or not all(_fits(row, columns) for row in rows):
        raise AnswerBad(Sentence("client.not-documented", part="data"))
    table, period, snapshot = map(str, texts)
    duties, delete_by = read_duties(value)
    return Figures(
        exchange_id, table, period, snapshot, k, columns, tuple(rows), withheld, body, duties, delete_by
    )


def _fits(row: object, columns: Sequence[object]) -> bool:
    return isinstance(row, list) and len(row) == len(columns)
