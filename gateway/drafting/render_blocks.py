"""A page before it has a format: headings, paragraphs, lists and tables, all in one language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A title inside the page; level 1 is a section."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Prose; a note is set apart from what the agreement itself says."""

    text: str
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """Items of one rank."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `widths` share out a hundred."""

    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what they are, in two columns."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Boxes:
    """Room for a visible signature of each party: the lines that stand in its box.

    Heading and lead stand on the same page as the boxes.
    """

    heading: str
    lead: str
    parties: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A code for a camera, dark squares as True, and what it says for those without one."""

    label: str
    squares: tuple[tuple[bool, ...], ...]


Block = Heading | Paragraph | Bullets | Grid | Facts | Boxes | Code


@dataclass(frozen=True, slots=True)
class Document:
    """A whole page: what stands in every footer, and the blocks."""

    language: str
    title: str
    kicker: str
    foot: str
    blocks: tuple[Block, ...]
