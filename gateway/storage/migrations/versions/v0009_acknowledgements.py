"""Which entry acknowledges an exchange."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table, and let nothing in it be changed or taken away."""
    op.create_table(
        "acknowledgements",
        sa.Column("exchange_id", sa.Text(), nullable=False),
        sa.Column("index", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("exchange_id", name=op.f("pk_acknowledgements")),
        sqlite_with_rowid=False,
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _SQLITE if is_sqlite else _POSTGRESQL:
        op.execute(sa.text(statement))


_REFUSAL = "BEGIN SELECT RAISE(ABORT, 'acknowledgements are INSERT-only'); END"
_SQLITE = (
    f"CREATE TRIGGER acknowledgements_no_update BEFORE UPDATE ON acknowledgements {_REFUSAL}",
    f"CREATE TRIGGER acknowledgements_no_delete BEFORE DELETE ON acknowledgements {_REFUSAL}",
)
_POSTGRESQL = (
    "CREATE TRIGGER acknowledgements_insert_only BEFORE UPDATE OR DELETE ON acknowledgements "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER acknowledgements_no_truncate BEFORE TRUNCATE ON acknowledgements "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
)
