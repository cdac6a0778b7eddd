"""Days and moments as commands are given them: refused with an example, in the language of the run."""

from datetime import UTC, datetime
from typing import Any

import click

from gateway.catalogue import say
from gateway.cli.speech import language

DAY_FORM = "%Y-%m-%d"


class Day(click.DateTime):
    """A day, or what else these forms allow; `fault` names the text that shows how to write it."""

    def __init__(self, *more: str, fault: str = "commands.not-a-day") -> None:
        super().__init__([DAY_FORM, *more])
        self._fault = fault

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the day's beginning, without a zone."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            # click shows its reader the forms of strftime.
            self.fail(say(self._fault, language()), param, ctx)


class Moment(click.ParamType[datetime]):
    """A moment with its zone: without one, nobody knows which of the three it was in."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the moment in UTC."""
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            self.fail(say("commands.not-a-moment", language()), param, ctx)
        try:
            return moment.astimezone(UTC)
        except OverflowError:
            self.fail(say("commands.not-a-moment", language()), param, ctx)


DAY = Day()
MOMENT = Moment()
