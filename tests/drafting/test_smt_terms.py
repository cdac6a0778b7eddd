"""The solver's reading of a term says of every row what the Python interpreter says."""

from datetime import UTC, date
from decimal import Decimal
from fractions import Fraction

import pytest
import z3
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.drafting import smt_contents, smt_terms, smt_texts
from gateway.drafting.smt_contents import Size, Token, alike
from gateway.drafting.smt_fields import Number
from gateway.drafting.smt_logic import BITS
from gateway.drafting.smt_terms import Row
from gateway.drafting.smt_texts import Chance, Text
from gateway.errors import SourceError
from gateway.policy import (
    All,
    Between,
    Equals,
    In,
    LogicalType,
    Output,
    Within,
    apply,
    condition_fields,
    fits,
    holds,
    lower_condition,
    lower_output,
)
from tests.drafting.rows import CONDITIONS, ROWS, TYPES

WIDTH = 20


def pinned(row, values):
    """Say of each term of a row what it is for these values."""
    found = []
    for of, held in row.fields.items():
        value = values[of.field]
        is_fit = fits(of.type, value)
        found += [(held.misfit, z3.BoolVal(not is_fit)), (held.missing, z3.BoolVal(value is None))]
        if is_fit and value is not None:
            found += _content(held, of, value)
    return found


def _content(held, of, value):
    content = held.content
    match of.type:
        case LogicalType.INTEGER:
            return [(content.term, z3.IntVal(value))]
        case LogicalType.NUMBER:
            exact = z3.RealVal(str(Fraction(value)))
            return [(content.term, exact), (content.binary, z3.BoolVal(isinstance(value, float)))]
        case LogicalType.BOOLEAN:
            return [(z3.Bool(of.field), z3.BoolVal(value))]
        case LogicalType.STRING:
            text, size = value, [(content.size, z3.BitVecVal(len(value), BITS))]
        case LogicalType.DATE:
            text, size = value.isoformat(), []
        case LogicalType.TIMESTAMP:
            plain = value.astimezone(UTC).replace(tzinfo=None)
            text, size = plain.isoformat(timespec="microseconds"), []
    chars = [ord(char) for char in text] + [0] * len(content.chars)
    return size + [
        (char, z3.BitVecVal(point, BITS))
        for char, point in zip(content.chars, chars, strict=False)
        if not isinstance(char, int)
    ]


def said(row, formula, values):
    """Return what a formula comes to; None when it is left free."""
    if isinstance(formula, bool):
        return formula
    found = z3.simplify(z3.substitute(formula, *pinned(row, values)))
    return True if z3.is_true(found) else False if z3.is_false(found) else None


def disagreements(condition, values):
    """Name the answers of the two interpreters where they differ."""
    row = Row("", WIDTH, Chance())
    types = {name: TYPES[name] for name in condition_fields(condition)}
    found = said(row, row.test(lower_condition(condition, types)), values)
    expected = holds(condition, values, TYPES)
    return [] if found is expected else [(found, expected)]


@settings(max_examples=80, deadline=None)
@given(CONDITIONS, ROWS)
def test_a_condition_holds_for_a_row_in_both_or_in_neither(condition, values):
    assert disagreements(condition, values) == []


@given(st.text("0123456789.x", max_size=WIDTH))
@settings(max_examples=20, deadline=None)
def test_a_region_holds_a_text_in_both_or_in_neither(text):
    assert disagreements(Within("kode", "61"), {"kode": f"61{text}"[:WIDTH]}) == []


@given(CONDITIONS, ROWS, st.text("61.07x", max_size=24))
@settings(max_examples=40, deadline=None)
def test_what_is_not_known_of_a_long_text_is_free_and_never_wrong(condition, values, text):
    row = Row("", 5, Chance())
    found = said(row, row.test(lower_condition(condition, TYPES)), {**values, "kode": text})
    assert found in {None, holds(condition, {**values, "kode": text}, TYPES)}


OUTPUTS = [
    (Output("kode"), "kode"),
    (Output("kode", "constant", (("value", "x"),)), "kode"),
    (Output("kode", "partial", (("keep_first", 2),)), "kode"),
    (Output("kode", "partial", (("keep_last", 3), ("mask", "#"))), "kode"),
    (Output("kode", "region", (("level", "kecamatan"),)), "kode"),
    (Output("kode", "region", (("level", "desa"),)), "kode"),
    (Output("tanggal", "year"), "tanggal"),
    (Output("tanggal", "month"), "tanggal"),
    (Output("waktu", "year"), "waktu"),
    (Output("waktu", "month"), "waktu"),
    (Output("nomor", "round", (("digits", -1),)), "nomor"),
    (Output("nomor", "bucket", (("width", 3),)), "nomor"),
    (Output("nomor", "bucket", (("edges", (-2, 0, 3)),)), "nomor"),
    (Output("nomor", "top_code", (("cap", 2),)), "nomor"),
    (Output("lat", "round", (("digits", 1),)), "lat"),
    (Output("tanggal", "age_band", (("edges", (17, 60)), ("on", date(2024, 2, 14)))), "tanggal"),
]


def known_content(row, content, values):
    """Return the value of a content; None where it is free."""

    def number(term):
        if isinstance(term, int | Fraction):
            return term
        found = z3.simplify(z3.substitute(term, *pinned(row, values)))
        if z3.is_bv_value(found) or z3.is_int_value(found):
            return found.as_long()
        return Fraction(found.numerator_as_long(), found.denominator_as_long())

    if isinstance(content, Text):
        size = number(content.size)
        return "".join(chr(number(char)) for char in content.chars[:size])
    assert isinstance(content, Number)
    return number(content.term)


@pytest.mark.parametrize(("output", "field"), OUTPUTS, ids=lambda each: str(each))
@settings(max_examples=8, deadline=None)
@given(values=ROWS)
def test_an_output_is_the_same_in_both(output, field, values):
    value = values[field]
    if (
        not fits(TYPES[field], value)
        or isinstance(value, float)
        or (isinstance(value, str) and "\0" in value)
    ):
        return
    row = Row("", 24, Chance())
    found = row.value(lower_output(output, TYPES[field]))
    try:
        expected = apply(output, TYPES[field], value)
    except SourceError:
        assert said(row, found.fails, values) is True
        return
    assert said(row, found.fails, values) is False
    assert said(row, found.missing, values) is (expected is None)
    if expected is not None:
        content = known_content(row, found.content, values)
        if TYPES[field] in {LogicalType.DATE, LogicalType.TIMESTAMP} and isinstance(expected, str):
            content = content[: len(expected)]
        assert content == (Fraction(expected) if isinstance(expected, Decimal | int) else expected)


def test_tokens_are_equal_as_their_values_are_and_tell_no_more():
    row = Row("", 4, Chance())
    one = row.value(lower_output(Output("kode", "pseudonym"), LogicalType.STRING))
    assert isinstance(one.content, Token)
    assert said(row, alike(one.content, one.content, row.chance), {"kode": "61"}) is True


def test_a_finer_geohash_begins_with_a_coarser_one():
    row = Row("", 24, Chance())
    fine, coarse = (
        row.value(lower_output(Output("kode", "geohash", (("precision", digits),)), LogicalType.STRING))
        for digits in (6, 4)
    )
    assert fine.content.chars[:4] == coarse.content.chars


def test_a_primitive_that_is_not_known_stops_the_reading():
    with pytest.raises(AssertionError):
        Row("", 4, Chance()).test("a primitive of tomorrow")
    with pytest.raises((AssertionError, AttributeError)):
        Row("", 4, Chance()).value("a primitive of tomorrow")


MUTANTS = {
    "before": (smt_contents, "before", lambda one, other, chance: smt_texts.before(other, one, chance)),
    "begins": (smt_terms, "begins", lambda of, text, chance: True),
    "equal": (smt_contents, "equal", lambda one, other, chance: True),
    "there": (smt_terms, "there", lambda found: True),
    "some": (smt_terms, "some", smt_terms.every),
    "every": (smt_terms, "every", smt_terms.some),
    "without": (smt_terms, "without", lambda of, character, chance: of),
    "stripped": (smt_terms, "stripped", lambda of, characters, chance: smt_texts.known_text("")),
    "joined": (smt_terms, "joined", lambda parts, chance: parts[0]),
    "cut": (smt_terms, "cut", lambda of, start, length, chance: of),
    "nearest": (smt_contents, "_nearest", lambda constant, binary: smt_terms.number(Fraction(constant))),
    "sized": (smt_terms, "sized", lambda one, other: (Size(2), Size(2))),
}
TABLE = [
    *(
        (Within("kode", "6106"), {"kode": code})
        for code in ("6106", "61.06.01", "6.106", "6106x1", "6107", None)
    ),
    *((Between("kode", "b", "d"), {"kode": text}) for text in ("a", "b", "c", "d", "e", "dd")),
    (In("kode", ("a", "b")), {"kode": "c"}),
    (Equals("lat", Decimal("0.1")), {"lat": 0.1}),
    (All((Equals("nomor", 1), Equals("kode", "a"))), {"nomor": 1, "kode": "b"}),
]


def test_the_honest_interpreter_passes_the_table():
    assert not any(disagreements(condition, values) for condition, values in TABLE)


@pytest.mark.parametrize("name", MUTANTS)
def test_an_interpreter_that_is_wrong_in_one_part_is_caught_by_the_table(name, monkeypatch):
    room, part, wrong = MUTANTS[name]
    monkeypatch.setattr(room, part, wrong)
    assert any(disagreements(condition, values) for condition, values in reversed(TABLE))
