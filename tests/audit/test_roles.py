"""A checkpoint that a key of another role has signed, or one that the log itself revoked."""

from itertools import pairwise

import pytest

from gateway.audit import Draft, Fault, check_log
from gateway.signing import new_signer
from tests.audit.memory import ORIGIN, MemoryLog, query_draft, seal

RECEIPT = new_signer("ed25519")
NEXT = new_signer("ed25519")


def told(log: MemoryLog, **more: object) -> list[tuple[Fault, int, str]]:
    report = check_log(
        enumerate(log.entries),
        log.checkpoints,
        origin=ORIGIN,
        key=(log.signer.key, NEXT.key),
        leaf_hashes=log.leaf_hashes,
        **more,
    )
    return [(finding.fault, finding.first, finding.named) for finding in report.findings]


def revocation(number: int, thumbprint: str) -> bytes:
    facts = query_draft(number).facts
    kept = {name: facts[name] for name in ("planner", "exchange_id", "times", "consumer")}
    return seal(number, Draft({**kept, "kind": "revoke", "outcome": "recorded", "key": thumbprint})).leaf


@pytest.mark.parametrize("named", [True, False], ids=["known", "unknown"])
def test_a_checkpoint_signed_in_another_role_names_the_role(named: bool):
    log = MemoryLog()
    log.append(seal(0).leaf)
    log.append(seal(1).leaf)
    good, log.signer = log.signer, RECEIPT
    log.append(seal(2).leaf)
    log.signer = good
    log.append(seal(3).leaf)
    found = told(log, strange={"receipt": [RECEIPT.key]} if named else {})
    fault = Fault.CHECKPOINT_ROLE if named else Fault.CHECKPOINT_SIGNATURE
    assert found == [(fault, 2, "receipt" if named else "")]


def test_a_log_signed_in_another_role_from_end_to_end_is_one_finding():
    log = MemoryLog(signer=RECEIPT)
    for number in range(4):
        log.append(seal(number).leaf)
    log.signer = NEXT
    found = told(log, strange={"receipt": [RECEIPT.key]})
    assert [fault for fault, _, _ in found if fault is not Fault.UNCOVERED] == [Fault.CHECKPOINT_ROLE]


def after(number: int) -> bytes:
    """An exchange decided in the epoch that the revocation begins."""
    return seal(number, query_draft(number, epoch=4)).leaf


def revoking() -> MemoryLog:
    """A log whose own key is revoked by its third entry, and exchanged for the next one."""
    log = MemoryLog()
    log.append(seal(0).leaf, seal(1).leaf)
    log.append(revocation(2, log.signer.key.thumbprint), after(3))
    return log


def test_a_key_that_the_log_revoked_signs_nothing_after_it():
    log = revoking()
    log.append(after(4))
    assert (Fault.CHECKPOINT_REVOKED, 4, "") in told(log)


def test_heads_from_before_a_revocation_and_the_one_that_covers_it_are_good():
    log = revoking()
    old, log.signer = log.signer, NEXT
    log.append(after(4))
    log.signer = old
    assert told(log) == []


def test_a_check_that_goes_on_holds_old_heads_against_no_later_revocation():
    log = MemoryLog()
    for begin, end in pairwise((0, 2, 4)):
        log.append(*(seal(number).leaf for number in range(begin, end)))
    kept = []
    first = log.signer
    log.append(revocation(4, first.key.thumbprint))
    log.signer = NEXT
    log.append(after(5))
    log.signer = first
    assert told(log, keep=kept.append) == []
    start = kept[-1]
    later = check_log(
        [],
        log.checkpoints,
        origin=ORIGIN,
        key=(first.key, NEXT.key),
        leaf_hashes=log.leaf_hashes,
        start=start,
    )
    assert later.is_sound, later.findings
