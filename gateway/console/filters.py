"""The filters of the list, kept in the address so that a search can be sent to a colleague.

What the address says is checked before anything is searched: an unknown, repeated
or malformed parameter is refused by name, for a filter that is silently ignored
would show more than was asked.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from werkzeug.datastructures import MultiDict

from gateway.console.pages import LANGUAGE_FIELD
from gateway.exchange import EntryFilter, Scope, make_filter, refuse_parameter
from gateway.policy import ZONES

MAX_INDEX = 2**53
_INDEX = re.compile(r"0|[1-9][0-9]{0,15}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MINUTE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d", re.ASCII)

SCOPES: Mapping[str, Scope] = {
    "pertukaran": "exchanges",
    "perubahan": "changes",
    "pemeriksaan": "audits",
    "semua": "all",
}
OUTCOMES = ("released", "described", "refused", "recorded", "acknowledged", "shown")
CALLED = {
    "agency": "badan",
    "system": "sistem",
    "dataset": "dataset",
    "purpose": "tujuan",
    "agreement": "perjanjian",
    "outcome": "hasil",
    "code": "kode",
    "exchange": "id",
}
"""How the address calls what entries are searched by."""

FIELDS = ("dari", "sampai", "badan", "sistem", "dataset", "tujuan", "perjanjian", "hasil", "kode", "id")
CURSORS = ("sebelum", "sesudah")
KNOWN = frozenset({*FIELDS, *CURSORS, "jenis"})


class Cursor(NamedTuple):
    """From where on entries are shown: below one index, or above another."""

    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: as the address has it, and as the database is asked."""

    values: Mapping[str, str]
    wanted: EntryFilter
    cursor: Cursor

    @property
    def filters(self) -> Mapping[str, str]:
        """The values without the place in the list."""
        return {name: value for name, value in self.values.items() if name not in CURSORS}

    @property
    def canonical(self) -> str:
        """One text for one search: what its record commits to."""
        return json.dumps(self.values, sort_keys=True, ensure_ascii=False)


def parse_search(arguments: "MultiDict[str, str]", zone: str) -> Search:
    """Read the filters out of an address; empty ones, as forms send them, count as absent.

    Raises:
        RequestBad: names the parameter that cannot be used.
    """
    values: dict[str, str] = {}
    for name, value in arguments.items(multi=True):
        if name == LANGUAGE_FIELD:
            continue
        if name not in KNOWN or name in values:
            refuse_parameter(name)
        values[name] = value.strip()
    values = {name: value for name, value in values.items() if value}
    if values.get("hasil", OUTCOMES[0]) not in OUTCOMES:
        refuse_parameter("hasil")
    wanted = make_filter(
        {ours: values[name] for ours, name in CALLED.items() if name in values},
        scope=_scope(values),
        since=_moment(values, "dari", zone, is_end=False),
        until=_moment(values, "sampai", zone, is_end=True),
        called=CALLED,
    )
    return Search(values, wanted, _cursor(values))


def _scope(values: Mapping[str, str]) -> Scope:
    # One entry is found by its id whatever its kind.
    stated = values.get("jenis", "semua" if "id" in values else "pertukaran")
    return SCOPES[stated] if stated in SCOPES else refuse_parameter("jenis")


def _moment(values: Mapping[str, str], name: str, zone: str, *, is_end: bool) -> datetime | None:
    """Read a day, which is included whole, or a minute."""
    stated = values.get(name)
    if stated is None:
        return None
    try:
        if _MINUTE.fullmatch(stated):
            moment = datetime.fromisoformat(stated).replace(tzinfo=ZONES[zone])
            step = timedelta(minutes=1)
        elif _DAY.fullmatch(stated):
            day = date.fromisoformat(stated)
            moment, step = datetime(day.year, day.month, day.day, tzinfo=ZONES[zone]), timedelta(days=1)
        else:
            refuse_parameter(name)
    except ValueError:
        refuse_parameter(name)
    # Beyond these years a time in UTC might not exist, or not be written with four digits.
    if not 1970 < moment.year < 9999:
        refuse_parameter(name)
    return moment + step if is_end else moment


def _cursor(values: Mapping[str, str]) -> Cursor:
    before, after = (_index(values, name) for name in CURSORS)
    if before is not None and after is not None:
        refuse_parameter("sesudah")
    return Cursor(before, after)


def _index(values: Mapping[str, str], name: str) -> int | None:
    stated = values.get(name)
    if stated is None:
        return None
    if not _INDEX.fullmatch(stated) or int(stated) > MAX_INDEX:
        refuse_parameter(name)
    return int(stated)
