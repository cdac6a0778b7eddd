"""Join the areas into one table of texts; a name stands in one area alone."""

from collections.abc import Mapping

from gateway.catalogue import auditors, commands, console, demo, faults, help, problems, startup, system
from gateway.catalogue.words import Text

AREAS: Mapping[str, Mapping[str, Text]] = {
    "auditors": auditors.TEXTS,
    "commands": commands.TEXTS,
    "console": console.TEXTS,
    "demo": demo.TEXTS,
    "faults": faults.TEXTS,
    "help": help.TEXTS,
    "problems": problems.TEXTS,
    "startup": startup.TEXTS,
    "system": system.TEXTS,
}

TEXTS: Mapping[str, Text] = {
    f"{area}.{name}": text for area, table in AREAS.items() for name, text in table.items()
}
