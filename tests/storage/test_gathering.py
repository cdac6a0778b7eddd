"""Rows of several tables go together, and arrive as they were given."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DataError, IntegrityError

from gateway.storage import Storage, statements
from gateway.storage.gathering import Gathering, insert_rows
from gateway.storage.statements import ROWS, send
from gateway.storage.tables import entries, entry_facts, log_state, tiles
from tests.storage.making import Rig

EVERY_BYTE = bytes(range(256))
ODD = "a'b\"c\\d %s %(x)s {é, NULL} \u2028 🗳"

_count = update(log_state).where(log_state.c.id == 1).returning(log_state.c.size)


def rows_of(count: int) -> list[dict[str, object]]:
    return [{"index": at, "exchange_id": f"{at} {ODD}", "leaf": EVERY_BYTE} for at in range(count)]


def fact(index: int) -> dict[str, object]:
    row = dict.fromkeys((str(column.name) for column in entry_facts.columns), None)
    return row | {"index": index, "recorded_at": "now", "kind": ODD, "outcome": ""}


@pytest.fixture
def ready(rig: Rig) -> Rig:
    rig.run("INSERT INTO log_state (id, origin, size, hashes, epoch) VALUES (1, 'o', 0, '', 0)")
    return rig


@pytest.fixture
def storage(ready: Rig) -> Iterator[Storage]:
    storage = ready.storage()
    yield storage
    storage.close()


def test_what_was_gathered_is_undone_with_its_transaction(ready: Rig, storage: Storage):
    with storage.writing() as connection:
        gathering = Gathering(connection)
        insert_rows(gathering, entries, rows_of(2))
        assert gathering.finish(_count, {"size": 2}) == [(2,)]
    assert ready.run('SELECT "index" FROM entries') == []
    assert ready.run("SELECT size FROM log_state") == [(0,)]


def test_a_row_that_is_there_already_refuses_all(ready: Rig, storage: Storage):
    for is_twice in (False, True):
        with storage.writing() as connection:
            gathering = Gathering(connection)
            if is_twice:
                with pytest.raises(IntegrityError):
                    write(gathering, rows_of(1))
            else:
                write(gathering, rows_of(1))
                send(connection, "COMMIT")
    assert len(ready.leaves()) == 1


def write(gathering: Gathering, rows: list[dict[str, object]]) -> None:
    insert_rows(gathering, entries, rows)
    gathering.finish(_count, {"size": len(rows)})


def test_a_text_that_postgresql_cannot_hold_is_the_fault_of_its_value(ready: Rig, storage: Storage):
    if ready.is_sqlite:
        pytest.skip("SQLite holds it")
    with storage.writing() as connection, pytest.raises(DataError):
        write(Gathering(connection), [{"index": 0, "exchange_id": "\0", "leaf": b""}])


@pytest.mark.parametrize("count", [1, ROWS, 2 * ROWS + 1])
def test_every_row_arrives_as_it_was_given(ready: Rig, storage: Storage, count: int):
    with storage.writing() as connection:
        gathering = Gathering(connection)
        insert_rows(gathering, entries, rows_of(count))
        insert_rows(gathering, entry_facts, [fact(at) for at in range(count)])
        assert gathering.finish(_count, {"size": count}) == [(count,)]
        send(connection, "COMMIT")
    with storage.reading() as connection:
        stored = connection.execute(select(entries).order_by(entries.c.index)).mappings().all()
        assert [{**row, "leaf": bytes(row["leaf"])} for row in stored] == rows_of(count)
        facts = connection.execute(select(entry_facts).order_by(entry_facts.c.index)).mappings().all()
        assert [dict(row) for row in facts] == [fact(at) for at in range(count)]


def test_a_row_may_overwrite_the_one_with_its_key(ready: Rig, storage: Storage):
    for hashes in (b"a" * 32, b"a" * 32 + b"b" * 32):
        with storage.writing() as connection:
            gathering = Gathering(connection)
            gathering.add(tiles, [{"level": 0, "index": 0, "hashes": hashes}], overwrite=True)
            gathering.finish(_count, {"size": 0})
            send(connection, "COMMIT")
    assert [bytes(row[0]) for row in ready.run("SELECT hashes FROM tiles")] == [b"a" * 32 + b"b" * 32]


def test_postgresql_is_told_all_of_it_at_once(ready: Rig, storage: Storage, monkeypatch: pytest.MonkeyPatch):
    texts: list[str] = []
    ask = statements._ask

    def listening(connection: Any, how: str, text: str, parameters: Any) -> Any:
        texts.append(text)
        return ask(connection, how, text, parameters)

    with storage.writing() as connection:
        monkeypatch.setattr(statements, "_ask", listening)
        gathering = Gathering(connection)
        insert_rows(gathering, entries, rows_of(3))
        insert_rows(gathering, entry_facts, [fact(0)])
        insert_rows(gathering, tiles, [])
        gathering.finish(_count, {"size": 3})
    assert len(texts) == (3 if ready.is_sqlite else 1)
