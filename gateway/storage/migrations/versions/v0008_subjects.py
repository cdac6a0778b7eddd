"""The blind index: whom the data of an answer was about, as keyed tags beside its entry."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table; its rows are written and erased, and never changed."""
    op.create_table(
        "subjects",
        sa.Column("index", NUMBER, autoincrement=False, nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("tags", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("index", name=op.f("pk_subjects")),
        sa.CheckConstraint("length(tags) % 16 = 0", name=op.f("ck_subjects_width")),
    )
    op.create_index(op.f("ix_subjects_period"), "subjects", ["period"])
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(sa.text(_SQLITE if is_sqlite else _POSTGRESQL))


_SQLITE = (
    "CREATE TRIGGER subjects_no_update BEFORE UPDATE ON subjects "
    "BEGIN SELECT RAISE(ABORT, 'subjects are written once'); END"
)
_POSTGRESQL = (
    "CREATE TRIGGER subjects_no_update BEFORE UPDATE ON subjects "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
)
