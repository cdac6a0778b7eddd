"""The check of one entry shows each step, and each change breaks the steps it must, and no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.audit import Checkpoint, Opening, leaf_hash, make_inclusion
from gateway.evidence import Trace, trace_inclusion
from gateway.signing import new_signer
from tests.audit.memory import ORIGIN, MemoryLog, seal

COUNT = 11
LOG = MemoryLog()
SEALED = [seal(number) for number in range(COUNT)]
NOTE = LOG.append(*(sealed.leaf for sealed in SEALED))


def trace(index: int = 5, **changes: object) -> Trace:
    """Check an entry of the log, with some of what is stored changed."""
    honest: dict[str, object] = {
        "index": index,
        "leaf": SEALED[index].leaf,
        "stored_hash": leaf_hash(SEALED[index].leaf),
        "openings": SEALED[index].openings,
        "proof": make_inclusion(index, COUNT, LOG.read_tile),
        "note": NOTE,
        "origin": ORIGIN,
        "key": LOG.signer.key,
    }
    return trace_inclusion(**{**honest, **changes})


def broken(found: Trace) -> set[str]:
    assert [step.name for step in found.steps] == [
        "canonical", "openings", "leaf", "path", "root", "signature",
    ]  # fmt: skip
    return {step.name for step in found.steps if not step.is_sound}


@pytest.mark.parametrize("index", range(COUNT))
def test_every_honest_entry_is_proven(index):
    found = trace(index)
    assert not broken(found)
    assert found.is_sound
    assert found.index == index
    assert found.path[-1].result == LOG.head.root


LEAF = SEALED[5].leaf.replace(b'"rows":2', b'"rows":3')
FORGED = MemoryLog()
OTHER = FORGED.append(*(sealed.leaf for sealed in SEALED))
SMALLER = LOG.sign(Checkpoint(ORIGIN, 3, b"r" * 32))


@pytest.mark.parametrize(
    ("changes", "steps"),
    [
        pytest.param({"leaf": LEAF}, {"leaf", "root"}, id="the entry"),
        pytest.param({"leaf": LEAF, "stored_hash": leaf_hash(LEAF)}, {"root"}, id="the entry and its hash"),
        pytest.param({"leaf": b"x"}, {"canonical", "openings", "leaf", "root"}, id="the entry is none"),
        pytest.param({"stored_hash": None}, {"leaf"}, id="its hash is gone"),
        pytest.param({"openings": {"answer": Opening(b"s" * 16, b"v")}}, {"openings"}, id="an opening"),
        pytest.param({"openings": {"other": Opening(b"s" * 16, b"v")}}, {"openings"}, id="one opening more"),
        pytest.param({"openings": {}}, set(), id="openings erased"),
        pytest.param({"proof": None}, {"path", "root"}, id="no path"),
        pytest.param({"proof": []}, {"path", "root"}, id="a path too short"),
        pytest.param({"proof": [b"h" * 32] * 9}, {"path", "root"}, id="a path too long"),
        pytest.param({"proof": [b"h"]}, {"path", "root"}, id="no hashes"),
        pytest.param({"proof": [b"h" * 32] * 4}, {"root"}, id="a path elsewhere"),
        pytest.param({"proof": make_inclusion(6, COUNT, LOG.read_tile)}, {"root"}, id="the path of another"),
        pytest.param({"note": OTHER}, {"signature"}, id="a checkpoint of another key"),
        pytest.param({"note": SMALLER}, {"path", "root"}, id="a checkpoint too small"),
        pytest.param({"note": "x"}, {"path", "root", "signature"}, id="no checkpoint"),
        pytest.param({"origin": "other.example/log"}, {"signature"}, id="another log"),
        pytest.param({"key": new_signer("ed25519").key}, {"signature"}, id="another key"),
    ],
)
def test_a_change_breaks_its_own_steps_and_says_so(changes, steps):
    found = trace(**changes)
    assert broken(found) == steps
    assert found.is_sound is not bool(steps)


@given(st.data())
def test_no_changed_byte_of_an_entry_is_ever_proven(data):
    leaf = bytearray(SEALED[5].leaf)
    at = data.draw(st.integers(0, len(leaf) - 1))
    leaf[at] ^= data.draw(st.integers(1, 255))
    assert {"leaf", "root"} <= broken(trace(leaf=bytes(leaf)))
