from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gateway.exchange.pseudonyms import pseudonym_keys
from tests.simulator.small import PKS

MASTER = b"m" * 32
# One second before and at the turn of the year in each zone.
TURNS = [
    ("Asia/Jakarta", datetime(2026, 12, 31, 17, tzinfo=UTC)),
    ("Asia/Pontianak", datetime(2026, 12, 31, 17, tzinfo=UTC)),
    ("Asia/Makassar", datetime(2026, 12, 31, 16, tzinfo=UTC)),
    ("Asia/Jayapura", datetime(2026, 12, 31, 15, tzinfo=UTC)),
]


@pytest.fixture
def agreement(world):
    return world.kpu.policies.current().bundle.agreements[PKS]


def test_each_field_agreement_year_and_gateway_has_a_key_of_its_own(agreement):
    now, later = datetime(2026, 5, 1, tzinfo=UTC), datetime(2027, 5, 1, tzinfo=UTC)
    other = replace(agreement, uid="pks-lain")
    keys = [
        pseudonym_keys(master, each, moment)(field)
        for master in (MASTER, b"n" * 32)
        for each in (agreement, other)
        for moment in (now, later)
        for field in ("nik", "kontak")
    ]
    assert len(set(keys)) == len(keys) == 16
    assert {len(key) for key in keys} == {32}


def test_a_key_stays_within_the_year_and_over_versions_of_the_agreement(agreement):
    key = pseudonym_keys(MASTER, agreement, datetime(2026, 1, 1, tzinfo=UTC))("nik")
    newer = replace(agreement, version=2, digest="0" * 64)
    assert pseudonym_keys(MASTER, newer, datetime(2026, 12, 31, tzinfo=UTC))("nik") == key


@pytest.mark.parametrize(("zone", "turn"), TURNS)
def test_the_year_turns_in_the_agreements_own_zone(agreement, zone, turn):
    local = replace(agreement, timezone=zone)
    before, after = (pseudonym_keys(MASTER, local, turn - timedelta(seconds=lag))("nik") for lag in (1, 0))
    assert before != after
    assert pseudonym_keys(MASTER, local, turn + timedelta(days=200))("nik") == after


def test_no_agreement_can_take_the_place_of_another_by_its_name(agreement):
    """A uid has no line break, so uid and year cannot trade characters."""
    moment = datetime(2026, 5, 1, tzinfo=UTC)
    names = ["a", "a-2", "a-20", "a-2026"]
    keys = {pseudonym_keys(MASTER, replace(agreement, uid=name), moment)("nik") for name in names}
    assert len(keys) == len(names)
