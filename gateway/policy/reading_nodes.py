"""YAML text to marked nodes: every scalar is text, and every node knows its place.

The tree is built from parser events rather than composed, so that what could
make one text mean two things never gets a meaning: an anchor, alias, tag,
directive, duplicate key, escape or second document is a fault, and so is a character that
an editor shows as nothing or as a space. Depth and number of nodes are bounded while
reading, so a hostile file costs no more than its size.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from gateway.policy.place import Place
from gateway.policy.reading_faults import Faults

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # the library was built without its C parser: slower, the same events
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

MAX_BYTES = 1 << 20
MAX_NODES = 50_000
MAX_DEPTH = 24


@dataclass(frozen=True, slots=True)
class TextNode:
    """A scalar as it was written; the schema gives it a type."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class ListNode:
    """A sequence."""

    items: "tuple[Node, ...]"
    place: Place


@dataclass(frozen=True, slots=True)
class MapNode:
    """A mapping; keys are unique scalars, in the order of the file."""

    entries: "tuple[tuple[TextNode, Node], ...]"
    place: Place


Node = TextNode | ListNode | MapNode


def plain_value(node: Node) -> object:
    """Return texts, lists and mappings without their places."""
    if isinstance(node, TextNode):
        return node.text
    if isinstance(node, ListNode):
        return [plain_value(item) for item in node.items]
    return {key.text: plain_value(value) for key, value in node.entries}


def place_at(node: Node, pointer: str) -> Place:
    """Return where the part stands that a pointer (RFC 6901) names: its key, where it has one."""
    place = node.place
    for token in pointer.split("/")[1:]:
        name = token.replace("~1", "/").replace("~0", "~")
        if isinstance(node, MapNode):
            found = next((entry for entry in node.entries if entry[0].text == name), None)
            if found is None:
                return place
            place, node = found[0].place, found[1]
        elif isinstance(node, ListNode) and name.isdecimal() and int(name) < len(node.items):
            node = node.items[int(name)]
            place = node.place
        else:
            return place
    return place


# Invisible to a reader of the file, in comments too: controls, format characters (bidirectional overrides,
# zero width), surrogates, separators of their own, and every space but the plain one. Tab and the line ends
# of text files are what is left; a lone CR ends a line for YAML and for few editors, so it is none of them.
_HIDDEN_ASCII = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)")
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"})
# Letters and marks by category that show as nothing: Default_Ignorable_Code_Point of Unicode (the rest of it
# is in the categories), and two symbols that are drawn blank.
_HIDDEN_OTHERS = frozenset(
    {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, 0x1D159}
    | {*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0000, 0xE1000)}
)


def hidden_character(text: str) -> int | None:
    """Return the index of the first character that a reader cannot see, line ends and tabs aside."""
    match = _HIDDEN_ASCII.search(text)
    first = match.start() if match else None
    if text.isascii():
        return first
    for index, character in enumerate(text[:first]):
        if character > "~" and (
            unicodedata.category(character) in _HIDDEN_CATEGORIES or ord(character) in _HIDDEN_OTHERS
        ):
            return index
    return first


def read_nodes(path: str, content: bytes, faults: Faults) -> Node | None:
    """Read one file to its top node; None when a fault makes the text unreadable."""
    start = Place(path, 1)
    if len(content) > MAX_BYTES:
        faults.add("file-too-large", start, limit=MAX_BYTES)
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        place = Place(path, content.count(b"\n", 0, error.start) + 1)
        faults.add("not-utf8", place)
        return None
    hidden = hidden_character(text)
    if hidden is not None:
        place = _place_at(path, text, hidden)
        faults.add("hidden-character", place, character=f"U+{ord(text[hidden]):04X}")
        return None
    try:
        return _Builder(path, text, faults).build(yaml.parse(text, Loader=_Loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(path, mark.line + 1, mark.column + 1) if mark else start
        faults.add("yaml", place, problem=error.problem or error.context or "")
    except yaml.reader.ReaderError as error:
        faults.add("yaml", _place_at(path, text, error.position), problem=error.reason)
    except (yaml.YAMLError, ValueError):
        faults.add("yaml", start, problem="")
    return None


def _place_at(path: str, text: str, index: int) -> Place:
    before = text[:index]
    return Place(path, before.count("\n") + 1, index - (before.rfind("\n") + 1) + 1)


class _Builder:
    """One pass over the events; each open list or mapping is a frame on a stack."""

    def __init__(self, path: str, text: str, faults: Faults) -> None:
        self.path = path
        self.text = text
        self.faults = faults
        self.stack: list[tuple[yaml.Event, list[Node], Place]] = []
        self.top: Node | None = None
        self.nodes = 0
        self.documents = 0

    def build(self, events: Iterator[yaml.Event]) -> Node | None:
        for event in events:
            mark = event.start_mark
            place = Place(self.path, mark.line + 1, mark.column + 1) if mark else Place(self.path, 1)
            if not self.take(event, place):
                return None
        if self.top is None:
            self.faults.add("file-empty", Place(self.path, 1))
        return self.top

    def take(self, event: yaml.Event, place: Place) -> bool:
        """Add one event to the tree; False when the file cannot be read on."""
        if isinstance(event, yaml.DocumentStartEvent):
            return self.start_document(event, place)
        if isinstance(event, yaml.AliasEvent):
            return self.refuse("yaml-anchor", place)
        if isinstance(event, yaml.CollectionEndEvent):
            frame, children, opened = self.stack.pop()
            if isinstance(frame, yaml.MappingStartEvent):
                return self.put(self.mapping(children, opened))
            return self.put(ListNode(tuple(children), opened))
        if not isinstance(event, yaml.NodeEvent):
            return True
        self.nodes += 1
        if event.anchor is not None:
            return self.refuse("yaml-anchor", place)
        if getattr(event, "tag", None) is not None:
            return self.refuse("yaml-tag", place)
        if self.nodes > MAX_NODES or len(self.stack) >= MAX_DEPTH:
            return self.refuse("file-too-deep", place)
        if isinstance(event, yaml.ScalarEvent):
            # Whoever signs reads the source, so that must say what the value is.
            if event.style == '"' and "\\" in self.source(event):
                self.faults.add("yaml-escape", place)
            return self.put(TextNode(event.value, place))
        self.stack.append((event, [], place))
        return True

    def source(self, event: yaml.Event) -> str:
        """Return what the file says where an event was seen."""
        start, end = event.start_mark, event.end_mark
        return self.text[start.index : end.index] if start and end else self.text

    def start_document(self, event: yaml.DocumentStartEvent, place: Place) -> bool:
        self.documents += 1
        if self.documents > 1:
            return self.refuse("yaml-documents", place)
        if event.version is not None or event.tags:
            return self.refuse("yaml-directive", place)
        return True

    def refuse(self, code: str, place: Place) -> bool:
        self.faults.add(code, place)
        return False

    def put(self, node: Node) -> bool:
        if self.stack:
            self.stack[-1][1].append(node)
        else:
            self.top = node
        return True

    def mapping(self, children: list[Node], place: Place) -> MapNode:
        entries: dict[str, tuple[TextNode, Node]] = {}
        for key, value in zip(children[::2], children[1::2], strict=True):
            if not isinstance(key, TextNode):
                self.faults.add("key-not-text", key.place)
            elif key.text in entries:
                first = entries[key.text][0].place
                self.faults.add("key-duplicate", key.place, key=key.text, line=first.line)
            else:
                entries[key.text] = (key, value)
        return MapNode(tuple(entries.values()), place)
