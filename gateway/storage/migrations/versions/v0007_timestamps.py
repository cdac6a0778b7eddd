"""Timestamps of an outside authority over this log's checkpoints."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table, and let nothing in it be changed or taken away."""
    op.create_table(
        "timestamps",
        sa.Column("size", NUMBER, autoincrement=False, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("size", name=op.f("pk_timestamps")),
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _SQLITE if is_sqlite else _POSTGRESQL:
        op.execute(sa.text(statement))


_REFUSAL = "BEGIN SELECT RAISE(ABORT, 'timestamps are INSERT-only'); END"
_SQLITE = (
    f"CREATE TRIGGER timestamps_no_update BEFORE UPDATE ON timestamps {_REFUSAL}",
    f"CREATE TRIGGER timestamps_no_delete BEFORE DELETE ON timestamps {_REFUSAL}",
)
_POSTGRESQL = (
    "CREATE TRIGGER timestamps_insert_only BEFORE UPDATE OR DELETE ON timestamps "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER timestamps_no_truncate BEFORE TRUNCATE ON timestamps "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
)
