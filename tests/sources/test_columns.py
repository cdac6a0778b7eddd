"""What a live table looks like, how it differs from its contract, and that no write gets through."""

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from gateway.errors import SourceDown, SourceError
from gateway.policy import Classification, Contract, LogicalType, read_bundle
from gateway.sources import Drift, TableColumn, find_drift, open_source
from gateway.sources.inspect_sqlite import fits_of, is_write_refused, may_write
from tests.policy.desk import TPS, folder
from tests.sources.conftest import TYPES, Bench

TEXT = frozenset({LogicalType.STRING})


def contract() -> Contract:
    bundle = read_bundle(folder()).bundle
    assert bundle is not None
    return bundle.contracts[TPS]


def columns(**changed: TableColumn | None) -> tuple[TableColumn, ...]:
    """Return the columns of a table that fits the contract, changed as said."""
    fitting = {
        field.physical_name: TableColumn(field.physical_name, "x", frozenset({field.logical_type}))
        for field in contract().fields.values()
    }
    return tuple(column for column in (fitting | changed).values() if column is not None)


def test_the_columns_of_a_table_can_hold_their_logical_types(bench: Bench):
    found = {column.name: column for column in bench.source.columns("data")}
    assert found.keys() == {*TYPES, "secret"}
    assert all(TYPES[name] in found[name].fits for name in TYPES)
    assert all(column.is_readable for column in found.values())
    assert LogicalType.STRING not in found["i"].fits
    assert LogicalType.INTEGER not in found["s"].fits


def test_a_table_that_is_not_there_has_no_columns(bench: Bench):
    assert bench.source.columns("nowhere") == ()
    assert bench.source.columns('da"ta') == ()


def test_a_view_has_columns_too(bench: Bench):
    bench.run("CREATE VIEW seen AS SELECT id, s FROM data")
    assert [column.name for column in bench.source.columns("seen")] == ["id", "s"]


def test_a_write_is_refused_and_changes_nothing(bench: Bench):
    bench.load([{"id": 1, "s": "one"}])
    assert bench.source.guard().refuses
    cursor = bench.connection.cursor()
    cursor.execute("SELECT count(*) FROM data")
    assert cursor.fetchone()[0] == 1
    bench.source.ping()


def test_a_source_that_is_away_says_so(tmp_path):
    for ask in ("guard", "columns"):
        with closing(open_source(f"sqlite:///{tmp_path}/none.db")) as source, pytest.raises(SourceDown):
            source.guard() if ask == "guard" else source.columns("data")
        url = f"postgresql://u@/d?host={tmp_path}"
        with closing(open_source(url, timeout_seconds=1)) as source, pytest.raises(SourceError):
            source.guard() if ask == "guard" else source.columns("data")


# --- SQLite


@pytest.mark.parametrize(
    ("declared", "fits"),
    [
        ("TEXT", {"string", "date", "timestamp"}),
        ("varchar(13)", {"string", "date", "timestamp"}),
        ("INTEGER", {"integer", "number", "boolean"}),
        ("BIGINT", {"integer", "number", "boolean"}),
        ("BOOLEAN", {"boolean"}),
        ("DATE", {"date"}),
        ("DATETIME", {"timestamp"}),
        ("double precision", {"number"}),
        ("DECIMAL(10,2)", {"number", "integer"}),
        ("BLOB", set(LogicalType)),
        ("", set(LogicalType)),
    ],
)
def test_sqlite_types_are_what_they_are_declared_as(declared, fits):
    assert fits_of(declared) == fits


def test_a_connection_that_could_write_is_found_out_without_writing(tmp_path):
    with closing(sqlite3.connect(tmp_path / "data.db", isolation_level=None)) as connection:
        assert is_write_refused(connection), "an empty file has nothing to be written to"
        connection.execute('CREATE TABLE "odd ""name" (x)')
        connection.execute('INSERT INTO "odd ""name" VALUES (1)')
        assert not is_write_refused(connection)
        assert connection.execute('SELECT count(*) FROM "odd ""name"').fetchone() == (1,)
        connection.execute("PRAGMA query_only = ON")
        assert is_write_refused(connection)


@pytest.mark.parametrize(
    ("mode", "user", "groups", "may"),
    [
        (0o644, "owner", "", True),
        (0o444, "owner", "", False),
        (0o464, "other", "group", True),
        (0o464, "other", "", False),
        (0o446, "other", "", True),
        (0o646, "other", "group", False),
    ],
)
def test_permissions_say_who_may_write(tmp_path, mode, user, groups, may):
    path = tmp_path / "data.db"
    path.touch()
    path.chmod(mode)
    found = path.stat()
    who = found.st_uid if user == "owner" else found.st_uid + 1
    assert may_write(path, who, frozenset({found.st_gid} if groups else ())) is may


def test_a_file_that_our_user_may_write_is_counted(tmp_path):
    path = tmp_path / "data.db"
    sqlite3.connect(path).close()
    with closing(open_source(f"sqlite:///{path}")) as source:
        assert source.guard().writable == 1
        path.chmod(0o444)
        assert source.guard().writable == 0


# --- PostgreSQL


@pytest.fixture
def reader(postgresql_bench: Bench) -> str:
    """Return the URL of an account that may read two columns of `data`, and write to `noted`."""
    owner: psycopg.Connection[object] = postgresql_bench.connection
    owner.execute("DROP TABLE IF EXISTS noted")
    owner.execute("CREATE TABLE noted (x integer)")
    exists = owner.execute("SELECT 1 FROM pg_roles WHERE rolname = 'reader'").fetchone()
    if exists is None:
        owner.execute("CREATE ROLE reader LOGIN")
    owner.execute("REVOKE ALL ON data, noted FROM reader")
    owner.execute("GRANT SELECT (id, s) ON data TO reader")
    return f"postgresql+psycopg://reader@/{owner.info.dbname}?host={owner.info.host}"


def test_an_account_that_may_write_is_counted(postgresql_bench: Bench, reader):
    with closing(open_source(reader)) as source:
        assert (source.guard().refuses, source.guard().writable) == (True, 0)
        postgresql_bench.run("GRANT UPDATE ON noted TO reader")
        assert (source.guard().refuses, source.guard().writable) == (True, 1)


def test_columns_that_an_account_may_not_read_are_told_apart(reader):
    with closing(open_source(reader)) as source:
        readable = {column.name for column in source.columns("data") if column.is_readable}
    assert readable == {"id", "s"}


def test_postgresql_types_are_told_apart(postgresql_bench: Bench):
    postgresql_bench.run(
        "DROP TABLE IF EXISTS kinds",
        "DROP DOMAIN IF EXISTS kode",
        "DROP TYPE IF EXISTS kelas",
        "CREATE DOMAIN kode AS varchar(13)",
        "CREATE TYPE kelas AS ENUM ('rawan')",
        "CREATE TABLE kinds (a kode, b kelas, c uuid, d numeric(5,2), e timestamp, f bytea, g jsonb, h real)",
    )
    fits = {column.name: column.fits for column in postgresql_bench.source.columns("public.kinds")}
    assert fits["a"] == fits["b"] == fits["c"] == TEXT
    assert fits["d"] == {LogicalType.INTEGER, LogicalType.NUMBER}
    assert fits["e"] == {LogicalType.TIMESTAMP}
    assert fits["f"] == fits["g"] == frozenset()
    assert fits["h"] == {LogicalType.NUMBER}


# --- drift


def test_a_table_as_its_contract_says_has_not_drifted():
    assert find_drift(contract(), columns()) == ()


def test_a_column_that_is_gone_is_missing():
    assert find_drift(contract(), columns(desa=None)) == (Drift("missing", "desa", "kode_desa"),)


def test_a_column_of_another_type_is_told():
    changed = columns(dpt=TableColumn("dpt", "text", TEXT))
    assert find_drift(contract(), changed) == (Drift("type", "dpt", "dpt", "text", "integer"),)


def test_a_column_that_nobody_classified_is_new():
    changed = columns(ktp=TableColumn("ktp", "text", TEXT))
    assert find_drift(contract(), changed) == (Drift("new", "ktp", found="text"),)


def test_a_column_that_may_not_be_read_matters_only_where_its_field_is_not_closed():
    for column in columns():
        drift = find_drift(contract(), columns(**{column.name: replace(column, is_readable=False)}))
        field = next(each for each in contract().fields.values() if each.physical_name == column.name)
        is_closed = field.classification in {Classification.EXEMPT, Classification.UNDETERMINED}
        assert [each.kind for each in drift] == ([] if is_closed else ["unreadable"])


def test_the_proof_leaves_no_trace_on_the_disk(tmp_path):
    path = tmp_path / "data.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE data (x)")
    before = (Path(path).read_bytes(), sorted(os.listdir(tmp_path)))
    with closing(open_source(f"sqlite:///{path}")) as source:
        source.guard()
        source.columns("data")
    assert (Path(path).read_bytes(), sorted(os.listdir(tmp_path))) == before
