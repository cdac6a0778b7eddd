"""What a command says: the language of this run, and one line for every refusal."""

import os
from collections.abc import Mapping
from typing import Never

import click

from gateway.catalogue import Language, Sentence, languages_of, say, texts
from gateway.errors import (
    ClientError,
    GatewayError,
    KeyStoreDown,
    LogBehind,
    LogError,
    PolicyError,
    ProofBad,
    RefusedByGateway,
    SettingsBad,
    SignatureError,
    SourceDown,
    SourceSlow,
)

FINDING, BAD_INPUT, UNAVAILABLE, UNDECIDED = 1, 2, 3, 4

# gettext, and so click, asks this variable before those of the locale; `--lang` sets it for the run.
LANGUAGE = "LANGUAGE"

_EXIT: Mapping[type[GatewayError], int] = {
    RefusedByGateway: FINDING,
    ClientError: UNAVAILABLE,
    LogBehind: BAD_INPUT,
    LogError: UNAVAILABLE,
    KeyStoreDown: UNAVAILABLE,
    SourceDown: UNAVAILABLE,
    SourceSlow: UNAVAILABLE,
    PolicyError: FINDING,
}

# Members that a problem may have beside the documented sentence, in the order in which they are told.
_SHOWN = (
    "member",
    "part",
    "role",
    "index",
    "form",
    "reason",
    "pointer",
    "limit",
    "field",
    "classification",
    "legal_basis",
    "resets",
    "contact",
    "server_time",
    "exchange_id",
)

# What to do about an error that has no sentence of its own; its English message is a remark for experts.
_MEND: Mapping[type[GatewayError], str] = {
    SignatureError: "commands.mend-signature",
    ProofBad: "commands.mend-proof",
    GatewayError: "commands.mend-other",
}


def language() -> Language:
    """Return the language of this run: `--lang`, else the locale, else Bahasa Indonesia."""
    stated = (os.environ.get(name) for name in (LANGUAGE, "LC_ALL", "LC_MESSAGES", "LANG"))
    return languages_of(next(filter(None, stated), None))


def tell(name: str, /, **values: object) -> None:
    """Print one text of the catalogue."""
    click.echo(harmless(Sentence(name, **values).say(language())))


def remark(name: str, /, **values: object) -> None:
    """Print one text of the catalogue beside what is printed for programs."""
    click.echo(harmless(Sentence(name, **values).say(language())), err=True)


def harmless(text: str) -> str:
    """Write out what a terminal would obey: a name or reason from elsewhere may hold its commands."""
    return "".join(each if each in "\n\t" or each.isprintable() else f"\\u{ord(each):04x}" for each in text)


def explain(error: GatewayError) -> str:
    """Return one line on a refusal: what, where, how to mend."""
    if isinstance(error, RefusedByGateway):
        return _refusal(error.problem_code, error.problem)
    if isinstance(error.message, Sentence):
        sentence = error.message.say(language())
    else:
        mend = next(name for kind, name in _MEND.items() if isinstance(error, kind))
        sentence = say(mend, language(), remark=error.message)
    return sentence if isinstance(error, SettingsBad) else f"{title_of(error)}: {sentence}"


def _refusal(code: str, problem: Mapping[str, object]) -> str:
    """Return what another gateway says, and what it shows beside its sentence."""
    detail = problem.get("detail_en" if language() == "en" else "detail")
    shown = [
        say(f"commands.shown-{name}", language(), value=_worded(name, problem[name]))
        for name in _SHOWN
        if name in problem
    ]
    return f"{code}: {detail}" + (f" ({'; '.join(shown)})" if shown else "")


def _worded(name: str, value: object) -> object:
    """Say a reason in words where we have them; the other values stand for themselves."""
    text = f"reasons.{value}"
    return say(text, language()) if name == "reason" and text in texts() else value


def title_of(error: GatewayError | type[GatewayError]) -> str:
    """Return what a kind of refusal is called."""
    return say(f"problems.{error.code}", language())


def fail(error: GatewayError, code: int | None = None, *, where: str = "") -> Never:
    """Print the one line and leave with this exit code, else the documented one of its kind."""
    line = f"{where}: {explain(error)}" if where else explain(error)
    # A driver's own words may come in several lines.
    click.echo(f"gateway: {harmless(' '.join(line.split()))}", err=True)
    if code is None:
        code = next((_EXIT[kind] for kind in type(error).__mro__ if kind in _EXIT), BAD_INPUT)
    raise SystemExit(code)
