"""`gateway policies prove`: verdicts with their places, examples an official can read, an exit code each."""

import json
import sys

import pytest

from tests.cli.desk import Desk, run
from tests.policy.desk import AGREEMENT_PATH, TPS

FIELDS = "    fields: [rahasia, gudang]\n"
OUTSIDE = "  - dataset: {}\n    outside: {{kode_desa: {{within: '{}'}}}}\n"


def state(desk: Desk, code: str) -> None:
    desk.edit(AGREEMENT_PATH, FIELDS, FIELDS + OUTSIDE.format(TPS, code))


def test_everything_proved_is_told_with_its_place_and_succeeds(desk: Desk):
    state(desk, "61")
    done = run("policies", "prove", desk.folder, "--lang", "en")
    assert done.code == 0, done.err
    assert f"{desk.folder}/agreements/pks.yaml:" in done.out
    assert "4 proved, 0 refuted, 0 unknown" in done.out


def test_a_refuted_statement_shows_the_request_and_the_row(desk: Desk):
    state(desk, "610601")
    done = run("policies", "prove", desk.folder, "--lang", "id", "--agreement", "pks")
    assert done.code == 1
    assert "TERBANTAH" in done.out
    assert "polres-kapuas-hulu meminta kpu-kapuas-hulu/tps lewat izin tps-pengamanan" in done.out
    document = json.loads(run("policies", "prove", desk.folder, "--format", "json").out)
    (refuted,) = (each for each in document if each["verdict"] == "refuted")
    assert refuted["kind"] == "outside"
    assert refuted["example"]["row"]["kode_desa"].startswith("6106")
    assert refuted["example"]["asked"][0]["request"]["purpose"] == "pengamanan-tps"


def test_what_nobody_knows_has_an_exit_code_of_its_own(desk: Desk):
    state(desk, "61")
    desk.edit("datasets/kpu-kapuas-hulu/tps.yaml", "Tempat pemungutan suara.", "Tempat pemungutan.")
    done = run("policies", "prove", desk.folder, "--lang", "en")
    assert done.code == 4
    assert "is not the pinned one" in done.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--agreement", "lain"), "the agreement lain is not in this folder"),
        (("--timeout", "0"), "--timeout"),
    ],
)
def test_what_cannot_be_proved_is_refused_in_a_line(desk: Desk, words: tuple[str, ...], said: str):
    done = run("policies", "prove", desk.folder, *words, "--lang", "en")
    assert done.code == 2
    assert said in done.err


def test_a_faulty_folder_is_not_proved(desk: Desk):
    desk.edit(AGREEMENT_PATH, "never:", "naver:")
    done = run("policies", "prove", desk.folder, "--lang", "en")
    assert done.code == 2
    assert "agreements/pks.yaml:" in done.err


def test_without_the_extra_one_line_says_how_to_install_it(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    for name in [name for name in sys.modules if name.startswith("gateway.drafting.smt")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "z3", None)
    done = run("policies", "prove", desk.folder, "--lang", "en")
    assert done.code == 2
    assert "pip install 'sinergi-gateway[prove]'" in done.err
    assert done.err.count("\n") == 1


def test_check_fails_for_a_refuted_statement_and_warns_of_an_unknown_one(desk: Desk):
    state(desk, "610601")
    done = run("policies", "check", desk.folder, "--lang", "en")
    assert done.code == 1
    assert "[statement-refuted]" in done.out
    desk.edit("datasets/kpu-kapuas-hulu/tps.yaml", "Tempat pemungutan suara.", "Tempat pemungutan.")
    done = run("policies", "check", desk.folder, "--lang", "en")
    assert done.code == 0
    assert "[statement-unknown]" in done.out
