"""`gateway policies check` against what is active and the sources; what signing and activating ask."""

import json
import sqlite3
from contextlib import closing

import pytest

from tests.cli.desk import Desk, run
from tests.policy.desk import (
    AGREEMENT_PATH,
    CONTRACT_PATH,
    KPU,
    NUMBER,
    POLRES,
    REGISTER_PATH,
    keys_of,
)
from tests.simulator.policies import sign_file


def codes_of(ran) -> tuple[set[str], set[str]]:
    document = json.loads(ran.out)
    return tuple({each["code"] for each in document[kind]} for kind in ("faults", "warnings"))


def sign(desk: Desk, path: str, agency: str, role: str) -> None:
    """Sign a file of the folder anew, as it stands."""
    content = (desk.folder / path).read_bytes()
    signature = sign_file(path, content, keys_of(agency)[role])
    (desk.folder / path).with_name(f"{path.split('/')[-1].removesuffix('.yaml')}.{agency}.jws").write_bytes(
        signature
    )


def checked(desk: Desk, *more: str):
    return desk.run("policies", "check", desk.folder, "--format", "json", *more)


def test_before_anything_is_active_there_is_nothing_to_differ_from(desk: Desk):
    assert codes_of(checked(desk)) == (set(), {"fields-undetermined", "purpose-unused"})


def test_a_gateway_without_tables_has_nothing_active(desk: Desk):
    (desk.home / "state/kpu/gateway.db").unlink()
    assert codes_of(checked(desk)) == (set(), {"fields-undetermined", "purpose-unused"})


def test_a_gateway_of_another_release_says_that_nothing_was_compared(desk: Desk):
    with closing(sqlite3.connect(desk.home / "state/kpu/gateway.db")) as database:
        database.execute("UPDATE alembic_version SET version_num = 'lama'")
        database.commit()
    faults, warnings = codes_of(checked(desk))
    assert not faults
    assert "active-unknown" in warnings


def leave_register_out(desk: Desk) -> None:
    for path in (desk.folder / "exemptions").iterdir():
        path.unlink()
    desk.edit(CONTRACT_PATH, "classification: dikecualikan", "classification: antarbadan")
    desk.edit(CONTRACT_PATH, "          - {property: penetapan, value: CONTOH-01/PPID/2026}\n", "")


def drop_a_decision(desk: Desk) -> None:
    desk.edit(REGISTER_PATH, NUMBER, "CONTOH-09/PPID/2026")
    desk.edit(CONTRACT_PATH, NUMBER, "CONTOH-09/PPID/2026")
    desk.edit(REGISTER_PATH, "version: 1\n", "version: 2\n")


def same_version(desk: Desk) -> None:
    desk.edit(AGREEMENT_PATH, "page_size: 100", "page_size: 200")


def wrong_predecessor(desk: Desk) -> None:
    desk.edit(AGREEMENT_PATH, "version: 1\nsample", f"version: 2\npredecessor: {'0' * 64}\nsample")


def narrow_contract(desk: Desk) -> None:
    desk.edit(CONTRACT_PATH, "version: 1.0.0", "version: 1.1.0")


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (leave_register_out, {"activation-refused"}),
        (drop_a_decision, {"activation-refused"}),
        (same_version, {"version-behind"}),
        (wrong_predecessor, {"activation-refused"}),
        (narrow_contract, set()),
    ],
)
def test_activation_refuses_just_what_a_check_finds(desk: Desk, change, codes):
    desk.activate()
    change(desk)
    found = checked(desk)
    assert codes_of(found)[0] == codes
    done = desk.run("policies", "activate", desk.folder, "--yes")
    assert (done.code == 0) is not codes
    assert all(f"[{code}]" in done.err for code in codes)


def test_all_that_an_activation_would_refuse_is_told_at_once(desk: Desk):
    desk.activate()
    drop_a_decision(desk)
    wrong_predecessor(desk)
    document = json.loads(checked(desk).out)
    places = {each["file"] for each in document["faults"]}
    assert places == {AGREEMENT_PATH, REGISTER_PATH}


def test_a_version_that_only_one_party_signed_is_told_before_it_stops_the_old_one(desk: Desk):
    desk.activate()
    digest = desk.policy().bundle.agreements["pks"].digest
    desk.edit(AGREEMENT_PATH, "version: 1\nsample", f"version: 2\npredecessor: {digest}\nsample")
    sign(desk, AGREEMENT_PATH, KPU, "signatory")
    assert "activation-stops" in codes_of(checked(desk))[1]
    refused = desk.activate()
    assert (refused.code, desk.policy().standing.epoch) == (1, 1)
    sign(desk, AGREEMENT_PATH, POLRES, "signatory")
    assert codes_of(checked(desk)) == (set(), {"fields-undetermined", "purpose-unused"})
    assert desk.activate().code == 0


def test_one_party_may_still_stop_it_when_that_is_meant(desk: Desk):
    desk.activate()
    narrow_contract(desk)
    assert desk.activate().code == 1
    assert desk.run("policies", "activate", desk.folder, "--yes").code == 0
    assert desk.policy().force("pks").contracts


def test_a_signature_by_a_key_of_another_role_is_named(desk: Desk):
    sign(desk, AGREEMENT_PATH, KPU, "ppid")
    document = json.loads(checked(desk).out)
    (wrong,) = [each for each in document["warnings"] if each["code"] == "signature-role-wrong"]
    assert wrong["file"] == f"agreements/pks.{KPU}.jws"
    assert "signatory" in wrong["text"]
    assert "ppid" in wrong["text"]


def test_sarif_names_the_folder_and_fails_as_the_text_does(desk: Desk, tmp_path):
    desk.edit(REGISTER_PATH, "letter: c", "letter: z")
    report = tmp_path / "laporan.sarif"
    done = run("policies", "check", desk.folder, "--format", "sarif", "-o", report)
    assert (done.code, done.out) == (1, "")
    (told,) = json.loads(report.read_text("utf-8"))["runs"]
    assert told["originalUriBaseIds"]["POLICIES"]["uri"] == f"{desk.folder.as_uri()}/"
    assert [result["ruleId"] for result in told["results"]] == ["letter"]


# --- sources


@pytest.fixture
def source(desk: Desk) -> Desk:
    """Let the contract's table be a real one, without what is closed."""
    desk.edit(CONTRACT_PATH, "physicalName: pemilu.tps\n", "physicalName: tps\n")
    make_table(desk, "kode_tps TEXT PRIMARY KEY NOT NULL, desa TEXT, dpt INTEGER, kontak TEXT, lahir DATE")
    return desk


def make_table(desk: Desk, columns: str) -> None:
    with closing(sqlite3.connect(desk.home / "state/kpu/data.db")) as data:
        data.execute("DROP TABLE IF EXISTS tps")
        data.execute(f"CREATE TABLE tps ({columns})")


def test_sources_are_looked_at_with_settings_alone(desk: Desk):
    assert run("policies", "check", desk.folder, "--sources").code == 2


def test_a_source_that_cannot_read_what_is_closed_passes_and_its_drift_is_told(source: Desk):
    faults, warnings = codes_of(checked(source, "--sources"))
    assert not faults
    assert "source-drift" in warnings


@pytest.mark.parametrize("closed", ["gudang", "baru", "rahasia"])
def test_a_source_that_can_read_what_is_closed_fails(source: Desk, closed):
    make_table(source, f"kode_tps TEXT PRIMARY KEY NOT NULL, {closed} TEXT")
    found = checked(source, "--sources")
    assert found.code == 1
    (fault,) = json.loads(found.out)["faults"]
    assert (fault["code"], fault["file"]) == ("source-reads-closed", CONTRACT_PATH)
    assert closed in fault["text"]


def test_a_table_or_source_that_is_not_there_is_told(source: Desk):
    with closing(sqlite3.connect(source.home / "state/kpu/data.db")) as data:
        data.execute("DROP TABLE tps")
    assert "source-table-missing" in codes_of(checked(source, "--sources"))[1]
    (source.home / "state/kpu/data.db").unlink()
    assert "source-away" in codes_of(checked(source, "--sources"))[0]


# --- signing


def test_a_key_that_may_not_sign_a_file_signs_nothing_unless_told_to(desk: Desk):
    path = desk.folder / AGREEMENT_PATH
    for agency, role in ((KPU, "ppid"), (KPU, "client"), (KPU, "stray")):
        refused = run("policies", "sign", path, "--key", desk.pem(agency, role), "--name", "salah")
        assert refused.code == 2
        assert f"{path}:" in refused.err
    assert not path.with_name("pks.salah.jws").exists()
    done = run("policies", "sign", path, "--key", desk.pem(KPU, "stray"), "--name", "nanti", "--yes")
    assert done.code == 0


def test_the_right_key_of_each_file_signs_it(desk: Desk):
    for path, role in ((CONTRACT_PATH, "ppid"), (REGISTER_PATH, "ppid"), (f"trust/{KPU}.yaml", "root")):
        assert run("policies", "sign", desk.folder / path, "--key", desk.pem(KPU, role)).code == 0
    assert run("policies", "sign", desk.folder / CONTRACT_PATH, "--key", desk.pem(POLRES, "ppid")).code == 2
    trust = desk.folder / f"trust/{KPU}.yaml"
    assert run("policies", "sign", trust, "--key", desk.pem(KPU, "ppid")).code == 2
