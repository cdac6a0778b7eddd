"""The succession of a log: which log goes on, and how that one begins."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the table; a log that was succeeded, and what it was succeeded by, change no more."""
    op.add_column("log_state", sa.Column("successor", sa.Text(), nullable=True))
    op.create_table(
        "successions",
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("leaf", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("origin", name=op.f("pk_successions")),
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _SQLITE if is_sqlite else _POSTGRESQL:
        op.execute(sa.text(statement))


_REFUSAL = "BEGIN SELECT RAISE(ABORT, 'successions are INSERT-only'); END"
_ENDED = "BEGIN SELECT RAISE(ABORT, 'the log was succeeded'); END"
# Every append writes log_state: so not even a program that knows nothing of successions writes on.
_SQLITE = (
    f"CREATE TRIGGER successions_no_update BEFORE UPDATE ON successions {_REFUSAL}",
    f"CREATE TRIGGER successions_no_delete BEFORE DELETE ON successions {_REFUSAL}",
    f"CREATE TRIGGER log_state_ended_update BEFORE UPDATE ON log_state "
    f"WHEN OLD.successor IS NOT NULL {_ENDED}",
    f"CREATE TRIGGER log_state_ended_delete BEFORE DELETE ON log_state "
    f"WHEN OLD.successor IS NOT NULL {_ENDED}",
)
_POSTGRESQL = (
    "CREATE TRIGGER successions_insert_only BEFORE UPDATE OR DELETE ON successions "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER successions_no_truncate BEFORE TRUNCATE ON successions "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER log_state_ended BEFORE UPDATE OR DELETE ON log_state FOR EACH ROW "
    "WHEN (OLD.successor IS NOT NULL) EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER log_state_no_truncate BEFORE TRUNCATE ON log_state "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
)
