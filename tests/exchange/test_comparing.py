"""What the other gateway says is active: it narrows, it never widens, and equal words bring nothing new."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.audit import parse_entry
from gateway.exchange.stating import MAX_CHANGES
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


def test_a_party_that_alternates_moves_the_policy_so_often_and_no_more_until_the_next_hour(world):
    own = active_at_kpu(world)
    strange = {**own, "tidak-dikenal": OTHERS}
    said = [state(world, strange if turn % 2 else own) for turn in range(MAX_CHANGES + 5)]
    # What is held was said last and is not news: every other word is heard and moves nothing.
    assert [answer.status for answer in said] == [200] * MAX_CHANGES + [429, 200, 429, 200, 429]
    problem = json_of(said[-1])
    assert (problem["code"], problem["requests"], problem["period"]) == ("statements-exceeded", "12", "hour")
    assert 1 <= int(dict(said[-1].headers)["retry-after"]) <= 3600
    assert world.kpu.log.standing().epoch == 1 + MAX_CHANGES
    entry = parse_entry(world.kpu.log.leaves[-1])
    assert (entry["kind"], entry["outcome"], entry["reason"]) == ("compare", "refused", "statements-exceeded")
    assert asked(world) == (200, "")
    world.clock.advance(hours=1)
    assert state(world, own if MAX_CHANGES % 2 == 0 else strange).status == 200


def test_one_that_swaps_two_agreements_gets_no_further_than_one_that_repeats_itself(world):
    own = active_at_kpu(world)
    first, second = sorted(own)[:2]
    turns = [{**own, first: OTHERS}, {**own, second: OTHERS}]
    said = [state(world, turns[turn % 2]).status for turn in range(MAX_CHANGES + 6)]
    # The first word only narrows; each later one brings an agreement back.
    assert said == [200] * (1 + MAX_CHANGES) + [429, 200, 429, 200, 429]
    assert world.kpu.log.standing().epoch == 1 + 1 + MAX_CHANGES


def test_the_same_words_and_a_narrowing_are_heard_when_the_hour_is_used_up(world):
    own = active_at_kpu(world)
    for turn in range(MAX_CHANGES + 1):
        last = state(world, {**own, "tidak-dikenal": OTHERS} if turn % 2 else own)
    assert last.status == 429
    assert state(world, {**own, "tidak-dikenal": OTHERS}).status == 200
    assert state(world, {uid: own[uid] for uid in own if uid != PKS}).status == 200
    assert asked(world) == (403, "agreement-differs")
    assert state(world, own).status == 429


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
