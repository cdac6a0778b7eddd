"""Groups and their tallies: every database answers what the Python interpreter does, and reads no more."""

import sqlite3
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.errors import SourceError, StatementRefused
from gateway.policy import (
    EVERY_ROW,
    Aggregate,
    Column,
    Equals,
    LogicalType,
    Output,
    Within,
    read_groups,
    tally_rows,
)
from gateway.sources import check_statement, compile_statement, open_source

COLUMNS = {
    "desa": Column("kode_desa", LogicalType.STRING),
    "jk": Column("jk", LogicalType.STRING),
    "lahir": Column("lahir", LogicalType.DATE),
    "rumah": Column("rumah", LogicalType.INTEGER),
    "hadir": Column("hadir", LogicalType.BOOLEAN),
}
DIALECTS = ("sqlite", "postgresql", "mariadb")


def aggregate(groups=(Output("desa"), Output("jk")), sums=("rumah",), rows=EVERY_ROW, limit=1000):
    return Aggregate("kpu", "dpt", "t_dpt", COLUMNS, tuple(groups), tuple(sums), rows, limit)


def stored(rows):
    return [{COLUMNS[name].physical_name: value for name, value in row.items()} for row in rows]


def plain(found, wanted):
    return {key: group for key, group in sorted(read_groups(wanted, found).items(), key=repr)}


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    path = tmp_path_factory.mktemp("aggregates") / "sumber.db"
    with sqlite3.connect(path) as connection:
        # Columns that would compare otherwise than by bytes, if nobody saw to it.
        connection.execute("CREATE TABLE t_dpt (kode_desa TEXT COLLATE NOCASE, jk TEXT, lahir, rumah, hadir)")
    source = open_source(f"sqlite:///{path}")
    yield path, source
    source.close()


def fill(path, rows):
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM t_dpt")
        connection.executemany(
            "INSERT INTO t_dpt VALUES (:desa, :jk, :lahir, :rumah, :hadir)",
            [row | {"lahir": row["lahir"] and row["lahir"].isoformat()} for row in rows],
        )


ROW = st.fixed_dictionaries(
    {
        "desa": st.sampled_from(["6106012001", "61.06.01.2001", "a", "A", "", None, "5271"]),
        "jk": st.sampled_from(["L", "P", "l", None]),
        "lahir": st.sampled_from([None, date(1999, 12, 31), date(2000, 2, 29)]),
        "rumah": st.sampled_from([None, 0, 3, -2, 10**12]),
        "hadir": st.sampled_from([None, True, False]),
    }
)
GROUPS = st.lists(
    st.sampled_from(
        [
            Output("desa"),
            Output("desa", "region", (("level", "kecamatan"),)),
            Output("jk"),
            Output("lahir"),
            Output("lahir", "year"),
            Output("hadir"),
            Output("rumah"),
        ]
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda output: output.field,
)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(ROW, max_size=12),
    groups=GROUPS,
    sums=st.sampled_from([(), ("rumah",)]),
    rule=st.sampled_from([EVERY_ROW, Equals("jk", "L"), Within("desa", "6106")]),
)
def test_sqlite_counts_as_the_interpreter_does(database, rows, groups, sums, rule):
    path, source = database
    fill(path, rows)
    wanted = aggregate(groups, sums, rule)
    assert plain(source.read(wanted), wanted) == plain(tally_rows(wanted, rows), wanted)


@pytest.mark.parametrize("value", ["x", 1.5, b"x"])
def test_a_measured_value_of_another_type_fails_the_whole_table(database, value):
    path, source = database
    row = {"desa": "a", "jk": "L", "lahir": None, "rumah": 1, "hadir": True}
    fill(path, [row, row | {"rumah": value}])
    with pytest.raises(SourceError):
        source.read(aggregate())


def test_a_sum_past_64_bits_fails_instead_of_wrapping(database):
    path, source = database
    row = {"desa": "a", "jk": "L", "lahir": None, "rumah": 2**62, "hadir": True}
    fill(path, [row] * 4)
    with pytest.raises(SourceError):
        source.read(aggregate())


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("count(1)", "min({q}hadir{q})", id="another field among the figures"),
        pytest.param("count(1)", "{t}.{q}rumah{q}", id="a value of one row"),
        pytest.param("count(1)", "count(1), {t}.{q}jk{q}", id="a value beside the figures"),
        pytest.param("GROUP BY 1,", "GROUP BY 1, 3,", id="other groups"),
        pytest.param("LIMIT", "HAVING count(1) < 2 LIMIT", id="only small groups"),
        pytest.param("GROUP BY 1,", "GROUP BY 1, ", id=""),
    ],
)
def test_a_text_that_shows_more_than_groups_is_refused(dialect, old, new):
    quote = "`" if dialect == "mariadb" else '"'
    wanted = aggregate()
    text = compile_statement(wanted, dialect).text
    assert check_statement(text, wanted, dialect) == {"kode_desa", "jk", "rumah"}
    changed = text.replace(old, new.format(q=quote, t=f"{quote}t_dpt{quote}"))
    if changed.split() == text.split():
        check_statement(changed, wanted, dialect)
        return
    with pytest.raises(StatementRefused):
        check_statement(changed, wanted, dialect)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_text_without_groups_or_for_a_selection_is_refused(dialect):
    wanted = aggregate()
    text = compile_statement(wanted, dialect).text
    before, _, after = text.partition("GROUP BY")
    with pytest.raises(StatementRefused):
        check_statement(before + "LIMIT" + after.partition("LIMIT")[2], wanted, dialect)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_field_without_a_column_is_refused(dialect):
    with pytest.raises(StatementRefused):
        compile_statement(aggregate(sums=("lain",)), dialect)
    with pytest.raises(StatementRefused):
        compile_statement(aggregate(groups=(Output("lain"),)), dialect)
