"""What the doctor says while keys are exchanged and versions are compared."""

import pytest

from gateway.exchange import Change, Stated, exchange_id, plan_comparison
from tests.doctor.ward import NOON, Ward, small
from tests.policy.desk import KPU, POLRES, keys_of, resolved, sign_folder, trust_file

OTHERS = "f" * 64


def with_next_log_key(*, since: str) -> dict[str, bytes]:
    """Return the folder in which a second log key has begun, and outlives the first."""
    jwk = "{" + ", ".join(f"{name}: {value}" for name, value in keys_of(KPU)["stray"].key.jwk.items()) + "}"
    span = f"from: {since}, until: 2028-01-01T00:00:00Z"
    more = f"  - {{role: log, holder: gerbang, jwk: {jwk}, {span}}}\n"
    content = trust_file(KPU, until="2027-12-01T00:00:00Z", expires="2028-01-01T00:00:00Z")
    return sign_folder(small() | {f"trust/{KPU}.yaml": content + more.encode()})


@pytest.mark.parametrize(
    ("since", "amiss"),
    [
        pytest.param("2026-11-24T05:02:00Z", [], id="the next key has not begun"),
        pytest.param("2026-11-24T05:00:00Z", [("keys", "WARN", "doctor.key-followed")], id="it has"),
    ],
)
def test_a_key_that_another_follows_is_to_be_put_in_its_place(tmp_path, since, amiss):
    ward = Ward(tmp_path)
    ward.activate(with_next_log_key(since=since))
    assert ward.amiss() == amiss


def test_the_next_key_in_its_place_is_well_while_the_head_still_bears_the_old_one(tmp_path):
    ward = Ward(tmp_path)
    ward.activate(with_next_log_key(since="2026-11-24T05:00:00Z"))
    ward.write_key("log", keys_of(KPU)["stray"].to_pem())
    assert ward.amiss() == []


def compare(ward: Ward, active: dict[str, str]) -> None:
    change = plan_comparison(
        Stated(POLRES, active),
        resolved(sign_folder(small())),
        now=NOON,
        exchange=exchange_id(NOON, b"y" * 10),
    )
    assert change is not None
    ward.record(Change(change.draft, change.effects, 1), NOON)


def test_versions_that_differ_raise_an_alarm_until_they_are_equal(ward: Ward):
    text = ward.config.read_text()
    ward.config.write_text(
        f'{text}\n[peers.{POLRES}]\nurl = "http://127.0.0.1:1"\norigin = "polres.example/log"\n'
    )
    assert ward.amiss() == [("agreements", "WARN", "doctor.agreements-uncompared")]
    compare(ward, {"pks": OTHERS})
    told = ward.amiss()
    assert ("agreements", "FAIL", "doctor.agreement-out") in told
    assert ("agreements", "WARN", "doctor.agreements-uncompared") not in told
    (finding,) = [each for each in ward.examine() if each.sentence.name == "doctor.agreement-out"]
    assert OTHERS in finding.sentence.say("id")
