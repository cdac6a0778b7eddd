"""Cosignatures of known witnesses are checked with the log, and those of others passed over."""

import pytest

from gateway.audit import Fault, LogReport, check_log, cosign, parse_note
from gateway.signing import new_signer
from tests.audit.memory import MemoryLog, seal

NAME = "polres.example/witness"
WITNESS = new_signer("ed25519")
LOG = MemoryLog()
for number in range(4):
    LOG.append(seal(number).leaf)


def cosigned(size: int, signer=WITNESS, name: str = NAME, of: int | None = None) -> str:
    note = LOG.checkpoints[size - 1]
    return note + cosign(parse_note(LOG.checkpoints[(of or size) - 1]).text, name, signer, 1_790_000_000)


def check(notes: list[str], cosigners=None) -> LogReport:
    return check_log(
        enumerate(LOG.entries),
        notes,
        origin=LOG.origin,
        key=LOG.signer.key,
        leaf_hashes=LOG.leaf_hashes,
        cosigners={NAME: (WITNESS.key,)} if cosigners is None else cosigners,
    )


def notes(size: int, note: str) -> list[str]:
    return [*LOG.checkpoints[: size - 1], note, *LOG.checkpoints[size:]]


def test_a_line_that_is_not_the_witnesss_signature_is_named():
    report = check(notes(3, cosigned(3, of=2)))
    assert [(each.fault, each.first) for each in report.findings] == [(Fault.COSIGNATURE, 2)]
    assert report.cosigned == {}


@pytest.mark.parametrize(
    ("signer", "name"),
    [
        pytest.param(new_signer("ed25519"), NAME, id="another key"),
        pytest.param(WITNESS, "lain.example/witness", id="another name"),
        pytest.param(LOG.signer, NAME, id="the log's own key"),
    ],
)
def test_what_others_have_cosigned_counts_for_nobody(signer, name):
    report = check(notes(3, cosigned(3, signer, name)))
    assert report.is_sound
    assert report.cosigned == {}


def test_the_greatest_cosigned_checkpoint_is_told():
    report = check([*LOG.checkpoints[:1], cosigned(2), cosigned(3), LOG.checkpoints[3]])
    assert report.is_sound
    assert report.cosigned == {NAME: 3}
    assert check(notes(3, cosigned(3)), {}).cosigned == {}
