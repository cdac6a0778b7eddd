"""One text a shape: no value, no unused column and no unquoted name ever stands in it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.errors import StatementRefused
from gateway.policy import (
    All,
    Between,
    Column,
    Condition,
    Equals,
    In,
    IsNull,
    LogicalType,
    Output,
    Selection,
    SortKey,
    Within,
)
from gateway.policy import Any as AnyOf
from gateway.sources import compile_statement, statement
from gateway.sources.shape import form_of, shape_of
from tests.sources.conftest import COLUMNS, Bench, selection

DIALECTS = pytest.mark.parametrize("dialect", ["sqlite", "postgresql", "mariadb"])
INJECTIONS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.sampled_from(
        [
            "' OR 1=1 --",
            "'; DROP TABLE data; --",
            '" OR ""="',
            "\\'; SELECT secret FROM data; --",
            "$1",
            "?",
            ":p0",
            "%s",
            "%(p0)s",
            "/* */",
            "\u02bc OR 1=1",
            "x'41'",
        ]
    ),
)


@DIALECTS
@given(left=INJECTIONS, right=INJECTIONS)
def test_a_value_changes_the_parameters_and_never_the_text(dialect: str, left: str, right: str) -> None:
    first = compile_statement(selection(filter=Equals("s", left)), dialect)
    second = compile_statement(selection(filter=Equals("s", right)), dialect)
    assert first.text == second.text
    assert left in first.parameters
    assert right in second.parameters


@pytest.mark.parametrize("value", ["' OR 1=1 --", "'; DELETE FROM data; --", "s' OR 's'='s", "\\"])
def test_an_injection_is_just_a_text_that_no_row_holds(bench: Bench, value: str) -> None:
    bench.load([{"id": 1, "s": "a"}, {"id": 2, "s": value}])
    assert bench.source.read(selection(filter=Equals("s", value))).values == ((2,),)
    assert bench.source.read(selection(filter=In("s", (value, "b")))).values == ((2,),)
    assert bench.source.read(selection(count=True)).count == 2


@DIALECTS
def test_a_column_without_a_use_is_not_read_even_when_the_selection_holds_it(dialect: str) -> None:
    compiled = compile_statement(selection(outputs=(Output("s"),), filter=IsNull("i")), dialect)
    assert compiled.columns == {"id", "s", "i"}
    for unused in COLUMNS.keys() - {"id", "s", "i"}:
        assert f'"{unused}"' not in compiled.text
    assert "*" not in compiled.text


@DIALECTS
@pytest.mark.parametrize(
    "changes",
    [
        {"outputs": (Output("secret"),)},
        {"filter": Equals("secret", "a")},
        {"rows": All((AnyOf((IsNull("secret"),)),))},
        {"order": (SortKey("secret"), SortKey("id"))},
        {"outputs": (Output("secret", "year"),)},
    ],
)
def test_a_field_without_a_column_cannot_be_named(dialect: str, changes: dict[str, Any]) -> None:
    with pytest.raises(StatementRefused, match="secret"):
        compile_statement(selection(**changes), dialect)


@DIALECTS
@pytest.mark.parametrize("name", ["", "a" * 64, "é" * 32, "a\0b", "a\nb", "a\u202eb"])
def test_a_name_that_a_database_reads_otherwise_is_refused(dialect: str, name: str) -> None:
    columns = {"id": Column("id", LogicalType.INTEGER), "s": Column(name, LogicalType.STRING)}
    with pytest.raises(StatementRefused):
        compile_statement(selection(columns=columns, outputs=(Output("s"),)), dialect)
    with pytest.raises(StatementRefused):
        compile_statement(selection(table=name), dialect)


@pytest.mark.parametrize("table", ["a.b.c", ".b", "a.", "."])
def test_a_table_has_at_most_a_schema_before_it(table: str) -> None:
    with pytest.raises(StatementRefused):
        compile_statement(selection(table=table), "sqlite")


@pytest.mark.parametrize(
    "name", ['a"b', "select", "kode tps", "id; DROP TABLE data", "a'b", "$1", "ID", "é", "a.b", "--"]
)
def test_a_strange_name_is_only_a_name(bench: Bench, name: str) -> None:
    quoted = '"' + name.replace('"', '""') + '"'
    bench.run(f"DROP TABLE IF EXISTS {quoted}", f"CREATE TABLE {quoted} ({quoted} integer, secret integer)")
    bench.run(f"INSERT INTO {quoted} VALUES (1, 7)")
    columns = {"f": Column(name, LogicalType.INTEGER)}
    strange = selection(columns=columns, outputs=(Output("f"),), filter=Equals("f", 1), order=(SortKey("f"),))
    if "." not in name:
        assert bench.source.read(replace(strange, table=name)).values == ((1,),)
        assert bench.source.read(replace(strange, table=name, count=True)).count == 1


@DIALECTS
def test_selections_of_one_shape_share_one_text(dialect: str) -> None:
    texts = {
        compile_statement(selection(filter=In("i", tuple(range(size))), limit=size), dialect).text
        for size in (5, 6, 7, 8)
    }
    assert len(texts) == 1
    ordered = [compile_statement(selection(after=(place,)), dialect) for place in (1, 2)]
    assert ordered[0].text is ordered[1].text


@DIALECTS
def test_a_constant_is_told_to_no_source(dialect: str) -> None:
    compiled = compile_statement(
        selection(outputs=(Output("id"), Output("s", "constant", (("value", "tetap"),)))), dialect
    )
    assert "tetap" not in compiled.text
    assert "tetap" not in compiled.parameters
    assert compiled.columns == {"id"}


def test_a_page_of_constants_has_the_rows_of_the_table(bench: Bench) -> None:
    bench.load([{"id": number} for number in range(3)])
    read = bench.source.read(selection(outputs=(Output("s", "constant", (("value", "tetap"),)),), limit=2))
    assert read.values == (("tetap",), ("tetap",))


@DIALECTS
def test_a_keyed_transform_leaves_the_source_as_the_field_and_nothing_else(dialect: str) -> None:
    plain = compile_statement(selection(outputs=(Output("s"),)), dialect)
    keyed = compile_statement(selection(outputs=(Output("s", "pseudonym"),)), dialect)
    assert keyed.text == plain.text


@DIALECTS
@pytest.mark.parametrize(
    ("field", "transform", "arguments"),
    [
        ("s", "token", ()),
        ("s", "geohash", (("precision", 5),)),
        ("x", "bucket", (("width", 5),)),
        ("x", "top_code", (("cap", 5),)),
    ],
)
def test_what_runs_in_the_gateway_leaves_no_word_in_the_statement(
    dialect: str, field: str, transform: str, arguments: Any
) -> None:
    plain = compile_statement(selection(outputs=(Output(field),)), dialect)
    assert compile_statement(selection(outputs=(Output(field, transform, arguments),)), dialect) == plain


@DIALECTS
def test_edges_caps_and_days_are_bound_and_not_written(dialect: str) -> None:
    outputs = (
        Output("i", "bucket", (("edges", (4711, 4712)),)),
        Output("d", "age_band", (("edges", (17, 47)), ("on", date(2024, 2, 14)))),
    )
    found = compile_statement(selection(outputs=outputs), dialect)
    assert {4711, 4712, "17-46", "47+", "2007-02-14", "1977-02-14"} <= set(found.parameters)
    assert not any(word in found.text for word in ("4711", "17-46", "2007"))


@DIALECTS
def test_the_count_reads_conditions_alone(dialect: str) -> None:
    asked = selection(outputs=(Output("s"),), filter=Equals("i", 1), after=(5,), count=True)
    count = compile_statement(asked, dialect).count
    assert count is not None
    assert count.columns == {"i"}
    assert count.parameters == (1,)
    assert compile_statement(replace(asked, count=False), dialect).count is None


def test_a_region_rule_can_use_an_index(sqlite_bench: Bench) -> None:
    sqlite_bench.run("CREATE INDEX IF NOT EXISTS data_s ON data (s)")
    compiled = compile_statement(selection(filter=Within("s", "6106")), "sqlite")
    plan = sqlite_bench.connection.execute(
        f"EXPLAIN QUERY PLAN {compiled.text}", compiled.parameters
    ).fetchall()
    assert str(plan).count("SEARCH data USING COVERING INDEX data_s (s>? AND s<?)") == 2
    keyset = compile_statement(
        selection(
            columns=COLUMNS | {"s": Column("s", LogicalType.STRING, required=True)},
            order=(SortKey("s"),),
            after=("6106",),
        ),
        "sqlite",
    )
    plan = sqlite_bench.connection.execute(f"EXPLAIN QUERY PLAN {keyset.text}", keyset.parameters).fetchall()
    assert "SEARCH data USING COVERING INDEX data_s (s>?)" in str(plan)
    assert "TEMP B-TREE" not in str(plan)
    sqlite_bench.run("DROP INDEX data_s")


def test_a_range_of_texts_can_use_an_index(sqlite_bench: Bench) -> None:
    sqlite_bench.run("CREATE INDEX IF NOT EXISTS data_s ON data (s)")
    compiled = compile_statement(selection(filter=Between("s", "6106", "6107")), "sqlite")
    plan = sqlite_bench.connection.execute(
        f"EXPLAIN QUERY PLAN {compiled.text}", compiled.parameters
    ).fetchall()
    assert "SEARCH data USING COVERING INDEX data_s (s>? AND s<?)" in str(plan)
    sqlite_bench.run("DROP INDEX data_s")


def test_an_unknown_dialect_is_refused() -> None:
    with pytest.raises(StatementRefused):
        compile_statement(selection(), "oracle")


def test_selections_are_compared_by_all_that_shapes_them() -> None:
    base = selection(outputs=(Output("i"),))
    variants: list[Selection] = [
        base,
        replace(base, outputs=(Output("i", "round", (("digits", -1),)),)),
        replace(base, outputs=(Output("i", "round", (("digits", -2),)),)),
        replace(base, order=(SortKey("id", True),)),
        replace(base, rows=IsNull("s")),
        replace(base, filter=IsNull("d")),
        replace(base, after=(1,)),
        replace(base, after=(None,)),
        replace(base, table="other"),
        replace(base, columns=COLUMNS | {"id": Column("key", LogicalType.INTEGER, required=True)}),
    ]
    texts = {compile_statement(each, "postgresql").text for each in variants}
    assert len(texts) == len(variants)


FILTERS = st.recursive(
    st.one_of(
        st.builds(Equals, st.just("s"), st.text(max_size=3)),
        st.builds(Equals, st.just("i"), st.integers(0, 9)),
        st.builds(In, st.just("s"), st.lists(st.text(max_size=2), min_size=1, max_size=6).map(tuple)),
        st.builds(Within, st.just("s"), st.sampled_from(["61", "6106", "610601", "1101"])),
        st.builds(Between, st.sampled_from(["i", "id"]), st.integers(0, 9), st.integers(0, 9)),
        st.builds(IsNull, st.sampled_from(["s", "d"])),
    ),
    lambda parts: st.one_of(
        st.builds(All, st.lists(parts, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(parts, min_size=1, max_size=3).map(tuple)),
    ),
    max_leaves=4,
)


@given(FILTERS, FILTERS)
def test_two_filters_have_one_form_wherever_they_have_one_shape(one: Condition, other: Condition) -> None:
    shapes, forms = (
        [part(selection(filter=each), "sqlite") for each in (one, other)] for part in (shape_of, form_of)
    )
    assert (forms[0][0] == forms[1][0]) is (shapes[0][0] == shapes[1][0])
    assert [values for _, values in forms] == [values for _, values in shapes]


def test_only_so_many_shapes_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    shapes = statement._Shapes()
    monkeypatch.setattr(statement, "_KEPT", shapes)
    monkeypatch.setattr(statement, "MAX_SHAPES", 3)
    for name in ("s", "i", "x", "q", "s"):
        compile_statement(selection(filter=IsNull(name)), "sqlite")
    assert len(shapes._kept) == 3
    texts = [prepared.compiled.page.text for prepared in shapes._kept.values()]
    assert [name for text in texts for name in ("s", "i", "x", "q") if f'"{name}" IS NULL' in text] == [
        "x",
        "q",
        "s",
    ]
