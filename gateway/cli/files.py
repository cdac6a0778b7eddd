"""Files that a command reads whole; and what it made, on the screen or in the file that was asked for."""

from pathlib import Path

import click

from gateway.catalogue import Sentence, problem_of, say
from gateway.cli.rows import opened
from gateway.cli.speech import language
from gateway.errors import PolicyFilesBad, SettingsBad


def read_file(path: Path) -> bytes:
    """Read a file whole.

    Raises:
        SettingsBad: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise SettingsBad("unreadable", str(path), problem=problem_of(error)) from error


def write_private(path: Path, content: bytes) -> None:
    """Write a file that its owner alone can read and that appears only when whole.

    Raises:
        FormatUnfit: it cannot be written.
    """
    with opened(path) as file:
        file.write(content)


def write_evidence(path: Path, content: bytes) -> None:
    """Write evidence as `write_private` does, but never over a file, even one that came in the meantime.

    Raises:
        FormatUnfit: it cannot be written.
    """
    with opened(path, is_new=True) as file:
        file.write(content)


def refuse_shared(*paths: Path | None) -> None:
    """Refuse files of one run that are one file: the last that is written would destroy the others."""
    known: set[Path] = set()
    for path in filter(None, paths):
        if path.resolve() in known:
            raise click.UsageError(say("commands.file-shared", language(), path=path))
        known.add(path.resolve())


def write_file(path: Path, content: bytes, *, is_new: bool = False) -> None:
    """Write a file; with `is_new` never over another one.

    Raises:
        PolicyFilesBad: it cannot be written.
    """
    try:
        with path.open("xb" if is_new else "wb") as file:
            file.write(content)
    except OSError as error:
        raise PolicyFilesBad(Sentence("policies.unwritable", path=path, problem=problem_of(error))) from error


def give(content: bytes, out: Path | None) -> bool:
    """Print a text, or write it where it was asked for; say whether a file was written.

    Raises:
        PolicyFilesBad: it cannot be written.
    """
    if out is None:
        click.echo(content.decode(), nl=False)
        return False
    write_file(out, content)
    return True
