"""`gateway policies diff`: sides of every kind, forms of every kind, and an exit code a verdict."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.desk import Desk, run
from tests.policy.desk import AGREEMENT_PATH

WIDER = ('{within: "6106"}', '{within: "61"}')


@pytest.fixture
def before(desk: Desk) -> Path:
    """Keep the folder as it was."""
    copy = desk.home / "before"
    shutil.copytree(desk.folder, copy)
    return copy


def test_the_same_folder_is_the_same(desk: Desk, before: Path):
    done = run("policies", "diff", before, desk.folder, "--lang", "en")
    assert done.code == 0, done.err
    assert done.out.splitlines()[-1] == "As a whole: the same"


def test_what_is_wider_fails_and_what_is_narrower_does_not(desk: Desk, before: Path):
    desk.edit(AGREEMENT_PATH, *WIDER)
    wider = run("policies", "diff", before, desk.folder, "--lang", "en")
    assert wider.code == 1
    assert "there are rows that were not given before" in wider.out
    assert f"({AGREEMENT_PATH}:" in wider.out
    narrower = run("policies", "diff", desk.folder, before, "--lang", "id")
    assert narrower.code == 0
    assert narrower.out.splitlines()[-1] == "Secara keseluruhan: lebih sempit"


def test_what_is_not_known_has_an_exit_code_of_its_own(
    desk: Desk, before: Path, monkeypatch: pytest.MonkeyPatch
):
    both = '{all: [{kode_desa: {within: "6106"}}, {kode_desa: {between: ["61", "6107"]}}]}'
    desk.edit(AGREEMENT_PATH, '{kode_desa: {within: "6106"}}', both)
    monkeypatch.setitem(sys.modules, "z3", None)
    for name in [name for name in sys.modules if name.startswith("gateway.drafting.smt")]:
        monkeypatch.delitem(sys.modules, name)
    done = run("policies", "diff", before, desk.folder, "--lang", "en")
    assert done.code == 4
    assert "UNKNOWN" in done.out


def test_a_memo_is_written_in_every_form(desk: Desk, before: Path):
    desk.edit(AGREEMENT_PATH, *WIDER)
    document = json.loads(run("policies", "diff", before, desk.folder, "--format", "json").out)
    assert document["verdict"] == "wider"
    assert document["files"] == [{"path": AGREEMENT_PATH, "is": "changed"}]
    memo = run("policies", "diff", before, desk.folder, "--format", "md", "--lang", "en").out
    assert memo.startswith("# Memo on a change of policy")
    pdf = desk.home / "memo.pdf"
    assert run("policies", "diff", before, desk.folder, "--format", "pdf", "-o", pdf).code == 1
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert run("policies", "diff", before, desk.folder, "--format", "pdf").code == 2


def test_what_is_active_is_compared_by_its_name_and_by_its_digest(desk: Desk):
    assert run("policies", "diff", "active", desk.folder).code == 2
    assert desk.run("policies", "diff", "active", desk.folder).code == 2
    assert desk.activate().code == 0
    digest = desk.policy().bundle.digest
    desk.edit(AGREEMENT_PATH, *WIDER)
    for side in ("active", digest):
        assert desk.run("policies", "diff", side, desk.folder).code == 1
        assert desk.run("policies", "diff", desk.folder, side).code == 0
    assert desk.run("policies", "diff", "0" * 64, desk.folder).code == 2


def test_a_revision_is_compared_with_the_folder_of_today(desk: Desk):
    (desk.folder / "catatan.md").write_text("no policy file\n")
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "first")):
        subprocess.run(
            ["git", "-c", "user.name=a", "-c", "user.email=a@b.example", *words], cwd=desk.folder, check=True
        )
    assert run("policies", "diff", "git:HEAD", desk.folder).code == 0
    desk.edit(AGREEMENT_PATH, *WIDER)
    assert run("policies", "diff", "git:HEAD", desk.folder).code == 1
    for revision in ("git:lain", "git:--output=x", "git:"):
        done = run("policies", "diff", revision, desk.folder, "--lang", "en")
        assert done.code == 2
        assert done.err.count("\n") == 1
    assert not (desk.folder / "x").exists()


@pytest.mark.parametrize("side", ["tidak-ada", "61", "--"])
def test_what_names_no_side_is_refused_in_a_line(desk: Desk, side: str):
    done = run("policies", "diff", desk.folder, side, "--lang", "en")
    assert done.code == 2


def test_a_faulty_side_is_refused_with_its_place(desk: Desk, before: Path):
    desk.edit(AGREEMENT_PATH, "never:", "naver:")
    done = run("policies", "diff", before, desk.folder, "--lang", "en")
    assert done.code == 2
    assert "agreements/pks.yaml:" in done.err
