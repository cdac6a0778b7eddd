"""What every command looks like: its help in the language of the run, and `--lang` in any place.

A command, option or argument names its help in the catalogue (`help.<name>`) and
says it when somebody asks. click's own words come through gettext, as click means
them to, from `catalogue/locale`.
"""

import gettext
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import click

from gateway.catalogue import LANGUAGES, LOCALE, languages_of, say, texts
from gateway.cli.speech import LANGUAGE, language
from gateway.policy import is_identifier

Function = TypeVar("Function", bound=Callable[..., Any])


class Spoken:
    """A help text, kept by its name in the catalogue and said on reading."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._key = f"_{name}"

    def __get__(self, holder: object, owner: type) -> str | None:
        name = vars(holder).get(self._key)
        text = f"help.{name}"
        return say(text, language()) if text in texts() else name

    def __set__(self, holder: object, name: str | None) -> None:
        vars(holder)[self._key] = name


class Option(click.Option):
    """An option whose help is a name of the catalogue."""

    help = Spoken()


class Argument(click.Argument):
    """An argument whose help is a name of the catalogue."""

    help = Spoken()


class FilePath(click.Path):
    """A path, called a file, folder or path in the language of the run."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(path_type=Path, **settings)

    @property
    def name(self) -> str:
        """The kind of path."""
        return gettext.gettext(self._name)

    @name.setter
    def name(self, name: str) -> None:
        self._name = name


class NewFile(FilePath):
    """A file to be written; its folder must take one before anything is asked or recorded."""

    def __init__(self) -> None:
        super().__init__(dir_okay=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path."""
        path: Any = super().convert(value, param, ctx)
        if not path.parent.is_dir():
            self.fail(say("commands.no-folder", language(), folder=path.parent), param, ctx)
        if not path.exists() and not os.access(path.parent, os.W_OK | os.X_OK):
            self.fail(say("commands.folder-closed", language(), folder=path.parent), param, ctx)
        return path


class NewEvidence(NewFile):
    """A file of evidence to be written: it takes the place of no other, for that may be the only copy."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path."""
        path: Any = super().convert(value, param, ctx)
        if os.path.lexists(path):
            self.fail(say("commands.evidence-there", language(), path=path), param, ctx)
        return path


# It is read before all others, by `spoken`; here it is only declared.
LANG = Option(["--lang"], type=click.Choice(LANGUAGES), expose_value=False, help="lang")


class PlainText(click.ParamType[str]):
    """A text that any file can hold: one line of UTF-8, which the shell's bytes need not be."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the text."""
        # Bytes that are no UTF-8 come as lone surrogates, which are not printable either.
        if not value.isprintable():
            self.fail(say("commands.not-text", language()), param, ctx)
        return value


class Identifier(click.ParamType[str]):
    """A name that files give to a person or system; it may stand in a file's name too."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the identifier."""
        if not is_identifier(value):
            self.fail(say("commands.not-identifier", language()), param, ctx)
        return value


class DatasetName(click.ParamType[str]):
    """A dataset as its provider's gateway calls it, named with its provider."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the name."""
        provider, _, dataset = value.partition("/")
        if not provider or not dataset or "/" in dataset:
            self.fail(say("commands.not-a-dataset", language()), param, ctx)
        return value


class Command(click.Command):
    """A command whose help is a name of the catalogue."""

    help = Spoken()

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.params.append(LANG)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option `--help`, which click keeps in the language of its first use."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = gettext.gettext("Show this message and exit.")
        return option

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the words of the usage line, in the language of the run."""
        known = {"[OPTIONS]": "help.usage-options", "COMMAND [ARGS]...": "help.usage-command"}
        pieces = super().collect_usage_pieces(ctx)
        return [say(known[piece], language()) if piece in known else piece for piece in pieces]


class Group(Command, click.Group):
    """A group of such commands."""

    command_class = Command


def command(name: str, *, help: str) -> Callable[[Callable[..., Any]], Command]:
    """Make a function a command."""
    return click.command(name, cls=Command, help=help)


def group(name: str, *, help: str) -> Callable[[Callable[..., Any]], Group]:
    """Make a function a group of commands."""
    return click.group(name, cls=Group, help=help)


def option(*names: str, help: str, **settings: Any) -> Callable[[Function], Function]:
    """Give a command an option."""
    return click.option(*names, cls=Option, help=help, **settings)


def argument(name: str, *, help: str, **settings: Any) -> Callable[[Function], Function]:
    """Give a command an argument."""
    return click.argument(name, cls=Argument, help=help, **settings)


config_option = option("--config", type=FilePath(), required=True, help="config")


@contextmanager
def spoken(words: Sequence[str]) -> Iterator[None]:
    """Choose the language of a run by its words: `--lang`, else the locale, else Bahasa Indonesia.

    It is chosen before click reads the words, so that even a misspelt command is
    refused in it.
    """
    before = os.environ.get(LANGUAGE)
    stated = _stated(words)
    os.environ[LANGUAGE] = languages_of(stated) if stated else language()
    gettext.bindtextdomain("messages", str(LOCALE))
    try:
        yield
    finally:
        os.environ.pop(LANGUAGE)
        if before is not None:
            os.environ[LANGUAGE] = before


def _stated(words: Sequence[str]) -> str | None:
    for word, following in pairwise([*words, ""]):
        if word == "--":
            break
        if word == "--lang":
            return following
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    return None
