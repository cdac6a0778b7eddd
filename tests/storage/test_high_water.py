"""The high water never falls, survives a torn write, and is shared by processes."""

import pytest

from gateway.errors import LogBehind
from gateway.storage.high_water import Head, HighWater
from tests.storage.making import together

FIRST, SECOND, THIRD = (Head(size, bytes([size]) * 32) for size in (3, 5, 9))


def test_nothing_given_out_is_size_zero(tmp_path):
    assert HighWater(tmp_path / "water").read().size == 0


def test_a_smaller_head_changes_nothing(tmp_path):
    water = HighWater(tmp_path / "water")
    for head in (SECOND, FIRST, SECOND):
        water.advance(head)
        assert HighWater(tmp_path / "water").read() == SECOND


def test_another_process_sees_it_and_cannot_lower_it(tmp_path):
    one, two = HighWater(tmp_path / "water"), HighWater(tmp_path / "water")
    one.advance(THIRD)
    two.advance(FIRST)
    assert two.read() == one.read() == THIRD


def test_a_smaller_size_than_the_one_known_is_behind(tmp_path):
    water = HighWater(tmp_path / "water")
    water.advance(SECOND)
    with pytest.raises(LogBehind):
        water.check(4)
    water.check(5)


def test_a_log_that_grows_while_its_size_is_read_is_not_behind(tmp_path):
    water = HighWater(tmp_path / "water")
    water.advance(SECOND)
    known = water.known()
    # Another thread commits, after this one's SELECT.
    water.advance(THIRD)
    water.check(5, known)
    with pytest.raises(LogBehind):
        water.check(4, known)


@pytest.mark.parametrize("at", [0, 1, 60, 100, 127, 128, 200, 255])
def test_one_torn_slot_leaves_the_other(tmp_path, at: int):
    path = tmp_path / "water"
    water = HighWater(path)
    water.advance(FIRST)
    water.advance(SECOND)
    data = bytearray(path.read_bytes())
    data[at] ^= 0x15
    path.write_bytes(data)
    # The white space that fills a slot carries nothing.
    assert HighWater(path).read() in {FIRST, SECOND}
    HighWater(path).advance(THIRD)
    assert HighWater(path).read() == THIRD


def test_an_unfinished_write_is_not_read(tmp_path):
    path = tmp_path / "water"
    HighWater(path).advance(FIRST)
    path.write_bytes(path.read_bytes()[:40])
    assert HighWater(path).read().size == 0


def test_threads_advance_it_together(tmp_path):
    water = HighWater(tmp_path / "water")
    heads = [Head(size, bytes([size]) * 32) for size in range(1, 33)]
    together([lambda head=head: water.advance(head) for head in heads])
    assert water.read() == HighWater(tmp_path / "water").read() == heads[-1]


def test_only_the_owner_may_read_it(tmp_path):
    HighWater(tmp_path / "water").advance(FIRST)
    assert (tmp_path / "water").stat().st_mode & 0o777 == 0o600
