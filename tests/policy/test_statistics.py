"""What may be shown of counted groups, figure by figure and line by line."""

import pytest

from gateway.policy import Measure, Place, StatisticsRight, StatisticsTable, publish
from gateway.policy.rights import GroupBy
from gateway.policy.statistics import Group, Tally, rounded

HERE = Place("a.yaml", 1)


def right(*tables, k=3):
    made = {
        f"t{number}": StatisticsTable(
            f"t{number}", tuple(GroupBy(name, HERE) for name in group), tuple(measures), HERE
        )
        for number, (group, measures) in enumerate(tables)
    }
    return StatisticsRight("day", k, made, HERE)


COUNT = Measure("count", 1)
DESA_JK = right((("desa", "jk"), (COUNT,)))


def counted(**sizes):
    """Write groups by their labels: `A_L=5`."""
    return {tuple(name.split("_")): Group(count, ()) for name, count in sizes.items()}


def shown(groups, statistics=DESA_JK):
    return {tuple(row[:-1]): row[-1] for row in publish(statistics, groups)["t0"]}


def test_a_small_group_takes_its_whole_line_and_another_line_with_it():
    assert shown(counted(A_L=9, A_P=2, B_L=8, B_P=8, C_L=4, C_P=4)) == {("B", "L"): 8, ("B", "P"): 8}


def test_one_row_more_and_everything_is_shown():
    groups = counted(A_L=9, A_P=3, B_L=8, B_P=8, C_L=4, C_P=4)
    assert shown(groups) == {name: group.rows for name, group in groups.items()}


def test_what_is_hidden_adds_up_to_a_group_in_every_column_or_to_none():
    # Two lines are hidden with two men in all: a third line hides the two.
    groups = counted(A_L=2, A_P=9, B_P=1, C_L=3, C_P=3, D_L=9, D_P=9)
    assert shown(groups) == {("D", "L"): 9, ("D", "P"): 9}


def test_two_lines_without_anybody_in_a_column_say_nothing_of_it():
    groups = counted(A_L=2, B_L=1, C_L=9, C_P=9)
    assert shown(groups) == {("C", "L"): 9, ("C", "P"): 9}


def test_where_nothing_is_left_to_hide_behind_nothing_is_shown():
    assert shown(counted(A_L=1, B_L=9)) == {}
    assert shown(counted(A_L=1)) == {}


def test_of_lines_of_one_size_the_first_label_is_hidden():
    groups = counted(C_L=1, A_L=5, B_L=5)
    assert shown(groups, right((("desa",), (COUNT,)))) == {("B",): 5}


def test_a_null_is_a_label_like_any_other_and_comes_last():
    groups = {("A", None): Group(4, ()), (None, "L"): Group(3, ()), ("A", "L"): Group(5, ())}
    assert list(shown(groups)) == [("A", "L"), ("A", None), (None, "L")]


def test_a_line_that_is_small_in_one_table_is_hidden_in_all():
    statistics = right((("desa", "jk"), (COUNT,)), (("desa", "umur"), (COUNT,)))
    groups = {
        (desa, jk, umur): Group(count, ())
        for desa, jk, umur, count in (
            ("A", "L", "tua", 5),
            ("A", "P", "muda", 2),
            ("A", "P", "tua", 2),
            ("B", "L", "tua", 6),
            ("B", "P", "muda", 6),
            ("C", "L", "tua", 4),
            ("C", "P", "muda", 4),
        )
    }
    tables = publish(statistics, groups)
    # A is whole by sex, and has two of the young.
    assert {row[0] for row in tables["t0"]} == {row[0] for row in tables["t1"]} == {"B"}


SUM = Measure("sum", 10, "rumah")


@pytest.mark.parametrize(
    ("tally", "is_shown"),
    [
        pytest.param(Tally(5, 30, 2, 10), True, id="a third"),
        pytest.param(Tally(5, 29, 2, 10), False, id="more than a third"),
        pytest.param(Tally(5, 30, -1, 10), False, id="a negative contribution"),
        pytest.param(Tally(2, 20, 5, 6), False, id="few of them have a value"),
        pytest.param(Tally(0, 0, 0, 0), True, id="none has a value"),
        pytest.param(Tally(5, 0, 0, 0), True, id="all are zero"),
    ],
)
def test_a_sum_is_shown_only_if_no_row_makes_up_much_of_it(tally, is_shown):
    fine = Tally(9, 90, 10, 10)
    groups = {
        ("A",): Group(5, (tally,)),
        **{(name,): Group(9, (fine,)) for name in "BCDEFGH"},
    }
    tables = publish(right((("desa",), (COUNT, SUM))), groups)
    assert (["A", 5, (2 * tally.total + 10) // 20 * 10] in tables["t0"]) is is_shown


@pytest.mark.parametrize(
    ("number", "base", "result"),
    [(0, 5, 0), (2, 5, 0), (3, 5, 5), (7, 5, 5), (8, 5, 10), (1, 2, 2), (4, 1, 4), (5, 10, 10), (4, 10, 0)],
)
def test_figures_are_rounded_half_up(number, base, result):
    assert rounded(number, base) == result
