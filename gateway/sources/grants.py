"""The SQL that keeps a source's own account off every column without a use.

With these grants the database itself refuses what the gateway would never ask
for: should the gateway be broken into, its account still cannot read the rest.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import make_url

from gateway.sources.names import checked_name, parse_table

# What PostgreSQL and SQLite, and what MariaDB writes around a name.
_DOUBLE, _BACK = '"', "`"

# Tables by name, and the columns of each that something may read.
Readable = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Grants:
    """Statements for a database's owner; `hints` are for whoever reads them first.

    SQLite has no accounts: there `statements` copy what may be read into another file.
    """

    dialect: str
    role: str
    statements: tuple[str, ...]
    hints: tuple[str, ...]


def make_grants(url: str, tables: Readable, role: str | None = None) -> Grants:
    """Write the grants for the account of a source's URL, or for another.

    A role of MariaDB is `name@host`, the host of the gateway as the server sees it.
    """
    parts = make_url(url)
    dialect = parts.get_backend_name()
    name = role or parts.username or ""
    match dialect:
        case "postgresql":
            return _postgresql(name, str(parts.database), tables)
        case "mariadb":
            here = "%" if parts.host not in {None, "", "localhost", "127.0.0.1"} else "localhost"
            return _mariadb(name if "@" in name else f"{name}@{here}", str(parts.database), tables)
    return _sqlite(str(parts.database), tables)


def _postgresql(role: str, database: str, tables: Readable) -> Grants:
    to = _quoted(role, _DOUBLE)
    statements = [f"GRANT CONNECT ON DATABASE {_quoted(database, _DOUBLE)} TO {to};"]
    schemas = sorted({parse_table(table)[0] or "public" for table in tables})
    statements += [f"GRANT USAGE ON SCHEMA {_quoted(schema, _DOUBLE)} TO {to};" for schema in schemas]
    hints = [f"CREATE ROLE {to} LOGIN NOINHERIT;"]
    for table, columns in tables.items():
        name = _name(table, _DOUBLE)
        statements.append(f"REVOKE ALL ON {name} FROM {to};")
        if columns:
            statements.append(f"GRANT SELECT ({_list(columns, _DOUBLE)}) ON {name} TO {to};")
        hints.append(f"REVOKE ALL ON {name} FROM PUBLIC;")
    return Grants("postgresql", role, tuple(statements), tuple(hints))


def _mariadb(role: str, database: str, tables: Readable) -> Grants:
    user, _, host = role.rpartition("@")
    to = f"{_quoted(user, _BACK)}@{_quoted(host, _BACK)}"
    statements = [f"REVOKE ALL PRIVILEGES, GRANT OPTION FROM {to};"]
    for table, columns in tables.items():
        name = _name(table if "." in table else f"{database}.{table}", "`")
        if columns:
            statements.append(f"GRANT SELECT ({_list(columns, _BACK)}) ON {name} TO {to};")
    return Grants("mariadb", role, tuple(statements), (f"CREATE USER {to};", f"SHOW GRANTS FOR {to};"))


def _sqlite(path: str, tables: Readable) -> Grants:
    copy = f"{path.removesuffix('.db')}-gateway.db".replace("'", "''")
    statements = [f"ATTACH DATABASE '{copy}' AS \"gateway\";"]
    for table, columns in tables.items():
        name = _quoted(parse_table(table)[1], _DOUBLE)
        if columns:
            chosen = _list(columns, _DOUBLE)
            # For a person to read and run: names are quoted, and no value stands in it.
            statements.append(f'CREATE TABLE "gateway".{name} AS SELECT {chosen} FROM "main".{name};')  # noqa: S608
    return Grants("sqlite", "", tuple(statements), ())


def _list(columns: tuple[str, ...], mark: str) -> str:
    return ", ".join(_quoted(column, mark) for column in columns)


def _name(table: str, mark: str) -> str:
    return ".".join(_quoted(part, mark) for part in parse_table(table) if part is not None)


def _quoted(name: str, mark: str) -> str:
    return f"{mark}{checked_name(name).replace(mark, mark * 2)}{mark}"
