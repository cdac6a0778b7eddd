"""A line of text that people write and others read: on pages, in terminals, on paper."""

import unicodedata

import click

from gateway.catalogue import say
from gateway.cli.speech import language

MAX_TEXT = 200


def plain(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """Take a line of text; control characters would be obeyed where it is shown."""
    text = value.strip()
    if not 0 < len(text) <= MAX_TEXT or any(unicodedata.category(each)[0] == "C" for each in text):
        raise click.BadParameter(say("auditors.not-plain", language()))
    return text


def plain_or_none(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Take such a line where one is given."""
    return None if value is None else plain(ctx, param, value)
