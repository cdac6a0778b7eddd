"""Quotas, counted under the log's lock in the transaction of the entry.

One statement looks and counts, so of two who come for the last answer one gets
it. An answer that does not become durable takes nothing.
"""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Insert, and_, bindparam, delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from gateway.exchange import QuotaUse
from gateway.storage.statements import run
from gateway.storage.tables import quotas

GRACE_SECONDS = 86_400
"""How long a count outlives its period: no entry is decided one day and recorded so much later."""

_NAMES = ("consumer", "agreement", "permission", "period")


def take_quota(connection: Connection, use: QuotaUse) -> bool:
    """Count an answer; False, and nothing counted, when there is not so much left."""
    if not _fits_alone(use):
        return False
    return bool(run(connection, _take(connection.dialect.name), _values(use)))


def is_quota_left(connection: Connection, use: QuotaUse) -> bool:
    """Say whether an answer could be counted now."""
    if not _fits_alone(use):
        return False
    return not run(connection, _exhausted, _values(use))


def sweep_quotas(connection: Connection, now: float) -> None:
    """Delete the counts of periods that ended long ago."""
    run(connection, _sweep, {"before": int(now) - GRACE_SECONDS})


def _fits_alone(use: QuotaUse) -> bool:
    """Say whether an answer would fit into a fresh period: the first one meets no row to compare with."""
    return use.max_rows is None or use.asked <= use.max_rows


def _values(use: QuotaUse) -> dict[str, Any]:
    names = {name: getattr(use, name) for name in _NAMES}
    # Decided by what was asked, never by what was found: a refusal would tell that, and cost nothing.
    limits = {"max_requests": use.max_requests, "max_rows": use.max_rows, "needed": use.asked}
    return {**names, "ends": use.ends, "requests": 1, "rows": use.rows, **limits}


def _has_room() -> ColumnElement[bool]:
    max_requests = bindparam("max_requests", type_=quotas.c.requests.type)
    max_rows = bindparam("max_rows", type_=quotas.c.rows.type)
    needed = bindparam("needed", type_=quotas.c.rows.type)
    return and_(
        or_(max_requests.is_(None), quotas.c.requests < max_requests),
        or_(max_rows.is_(None), quotas.c.rows + needed <= max_rows),
    )


_exhausted = select(quotas.c.requests).where(
    *(quotas.c[name] == bindparam(name) for name in _NAMES), ~_has_room()
)
_sweep = delete(quotas).where(quotas.c.ends < bindparam("before"))


@cache
def _take(dialect: str) -> Insert:
    kind = sqlite.insert if dialect == "sqlite" else postgresql.insert
    statement = kind(quotas)
    return statement.on_conflict_do_update(
        index_elements=list(quotas.primary_key.columns),
        set_={name: quotas.c[name] + statement.excluded[name] for name in ("requests", "rows")},
        where=_has_room(),
    ).returning(quotas.c.requests)
