from dataclasses import replace

import pytest

from gateway.errors import LogError, PolicyFilesBad
from gateway.exchange import ActivePolicies
from gateway.policy import read_bundle
from tests.simulator import KPU, NOON, POLRES, pins_of, small_files
from tests.simulator.small import OTHER

FILES = small_files()
DIGEST = read_bundle(FILES).bundle.digest
PINS = pins_of(KPU, POLRES, OTHER)


class Stored:
    """A log's standing and bundles, counting how often they are read."""

    def __init__(self, standing, files=FILES):
        self.standing, self.files = standing, files
        self.looks = self.reads = 0

    def look(self):
        self.looks += 1
        return self.standing

    def read(self, digest):
        self.reads += 1
        return self.files

    def policies(self) -> ActivePolicies:
        return ActivePolicies(self.look, self.read, PINS)


@pytest.fixture
def standing(world):
    return world.kpu.log.standing()


def test_the_policy_is_read_once(standing):
    stored = Stored(standing)
    policies = stored.policies()
    assert stored.looks == 0
    first = policies.current()
    assert policies.current() is first
    assert (stored.looks, stored.reads) == (1, 1)
    assert first.bundle.digest == DIGEST


def test_an_unchanged_standing_gives_the_same_policy(standing):
    stored = Stored(standing)
    policies = stored.policies()
    assert policies.refresh() is policies.refresh()
    assert (stored.looks, stored.reads) == (2, 1)


def test_a_new_epoch_is_resolved_anew_without_reading_the_bundle_again(standing):
    stored = Stored(standing)
    policies = stored.policies()
    first = policies.current()
    stored.standing = replace(standing, epoch=9, suspended={"pks-contoh": 4})
    assert policies.current() is first
    second = policies.refresh()
    assert (second.standing.epoch, stored.reads) == (9, 1)
    assert second.force("pks-contoh").refusal(NOON)
    assert not first.force("pks-contoh").refusal(NOON)


def test_without_an_activation_there_is_no_policy():
    with pytest.raises(PolicyFilesBad, match="activate"):
        Stored(None).policies().current()


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({}, id="none"),
        pytest.param(dict(list(FILES.items())[1:]), id="one missing"),
        pytest.param(FILES | {"datasets/x/y.yaml": b"{"}, id="one broken"),
        pytest.param(FILES | {"README.md": b"x"}, id="one more"),
    ],
)
def test_a_stored_bundle_that_is_not_the_activated_one_is_refused(standing, files):
    with pytest.raises(PolicyFilesBad):
        Stored(standing, files).policies().current()


def test_a_standing_that_cannot_be_read_leaves_the_last_policy(standing):
    stored = Stored(standing)
    policies = stored.policies()
    first = policies.current()

    def fail():
        raise LogError("gone")

    policies._standing = fail
    with pytest.raises(LogError):
        policies.refresh()
    # The log refuses whatever is decided under it, should it have moved.
    assert policies.current() is first
