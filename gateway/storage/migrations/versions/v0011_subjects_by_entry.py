"""The blind index is read by entry alone: nobody looks for a month, and each answer paid for it."""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Drop the index; the rows stay as they are."""
    op.drop_index(op.f("ix_subjects_period"), "subjects")
