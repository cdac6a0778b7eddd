"""Whom an answer was about is kept as tags where the number passed through, and else is not known."""

import json
from dataclasses import replace

import pytest

from gateway.audit import SUBJECTS, check_opening, parse_entry
from gateway.errors import ProofBad
from gateway.exchange import kind_of, make_subjects, period_of
from tests.simulator import KPU, NOON, POLRES, json_of
from tests.simulator.persons import (
    KNOWN,
    NUMBER,
    ORANG,
    PKS,
    TANDA,
    UNKNOWN,
    dataset_of,
    number_of,
    person,
    persons_world,
)
from tests.simulator.small import PKS as SMALL
from tests.simulator.small import TPS, small_world

SEEN = tuple(number_of(each) for each in (1, 2, 3))


@pytest.fixture
def world():
    return persons_world()


def query(world, purpose, **options):
    return world.query(POLRES, dataset_of(purpose), {"agreement": PKS, "purpose": purpose} | options)


def look_up(world, purpose, key):
    body = {"agreement": PKS, "purpose": purpose, "key": key}
    return world.send(POLRES, KPU, "POST", f"/v1/datasets/{ORANG}/lookup", body)


def kept(world):
    """Return the newest entry, its openings and whom it was about."""
    log = world.kpu.log
    _, leaf, openings = log.entries[-1]
    return parse_entry(leaf), openings, log.subjects.get(len(log.entries) - 1)


def expected(world, *numbers, dataset=ORANG):
    master = world.kpu.world.secrets.secret("pseudonym")
    return make_subjects(master, POLRES, period_of(NOON), kind_of(dataset, NUMBER), numbers)


@pytest.mark.parametrize("purpose", KNOWN)
def test_a_number_that_passed_through_leaves_its_tag(world, purpose):
    answer = query(world, purpose)
    assert answer.status == 200
    entry, openings, about = kept(world)
    assert about == expected(world, *SEEN, dataset=dataset_of(purpose))
    salt, value = openings[SUBJECTS]
    with pytest.raises(ProofBad):
        check_opening(
            entry, SUBJECTS, salt, replace(about, tags=about.tags[:16]).digest(entry["exchange_id"])
        )
    assert value == about.digest(entry["exchange_id"])
    check_opening(entry, SUBJECTS, salt, value)


@pytest.mark.parametrize("purpose", UNKNOWN)
def test_a_number_that_stayed_in_its_source_is_not_read_for_this(world, purpose):
    assert query(world, purpose).status == 200
    entry, openings, about = kept(world)
    assert about is None
    assert SUBJECTS not in openings
    assert SUBJECTS not in entry["commitments"]


def test_only_the_rows_that_were_answered_count(world):
    first = json_of(query(world, "utuh"))
    # A fourth row was read to see whether there is more.
    assert kept(world)[2] == expected(world, *SEEN)
    query(world, "utuh", cursor=first["next_cursor"])
    # The fifth has no number: it is nobody's.
    assert kept(world)[2] == expected(world, number_of(4))


def test_asking_for_other_fields_alone_leaves_it_unknown(world):
    assert query(world, "utuh", fields=["nama"]).status == 200
    assert kept(world)[2] is None


def test_a_page_without_rows_is_about_nobody_and_says_so():
    world = persons_world([])
    query(world, "utuh")
    entry, _, about = kept(world)
    assert about == expected(world)
    assert SUBJECTS in entry["commitments"]


@pytest.mark.parametrize("key", [number_of(1), "999"], ids=["found", "missed"])
def test_whoever_is_asked_for_by_number_was_asked_for_found_or_not(world, key):
    assert look_up(world, "cari", key).status == 200
    assert kept(world)[2] == expected(world, key)


def test_a_lookup_by_another_key_is_about_whom_it_found(world):
    look_up(world, "kamar", "A2")
    found_entry, _, found = kept(world)
    look_up(world, "kamar", "A9")
    missed_entry, _, missed = kept(world)
    assert found == expected(world, number_of(2))
    assert missed == expected(world)
    # The entry does not tell which it was.
    assert found_entry["commitments"].keys() == missed_entry["commitments"].keys()


def test_of_a_key_that_several_share_nobody_is_told_and_nobody_is_kept():
    world = persons_world([person(1), person(2, kamar="A1")])
    look_up(world, "kamar", "A1")
    assert kept(world)[2] == expected(world)


def test_a_lookup_that_sees_no_number_leaves_it_unknown(world):
    look_up(world, "urut", 2)
    assert kept(world)[2] is None


def test_what_is_refused_or_only_rehearsed_is_about_nobody(world):
    assert query(world, "batas").status == 200
    before = len(world.kpu.log.subjects)
    assert query(world, "batas").status == 429
    assert query(world, "utuh", dry_run=True).status == 200
    assert query(world, "lain").status == 403
    assert len(world.kpu.log.subjects) == before


def test_a_quota_that_runs_out_at_the_last_moment_takes_the_commitment_along(world):
    log = world.kpu.log
    # Another process answers in between.
    log.before_append = lambda: query(world, "batas")
    assert query(world, "batas").status == 429
    entry, openings, about = kept(world)
    assert (entry["outcome"], about) == ("refused", None)
    assert SUBJECTS not in openings


def test_no_number_is_in_the_entry_its_openings_of_subjects_or_the_tags(world):
    query(world, "samar")
    entry, openings, about = kept(world)
    everything = json.dumps(entry).encode() + b"".join(map(bytes, openings[SUBJECTS])) + about.tags
    assert not any(number.encode() in everything for number in SEEN)


def test_the_receipt_does_not_open_whom_the_tags_are_of(world):
    client = world.client(POLRES, KPU)
    page = client.query(TANDA, agreement=PKS, purpose="sekali")
    _, receipt = client.receipt(page.exchange_id)
    assert SUBJECTS in receipt.entry["commitments"]
    assert SUBJECTS not in receipt.openings


def test_a_dataset_without_persons_keeps_nothing():
    world = small_world()
    answer = world.query(POLRES, TPS, {"agreement": SMALL, "purpose": "aman"})
    assert answer.status == 200
    assert not world.kpu.log.subjects
