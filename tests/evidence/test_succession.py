"""Who agreed to a succession, and does the old log end where it says?"""

from dataclasses import replace

import pytest

from gateway.audit import Checkpoint, Draft, Fault, LogReport, check_log, parse_entry
from gateway.errors import GatewayError, ProofBad
from gateway.evidence import Replays, check_succession, needs_proof, old_log_problem
from gateway.exchange import plan_succession
from tests.audit.memory import MemoryLog, query_draft, recorded_at, seal
from tests.exchange.test_succeeding import EXCHANGE, OLD, POLICY, SAID, sign
from tests.policy.desk import KPU, NOON, POLRES, keys_of

FITTING = replace(SAID, bundle=POLICY.bundle.digest)
SIGNATORY = keys_of(KPU)["signatory"].key.thumbprint


def first(said=FITTING, origin: str = SAID.origin) -> tuple[MemoryLog, bytes]:
    """A new log that begins so."""
    log = MemoryLog(origin)
    draft = plan_succession(said, [sign(KPU, said), sign(POLRES, said)], POLICY, now=NOON, exchange=EXCHANGE)
    leaf = seal(0, draft).leaf
    log.append(leaf)
    return log, leaf


def told(log: MemoryLog, replays: Replays | None = None, **more) -> list[Fault]:
    judge = replays.judge if replays else None
    report = check_log(
        enumerate(log.entries), log.checkpoints, origin=log.origin, key=log.signer.key, judge=judge, **more
    )
    return [finding.fault for finding in report.findings]


def test_a_first_entry_that_both_signed_is_sound():
    log, leaf = first()
    assert check_succession(parse_entry(leaf), POLICY.bundle.trusts) == FITTING
    assert told(log, Replays(lambda digest: POLICY.bundle.files)) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry["approvals"].pop(POLRES),
        lambda entry: entry["approvals"].update({POLRES: entry["approvals"][KPU]}),
        lambda entry: entry["succession"]["beyond"].pop(),
        lambda entry: entry["succession"].update(lost=0),
        lambda entry: entry["succession"]["old"].update(size=6),
        lambda entry: entry["succession"].update(agencies=[KPU]),
        lambda entry: entry["succession"]["policy"]["revoked"].append(SIGNATORY),
        lambda entry: entry["times"]["recorded_at"].update(value="1999-01-01T00:00:00Z"),
        lambda entry: entry.update(bundle="e" * 64),
        lambda entry: entry.update(epoch=2),
        lambda entry: entry.update(provider=POLRES),
    ],
    ids=[
        "one signature", "the same agency twice", "a head left out", "the gap hidden", "another head",
        "one agency", "by a key that it revokes itself", "before the keys were there",
        "judged by another bundle than was signed", "in another epoch", "as another agency's",
    ],
)  # fmt: skip
def test_a_first_entry_that_was_not_agreed_to_so_is_refused(change):
    entry = parse_entry(first()[1])
    change(entry)
    with pytest.raises(GatewayError):
        check_succession(entry, POLICY.bundle.trusts)


def test_signatures_are_not_judged_by_another_bundle_than_the_one_that_was_signed():
    said = replace(SAID, bundle="e" * 64)
    signed = [sign(KPU, said), sign(POLRES, said)]
    draft = plan_succession(said, signed, POLICY, now=NOON, exchange=EXCHANGE)
    log = MemoryLog(SAID.origin)
    log.append(seal(0, replace(draft, facts={**draft.facts, "bundle": POLICY.bundle.digest})).leaf)
    assert set(told(log)) == {Fault.SUCCESSION}
    assert set(told(log, Replays(lambda digest: POLICY.bundle.files))) == {Fault.SUCCESSION}


def test_signatures_are_only_checked_where_the_policy_is_at_hand():
    log, _ = first()
    replays = Replays(lambda digest: {})
    assert told(log, replays) == []
    assert replays.unapproved


def test_a_succession_begins_its_own_log_and_no_other():
    log, _ = first(origin="lain.example/log")
    assert told(log) == [Fault.SUCCESSION]


def test_only_a_first_entry_follows_another_log():
    log, leaf = first()
    other = MemoryLog(log.origin)
    other.append(seal(1).leaf)
    other.append(leaf)
    assert Fault.SUCCESSION in told(other)


def test_nothing_withdrawn_in_the_old_log_is_released_in_the_new_one():
    said = replace(FITTING, revoked=("k" * 43,))
    log, _ = first(said)
    log.append(seal(1).leaf)
    assert Fault.WITHDRAWN in told(log)
    log, _ = first(replace(FITTING, suspended=("pks-kapuas-hulu",)))
    log.append(seal(1).leaf)
    assert Fault.WITHDRAWN in told(log)


@pytest.mark.parametrize(
    ("size", "root", "lies"), [(7, b"o", False), (7, b"x", True), (6, b"o", True), (8, b"o", True)]
)
def test_the_old_log_must_end_exactly_where_it_is_said_to(size, root, lies):
    report = LogReport(size, 1, size, root * 32, (), 0, 0)
    assert (old_log_problem(SAID, report) is not None) is lies


def recorded(number: int, kind: str, **facts: object) -> bytes:
    """The entry of a change of policy."""
    base = query_draft(number).facts
    kept = {name: base[name] for name in ("planner", "exchange_id")}
    times = {"decided_at": base["times"]["decided_at"]}
    return seal(number, Draft({**kept, "kind": kind, "outcome": "recorded", "times": times, **facts})).leaf


KEY = "r" * 43


def ended() -> LogReport:
    """An old log that was activated, gave an answer in epoch 3, and withdrew a key and an agreement."""
    log = MemoryLog(OLD)
    log.append(
        recorded(1, "activate", bundle=FITTING.bundle),
        seal(2, query_draft(2, epoch=3, bundle=FITTING.bundle)).leaf,
        recorded(3, "revoke", key=KEY),
        recorded(4, "suspend", agreement={"uid": "pks-lama"}),
    )
    return check_log(enumerate(log.entries), log.checkpoints, origin=OLD, key=log.signer.key)


def test_what_a_succession_says_of_the_policy_must_be_what_the_old_log_came_to():
    report = ended()
    assert report.is_sound
    said = replace(
        FITTING,
        old=Checkpoint(OLD, report.size, report.root),
        epoch=5,
        activated_at=recorded_at(1),
        suspended=("pks-lama",),
        revoked=(KEY,),
    )
    lies = [
        {"revoked": ()},
        {"revoked": ("q" * 43,)},
        {"suspended": ()},
        {"suspended": ("pks-lain",)},
        {"bundle": "e" * 64},
        {"epoch": 4},
        {"epoch": 6},
        {"activated_at": recorded_at(2)},
    ]
    for lie in lies:
        assert old_log_problem(replace(said, **lie), report) is not None, lie
    assert old_log_problem(said, report) is None
    narrower = replace(said, revoked=("q" * 43, KEY), suspended=("pks-lain", "pks-lama"))
    assert old_log_problem(narrower, report) is None


@pytest.mark.parametrize(
    ("size", "root", "origin"),
    [(13, b"b", OLD), (12, b"x", OLD), (12, b"b", "lain.example/log")],
    ids=["beyond all that is named", "another root than the one that is named", "of another log"],
)
def test_a_head_that_is_not_accounted_for_is_refused(size, root, origin):
    with pytest.raises(ProofBad):
        needs_proof(SAID, Checkpoint(origin, size, root * 32))


@pytest.mark.parametrize(
    ("size", "root", "proven"),
    [
        (3, b"a", True),
        (7, b"o", True),
        (7, b"x", True),
        (7, b"f", False),
        (9, b"g", False),
        (12, b"b", False),
    ],
    ids=["before the end", "the end", "another end", "named", "in the gap", "the greatest"],
)  # fmt: skip
def test_a_head_is_proven_to_lead_to_the_end_or_is_part_of_what_was_lost(size, root, proven):
    assert needs_proof(SAID, Checkpoint(OLD, size, root * 32)) is proven
