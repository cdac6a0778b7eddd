"""PostgreSQL is read in a read-only session, within a time, and comes back by itself."""

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, cast

import psycopg
import pytest

from gateway.errors import SourceDown, SourceError, SourceSlow
from gateway.policy import Column, Equals, In, LogicalType, Output, SortKey, Within
from gateway.sources import DatabaseSource, Statement, open_source
from gateway.sources.postgresql import PostgresqlSource
from tests.sources.conftest import COLUMNS, SECRET, Bench, selection
from tests.sources.freezing import frozen


@pytest.fixture
def owner(postgresql_bench: Bench) -> "psycopg.Connection[Any]":
    """The owner's connection to a database with five rows."""
    postgresql_bench.load([{"id": number, "s": f"s{number}", "i": number} for number in range(5)])
    connection: psycopg.Connection[Any] = postgresql_bench.connection
    return connection


@pytest.fixture
def url(owner: "psycopg.Connection[Any]") -> str:
    info = owner.info
    return f"postgresql+psycopg://postgres@/{info.dbname}?host={info.host}"


@pytest.fixture
def source(url: str) -> Iterator[DatabaseSource]:
    with closing(open_source(url, timeout_seconds=0.5, pool_size=2)) as opened:
        opened.ping()
        yield opened


def found(source: DatabaseSource, text: str) -> object:
    """Execute a text that no selection gave, past all that would refuse it."""
    return cast(PostgresqlSource, source)._execute(Statement(text, (), frozenset()), "test")[0]


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO data (id) VALUES (99)",
        "UPDATE data SET i = 0",
        "DELETE FROM data",
        "DROP TABLE data",
        "CREATE TABLE other (id integer)",
        "SELECT id FROM data FOR UPDATE",
        "SELECT nextval('numbers')",
    ],
)
def test_a_write_is_refused_by_the_session(
    source: DatabaseSource, owner: "psycopg.Connection[Any]", statement: str
) -> None:
    owner.execute("CREATE SEQUENCE IF NOT EXISTS numbers")
    with pytest.raises(SourceError, match="25006"):
        found(source, statement)
    assert len(source.read(selection()).values) == 5


def test_a_session_is_bounded_and_in_utc(source: DatabaseSource) -> None:
    names = (
        "default_transaction_read_only",
        "statement_timeout",
        "lock_timeout",
        "idle_in_transaction_session_timeout",
        "TimeZone",
        "client_encoding",
        "application_name",
    )
    settings = found(source, "SELECT " + ", ".join(f"current_setting('{name}')" for name in names))
    assert settings == [("on", "500ms", "500ms", "500ms", "UTC", "UTF8", "sinergi-gateway")]


def test_a_statement_that_runs_too_long_is_stopped(
    source: DatabaseSource, owner: "psycopg.Connection[Any]"
) -> None:
    owner.execute("CREATE OR REPLACE VIEW slow AS SELECT 1 AS id FROM pg_sleep(20)")
    with pytest.raises(SourceSlow):
        source.read(selection(table="slow"))
    assert len(source.read(selection()).values) == 5


def test_a_locked_table_is_given_up_in_time(source: DatabaseSource, owner: "psycopg.Connection[Any]") -> None:
    with owner.transaction():
        owner.execute("LOCK TABLE data IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(SourceSlow):
            source.read(selection())
    assert len(source.read(selection()).values) == 5


def test_a_server_that_hangs_is_given_up(source: DatabaseSource) -> None:
    ((pid,),) = found(source, "SELECT pg_backend_pid()")  # type: ignore[attr-defined]
    with frozen(pid):
        started = time.monotonic()
        with pytest.raises(SourceSlow):
            source.read(selection())
        assert time.monotonic() - started < 5
    assert len(source.read(selection()).values) == 5


def test_a_cut_connection_is_replaced_without_anybody_noticing(
    source: DatabaseSource, owner: "psycopg.Connection[Any]"
) -> None:
    assert len(source.read(selection()).values) == 5
    ours = "SELECT pid FROM pg_stat_activity WHERE application_name = 'sinergi-gateway'"
    owner.execute(f"SELECT pg_terminate_backend(pid, 5000) FROM ({ours})")
    assert len(source.read(selection()).values) == 5
    assert source.read(selection(count=True)).count == 5


def test_an_altered_table_is_read_anew(source: DatabaseSource, owner: "psycopg.Connection[Any]") -> None:
    owner.execute("CREATE TABLE changing (id integer PRIMARY KEY, i integer)")
    owner.execute("INSERT INTO changing VALUES (1, 2)")
    asked = selection(table="changing", outputs=(Output("i"),))
    assert source.read(asked).values == ((2,),)
    owner.execute("ALTER TABLE changing ALTER COLUMN i TYPE bigint")
    assert source.read(asked).values == ((2,),)
    owner.execute("DROP TABLE changing")


def test_a_server_that_is_not_there_is_down(tmp_path: object) -> None:
    with closing(open_source(f"postgresql://u@/d?host={tmp_path}", timeout_seconds=1)) as source:
        for attempt in (source.ping, lambda: source.read(selection())):
            with pytest.raises(SourceDown):
                attempt()


def test_a_refused_login_is_down_and_names_no_password(url: str) -> None:
    wrong = url.replace("postgres@", "nobody:rahasia@")
    with closing(open_source(wrong, timeout_seconds=1)) as source, pytest.raises(SourceDown) as refusal:
        source.ping()
    assert "rahasia" not in repr(refusal.value)
    assert refusal.value.__suppress_context__


def test_a_used_up_pool_is_down_in_time(url: str, owner: "psycopg.Connection[Any]") -> None:
    with closing(open_source(url, timeout_seconds=0.3, pool_size=1)) as source:
        held = cast(PostgresqlSource, source)._pool._kept.connect()
        with pytest.raises(SourceDown):
            source.read(selection())
        held.close()
        assert len(source.read(selection()).values) == 5


def test_a_closed_source_stays_closed(source: DatabaseSource) -> None:
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
            {"columns": COLUMNS | {"s": Column("s", LogicalType.INTEGER)}, "filter": Equals("s", 5)},
            "text = smallint",
        ),
        (
            {"columns": COLUMNS | {"i": Column("i", LogicalType.BOOLEAN)}, "filter": Equals("i", True)},
            "boolean",
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


def test_a_role_without_the_right_says_so(url: str, owner: "psycopg.Connection[Any]") -> None:
    owner.execute("DROP ROLE IF EXISTS reader_of_ids")
    owner.execute("CREATE ROLE reader_of_ids LOGIN")
    owner.execute("GRANT SELECT (id) ON data TO reader_of_ids")
    with closing(open_source(url.replace("postgres@", "reader_of_ids@"))) as source:
        # Only the columns of the statement are touched, so rights on those are enough.
        assert len(source.read(selection()).values) == 5
        assert source.read(selection(count=True)).count == 5
        with pytest.raises(SourceError, match="permission denied"):
            source.read(selection(outputs=(Output("s"),)))
    owner.execute("DROP OWNED BY reader_of_ids")
    owner.execute("DROP ROLE reader_of_ids")


def test_a_schema_is_named_before_the_table(source: DatabaseSource, owner: "psycopg.Connection[Any]") -> None:
    owner.execute('CREATE SCHEMA "Kpu"')
    owner.execute('CREATE TABLE "Kpu"."Tps" (id integer)')
    owner.execute('INSERT INTO "Kpu"."Tps" VALUES (7)')
    read = source.read(selection(table="Kpu.Tps", count=True))
    assert (read.values, read.count) == (((7,),), 1)
    owner.execute('DROP SCHEMA "Kpu" CASCADE')


TEXT_TYPES = {
    "citext": ("A", "a"),
    "char(13)": ("6106", "61"),
    "varchar(13)": ("6106", "61"),
    "text": ("6106", "61"),
    "uuid": ("6106d1d0-0000-4000-8000-000000000000", "6106d1d0-0000-4000-8000-000000000001"),
    "mood": ("rawan", "aman"),
    "name": ("rawan", "aman"),
}


@pytest.mark.parametrize("kind", TEXT_TYPES)
def test_every_type_of_text_is_compared_and_answered_by_its_bytes(
    source: DatabaseSource, owner: "psycopg.Connection[Any]", kind: str
) -> None:
    value, other = TEXT_TYPES[kind]
    owner.execute("CREATE EXTENSION IF NOT EXISTS citext")
    owner.execute("DROP TABLE IF EXISTS words")
    owner.execute("DROP TYPE IF EXISTS mood")
    owner.execute("CREATE TYPE mood AS ENUM ('rawan', 'aman')")
    owner.execute(f"CREATE TABLE words (id integer, s {kind})")
    owner.execute("INSERT INTO words VALUES (1, %s), (2, %s), (3, NULL)", [value, other])
    words = selection(table="words", outputs=(Output("id"), Output("s")), order=(SortKey("s"), SortKey("id")))
    expected = sorted([(1, value), (2, other)], key=lambda row: row[1].encode())
    assert source.read(words).values == (*expected, (3, None))
    assert source.read(replace(words, filter=Equals("s", value))).values == ((1, value),)
    assert source.read(replace(words, filter=In("s", (other, "none of ours")))).values == ((2, other),)
    if value.isdigit():
        assert source.read(replace(words, filter=Within("s", "6106"))).values == ((1, value),)


def test_a_decimal_that_is_whole_is_an_integer(
    source: DatabaseSource, owner: "psycopg.Connection[Any]"
) -> None:
    columns = COLUMNS | {"i": Column("q", LogicalType.INTEGER)}
    for number, value in ((1, "45.00"), (2, "45.5"), (3, "NaN"), (4, "1e30")):
        owner.execute("UPDATE data SET q = %s WHERE id = %s", [value, number])
    whole = selection(columns=columns, outputs=(Output("i"), Output("i", "round", (("digits", -1),))))
    assert source.read(replace(whole, filter=Equals("id", 1))).values == ((45, 50),)
    for number in (2, 3, 4):
        for output in whole.outputs:
            with pytest.raises(SourceError):
                source.read(replace(whole, outputs=(output,), filter=Equals("id", number)))


@pytest.mark.parametrize("junk", ["infinity", "-infinity", "0044-03-15 BC", "294276-01-01"])
@pytest.mark.parametrize("transform", [None, "year", "month"])
def test_a_day_that_rfc_3339_cannot_write_is_no_output(
    source: DatabaseSource, owner: "psycopg.Connection[Any]", junk: str, transform: str | None
) -> None:
    owner.execute("UPDATE data SET d = %s, t = %s WHERE id = 1", [junk, junk])
    for field in ("d", "t"):
        asked = selection(outputs=(Output(field, transform),))
        with pytest.raises(SourceError) as refusal:
            source.read(asked)
        assert junk not in str(refusal.value)
        # The page before it is whole: what lies beyond a page is no error of it.
        assert source.read(replace(asked, limit=1)).values == ((None,),)


@pytest.mark.parametrize("junk", ["NaN", "Infinity", "-Infinity"])
def test_a_number_that_json_cannot_write_is_no_output(
    source: DatabaseSource, owner: "psycopg.Connection[Any]", junk: str
) -> None:
    owner.execute("UPDATE data SET x = %s, q = %s WHERE id = 1", [junk, junk])
    for field in ("x", "q"):
        with pytest.raises(SourceError):
            source.read(selection(outputs=(Output(field),)))


def test_a_timestamp_without_a_zone_is_utc(source: DatabaseSource, owner: "psycopg.Connection[Any]") -> None:
    owner.execute("DROP TABLE IF EXISTS clocks")
    owner.execute("CREATE TABLE clocks (id integer, t timestamp, d timestamp)")
    owner.execute("INSERT INTO clocks VALUES (1, '2024-01-01 03:00:00', '2024-01-01')")
    clocks = selection(table="clocks", outputs=(Output("t"), Output("t", "month")))
    assert source.read(clocks).values == (("2024-01-01T03:00:00Z", "2024-01"),)
    with pytest.raises(SourceError):
        source.read(selection(table="clocks", outputs=(Output("d"),)))


def test_a_binary_number_pages_without_end_or_gap(
    source: DatabaseSource, owner: "psycopg.Connection[Any]"
) -> None:
    owner.execute("DROP TABLE IF EXISTS singles")
    owner.execute("CREATE TABLE singles (id integer, x real, q numeric)")
    owner.execute("INSERT INTO singles SELECT n, n / 10.0, n / 3.0 FROM generate_series(1, 5) AS n")
    for field in ("x", "q"):
        asked = selection(
            table="singles",
            outputs=(Output(field), Output("id")),
            order=(SortKey(field), SortKey("id")),
            limit=1,
        )
        seen: list[Any] = []
        after = None
        while rows := source.read(replace(asked, after=after)).values:
            seen.append(rows[0][1])
            after = rows[0]
        assert seen == [1, 2, 3, 4, 5]
    assert (
        type(source.read(selection(table="singles", outputs=(Output("q"),), limit=1)).values[0][0]) is Decimal
    )


@pytest.mark.parametrize(
    "stored", ["9223372036854775808", "-9223372036854775809", "1e30", "NaN", "Infinity", "1.5"]
)
@pytest.mark.parametrize(
    ("transform", "arguments"),
    [
        ("round", (("digits", -1),)),
        ("bucket", (("width", 10),)),
        ("bucket", (("edges", (0, 5)),)),
        ("top_code", (("cap", 5),)),
    ],
)
def test_no_transform_makes_a_whole_number_of_one_that_does_not_fit(
    source: DatabaseSource, owner: "psycopg.Connection[Any]", stored: str, transform: str, arguments: Any
) -> None:
    owner.execute("DROP TABLE IF EXISTS wholes")
    owner.execute("CREATE TABLE wholes (id integer, i numeric)")
    owner.execute("INSERT INTO wholes VALUES (1, 47), (2, %s::numeric)", [stored])
    asked = selection(table="wholes", outputs=(Output("i", transform, arguments),), limit=1)
    assert len(source.read(asked).values) == 1
    with pytest.raises(SourceError):
        source.read(replace(asked, limit=2))


def test_an_error_repeats_no_value(source: DatabaseSource, owner: "psycopg.Connection[Any]") -> None:
    owner.execute("DROP VIEW IF EXISTS broken")
    owner.execute("CREATE VIEW broken AS SELECT id, CAST(secret AS integer) AS i FROM data")
    with pytest.raises(SourceError) as refusal:
        source.read(selection(table="broken", outputs=(Output("i"),)))
    assert "22P02" in str(refusal.value)
    assert SECRET not in repr(refusal.value)
    assert refusal.value.__suppress_context__


def test_a_date_is_a_date(source: DatabaseSource, owner: "psycopg.Connection[Any]") -> None:
    owner.execute("UPDATE data SET d = %s WHERE id = 1", [date(2024, 2, 14)])
    assert source.read(selection(outputs=(Output("d"),), filter=Equals("d", date(2024, 2, 14)))).values == (
        ("2024-02-14",),
    )
