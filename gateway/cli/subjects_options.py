"""What the commands on persons have in common: who acts, and in which time zone days are meant."""

from datetime import datetime
from typing import Any

import click

from gateway.catalogue import say
from gateway.cli.grammar import option
from gateway.cli.plain_text import plain
from gateway.cli.speech import language
from gateway.cli.times import Day
from gateway.policy import ZONES

_YEARS = range(1900, 2200)
"""Of these no time zone makes a day that the calendar does not have."""


class _Day(Day):
    """A day within the years that somebody may mean."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read a day, or refuse it."""
        day = super().convert(value, param, ctx)
        if day.year not in _YEARS:
            self.fail(say("subjects.day-far", language(), first=_YEARS[0], last=_YEARS[-1]), param, ctx)
        return day


DAY = _Day()

official_option = option("--official", required=True, callback=plain, help="subject-official")
zone_option = option(
    "--timezone", "zone", type=click.Choice(tuple(ZONES)), default="Asia/Jakarta", help="subject-timezone"
)
