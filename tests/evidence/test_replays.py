"""Decisions of a whole log are made once more by the files of their day; what these do not bear out shows."""

import json
from typing import Any

import pytest

from gateway.audit import (
    Draft,
    Fault,
    Opening,
    Sealed,
    check_log,
    each_verdict,
    make_entry,
    parse_entry,
)
from gateway.evidence import Replays
from tests.audit.memory import MemoryLog, counted_salts
from tests.simulator import KPU, POLRES, Simulator, keys_of, small_world
from tests.simulator.letters import PERIKSA, SURAT, letters_world
from tests.simulator.small import AMAN, TPS, UNDISCLOSED
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
    return sealed(leaf, changed).leaf


def sealed(leaf: bytes, changed: dict[str, Any], **opened: bytes) -> Sealed:
    """Make an entry anew; what is behind its commitments is nothing but what is given."""
    entry = {**json.loads(leaf), **changed}
    times = {name: value for name, value in entry.pop("times").items() if name != "recorded_at"}
    made = {name: value for name, value in entry.items() if name not in ("format", "salt", "commitments")}
    committed = [name for name, digest in entry.get("commitments", {}).items() if digest]
    openings = {**dict.fromkeys(committed, b"x" * 32), **opened}
    at = json.loads(leaf)["times"]["recorded_at"]["value"]
    return make_entry(Draft(made | {"times": times}, openings), salts=counted_salts(), recorded_at=at)


def test_honest_decisions_come_out_the_same(world):
    replays = Replays(world.kpu.log.files)
    assert check(world, world.kpu.log.leaves, replays) == []
    assert (replays.replayed, replays.without_bundle, dict(replays.other_planners)) == (3, 0, {})


def openings_of(world: Simulator) -> list[tuple[int, Opening]]:
    """Return what opens the undisclosed verdicts of a log, as a database holds it."""
    found = enumerate(openings for _, _, openings in world.kpu.log.entries)
    return [(index, Opening(*each["undisclosed"])) for index, each in found if "undisclosed" in each]


def test_verdicts_on_undisclosed_fields_are_made_once_more_where_they_can_be_opened(world):
    without, opened = Replays(world.kpu.log.files), Replays(world.kpu.log.files, openings_of(world))
    assert check(world, world.kpu.log.leaves, without) == []
    assert check(world, world.kpu.log.leaves, opened) == []
    assert (without.replayed, without.unopened) == (3, 3)
    assert (opened.replayed, opened.unopened) == (3, 0)


def test_what_was_erased_or_does_not_fit_is_counted_and_not_judged(world):
    (first, opening), *others = openings_of(world)
    for left in (others, [(first, opening._replace(value=b"[]x")), *others]):
        replays = Replays(world.kpu.log.files, left)
        assert check(world, world.kpu.log.leaves, replays) == []
        assert (replays.replayed, replays.unopened) == (3, 1)


def test_an_undisclosed_field_that_was_released_is_named_once_its_verdict_is_opened(world):
    (index, opening), *others = openings_of(world)
    hidden = json.loads(opening.value)
    assert UNDISCLOSED in {each["field"] for each in hidden}
    for each in hidden:
        each["verdict"] = "release"
    leaf = world.kpu.log.leaves[index]
    made = sealed(leaf, {}, undisclosed=json.dumps(hidden).encode())
    leaves = [*world.kpu.log.leaves[:index], made.leaf, *world.kpu.log.leaves[index + 1 :]]
    assert check(world, leaves, Replays(world.kpu.log.files)) == []
    opened = [(index, made.openings["undisclosed"]), *others]
    assert check(world, leaves, Replays(world.kpu.log.files, opened)) == [(Fault.DECISION, index)]


def test_an_undisclosed_field_that_was_left_out_is_named_once_the_verdicts_are_opened(world):
    index = 1
    made = sealed(world.kpu.log.leaves[index], {}, undisclosed=b"[]")
    leaves = [*world.kpu.log.leaves[:index], made.leaf, *world.kpu.log.leaves[index + 1 :]]
    assert check(world, leaves, Replays(world.kpu.log.files)) == []
    opened = [(index, made.openings["undisclosed"])]
    assert check(world, leaves, Replays(world.kpu.log.files, opened)) == [(Fault.DECISION, index)]


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


def test_a_table_that_was_never_agreed_is_named():
    world = voters_world()
    ask(world, TABLE)
    honest = world.kpu.log.leaves[1]
    for told in ([], verdicts(honest, "")):
        leaves = [world.kpu.log.leaves[0], written(honest, table="lain", verdicts=told)]
        assert check(world, leaves, Replays(world.kpu.log.files)) == [(Fault.DECISION, 1)]


def verdicts(leaf: bytes, field: str, **changed: str) -> list[object]:
    return [each | (changed if each["field"] == field else {}) for each in each_verdict(json.loads(leaf))]


def without(leaf: bytes, field: str) -> list[object]:
    return [each for each in each_verdict(json.loads(leaf)) if each["field"] != field]


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
    "no verdict at all": (lambda leaf: {"verdicts": []}, Fault.DECISION),
    "a field left out": (lambda leaf: {"verdicts": without(leaf, "lat")}, Fault.DECISION),
    "a withheld field left out": (lambda leaf: {"verdicts": without(leaf, "nik")}, Fault.DECISION),
    "no word on undisclosed fields": (
        lambda leaf: {"commitments": {**json.loads(leaf)["commitments"], "undisclosed": None}},
        Fault.DECISION,
    ),
    "a purpose that no permission names": (lambda leaf: {"purpose": "lain"}, Fault.DECISION),
    "a purpose that no permission names, and no verdict": (
        lambda leaf: {"purpose": "lain", "verdicts": []},
        Fault.DECISION,
    ),
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
