from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gateway.exchange.pseudonyms import token_keys
from tests.simulator.small import PKS

MASTER = b"m" * 32
# One second before and at the turn of the year in each zone.
TURNS = [
    ("Asia/Jakarta", datetime(2026, 12, 31, 17, tzinfo=UTC)),
    ("Asia/Pontianak", datetime(2026, 12, 31, 17, tzinfo=UTC)),
    ("Asia/Makassar", datetime(2026, 12, 31, 16, tzinfo=UTC)),
    ("Asia/Jayapura", datetime(2026, 12, 31, 15, tzinfo=UTC)),
]


def pseudonym_key(agreement, moment):
    return token_keys(MASTER, agreement, moment, f"exchange {moment}")("pseudonym", "nik")


@pytest.fixture
def agreement(world):
    return world.kpu.policies.current().bundle.agreements[PKS]


def test_each_field_agreement_year_and_gateway_has_a_key_of_its_own(agreement):
    now, later = datetime(2026, 5, 1, tzinfo=UTC), datetime(2027, 5, 1, tzinfo=UTC)
    other = replace(agreement, uid="pks-lain")
    keys = [
        token_keys(master, each, moment, "e")("pseudonym", field)
        for master in (MASTER, b"n" * 32)
        for each in (agreement, other)
        for moment in (now, later)
        for field in ("nik", "kontak")
    ]
    assert len(set(keys)) == len(keys) == 16
    assert {len(key) for key in keys} == {32}


def test_a_key_stays_within_the_year_and_over_versions_of_the_agreement(agreement):
    key = pseudonym_key(agreement, datetime(2026, 1, 1, tzinfo=UTC))
    newer = replace(agreement, version=2, digest="0" * 64)
    assert pseudonym_key(newer, datetime(2026, 12, 31, tzinfo=UTC)) == key


@pytest.mark.parametrize(("zone", "turn"), TURNS)
def test_the_year_turns_in_the_agreements_own_zone(agreement, zone, turn):
    local = replace(agreement, timezone=zone)
    before, after = (pseudonym_key(local, turn - timedelta(seconds=lag)) for lag in (1, 0))
    assert before != after
    assert pseudonym_key(local, turn + timedelta(days=200)) == after


def test_no_agreement_can_take_the_place_of_another_by_its_name(agreement):
    """A uid has no line break, so uid and year cannot trade characters."""
    moment = datetime(2026, 5, 1, tzinfo=UTC)
    names = ["a", "a-2", "a-20", "a-2026"]
    keys = {pseudonym_key(replace(agreement, uid=name), moment) for name in names}
    assert len(keys) == len(names)


def test_a_token_has_a_key_of_its_own_in_each_answer(agreement):
    now = datetime(2026, 5, 1, tzinfo=UTC)
    keys = [
        token_keys(master, agreement, now, exchange)(scope, field)
        for master in (MASTER, b"n" * 32)
        for exchange in ("019aa", "019ab")
        for scope in ("token", "pseudonym")
        for field in ("nik", "kontak")
    ]
    # Two answers share their pseudonyms and nothing else.
    assert len(set(keys)) == len(keys) - 4
