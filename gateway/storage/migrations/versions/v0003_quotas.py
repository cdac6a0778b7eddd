"""Quotas: what was answered under a permission in one period."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table; counting begins with the first answer after it."""
    op.create_table(
        "quotas",
        sa.Column("consumer", sa.Text(), nullable=False),
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("permission", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("ends", NUMBER, nullable=False),
        sa.Column("requests", NUMBER, nullable=False),
        sa.Column("rows", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("consumer", "agreement", "permission", "period", name=op.f("pk_quotas")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_quotas_ends"), "quotas", ["ends"])
