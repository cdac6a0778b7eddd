"""What is made once for the same values, and never for others."""

from gateway.policy import Kept
from gateway.policy.kept import keep


def test_the_same_values_give_the_same_thing_and_equal_ones_do_not() -> None:
    kept: Kept[list[int]] = Kept()
    one, twin = [1], [1]
    made = kept.get(lambda: [7], one, "a")
    assert kept.get(lambda: [8], one, "a") is made
    assert kept.get(lambda: [9], twin, "a") == [9]
    assert kept.get(lambda: [10], one) == [10]


def test_what_was_made_holds_its_values_so_that_no_other_takes_their_place() -> None:
    kept: Kept[int] = Kept()
    for number in range(200):
        # Each would be gone after its turn, and its place in memory taken again, did nothing hold it here.
        assert kept.get(lambda number=number: number, [number]) == number


def test_their_number_is_bounded() -> None:
    kept: Kept[int] = Kept(limit=4)
    values = [[number] for number in range(10)]
    for value in values:
        kept.get(lambda value=value: value[0], value)
    assert len(kept._made) <= 4
    made: dict[int, int] = {}
    for number in range(10):
        keep(made, number, number, limit=4)
    assert made == {8: 8, 9: 9}


def test_what_cannot_be_made_is_not_kept() -> None:
    kept: Kept[int] = Kept()
    value = [1]

    def fail() -> int:
        raise ValueError

    for _ in range(2):
        try:
            kept.get(fail, value)
        except ValueError:
            continue
        raise AssertionError
    assert kept.get(lambda: 1, value) == 1
