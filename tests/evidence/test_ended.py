"""Of a log that has ended, a head counts as far as the succession accounts for it."""

from dataclasses import replace

import pytest

from gateway.audit import Checkpoint
from gateway.errors import ProofBad
from gateway.evidence import Ended
from tests.exchange.test_succeeding import OLD, SAID

ENDED = Ended(SAID, held=Checkpoint(OLD, 5, b"h" * 32))


@pytest.mark.parametrize(
    ("size", "root", "origin"),
    [
        (8, b"o", OLD),
        (13, b"b", OLD),
        (12, b"x", OLD),
        (7, b"x", OLD),
        (5, b"x", OLD),
        (7, b"o", "lain.example/log"),
        (3, b"a", "lain.example/log"),
    ],
    ids=[
        "in the gap, and not named", "beyond all that is named", "another greatest one", "another end",
        "another one than was held", "the end of another log", "of another log",
    ],
)  # fmt: skip
def test_a_head_that_the_succession_does_not_account_for_is_refused(size, root, origin):
    with pytest.raises(ProofBad):
        ENDED.check(Checkpoint(origin, size, root * 32))


@pytest.mark.parametrize(
    ("size", "root"),
    [(3, b"a"), (5, b"h"), (7, b"o"), (7, b"f"), (12, b"b")],
    ids=["before the end", "the one that was held", "the end", "named at the same size", "named, and lost"],
)
def test_a_head_up_to_the_end_and_one_that_is_named_beside_it_are_taken(size, root):
    ENDED.check(Checkpoint(OLD, size, root * 32))


def test_a_fork_that_is_named_condemns_no_head_of_the_log_that_went_on():
    said = replace(SAID, beyond=(Checkpoint(OLD, 5, b"f" * 32),))
    Ended(said).check(Checkpoint(OLD, 5, b"a" * 32))
    assert Ended(said, held=said.beyond[0]).heads == (SAID.old,)


@pytest.mark.parametrize(("size", "count"), [(5, 2), (7, 1), (9, 1)])
def test_a_copy_must_lead_to_the_end_and_to_what_was_held_before_it(size, count):
    assert len(Ended(SAID, Checkpoint(OLD, size, b"h" * 32)).heads) == count
    assert Ended(SAID).heads == (SAID.old,)
