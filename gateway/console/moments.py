"""Times as people of one zone read them; the zone's short name always stands beside."""

from datetime import date, datetime, timedelta

from gateway.catalogue import Language, say
from gateway.policy import ZONES

_SHORT_NAMES = {timedelta(hours=7): "WIB", timedelta(hours=8): "WITA", timedelta(hours=9): "WIT"}


class Moments:
    """Writes times in one zone of Indonesia."""

    def __init__(self, zone: str) -> None:
        self.zone = zone
        self._offset = ZONES[zone]
        self.label = _SHORT_NAMES[self._offset.utcoffset(None)]

    def long(self, moment: datetime, language: Language) -> str:
        """Write a moment as a sentence has it: to the second, with the zone."""
        local = moment.astimezone(self._offset)
        return say(
            "console.moment",
            language,
            day=self._day(local.date(), language),
            hour=f"{local:%H}",
            minute=f"{local:%M}",
            second=f"{local:%S}",
            zone=self.label,
        )

    def short(self, moment: datetime, language: Language) -> str:
        """Write a moment as a table has it."""
        local = moment.astimezone(self._offset)
        return say(
            "console.short-moment",
            language,
            date=f"{local:%Y-%m-%d}",
            hour=f"{local:%H}",
            minute=f"{local:%M}",
            second=f"{local:%S}",
        )

    def day(self, day: date, language: Language) -> str:
        """Write a day."""
        return self._day(day, language)

    def _day(self, day: date, language: Language) -> str:
        month = say(f"console.month-{day.month}", language)
        return say("console.day", language, day=day.day, month=month, year=day.year)
