"""Every peer gives the same rows as the gateway: what is compared must do the same work.

FastAPI and Datasette are not part of the tests' environment. Datasette's query is
run here as it stands; FastAPI's rows are compared, like everybody's, before each run.
"""

import importlib.util
import json
import logging
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.asking import asks, plain_request
from benchmarks.canonical import check_rows
from benchmarks.data import rows, write_sqlite
from benchmarks.peering import Speech
from benchmarks.scenarios import PEERS

PEERS_FOLDER = Path(__file__).parents[2] / "benchmarks/peers"


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    path = tmp_path_factory.mktemp("data") / "data.db"
    write_sqlite(path)
    return path


def load_peer(name, monkeypatch):
    """Import a peer's file afresh: it reads its environment when it is imported."""
    for module in [module for module in sys.modules if module.startswith("benchmarks.peers.")]:
        monkeypatch.delitem(sys.modules, module)
    spec = importlib.util.spec_from_file_location(f"benchmarks.peers.{name}", PEERS_FOLDER / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(params=["plain_flask", "direct", "jwt_flask"])
def peer(request, database, tmp_path, monkeypatch):
    """Answer a request of the wire with a peer, inside this process."""
    monkeypatch.setenv("PEER_DATABASE", f"sqlite:///{database}")
    speech = Speech(request.param, tmp_path)
    for name, value in speech.environ.items():
        monkeypatch.setenv(name, value)
    app = load_peer(request.param, monkeypatch).app

    def answer(ask):
        head = speech.request(ask).decode().split("\r\n")
        _, target, _ = head[0].split(" ")
        fields = [line.partition(": ")[::2] for line in head[1:] if line]
        return app.test_client().get(target, headers=fields)

    yield answer
    for module in (sys.modules.get("benchmarks.peers.plain_flask"), sys.modules.get(app.import_name)):
        if module is not None:
            module.engine.dispose()
    for handler in [*logging.getLogger("access").handlers]:
        logging.getLogger("access").removeHandler(handler)
        handler.close()


@pytest.mark.parametrize(
    ("kind", "count"), [("query", 1), ("query", 100), ("lookup", 1)], ids=["1 row", "100 rows", "lookup"]
)
def test_a_peer_answers_the_rows_that_may_leave_and_no_others(peer, kind, count):
    for ask in asks(kind, count)[:3]:
        answer = peer(ask)
        assert answer.status_code == 200
        assert len(ask.released()) == count
        check_rows(answer.data, ask.released())


def test_datasette_s_query_gives_the_same_rows(database):
    described = json.loads((PEERS_FOLDER / "datasette.json").read_text())
    sql = described["databases"]["data"]["queries"]["tps_terbuka"]["sql"]
    (ask, *_) = asks("query", 100)
    with closing(sqlite3.connect(database)) as connection:
        connection.row_factory = sqlite3.Row
        asked = {"from": ask.low, "until": ask.high, "page_size": ask.page_size}
        found = [dict(row) for row in connection.execute(sql, asked)]
    check_rows(json.dumps(found).encode(), ask.released())
    assert plain_request(ask).startswith(b"GET /tps?from=")


def test_the_row_rule_always_has_something_to_hold_back():
    (ask, *_) = asks("query", 100)
    released = ask.released()
    between = [row for row in rows() if ask.low <= row.kode <= released[-1]["kode"]]
    assert len(between) > len(released)


def test_each_kind_of_peer_takes_part():
    assert {peer.program for peer in PEERS} == {
        *("plain_flask", "fastapi_pydantic", "datasette", "direct", "jwt_flask")
    }
    assert {peer.server for peer in PEERS if peer.program == "plain_flask"} == {"granian", "gunicorn"}
    # As many processes as the gateway; Datasette knows only one.
    assert {peer.processes for peer in PEERS if peer.program != "datasette"} == {2}
