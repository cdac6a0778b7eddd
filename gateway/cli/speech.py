"""What a command says: the language of this run, and one line for every refusal."""

import os
from collections.abc import Mapping
from typing import Never

import click

from gateway.catalogue import Language, languages_of, say
from gateway.errors import (
    ClientError,
    GatewayError,
    KeyStoreDown,
    LogBehind,
    LogError,
    PolicyError,
    RefusedByGateway,
    SettingsBad,
    SourceDown,
    SourceSlow,
)

FINDING, BAD_INPUT, UNAVAILABLE = 1, 2, 3

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


def language() -> Language:
    """Return the language of this run: `--lang`, else the locale, else Bahasa Indonesia."""
    context = click.get_current_context(silent=True)
    chosen = context.find_root().params.get("lang") if context else None
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    return languages_of(chosen or locale)


def tell(name: str, /, **values: object) -> None:
    """Print one text of the catalogue."""
    click.echo(say(name, language(), **values))


def explain(error: GatewayError) -> str:
    """Return one line on a refusal: what, where, how to mend."""
    if isinstance(error, SettingsBad):
        return say(f"startup.{error.fault}", language(), **error.shown)
    if isinstance(error, RefusedByGateway):
        detail = error.problem.get("detail_en" if language() == "en" else "detail")
        return f"{error.problem_code}: {detail}"
    return f"{say(f'problems.{error.code}', language())}: {error}"


def fail(error: GatewayError) -> Never:
    """Print the one line and leave with the documented exit code."""
    click.echo(f"gateway: {explain(error)}", err=True)
    code = next((_EXIT[kind] for kind in type(error).__mro__ if kind in _EXIT), BAD_INPUT)
    raise SystemExit(code)
