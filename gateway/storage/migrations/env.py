"""How Alembic meets the database: on a connection, and in a transaction, that the caller opened."""

from alembic import context

from gateway.storage.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
