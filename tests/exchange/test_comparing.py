"""What the other gateway says is active: it narrows, it never widens, and equal words bring nothing new."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.audit import parse_entry
from gateway.policy import Policy, resolve
from tests.simulator import KPU, NOON, POLRES, Simulator, json_of, keys_of, sign_folder, small_world
from tests.simulator.small import AMAN, PKS, TPS, small_folder

OTHERS = "f" * 64


@pytest.fixture
def world() -> Simulator:
    """Let each agency's gateway system have a client key."""
    files = {
        path: content.replace(b"holder: aplikasi-dua\n", b"holder: gerbang\n")
        for path, content in small_folder().items()
    }
    tables = {KPU: small_world().kpu.source.tables}
    return Simulator(sign_folder(files), tables)


def state(world: Simulator, active: object, *, key: str = "client-2"):
    signer = keys_of(POLRES)[key]
    return world.send(POLRES, KPU, "POST", "/v1/agreements/active", {"active": active}, signer=signer)


def active_at_kpu(world: Simulator) -> dict[str, str]:
    agreements = world.kpu.policies.refresh().bundle.agreements.values()
    return {each.uid: each.digest for each in agreements if each.find_party(POLRES) and each.find_party(KPU)}


def asked(world: Simulator, **more: object) -> tuple[int, str]:
    answer = world.query(POLRES, TPS, {**AMAN, **more})
    return answer.status, json_of(answer).get("code", "")


@pytest.mark.parametrize(
    "stated",
    [
        pytest.param([], id="no object"),
        pytest.param({"PKS": OTHERS}, id="no uid"),
        pytest.param({PKS: "f" * 63}, id="no digest"),
        pytest.param({PKS: 1}, id="a number"),
        pytest.param({f"a{number}": OTHERS for number in range(1001)}, id="too many"),
    ],
)
def test_a_statement_of_another_shape_changes_nothing(world, stated):
    assert state(world, stated).status == 422
    assert not world.kpu.log.standing().stated
    assert asked(world) == (200, "")


@pytest.mark.parametrize("other", [{}, {PKS: OTHERS}], ids=["none at all", "another version"])
def test_what_differs_is_out_of_force_at_every_process_until_it_is_equal(world, other):
    own = active_at_kpu(world)
    assert json_of(state(world, own)) == {"active": own}
    assert asked(world) == (200, "")
    epoch = world.kpu.log.standing().epoch
    assert state(world, {**{uid: own[uid] for uid in own if uid != PKS}, **other}).status == 200
    assert world.kpu.log.standing().epoch == epoch + 1
    assert asked(world) == (403, "agreement-differs")
    entry = parse_entry(world.kpu.log.leaves[-1])
    assert (entry["outcome"], entry["reason"]) == ("refused", "agreement-differs")
    assert state(world, own).status == 200
    assert asked(world) == (200, "")


def test_the_same_words_again_move_nothing(world):
    own = active_at_kpu(world)
    state(world, own)
    epoch = world.kpu.log.standing().epoch
    assert state(world, own).status == 200
    assert world.kpu.log.standing().epoch == epoch
    kinds = [(entry["kind"], entry["outcome"]) for entry in map(parse_entry, world.kpu.log.leaves[-2:])]
    assert kinds == [("compare", "recorded"), ("compare", "described")]


def test_a_request_that_names_another_version_is_refused_and_recorded(world):
    assert asked(world, agreement_digest=active_at_kpu(world)[PKS]) == (200, "")
    assert asked(world, agreement_digest=OTHERS) == (403, "agreement-differs")
    entry = parse_entry(world.kpu.log.leaves[-1])
    assert entry["reason"] == "agreement-differs"
    # The SDK names the version that it was told of.
    client = world.client(POLRES, KPU)
    client._agreements = {PKS: active_at_kpu(world)[PKS]}
    assert client.query(TPS, **AMAN).data


@cache
def small_policy() -> Policy:
    return small_world().kpu.policies.refresh()


WORDS = st.dictionaries(
    st.sampled_from([PKS, "pks-lama", "pks-uji", "pks-baru"]), st.sampled_from(["own", OTHERS, "0" * 64])
)


@settings(max_examples=40, deadline=None)
@given(by_polres=st.none() | WORDS, by_stranger=st.none() | WORDS)
def test_no_statement_ever_brings_anything_into_force(by_polres, by_stranger):
    policy, now = small_policy(), NOON
    bundle = policy.bundle

    def said(words):
        return {
            uid: bundle.agreements[uid].digest if word == "own" and uid in bundle.agreements else OTHERS
            for uid, word in words.items()
        }

    spoken = {POLRES: by_polres, "kpud-lain": by_stranger}
    stated = {agency: said(words) for agency, words in spoken.items() if words is not None}
    then = resolve(bundle, policy.pins, replace(policy.standing, stated=stated))
    for uid, force in then.forces.items():
        if force.refusal(now) is None:
            assert policy.force(uid).refusal(now) is None
            party = bundle.agreements[uid].find_party(POLRES)
            if POLRES in stated and party:
                assert stated[POLRES].get(uid) == bundle.agreements[uid].digest
