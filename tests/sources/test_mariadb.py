"""MariaDB is read in a read-only session, within a time, and no value is read as of another type."""

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings

from gateway.errors import SourceDown, SourceError, SourceSlow, StatementRefused
from gateway.policy import Column, Equals, In, IsNull, LogicalType, Output, SortKey, Within
from gateway.sources import DatabaseSource, open_source
from gateway.sources.mariadb import MariadbSource
from gateway.sources.mariadb_literals import executed, literal
from tests.sources.conftest import COLUMNS, SECRET, Bench, selection
from tests.sources.freezing import frozen
from tests.sources.test_interpreters import TEXTS


@pytest.fixture
def owner(mariadb_bench: Bench) -> Bench:
    """The owner's connection to a database with five rows."""
    mariadb_bench.load([{"id": number, "s": f"s{number}", "i": number} for number in range(5)])
    return mariadb_bench


@pytest.fixture
def url(owner: Bench, mariadb_server: str) -> str:
    return f"mariadb://root@/{owner.connection.db.decode()}?unix_socket={mariadb_server}"


@pytest.fixture
def source(url: str) -> Iterator[DatabaseSource]:
    with closing(open_source(url, timeout_seconds=0.5, pool_size=2)) as opened:
        opened.ping()
        yield opened


def found(source: DatabaseSource, text: str) -> object:
    """Execute a text that no selection gave, past all that would refuse it."""

    def ask(connection: Any) -> object:
        with connection.cursor() as cursor:
            cursor.execute(text)
            return list(cursor.fetchall())

    return cast(MariadbSource, source)._ask(ask, "test")


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO data (id) VALUES (99)",
        "UPDATE data SET i = 0",
        "DELETE FROM data",
        "DROP TABLE data",
        "CREATE TABLE other (id integer)",
        "SELECT NEXTVAL(numbers)",
    ],
)
def test_a_write_is_refused_by_the_session(source: DatabaseSource, owner: Bench, statement: str) -> None:
    owner.run("CREATE SEQUENCE IF NOT EXISTS numbers")
    with pytest.raises(SourceError, match="1792"):
        found(source, statement)
    assert len(source.read(selection()).values) == 5


def test_a_session_is_bounded_in_utc_and_of_one_mode(url: str, owner: Bench) -> None:
    owner.run("SET GLOBAL sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT'", "SET GLOBAL sql_select_limit = 1")
    names = ("tx_read_only", "max_statement_time", "lock_wait_timeout", "time_zone", "sql_mode")
    try:
        with closing(open_source(url, timeout_seconds=0.5)) as source:
            assert found(source, "SELECT " + ", ".join(f"@@SESSION.{name}" for name in names)) == [
                (1, 0.5, 1, "+00:00", "NO_BACKSLASH_ESCAPES")
            ]
            assert len(source.read(selection()).values) == 5
    finally:
        owner.run("SET GLOBAL sql_mode = DEFAULT", "SET GLOBAL sql_select_limit = DEFAULT")


def test_a_statement_that_runs_too_long_is_stopped(source: DatabaseSource, owner: Bench) -> None:
    owner.run("CREATE OR REPLACE VIEW slow AS SELECT id + sleep(20) AS id FROM data")
    with pytest.raises(SourceSlow):
        source.read(selection(table="slow"))
    assert len(source.read(selection()).values) == 5


def test_a_locked_table_is_given_up_in_time(source: DatabaseSource, owner: Bench) -> None:
    owner.run("LOCK TABLES data WRITE")
    try:
        with pytest.raises(SourceSlow):
            source.read(selection())
    finally:
        owner.run("UNLOCK TABLES")
    assert len(source.read(selection()).values) == 5


def test_a_server_that_hangs_is_given_up(source: DatabaseSource, mariadb_server: str) -> None:
    assert len(source.read(selection()).values) == 5
    pid = int((Path(mariadb_server).parent / "pid").read_text())
    with frozen(pid):
        started = time.monotonic()
        with pytest.raises(SourceSlow):
            source.read(selection())
        assert time.monotonic() - started < 5
    assert len(source.read(selection()).values) == 5


def test_a_cut_connection_is_replaced_without_anybody_noticing(source: DatabaseSource, owner: Bench) -> None:
    ((ours,),) = cast(list[tuple[int]], found(source, "SELECT CONNECTION_ID()"))
    owner.run(f"KILL {ours}")
    assert len(source.read(selection()).values) == 5
    assert source.read(selection(count=True)).count == 5


def test_a_server_that_is_not_there_is_down() -> None:
    with closing(open_source("mariadb://u@127.0.0.1:1/d", timeout_seconds=1)) as source:
        for attempt in (source.ping, lambda: source.read(selection())):
            with pytest.raises(SourceDown):
                attempt()


def test_a_refused_login_is_down_and_names_no_password(url: str) -> None:
    wrong = url.replace("root@", "nobody:rahasia@")
    with closing(open_source(wrong, timeout_seconds=1)) as source, pytest.raises(SourceDown) as refusal:
        source.ping()
    assert "rahasia" not in repr(refusal.value)
    assert refusal.value.__suppress_context__


def test_a_used_up_pool_is_down_in_time_and_a_closed_one_stays_closed(url: str, owner: Bench) -> None:
    with closing(open_source(url, timeout_seconds=0.3, pool_size=1)) as source:
        held = cast(MariadbSource, source)._pool._kept.connect()
        with pytest.raises(SourceDown):
            source.read(selection())
        held.close()
        assert len(source.read(selection()).values) == 5
        source.close()
        with pytest.raises(SourceDown):
            source.read(selection())


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"table": "gone"}, "gone"),
        ({"table": "nowhere.data"}, "nowhere"),
        ({"columns": COLUMNS | {"id": Column("hilang", LogicalType.INTEGER)}}, "hilang"),
        ({"columns": COLUMNS | {"id": Column("ID", LogicalType.INTEGER)}}, "ID"),
        (
            {"columns": COLUMNS | {"s": Column("s", LogicalType.INTEGER)}, "filter": Equals("s", 0)},
            "longtext",
        ),
        ({"columns": COLUMNS | {"i": Column("i", LogicalType.STRING)}, "filter": Equals("i", "1")}, "bigint"),
        (
            {
                "columns": COLUMNS | {"s": Column("s", LogicalType.DATE)},
                "filter": Equals("s", date(2024, 1, 1)),
            },
            "longtext",
        ),
    ],
)
def test_a_source_that_differs_from_its_contract_says_where(
    source: DatabaseSource, changes: dict[str, Any], named: str
) -> None:
    with pytest.raises(SourceError, match=named) as refusal:
        source.read(selection(**changes))
    assert not isinstance(refusal.value, SourceDown | SourceSlow)
    assert len(source.read(selection()).values) == 5


def test_a_role_without_the_right_says_so(url: str, owner: Bench) -> None:
    owner.run("CREATE OR REPLACE USER reader", "GRANT SELECT (id) ON data TO reader")
    with closing(open_source(url.replace("root@", "reader@"))) as source:
        # Only the columns of the statement are touched, so rights on those are enough.
        assert len(source.read(selection()).values) == 5
        assert source.read(selection(count=True)).count == 5
        with pytest.raises(SourceError, match="denied"):
            source.read(selection(outputs=(Output("s"),)))
        assert [column.name for column in source.columns("data") if column.is_readable] == ["id"]
        guard = source.guard()
        assert (guard.refuses, guard.writable) == (True, 0)
    owner.run("DROP USER reader")


def test_an_owner_reads_behind_the_same_lock(source: DatabaseSource) -> None:
    guard = source.guard()
    assert guard.refuses
    assert guard.writable


def test_another_database_is_named_before_the_table(source: DatabaseSource, owner: Bench) -> None:
    name = f"{owner.connection.db.decode()}_lain"
    owner.run(
        f"CREATE DATABASE {name}",
        f"CREATE TABLE {name}.`T``ps` (id integer)",
        f"INSERT INTO {name}.`T``ps` VALUES (7)",
    )
    read = source.read(selection(table=f"{name}.T`ps", count=True))
    assert (read.values, read.count) == (((7,),), 1)
    owner.run(f"DROP DATABASE {name}")


TEXT_TYPES = {
    "char(13) COLLATE utf8mb4_general_ci": ("6106", "61"),
    "varchar(13) CHARACTER SET latin1": ("6106", "61"),
    "varchar(13) COLLATE utf8mb4_unicode_ci": ("A", "a"),
    "varchar(20) COLLATE utf8mb4_bin": ("a", "a "),
    "varchar(21) CHARACTER SET latin1": ("é", "e"),
    "uuid": ("6106d1d0-0000-4000-8000-000000000000", "6106d1d0-0000-4000-8000-000000000001"),
    "enum('rawan', 'aman')": ("rawan", "aman"),
}


@pytest.mark.parametrize("kind", TEXT_TYPES)
def test_every_type_of_text_is_compared_and_answered_by_its_bytes(
    source: DatabaseSource, owner: Bench, kind: str
) -> None:
    value, other = TEXT_TYPES[kind]
    owner.run("DROP TABLE IF EXISTS words", f"CREATE TABLE words (id integer, s {kind})")
    owner.run(f"INSERT INTO words VALUES (1, '{value}'), (2, '{other}'), (3, NULL)")
    words = selection(table="words", outputs=(Output("id"), Output("s")), order=(SortKey("s"), SortKey("id")))
    expected = sorted([(1, value), (2, other)], key=lambda row: row[1].encode())
    assert source.read(words).values == (*expected, (3, None))
    assert source.read(replace(words, filter=Equals("s", value))).values == ((1, value),)
    assert source.read(replace(words, filter=In("s", (other, "𐍈 none of ours")))).values == ((2, other),)
    if value.isdigit():
        assert source.read(replace(words, filter=Within("s", "6106"))).values == ((1, value),)


@pytest.mark.parametrize("junk", ["0000-00-00", "2024-00-00", "2024-02-00", "2024-02-30", "0000-05-05"])
@pytest.mark.parametrize("null", ["NULL", "NOT NULL"])
def test_a_day_that_no_calendar_has_satisfies_nothing_and_is_no_output(
    source: DatabaseSource, owner: Bench, junk: str, null: str
) -> None:
    owner.run(
        "DROP TABLE IF EXISTS days", f"CREATE TABLE days (id integer, d date {null}, t datetime {null})"
    )
    owner.run(f"INSERT INTO days VALUES (1, '2024-01-01', '2024-01-01'), (2, '{junk}', '{junk} 10:00')")
    for field, given_value in (("d", date(2024, 1, 1)), ("t", datetime(2024, 1, 1, tzinfo=UTC))):
        days = selection(table="days", count=True)
        assert source.read(replace(days, filter=Equals(field, given_value))).values == ((1,),)
        assert source.read(replace(days, filter=IsNull(field))).values == ()
        low, high = (given_value.replace(year=year, month=month) for year, month in ((1, 1), (9999, 12)))
        from_first = source.read(replace(days, filter=In(field, (low, given_value, high))))
        assert from_first.values == ((1,),)
        for transform in (None, "year", "month"):
            asked = selection(table="days", outputs=(Output(field, transform),))
            with pytest.raises(SourceError) as refusal:
                source.read(asked)
            assert junk not in str(refusal.value)
            # The page before it is whole: what lies beyond a page is no error of it.
            assert len(source.read(replace(asked, limit=1)).values) == 1


# None of these makes a number that fits of one that does not.
WHOLE_OUTPUTS = (
    Output("i", "round", (("digits", -1),)),
    Output("i", "bucket", (("width", 10),)),
    Output("i", "bucket", (("edges", (0, 5)),)),
    Output("i", "top_code", (("cap", 5),)),
)


def test_whole_numbers_of_any_column_are_bounded_by_64_bits(source: DatabaseSource, owner: Bench) -> None:
    owner.run("DROP TABLE IF EXISTS wholes")
    owner.run("CREATE TABLE wholes (id integer, i bigint unsigned, b decimal(20,2))")
    owner.run(f"INSERT INTO wholes VALUES (1, {2**63 - 1}, 45), (2, {2**63}, 45.5)")
    columns = {"id": COLUMNS["id"], "i": COLUMNS["i"], "b": Column("b", LogicalType.INTEGER)}
    asked = selection(table="wholes", columns=columns, outputs=(Output("i"), Output("b")), limit=1)
    assert source.read(asked).values == ((2**63 - 1, 45),)
    for output in (Output("i"), *WHOLE_OUTPUTS, Output("b")):
        with pytest.raises(SourceError):
            source.read(replace(asked, outputs=(output,), limit=2))
    rounded = (Output("b", "round", (("digits", -1),)),)
    assert source.read(replace(asked, outputs=rounded)).values == ((50,),)
    with pytest.raises(SourceError):
        source.read(replace(asked, outputs=rounded, limit=2))


def test_a_small_binary_number_is_answered_as_it_is_compared(source: DatabaseSource, owner: Bench) -> None:
    owner.run("DROP TABLE IF EXISTS singles", "CREATE TABLE singles (id integer, x float, q decimal(10,3))")
    owner.run("INSERT INTO singles VALUES (1, 16777216, 1.5), (2, 0.1, 2)")
    asked = selection(table="singles", outputs=(Output("x"), Output("q")))
    assert source.read(asked).values == (
        (16777216.0, Decimal("1.500")),
        (0.10000000149011612, Decimal("2.000")),
    )
    assert source.read(replace(asked, filter=Equals("x", 16777216))).values[0][0] == 16777216.0
    assert source.read(replace(asked, filter=Equals("x", Decimal("0.1")))).values == ()


def test_a_truth_is_zero_or_one(source: DatabaseSource, owner: Bench) -> None:
    owner.run("UPDATE data SET b = id")
    truths = selection(outputs=(Output("b"),))
    assert source.read(replace(truths, limit=2)).values == ((False,), (True,))
    assert source.read(selection(filter=Equals("b", True))).values == ((1,),)
    with pytest.raises(SourceError):
        source.read(truths)


def test_a_stored_instant_is_given_in_utc(source: DatabaseSource, owner: Bench) -> None:
    owner.run("SET time_zone = '+07:00'", "DROP TABLE IF EXISTS clocks")
    owner.run("CREATE TABLE clocks (id integer, t timestamp NULL, d datetime)")
    owner.run("INSERT INTO clocks VALUES (1, '2024-01-01 03:00:00', '2024-01-01 03:00:00')")
    columns = {**COLUMNS, "d": Column("d", LogicalType.TIMESTAMP)}
    asked = selection(
        table="clocks", columns=columns, outputs=(Output("t"), Output("t", "month"), Output("d"))
    )
    assert source.read(asked).values == (("2023-12-31T20:00:00Z", "2023-12", "2024-01-01T03:00:00Z"),)


def test_an_error_repeats_no_value(source: DatabaseSource, owner: Bench) -> None:
    owner.run("CREATE OR REPLACE VIEW broken AS SELECT id, inet6_ntoa(secret) + pow(9, 999) AS x FROM data")
    with pytest.raises(SourceError) as refusal:
        source.read(selection(table="broken", outputs=(Output("x"),)))
    assert SECRET not in repr(refusal.value)
    assert refusal.value.__suppress_context__


@settings(max_examples=200)
@given(text=TEXTS)
def test_a_value_goes_to_the_server_without_anything_to_escape(text: str) -> None:
    written = executed("SELECT ?", [text, 1, None, Decimal("1.50"), 5e-324, date(2024, 1, 1)])
    assert written.count("'") == 6
    assert text.encode().hex() in written
    assert set(literal(text)) <= set("_utf8mb4 X'0123456789abcdef")


def test_a_value_of_an_unknown_type_is_not_bound() -> None:
    for value in (b"x", float("nan"), Decimal("Infinity"), [1]):
        with pytest.raises(StatementRefused):
            literal(value)


def test_a_table_shows_its_types_to_whoever_asks(source: DatabaseSource) -> None:
    fits = {column.name: column.fits for column in source.columns("data")}
    assert all(COLUMNS[name].logical_type in fits[name] for name in COLUMNS)
    assert source.columns("gone") == ()
