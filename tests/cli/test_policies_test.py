"""`gateway policies test`: what it prints, for people, programs and CI, and its exit codes."""

import json

import pytest

from gateway.catalogue import LANGUAGES
from tests.cli.desk import Desk, run
from tests.drafting.test_cases import HEAD, PATH, WHOLE, case
from tests.simulator.policies import SAMPLES

FAILING = case("{no_rows: true}", name="salah")


def write(desk: Desk, *cases: str) -> None:
    (desk.folder / PATH).write_text(HEAD + "".join(cases))


def test_a_folder_without_cases_says_where_they_belong(desk: Desk):
    ran = run("policies", "test", desk.folder)
    assert ran.code == 2
    assert "<uid>.cases.yaml" in ran.out


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_failing_case_is_named_with_its_place_and_every_difference(desk: Desk, lang):
    write(desk, WHOLE, FAILING)
    ran = run("policies", "test", desk.folder, "--lang", lang)
    assert ran.code == 1
    word = {"id": "GAGAL", "en": "FAILED"}[lang]
    assert f"{PATH}:19:5 {word}: salah" in ran.out
    assert {"id": "1 kasus berhasil, 1 gagal", "en": "1 cases passed, 1 failed"}[lang] in ran.out


def test_cases_are_no_part_of_the_folder_that_is_signed_and_activated(desk: Desk):
    before = run("policies", "check", desk.folder, "--format", "json").out
    write(desk, WHOLE)
    assert run("policies", "check", desk.folder, "--format", "json").out == before
    ran = run("policies", "test", desk.folder)
    assert (ran.code, ran.out) == (0, "1 kasus berhasil, 0 gagal\n")


def test_coverage_and_unnoticed_changes_come_on_request(desk: Desk):
    write(desk, WHOLE)
    ran = run("policies", "test", desk.folder, "--coverage", "--lang", "en")
    assert ran.code == 0
    assert "transforms: 2 of 2 tested" in ran.out
    ran = run("policies", "test", desk.folder, "--mutate", "--lang", "en")
    assert ran.code == 1
    assert "no case fails when permission tps-pengamanan no longer requires case_ref" in ran.out
    document = json.loads(run("policies", "test", desk.folder, "--mutate", "--format", "json").out)
    assert {each["line"] for each in document["unnoticed"]} == {1, 31, 42}


def test_changes_are_not_tried_while_a_case_fails(desk: Desk):
    write(desk, FAILING)
    ran = run("policies", "test", desk.folder, "--mutate", "--lang", "en")
    assert (ran.code, "mend the failing cases first" in ran.err) == (1, True)


def test_junit_goes_to_a_file(desk: Desk):
    write(desk, WHOLE, FAILING)
    out = desk.home / "cases.xml"
    assert run("policies", "test", desk.folder, "--format", "junit", "--out", out).code == 1
    assert b'tests="2" failures="1"' in out.read_bytes()
    nowhere = run("policies", "test", desk.folder, "--out", desk.home / "nowhere" / "x")
    assert (nowhere.code, nowhere.err.count("\n") <= 4) == (2, True)


def test_a_mistake_in_a_case_is_one_line_with_its_place(desk: Desk):
    write(desk, WHOLE.replace("purpose:", "tujuan:"))
    ran = run("policies", "test", desk.folder)
    assert ran.code == 2
    assert ran.err.splitlines()[0].startswith(f"{desk.folder}/{PATH}:")


def test_the_sample_folder_is_tested_as_its_own_comment_says():
    ran = run("policies", "test", SAMPLES, "--coverage", "--agreement", "pks-kapuas-hulu")
    assert ran.code == 0
    assert "0 gagal" in ran.out
