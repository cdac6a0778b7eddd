"""`gateway policies`: what the officer reads, and what the log keeps of it."""

import json

import pytest

from gateway.catalogue import LANGUAGES
from gateway.signing import sign_token
from tests.cli.desk import Desk, run
from tests.policy.desk import (
    AGREEMENT_PATH,
    CONTRACT_PATH,
    KPU,
    NOON,
    POLRES,
    REGISTER_PATH,
    TPS,
    keys_of,
)
from tests.simulator.policies import SAMPLES

ASKED = ("--consumer", POLRES, "--dataset", TPS, "--purpose", "pengamanan-tps")


def test_a_folder_in_order_is_checked_and_counted(desk: Desk):
    checked = run("policies", "check", desk.folder, "--config", desk.config)
    assert checked.code == 0
    assert "1 perjanjian, 1 kontrak" in checked.out
    assert run("policies", "check", desk.folder, "--strict").code == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_fault_is_one_line_with_its_place_in_both_languages(desk: Desk, lang):
    desk.edit(REGISTER_PATH, "letter: c", "letter: z")
    desk.edit(AGREEMENT_PATH, "uid: pks", "uid: PKS")
    checked = run("policies", "check", desk.folder, "--lang", lang)
    assert checked == run("--lang", lang, "policies", "check", desk.folder)
    assert checked.code == 1
    lines = checked.out.splitlines()
    word = {"id": "kesalahan", "en": "fault"}[lang]
    assert lines[0].startswith(f"{desk.folder}/{AGREEMENT_PATH}:1:6 {word}: ")
    assert lines[1].startswith(f"{desk.folder}/{REGISTER_PATH}:6:13 {word}: ")
    assert len(lines) == 3


def test_a_check_for_machines_is_json(desk: Desk):
    desk.edit(REGISTER_PATH, "letter: c", "letter: z")
    checked = run("policies", "check", desk.folder, "--format", "json")
    assert checked.code == 1
    document = json.loads(checked.out)
    assert document["bundle"] is None
    (fault,) = document["faults"]
    assert (fault["code"], fault["file"], fault["line"], fault["column"]) == ("letter", REGISTER_PATH, 6, 13)


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "/nowhere"),
        ("check", "--format", "xml"),
        ("explain",),
        ("explain", "/nowhere", *ASKED),
        ("sign", "/nowhere.yaml", "--key", "/nowhere.pem"),
        ("activate", "--config", "/nowhere.toml"),
        ("suspend", "--config", "/nowhere.toml", "--agreement", "x"),
        ("nothing",),
    ],
)
def test_bad_input_gets_exit_code_2_and_no_traceback(arguments):
    refused = run("policies", *arguments)
    assert refused.code == 2
    assert "Traceback" not in refused.err


def test_an_explanation_names_verdict_reason_basis_and_place(desk: Desk):
    told = run("--lang", "en", "policies", "explain", desk.folder, *ASKED)
    assert told.code == 0
    (line,) = [line for line in told.out.splitlines() if "gudang" in line]
    for word in ("withhold", "exempt", "dikecualikan", "Pasal 17 huruf c", f"{REGISTER_PATH}:4:5"):
        assert word in line
    only = run("policies", "explain", desk.folder, *ASKED, "--field", "gudang")
    assert "kontak" not in only.out


def test_an_explanation_of_nothing_says_so(desk: Desk):
    asked = ("--consumer", POLRES, "--dataset", TPS, "--purpose", "koordinasi")
    told = run("policies", "explain", desk.folder, *asked)
    assert told.code == 1
    assert "koordinasi" in told.out
    # What no file names is a mistake of whoever asks.
    assert run("policies", "audit-sql", desk.folder, *asked[:-1], "koordinas").code == 2


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_the_statement_reads_granted_columns_alone(desk: Desk, dialect):
    told = run("policies", "audit-sql", desk.folder, *ASKED, "--dialect", dialect)
    assert told.code == 0
    assert '"kontak"' in told.out
    for closed in ("gudang", "baru", "rahasia", "lahir"):
        assert closed not in told.out


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_the_statement_of_a_lookup_chooses_by_its_key_alone(dialect):
    asked = ("--consumer", KPU, "--dataset", f"{POLRES}/skck", "--purpose", "penegakan-hukum")
    told = run("policies", "audit-sql", SAMPLES, *asked, "--dialect", dialect)
    assert told.code == 0
    selected, _, chosen = told.out.partition("WHERE")
    assert '"nomor"' in chosen
    assert '"nomor"' not in selected
    assert '"audit"' in told.out.splitlines()[-1]
    for closed in ("nama", "tanggal", "catatan", "ORDER"):
        assert closed not in told.out


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql", "mariadb"])
def test_the_statement_of_statistics_shows_groups_and_their_counts_alone(dialect):
    asked = ("--consumer", POLRES, "--dataset", f"{KPU}/dpt", "--purpose", "pengamanan-tps")
    told = run("policies", "audit-sql", SAMPLES, *asked, "--dialect", dialect)
    assert told.code == 0, told.err
    assert "GROUP BY 1" in told.out
    assert "count(1)" in told.out
    for closed in ("nik", "nama", "kode_tps", "tanggal_lahir", "disabilitas"):
        assert closed not in told.out


def test_signing_puts_a_signature_beside_a_file_without_faults(desk: Desk):
    path = desk.folder / AGREEMENT_PATH
    key = desk.pem(KPU, "signatory")
    signed = run("policies", "sign", path, "--key", key, "--name", "baru")
    assert signed.code == 0
    assert (path.parent / "pks.baru.jws").exists()
    desk.edit(AGREEMENT_PATH, "enforcement: enforce", "enforcement: x")
    refused = run("policies", "sign", path, "--key", key, "--name", "lain")
    assert refused.code == 2
    assert f"{path}:" in refused.err
    assert not (path.parent / "pks.lain.jws").exists()


def test_activation_is_recorded_and_says_what_is_in_force(desk: Desk):
    done = desk.activate()
    assert done.code == 0
    assert "pks: berlaku" in done.out
    assert desk.policy().standing.epoch == 1
    (desk.folder / f"agreements/pks.{POLRES}.jws").unlink()
    refused = desk.activate()
    assert (refused.code, desk.policy().standing.epoch) == (1, 1)
    assert "activation-stops" in refused.err
    done = desk.run("policies", "activate", desk.folder, "--yes")
    assert done.code == 0
    assert "pks: tidak berlaku" in done.out
    assert desk.policy().standing.epoch == 2


def test_a_folder_with_faults_is_not_activated(desk: Desk):
    desk.activate()
    desk.edit(CONTRACT_PATH, "status: active", "status: x")
    refused = desk.activate()
    assert refused.code == 2
    assert f"{CONTRACT_PATH}:6:9" in refused.err
    assert desk.policy().standing.epoch == 1


def test_an_agreement_edited_under_its_version_is_not_activated(desk: Desk):
    desk.activate()
    desk.edit(AGREEMENT_PATH, "page_size: 100", "page_size: 200")
    refused = desk.activate()
    assert refused.code == 2
    assert refused.err.startswith(f"{desk.folder}/{AGREEMENT_PATH}:1:1 ")
    assert "[version-behind]" in refused.err
    assert desk.policy().standing.epoch == 1


def test_one_party_suspends_and_the_statement_can_be_kept(desk: Desk, tmp_path):
    desk.activate()
    kept = tmp_path / "pernyataan.txt"
    arguments = ("policies", "suspend", "--agreement", "pks")
    refused = desk.run(*arguments, "--key", desk.pem(POLRES, "client"))
    assert (refused.code, desk.policy().standing.epoch) == (2, 1)
    done = desk.run(*arguments, "--key", desk.pem(POLRES, "signatory"), "--save", kept)
    assert done.code == 0
    assert desk.policy().force("pks").complaint.error.code == "agreement-suspended"
    # The other gateway takes the same statement.
    assert desk.run(*arguments, "--statement", kept).code == 0
    assert desk.run("policies", "suspend", "--agreement", "lain", "--statement", kept).code == 2


def test_what_a_statement_says_is_not_said_beside_it(desk: Desk, tmp_path):
    desk.activate()
    statement = tmp_path / "pernyataan.txt"
    statement.write_text("x")
    beside = ("--reason", "Surat 1/2026", "--statement", statement)
    for lang, said in (
        ("id", "sudah lengkap; jangan sebutkan --reason"),
        ("en", "is complete; leave out --reason"),
    ):
        for command in (("policies", "suspend", "--agreement", "pks"), ("keys", "revoke", "--yes", "x" * 43)):
            refused = run("--lang", lang, *command, *beside, "--config", desk.config)
            assert (refused.code, said in refused.err) == (2, True)
    assert desk.policy().standing.epoch == 1


def test_a_kept_statement_takes_the_place_of_no_file(desk: Desk):
    desk.activate()
    key = desk.pem(POLRES, "signatory")
    before = key.read_bytes()
    for command in (("policies", "suspend", "--agreement", "pks"), ("keys", "revoke", "--yes", "x" * 43)):
        refused = desk.run(*command, "--key", key, "--save", key)
        assert (refused.code, key.read_bytes()) == (2, before)
        assert "tidak pernah ditimpa" in refused.err
    assert desk.policy().standing.epoch == 1


def test_a_suspension_that_was_not_recorded_is_not_kept(desk: Desk):
    desk.activate()
    kept = desk.home / "pernyataan.txt"
    key = desk.pem(POLRES, "client")
    assert desk.run("policies", "suspend", "--agreement", "pks", "--key", key, "--save", kept).code == 2
    assert not kept.exists()


def test_a_root_key_suspends_nothing_and_who_may_is_said(desk: Desk):
    desk.activate()
    refused = desk.run("policies", "suspend", "--agreement", "pks", "--key", desk.pem(POLRES, "root"))
    assert (refused.code, desk.policy().standing.epoch) == (2, 1)
    assert "root" in refused.err
    assert "signatory" in refused.err
    assert "ppid" in refused.err


@pytest.mark.parametrize("more", [(), ("--key", "x", "--statement", "y")])
def test_a_suspension_takes_a_key_or_a_statement(desk: Desk, more):
    desk.activate()
    assert desk.run("policies", "suspend", "--agreement", "pks", *more).code == 2


def test_nothing_is_suspended_where_nothing_is_active(desk: Desk, tmp_path):
    token = tmp_path / "x"
    token.write_text(sign_token({}, "x", keys_of(KPU)["ppid"]))
    refused = desk.run("policies", "suspend", "--agreement", "pks", "--statement", token)
    assert refused.code == 2


def test_the_active_policy_can_be_explained_and_shown_as_sql(desk: Desk):
    assert desk.run("policies", "explain", *ASKED).code == 2
    desk.activate()
    assert "gudang" in desk.run("policies", "explain", *ASKED).out
    assert '"kontak"' in desk.run("policies", "audit-sql", *ASKED).out
    assert desk.policy().ring_at(NOON) is not None


def test_a_path_that_no_system_can_hold_is_one_line(desk):
    for words in (["policies", "check", "a" * 5_000], ["policies", "diff", "a" * 5_000, desk.folder]):
        ran = run(*words)
        assert ran.code == 2
        assert ran.err.count("\n") == 1


def test_a_link_to_itself_is_no_policy_file(desk):
    loop = desk.home / "loop"
    loop.symlink_to(loop)
    ran = run("policies", "sign", loop, "--key", desk.pem(KPU, "signatory"))
    assert (ran.code, ran.err.count("\n")) == (2, 1)
