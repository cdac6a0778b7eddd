"""A succession is approved by a signatory of each agency, over the same bytes, or not at all."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gateway.audit import Checkpoint, Succession, check_approvals, format_succession, succession_of
from gateway.errors import GatewayError, KeyRoleWrong, KeyUnknown, ProofBad, SuccessionBad
from gateway.exchange import plan_succession, read_statement, sign_succession
from gateway.signing import new_signer, sign_detached
from tests.policy.desk import KPU, NOON, POLRES, in_force, keys_of

OLD = "kpu.example/log"
SAID = Succession(
    agency=KPU,
    agencies=(KPU, POLRES),
    old=Checkpoint(OLD, 7, b"o" * 32),
    beyond=(Checkpoint(OLD, 7, b"f" * 32), Checkpoint(OLD, 12, b"b" * 32)),
    origin="kpu.example/log-2",
    epoch=3,
    bundle="a" * 64,
    activated_at="2026-11-24T05:00:00.000000Z",
    suspended=("pks-lama",),
    revoked=(),
    prepared_at="2026-11-24T06:00:00.000000Z",
)
POLICY = in_force()
EXCHANGE = "01936f1e-0000-7000-8000-000000000000"


def sign(agency: str, said: Succession = SAID, role: str = "signatory") -> str:
    return sign_succession(said, keys_of(agency)[role])


def plan(*signatures: str, said: Succession = SAID, now=NOON):
    return plan_succession(said, signatures, POLICY, now=now, exchange=EXCHANGE)


OTHER = replace(SAID, old=Checkpoint("lain.example/log", 7, b"o" * 32))
ATTACKS = [
    pytest.param([sign(KPU)], SuccessionBad, id="one signature only"),
    pytest.param([sign(POLRES)], SuccessionBad, id="only the other agency"),
    pytest.param([sign(KPU), sign(KPU)], SuccessionBad, id="the same agency twice"),
    pytest.param([sign(KPU), sign(POLRES), sign(POLRES)], SuccessionBad, id="one signature too many"),
    pytest.param([sign(KPU), sign(POLRES, role="ppid")], KeyRoleWrong, id="another office"),
    pytest.param([sign(KPU), sign_succession(SAID, new_signer("ed25519"))], KeyUnknown, id="a stranger"),
    pytest.param([sign(KPU), sign(POLRES, OTHER)], SuccessionBad, id="replayed from another log"),
    pytest.param(
        [sign(KPU), sign(POLRES, replace(SAID, beyond=SAID.beyond[:1]))], SuccessionBad, id="less lost"
    ),
    pytest.param(
        [
            sign(KPU),
            sign_detached(
                format_succession(SAID), {"typ": "sinergi-agreement"}, keys_of(POLRES)["signatory"]
            ),
        ],
        SuccessionBad,
        id="a signature of another kind",
    ),
]


@pytest.mark.parametrize(("signatures", "refusal"), ATTACKS)
def test_anything_but_one_signature_of_each_agency_is_refused(signatures, refusal):
    with pytest.raises(refusal):
        plan(*signatures)


def test_a_key_that_is_not_trusted_now_approves_nothing():
    with pytest.raises(KeyUnknown):
        plan(sign(KPU), sign(POLRES), now=NOON + timedelta(days=20_000))


@pytest.mark.parametrize("agencies", [(KPU, POLRES, "bawaslu"), (KPU, "bawaslu")])
def test_the_statement_must_name_the_agencies_that_the_policy_has(agencies):
    said = replace(SAID, agencies=tuple(sorted(agencies)))
    with pytest.raises(SuccessionBad):
        plan(sign(KPU, said), sign(POLRES, said), said=said)


def test_the_first_entry_holds_the_statement_and_both_signatures():
    facts = plan(sign(POLRES), sign(KPU)).facts
    assert (facts["kind"], facts["epoch"], facts["bundle"]) == ("succeed", 3, "a" * 64)
    said = succession_of(facts)
    assert (said, said.lost) == (SAID, 5)
    check_approvals(said, facts["approvals"], lambda agency, key: keys_of(agency)["signatory"].key)


def test_an_approval_missing_from_an_entry_shows():
    facts = plan(sign(POLRES), sign(KPU)).facts
    approvals = {KPU: facts["approvals"][KPU]}
    with pytest.raises(ProofBad):
        check_approvals(SAID, approvals, lambda agency, key: keys_of(agency)["signatory"].key)
    swapped = {KPU: facts["approvals"][POLRES], POLRES: facts["approvals"][KPU]}
    with pytest.raises(GatewayError):
        check_approvals(SAID, swapped, lambda agency, key: keys_of(agency)["signatory"].key)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        format_succession(SAID) + b"\n",
        format_succession(SAID).replace(b'"lost":5', b'"lost":4'),
        format_succession(replace(SAID, origin=OLD)),
        format_succession(replace(SAID, agencies=(KPU,))),
        format_succession(replace(SAID, agencies=(POLRES, KPU))),
        format_succession(replace(SAID, agencies=("bawaslu", POLRES))),
        format_succession(replace(SAID, origin="two words")),
        format_succession(SAID).replace(b'"agency"', b'"note":"","agency"'),
    ],
    ids=[
        "nothing", "a list", "another byte", "a wrong gap", "the same name", "one agency", "unsorted",
        "without its own agency", "no name", "a member too many",
    ],
)  # fmt: skip
def test_what_is_no_statement_is_not_signed(content):
    with pytest.raises(SuccessionBad):
        read_statement(content)


def test_a_statement_is_read_as_it_was_written():
    assert read_statement(format_succession(SAID)) == SAID
