"""`gateway datasets`: the grants it prints hold in a real database, and drift is told as it is found."""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pymysql
import pytest

from gateway.errors import SourceError
from gateway.policy import Column, LogicalType, Output, read_bundle
from gateway.sources import make_grants, open_source
from tests.cli.desk import Desk
from tests.policy.desk import TPS, folder
from tests.sources.conftest import selection

KINDS = {
    LogicalType.STRING: "varchar(40)",
    LogicalType.INTEGER: "integer",
    LogicalType.NUMBER: "numeric(9, 2)",
    LogicalType.BOOLEAN: "boolean",
    LogicalType.DATE: "date",
    LogicalType.TIMESTAMP: "timestamp NULL",
}
bundle = read_bundle(folder()).bundle
assert bundle is not None
CONTRACT = bundle.contracts[TPS]
CLOSED = next(field for field in CONTRACT.fields.values() if field.classification.is_closed)
ORDER = CONTRACT.fields[CONTRACT.order]


def table(**changed: str | None) -> str:
    """Return the statement that makes a table as the contract says, changed as said (None: left out)."""
    declared = {
        field.physical_name: KINDS[field.logical_type] + (" NOT NULL" if field.required else "")
        for field in CONTRACT.fields.values()
    }
    declared[ORDER.physical_name] += " PRIMARY KEY"
    columns = (f"{name} {kind}" for name, kind in (declared | changed).items() if kind is not None)
    return f"CREATE TABLE tps ({', '.join(columns)})"


def point(desk: Desk, url: str) -> None:
    """Let the gateway's settings name another source."""
    text = desk.config.read_text()
    desk.config.write_text(text.replace("sqlite:///kpu/data.db", url))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Make a folder whose table lies in no schema, which not every database knows."""
    made = Desk(tmp_path)
    made.edit(f"datasets/{TPS}.yaml", f"physicalName: {CONTRACT.table}\n", "physicalName: tps\n")
    return made


@pytest.fixture
def data(desk: Desk) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(desk.home / "state/kpu/data.db", isolation_level=None)) as connection:
        yield connection


def drift(desk: Desk, *arguments: object) -> tuple[int, list[str]]:
    ran = desk.run("datasets", "drift", "--lang", "en", *arguments)
    return ran.code, ran.out.splitlines()


def test_a_table_that_fits_has_not_drifted(desk: Desk, data: sqlite3.Connection) -> None:
    data.execute(table())
    assert drift(desk, "--policies", desk.folder) == (0, ["tps: as its contract says"])
    desk.activate()
    assert drift(desk) == (0, ["tps: as its contract says"])


@pytest.mark.parametrize(
    ("made", "told"),
    [
        pytest.param(table(**{ORDER.physical_name: None}), "is gone", id="a missing column"),
        pytest.param(table(tambahan="text"), "new column tambahan", id="a column nobody classified"),
        pytest.param(table(**{CLOSED.physical_name: "date"}), "of type", id="another type"),
        pytest.param(
            table(**{ORDER.physical_name: "varchar(40) NOT NULL"}), "not unique", id="no unique order"
        ),
        pytest.param(
            table(**{ORDER.physical_name: "varchar(40) UNIQUE"}), "may be null", id="a required null"
        ),
        pytest.param("CREATE TABLE other (a)", "no table", id="no table"),
    ],
)
def test_each_drift_is_a_finding(desk: Desk, data: sqlite3.Connection, made: str, told: str) -> None:
    data.execute(made)
    code, lines = drift(desk, "--policies", desk.folder)
    assert code == 1
    assert any(told in line for line in lines), lines


def test_a_source_that_is_away_is_no_finding(desk: Desk) -> None:
    assert drift(desk, "--policies", desk.folder)[0] == 3


def test_no_active_policy_is_said(desk: Desk) -> None:
    ran = desk.run("datasets", "grants", "--lang", "en")
    assert ran.code != 0
    assert ran.err


def granted(desk: Desk, role: str) -> list[str]:
    ran = desk.run("datasets", "grants", "--role", role, "--policies", desk.folder, "--lang", "en")
    assert ran.code == 0, ran.err
    return [line.removesuffix(";") for line in ran.out.splitlines() if not line.startswith("--")]


def check_account(url: str) -> None:
    """Read a column with a use as the gateway does, and fail to read one without."""
    columns = {
        "id": Column(ORDER.physical_name, ORDER.logical_type, True),
        "closed": Column(CLOSED.physical_name, CLOSED.logical_type),
    }
    asked = selection(table="tps", columns=columns, count=True)
    with closing(open_source(url)) as source:
        assert source.read(asked).values == (("6106",),)
        with pytest.raises(SourceError, match="denied"):
            source.read(selection(table="tps", columns=columns, outputs=(Output("closed"),)))
        guard = source.guard()
        assert (guard.refuses, guard.writable) == (True, 0)


def test_the_grants_hold_in_postgresql(desk: Desk, postgres_url: str) -> None:
    role = f"r{secrets.token_hex(4)}"
    point(desk, postgres_url)
    url = postgres_url.replace("postgres@", f"{role}@")
    with psycopg.connect(postgres_url.replace("+psycopg", ""), autocommit=True) as owner:
        owner.execute(table())
        owner.execute(f"INSERT INTO tps ({required()}) VALUES ({marks()})", values())
        owner.execute(f"CREATE ROLE {role} LOGIN")
        try:
            # Whatever it could read before, it can read no more.
            owner.execute(f"GRANT ALL ON tps TO {role}")
            for statement in granted(desk, role):
                owner.execute(statement)
            check_account(url)
            point_to(desk, postgres_url, url)
            assert not [line for line in drift(desk, "--policies", desk.folder)[1] if "fault" in line]
        finally:
            owner.execute(f"DROP OWNED BY {role}")
            owner.execute(f"DROP ROLE {role}")


def test_the_grants_hold_in_mariadb(desk: Desk, mariadb_server: str, mariadb_database: str) -> None:
    role = f"r{secrets.token_hex(4)}"
    url = f"mariadb://root@/{mariadb_database}?unix_socket={mariadb_server}"
    point(desk, url)
    owner = pymysql.connect(
        unix_socket=mariadb_server, user="root", database=mariadb_database, autocommit=True
    )
    with closing(owner), owner.cursor() as cursor:
        cursor.execute(table())
        cursor.execute(f"INSERT INTO tps ({required()}) VALUES ({marks()})", values())
        cursor.execute(f"CREATE USER {role}@localhost")
        try:
            cursor.execute(f"GRANT ALL ON {mariadb_database}.* TO {role}@localhost")
            for statement in granted(desk, f"{role}@localhost"):
                cursor.execute(statement)
            check_account(url.replace("root@", f"{role}@"))
        finally:
            cursor.execute(f"DROP USER {role}@localhost")


def required() -> str:
    return ", ".join(field.physical_name for field in CONTRACT.fields.values() if field.required)


def marks() -> str:
    return ", ".join("%s" for field in CONTRACT.fields.values() if field.required)


def values() -> list[str]:
    return ["6106" for field in CONTRACT.fields.values() if field.required]


def point_to(desk: Desk, old: str, new: str) -> None:
    desk.config.write_text(desk.config.read_text().replace(old, new))


def test_sqlite_has_no_grants_and_is_copied_instead(desk: Desk, data: sqlite3.Connection) -> None:
    data.execute(table())
    data.execute(f"INSERT INTO tps ({required()}) VALUES ({marks().replace('%s', '?')})", values())
    for statement in granted(desk, "nobody"):
        data.execute(statement)
    copy = next(path for path in (desk.home / "state/kpu").glob("*-gateway.db"))
    with closing(sqlite3.connect(copy)) as found:
        names = {row[1] for row in found.execute("PRAGMA table_info(tps)")}
        assert ORDER.physical_name in names
        assert CLOSED.physical_name not in names
        assert found.execute("SELECT count(*) FROM tps").fetchone() == (1,)


@pytest.mark.parametrize(("url", "mark"), [("postgresql://u@h/d", '"'), ("mariadb://u@h/d", "`")])
def test_a_strange_name_is_quoted(url: str, mark: str) -> None:
    grants = make_grants(url, {f"s.t{mark}x": (f"a{mark}; DROP", "b")}, f"r{mark}@h")
    assert any(f"{mark}a{mark}{mark}; DROP{mark}" in each for each in grants.statements)
    assert all(each.endswith(";") for each in grants.statements)


def test_a_text_that_is_compared_wants_an_index_that_serves(postgres_url: str) -> None:
    with psycopg.connect(postgres_url.replace("+psycopg", ""), autocommit=True) as owner:
        owner.execute('CREATE TABLE words (a text, b text COLLATE "C", c text, n integer, UNIQUE (a, c))')
        owner.execute("CREATE INDEX ON words (b)")
        owner.execute('CREATE UNIQUE INDEX ON words (c COLLATE "pg_c_utf8")')
        owner.execute("CREATE VIEW seen AS SELECT * FROM words")
        with closing(open_source(postgres_url)) as source:
            words = {column.name: column for column in source.columns("words")}
            seen = source.columns("seen")
    assert [words[name].is_indexed for name in "abcn"] == [True, True, False, None]
    assert [words[name].is_unique for name in "abcn"] == [False, False, True, False]
    assert {(column.is_unique, column.is_nullable, column.is_indexed) for column in seen} == {
        (None, None, None)
    }
