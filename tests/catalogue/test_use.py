"""Every text is used, every text that is used exists, and nothing is said around the catalogue."""

import ast
import re

import pytest

from gateway.catalogue import texts
from gateway.catalogue.areas import AREAS
from tests.catalogue.reading import PACKAGE, modules, placeholders, prose, template_uses, uses

USES = [*uses(modules()), *template_uses()]
# Named by a command's own `help=`, or by names that others give: each has a test of its own.
ELSEWHERE = ("help.", "system.", "problems.", "reasons.")


def test_every_text_that_is_named_exists():
    known = texts()
    missing = {
        f"{use.where} {use.name}"
        for use in USES
        if (use.name not in known if use.is_whole else not any(name.startswith(use.name) for name in known))
    }
    assert not missing


def test_every_text_is_named_somewhere():
    whole = {use.name for use in USES if use.is_whole}
    # A bare `area.` would stand for every text of its area.
    beginnings = tuple({use.name for use in USES if not use.is_whole} - {f"{area}." for area in AREAS})
    unused = [
        name
        for name in texts()
        # A word that is nearly right is said under the fault's own name and `-near`.
        if name.removesuffix("-near") not in whole and not name.startswith((*ELSEWHERE, *beginnings))
    ]
    assert not unused


def test_every_text_gets_just_the_values_that_it_has_places_for():
    wrong = {
        f"{use.where} {use.name}: {sorted(use.keywords)}"
        for use in USES
        if use.keywords is not None
        and use.name in texts()
        and placeholders(texts()[use.name].en) != use.keywords
    }
    assert not wrong


def test_nothing_is_said_around_the_catalogue():
    assert not list(prose(modules()))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("cli/keys.py", 'click.echo("the key is made")'),
        ("cli/keys.py", 'click.echo(f"{name} was made just now")'),
        ("cli/keys.py", 'raise click.UsageError("give one of --key and --statement")'),
        ("cli/keys.py", '@option("--key", help="the private key")'),
        ("demo/story.py", 'console.print("all is well")'),
        ("storage/engine.py", 'raise LogError(f"the database {name} is full")'),
        ("signing/keys.py", 'raise KeyMaterialBad("not a key")'),
        ("exchange/active.py", 'return PolicyFilesBad("no policy is active")'),
    ],
)
def test_prose_around_the_catalogue_is_found(path, line):
    assert list(prose([(path, ast.parse(f"{line}\ndef f(): ..."))]))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("cli/keys.py", "click.echo(json.dumps(document))"),
        ("cli/keys.py", 'click.echo(f"{path}:{line} {text} [{code}]")'),
        ("cli/keys.py", '@option("--key", help="signing-key")'),
        ("signing/keys.py", 'raise KeyMaterialBad(Sentence("keys.kind", text="two words"))'),
        ("signing/requests.py", 'raise SignatureStale("signed long ago")'),
        ("sources/sql.py", 'raise StatementRefused("a keyed transform must not enter SQL")'),
    ],
)
def test_what_is_no_prose_for_people_is_let_past(path, line):
    assert not list(prose([(path, ast.parse(f"{line}\ndef f(): ..."))]))


@pytest.mark.parametrize(
    ("path", "line", "name"),
    [
        ("cli/keys.py", 'tell("commands.gone", key=1)', "commands.gone"),
        ("app.py", 'raise SettingsBad("gone", where)', "startup.gone"),
        ("settings/load.py", 'table.fail("gone", "port")', "startup.gone"),
        ("policy/reading_trust.py", 'faults.add("gone", place)', "faults.gone"),
        ("drafting/checking.py", 'Fault("gone", place)', "faults.gone"),
        ("cli/keys.py", 'say("a.b" if x else "commands.gone", language())', "commands.gone"),
    ],
)
def test_a_text_is_recognised_where_it_is_named(path, line, name):
    assert name in {use.name for use in uses([(path, ast.parse(line))])}


def test_every_reason_of_a_bad_request_has_its_words_and_no_other():
    texts_of = (file.read_text("utf-8") for file in (PACKAGE / "policy").glob("terms*.py"))
    found = re.compile(r"""(?:_bad\(|"reason": )f?"([a-z-]+)(\{)?""")
    named = {(word, bool(rest)) for text in texts_of for word, rest in found.findall(text)}
    kept = {name.removeprefix("reasons.") for name in texts() if name.startswith("reasons.")}
    assert {word for word, is_begun in named if not is_begun} <= kept
    begun = tuple(word for word, is_begun in named if is_begun)
    assert not {word for word in kept if (word, False) not in named and not word.startswith(begun)}
