"""Activation of a later trust file: it follows the active one, and un-signs nothing."""

import pytest

from gateway.errors import PolicyFilesBad
from gateway.exchange import Recorded, plan_revocation
from tests.exchange.test_administration import SIGNED, UNSIGNED, Office, key_span, statement
from tests.policy.desk import KPU, NOON, POLRES, keys_of, sign_folder
from tests.simulator.policies import sign_file, trust_file

PATH = f"trust/{POLRES}.yaml"
ONE = trust_file(POLRES)


@pytest.fixture
def office() -> Office:
    made = Office()
    assert isinstance(made.activate(SIGNED), Recorded)
    return made


def jwk(name: str) -> str:
    return "{" + ", ".join(f"{part}: {value}" for part, value in keys_of(POLRES)[name].key.jwk.items()) + "}"


def followed(content: bytes, *signers: str, kept: bool = True) -> dict[str, bytes]:
    """Return the signed folder with another trust file of Polres, signed by these root keys."""
    files = sign_folder(UNSIGNED, signer=lambda role, agency: keys_of(agency)[role])
    files = {path: text for path, text in files.items() if not path.startswith(f"trust/{POLRES}.")}
    files[PATH] = content
    for name in signers:
        files[f"trust/{POLRES}.{name}.jws"] = sign_file(PATH, content, keys_of(POLRES)[name])
    if kept:
        before = f"trust/{POLRES}/1"
        files |= {
            f"{before}.yaml": ONE,
            f"{before}.root.jws": sign_file(f"{before}.yaml", ONE, keys_of(POLRES)["root"]),
        }
    return files


TWO = trust_file(POLRES, version=2)
NEW_ROOT = TWO.replace(jwk("root").encode(), jwk("root-2").encode())
BOTH_ROOTS = TWO.replace(
    b"threshold: 1\n  keys:\n", f"threshold: 2\n  keys:\n    - {jwk('root-2')}\n".encode()
)

REFUSED = {
    "a new root alone": (
        followed(NEW_ROOT, "root-2"),
        "0 of 1 signatures by root keys of the version before",
    ),
    "the old root alone": (followed(NEW_ROOT, "root"), "0 of 1 signatures by root keys of this version"),
    "a higher threshold that only one keeps": (followed(BOTH_ROOTS, "root"), "1 of 2"),
    "both roots, and the version before left out": (
        followed(NEW_ROOT, "root", "root-2", kept=False),
        "would not count at this gateway",
    ),
    "a version that names another before it": (
        followed(trust_file(POLRES, version=2, predecessor=b"x"), "root", kept=False),
        "not the file of version 1",
    ),
}


@pytest.mark.parametrize(("files", "why"), REFUSED.values(), ids=REFUSED.keys())
def test_what_does_not_follow_is_not_activated(office, files, why):
    with pytest.raises(PolicyFilesBad, match=why):
        office.activate(files)
    assert office.policy.bundle.trusts[POLRES].version == 1


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(followed(TWO, "root", kept=False), id="the same roots need no history"),
        pytest.param(followed(NEW_ROOT, "root", "root-2"), id="a new root, signed by both"),
        pytest.param(followed(BOTH_ROOTS, "root", "root-2"), id="a higher threshold, kept"),
    ],
)
def test_what_follows_is_activated_and_everything_stays_in_force(office, files):
    assert isinstance(office.activate(files), Recorded)
    assert office.policy.problems == {}
    assert office.policy.force("pks").complaint is None


def test_the_versions_before_are_kept_for_good(office):
    office.activate(followed(NEW_ROOT, "root", "root-2"))
    with pytest.raises(PolicyFilesBad, match=rf"trust/{POLRES}/1.yaml is active and may not be left out"):
        office.activate(followed(NEW_ROOT, "root", "root-2", kept=False))


def test_no_key_is_ended_before_the_moment_at_which_it_signed_what_is_active(office):
    # The log recorded the signatures at noon of 2026-11-24.
    ended = key_span(POLRES, "2026-01-01T00:00:00Z", "2026-11-24T04:59:59Z", after=SIGNED)
    with pytest.raises(PolicyFilesBad, match=rf"signed agreements/pks.{POLRES}.jws"):
        office.activate(ended)
    assert office.policy.force("pks").complaint is None
    then = key_span(POLRES, "2026-01-01T00:00:00Z", "2026-11-24T05:00:00Z", after=SIGNED)
    assert isinstance(office.activate(then), Recorded)
    assert office.policy.force("pks").complaint is None


def test_a_revoked_key_may_be_ended_at_any_time_and_un_signs(office):
    signatory = keys_of(POLRES)["signatory"].key.thumbprint
    token = statement("revoke", signatory, signer=keys_of(POLRES)["ppid"])
    office.record(plan_revocation(token, office.policy, now=NOON, exchange=office.exchange()))
    assert office.policy.force("pks").complaint is not None
    ended = key_span(POLRES, "2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z", after=SIGNED)
    assert isinstance(office.activate(ended), Recorded)


@pytest.mark.parametrize("kept", [True, False])
def test_a_former_root_does_not_come_back_when_the_newer_one_falls(office, kept):
    after_two = followed(NEW_ROOT, "root", "root-2")
    assert isinstance(office.activate(after_two), Recorded)
    fallen = keys_of(POLRES)["root-2"].key.thumbprint
    token = statement("revoke", fallen, signer=keys_of(POLRES)["ppid"])
    office.record(plan_revocation(token, office.policy, now=NOON, exchange=office.exchange()))
    assert POLRES in office.policy.problems
    # The pins still name the first root, which the second version has replaced.
    three = followed(trust_file(POLRES, version=3, predecessor=NEW_ROOT), "root")
    if kept:
        two = f"trust/{POLRES}/2"
        three |= {f"{two}.yaml": NEW_ROOT}
        three |= {
            f"{two}.{name}.jws": sign_file(f"{two}.yaml", NEW_ROOT, keys_of(POLRES)[name])
            for name in ("root", "root-2")
        }
        assert isinstance(office.activate(three), Recorded)
    else:
        with pytest.raises(PolicyFilesBad, match="would not count at this gateway"):
            office.activate(three)
    assert POLRES in office.policy.problems


def test_an_agency_whose_file_never_counted_begins_anew():
    office = Office()
    stranger = {path: text for path, text in SIGNED.items() if path != f"trust/{POLRES}.{POLRES}.jws"}
    assert isinstance(office.activate(stranger), Recorded)
    assert POLRES in office.policy.problems
    assert isinstance(office.activate(followed(TWO, "root", kept=False)), Recorded)
    assert KPU not in office.policy.problems
    assert POLRES not in office.policy.problems
