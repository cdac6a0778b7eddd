"""Snapshots: statistics as they were frozen, one for each definition and period."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

SQLITE_TRIGGERS = (
    "CREATE TRIGGER snapshots_no_update BEFORE UPDATE ON snapshots "
    "BEGIN SELECT RAISE(ABORT, 'snapshots are INSERT-only'); END",
    "CREATE TRIGGER snapshots_no_delete BEFORE DELETE ON snapshots "
    "BEGIN SELECT RAISE(ABORT, 'snapshots are INSERT-only'); END",
)
POSTGRESQL_TRIGGERS = (
    "CREATE TRIGGER snapshots_insert_only BEFORE UPDATE OR DELETE ON snapshots "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER snapshots_no_truncate BEFORE TRUNCATE ON snapshots "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
)


def upgrade() -> None:
    """Make the table, and what keeps a frozen figure frozen."""
    op.create_table(
        "snapshots",
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("frozen_at", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("definition", "period", name=op.f("pk_snapshots")),
        sqlite_with_rowid=False,
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE_TRIGGERS if is_sqlite else POSTGRESQL_TRIGGERS:
        op.execute(sa.text(statement))
