"""A page as Markdown: to be read in an editor, compared and mailed; it is never signed."""

import re
from collections.abc import Iterator, Sequence

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

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


def render_markdown(document: Document) -> str:
    """Write a page as Markdown."""
    lines = [f"# {_plain(document.title)}", "", _plain(document.kicker), ""]
    for block in document.blocks:
        lines += [*_lines(block), ""]
    return "\n".join([*lines, _plain(document.foot), ""])


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, text):
            yield f"{'#' * (level + 1)} {_plain(text)}"
        case Paragraph(text, is_note):
            yield f"> {_plain(text)}" if is_note else _plain(text)
        case Bullets(items):
            yield from (f"- {_plain(item)}" for item in items)
        case Facts(pairs):
            yield from _table(("", ""), pairs)
        case Grid(columns, _, rows):
            yield from _table(columns, rows)
        case Code(label):
            yield _plain(label)
        case Boxes(heading, lead, parties):
            yield from (f"## {_plain(heading)}", "", _plain(lead), "")
            yield from (f"- {_plain(', '.join(lines))}" for lines in parties)


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(map(_plain, columns))} |"
    yield f"|{'---|' * len(columns)}"
    yield from (f"| {' | '.join(map(_plain, row))} |" for row in rows)


def _plain(text: str) -> str:
    """Write a text that nothing in it can format; a line break would end a table's row."""
    return _SPECIAL.sub(r"\\\1", text.replace("\n", " "))
