"""In force: every signature, of the right key, over the right bytes, recorded in time; or nothing leaves."""

from datetime import UTC, datetime, timedelta

import pytest

from gateway.errors import (
    AgreementLapsed,
    AgreementNotYet,
    AgreementSuspended,
    AgreementUnsigned,
    ContractChanged,
    PolicyError,
)
from gateway.policy import Policy, RootPins, permissions_of, plan_query, read_header
from gateway.signing import sign_detached
from tests.policy.desk import (
    AGREEMENT,
    AGREEMENT_PATH,
    ASKED,
    CONTRACT_PATH,
    KPU,
    NOON,
    POLRES,
    REGISTER_PATH,
    folder,
    in_force,
    keys_of,
    pins_of,
    resolved,
    sign_folder,
    trust_file,
)

SECOND = timedelta(seconds=1)
SIGNED = sign_folder(folder())
SIGNATURES = sorted(path for path in SIGNED if path.endswith(".jws"))
# Which refusal the lack of each signature gives.
LACK = {
    f"agreements/pks.{KPU}.jws": AgreementUnsigned,
    f"agreements/pks.{POLRES}.jws": AgreementUnsigned,
    f"datasets/{KPU}/tps.{KPU}.jws": ContractChanged,
    f"exemptions/{KPU}.{KPU}.jws": ContractChanged,
    f"trust/{KPU}.{KPU}.jws": AgreementUnsigned,
    f"trust/{POLRES}.{POLRES}.jws": AgreementUnsigned,
}


def refusal(policy: Policy, now: datetime = NOON) -> type[PolicyError] | None:
    """Say how a request that the agreement grants is refused; None when it is planned."""
    try:
        plan_query(policy, POLRES, KPU, "tps", ASKED, now)
    except PolicyError as error:
        assert permissions_of(policy, POLRES, now) == ()
        return type(error)
    assert len(permissions_of(policy, POLRES, now)) == 1
    return None


def test_the_table_names_every_signature():
    assert sorted(LACK) == SIGNATURES


@pytest.mark.parametrize("path", SIGNATURES)
def test_without_any_one_signature_nothing_leaves(path):
    left = {name: content for name, content in SIGNED.items() if name != path}
    assert refusal(resolved(left)) is LACK[path]


@pytest.mark.parametrize("path", SIGNATURES)
def test_a_signature_that_is_not_recorded_does_not_count(path):
    assert refusal(resolved(SIGNED, unrecorded=[path])) is LACK[path]


@pytest.mark.parametrize("path", SIGNATURES)
def test_an_altered_signature_does_not_count(path):
    text = SIGNED[path].decode()
    for place in (3, len(text) // 2, len(text) - 5):
        altered = text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :]
        assert refusal(resolved(SIGNED | {path: altered.encode()})) is LACK[path]
    for garbage in (b"", b"\xff", text.replace("..", ".e30.").encode(), (text + "x" * 10).encode()):
        assert refusal(resolved(SIGNED | {path: garbage})) is LACK[path]


@pytest.mark.parametrize("path", SIGNATURES)
@pytest.mark.parametrize("agency", [KPU, POLRES])
@pytest.mark.parametrize("name", sorted(keys_of(KPU)))
def test_only_the_right_role_of_the_right_agency_may_sign(path, agency, name):
    base, owner, _ = path.split(".")
    content = SIGNED[f"{base}.yaml"]
    signer = keys_of(agency)[name]
    forged = sign_detached(content, read_header(f"{base}.yaml", content), signer).encode()
    rights = {"agreements": {"signatory", "signatory-2"}, "trust": {"root"}}
    is_right = agency == owner and name in rights.get(path.partition("/")[0], {"ppid"})
    assert refusal(resolved(SIGNED | {path: forged})) is (None if is_right else LACK[path])


@pytest.mark.parametrize("path", SIGNATURES)
def test_a_signature_belongs_to_one_version_of_one_file(path):
    base, owner, _ = path.split(".")
    content = SIGNED[f"{base}.yaml"]
    name = {"a": "signatory", "t": "root"}.get(path[0], "ppid")
    header = read_header(f"{base}.yaml", content)
    for change in (
        {"version": 2},
        {"version": "1"} if header["version"] == 1 else {"version": "1.0.1"},
        {"version": True},
        {"uid": "other"},
        {"typ": "sinergi-other"},
        {"predecessor": "0" * 64},
    ):
        forged = sign_detached(content, header | change, keys_of(owner)[name]).encode()
        assert refusal(resolved(SIGNED | {path: forged})) is LACK[path]
    for missing in ("version", "uid"):
        short = {key: value for key, value in header.items() if key != missing}
        forged = sign_detached(content, short, keys_of(owner)[name]).encode()
        assert refusal(resolved(SIGNED | {path: forged})) is LACK[path]


def test_one_party_cannot_sign_for_both():
    twice = SIGNED | {f"agreements/pks.{POLRES}.jws": SIGNED[f"agreements/pks.{KPU}.jws"]}
    assert refusal(resolved(twice)) is AgreementUnsigned


def test_everything_signed_and_recorded_is_in_force():
    assert refusal(in_force()) is None


def test_a_contract_changed_after_both_signed_is_not_in_force_even_when_its_ppid_signs_it():
    changed = SIGNED[CONTRACT_PATH].replace(b"physicalName: desa", b"physicalName: alamat")
    unsigned = {name: content for name, content in SIGNED.items() if not name.endswith(".jws")}
    policy = resolved(sign_folder(unsigned | {CONTRACT_PATH: changed}))
    assert refusal(policy) is ContractChanged
    (complaint,) = policy.complaints
    assert complaint.place.file == AGREEMENT_PATH


def test_a_byte_more_in_any_file_ends_what_its_signature_covers():
    for path, lack in (
        (AGREEMENT_PATH, AgreementUnsigned),
        (CONTRACT_PATH, ContractChanged),
        (REGISTER_PATH, ContractChanged),
        (f"trust/{KPU}.yaml", AgreementUnsigned),
    ):
        assert refusal(resolved(SIGNED | {path: SIGNED[path] + b"\n"})) is lack


@pytest.mark.parametrize(
    ("agency", "name", "lack"),
    [
        (KPU, "signatory", AgreementUnsigned),
        (POLRES, "signatory", AgreementUnsigned),
        (KPU, "root", AgreementUnsigned),
        (POLRES, "root", AgreementUnsigned),
        (KPU, "ppid", ContractChanged),
        (KPU, "client", None),
        (POLRES, "ppid", None),
    ],
)
def test_a_revoked_key_has_never_signed(agency, name, lack):
    policy = resolved(SIGNED, revoked=[keys_of(agency)[name].key.thumbprint])
    assert refusal(policy) is lack


def test_one_statement_suspends_and_nothing_else_is_looked_at():
    assert refusal(resolved(SIGNED, suspended=["pks"])) is AgreementSuspended
    assert refusal(resolved(SIGNED, suspended=["other"])) is None


@pytest.mark.parametrize(
    ("at", "lack"),
    [
        # The keys of the trust files are valid from the first second of 2026 to that of 2028.
        (datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC), AgreementUnsigned),
        (datetime(2026, 1, 1, tzinfo=UTC), None),
        (datetime(2028, 1, 1, tzinfo=UTC), None),
        (datetime(2028, 1, 1, 0, 0, 1, tzinfo=UTC), AgreementUnsigned),
    ],
)
def test_a_signature_is_judged_by_the_moment_of_its_record(at, lack):
    assert refusal(resolved(SIGNED, at=at)) is lack


@pytest.mark.parametrize(
    ("now", "lack"),
    [
        # Valid 2026-02-01 to 2027-01-31 in Asia/Pontianak, seven hours ahead of UTC.
        (datetime(2026, 1, 31, 16, 59, 59, 999999, tzinfo=UTC), AgreementNotYet),
        (datetime(2026, 1, 31, 17, 0, 0, tzinfo=UTC), None),
        (datetime(2027, 1, 31, 16, 59, 59, 999999, tzinfo=UTC), None),
        (datetime(2027, 1, 31, 17, 0, 0, tzinfo=UTC), AgreementLapsed),
    ],
)
def test_validity_has_whole_days_in_the_zone_of_the_agreement(now, lack):
    assert refusal(in_force(), now) is lack


def test_a_zone_further_east_begins_and_ends_earlier():
    policy = in_force(agreement=AGREEMENT.replace("Asia/Pontianak", "Asia/Jayapura"))
    assert refusal(policy, datetime(2026, 1, 31, 15, 0, tzinfo=UTC)) is None
    assert refusal(policy, datetime(2026, 1, 31, 14, 59, 59, tzinfo=UTC)) is AgreementNotYet
    assert refusal(policy, datetime(2027, 1, 31, 15, 0, tzinfo=UTC)) is AgreementLapsed


@pytest.mark.parametrize("agency", [KPU, POLRES])
def test_a_trust_file_past_its_expiry_vouches_for_nobody(agency):
    unsigned = folder() | {f"trust/{agency}.yaml": trust_file(agency, expires="2026-12-01T00:00:00Z")}
    policy = resolved(sign_folder(unsigned))
    end = datetime(2026, 12, 1, tzinfo=UTC)
    client = keys_of(agency)["client"].key.thumbprint
    assert refusal(policy, end) is None
    assert policy.ring_at(end).find(client) is not None
    assert refusal(policy, end + SECOND) is AgreementUnsigned
    assert policy.ring_at(end + SECOND).find(client) is None


def test_without_trust_files_nothing_is_in_force():
    assert refusal(resolved(sign_folder(folder(trust=False)))) is AgreementUnsigned


def test_roots_that_nobody_pinned_vouch_for_nothing():
    assert refusal(resolved(SIGNED, pins=pins_of(KPU))) is AgreementUnsigned
    stranger = {KPU: RootPins(1, frozenset({keys_of(POLRES)["root"].key.thumbprint}))}
    policy = resolved(SIGNED, pins=pins_of(POLRES) | stranger)
    assert refusal(policy) is AgreementUnsigned
    assert set(policy.problems) == {KPU}


def with_two_roots(threshold: int) -> dict[str, bytes]:
    """Return the folder with a second root key in KPU's trust file."""
    second = keys_of(KPU)["root-2"].key.jwk["x"]
    text = trust_file(KPU).decode().replace("threshold: 1", f"threshold: {threshold}")
    mark = "officials:"
    text = text.replace(mark, f"    - {{kty: OKP, crv: Ed25519, x: {second}}}\n{mark}", 1)
    return folder() | {f"trust/{KPU}.yaml": text.encode()}


def root_signed(files: dict[str, bytes], *names: str) -> dict[str, bytes]:
    """Sign KPU's trust file with these root keys, in files of their own, and all else as usual."""
    path = f"trust/{KPU}.yaml"
    signed = {
        name: content for name, content in sign_folder(files).items() if name != f"trust/{KPU}.{KPU}.jws"
    }
    for number, name in enumerate(names):
        jws = sign_detached(files[path], read_header(path, files[path]), keys_of(KPU)[name])
        signed[f"trust/{KPU}.{number}.jws"] = jws.encode()
    return signed


@pytest.mark.parametrize(
    ("pinned", "stated", "signers", "lack"),
    [
        pytest.param(2, 1, ("root",), AgreementUnsigned, id="the file cannot lower what is pinned"),
        pytest.param(2, 2, ("root", "root"), AgreementUnsigned, id="one key twice is one key"),
        pytest.param(2, 2, ("root", "ppid"), AgreementUnsigned, id="a key of another role is no root"),
        pytest.param(1, 2, ("root",), AgreementUnsigned, id="the file may ask for more than is pinned"),
        pytest.param(2, 2, ("root", "root-2"), None, id="two of two"),
        pytest.param(2, 1, ("root-2", "root"), None, id="more than the file asks for"),
    ],
)
def test_a_trust_file_needs_its_threshold_of_different_pinned_roots(pinned, stated, signers, lack):
    thumbprints = frozenset(keys_of(KPU)[name].key.thumbprint for name in ("root", "root-2"))
    pins = pins_of(POLRES) | {KPU: RootPins(pinned, thumbprints)}
    assert refusal(resolved(root_signed(with_two_roots(stated), *signers), pins=pins)) is lack


def test_a_root_that_is_in_the_file_but_not_pinned_does_not_count():
    files = root_signed(with_two_roots(1), "root-2")
    assert refusal(resolved(files, pins=pins_of(KPU, POLRES))) is AgreementUnsigned


@pytest.mark.parametrize("name", ["client", "answer", "log", "witness", "receipt", "signatory", "ppid"])
def test_the_ring_knows_each_key_by_its_role_in_its_time(name):
    policy, key = in_force(), keys_of(POLRES)[name].key
    start, end = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
    assert policy.ring_at(start - SECOND).find(key.thumbprint) is None
    assert policy.ring_at(end + SECOND).find(key.thumbprint) is None
    for now in (start, end):
        found = policy.ring_at(now).find(key.thumbprint)
        assert (found.key, found.role, found.agency) == (key, name, POLRES)


def test_the_ring_knows_no_root_no_stranger_and_no_revoked_key():
    client = keys_of(POLRES)["client"].key.thumbprint
    ring = resolved(SIGNED, revoked=[client]).ring_at(NOON)
    for thumbprint in (
        client,
        keys_of(POLRES)["root"].key.thumbprint,
        keys_of(POLRES)["stray"].key.thumbprint,
        "",
    ):
        assert ring.find(thumbprint) is None


def test_the_operator_is_told_what_is_not_in_force_and_where():
    left = {name: content for name, content in SIGNED.items() if name != f"agreements/pks.{POLRES}.jws"}
    (complaint,) = resolved(left).complaints
    assert complaint.error is AgreementUnsigned
    assert POLRES in str(complaint.problem)
    assert str(complaint.place) == f"{AGREEMENT_PATH}:1:1"
