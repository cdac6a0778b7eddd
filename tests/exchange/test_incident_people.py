"""Whom a scope concerns: tags count as far as an entry committed to them; nobody is counted on a guess."""

from datetime import UTC, datetime
from typing import Any

import pytest

from gateway.audit import Draft, Opening, parse_entry
from gateway.evidence import Exposures, Found
from gateway.exchange import Beside, People, SoughtPersons, Subjects, make_subjects
from tests.audit.memory import query_draft, seal

MASTER = b"m" * 32
POLRES = "polres-kapuas-hulu"
KIND = "kpu-kapuas-hulu/badan_adhoc#nik"
BUDI, SITI = "6106010101900001", "6106014101910002"


class Kept:
    """What stands beside the entries of a log."""

    def __init__(self) -> None:
        self.rows: dict[int, Subjects] = {}
        self.openings: dict[int, dict[str, Opening]] = {}
        self.found: list[Found] = []
        self.erased: set[int] = set()

    def add(self, *numbers: str, period: str = "2026-11", rows: int = 2, **facts: Any) -> None:
        index = len(self.found)
        draft = query_draft(index, rows=rows, **facts)
        openings = dict(draft.openings)
        if numbers:
            subjects = make_subjects(MASTER, POLRES, period, KIND, numbers)
            self.rows[index] = subjects
            openings["subjects"] = subjects.digest(str(draft.facts["exchange_id"]))
        sealed = seal(index, Draft(draft.facts, openings))
        self.openings[index] = dict(sealed.openings)
        self.found.append(Found(index, parse_entry(sealed.leaf), datetime(2026, 11, 24, tzinfo=UTC), False))

    def count(self, candidates: SoughtPersons | None = None) -> People:
        openings = self.openings.__getitem__
        people, beside = People(candidates), Beside(self.rows.get, openings, self.erased.__contains__)
        exposures = Exposures("log", lambda digest: {}, openings)
        for each in self.found:
            people.add(each, exposures.of(each), beside)
        return people


@pytest.fixture
def kept() -> Kept:
    return Kept()


def test_the_same_person_counts_once_a_month_and_again_in_the_next(kept: Kept):
    kept.add(BUDI, SITI, period="2026-10")
    kept.add(BUDI, period="2026-10")
    kept.add(BUDI, period="2026-11")
    kept.add(f" {BUDI} ", period="2026-12")
    people = kept.count()
    assert dict(people.counts) == {
        (POLRES, "2026-10", KIND): 2,
        (POLRES, "2026-11", KIND): 1,
        (POLRES, "2026-12", KIND): 1,
    }
    assert people.states == {"known": 4}


def test_the_tags_of_no_more_than_two_months_are_held(kept: Kept):
    for month in range(1, 10):
        kept.add(BUDI, period=f"2026-{month:02d}")
    people = kept.count()
    assert len(people.counts) == 9
    assert len(people.held) == 2


def test_an_answer_whose_people_did_not_pass_through_is_about_people_unknown(kept: Kept):
    kept.add()
    assert kept.count().states == {"unknown": 1}


def test_an_answer_without_rows_a_table_and_a_refusal_are_about_nobody(kept: Kept):
    kept.add(rows=0)
    kept.add(kind="statistics", table="t", snapshot="c" * 64)
    assert not kept.count().states


@pytest.mark.parametrize("gone", ["row", "opening"])
@pytest.mark.parametrize(("erased", "state"), [(set(), "changed"), ({1}, "changed"), ({0}, "gone")])
def test_what_is_gone_is_not_guessed_and_called_erased_only_where_the_log_says_so(
    kept: Kept, gone: str, erased: set[int], state: str
):
    kept.add(BUDI)
    kept.erased = erased
    if gone == "row":
        kept.rows.clear()
    else:
        del kept.openings[0]["subjects"]
    people = kept.count(SoughtPersons(MASTER, [BUDI]))
    assert (people.states, people.named, dict(people.counts)) == ({state: 1}, {}, {})


@pytest.mark.parametrize("attack", ["swapped", "another's", "forged opening", "added"])
def test_tags_that_no_entry_committed_to_name_and_count_nobody(kept: Kept, attack: str):
    kept.add(BUDI)
    kept.add(SITI)
    if attack == "swapped":
        kept.rows[0], kept.rows[1] = kept.rows[1], kept.rows[0]
    elif attack == "another's":
        kept.rows = {index: make_subjects(MASTER, "kpu-lain", "2026-11", KIND, [BUDI]) for index in kept.rows}
    elif attack == "forged opening":
        kept.rows = dict.fromkeys(kept.rows, kept.rows[0])
        for index, each in enumerate(kept.found):
            forged = kept.rows[0].digest(each.entry["exchange_id"]) + b"\0"
            kept.openings[index]["subjects"] = Opening(kept.openings[index]["subjects"].salt, forged)
    else:
        kept.rows = {
            index: Subjects(row.agency, row.period, row.kind, row.tags + b"x" * 16)
            for index, row in kept.rows.items()
        }
    people = kept.count(SoughtPersons(MASTER, [BUDI, SITI]))
    assert (people.states, people.named, dict(people.counts)) == ({"changed": 2}, {}, {})


def test_tags_beside_an_entry_that_committed_to_none_are_not_believed(kept: Kept):
    kept.add()
    kept.rows[0] = make_subjects(MASTER, POLRES, "2026-11", KIND, [BUDI])
    people = kept.count(SoughtPersons(MASTER, [BUDI]))
    assert (people.states, people.named) == ({"unknown": 1}, {})


def test_those_of_a_list_who_were_seen_are_named_and_no_others(kept: Kept):
    kept.add(BUDI, SITI, period="2026-10")
    kept.add(BUDI, period="2026-11")
    people = kept.count(SoughtPersons(MASTER, [BUDI, "6106010101900009"]))
    assert {number: each.exchanges for number, each in people.named.items()} == {BUDI: 2}
    assert not kept.count(SoughtPersons(b"o" * 32, [BUDI])).named


def test_the_record_of_a_look_up_holds_no_number_and_not_the_tags_of_answers(kept: Kept):
    kept.add(BUDI)
    tags = SoughtPersons(MASTER, [BUDI, SITI]).tags(POLRES)
    assert len(tags) == 32
    assert BUDI.encode() not in tags
    assert kept.rows[0].tags not in tags
