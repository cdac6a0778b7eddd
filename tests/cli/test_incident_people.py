"""`gateway incident scope`: who the people are, and who asked for their names."""

import json

import pytest

from tests.cli.incident_scene import BY_KEY, PEOPLE, Scene

LOOKING = ("--official", "Ketua KPU", "--reason", "Pemberitahuan Pasal 46")


def listed(scene: Scene, *numbers: str) -> tuple[object, ...]:
    path = scene.desk.home / "nomor.txt"
    path.write_text("\n".join(numbers) + "\n")
    return ("--candidates", path)


def test_people_are_counted_by_month_and_where_that_is_not_known_it_is_said(calm: Scene):
    told = calm.scope()
    assert [(each["period"], each["count"]) for each in told["people"]] == [("2026-11", 2)]
    assert told["exchanges_by_people"] == {"known": 2, "unknown": 1, "gone": 0, "changed": 0}
    assert "candidates" not in told
    text = calm.run("scope", *BY_KEY).out
    assert "counted by the month" in text
    assert "In 1 exchanges it is UNKNOWN who the people are" in text
    assert not any(number in text for number in PEOPLE)


def test_naming_people_is_recorded_first_and_the_record_names_nobody(scene: Scene):
    chosen = listed(scene, PEOPLE[1], "6106010101900009", "", PEOPLE[1])
    told = scene.run("scope", *BY_KEY, *chosen, *LOOKING)
    assert told.code == 0, told.err
    assert PEOPLE[1] in told.out
    assert "6106010101900009" not in told.out
    assert scene.size() == 6
    stored = b"".join(path.read_bytes() for path in scene.database.parent.glob("gateway.db*"))
    assert b'"kind":"incident-names"' in stored
    assert PEOPLE[1].encode() not in stored
    assert "incident-names" in scene.desk.run("log", "show", "5").out


def test_nobody_is_named_when_the_look_up_cannot_be_recorded(scene: Scene):
    scene.tamper("CREATE TRIGGER full BEFORE INSERT ON entries BEGIN SELECT RAISE(ABORT, 'disk full'); END")
    told = scene.run("scope", *BY_KEY, *listed(scene, *PEOPLE), *LOOKING)
    assert (told.code, told.out) == (3, "")


def test_tags_that_were_moved_name_nobody_and_are_told(scene: Scene):
    scene.tamper('UPDATE subjects SET tags = (SELECT tags FROM subjects WHERE "index" = 2) WHERE "index" = 1')
    told = scene.run("scope", *BY_KEY, "--format", "json", *listed(scene, PEOPLE[1]), *LOOKING)
    assert told.code == 1
    assert "1 exchanges the tags of people are not those" in told.err
    (named,) = json.loads(told.out)["candidates"]
    assert named["exchanges"] == 1


ERASE = ("--official", "Ketua KPU", "--reason", "Masa simpan berakhir", "--yes")


@pytest.mark.parametrize("beside", ["subjects", "openings"])
def test_what_was_taken_away_is_no_erasure_and_the_list_is_not_whole(scene: Scene, beside: str):
    assert scene.desk.run("subjects", "erase", "--exchange", scene.ids[0], *ERASE).code == 0
    scene.tamper(f'DELETE FROM {beside} WHERE "index" = 2')
    told = scene.run("scope", *BY_KEY, "--format", "json")
    assert told.code == 1
    assert "missing with no erasure recorded" in told.err
    facts = json.loads(told.out)
    assert facts["exchanges_by_people"] == {"known": 0, "unknown": 1, "gone": 1, "changed": 1}
    assert (facts["is_whole"], len(facts["doubts"])) == (False, 1)


def test_an_erasure_is_told_as_one_whatever_stands_beside_its_entry(scene: Scene):
    assert scene.desk.run("subjects", "erase", "--exchange", scene.ids[0], *ERASE).code == 0
    scene.tamper("DELETE FROM entry_facts WHERE kind = 'erase'")
    told = scene.run("scope", *BY_KEY, "--format", "json")
    assert told.code == 0, told.err
    facts = json.loads(told.out)
    assert facts["exchanges_by_people"] == {"known": 1, "unknown": 1, "gone": 1, "changed": 0}
    assert facts["is_whole"]


def test_an_entry_that_was_made_to_say_it_erased_excuses_nothing(scene: Scene):
    assert scene.desk.run("subjects", "erase", "--exchange", scene.ids[0], *ERASE).code == 0
    scene.tamper(
        "UPDATE entries SET leaf = CAST(replace(CAST(leaf AS TEXT), '\"last\":1', '\"last\":2') AS BLOB)"
        ' WHERE "index" = 5',
        "DELETE FROM subjects",
    )
    told = scene.run("scope", *BY_KEY, "--format", "json")
    assert told.code == 1
    assert json.loads(told.out)["exchanges_by_people"] == {"known": 0, "unknown": 1, "gone": 0, "changed": 2}


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xff\xfe6106", b"6" * 101, b"1\n" * 3 + b"2\n"])
def test_a_list_that_is_none_or_too_long_is_refused_and_not_recorded(calm: Scene, monkeypatch, content):
    monkeypatch.setattr("gateway.cli.incident_people.MAX_CANDIDATES", 1)
    path = calm.desk.home / "buruk.txt"
    path.write_bytes(content)
    assert calm.run("scope", *BY_KEY, "--candidates", path, *LOOKING).code == 2
    assert calm.size() == 5


def test_nobody_is_looked_up_by_somebody_unnamed(calm: Scene):
    told = calm.run("scope", *BY_KEY, *listed(calm, *PEOPLE))
    assert (told.code, told.out, calm.size()) == (2, "", 5)
