"""The log, its policy state and the bundles; and triggers that keep the log as written."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

SQLITE_TRIGGERS = """
CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'entries are INSERT-only'); END;
CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'entries are INSERT-only'); END;
CREATE TRIGGER checkpoints_no_update BEFORE UPDATE ON checkpoints
BEGIN SELECT RAISE(ABORT, 'checkpoints are INSERT-only'); END;
CREATE TRIGGER checkpoints_no_delete BEFORE DELETE ON checkpoints
BEGIN SELECT RAISE(ABORT, 'checkpoints are INSERT-only'); END;
CREATE TRIGGER tiles_only_grow BEFORE UPDATE ON tiles
WHEN NEW.level <> OLD.level OR NEW."index" <> OLD."index"
  OR substr(NEW.hashes, 1, length(OLD.hashes)) <> OLD.hashes
BEGIN SELECT RAISE(ABORT, 'tiles only grow'); END;
CREATE TRIGGER tiles_no_delete BEFORE DELETE ON tiles
BEGIN SELECT RAISE(ABORT, 'tiles only grow'); END;
"""

POSTGRESQL_TRIGGERS = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% may not be changed or deleted', TG_TABLE_NAME; END $$;
CREATE TRIGGER entries_insert_only BEFORE UPDATE OR DELETE ON entries
FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER entries_no_truncate BEFORE TRUNCATE ON entries
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER checkpoints_insert_only BEFORE UPDATE OR DELETE ON checkpoints
FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER checkpoints_no_truncate BEFORE TRUNCATE ON checkpoints
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tiles_only_grow BEFORE UPDATE ON tiles FOR EACH ROW
WHEN (NEW.level <> OLD.level OR NEW."index" <> OLD."index"
  OR substr(NEW.hashes, 1, length(OLD.hashes)) <> OLD.hashes)
EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tiles_no_delete BEFORE DELETE ON tiles
FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tiles_no_truncate BEFORE TRUNCATE ON tiles
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""


def upgrade() -> None:
    """Make every table, index and trigger."""
    _make_log()
    _make_effects()
    _make_policy()
    for statement in _triggers(op.get_bind().dialect.name):
        op.execute(sa.text(statement))


def _triggers(dialect: str) -> list[str]:
    if dialect == "sqlite":
        return [f"CREATE {part.strip()}" for part in SQLITE_TRIGGERS.split("CREATE ") if part.strip()]
    return [f"CREATE {part.strip()}" for part in POSTGRESQL_TRIGGERS.split("CREATE ") if part.strip()]


def _make_log() -> None:
    op.create_table(
        "log_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("size", NUMBER, nullable=False),
        sa.Column("hashes", sa.LargeBinary(), nullable=False),
        sa.Column("epoch", NUMBER, nullable=False),
        sa.Column("bundle", sa.Text()),
        sa.Column("activated_at", sa.Text()),
        sa.Column("last_recorded_at", sa.Text()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_state")),
        sa.CheckConstraint("id = 1", name=op.f("ck_log_state_one_row")),
    )
    op.create_table(
        "entries",
        sa.Column("index", NUMBER, autoincrement=False, nullable=False),
        sa.Column("exchange_id", sa.Text(), nullable=False),
        sa.Column("leaf", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("index", name=op.f("pk_entries")),
    )
    op.create_index(op.f("ix_entries_exchange_id"), "entries", ["exchange_id"], unique=True)
    op.create_table(
        "openings",
        sa.Column("index", NUMBER, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("index", "name", name=op.f("pk_openings")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tiles",
        sa.Column("level", NUMBER, autoincrement=False, nullable=False),
        sa.Column("index", NUMBER, autoincrement=False, nullable=False),
        sa.Column("hashes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("level", "index", name=op.f("pk_tiles")),
        sa.CheckConstraint(
            "length(hashes) % 32 = 0 AND length(hashes) BETWEEN 32 AND 8192", name=op.f("ck_tiles_width")
        ),
    )
    op.create_table(
        "checkpoints",
        sa.Column("size", NUMBER, autoincrement=False, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("size", name=op.f("pk_checkpoints")),
    )


def _make_effects() -> None:
    op.create_table(
        "nonces",
        sa.Column("keyid", sa.Text(), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("expires", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("keyid", "nonce", name=op.f("pk_nonces")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_nonces_expires"), "nonces", ["expires"])
    op.create_table(
        "suspended",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("index", NUMBER, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("uid", "index", name=op.f("pk_suspended")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "revoked",
        sa.Column("thumbprint", sa.Text(), nullable=False),
        sa.Column("index", NUMBER, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("thumbprint", "index", name=op.f("pk_revoked")),
        sqlite_with_rowid=False,
    )


def _make_policy() -> None:
    op.create_table(
        "bundles",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_bundles")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "bundle_files",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", "path", name=op.f("pk_bundle_files")),
        sa.ForeignKeyConstraint(["digest"], ["bundles.digest"], name=op.f("fk_bundle_files_digest")),
    )
    op.create_table(
        "signatures",
        sa.Column("jws_sha256", sa.Text(), nullable=False),
        sa.Column("first_index", NUMBER, nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("jws_sha256", name=op.f("pk_signatures")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "versions",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_versions")),
        sqlite_with_rowid=False,
    )
