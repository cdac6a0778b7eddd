"""Decisions of a whole log are made once more by the files of their day; what these do not bear out shows."""

import json

import pytest

from gateway.audit import Draft, Fault, check_log, each_verdict, make_entry, parse_entry
from gateway.evidence import Replays
from tests.audit.memory import MemoryLog, counted_salts
from tests.simulator import KPU, POLRES, Simulator, keys_of, small_world
from tests.simulator.letters import PERIKSA, SURAT, letters_world
from tests.simulator.small import AMAN, TPS
from tests.simulator.voters import HITUNG, TABLE, ask, voters_world


@pytest.fixture(scope="module")
def world() -> Simulator:
    world = small_world()
    world.query(POLRES, TPS, AMAN)
    world.query(POLRES, TPS, AMAN | {"fields": ["kode", "desa"]})
    world.query(POLRES, TPS, AMAN | {"fields": ["nik"]})
    world.query(POLRES, TPS, AMAN | {"dry_run": True})
    world.send(POLRES, KPU, "GET", "/v1/catalog")
    return world


def check(world: Simulator, leaves: list[bytes], replays: Replays) -> list[tuple[Fault, int]]:
    """Check a log of these entries that its owner has signed throughout."""
    log = MemoryLog(signer=keys_of(KPU)["log"])
    log.append(*leaves)
    report = check_log(
        enumerate(leaves),
        log.checkpoints,
        origin=log.origin,
        key=log.signer.key,
        leaf_hashes=log.leaf_hashes,
        judge=replays.judge,
    )
    return [(finding.fault, finding.first) for finding in report.findings]


def written(leaf: bytes, **changed: object) -> bytes:
    """Write an entry as its log could have, had it decided otherwise."""
    entry = {**json.loads(leaf), **changed}
    times = {name: value for name, value in entry.pop("times").items() if name != "recorded_at"}
    made = {name: value for name, value in entry.items() if name not in ("format", "salt", "commitments")}
    openings = dict.fromkeys(json.loads(leaf).get("commitments", ()), b"x" * 32)
    at = json.loads(leaf)["times"]["recorded_at"]["value"]
    return make_entry(Draft(made | {"times": times}, openings), salts=counted_salts(), recorded_at=at).leaf


def test_honest_decisions_come_out_the_same(world):
    replays = Replays(world.kpu.log.files)
    assert check(world, world.kpu.log.leaves, replays) == []
    assert (replays.replayed, replays.without_bundle, dict(replays.other_planners)) == (3, 0, {})


def test_statistics_and_lookups_come_out_the_same():
    voters = voters_world()
    ask(voters, TABLE)
    ask(voters, TABLE, HITUNG | {"dry_run": "true"})
    letters = letters_world(quota={"requests": 20, "period": "day"})
    path = f"/v1/datasets/{SURAT}/lookup"
    letters.send(KPU, POLRES, "POST", path, PERIKSA | {"key": "SKCK/001"})
    for log, count in ((voters.kpu.log, 2), (letters.polres.log, 1)):
        replays = Replays(log.files)
        assert check(voters, log.leaves, replays) == []
        assert replays.replayed == count


def test_a_table_released_more_finely_than_agreed_is_named():
    world = voters_world()
    ask(world, TABLE)
    leaves = list(world.kpu.log.leaves)
    field = next(each for each in each_verdict(json.loads(leaves[1])) if each["verdict"] == "group")["field"]
    leaves[1] = written(leaves[1], verdicts=verdicts(leaves[1], field, verdict="release"))
    assert check(world, leaves, Replays(world.kpu.log.files)) == [(Fault.DECISION, 1)]


def verdicts(leaf: bytes, field: str, **changed: str) -> list[object]:
    return [each | (changed if each["field"] == field else {}) for each in each_verdict(json.loads(leaf))]


CASES = {
    "a field released that was to be rounded": (
        lambda leaf: {"verdicts": verdicts(leaf, "lat", verdict="release", transform=None)},
        Fault.DECISION,
    ),
    "a field released that nothing grants": (
        lambda leaf: {"verdicts": verdicts(leaf, "nik", verdict="release", reason="granted")},
        Fault.DECISION,
    ),
    "another legal basis": (
        lambda leaf: {"verdicts": verdicts(leaf, "nik", legal_basis="Pasal 99")},
        Fault.DECISION,
    ),
    "a purpose that no permission names": (lambda leaf: {"purpose": "lain"}, Fault.DECISION),
    "a key of another role": (
        lambda leaf: {"consumer": consumer(leaf, keys_of(POLRES)["auditor"].key.thumbprint)},
        Fault.KEY,
    ),
    "a key of no trust file": (
        lambda leaf: {"consumer": consumer(leaf, keys_of(POLRES)["stray"].key.thumbprint)},
        Fault.KEY,
    ),
    "a key of another agency": (
        lambda leaf: {"consumer": consumer(leaf, keys_of(KPU)["client"].key.thumbprint)},
        Fault.KEY,
    ),
    "a key before its time": (
        lambda leaf: {"times": {"decided_at": {"value": "2025-12-31T23:59:59Z", "by": "gateway"}}},
        Fault.KEY,
    ),
}


def consumer(leaf: bytes, key: str) -> dict[str, str]:
    return {**json.loads(leaf)["consumer"], "key": key}


@pytest.mark.parametrize("name", CASES)
def test_a_decision_that_its_policy_does_not_bear_out_is_named(world, name):
    change, fault = CASES[name]
    leaves = list(world.kpu.log.leaves)
    leaves[1] = written(leaves[1], **change(leaves[1]))
    assert (fault, 1) in check(world, leaves, Replays(world.kpu.log.files))


def test_other_planners_and_policies_not_at_hand_are_counted_and_not_judged(world):
    leaves = list(world.kpu.log.leaves)
    wrong = {"verdicts": verdicts(leaves[1], "nik", verdict="release", reason="granted")}
    leaves[1] = written(leaves[1], planner="99", **wrong)
    replays = Replays(world.kpu.log.files)
    assert check(world, leaves, replays) == []
    assert (replays.replayed, dict(replays.other_planners)) == (2, {"99": 1})
    nowhere = Replays(lambda digest: {})
    assert check(world, leaves, nowhere) == []
    assert (nowhere.replayed, nowhere.without_bundle) == (0, 3)


def test_files_that_are_not_those_of_the_digest_judge_nothing(world):
    def other(digest: str) -> dict[str, bytes]:
        files = dict(world.kpu.log.files(digest))
        path = next(iter(files))
        return files | {path: files[path] + b"\n# added\n"}

    replays = Replays(other)
    assert check(world, list(world.kpu.log.leaves), replays) == []
    assert (replays.replayed, replays.without_bundle) == (0, 3)


def test_of_many_policies_a_few_are_kept(world):
    asked: list[str] = []

    def files(digest: str) -> dict[str, bytes]:
        asked.append(digest)
        return {}

    replays = Replays(files)
    entry = dict(parse_entry(world.kpu.log.leaves[1]))
    for number in [*range(20), 19, 0]:
        assert not list(replays.judge(0, entry | {"bundle": f"{number:064}"}, None))
    assert asked == [f"{number:064}" for number in [*range(20), 0]]
