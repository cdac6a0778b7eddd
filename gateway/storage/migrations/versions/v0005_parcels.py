"""Parcels: what two gateways send each other about their agreements, and what each says is active."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables; no agency has proposed or stated anything yet."""
    op.create_table(
        "parcels",
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.PrimaryKeyConstraint("direction", "agency", "digest", name=op.f("pk_parcels")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "parcel_files",
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("direction", "agency", "digest", "path", name=op.f("pk_parcel_files")),
    )
    op.create_table(
        "stated",
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("active", sa.Text(), nullable=False),
        sa.Column("index", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("agency", name=op.f("pk_stated")),
        sqlite_with_rowid=False,
    )
