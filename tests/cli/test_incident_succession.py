"""`gateway incident` over a succession: what was let out, opened and lost before is not left out after it."""

import json
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.desk import Desk, Ran, run
from tests.cli.incident_scene import BY_KEY, OPEN, PEOPLE, release
from tests.docs.blocks import blocks
from tests.docs.test_succession import OLD, PAGE, Place

LATER = ("--config", "config/kpu-2.toml")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Make a log with releases and an open incident, lose its end, and go on in the next log."""
    activate = Desk.activate

    def filled(desk: Desk) -> Ran:
        told = activate(desk)
        release(desk)
        assert desk.run("incident", "open", *BY_KEY, *OPEN).code == 0
        return told

    home = tmp_path_factory.mktemp("pergantian")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Desk, "activate", filled)
        patch.chdir(home)
        place = Place(home)
        for line in "".join(blocks(PAGE, "console")[:-1]).splitlines():
            if "kpu-2.toml" in line and not (home / "config/kpu-2.toml").exists():
                place.change_settings()
            told = run("--lang", "en", *shlex.split(line)[1:])
            assert told.code == 0, f"{line}\n{told.out}{told.err}"
    return place


@pytest.fixture(autouse=True)
def inside(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place.desk.home)


def incident(*words: object) -> Ran:
    return run("--lang", "en", "incident", *words, *LATER)


def test_what_the_log_before_let_out_is_listed_and_what_it_lost_is_told():
    told = incident("scope", *BY_KEY, "--format", "json")
    found = json.loads(told.out)
    assert [(each["log"], each["index"]) for each in found["exchanges"]] == [(OLD, 1), (OLD, 2), (OLD, 3)]
    assert [each["count"] for each in found["people"]] == [len(PEOPLE)]
    assert f"In the log {OLD}:" in incident("scope", *BY_KEY).out
    assert told.code == 1
    assert f"the last 1 entries of the log {OLD} were lost" in told.err


CLOSING = ("--official", "Ketua", "--reason", "Selesai", "--without-notice")


def test_an_incident_goes_on_in_the_next_log_until_it_is_closed_there():
    (opened,) = json.loads(incident("list", "--format", "json").out)
    assert opened["closed_at"] is None
    notice = incident("notice", opened["id"]).out
    assert "Laptop hilang" in notice
    assert f"entry 5 of {OLD}" in notice
    assert incident("close", opened["id"], *CLOSING).code == 0
    (closed,) = json.loads(incident("list", "--format", "json").out)
    assert closed["closed_at"] is not None


def test_a_log_before_that_the_settings_no_longer_name_is_missed():
    config = Path("config/kpu-3.toml")
    text = Path("config/kpu-2.toml").read_text()
    config.write_text(text[: text.index("[log.former]")])
    told = run("--lang", "en", "incident", "scope", *BY_KEY, "--config", config)
    assert told.code == 1
    assert f"this log follows {OLD}, which `log.former` does not name" in told.err


def test_a_log_before_that_was_cut_after_its_end_does_not_pass_for_whole(place: Place):
    before = place.desk.home / "state/kpu/gateway.db"
    with closing(sqlite3.connect(before)) as connection:
        triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for (name,) in connection.execute(triggers).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.executescript('DELETE FROM entries WHERE "index" > 2; UPDATE log_state SET size = 3')
        connection.commit()
    told = incident("scope", *BY_KEY, "--format", "json")
    assert [each["index"] for each in json.loads(told.out)["exchanges"]] == [1, 2]
    assert told.code == 1
    assert f"the log {OLD} does not end with the 6 entries" in told.err
