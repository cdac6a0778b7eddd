"""A log that took minutes to fill is taken again where it lies, as large as it is, if it still fits."""

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from benchmarks import kept
from benchmarks.kept import filled_house, kept_name
from benchmarks.scenario import Contender
from gateway.storage import Storage

WANTED = Contender("log", entries=600)


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Fill one log, for all tests to copy."""
    place = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept, "WORTH_KEEPING", 100)
        take(place)
    return place


@pytest.fixture
def place(filled, tmp_path, monkeypatch):
    """Give a folder that holds the kept log."""
    monkeypatch.setattr(kept, "WORTH_KEEPING", 100)
    return shutil.copytree(filled, tmp_path / "kept")


def take(place, wanted=WANTED):
    """Take the log and return the gateway's house with what was said."""
    said = []
    house = filled_house(wanted, place / "run", place, "sqlite:///none.db", lambda: None, said.append)
    return house, " ".join(said)


def database(place):
    return place / kept_name(WANTED) / "kpu/gateway.db"


@pytest.mark.parametrize("member", ["entries", "policies"])
def test_a_log_of_other_entries_or_policies_is_made_again(place, member):
    marker = place / kept_name(WANTED) / "ready.json"
    marker.write_text(json.dumps(json.loads(marker.read_text()) | {member: "of yesterday"}))
    assert "filling" in take(place)[1]
    assert "taking" in take(place)[1]


def test_a_log_whose_filling_was_cut_short_is_made_again(place):
    (place / kept_name(WANTED) / "ready.json").unlink()
    assert "filling" in take(place)[1]


def test_a_log_that_does_not_serve_is_made_again_and_it_is_said_why(place):
    with closing(sqlite3.connect(database(place))) as connection:
        connection.execute("UPDATE log_state SET origin = 'of.another'")
        connection.commit()
    house, said = take(place)
    assert "made again: " in said
    assert house.entries() >= WANTED.entries


def test_a_kept_log_is_taken_as_it_stands_with_what_runs_added_and_without_their_nonces(place):
    with closing(sqlite3.connect(database(place))) as connection:
        connection.execute("INSERT INTO nonces (keyid, nonce, expires) VALUES ('k', 'n', 0)")
        connection.commit()
    house, said = take(place)
    assert "filling" not in said
    assert f"{house.entries():,} entries" in said
    with closing(sqlite3.connect(database(place))) as connection:
        assert connection.execute("SELECT count(*) FROM nonces").fetchone() == (0,)


def test_a_kept_log_is_brought_to_this_release_s_tables_as_an_operator_does(place, monkeypatch):
    upgraded = []
    monkeypatch.setattr(Storage, "upgrade", lambda storage: upgraded.append(storage.file))
    _, said = take(place)
    assert "filling" not in said
    assert upgraded == [database(place)]


def test_a_small_log_is_made_for_each_run(place):
    small = replace(WANTED, entries=50)
    house, said = take(place, small)
    assert "filling" in said
    assert house.root.is_relative_to(place / "run")
