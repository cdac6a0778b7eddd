"""What the database finds by a filter is what the leaves say, on both databases; an altered row shows."""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.audit import OUTCOMES, Draft, parse_entry
from gateway.exchange import EVERYTHING, SCOPES, EntryFilter, Recorded, StoredEntry, matches
from gateway.storage import AuditReads, audit_reads
from tests.storage.making import KEY, NOTHING, Rig, draft, new_id, nonce, statement

AGENCIES = ("kpu-kapuas-hulu", "polres-kapuas-hulu", "bawaslu-contoh")
COUNT = 60


def _drafts() -> Sequence[Draft]:
    """Make entries of every shape that can be searched, in a fixed order of chance."""
    dice = random.Random(6)
    made = []
    for _ in range(COUNT):
        consumer = {"agency": dice.choice(AGENCIES), "system": dice.choice(("sipam", "siak")), "key": KEY}
        shape = dice.randrange(5)
        if shape == 0:
            made.append(
                draft(consumer=consumer, outcome="refused", reason=dice.choice(("a-b", "c-d")), rows=None)
            )
        elif shape == 1:
            made.append(statement("catalog", "described", consumer=consumer))
        elif shape == 2:
            made.append(statement("genesis", provider=dice.choice(AGENCIES)))
        elif shape == 3:
            made.append(statement("audit-entries", "described", consumer=consumer, page="tile/entries/000"))
        else:
            facts = {
                "consumer": consumer,
                "provider": dice.choice(AGENCIES),
                "dataset": dice.choice(("tps", "dpt")),
                "agreement": {"uid": dice.choice(("pks-a", "pks-b")), "version": 1, "permission": "p"},
                "purpose": dice.choice(("aman", "resmi")),
            }
            made.append(draft(**facts))
    return made


class Shelf:
    """A log that is written once, and what its leaves say."""

    def __init__(self, rig: Rig) -> None:
        self.rig, log, storage = rig, rig.log(), rig.storage()
        rig.opened.append((log, storage))
        self.recorded = [log.append(each, NOTHING, epoch=None) for each in _drafts()]
        assert all(isinstance(each, Recorded) for each in self.recorded)
        self.entries = [(index, parse_entry(leaf)) for index, leaf in rig.leaves()]
        self.reads = AuditReads(storage)

    def times(self) -> Sequence[datetime]:
        return [datetime.fromisoformat(entry["times"]["recorded_at"]["value"]) for _, entry in self.entries]

    def page(self, wanted: EntryFilter, **place: int | None) -> Sequence[int]:
        place = {"before": None, "after": None} | place
        return [each.index for each in self.reads.page(wanted, **place, limit=COUNT)]

    def all(self) -> Sequence[StoredEntry]:
        return self.reads.page(EVERYTHING, before=None, after=None, limit=COUNT)

    def alter(self, statement: str) -> None:
        """Do what only the owner of the database can."""
        on = "" if self.rig.is_sqlite else " ON entry_facts"
        for name in ("no_update", "no_delete") if self.rig.is_sqlite else ("insert_only",):
            self.rig.run(f"DROP TRIGGER IF EXISTS entry_facts_{name}{on}")
        self.rig.run(statement)


@pytest.fixture
def shelf(rig: Rig) -> Shelf:
    return Shelf(rig)


def filters(times: Sequence[datetime]) -> st.SearchStrategy[EntryFilter]:
    """Make filters of a scope and up to three conditions, so that most find something."""
    moments = st.builds(
        lambda time, step: time + timedelta(microseconds=step), st.sampled_from(times), st.integers(-1, 1)
    )
    values: dict[str, st.SearchStrategy[object]] = {
        "since": moments,
        "until": moments,
        "agency": st.sampled_from((*AGENCIES, "lain")),
        "consumer": st.sampled_from(AGENCIES),
        "system": st.sampled_from(("sipam", "siak")),
        "provider": st.sampled_from(AGENCIES),
        "dataset": st.sampled_from(("tps", "dpt")),
        "agreement": st.sampled_from(("pks-a", "pks-b")),
        "purpose": st.sampled_from(("aman", "resmi")),
        "outcome": st.sampled_from(OUTCOMES),
        "code": st.sampled_from(("a-b", "c-d")),
    }
    names = st.sets(st.sampled_from(sorted(values)), max_size=3)
    chosen = names.flatmap(lambda some: st.fixed_dictionaries({name: values[name] for name in some}))
    return st.builds(lambda scope, words: EntryFilter(scope, **words), st.sampled_from(SCOPES), chosen)


def test_the_database_finds_what_a_look_at_every_entry_finds(shelf: Shelf):
    times = shelf.times()

    @given(
        filters(times),
        st.none() | st.integers(0, COUNT),
        st.none() | st.integers(-1, COUNT),
    )
    @settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def agree(wanted: EntryFilter, before: int | None, after: int | None) -> None:
        by_hand = [
            index
            for index, entry in shelf.entries
            if matches(wanted, entry)
            and (before is None or index < before)
            and (after is None or index > after)
        ]
        assert shelf.page(wanted, before=before, after=after) == by_hand[::-1]

    agree()


def test_one_exchange_is_found_by_its_id_and_nothing_by_another(shelf: Shelf):
    index, entry = shelf.entries[7]
    assert shelf.page(EntryFilter("all", exchange=entry["exchange_id"])) == [index]
    assert shelf.page(EntryFilter("all", exchange=new_id())) == []


def test_a_refusal_of_the_last_moment_is_found_by_its_code(rig: Rig):
    log, storage = rig.log(), rig.storage()
    rig.opened.append((log, storage))
    once = nonce()
    log.append(draft(), once, epoch=None)
    log.append(draft(), once, epoch=None)
    (found,) = AuditReads(storage).page(EntryFilter(code="replayed"), before=None, after=None, limit=9)
    assert (found.index, found.is_intact, found.is_listed_right) == (1, True, True)


CHANGES: Mapping[int, str] = {
    5: "UPDATE entry_facts SET outcome = 'shown'",
    6: "UPDATE entry_facts SET consumer = 'lain'",
    7: "UPDATE entry_facts SET recorded_at = '2030-01-01T00:00:00.000000Z'",
    8: "UPDATE entry_facts SET kind = 'describe'",
    9: "DELETE FROM entry_facts",
}


@pytest.mark.parametrize("many", [7, 1_000])
def test_a_row_that_says_something_else_than_its_leaf_shows_where_it_is_shown(
    shelf: Shelf, many: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(audit_reads, "PAGE", many)
    assert all(each.is_listed_right for each in shelf.all())
    assert list(shelf.reads.wrong_rows()) == []
    for index, change in CHANGES.items():
        shelf.alter(f'{change} WHERE "index" = {index}')
    # Of everything nothing is left out, whatever the rows say.
    found = shelf.all()
    assert [each.index for each in found] == list(range(COUNT))[::-1]
    assert [each.index for each in found if not each.is_listed_right] == list(CHANGES)[::-1]
    assert all(each.is_intact for each in found)
    assert list(shelf.reads.wrong_rows()) == list(CHANGES)
    moved = shelf.reads.page(EntryFilter("all", outcome="shown"), before=None, after=None, limit=9)
    assert [(each.index, each.is_listed_right) for each in moved] == [(5, False)]


def test_a_leaf_that_is_no_entry_any_more_is_neither_intact_nor_listed_right(shelf: Shelf):
    if shelf.rig.is_sqlite:
        shelf.rig.run("DROP TRIGGER entries_no_update")
    else:
        shelf.rig.run("DROP TRIGGER entries_insert_only ON entries")
    shelf.rig.run("""UPDATE entries SET leaf = :leaf WHERE "index" = 5""", leaf=b"{}")
    (found,) = shelf.reads.page(EVERYTHING, before=6, after=None, limit=1)
    assert (found.index, found.is_intact, found.is_listed_right) == (5, False, False)
