"""Revisions of the database: which one this release needs, and the way up to it."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

REVISION = "0011"
"""The newest file in migrations/versions; a test holds the two together."""


def migration_config() -> Config:
    """Say where the revisions are; they ship inside the package."""
    config = Config()
    config.set_main_option("script_location", "gateway.storage:migrations")
    return config


def migrate(connection: Connection) -> None:
    """Run every revision that is missing, inside the caller's transaction."""
    config = migration_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def read_revision(connection: Connection) -> str | None:
    """Return the revision that the database has; None when it has no tables."""
    return MigrationContext.configure(connection).get_current_revision()
