"""The tags of whom an answer was about stand beside its entry, in the same transaction, or not at all."""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256

import pytest
from sqlalchemy.exc import DatabaseError

from gateway.audit import SUBJECTS, check_opening, parse_entry
from gateway.errors import LogError
from gateway.exchange import (
    HELD_MEANWHILE,
    Effects,
    Erasure,
    QuotaUse,
    Recorded,
    Refused,
    Subjects,
    make_subjects,
)
from gateway.storage import SubjectIndex
from gateway.storage.batch import Batch, Item
from gateway.storage.state import lock_state
from tests.storage.making import KEY, ORIGIN, Rig, draft, nonce, statement

MASTER = b"m" * 32


def about(*numbers, period="2026-11"):
    return make_subjects(MASTER, "polres-kapuas-hulu", period, "kpu-kapuas-hulu/tps#kode", numbers)


def index_of(rig: Rig) -> SubjectIndex:
    return SubjectIndex(rig.opened[-1][1])


def append(log, kept: Subjects, effects: Effects | None = None):
    made = draft()
    exchange = str(made.facts["exchange_id"])
    committed = replace(made, openings={**made.openings, SUBJECTS: kept.digest(exchange)})
    return log.append(committed, replace(effects or Effects(), subjects=kept), epoch=0)


def test_a_row_stands_beside_its_entry_and_fits_it(rig: Rig):
    log = rig.log()
    log.append(draft(), Effects(), epoch=0)
    kept = about("a", "b")
    recorded = append(log, kept)
    index = index_of(rig)
    assert index.find(recorded.index) == kept
    assert index.find(recorded.index - 1) is None
    entry = parse_entry(recorded.entry)
    salt = recorded.openings[SUBJECTS][0]
    check_opening(entry, SUBJECTS, salt, kept.digest(recorded.exchange_id))
    assert rig.check() == 2


def test_what_the_log_overrules_leaves_no_tags(rig: Rig):
    log = rig.log()
    spent = nonce()
    use = QuotaUse("polres", "pks", "p", "2026-11-24", 4_000_000_000, 1, 1, 1, None)
    assert isinstance(append(log, about("a"), replace(spent, quota=use)), Recorded)
    for effects in (spent, Effects(quota=use)):
        refused = append(log, about("b"), effects)
        assert isinstance(refused, Refused)
        assert SUBJECTS not in parse_entry(refused.recorded.entry)["commitments"]
    assert rig.run("SELECT count(*) FROM subjects") == [(1,)]


def test_a_row_is_never_changed_but_may_be_erased(rig: Rig):
    recorded = append(rig.log(), about("a"))
    tags = sha256(b"another").digest()[:16]
    with pytest.raises(DatabaseError, match=r"written once|may not be changed"):
        rig.run("UPDATE subjects SET tags = :tags", tags=tags)
    rig.run("DELETE FROM subjects")
    assert index_of(rig).find(recorded.index) is None
    assert rig.check() == 1


def test_a_row_of_no_whole_tags_is_refused_and_nothing_is_recorded(rig: Rig):
    log = rig.log()
    with pytest.raises(LogError):
        append(log, Subjects("polres", "2026-11", "k", b"half"))
    assert rig.run("SELECT count(*) FROM entries") == [(0,)]


def test_no_number_is_in_the_database(sqlite_rig: Rig):
    log = sqlite_rig.log()
    append(log, about("NOMOR-RAHASIA-1", "NOMOR-RAHASIA-2"))
    log.close()
    content = b"".join(path.read_bytes() for path in sqlite_rig.folder.glob("state.db*"))
    assert b"polres-kapuas-hulu" in content
    assert b"RAHASIA" not in content.upper()


def erasure(first, last, size):
    made = statement("erase", erased=[{"first": first, "last": last}])
    committed = replace(made, openings={"official": b"S", "why": b"JRA 1"})
    return committed, Effects(erasure=Erasure(((first, last),), size))


def held_back():
    made = statement("subject-hold", consumer={"agency": "polres-kapuas-hulu", "key": KEY})
    return replace(made, openings={"statement": b"x", "held": b"{}"})


def unlock(rig: Rig, *tables: str) -> None:
    """Let whoever owns the database change what is written once."""
    for table in tables:
        if rig.is_sqlite:
            for name in ("update", "delete"):
                rig.run(f"DROP TRIGGER {table}_no_{name}")
        else:
            rig.run(f"DROP TRIGGER {table}_insert_only ON {table}")


def left(rig: Rig):
    (found,) = rig.run("SELECT (SELECT count(*) FROM openings), (SELECT count(*) FROM subjects)")
    return found


def test_an_erasure_takes_what_stands_beside_its_entries_and_nothing_else(rig: Rig):
    log = rig.log()
    for number in range(3):
        append(log, about(str(number)))
    assert left(rig) == (9, 3)
    made, effects = erasure(0, 1, 3)
    log.append(made, effects, epoch=None)
    assert left(rig) == (5, 1)
    assert index_of(rig).find(2) == about("2")
    assert rig.check() == 4


def test_what_is_held_back_after_an_erasure_was_decided_stops_it(rig: Rig):
    log = rig.log()
    append(log, about("a"))
    log.append(held_back(), Effects(), epoch=None)
    made, effects = erasure(0, 0, 1)
    assert log.append(made, effects, epoch=None) == Refused(HELD_MEANWHILE)
    assert left(rig) == (5, 1)
    made, effects = erasure(0, 0, 2)
    assert isinstance(log.append(made, effects, epoch=None), Recorded)


def test_a_hold_is_found_without_its_row_of_search_and_stops_an_erasure(rig: Rig):
    log = rig.log()
    append(log, about("a"))
    log.append(held_back(), Effects(), epoch=None)
    unlock(rig, "entry_facts")
    rig.run("DELETE FROM entry_facts")
    (found,) = index_of(rig).of_kinds("subject-hold")
    assert (found.index, found.is_intact, found.openings["held"].value) == (1, True, b"{}")
    made, effects = erasure(0, 0, 1)
    assert log.append(made, effects, epoch=None) == Refused(HELD_MEANWHILE)
    assert left(rig) == (5, 1)


@pytest.mark.parametrize("statement", ["UPDATE entries SET leaf = :leaf", "DELETE FROM entries"])
def test_a_damaged_leaf_may_be_of_any_kind_unless_its_row_of_search_says_another(rig: Rig, statement: str):
    log = rig.log()
    append(log, about("a"))
    log.append(held_back(), Effects(), epoch=None)
    unlock(rig, "entries", "entry_facts")
    values = {"leaf": b"{}"} if ":leaf" in statement else {}
    rig.run(f'{statement} WHERE "index" < 2', **values)
    index = index_of(rig)
    assert [(each.index, each.is_intact) for each in index.of_kinds("subject-hold")] == [(1, False)]
    rig.run("DELETE FROM entry_facts")
    assert [each.index for each in index.of_kinds("subject-hold")] == [0, 1]
    assert [each.index for each in index.candidates(0, index.size(), ["none/of-it"])] == [0, 1]
    made, effects = erasure(0, 0, 1)
    assert log.append(made, effects, epoch=None) == Refused(HELD_MEANWHILE)


def test_no_damaged_leaf_moves_the_ends_of_a_time_inwards(rig: Rig):
    log, index = rig.log(), index_of(rig)
    for _ in range(7):
        append(log, about("a"))
    moments = [
        datetime.fromisoformat(parse_entry(leaf)["times"]["recorded_at"]["value"]) for _, leaf in rig.leaves()
    ]
    for at, moment in enumerate(moments):
        assert index.place_of(moment) == index.end_of(moment) == at
    unlock(rig, "entries")
    for damaged in (3, 1, 5):
        rig.run('UPDATE entries SET leaf = :leaf WHERE "index" = :at', leaf=b"{}", at=damaged)
        for at, moment in enumerate(moments):
            assert index.place_of(moment) <= at <= index.end_of(moment)
        assert (index.place_of(moments[0]), index.end_of(moments[6])) == (0, 6)


def test_a_log_is_as_long_as_others_have_signed(rig: Rig):
    append(rig.log(), about("a"))
    index = SubjectIndex(rig.opened[-1][1], 3)
    assert [(each.index, each.is_intact) for each in index.candidates(0, index.size())] == [
        (0, True),
        (1, False),
        (2, False),
    ]


def test_what_is_held_back_in_the_same_batch_stops_it_too(sqlite_rig: Rig):
    log = sqlite_rig.log()
    append(log, about("a"))
    with sqlite_rig.opened[-1][1].writing() as connection:
        state = lock_state(connection, ORIGIN, sqlite_rig.clock)
        batch = Batch(connection, state, iter(lambda: b"s" * 16, None))
        made, effects = erasure(0, 0, 1)
        batch.decide([Item(held_back(), Effects(), None), Item(made, effects, None)])
        assert batch.write(ORIGIN, sqlite_rig.signer).outcomes[1] == Refused(HELD_MEANWHILE)
