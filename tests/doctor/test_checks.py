"""Each check finds what it is for, one step before and one step after its limit."""

import shutil
import sqlite3
from collections import namedtuple
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from gateway.doctor import State
from gateway.exchange import exchange_id, plan_suspension
from gateway.exchange.administration import STATEMENT_TYPE, statement_of
from gateway.signing import new_signer, sign_token
from tests.doctor.ward import LATER, NOON, ORIGIN, TABLE, Ward, small
from tests.policy.desk import (
    AGREEMENT,
    KPU,
    POLRES,
    REGISTER,
    keys_of,
    resolved,
    sign_folder,
    trust_file,
)

# --- clock


@pytest.mark.parametrize(
    ("seconds", "amiss"),
    [
        pytest.param(-5, [], id="five seconds behind the last entry"),
        pytest.param(-11, [("clock", "WARN", "doctor.clock-behind-log")], id="eleven"),
        pytest.param(-60, [("clock", "WARN", "doctor.clock-behind-log")], id="a minute"),
        pytest.param(-61, [("clock", "FAIL", "doctor.clock-behind-log-far")], id="more than a minute"),
    ],
)
def test_a_clock_behind_the_log_is_told(ward: Ward, seconds, amiss):
    assert ward.amiss(NOON + timedelta(seconds=seconds)) == amiss


# --- keys


def test_a_key_that_others_may_read_is_told_with_its_command(ward: Ward):
    path = ward.keys / "answer.pem"
    path.chmod(0o640)
    (finding,) = [each for each in ward.examine() if each.sentence.name == "doctor.key-file"]
    assert f"chmod 600 {path}" in finding.sentence.say("id")


def test_a_key_that_is_gone_or_no_key_is_told(ward: Ward):
    (ward.keys / "receipt.pem").unlink()
    ward.write_key("log", b"no key")
    ward.write_key("answer", new_signer("ecdsa-p256-sha256").to_pem())
    (ward.keys / "cursor.key").write_bytes(b"short")
    assert [each[2] for each in ward.amiss() if each[0] == "keys"] == [
        "keys.not-in-role",
        "doctor.key-file",
        "doctor.key-file",
        "doctor.key-file",
    ]


def test_a_log_key_that_no_note_can_carry_is_told(ward: Ward):
    ward.write_key("log", new_signer("ecdsa-p256-sha256").to_pem())
    assert ("keys", "FAIL", "doctor.key-file") in ward.amiss()


def test_a_key_in_another_role_is_not_in_its_role(ward: Ward):
    ward.write_key("answer", keys_of(KPU)["receipt"].to_pem())
    assert ("keys", "FAIL", "keys.not-in-role") in ward.amiss()


def test_the_keys_of_another_agency_are_not_in_their_role(ward: Ward):
    ward.edit(f'agency = "{KPU}"', f'agency = "{POLRES}"')
    assert [each for each in ward.amiss() if each[2] == "keys.not-in-role"] == [
        ("keys", "FAIL", "keys.not-in-role")
    ] * 3


def test_a_revoked_key_is_told(ward: Ward):
    ward.narrow("revoke", keys_of(KPU)["answer"].key.thumbprint)
    assert ("keys", "FAIL", "doctor.key-revoked") in ward.amiss()


@pytest.mark.parametrize(
    ("until", "amiss"),
    [
        ("2026-12-25T00:00:00Z", set()),
        ("2026-12-24T00:00:00Z", {("WARN", "doctor.key"), ("WARN", "doctor.key-of-holder")}),
        ("2026-11-24T05:00:30Z", {("FAIL", "doctor.key-ended")}),
    ],
)
def test_keys_that_end_are_told_thirty_days_before(tmp_path, until, amiss):
    ward = Ward(tmp_path)
    files = small() | {f"trust/{KPU}.yaml": trust_file(KPU, until=until, expires="2028-01-01T00:00:00Z")}
    ward.activate(sign_folder(files))
    assert {each[1:] for each in ward.amiss() if each[0] == "keys"} == amiss


def test_keys_that_are_not_valid_yet_are_told(tmp_path):
    ward = Ward(tmp_path)
    files = small() | {f"trust/{KPU}.yaml": trust_file(KPU, since="2026-11-24T05:00:59Z")}
    ward.activate(sign_folder(files))
    assert {each[1:] for each in ward.amiss(LATER) if each[0] == "keys"} == set()
    early = LATER - timedelta(seconds=2)
    assert {each[1:] for each in ward.amiss(early) if each[0] == "keys"} == {("FAIL", "doctor.key-not-yet")}


def test_a_folder_of_keys_that_others_may_write_to_is_told(ward: Ward):
    ward.keys.chmod(0o770)
    assert ward.amiss() == [("keys", "FAIL", "doctor.keys-folder-open")]


# --- trust


def test_a_trust_file_without_pinned_roots_does_not_count(ward: Ward):
    ward.write_pins(KPU)
    amiss = ward.amiss()
    assert ("trust", "FAIL", "doctor.trust-bad") in amiss
    assert ("agreements", "FAIL", "doctor.agreements-none") in amiss


def test_a_pinned_agency_without_a_trust_file_is_told(tmp_path):
    ward = Ward(tmp_path)
    files = {path: text for path, text in small().items() if path != f"trust/{POLRES}.yaml"}
    ward.activate(sign_folder(files))
    assert ("trust", "FAIL", "doctor.trust-missing") in ward.amiss()


@pytest.mark.parametrize(
    ("expires", "amiss"),
    [
        ("2026-12-25T00:00:00Z", []),
        ("2026-12-24T00:00:00Z", [("trust", "WARN", "doctor.trust")]),
        ("2026-11-24T05:00:30Z", [("trust", "FAIL", "doctor.trust-ended")]),
    ],
)
def test_a_trust_file_that_ends_is_told_thirty_days_before(tmp_path, expires, amiss):
    ward = Ward(tmp_path)
    ward.activate(sign_folder(small() | {f"trust/{POLRES}.yaml": trust_file(POLRES, expires=expires)}))
    assert [each for each in ward.amiss() if each[0] == "trust"] == amiss


# --- agreements


@pytest.mark.parametrize(
    ("until", "amiss"),
    [
        ("2026-12-24", []),
        ("2026-12-23", [("agreements", "WARN", "doctor.agreement")]),
        (
            "2026-11-23",
            [
                ("agreements", "WARN", "doctor.agreement-over"),
                ("agreements", "FAIL", "doctor.agreements-none"),
            ],
        ),
        ("2026-10-01", [("agreements", "FAIL", "doctor.agreements-none")]),
    ],
)
def test_an_agreement_that_ends_is_told_and_one_long_over_is_history(tmp_path, until, amiss):
    ward = Ward(tmp_path)
    changed = AGREEMENT.replace("until: 2027-01-31", f"until: {until}")
    ward.activate(sign_folder(small(agreement=changed)))
    assert ward.amiss() == amiss


def test_an_agreement_without_a_signature_is_a_failure(tmp_path):
    ward = Ward(tmp_path)
    signed = sign_folder(small())
    ward.activate({path: text for path, text in signed.items() if path != f"agreements/pks.{POLRES}.jws"})
    assert ward.amiss() == [
        ("agreements", "FAIL", "doctor.agreement-out"),
        ("agreements", "FAIL", "doctor.agreements-none"),
    ]


def test_a_suspension_is_told_as_what_somebody_wanted(ward: Ward):
    ward.narrow("suspend", "pks")
    assert ward.amiss() == [
        ("agreements", "WARN", "doctor.agreement-out"),
        ("agreements", "FAIL", "doctor.agreements-none"),
    ]


def test_a_contract_changed_after_signing_is_a_failure_of_its_dataset(tmp_path):
    ward = Ward(tmp_path)
    signed = sign_folder(small())
    path = f"datasets/{KPU}/tps.yaml"
    ward.activate(signed | {path: signed[path] + b"# \n"})
    assert ward.amiss() == [("agreements", "FAIL", "doctor.agreement-dataset")]


def test_an_agreement_in_shadow_says_that_it_releases_nothing(tmp_path):
    ward = Ward(tmp_path)
    ward.activate(
        sign_folder(small(agreement=AGREEMENT.replace("enforcement: enforce", "enforcement: shadow")))
    )
    told = [each.sentence.say("id") for each in ward.examine() if each.check == "agreements"]
    assert "mode bayangan" in told[0]


# --- exemptions


@pytest.mark.parametrize(
    ("ends", "amiss"),
    [
        ("until: 2026-12-24", []),
        ("until: 2026-12-23", ["doctor.exemption-until"]),
        ("until: 2026-11-23", ["doctor.exemption-until-past"]),
        ("until: 2031-01-15\n    review: 2026-12-01", ["doctor.exemption-review"]),
        ("until: 2031-01-15\n    review: 2026-11-01", ["doctor.exemption-review-past"]),
        ("until: 2026-12-01\n    revoked: 2026-11-01", []),
    ],
)
def test_decisions_that_end_or_are_due_are_told(tmp_path, ends, amiss):
    ward = Ward(tmp_path)
    ward.activate(sign_folder(small(register=REGISTER.replace("until: 2031-01-15", ends))))
    assert [each[2] for each in ward.amiss() if each[0] == "exemptions"] == amiss


# --- sources and drift


def test_a_source_that_is_gone_is_told_twice_and_no_more(ward: Ward):
    ward.data.unlink()
    assert ward.amiss() == [
        ("sources", "FAIL", "doctor.source-trouble"),
        ("drift", "FAIL", "doctor.source-trouble"),
    ]


def test_a_source_that_our_account_may_write_to_is_told(ward: Ward):
    ward.data.chmod(0o600)
    assert ward.amiss() == [("sources", "WARN", "doctor.source-writable")]


def test_a_write_that_gets_through_is_a_failure(ward: Ward, monkeypatch):
    monkeypatch.setattr("gateway.sources.inspect_sqlite.is_write_refused", lambda connection: False)
    assert ward.amiss() == [("sources", "FAIL", "doctor.source-writes")]


def test_datasets_that_settings_and_policy_do_not_share_are_told(ward: Ward):
    ward.edit('datasets = ["tps"]', 'datasets = ["dpt"]')
    assert ward.amiss() == [
        ("sources", "WARN", "doctor.dataset-without-contract"),
        ("sources", "WARN", "doctor.dataset-without-source"),
    ]


def _alter(ward: Ward, *statements: str) -> None:
    ward.data.chmod(0o600)
    with closing(sqlite3.connect(ward.data)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    ward.data.chmod(0o400)


def test_drift_is_told_by_its_weight(ward: Ward):
    changed = (
        TABLE.replace("tps (", "other (").replace("dpt INTEGER", "dpt TEXT").replace("desa TEXT", "nkk TEXT")
    )
    _alter(ward, changed, "DROP TABLE tps", "ALTER TABLE other RENAME TO tps")
    assert ward.amiss() == [
        ("drift", "FAIL", "doctor.drift-missing"),
        ("drift", "WARN", "doctor.drift-type"),
        ("drift", "WARN", "doctor.drift-new"),
    ]


def test_a_table_that_is_gone_is_told(ward: Ward):
    _alter(ward, "DROP TABLE tps")
    assert ward.amiss() == [("drift", "FAIL", "doctor.table-missing")]


# --- log


def test_a_log_of_another_name_is_told(ward: Ward):
    ward.edit(f'origin = "{ORIGIN}"', 'origin = "other.example/log"')
    assert ward.amiss() == [("log", "FAIL", "storage.other-log")]


def test_a_checkpoint_by_another_key_is_told(ward: Ward):
    other = new_signer("ed25519")
    ward.write_key("log", other.to_pem())
    assert ("log", "FAIL", "doctor.log-unsigned") in ward.amiss()


def test_a_state_that_its_checkpoint_does_not_know_is_told(ward: Ward):
    with closing(sqlite3.connect(ward.state / "gateway.db")) as connection:
        connection.execute("UPDATE log_state SET hashes = zeroblob(32)")
        connection.commit()
    assert ward.amiss() == [("log", "FAIL", "doctor.log-differs")]


def test_a_restored_database_behind_what_was_given_out_is_told(ward: Ward, tmp_path):
    copy = tmp_path / "copy.db"
    with (
        closing(sqlite3.connect(ward.state / "gateway.db")) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
    ward.narrow("suspend", "pks")
    for name in ("gateway.db-wal", "gateway.db-shm"):
        (ward.state / name).unlink(missing_ok=True)
    shutil.copy(copy, ward.state / "gateway.db")
    assert ("log", "FAIL", "storage.behind") in ward.amiss()


def test_an_empty_log_is_well(tmp_path):
    assert "doctor.log-empty" in {each.sentence.name for each in Ward(tmp_path).examine()}


# --- statements, disk, state folder


def test_a_statement_that_waits_is_told(ward: Ward):
    token = sign_token(
        statement_of("suspend", "pks", KPU, "-", NOON), STATEMENT_TYPE, keys_of(KPU)["signatory"]
    )
    policy = resolved(sign_folder(small()))
    ward.spool(plan_suspension(token, policy, now=NOON, exchange=exchange_id(NOON, b"z" * 10)))
    assert ward.amiss() == [("statements", "WARN", "doctor.statements-wait")]


def test_a_statement_that_cannot_be_read_is_a_failure(ward: Ward):
    (ward.state / "statements").mkdir()
    (ward.state / "statements/0.json").write_text("{")
    assert ward.amiss() == [("statements", "FAIL", "doctor.error")]


@pytest.mark.parametrize(
    ("free", "amiss"),
    [
        (1 << 30, []),
        ((1 << 30) - 1, [("disk", "WARN", "doctor.disk-full")]),
        (100 << 20, [("disk", "WARN", "doctor.disk-full")]),
        ((100 << 20) - 1, [("disk", "FAIL", "doctor.disk-full")]),
    ],
)
def test_a_disk_that_fills_up_is_told(ward: Ward, monkeypatch, free, amiss):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(1 << 40, 0, free))
    assert ward.amiss() == amiss


def test_a_state_folder_that_is_open_or_gone_is_told(ward: Ward):
    ward.state.chmod(0o750)
    assert ward.amiss() == [("state", "WARN", "doctor.state-open")]
    ward.state.rename(ward.home / "elsewhere")
    assert ("state", "FAIL", "doctor.state-missing") in ward.amiss()


def test_a_state_folder_of_another_user_is_told(ward: Ward, monkeypatch):
    user = ward.state.stat().st_uid
    monkeypatch.setattr("os.geteuid", lambda: user + 1)
    assert ("state", "WARN", "doctor.state-owner") in ward.amiss()


def test_the_log_on_postgresql_is_looked_at_by_its_own_clock(tmp_path, postgres_url):
    ward = Ward(tmp_path, url=postgres_url)
    now = datetime.now(UTC)
    ward.activate(at=now)
    found = {each.sentence.name: each for each in ward.examine(datetime.now(UTC))}
    for name in ("doctor.database", "doctor.clock-database", "doctor.clock-after-log", "doctor.log"):
        assert found[name].state is State.OK
    behind = {each.sentence.name for each in ward.examine(now - timedelta(minutes=2))}
    assert {"doctor.clock-database-far", "doctor.clock-behind-log-far"} <= behind


def test_a_lost_memory_of_what_was_given_out_is_told(ward: Ward):
    (ward.settings.state_folder / "high-water").unlink()
    assert ward.amiss() == [("log", "WARN", "doctor.high-water-missing")]
