"""Groups and their tallies: every database answers what the Python interpreter does, and reads no more."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.errors import SourceError, StatementRefused
from gateway.policy import EVERY_ROW, Aggregate, Equals, Output, Within, read_groups, tally_rows
from gateway.sources import check_statement, compile_statement
from tests.sources.conftest import COLUMNS

DIALECTS = ("sqlite", "postgresql", "mariadb")
ROW = {"id": 1, "s": "a", "i": 1, "x": None, "q": None, "b": True, "d": None, "t": None}


LABELS = (Output("s"), Output("b"))


def aggregate(groups=LABELS, sums=("i",), rows=EVERY_ROW, limit=1000):
    return Aggregate("kpu", "data", "data", COLUMNS, tuple(groups), tuple(sums), rows, limit)


def plain(found, wanted):
    return dict(sorted(read_groups(wanted, found).items(), key=repr))


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "s": st.sampled_from(["6106012001", "61.06.01.2001", "a", "A", "a ", "", None, "5271"]),
            "b": st.sampled_from([True, False, None]),
            "d": st.sampled_from([None, date(1999, 12, 31), date(2000, 2, 29)]),
            "i": st.sampled_from([None, 0, 3, -2, 10**12]),
        }
    ),
    max_size=12,
)
GROUPS = st.lists(
    st.sampled_from(
        [
            Output("s"),
            Output("s", "region", (("level", "kecamatan"),)),
            Output("d"),
            Output("d", "year"),
            Output("b"),
            Output("i"),
        ]
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda output: output.field,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    drawn=ROWS,
    groups=GROUPS,
    sums=st.sampled_from([(), ("i",)]),
    rule=st.sampled_from([EVERY_ROW, Equals("b", True), Within("s", "6106")]),
)
def test_every_database_counts_as_the_interpreter_does(bench, drawn, groups, sums, rule):
    rows = [ROW | row | {"id": number} for number, row in enumerate(drawn)]
    bench.load(rows)
    wanted = aggregate(groups, sums, rule)
    assert plain(bench.source.read(wanted), wanted) == plain(tally_rows(wanted, rows), wanted)


def test_no_more_groups_come_than_were_asked_for(bench):
    bench.load([ROW | {"id": number, "s": str(number)} for number in range(5)])
    assert len(bench.source.read(aggregate(limit=3)).values) == 3


def test_a_sum_past_64_bits_fails_instead_of_wrapping(bench):
    bench.load([ROW | {"id": number, "i": 2**62} for number in range(4)])
    with pytest.raises(SourceError):
        bench.source.read(aggregate())


@pytest.mark.parametrize("value", ["x", 1.5, b"x"])
def test_a_measured_value_of_another_type_fails_the_whole_table(sqlite_bench, value):
    sqlite_bench.load([ROW, ROW | {"id": 2, "i": value}])
    with pytest.raises(SourceError):
        sqlite_bench.source.read(aggregate())


@pytest.mark.parametrize("value", [7, 1.5, b"x"])
def test_a_label_of_another_type_fails_the_whole_table(sqlite_bench, value):
    sqlite_bench.load([ROW, ROW | {"id": 2, "b": value}])
    with pytest.raises(SourceError):
        sqlite_bench.source.read(aggregate())


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("count(1)", "min({t}.{q}x{q})", id="another field among the figures"),
        pytest.param("count(1)", "{t}.{q}i{q}", id="a value of one row"),
        pytest.param("count(1)", "count(1), {t}.{q}s{q}", id="a value beside the figures"),
        pytest.param("GROUP BY 1,", "GROUP BY 1, 3,", id="other groups"),
        pytest.param("LIMIT", "HAVING count(1) < 2 LIMIT", id="only small groups"),
        pytest.param("SELECT ", "SELECT {t}.{q}i{q} AS {q}s{q}, ", id="another label first"),
    ],
)
def test_a_text_that_shows_more_than_groups_is_refused(dialect, old, new):
    quote = "`" if dialect == "mariadb" else '"'
    wanted = aggregate()
    text = compile_statement(wanted, dialect).text
    assert check_statement(text, wanted, dialect) == {"s", "b", "i"}
    changed = text.replace(old, new.format(q=quote, t=f"{quote}data{quote}"))
    assert changed != text
    with pytest.raises(StatementRefused):
        check_statement(changed, wanted, dialect)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_text_without_groups_is_refused(dialect):
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
