"""Every link between the pages of the documentation leads to a page and a heading that are there."""

import re
from pathlib import Path

import pytest

from tests.docs.blocks import DOCS

PAGES = [DOCS.parent / "README.md", *sorted(DOCS.rglob("*.md"))]
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")


def anchors(page: Path) -> set[str]:
    """Name a page's headings as the reader's browser does."""
    titles = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS.parent).as_posix())
def test_every_link_leads_somewhere(page: Path):
    for file, anchor in _LINK.findall(page.read_text("utf-8")):
        target = (page.parent / file).resolve() if file else page
        # The benchmark leaves its results there.
        if "benchmarks/results" not in file:
            assert target.exists(), file
        assert not anchor or anchor in anchors(target), f"{file}#{anchor}"


def test_every_page_is_reached_from_the_readme():
    reached, new = set(), {PAGES[0]}
    while new:
        reached |= new
        links = {
            (page.parent / file).resolve()
            for page in new
            for file, _ in _LINK.findall(page.read_text("utf-8"))
        }
        new = {page for page in links if page.suffix == ".md" and page.exists()} - reached
    assert {page for page in DOCS.glob("*.md")} <= reached
