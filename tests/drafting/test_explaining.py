"""Explaining: the verdict on every field, and whether the permission is in force."""

from datetime import UTC, datetime

from gateway.drafting import explain, rehearse
from gateway.errors import AgreementLapsed, AgreementUnsigned, ContractChanged
from gateway.policy import read_bundle
from tests.policy.desk import (
    CONTRACT_PATH,
    NOON,
    POLRES,
    TPS,
    folder,
    sign_folder,
)

SIGNED = sign_folder(folder())


def explained(files, now=NOON, **options):
    policy = rehearse(read_bundle(files).bundle, now)
    return explain(policy, POLRES, TPS, "pengamanan-tps", now, **options)


def test_an_explanation_says_whether_the_permission_is_in_force_and_why_not():
    assert [each.refusal for each in explained(SIGNED)] == [None]
    assert [each.refusal for each in explained(folder())] == [AgreementUnsigned]
    assert [each.refusal for each in explained(SIGNED, datetime(2027, 3, 1, tzinfo=UTC))] == [AgreementLapsed]
    changed = SIGNED | {CONTRACT_PATH: SIGNED[CONTRACT_PATH] + b"# \n"}
    (found,) = explained(changed)
    assert found.refusal is ContractChanged
    assert "not pinned" in str(found.problem)


def test_an_explanation_gives_verdicts_on_all_fields_or_on_one():
    (found,) = explained(SIGNED)
    assert len(found.verdicts) == 9
    (found,) = explained(SIGNED, field="gudang")
    assert [(v.field, v.reason) for v in found.verdicts] == [("gudang", "exempt")]
    assert explained(SIGNED, agreement="other") == ()
