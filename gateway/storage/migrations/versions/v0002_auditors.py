"""Auditors: their accounts, links and sessions, and what the list of exchanges is searched by."""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PAGE = 1000

SQLITE_TRIGGERS = (
    "CREATE TRIGGER entry_facts_no_update BEFORE UPDATE ON entry_facts"
    " BEGIN SELECT RAISE(ABORT, 'entry_facts are INSERT-only'); END",
    "CREATE TRIGGER entry_facts_no_delete BEFORE DELETE ON entry_facts"
    " BEGIN SELECT RAISE(ABORT, 'entry_facts are INSERT-only'); END",
)

POSTGRESQL_TRIGGERS = (
    "CREATE TRIGGER entry_facts_insert_only BEFORE UPDATE OR DELETE ON entry_facts"
    " FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER entry_facts_no_truncate BEFORE TRUNCATE ON entry_facts"
    " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
)


def upgrade() -> None:
    """Make the tables, and fill what is searched from the entries there are."""
    _make_facts()
    _make_auditors()
    _fill_facts(op.get_bind())
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE_TRIGGERS if is_sqlite else POSTGRESQL_TRIGGERS:
        op.execute(sa.text(statement))


def _make_facts() -> None:
    op.create_table(
        "entry_facts",
        sa.Column("index", NUMBER, autoincrement=False, nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("consumer", sa.Text()),
        sa.Column("system", sa.Text()),
        sa.Column("provider", sa.Text()),
        sa.Column("dataset", sa.Text()),
        sa.Column("agreement", sa.Text()),
        sa.Column("purpose", sa.Text()),
        sa.Column("code", sa.Text()),
        sa.PrimaryKeyConstraint("index", name=op.f("pk_entry_facts")),
    )
    op.create_index(op.f("ix_entry_facts_recorded_at"), "entry_facts", ["recorded_at"])


def _make_auditors() -> None:
    op.create_table(
        "auditors",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("letter", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.Text(), nullable=False),
        sa.Column("invited_at", sa.Text(), nullable=False),
        sa.Column("dismissed_at", sa.Text()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_auditors")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "invitations",
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.Text(), nullable=False),
        sa.Column("used_at", sa.Text()),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_invitations")),
        sa.ForeignKeyConstraint(["account"], ["auditors.id"], name=op.f("fk_invitations_account")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sessions",
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.Text()),
        sa.PrimaryKeyConstraint("session", name=op.f("pk_sessions")),
        sa.ForeignKeyConstraint(["account"], ["auditors.id"], name=op.f("fk_sessions_account")),
        sqlite_with_rowid=False,
    )


def _fill_facts(connection: sa.Connection) -> None:
    facts = sa.table("entry_facts", *(sa.column(name) for name in _facts(0, {})))
    for page in _pages(connection):
        rows = [_facts(index, orjson.loads(bytes(leaf))) for index, leaf in page]
        connection.execute(sa.insert(facts), rows)


def _pages(connection: sa.Connection) -> Iterator[list[tuple[int, bytes]]]:
    entries = sa.table("entries", sa.column("index"), sa.column("leaf"))
    found = sa.select(entries.c.index, entries.c.leaf).order_by(entries.c.index).limit(PAGE)
    after = -1
    while page := connection.execute(found.where(entries.c.index > after)).all():
        yield [(row[0], row[1]) for row in page]
        after = page[-1][0]


def _facts(index: int, entry: Mapping[str, Any]) -> dict[str, Any]:
    times, consumer = entry.get("times", {}), entry.get("consumer", {})
    return {
        "index": index,
        "recorded_at": times.get("recorded_at", {}).get("value"),
        "kind": entry.get("kind"),
        "outcome": entry.get("outcome"),
        "consumer": consumer.get("agency"),
        "system": consumer.get("system"),
        "provider": entry.get("provider"),
        "dataset": entry.get("dataset"),
        "agreement": entry.get("agreement", {}).get("uid"),
        "purpose": entry.get("purpose"),
        "code": entry.get("reason"),
    }
