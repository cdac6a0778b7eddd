from dataclasses import replace

import pytest

from gateway.audit import Checkpoint, make_consistency
from gateway.errors import ProofBad
from gateway.evidence import check_heads
from tests.audit.memory import ORIGIN, MemoryLog, seal

LOG = MemoryLog()
HEADS: list[Checkpoint] = [LOG.head]
for number in range(7):
    LOG.append(seal(number).leaf)
    HEADS.append(LOG.head)


def proof(old: int, new: int) -> list[bytes]:
    return make_consistency(old, new, LOG.read_tile)


def test_the_first_head_is_taken_as_it_is():
    check_heads(None, HEADS[7], [])


def test_every_later_head_extends_every_earlier_one():
    for old in range(8):
        for new in range(old, 8):
            check_heads(HEADS[old], HEADS[new], proof(old, new))


def forged(size: int) -> Checkpoint:
    return Checkpoint(ORIGIN, size, b"f" * 32)


@pytest.mark.parametrize(
    ("old", "new", "steps", "complaint"),
    [
        pytest.param(
            HEADS[3], replace(HEADS[7], origin="log.example/2"), (3, 7), "another log", id="other log"
        ),
        pytest.param(HEADS[7], HEADS[3], (3, 7), "smaller", id="shrunk"),
        pytest.param(HEADS[3], forged(3), (3, 3), "forked", id="forked at the same size"),
        pytest.param(HEADS[3], forged(7), (3, 7), "does not extend", id="forked since"),
        pytest.param(forged(3), HEADS[7], (3, 7), "does not extend", id="forked before"),
        pytest.param(HEADS[3], HEADS[7], (4, 7), "consistency", id="the proof of another head"),
        pytest.param(HEADS[3], HEADS[7], (3, 3), "consistency", id="no proof"),
    ],
)
def test_a_head_that_does_not_extend_the_last_is_named(old, new, steps, complaint):
    with pytest.raises(ProofBad, match=complaint):
        check_heads(old, new, proof(*steps))
