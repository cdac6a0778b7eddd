"""What entries of the log are searched by: one filter for pages of the console, for machines and for readers.

`matches` says of an entry itself what the database says of the row beside it. Whoever
holds the entry can so judge for himself whether it belongs in a list.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Never

from gateway.audit import OUTCOMES
from gateway.errors import RequestBad
from gateway.exchange.identifiers import is_exchange_id

Scope = Literal["exchanges", "changes", "audits", "all"]

SCOPES: tuple[Scope, ...] = ("exchanges", "changes", "audits", "all")
CHANGE_KINDS = (
    *("genesis", "succeed", "activate", "suspend", "revoke", "propose", "settle", "compare"),
    *("incident-open", "incident-names", "incident-notified", "incident-close"),
    *("subject-hold", "subject-release", "erase"),
)
AUDIT_KINDS = (
    *("invite", "dismiss", "sign-in", "sign-out", "audit-read", "audit-entries", "audit-list"),
    "subject-search",
)
WORDS = ("agency", "consumer", "system", "provider", "dataset", "agreement", "purpose", "code")
"""What is searched by a word that stands in the entry as it is."""

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/()=,+-]{0,255}", re.ASCII)


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Which entries an auditor looks for; what is None is not asked.

    `agency` is either side of an exchange. Times are those of recording: `since`
    is included, `until` is not.
    """

    scope: Scope = "exchanges"
    since: datetime | None = None
    until: datetime | None = None
    agency: str | None = None
    consumer: str | None = None
    system: str | None = None
    provider: str | None = None
    dataset: str | None = None
    agreement: str | None = None
    purpose: str | None = None
    outcome: str | None = None
    code: str | None = None
    exchange: str | None = None


EVERYTHING = EntryFilter(scope="all")
"""Leaves nothing out: its entries follow each other without a gap."""


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry as it stands in the database.

    `is_intact` says whether the tree holds this very leaf, `is_listed_right` whether the row
    that it is searched by says what the leaf says.
    """

    index: int
    exchange_id: str
    leaf: bytes
    is_intact: bool
    is_listed_right: bool = True


def make_filter(
    values: Mapping[str, str],
    *,
    scope: Scope,
    since: datetime | None = None,
    until: datetime | None = None,
    called: Mapping[str, str] | None = None,
) -> EntryFilter:
    """Check the words of a search; a dataset may be named with its provider before a slash.

    `called` gives the names under which the words came, where they came under others.

    Raises:
        RequestBad: names what cannot be searched by.
    """
    names = called or {}
    words = {name: _checked(values, name, names, _WORD.fullmatch) for name in WORDS}
    before, slash, dataset = (words["dataset"] or "").rpartition("/")
    if slash:
        if words["provider"] not in {None, before}:
            refuse_parameter(names.get("dataset", "dataset"))
        words |= {"provider": before, "dataset": dataset}
    return EntryFilter(
        scope=scope,
        since=since,
        until=until,
        outcome=_checked(values, "outcome", names, OUTCOMES.__contains__),
        exchange=_checked(values, "exchange", names, is_exchange_id),
        **words,
    )


def refuse_parameter(name: str) -> Never:
    """Refuse what stands under a name of an address."""
    raise RequestBad("a parameter of the address cannot be used", shown={"member": name[:40]})


def _checked(
    values: Mapping[str, str], name: str, called: Mapping[str, str], is_good: Callable[[str], object]
) -> str | None:
    value = values.get(name)
    if value is not None and not is_good(value):
        refuse_parameter(called.get(name, name))
    return value


def matches(wanted: EntryFilter, entry: Mapping[str, Any]) -> bool:
    """Say whether an entry, as its leaf says it, is one that a filter asks for."""
    consumer, agreement = entry.get("consumer", {}), entry.get("agreement", {})
    said = {
        "consumer": consumer.get("agency"),
        "system": consumer.get("system"),
        "provider": entry.get("provider"),
        "dataset": entry.get("dataset"),
        "agreement": agreement.get("uid"),
        "purpose": entry.get("purpose"),
        "outcome": entry["outcome"],
        "code": entry.get("reason"),
        "exchange": entry["exchange_id"],
    }
    if any(getattr(wanted, name) not in {None, value} for name, value in said.items()):
        return False
    if wanted.agency is not None and wanted.agency not in {said["consumer"], said["provider"]}:
        return False
    recorded = datetime.fromisoformat(entry["times"]["recorded_at"]["value"])
    if (wanted.since and recorded < wanted.since) or (wanted.until and recorded >= wanted.until):
        return False
    return wanted.scope in {"all", _scope_of(entry["kind"])}


def _scope_of(kind: str) -> Scope:
    if kind in CHANGE_KINDS:
        return "changes"
    return "audits" if kind in AUDIT_KINDS else "exchanges"
