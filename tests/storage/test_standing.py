"""What moves the policy commits with its entry, raises the epoch, and never comes back."""

from datetime import datetime

import pytest

from gateway.audit import parse_entry
from gateway.exchange import Activation, Effects, Recorded, Refused
from gateway.policy import Standing
from gateway.storage import LogStore
from tests.storage.making import NOTHING, Rig, draft, statement, suspension, together

FILES = {"agreements/pks.yaml": b"uid: pks\n", "datasets/kpu/tps.yaml": b"\x00\xff"}


def activate(
    log: LogStore,
    digest: str,
    *,
    signatures: tuple[str, ...] = (),
    versions: dict[str, tuple[int, str]] | None = None,
    epoch: int | None = None,
) -> Recorded | Refused | None:
    activation = Activation(digest, FILES, frozenset(signatures), versions or {})
    entry = statement("activate", bundle=digest)
    return log.append(entry, Effects(activation=activation), epoch=epoch)


def standing_of(rig: Rig) -> Standing | None:
    storage = rig.storage()
    try:
        return storage.standing()
    finally:
        storage.close()


def recorded_at(recorded: Recorded) -> datetime:
    return datetime.fromisoformat(parse_entry(recorded.entry)["times"]["recorded_at"]["value"])


def test_before_the_first_activation_there_is_no_standing(rig: Rig):
    assert standing_of(rig) is None
    rig.log().append(*suspension(), epoch=None)
    assert standing_of(rig) is None


def test_an_activation_is_the_standing_and_keeps_its_files(rig: Rig):
    log = rig.log()
    first = activate(log, "a" * 64, signatures=("1" * 64,))
    assert standing_of(rig) == Standing(
        epoch=1,
        bundle="a" * 64,
        activated_at=recorded_at(first),
        recorded={"1" * 64: recorded_at(first)},
        suspended={},
        revoked={},
    )
    storage = rig.storage()
    assert storage.bundle_files("a" * 64) == FILES
    assert storage.bundle_files("b" * 64) == {}
    storage.close()


def test_a_signature_counts_from_the_entry_that_first_recorded_it(rig: Rig):
    log = rig.log()
    first = activate(log, "a" * 64, signatures=("1" * 64,))
    log.append(draft(), NOTHING, epoch=1)
    second = activate(log, "b" * 64, signatures=("1" * 64, "2" * 64))
    standing = standing_of(rig)
    assert standing.recorded == {"1" * 64: recorded_at(first), "2" * 64: recorded_at(second)}
    assert standing.recorded["1" * 64] < standing.recorded["2" * 64]
    assert (standing.bundle, standing.epoch) == ("b" * 64, 2)


def test_a_bundle_may_be_active_again(rig: Rig):
    log = rig.log()
    for digest in ("a" * 64, "b" * 64, "a" * 64):
        assert isinstance(activate(log, digest), Recorded)
    assert standing_of(rig).bundle == "a" * 64


@pytest.mark.parametrize(
    "older",
    [
        pytest.param({"agreements/pks": (1, "v1")}, id="a lower version"),
        pytest.param({"agreements/pks": (2, "edited")}, id="the same version, edited"),
        pytest.param({"agreements/new": (1, "n"), "agreements/pks": (1, "v1")}, id="among new ones"),
    ],
)
def test_old_versions_never_come_back(rig: Rig, older: dict[str, tuple[int, str]]):
    log = rig.log()
    activate(log, "a" * 64, versions={"agreements/pks": (2, "v2"), "trust/kpu": (1, "t")})
    assert activate(log, "b" * 64, versions=older) == Refused("old-version")
    assert standing_of(rig).epoch == 1
    assert len(rig.leaves()) == 1
    newer = {"agreements/pks": (3, "v3"), "trust/kpu": (1, "t")}
    assert isinstance(activate(log, "c" * 64, versions=newer), Recorded)
    assert activate(log, "a" * 64, versions={"agreements/pks": (2, "v2")}) == Refused("old-version")


def test_an_activation_decided_under_another_epoch_is_refused(rig: Rig):
    log = rig.log()
    activate(log, "a" * 64, epoch=0)
    assert activate(log, "b" * 64, epoch=0) == Refused("stale-policy")
    assert standing_of(rig).bundle == "a" * 64
    storage = rig.storage()
    assert storage.bundle_files("b" * 64) == {}
    storage.close()


def test_of_activations_at_the_same_time_one_comes_first(rig: Rig):
    log = rig.log()
    outcomes = together([lambda at=at: activate(log, f"{at}" * 64, epoch=0) for at in range(6)])
    assert sum(isinstance(outcome, Recorded) for outcome in outcomes) == 1
    assert outcomes.count(Refused("stale-policy")) == 5
    assert standing_of(rig).epoch == 1
    assert rig.check() == 1


def test_suspensions_and_revocations_name_their_entries(rig: Rig):
    log = rig.log()
    activate(log, "a" * 64)
    for _ in range(2):
        log.append(*suspension("pks-kapuas-hulu"), epoch=None)
    for _ in range(2):
        log.append(statement("revoke", key="r" * 43), Effects(revoke="r" * 43), epoch=None)
    standing = standing_of(rig)
    # The latest suspension counts, and the first revocation.
    assert standing.suspended == {"pks-kapuas-hulu": 2}
    assert standing.revoked == {"r" * 43: 3}
    assert standing.epoch == 5


def test_an_activation_that_cannot_be_written_leaves_nothing_behind(rig: Rig):
    log = rig.log()
    bad = Activation("a" * 64, FILES, frozenset(), {"agreements/pks": (2**70, "too great")})
    results = together(
        [
            lambda: log.append(draft(), NOTHING, epoch=None),
            lambda: log.append(statement("activate", bundle="a" * 64), Effects(activation=bad), epoch=None),
            lambda: log.append(draft(), NOTHING, epoch=None),
        ]
    )
    assert [isinstance(result, Recorded) for result in results] == [True, False, True]
    assert standing_of(rig) is None
    assert rig.run("SELECT * FROM bundles") == []
    assert rig.check() == 2
