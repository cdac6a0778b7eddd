"""What a witness may cosign (C2SP tlog-witness), from every state it may be in."""

import pytest

from gateway.audit import (
    EMPTY,
    AddCheckpoint,
    Checkpoint,
    Verdict,
    format_add_checkpoint,
    format_checkpoint,
    integrate,
    judge,
    leaf_hash,
    make_consistency,
    parse_add_checkpoint,
    root_hash,
    sign_note,
)
from gateway.errors import ProofBad
from gateway.signing import new_signer

ORIGIN = "kpu.example/log"
KEY = new_signer("ed25519")
NEXT = new_signer("ed25519")
STRANGER = new_signer("ed25519")
LEAVES = [leaf_hash(bytes([at])) for at in range(40)]
_, TILES = integrate(lambda level, index: b"", EMPTY, LEAVES)


def head(size: int) -> Checkpoint:
    return Checkpoint(ORIGIN, size, root_hash(LEAVES[:size]))


def note(size: int, signer=KEY, root: bytes | None = None, origin: str = ORIGIN) -> str:
    return sign_note(format_checkpoint(Checkpoint(origin, size, root or head(size).root)), origin, signer)


def request(old: int, new: int, **changes) -> AddCheckpoint:
    proof = make_consistency(old, new, lambda level, index: TILES.get((level, index), b""))
    return AddCheckpoint(old, tuple(proof), note(new, **changes))


FORKED = root_hash([*LEAVES[:6], leaf_hash(b"other")])
BACKWARDS = AddCheckpoint(7, request(7, 20).proof[::-1], note(20))
GROWN_APART = AddCheckpoint(7, request(7, 20).proof, note(20, root=b"x" * 32))
CASES = [
    pytest.param(request(7, 20, signer=STRANGER), head(7), Verdict.UNSIGNED, id="a stranger signed it"),
    pytest.param(request(7, 20, origin="polres.example/log"), head(7), Verdict.UNSIGNED, id="another origin"),
    pytest.param(request(6, 20), head(7), Verdict.CONFLICT, id="an old size that is not held"),
    pytest.param(request(7, 20), None, Verdict.CONFLICT, id="an old size where nothing is held"),
    pytest.param(request(0, 20), head(7), Verdict.CONFLICT, id="as if for the first time"),
    pytest.param(request(3, 7), head(20), Verdict.CONFLICT, id="an old checkpoint replayed"),
    pytest.param(AddCheckpoint(7, (), note(7, root=FORKED)), head(7), Verdict.FORK, id="another root"),
    pytest.param(AddCheckpoint(7, (), note(20)), head(7), Verdict.UNPROVEN, id="no proof"),
    pytest.param(BACKWARDS, head(7), Verdict.UNPROVEN, id="bad proof"),
    pytest.param(GROWN_APART, head(7), Verdict.UNPROVEN, id="a fork"),
    pytest.param(
        AddCheckpoint(0, request(7, 20).proof, note(20)), None, Verdict.UNPROVEN, id="a proof from nothing"
    ),
    pytest.param(request(0, 20), None, Verdict.COSIGN, id="the first"),
    pytest.param(request(0, 0), None, Verdict.COSIGN, id="an empty log"),
    pytest.param(request(7, 20), head(7), Verdict.COSIGN, id="a larger one"),
    pytest.param(request(7, 20, signer=NEXT), head(7), Verdict.COSIGN, id="signed with the next key"),
    pytest.param(request(7, 7), head(7), Verdict.COSIGN, id="the same once more"),
]


@pytest.mark.parametrize(("asked", "held", "verdict"), CASES)
def test_a_witness_answers_by_what_it_holds(asked, held, verdict):
    again = parse_add_checkpoint(format_add_checkpoint(asked))
    assert again == asked
    assert judge(again, ORIGIN, (KEY.key, NEXT.key), held) is verdict


def test_every_step_of_a_growing_log_is_cosigned():
    for old in range(0, 40):
        for new in range(old, 41):
            held = head(old) if old else None
            assert judge(request(old, new), ORIGIN, (KEY.key,), held) is Verdict.COSIGN


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"old 0",
        b"old 0\n\n",
        b"old 0\n\nnot a note",
        b"old 00\n\n" + note(3).encode(),
        b"old -1\n\n" + note(3).encode(),
        b"old  0\n\n" + note(3).encode(),
        b"Old 0\n\n" + note(3).encode(),
        b"old 4\n\n" + note(3).encode(),
        b"old 0\r\n\r\n" + note(3).encode(),
        b"old 1\nnot base64\n\n" + note(3).encode(),
        b"old 1\nAAAA\n\n" + note(3).encode(),
        b"old 1\n" + b"PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n" * 64 + b"\n" + note(3).encode(),
        b"\xff" + note(3).encode(),
        b"old 99999999999999999999\n\n" + note(3).encode(),
    ],
    # A note differs from run to run, and workers must agree on names.
    ids=map(str, range(15)),
)
def test_what_is_no_request_is_refused(body):
    with pytest.raises(ProofBad):
        parse_add_checkpoint(body)
