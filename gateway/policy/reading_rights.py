"""Rights: how a permission may be used, and how often.

A query and a lookup are separate rights. Whoever may filter, sort or page by a
value must already be given that value; whoever looks one up must already hold
it, and is counted, since a lookup without a limit is a list with patience.
"""

from dataclasses import dataclass
from typing import Literal, cast

from gateway.policy.model import Contract
from gateway.policy.reading_faults import Faults
from gateway.policy.reading_map import FIELD, Map, unknown_word
from gateway.policy.rights import LookupRight, QueryRight, Quota, Unit
from gateway.policy.uses import Uses, has_use, is_released

MAX_PAGE = 10_000
MAX_QUOTA = 999_999_999
UNITS: tuple[Unit, ...] = ("hour", "day", "month")


@dataclass(frozen=True, slots=True)
class Rights:
    """What stands under `query`, `lookup` and `quota` of one permission."""

    query: QueryRight | None
    lookup: LookupRight | None
    quota: Quota | None


def read_rights(entry: Map) -> Rights:
    """Read the rights of a permission, as far as they need no contract."""
    rights = Rights(_read_query(entry), _read_lookup(entry), _read_quota(entry))
    if rights.lookup and (rights.quota is None or rights.quota.requests is None):
        entry.faults.add("lookup-without-quota", (rights.quota or rights.lookup).place)
    return rights


def _read_query(entry: Map) -> QueryRight | None:
    section = entry.child("query", required=("page_size",), optional=("filter", "sort", "count"))
    if section is None:
        return None
    return QueryRight(
        filter=frozenset(word for word, _ in section.words("filter", FIELD)),
        sort=frozenset(word for word, _ in section.words("sort", FIELD)),
        page_size=section.integer("page_size", 1, MAX_PAGE),
        count=cast(Literal["none", "exact"], section.choice("count", ("none", "exact")) or "none"),
        place=section.place,
    )


def _read_lookup(entry: Map) -> LookupRight | None:
    section = entry.child("lookup", required=("key",))
    return LookupRight(section.text("key", FIELD), section.place_of("key")) if section else None


def _read_quota(entry: Map) -> Quota | None:
    section = entry.child("quota", required=("period",), optional=("requests", "rows"))
    if section is None:
        return None
    requests, rows = (
        section.integer(name, 1, MAX_QUOTA) if name in section else None for name in ("requests", "rows")
    )
    if requests is None and rows is None:
        section.faults.add("quota-empty", section.place)
    return Quota(requests, rows, cast(Unit, section.choice("period", UNITS) or UNITS[0]), section.place)


def check_rights(uses: Uses, contract: Contract, rights: Rights, faults: Faults) -> None:
    """Check the rights against the uses of a permission whose contract is known."""
    if rights.query is not None:
        _check_query(uses, contract, rights.query, faults)
    _check_lookup(uses, contract, rights.lookup, faults)


def _check_query(uses: Uses, contract: Contract, query: QueryRight, faults: Faults) -> None:
    for name in sorted(query.filter | query.sort):
        if name not in contract.fields:
            unknown_word(faults, "field-unknown", query.place, name, contract.fields)
        elif not is_released(uses, name):
            faults.add("query-not-released", query.place, field=name)
    if not is_released(uses, contract.order):
        faults.add("order-not-released", query.place, field=contract.order)


def _check_lookup(uses: Uses, contract: Contract, lookup: LookupRight | None, faults: Faults) -> None:
    key = lookup.key if lookup else ""
    if lookup and key and key not in contract.fields:
        unknown_word(faults, "field-unknown", lookup.place, key, contract.fields)
    elif lookup and key and not has_use(uses, key, "lookup-key"):
        faults.add("lookup-key-without-use", lookup.place, field=key)
    for name, field_uses in uses.items():
        for use in field_uses:
            if use.kind == "lookup-key" and name != key:
                faults.add("lookup-key-without-lookup", use.place, field=name)
            elif use.kind == "lookup-key" and has_use(uses, name, "transform"):
                # A token or a part that comes back for a known value would say which value others hide.
                faults.add("lookup-key-transformed", use.place, field=name)
            elif lookup and name != key and use.transform == "pseudonym":
                # Any other token in the row of a known value says whose it is, wherever else it stands.
                faults.add("lookup-pseudonym", use.place, field=name)
