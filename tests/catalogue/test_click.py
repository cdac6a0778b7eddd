"""What click itself says is said in Bahasa Indonesia too."""

import ast
from collections.abc import Iterator
from pathlib import Path

import click

from tests.catalogue.po import MO, PO, make_mo, read_po
from tests.catalogue.reading import placeholders

TEXTS = read_po(PO.read_text("utf-8"))
# What a run of ours can reach; the rest of click asks, edits, completes or prints a version.
MODULES = ("core", "exceptions", "formatting", "parser", "types")
HELP = "Show this message and exit."
# Said only of what we do not use, or to whoever writes a command wrongly.
OUT_OF_REACH = (
    "deprecated",
    "DeprecationWarning",
    "Value must be an iterable",
    "Could not determine name",
    "No options defined but a name",
    "Arguments take exactly one",
    "(dynamic)",
    "Name '{name}' defined twice",
    "Boolean option {decl!r}",
    "Invalid start character",
    "Choice({choices})",
    "{value!r} does not match the format",
    "{len_type} values are required",
    "{value!r} is not a valid UUID",
)


def messages() -> Iterator[str]:
    """Find the ids of click's messages in its own source, as gettext would."""
    for module in MODULES:
        source = Path(click.__file__).with_name(f"{module}.py").read_text("utf-8")
        for node in ast.walk(ast.parse(source)):
            match node:
                case ast.Call(func=ast.Name(id="_"), args=[ast.Constant(value=str(text))]):
                    yield text
                case ast.Call(
                    func=ast.Name(id="ngettext"),
                    args=[ast.Constant(value=str(one)), ast.Constant(value=str(many)), _],
                ):
                    yield f"{one}\0{many}"
                case ast.Call(
                    func=ast.Name(id="_"), args=[ast.Subscript(slice=ast.Constant(value=str(name)))]
                ):
                    yield name


def test_the_compiled_file_is_that_of_the_readable_one():
    assert MO.read_bytes() == make_mo(TEXTS), "run: python -m tests.catalogue.po"


def test_everything_that_click_may_say_here_is_translated():
    wanted = {text for text in messages() if not text.startswith(OUT_OF_REACH)} | {HELP}
    assert not wanted - TEXTS.keys()


def test_nothing_is_translated_that_click_never_says():
    assert not TEXTS.keys() - {*messages(), HELP, ""}


def test_a_translation_fills_in_no_more_than_click_does():
    for name, text in TEXTS.items():
        assert text.strip(), name
        assert placeholders(text) <= placeholders(name.replace("\0", "")), name
