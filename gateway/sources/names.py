"""Names of tables and columns: what may be quoted into a text at all."""

from functools import lru_cache

from gateway.errors import StatementRefused

# PostgreSQL cuts a longer name short without a word, and the rest may be another column's name.
MAX_BYTES = 63


def checked_name(name: str) -> str:
    """Return a name that every database reads as it stands.

    Raises:
        StatementRefused: it is empty, too long or holds a control character.
    """
    if not name or not name.isprintable() or len(name.encode()) > MAX_BYTES:
        raise StatementRefused(f"{name!a} cannot name a table or column")
    return name


# Tables are those of contracts: few, and asked for at every read.
@lru_cache(maxsize=256)
def parse_table(table: str) -> tuple[str | None, str]:
    """Part `schema.table` into its two names; a plain table has no schema."""
    schema, dot, name = table.rpartition(".")
    if "." in schema:
        raise StatementRefused(f"{table!a} has more than one dot")
    return (checked_name(schema) if dot else None), checked_name(name)
