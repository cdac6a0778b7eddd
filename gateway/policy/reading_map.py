"""Read one mapping key by key, with types that come from the schema and never from YAML.

A getter never raises: on a mistake it notes a fault and gives a harmless value
back, so that reading goes on. A file with any fault yields no object, so no
harmless value is ever used.
"""

import difflib
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import NamedTuple

from gateway.policy.place import Place
from gateway.policy.reading_faults import Faults
from gateway.policy.reading_nodes import ListNode, MapNode, Node, TextNode, hidden_character


class Shape(NamedTuple):
    """A form that text must have as a whole, and the code of the fault when it has not."""

    code: str
    pattern: re.Pattern[str]


_IDENTIFIER, _DATASET = "[a-z0-9][a-z0-9-]{0,62}", "[a-z][a-z0-9_-]{0,62}"
# `all` and `any` join conditions, so no field may be called so.
_FIELD = "(?!(?:all|any)$)[a-z][a-z0-9_]{0,62}"
_COLUMN = "[A-Za-z_][A-Za-z0-9_]{0,62}"
_NUMBER = "(?:0|[1-9][0-9]{0,5})"

# Identifiers are ASCII, so that no look-alike letter can pass for another.
IDENTIFIER = Shape("identifier", re.compile(_IDENTIFIER))
DATASET = Shape("dataset-name", re.compile(_DATASET))
FIELD = Shape("field-name", re.compile(_FIELD))
COLUMN = Shape("column-name", re.compile(_COLUMN))
TABLE = Shape("table-name", re.compile(rf"{_COLUMN}(?:\.{_COLUMN})?"))
SEMVER = Shape("semver", re.compile(rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}"))
SHA256 = Shape("sha256", re.compile("[0-9a-f]{64}"))


def is_identifier(text: str) -> bool:
    """Say whether a text is one, as files give them to agencies, people and systems."""
    return IDENTIFIER.pattern.fullmatch(text) is not None


HTTPS = Shape("url", re.compile("https://[!-~]{1,500}"))
LINE = Shape("line", re.compile(r"[^\r\n]{1,300}"))
DATASET_NAME = Shape("dataset-full-name", re.compile(f"{_IDENTIFIER}/{_DATASET}"))
# A clause of UU 14/2008 Article 17, with its number where it has one.
LETTER = Shape("letter", re.compile(r"a[1-5]?|[b-g]|h[1-5]?|[ij]"))
DATASET_FIELD = Shape("dataset-field", re.compile(rf"{_DATASET}\.{_FIELD}"))

# By their codes, for whoever describes files to other programs.
SHAPES: Mapping[str, str] = MappingProxyType(
    {
        shape.code: shape.pattern.pattern
        for shape in (
            IDENTIFIER, DATASET, FIELD, COLUMN, TABLE, SEMVER, SHA256, HTTPS, LINE, DATASET_NAME,
            DATASET_FIELD, LETTER,
        )
    }
)  # fmt: skip

_INTEGER = re.compile(r"0|[1-9][0-9]{0,8}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
# Far from the ends of the calendar, so that a day more or a zone never leaves it.
_YEARS = range(1900, 3000)
MAX_TEXT = 4_000
MAX_COUNT = 999_999_999

NO_DATE = date(1970, 1, 1)
NO_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that was probably meant."""
    near = difflib.get_close_matches(word[:64], list(known), n=1, cutoff=0.6)
    return near[0] if near else None


def unknown_word(faults: Faults, code: str, place: Place, word: str, known: Iterable[str]) -> None:
    """Note a word that is not in a closed list, with the nearest that is."""
    words = sorted(known)
    # The search is slow: a file made of mistakes alone gets no guesses after the first hundred.
    near = nearest(word, words) if len(faults) < 100 else None
    if near is None:
        faults.add(code, place, word=word, known=", ".join(words))
    else:
        faults.add(f"{code}-near", place, word=word, near=near)


def text_of(node: Node, faults: Faults, shape: Shape | None = None) -> str:
    """Read a scalar as text: visible, bounded, and of the given shape."""
    if not isinstance(node, TextNode):
        faults.add("not-text", node.place)
        return ""
    if not node.text.strip():
        faults.add("empty", node.place)
    elif len(node.text) > MAX_TEXT:
        faults.add("text-too-long", node.place, limit=MAX_TEXT)
    elif (hidden := hidden_character(node.text)) is not None:
        faults.add("hidden-character", node.place, character=f"U+{ord(node.text[hidden]):04X}")
    elif shape is not None and not shape.pattern.fullmatch(node.text):
        faults.add(shape.code, node.place, text=node.text)
    else:
        return node.text
    return ""


def choice_of(node: Node, faults: Faults, known: Iterable[str]) -> str:
    """Read one word of a closed list."""
    word = text_of(node, faults)
    if word and word not in set(known):
        unknown_word(faults, "word-unknown", node.place, word, known)
        return ""
    return word


def number_of(node: Node, faults: Faults, low: int, high: int) -> int:
    """Read a whole number from low to high; the least when there is none."""
    text = text_of(node, faults)
    if not text:
        return low
    if _INTEGER.fullmatch(text) and low <= int(text) <= high:
        return int(text)
    faults.add("integer", node.place, text=text, low=low, high=high)
    return low


def list_of(node: Node, faults: Faults) -> tuple[Node, ...]:
    """Read a sequence; an empty one is a fault, since absence says the same."""
    if not isinstance(node, ListNode):
        faults.add("not-list", node.place)
        return ()
    if not node.items:
        faults.add("list-empty", node.place)
    return node.items


def words_of(
    node: Node, faults: Faults, shape: Shape | None = None, known: Iterable[str] | None = None
) -> tuple[tuple[str, Place], ...]:
    """Read a list of different words, each with its place."""
    words: dict[str, Place] = {}
    for item in list_of(node, faults):
        word = choice_of(item, faults, known) if known is not None else text_of(item, faults, shape)
        if word in words:
            faults.add("word-twice", item.place, word=word)
        elif word:
            words[word] = item.place
    return tuple(words.items())


class Map:
    """One mapping whose keys are known beforehand."""

    def __init__(
        self, node: Node, faults: Faults, *, required: Iterable[str] = (), optional: Iterable[str] = ()
    ) -> None:
        self.place = node.place
        self.faults = faults
        self._values: dict[str, Node] = {}
        if not isinstance(node, MapNode):
            faults.add("not-map", node.place)
            return
        required = tuple(required)
        known = {*required, *optional}
        for key, value in node.entries:
            if key.text in known:
                self._values[key.text] = value
            else:
                unknown_word(faults, "key-unknown", key.place, key.text, known)
        for name in required:
            if name not in self._values:
                faults.add("key-missing", node.place, key=name)

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def node(self, key: str) -> Node | None:
        """Return the value as a node."""
        return self._values.get(key)

    def place_of(self, key: str) -> Place:
        """Return where the value stands; without one, where the mapping does."""
        node = self._values.get(key)
        return node.place if node else self.place

    def text(self, key: str, shape: Shape | None = None) -> str:
        """Read text; empty when absent or wrong."""
        node = self._values.get(key)
        return text_of(node, self.faults, shape) if node else ""

    def choice(self, key: str, known: Iterable[str], default: str = "") -> str:
        """Read one word of a closed list."""
        node = self._values.get(key)
        return choice_of(node, self.faults, known) if node else default

    def boolean(self, key: str) -> bool:
        """Read `true` or `false`; absent is false."""
        return self.choice(key, ("true", "false"), "false") == "true"

    def integer(self, key: str, low: int, high: int) -> int:
        """Read a whole number from low to high."""
        node = self._values.get(key)
        return number_of(node, self.faults, low, high) if node else low

    def day(self, key: str) -> date:
        """Read a calendar date."""
        node = self._values.get(key)
        text = text_of(node, self.faults) if node else ""
        if not node or not text:
            return NO_DATE
        try:
            if _DATE.fullmatch(text) and (day := date.fromisoformat(text)).year in _YEARS:
                return day
        except ValueError:
            pass
        self.faults.add("date", node.place, text=text)
        return NO_DATE

    def moment(self, key: str) -> datetime:
        """Read a moment in UTC (RFC 3339, whole seconds, `Z`)."""
        node = self._values.get(key)
        text = text_of(node, self.faults) if node else ""
        if not node or not text:
            return NO_MOMENT
        try:
            if _MOMENT.fullmatch(text) and (moment := datetime.fromisoformat(text)).year in _YEARS:
                return moment
        except ValueError:
            pass
        self.faults.add("moment", node.place, text=text)
        return NO_MOMENT

    def items(self, key: str) -> tuple[Node, ...]:
        """Read a sequence; empty when absent."""
        node = self._values.get(key)
        return list_of(node, self.faults) if node else ()

    def words(
        self, key: str, shape: Shape | None = None, known: Iterable[str] | None = None
    ) -> tuple[tuple[str, Place], ...]:
        """Read a list of different words, each with its place."""
        node = self._values.get(key)
        return words_of(node, self.faults, shape, known) if node else ()

    def child(self, key: str, *, required: Iterable[str] = (), optional: Iterable[str] = ()) -> "Map | None":
        """Open a mapping inside this one; None when absent."""
        node = self._values.get(key)
        return Map(node, self.faults, required=required, optional=optional) if node else None

    def free(self, key: str, shape: Shape) -> tuple[tuple[TextNode, Node], ...]:
        """Read a mapping whose keys are names of the file's own."""
        node = self._values.get(key)
        if node is None:
            return ()
        if not isinstance(node, MapNode):
            self.faults.add("not-map", node.place)
            return ()
        if not node.entries:
            self.faults.add("list-empty", node.place)
        return tuple(entry for entry in node.entries if text_of(entry[0], self.faults, shape))
