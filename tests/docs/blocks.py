"""The fenced blocks of a page of the documentation, to be run as a reader would."""

import re
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"

_BLOCK = re.compile(r"^ *```(\w+)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)


def blocks(page: str, kind: str) -> list[str]:
    """Return a page's blocks of one kind, in order."""
    found = _BLOCK.findall((DOCS / page).read_text("utf-8"))
    return [text for name, text in found if name == kind]


def console_lines(page: str) -> list[str]:
    """Return all that a page has a reader type at a console, line by line."""
    return [line for block in blocks(page, "console") for line in block.splitlines()]
