"""Help, usage and click's own complaints are in the language of the run."""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from gateway import __version__
from gateway.catalogue import LANGUAGES, texts
from gateway.cli.commands import gateway_group
from gateway.cli.grammar import Argument, Command, Option, spoken
from gateway.cli.speech import language
from tests.cli.desk import run

LOCALE = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def commands(
    command: click.Command = gateway_group, path: str = "gateway"
) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, f"{path} {name}")


EVERY = dict(commands())


@pytest.mark.parametrize("path", EVERY)
def test_a_command_and_all_it_takes_name_their_help_in_the_catalogue(path):
    command = EVERY[path]
    assert isinstance(command, Command)
    noun = ".".join(path.split()[1:]) or "gateway"
    assert vars(command)["_help"] == noun
    for each in (command, *command.params):
        assert isinstance(each, Command | Option | Argument), each
        assert f"help.{vars(each)['_help']}" in texts(), each


def test_no_help_is_kept_for_what_is_gone():
    used = {vars(each)["_help"] for command in EVERY.values() for each in (command, *command.params)}
    kept = {name.removeprefix("help.") for name in texts() if name.startswith("help.")}
    assert kept - used == {"usage-options", "usage-command"}


@pytest.mark.parametrize("path", EVERY)
def test_help_is_all_in_one_language(path):
    told = {lang: run(*path.split()[1:], "--lang", lang, "-h") for lang in LANGUAGES}
    assert {each.code for each in told.values()} == {0}
    assert "Pemakaian: gateway" in told["id"].out
    assert "Tampilkan pesan ini, lalu berhenti." in told["id"].out
    assert "Usage: gateway" in told["en"].out
    for word in ("Options:", "Usage:", "required]", "default:", "Show this"):
        assert word not in told["id"].out
    for word in ("Pilihan:", "Pemakaian:", "wajib]", "bawaan:", "Tampilkan"):
        assert word not in told["en"].out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nothing",), ("Tidak ada perintah 'nothing'.", "No such command 'nothing'.")),
        (("serve",), ("Pilihan wajib belum diisi: '--config'.", "Missing option '--config'.")),
        (("keys", "show"), ("Argumen belum diisi: 'FILE'.", "Missing argument 'FILE'.")),
        (("serve", "--confg"), ("Tidak ada pilihan '--confg'.", "No such option '--confg'.")),
        (
            ("policies", "check", "--format", "xml"),
            ("Nilai '--format' salah: 'xml' bukan salah satu dari", "'xml' is not one of"),
        ),
        (("serve", "--config"), ("Pilihan '--config' memerlukan 1 nilai.", "requires an argument")),
        (("serve", "--config", "x", "y"), ("Ada argumen berlebih (y)", "unexpected extra argument (y)")),
        (
            ("query", "a/b", "--page-size", "0"),
            ("Nilai '--page-size' salah: 0 di luar batas", "0 is not in the range"),
        ),
        (("log", "verify", "/nowhere"), ("Berkas '/nowhere' tidak ada.", "File '/nowhere' does not exist.")),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_wrong_command_line_is_refused_in_the_language_of_the_run(arguments, said, lang):
    refused = run("--lang", lang, *arguments)
    assert refused.code == 2
    assert said[LANGUAGES.index(lang)] in refused.err
    assert refused == run(*arguments, f"--lang={lang}") or "--config" in arguments


@pytest.mark.parametrize(
    ("words", "environ", "chosen"),
    [
        ((), {}, "id"),
        ((), {"LANG": "en_GB.UTF-8"}, "en"),
        ((), {"LANG": "en_GB.UTF-8", "LC_ALL": "C.UTF-8"}, "id"),
        ((), {"LANG": "en_GB.UTF-8", "LANGUAGE": "id:en"}, "id"),
        (("x", "--lang", "en"), {"LANGUAGE": "id"}, "en"),
        (("--lang=id",), {"LC_ALL": "en_US"}, "id"),
        (("--", "--lang", "en"), {}, "id"),
        (("--lang",), {"LANG": "en"}, "en"),
    ],
)
def test_the_language_is_that_of_the_words_then_of_the_locale(monkeypatch, words, environ, chosen):
    for name in LOCALE:
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    before = language()
    with spoken(words):
        assert language() == chosen
    assert language() == before


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_version_is_that_of_the_package(lang):
    told = run("--lang", lang, "--version")
    assert (told.code, told.out) == (0, f"gateway {__version__}\n")
    setup = (Path(__file__).parents[2] / "setup.cfg").read_text("utf-8")
    assert "version = attr: gateway.__version__" in setup
