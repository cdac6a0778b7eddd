"""Frozen statistics: the first one counts, for every process, and none is changed afterwards."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.exc import DBAPIError

from gateway.storage import SnapshotStore

AT = "2026-11-24T05:00:00.000000Z"


@pytest.fixture
def store(rig):
    storage = rig.storage(wait_seconds=10.0)
    yield SnapshotStore(storage)
    storage.close()


def test_of_many_who_freeze_at_once_all_are_told_the_same(store):
    assert store.find("a", "2026-11") is None
    with ThreadPoolExecutor(8) as pool:
        kept = set(pool.map(lambda number: store.freeze("a", "2026-11", b"%d" % number, AT), range(16)))
    assert len(kept) == 1
    assert kept == {store.find("a", "2026-11")}


def test_definitions_and_periods_are_kept_apart(store):
    for definition, period in (("a", "1"), ("a", "2"), ("b", "1")):
        content = f"{definition}{period}".encode()
        assert store.freeze(definition, period, content, AT) == content
    assert store.find("a", "2") == b"a2"
    assert store.find("b", "2") is None


@pytest.mark.parametrize("statement", ["UPDATE snapshots SET content = period", "DELETE FROM snapshots"])
def test_what_is_frozen_cannot_be_changed_or_removed(rig, store, statement):
    store.freeze("a", "1", b"x", AT)
    with pytest.raises(DBAPIError):
        rig.run(statement)
    assert store.find("a", "1") == b"x"
