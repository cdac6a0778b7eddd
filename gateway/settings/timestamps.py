"""Who timestamps this gateway's log, how often, and how long it may go without."""

from pathlib import Path

from gateway.settings.certificates import read_roots
from gateway.settings.table import Table
from gateway.settings.values import TimestampSettings


def read_timestamps(table: Table | None, base: Path) -> TimestampSettings | None:
    """Read the authority; without the table nobody is asked."""
    if table is None:
        return None
    found = TimestampSettings(
        url=table.text("url", pattern=r"https?://[^\s/?#@]+(?:/[^\s#]*)?"),
        roots=read_roots(table, base),
        every_minutes=table.number("every_minutes", 60, 1, 10_080),
        limit_hours=table.number("limit_hours", 24, 1, 8_760),
        stop=table.flag("stop", False),
    )
    table.done()
    return found
