"""Commands that a page names within a sentence exist, with the options that it gives them."""

import re

import click
import pytest

from gateway.cli.commands import gateway_group
from tests.docs.blocks import DOCS

PAGES = [DOCS.parent / "README.md", *sorted(DOCS.glob("*.md"))]
_SPAN = re.compile(r"`gateway ([^`]+)`")


def unknown(words: list[str]) -> list[str]:
    """Return what of a command line the program does not know; arguments may be anything."""
    command: click.Command = gateway_group
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        if words[0] not in command.commands:
            return words[:1]
        command = command.commands[words.pop(0)]
    known = {name for each in command.params for name in (*each.opts, *each.secondary_opts)} | {
        "--help",
        "-h",
    }
    given = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
    return sorted(given - known)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_in_a_sentence_exists(page):
    for span in _SPAN.findall(re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)):
        words = [word for word in re.split(r"[\s|]+", span) if word not in {"…", "..."}]
        assert not (words and words[0].islower() and unknown(words)), span


def test_a_command_that_is_not_there_is_noticed():
    assert unknown(["policies", "chek"]) == ["chek"]
    assert unknown(["policies", "check", "policies", "--sorces"]) == ["--sorces"]
    assert unknown(["policies", "check", "--format", "sarif", "-o", "x"]) == []
