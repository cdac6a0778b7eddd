"""`gateway incident scope`: what was changed in the database hides no exchange and no field."""

import csv
import io
import json

import pytest

from gateway.catalogue import LANGUAGES
from tests.cli.incident_scene import BY_KEY, Scene
from tests.storage.making import KEY

HIDDEN = (
    "UPDATE entries SET leaf = CAST(replace(CAST(leaf AS TEXT), '{key}', '{other}') AS BLOB)"
    ' WHERE "index" = 2'
)


@pytest.mark.parametrize(
    ("statement", "kept", "said"),
    [
        pytest.param(
            'DELETE FROM entry_facts WHERE "index" = 2', [1, 2, 3], "do not fit the table", id="row gone"
        ),
        pytest.param(
            "UPDATE entry_facts SET consumer = 'x', outcome = 'refused' WHERE \"index\" = 2",
            [1, 2, 3],
            "1 entries of this scope do not fit the table",
            id="row altered",
        ),
        pytest.param(
            HIDDEN.format(key=KEY, other="o" * 43),
            [1, 3],
            "1 entries were changed and 0 are missing, beginning with: 2",
            id="leaf altered",
        ),
        pytest.param(
            'DELETE FROM entries WHERE "index" = 2',
            [1, 3],
            "0 entries were changed and 1 are missing, beginning with: 2",
            id="leaf gone",
        ),
        pytest.param(
            "UPDATE checkpoints SET note = replace(note, 'example/log', 'example/lag')",
            [1, 2, 3],
            "is not the head of these entries",
            id="head altered",
        ),
        pytest.param(
            'UPDATE log_state SET size = 3; DELETE FROM entries WHERE "index" > 2',
            [1, 2],
            "once gave out a head with 5",
            id="end cut off",
        ),
    ],
)
def test_what_was_changed_in_the_database_hides_nothing_unsaid(scene: Scene, statement, kept, said):
    assert [each["index"] for each in scene.scope()["exchanges"]] == [1, 2, 3]
    scene.tamper(statement)
    told = scene.run("scope", *BY_KEY, "--format", "json")
    assert told.code == 1
    assert said in told.err
    assert [each["index"] for each in json.loads(told.out)["exchanges"]] == kept


def test_a_policy_that_is_not_stored_whole_makes_no_field_impersonal(scene: Scene):
    scene.tamper("UPDATE bundle_files SET content = content || x'0a23' WHERE path LIKE 'datasets/%'")
    told = scene.scope()
    assert {each["personal"] for each in told["fields"]} == {"unknown"}
    assert len(told["policies_unknown"]) == 1
    assert "stored whole" in scene.run("scope", *BY_KEY).out


def test_a_policy_that_was_replaced_since_does_not_change_what_was_exposed(scene: Scene):
    before = scene.scope()["fields"]
    scene.desk.edit("datasets/kpu-kapuas-hulu/tps.yaml", "value: umum", "value: spesifik")
    scene.desk.activate()
    assert scene.scope()["fields"] == before


def test_a_scope_lists_exchanges_fields_kinds_rows_and_policies(calm: Scene):
    told = calm.scope()
    assert [each["exchange_id"] for each in told["exchanges"]] == calm.ids[:3]
    assert told["counts"] == {"data": 3}
    assert (told["data"]["exchanges"], told["data"]["rows"], told["is_whole"]) == (3, 6, True)
    fields = {each["field"]: each for each in told["fields"]}
    assert fields.keys() == {"kode_tps", "nik"}
    assert (fields["kode_tps"]["personal"], fields["nik"]["personal"]) == ("bukan", "umum")
    assert (fields["nik"]["form"], fields["nik"]["transform"], fields["nik"]["derives"]) == (
        "transform",
        "pseudonym",
        ["lahir"],
    )
    assert told["legal_basis"] == ["UU 7/2017 Pasal 20"]
    assert list(told["agreements"]) == ["pks:1:tps-pengamanan"]
    assert calm.scope("--system", "polres-kapuas-hulu/lain")["counts"] == {"data": 1}
    assert calm.scope("--exchange", calm.ids[1])["counts"] == {"data": 1}
    assert calm.scope(*BY_KEY, "--until", "2020-01-01T00:00:00Z")["counts"] == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_people_read_the_same_and_what_to_do_next(calm: Scene, lang: str):
    told = calm.run("scope", *BY_KEY, lang=lang)
    assert told.code == 0
    for part in (*calm.ids[:3], "kpu-kapuas-hulu/tps.nik", "pseudonym", f"gateway keys revoke {KEY}"):
        assert part in told.out
    assert "spell" in calm.run("scope", "--key", "z" * 43).out


def test_a_spreadsheet_gets_one_line_an_exchange(calm: Scene):
    rows = list(csv.DictReader(io.StringIO(calm.run("scope", *BY_KEY, "--format", "csv").out)))
    assert [row["exchange_id"] for row in rows] == calm.ids[:3]
    assert (rows[0]["fields"], rows[0]["personal"]) == ("kode_tps nik", "bukan umum")


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--key", KEY, "--system", "a/b"),
        ("--key", "short"),
        ("--key", f"{'k' * 42}\n"),
        ("--system", "polres-kapuas-hulu"),
        ("--system", 'a/b","x":"'),
        ("--exchange", "x"),
        (*BY_KEY, "--from", "2026-11-24"),
        (*BY_KEY, "--from", "2026-11-24T10:00"),
        (*BY_KEY, "--from", "0001-01-01T00:00+14:00"),
        (*BY_KEY, "--from", "2026-11-24T10:00Z", "--until", "2026-11-24T10:00Z"),
    ],
)
def test_a_scope_that_is_none_is_refused_in_one_line(calm: Scene, words: tuple[str, ...]):
    told = calm.run("scope", *words)
    assert (told.code, told.out) == (2, "")
    assert "Traceback" not in told.err
