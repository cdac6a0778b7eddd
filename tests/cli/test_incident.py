"""`gateway incident`: what is done to database, clock or words hides nothing, and gives no time."""

import csv
import io
import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from stat import S_IMODE

import pytest
from pypdf import PdfReader

from gateway.catalogue import LANGUAGES
from tests.cli.desk import Desk
from tests.cli.incident_scene import BY_KEY, DISCOVERED, OPEN, PEOPLE, Scene
from tests.policy.desk import KPU, keys_of
from tests.storage.making import KEY, rfc3339


def after(**span: float) -> str:
    return (DISCOVERED + timedelta(**span)).isoformat()


@pytest.fixture
def scene(desk: Desk) -> Scene:
    return Scene(desk)


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Give a scene to tests that change nothing."""
    return Scene(Desk(tmp_path_factory.mktemp("calm")))


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


# --- people

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


# --- the notice


def test_the_notice_says_what_the_log_knows_in_both_languages_and_marks_what_it_does_not(scene: Scene):
    name = scene.open()
    markdown, pdf = scene.desk.home / "lembaga.md", scene.desk.home / "lembaga.pdf"
    told = scene.run("notice", name, "-o", markdown, "--pdf", pdf)
    assert told.code == 0, told.err
    text = markdown.read_text("utf-8").replace("\\", "")
    due = f"{DISCOVERED + timedelta(hours=72 + 7):%Y-%m-%d %H:%M} WIB"
    for part in (
        "UU 27/2022 Pasal 46", "Article 46", due, "tps.nik", "umum / general", "pseudonym",
        "3 pertukaran", "3 exchanges", "Laptop hilang", "Ketua KPU", "UU 7/2017 Pasal 20", name, KEY,
        "[ISI: sebab kegagalan", "[BLANK: the cause", "[ISI: upaya", "[ISI: nama, jabatan",
        "2 orang berbeda", "2 different people", "[ISI: jumlah orang",
    ):  # fmt: skip
        assert part in text
    assert text.index("Data pribadi yang terungkap") < text.index("Personal data that was disclosed")
    pages = " ".join(page.extract_text() for page in PdfReader(pdf).pages)
    assert "Pemberitahuan kegagalan" in pages
    assert "tps.nik" in pages
    assert [S_IMODE(path.stat().st_mode) for path in (markdown, pdf)] == [0o600, 0o600]
    first = pdf.read_bytes()
    scene.run("notice", name, "-o", markdown, "--pdf", pdf)
    assert pdf.read_bytes() == first


def test_the_notice_to_the_people_leaves_out_what_is_not_about_them(scene: Scene):
    told = scene.run("notice", scene.open(), "--to", "subjects").out.replace("\\", "")
    assert "tps.nik" in told
    for part in ("kode_tps", KEY, "Laptop hilang", "UU 7/2017"):
        assert part not in told


def test_a_notice_from_a_log_that_is_not_whole_says_so_in_the_notice(scene: Scene):
    name = scene.open()
    scene.tamper('DELETE FROM entries WHERE "index" = 2', "DELETE FROM openings")
    told = scene.run("notice", name)
    assert told.code == 1
    assert "1 hilang" in told.out
    assert "1 are missing" in told.out
    assert "hilang atau diubah" in told.out
    assert "1 pertukaran tanda orangnya" in told.out
    assert "ISI: pejabat" in told.out


def test_a_notice_says_that_the_key_was_revoked(desk: Desk):
    key = keys_of(KPU)["client"].key.thumbprint
    assert desk.activate().code == 0
    assert desk.run("incident", "open", "--key", key, *OPEN).code == 0
    (incident,) = json.loads(desk.run("incident", "list", "--format", "json").out)
    revoking = ("--key", desk.pem(KPU, "signatory"), "--reason", "Laptop hilang", "--yes")
    assert desk.run("keys", "revoke", key, *revoking).code == 0
    assert "sudah dicabut (entri 2)" in desk.run("incident", "notice", incident["id"]).out


def test_a_notice_on_no_incident_is_refused(calm: Scene):
    told = calm.run("notice", calm.ids[0])
    assert (told.code, told.out) == (2, "")
