"""The solver's answers: a row that it finds does it, and where it finds none there is none to be found."""

from datetime import date
from decimal import Decimal

import pytest
import z3
from hypothesis import given, settings

from gateway.catalogue import Sentence
from gateway.drafting.prove_examples import examples
from gateway.drafting.prove_rows import Found, Nothing, Question, Undecided
from gateway.drafting.prove_values import ONE, OTHER, Comparison
from gateway.drafting.smt import Z3Solver
from gateway.policy import (
    EVERY_ROW,
    All,
    Any,
    Between,
    Equals,
    In,
    IsNull,
    LogicalType,
    Output,
    Within,
    condition_fields,
)
from tests.drafting.rows import CONDITIONS, TYPES

SOLVER = Z3Solver(20_000)


def question(wanted, unwanted):
    names = condition_fields(wanted) | condition_fields(unwanted)
    return Question((wanted,), (unwanted,), tuple(sorted((name, TYPES[name]) for name in names)))


@settings(max_examples=30, deadline=None)
@given(CONDITIONS, CONDITIONS)
def test_a_row_that_is_found_does_and_none_is_missed(wanted, unwanted):
    asked = question(wanted, unwanted)
    answer = SOLVER.find(asked)
    if isinstance(answer, Found):
        assert asked.is_answered_by(answer.row)
    else:
        assert isinstance(answer, Nothing)
        tried = examples((wanted, unwanted), dict(asked.types))
        assert not any(asked.is_answered_by(row) for row in tried)


PARTS = Any(tuple(Within("kode", f"6106{number:02}") for number in range(1, 4)))


@pytest.mark.parametrize(
    ("wanted", "unwanted"),
    [
        pytest.param(Within("kode", "6106"), Within("kode", "61"), id="a regency lies in its province"),
        pytest.param(Within("kode", "6106"), Between("kode", "61", "62"), id="and its codes in their order"),
        pytest.param(PARTS, Within("kode", "6106"), id="districts lie in their regency"),
        pytest.param(
            Between("tanggal", date(2024, 2, 28), date(2024, 3, 1)),
            In("tanggal", (date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1))),
            id="a leap year has one more day",
        ),
        pytest.param(
            Between("tanggal", date(2100, 2, 28), date(2100, 3, 1)),
            In("tanggal", (date(2100, 2, 28), date(2100, 3, 1))),
            id="a century has none",
        ),
        pytest.param(Between("nomor", 1, 3), In("nomor", (1, 2, 3)), id="whole numbers have no more between"),
        pytest.param(Between("nomor", 3, 1), Any(()), id="bounds the wrong way round"),
        pytest.param(All((Equals("nomor", 1), Equals("nomor", 2))), Any(()), id="one value is not two"),
        pytest.param(All((IsNull("nomor"), Equals("nomor", 2))), Any(()), id="nothing is no value"),
    ],
)
def test_what_no_row_can_be_is_said_of_every_row(wanted, unwanted):
    assert SOLVER.find(question(wanted, unwanted)) == Nothing()


@pytest.mark.parametrize(
    ("wanted", "unwanted"),
    [
        pytest.param(Within("kode", "61"), Within("kode", "6106"), id="a province is more than a regency"),
        pytest.param(Within("kode", "6106"), PARTS, id="a regency is more than some districts"),
        pytest.param(EVERY_ROW, Within("kode", "6106"), id="no rule is no region"),
        pytest.param(Between("kode", "6106", "6107"), Within("kode", "6106"), id="an order is no region"),
        pytest.param(
            Between("lat", Decimal(1), Decimal(2)),
            In("lat", (Decimal(1), Decimal(2))),
            id="numbers are dense",
        ),
        pytest.param(EVERY_ROW, Any((In("aktif", (True, False)), IsNull("aktif"))), id="a misfit"),
    ],
)
def test_a_row_is_found_where_there_is_one(wanted, unwanted):
    asked = question(wanted, unwanted)
    answer = SOLVER.find(asked)
    assert isinstance(answer, Found)
    assert asked.is_answered_by(answer.row)


def test_a_text_that_is_too_long_is_not_decided():
    answer = SOLVER.find(question(Equals("kode", "x" * 300), Within("kode", "61")))
    assert answer == Undecided(Sentence("prove.text-long", limit=200))


def test_what_takes_too_long_is_not_decided(monkeypatch):
    monkeypatch.setattr(z3.Solver, "check", lambda solver: z3.unknown)
    answer = SOLVER.find(question(Equals("kode", "a"), Equals("kode", "b")))
    assert isinstance(answer, Undecided)


@pytest.mark.parametrize(
    ("known", "asked", "follows"),
    [
        (("month", {}), ("year", {}), True),
        (("year", {}), ("month", {}), False),
        (("year", {}), ("age_band", {"edges": (17,), "on": date(2024, 12, 31)}), True),
    ],
    ids=str,
)
def test_a_form_of_a_date_follows_from_another_or_does_not(known, asked, follows):
    assert _follows(known, asked, LogicalType.DATE) is follows


@pytest.mark.parametrize(
    ("known", "asked", "follows"),
    [
        (("region", {"level": "desa"}), ("region", {"level": "kecamatan"}), True),
        (("region", {"level": "kecamatan"}), ("region", {"level": "desa"}), False),
        (("partial", {"keep_last": 3}), ("partial", {"keep_first": 1}), False),
        (("pseudonym", {}), ("partial", {"keep_first": 2}), True),
        (("geohash", {"precision": 6}), ("geohash", {"precision": 4}), True),
    ],
    ids=str,
)
def test_a_form_of_a_text_follows_from_another_or_does_not(known, asked, follows):
    assert _follows(known, asked, LogicalType.STRING) is follows


@pytest.mark.parametrize(
    ("known", "asked", "follows"),
    [
        (("bucket", {"width": 5}), ("bucket", {"width": 10}), True),
        (("bucket", {"width": 10}), ("bucket", {"width": 5}), False),
        (("top_code", {"cap": 50}), ("bucket", {"edges": (10, 50)}), True),
        (("round", {"digits": -1}), ("round", {"digits": -2}), False),
    ],
    ids=str,
)
def test_a_form_of_a_number_follows_from_another_or_does_not(known, asked, follows):
    assert _follows(known, asked, LogicalType.INTEGER) is follows


def _follows(known, asked, logical_type):
    one, other = (Output("x", name, tuple(arguments.items())) for name, arguments in (known, asked))
    comparison = Comparison(one, other, logical_type)
    answer = SOLVER.compare(comparison)
    if isinstance(answer, Found):
        assert comparison.is_answered_by(answer.row[ONE], answer.row[OTHER])
        return False
    assert answer == Nothing()
    return True
