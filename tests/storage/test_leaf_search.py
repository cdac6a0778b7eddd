"""Leaves are found by what they hold, on both databases; what stands beside them hides none."""

from contextlib import closing

import pytest

from gateway.audit import parse_entry
from gateway.storage import leaf_search, search_leaves, wrong_facts
from tests.storage.making import NOTHING, Rig, draft, statement

NEEDLE = b'"kind":"suspend"'


@pytest.fixture
def filled(rig: Rig) -> Rig:
    log = rig.log()
    for number in range(7):
        made = statement("suspend", agreement={"uid": f"pks-{number}"}) if number in (2, 5) else draft()
        log.append(made, NOTHING, epoch=None)
    return rig


def entries_of(rig: Rig) -> list[tuple[int, dict[str, object]]]:
    return [(index, dict(parse_entry(leaf))) for index, leaf in rig.leaves()]


def unlock(rig: Rig) -> None:
    if rig.is_sqlite:
        for name in ("update", "delete"):
            rig.run(f"DROP TRIGGER entry_facts_no_{name}")
    else:
        rig.run("DROP TRIGGER entry_facts_insert_only ON entry_facts")


@pytest.mark.parametrize("span", [1, 3, 20_000])
def test_every_leaf_that_holds_the_bytes_is_found_however_the_log_is_cut(filled: Rig, monkeypatch, span: int):
    monkeypatch.setattr(leaf_search, "SPAN", span)
    storage = filled.opened[0][1]
    assert list(search_leaves(storage, NEEDLE)) == [filled.leaves()[2], filled.leaves()[5]]
    assert list(search_leaves(storage, NEEDLE, 3)) == [filled.leaves()[5]]
    assert list(search_leaves(storage, b"%")) == []


def test_an_empty_log_holds_nothing(rig: Rig):
    with closing(rig.storage()) as storage:
        assert list(search_leaves(storage, NEEDLE)) == []


def test_facts_that_were_deleted_or_altered_hide_no_leaf_and_are_named(filled: Rig):
    storage, whole = filled.opened[0][1], entries_of(filled)
    assert wrong_facts(storage, whole) == []
    unlock(filled)
    filled.run('DELETE FROM entry_facts WHERE "index" = 2')
    filled.run("UPDATE entry_facts SET kind = 'query' WHERE \"index\" = 5")
    filled.run("UPDATE entry_facts SET recorded_at = '2020-01-01T00:00:00.000000Z' WHERE \"index\" = 6")
    assert [index for index, _ in search_leaves(storage, NEEDLE)] == [2, 5]
    assert wrong_facts(storage, whole) == [2, 5, 6]
