"""`gateway incident`: what is done to database, clock or words hides no incident, and gives no time."""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from tests.cli.desk import Desk
from tests.cli.incident_scene import BY_KEY, DISCOVERED, OPEN, Scene
from tests.storage.making import KEY, rfc3339


def after(**span: float) -> str:
    return (DISCOVERED + timedelta(**span)).isoformat()


# --- the incident


@pytest.mark.parametrize("option", ["--official", "--reason"])
@pytest.mark.parametrize("value", ["", "  ", "a\nb", "a\x1b[2Jb", "a\u202eb", "x" * 201])
def test_words_that_a_terminal_or_a_page_would_obey_are_refused_and_nothing_is_recorded(calm, option, value):
    words = [*OPEN]
    words[words.index(option) + 1] = value
    assert calm.run("open", *BY_KEY, *words).code == 2
    assert calm.size() == 5


@pytest.mark.parametrize("at", ["2999-01-01T00:00Z", "2026-11-24T10:00", "kemarin"])
def test_a_discovery_in_time_to_come_or_in_no_zone_is_refused(calm: Scene, at: str):
    words = [*OPEN]
    words[1] = at
    assert calm.run("open", *BY_KEY, *words).code == 2
    assert calm.size() == 5


def test_an_incident_is_recorded_before_anything_is_shown(scene: Scene, monkeypatch):
    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("gateway.cli.incident.read_scope", fail)
    assert scene.run("open", *BY_KEY, *OPEN).code != 0
    assert len(json.loads(scene.run("list", "--format", "json").out)) == 1


def test_nothing_is_shown_when_the_log_cannot_be_written(scene: Scene):
    scene.tamper("CREATE TRIGGER full BEFORE INSERT ON entries BEGIN SELECT RAISE(ABORT, 'disk full'); END")
    told = scene.run("open", *BY_KEY, *OPEN)
    assert (told.code, told.out) == (3, "")


def test_an_incident_needs_no_policy_that_reads(scene: Scene):
    scene.tamper("DELETE FROM bundle_files")
    assert scene.open()


def test_the_clock_runs_from_the_discovery_and_words_on_people_stay_out_of_the_leaf(scene: Scene):
    name = scene.open()
    (told,) = json.loads(scene.run("list", "--format", "json").out)
    assert (told["id"], told["scope"]) == (name, {"key": KEY})
    assert told["discovered_at"] == rfc3339(DISCOVERED)
    assert told["deadline"] == rfc3339(DISCOVERED + timedelta(hours=72))
    with closing(sqlite3.connect(scene.database)) as connection:
        leaf = connection.execute('SELECT leaf FROM entries ORDER BY "index" DESC').fetchone()[0]
        kept = dict(connection.execute('SELECT name, value FROM openings WHERE "index" = 5').fetchall())
    assert b"Laptop" not in leaf
    assert kept == {"official": b"Ketua KPU", "reason": b"Laptop hilang"}


def test_an_open_incident_cannot_be_hidden_from_the_list_by_what_stands_beside_the_log(scene: Scene):
    name = scene.open()
    scene.tamper("DELETE FROM entry_facts", "DELETE FROM openings")
    assert name in scene.run("list").out


@pytest.mark.parametrize(
    ("old", "new"),
    [(f"{DISCOVERED + timedelta(hours=72):%Y-%m-%dT%H}", "2999-11-27T03"), ('"scope"', '"skope"')],
    ids=["deadline", "nonsense"],
)
def test_a_deadline_that_was_moved_in_the_database_is_told(scene: Scene, old: str, new: str):
    scene.open()
    scene.tamper(
        f"UPDATE entries SET leaf = CAST(replace(CAST(leaf AS TEXT), '{old}', '{new}') AS BLOB)"
        ' WHERE "index" = 5'
    )
    told = scene.run("list")
    assert told.code == 1
    assert "its times may be wrong: 1 entries were changed and 0 are missing, beginning with: 5" in told.err


TAKEN_OUT = "instr(leaf, CAST('incident-open' AS BLOB))"


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        pytest.param(f"DELETE FROM entries WHERE {TAKEN_OUT}", "0 entries were changed and 1 are", id="gone"),
        pytest.param(
            f"UPDATE entries SET leaf = CAST('{{}}' AS BLOB) WHERE {TAKEN_OUT}",
            "1 entries were changed and 0 are",
            id="replaced",
        ),
        pytest.param(
            'UPDATE log_state SET size = 5; DELETE FROM entries WHERE "index" > 4',
            "once gave out a head with 6",
            id="end cut off",
        ),
        pytest.param(
            "UPDATE checkpoints SET note = replace(note, 'example/log', 'example/lag')",
            "the head with 6 entries is not the head of these entries",
            id="head altered",
        ),
    ],
)
def test_an_incident_that_may_have_been_taken_out_of_the_database_is_told(scene, statement: str, said: str):
    name = scene.open()
    scene.tamper(statement)
    assert scene.run("list").code == 1
    for words in (("list",), ("close", name, *CLOSING)):
        told = scene.run(*words)
        assert "an incident may be missing" in told.err
        assert said in told.err


CLOSING = ("--official", "Ketua KPU", "--reason", "Tidak ada data keluar", "--without-notice")


def test_a_late_notice_is_called_late_in_both_languages(scene: Scene):
    words = [*OPEN]
    words[1] = "2020-01-01T00:00:00Z"
    assert "OVERDUE" in scene.run("open", *BY_KEY, *words).out
    assert "TERLAMBAT" in scene.run("list", lang="id").out
    assert json.loads(scene.run("list", "--format", "json").out)[0]["seconds_left"] < 0


def test_an_incident_is_closed_once_and_a_strange_one_never(scene: Scene):
    ending = ("--official", "Ketua KPU", "--reason", "Kunci dicabut")
    assert "has no incident" in scene.run("list").out
    assert scene.run("close", scene.ids[0], *ending).code == 2
    name = scene.open()
    late = ("notified", name, "--to", "agency", "--given-at", after(hours=1), *GIVEN)
    assert scene.run("close", name, *CLOSING).code == 0
    for words in (("close", name, *CLOSING), late):
        again = scene.run(*words)
        assert (again.code, again.out) == (2, "")
        assert "was closed at" in again.err
        assert "No such incident" not in again.err
        assert "tidak ditemukan" not in scene.run(*words, lang="id").err
    assert "closed" in scene.run("list").out
    assert scene.size() == 7


GIVEN = ("--official", "Ketua KPU", "--reason", "Surat KPU 9/2026")


def test_the_clock_stops_when_both_had_notice_and_not_before(scene: Scene):
    name = scene.open()
    first = ("notified", name, "--to", "agency", "--given-at", after(hours=1), *GIVEN)
    assert "left" in scene.run(*first).out
    again = scene.run(*first)
    assert (again.code, again.out) == (2, "")
    assert "recorded already" in again.err
    (told,) = json.loads(scene.run("list", "--format", "json").out)
    assert told["notices"] == {"agency": rfc3339(DISCOVERED + timedelta(hours=1))}
    last = scene.run("notified", name, "--to", "subjects", "--given-at", after(hours=3), *GIVEN)
    assert "notified in time, 69 h 0 min before it was due" in last.out
    (told,) = json.loads(scene.run("list", "--format", "json").out)
    assert (told["seconds_left"], told["closed_at"]) == (69 * 3600, None)
    assert scene.desk.run("log", "show", "6").out.count("Surat KPU") == 0


@pytest.mark.parametrize("given", [(), ("agency",), ("subjects",)])
def test_no_incident_is_closed_before_both_had_notice_unless_that_is_said(scene: Scene, given):
    name = scene.open()
    for to in given:
        assert scene.run("notified", name, "--to", to, "--given-at", after(hours=1), *GIVEN).code == 0
    size, ending = scene.size(), ("close", name, "--official", "Ketua KPU", "--reason", "Selesai")
    told = {lang: scene.run(*ending, lang=lang) for lang in ("id", "en")}
    assert {(each.code, each.out) for each in told.values()} == {(2, "")}
    lacking = ", ".join(sorted({"agency", "subjects"} - {*given}))
    assert f"belum dicatat untuk: {lacking} (" in told["id"].err
    assert f"is not recorded for: {lacking} (" in told["en"].err
    assert scene.size() == size
    for to in {"agency", "subjects"} - {*given}:
        assert scene.run("notified", name, "--to", to, "--given-at", after(hours=2), *GIVEN).code == 0
    assert scene.run(*ending).code == 0


@pytest.mark.parametrize("at", ["2999-01-01T00:00Z", after(minutes=-1), "2026-11-24"])
def test_a_notice_from_before_the_discovery_or_from_time_to_come_is_refused(scene: Scene, at: str):
    told = scene.run("notified", scene.open(), "--to", "agency", "--given-at", at, *GIVEN)
    assert (told.code, scene.size()) == (2, 6)


def test_a_log_with_incidents_in_it_is_sound(desk: Desk):
    assert desk.activate().code == 0
    assert desk.run("incident", "open", *BY_KEY, *OPEN).code == 0
    assert desk.run("log", "verify").code == 0
