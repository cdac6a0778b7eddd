"""A page as plain text: to be read on a terminal or printed as it is; nothing in it is marked up."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from gateway.drafting.render_blocks import (
    Block,
    Boxes,
    Bullets,
    Code,
    Document,
    Facts,
    Grid,
    Heading,
    Paragraph,
)

_WIDTH = 100
_NAME = 32
# Two rows of squares make one line: upper and lower half of a character.
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def render_text(document: Document) -> str:
    """Write a page as text."""
    lines = [document.title, "=" * len(document.title), document.kicker, ""]
    for block in document.blocks:
        lines += [*_lines(block), ""]
    return "\n".join([*lines, *wrap(document.foot, _WIDTH), ""])


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(_, text):
            yield from (text, "-" * len(text))
        case Paragraph(text):
            yield from wrap(text, _WIDTH)
        case Bullets(items):
            for item in items:
                yield from wrap(item, _WIDTH, initial_indent="- ", subsequent_indent="  ")
        case Facts(pairs):
            for name, value in pairs:
                yield from _fact(name, value)
        case Grid(columns, _, rows):
            yield from ("  ".join(cells) for cells in (columns, *rows))
        case Code(label, squares):
            yield from wrap(label, _WIDTH)
            yield from _code(squares)
        case Boxes(heading, lead, parties):
            yield from (heading, "-" * len(heading), *wrap(lead, _WIDTH))
            for lines in parties:
                yield from ("", *filter(None, lines), "", "", "." * 40)


def _fact(name: str, value: str) -> Iterator[str]:
    for number, line in enumerate(value.split("\n")):
        head = f"{name}:" if not number else ""
        # A fingerprint longer than the page goes on below; it is never cut within a group.
        for place, part in enumerate(wrap(line, _WIDTH - _NAME, break_long_words=False) or [""]):
            yield f"{head if not place else '':<{_NAME}}{part}"


def _code(squares: Sequence[Sequence[bool]]) -> Iterator[str]:
    light = [False] * len(squares[0])
    for at in range(0, len(squares), 2):
        below = squares[at + 1] if at + 1 < len(squares) else light
        yield "".join(_HALVES[pair] for pair in zip(squares[at], below, strict=True))
