"""Entries of the log by filter, for auditors of its own agency; each page that is read is an entry itself.

The rows that the database searches by only choose: every leaf is held against the
tree, against its row and against the filter, and a page with one that fails is
refused by name. What the rows leave out no list can show; without a filter nothing
is chosen, so there a gap is refused too. docs/evidence.md says how to find the rest.

A list ends where the log ended when its first page was asked for: the cursor holds
that size, so the entries that reading makes are no part of what is read.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import accumulate
from typing import Any
from urllib.parse import urlencode

from gateway.audit import Checkpoint, parse_checkpoint, parse_entry, parse_note
from gateway.errors import AuditorUnknown, EntryAltered, FormNotInstalled, ProofBad
from gateway.exchange.accepting import choose_form
from gateway.exchange.body import refuse
from gateway.exchange.bundle import AUDITOR_ROLES
from gateway.exchange.call import Call, Moment, Performed, Reply, Target, World
from gateway.exchange.cursor import open_cursor, seal_cursor
from gateway.exchange.entry_records import COLUMNS, record_of, row_of
from gateway.exchange.parameters import read_parameters
from gateway.exchange.searching import (
    EVERYTHING,
    SCOPES,
    WORDS,
    EntryFilter,
    StoredEntry,
    make_filter,
    matches,
)
from gateway.policy import LogicalType
from gateway.signing import Message

LIST_PATH = "/v1/audit/entries"
JSON, NDJSON, CSV = "application/json", "application/x-ndjson", "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PARQUET = "application/vnd.apache.parquet"
FORMS = (JSON, NDJSON, CSV, XLSX, PARQUET)

FILTERS = ("scope", "from", "until", *WORDS, "outcome", "exchange")
PARAMETERS = (*FILTERS, "order", "page_size", "cursor")
ORDERS = ("newest", "oldest")
PAGE_SIZE, MAX_PAGE_SIZE = 100, 500
MAX_PAGE_BYTES = 4 * 1024 * 1024
"""Of leaves: a page ends early where they are long, and always has one."""

_PLACE = (LogicalType.INTEGER, LogicalType.INTEGER)


@dataclass(frozen=True, slots=True)
class Search:
    """One request for a page; `values` are its filters as they were written."""

    values: Mapping[str, str]
    wanted: EntryFilter
    is_newest_first: bool
    page_size: int
    cursor: str | None
    form: str

    @property
    def canonical(self) -> bytes:
        """One text for one search: what its record commits to."""
        order = ORDERS[not self.is_newest_first]
        return json.dumps({**self.values, "order": order}, sort_keys=True, ensure_ascii=False).encode()


@dataclass(frozen=True, slots=True)
class Allowed:
    """A request that may be answered: `last` is the index of the page before, `size` where the list ends."""

    asked: Search
    binding: bytes
    last: int | None = None
    size: int | None = None


def _parse(message: Message, target: Target) -> Search:
    if message.body:
        refuse("body")
    return read_search(read_parameters(message.query, PARAMETERS), message.field("accept"))


def read_search(values: Mapping[str, str], accept: str | None = None) -> Search:
    """Read the parameters of a list.

    Raises:
        RequestBad: names the parameter that cannot be used.
        NotAcceptable: no form that is offered is accepted.
    """
    scope = next((each for each in SCOPES if each == values.get("scope", "all")), None)
    if scope is None:
        refuse("scope")
    if values.get("order", "newest") not in ORDERS:
        refuse("order")
    wanted = make_filter(values, scope=scope, since=_moment(values, "from"), until=_moment(values, "until"))
    return Search(
        {name: values[name] for name in FILTERS if name in values},
        wanted,
        values.get("order", "newest") == "newest",
        _page_size(values),
        values.get("cursor"),
        choose_form(accept, FORMS),
    )


def _moment(values: Mapping[str, str], name: str) -> datetime | None:
    if name not in values:
        return None
    try:
        moment = datetime.fromisoformat(values[name])
    except ValueError:
        refuse(name)
    # Beyond these years a time in UTC might not exist, or not be written with four digits.
    if moment.tzinfo is None or not 1970 < moment.year < 9999:
        refuse(name)
    return moment


def _page_size(values: Mapping[str, str]) -> int:
    stated = values.get("page_size", str(PAGE_SIZE))
    if not (
        stated.isascii() and stated.isdecimal() and len(stated) <= 4 and 1 <= int(stated) <= MAX_PAGE_SIZE
    ):
        refuse("page_size")
    return int(stated)


def _decide(asked: Search, moment: Moment, world: World) -> Allowed:
    if moment.caller.agency != world.agency:
        raise AuditorUnknown("an auditor of another agency")
    if asked.form in {CSV, XLSX, PARQUET} and asked.form not in world.tables:
        raise FormNotInstalled("no writer of this form is installed", shown={"form": asked.form})
    caller = moment.caller
    # An index means an entry of one log alone.
    shape = [
        AUDIT_LIST.kind,
        world.origin,
        caller.agency,
        caller.system,
        caller.key,
        asked.canonical.decode(),
    ]
    binding = sha256(json.dumps(shape).encode()).digest()
    if asked.cursor is None:
        return Allowed(asked, binding)
    key = world.secrets.secret("cursor")
    place = open_cursor(key, asked.cursor, _PLACE, binding, moment.now)
    return Allowed(asked, binding, *(int(str(number)) for number in place))


def _perform(allowed: Allowed, moment: Moment, world: World) -> Performed:
    asked, note = allowed.asked, world.log.head()
    head = parse_checkpoint(parse_note(note).text)
    size = head.size if allowed.size is None else allowed.size
    found = _find(allowed, size, world)
    page = _bounded(found[: asked.page_size])
    records = [_checked(stored, asked.wanted, head) for stored in page]
    cursor = None
    if len(found) > len(page):
        place = (page[-1].index, size)
        key = world.secrets.secret("cursor")
        cursor = seal_cursor(key, moment.exchange_id, place, allowed.binding, moment.now)
    reply = _write(asked, records, head, note, cursor, world)
    return Performed(
        reply,
        "described",
        openings={"filter": asked.canonical},
        facts={"page": _place(page), "rows": len(page)},
    )


def _find(allowed: Allowed, size: int, world: World) -> Sequence[StoredEntry]:
    """Read the entries of a page in its order, and one more to see whether there are others."""
    asked, limit = allowed.asked, allowed.asked.page_size + 1
    if asked.is_newest_first:
        before = size if allowed.last is None else allowed.last
        found = world.entries.page(asked.wanted, before=before, after=None, limit=limit)
        whole = range(before - 1, -1, -1)
    else:
        after = -1 if allowed.last is None else allowed.last
        found = world.entries.page(asked.wanted, before=size, after=after, limit=limit)[::-1]
        whole = range(after + 1, size)
    if asked.wanted == EVERYTHING:
        for expected, stored in zip(whole[:limit], [*found, *[None] * limit], strict=False):
            if stored is None or stored.index != expected:
                raise EntryAltered("an entry is gone", shown={"index": str(expected)})
    return found


def _bounded(found: Sequence[StoredEntry]) -> Sequence[StoredEntry]:
    """Take as many entries as make a page of a length that both sides can hold."""
    sizes = accumulate(len(stored.leaf) for stored in found)
    count = sum(size <= MAX_PAGE_BYTES for size in sizes)
    return found[: max(count, 1)]


def _checked(stored: StoredEntry, wanted: EntryFilter, head: Checkpoint) -> dict[str, Any]:
    """Hold one entry against the tree, its row and the filter, and make its record.

    Raises:
        EntryAltered: one of them says something else.
    """
    try:
        entry = parse_entry(stored.leaf)
    except ProofBad:
        entry = {}
    is_sound = stored.is_intact and stored.is_listed_right and stored.index < head.size
    if not entry or not is_sound or not matches(wanted, entry):
        raise EntryAltered("an entry is not what it was", shown={"index": str(stored.index)})
    return record_of(stored.index, stored.leaf, entry, head)


def _place(page: Sequence[StoredEntry]) -> str:
    """Name the span of a page in the log."""
    indexes = [stored.index for stored in page]
    return f"{min(indexes)}-{max(indexes)}" if indexes else "none"


def _write(
    asked: Search,
    records: Sequence[Mapping[str, Any]],
    head: Checkpoint,
    note: str,
    cursor: str | None,
    world: World,
) -> Reply:
    link = (("link", f'<{_following(asked, cursor)}>; rel="next"'),) if cursor else ()
    if asked.form == JSON:
        checkpoint = {"origin": head.origin, "size": head.size, "root": head.root.hex(), "note": note}
        body = {"entries": records, "next_cursor": cursor, "checkpoint": checkpoint}
        return Reply(200, JSON, world.encode(body), link)
    if asked.form == NDJSON:
        return Reply(200, NDJSON, b"".join(world.encode(record) + b"\n" for record in records), link)
    content = world.tables[asked.form](COLUMNS, [row_of(record) for record in records])
    return Reply(200, f"{CSV}; charset=utf-8" if asked.form == CSV else asked.form, content, link)


def _following(asked: Search, cursor: str) -> str:
    given = {**asked.values, "order": ORDERS[not asked.is_newest_first], "page_size": str(asked.page_size)}
    return f"{LIST_PATH}?{urlencode({**given, 'cursor': cursor})}"


AUDIT_LIST: Call[Search, Allowed] = Call("audit-list", _parse, _decide, _perform, roles=AUDITOR_ROLES)
