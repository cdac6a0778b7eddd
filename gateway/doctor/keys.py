"""Are the gateway's own keys there, private, in their one role, and valid for a while?"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from gateway.catalogue import Sentence
from gateway.doctor.finding import SOON, Finding, State, by_days_left, days
from gateway.doctor.patient import Patient
from gateway.errors import GatewayError, KeyMaterialBad
from gateway.policy import Policy, Role, RoleKey, Trust
from gateway.signing import PublicKey

_ROLES = (Role.ANSWER, Role.LOG, Role.RECEIPT)
_SECRETS = ("cursor", "pseudonym")
_OTHERS_WRITE = 0o022
# Whoever follows in office may hold the next key.
_PEOPLE = frozenset({Role.SIGNATORY, Role.PPID, Role.AUDITOR})


def check_keys(patient: Patient) -> Iterator[Finding]:
    """Look at each key's file, then at its place in this agency's trust file."""
    folder = patient.settings.keys_folder
    if folder.exists() and folder.stat().st_mode & _OTHERS_WRITE:
        yield Finding("keys", State.FAIL, Sentence("doctor.keys-folder-open", path=folder))
    for role in _ROLES:
        try:
            key = patient.secrets.signer(role).key
            if role is Role.LOG:
                # Signed notes carry an Ed25519 key and no other.
                _ = key.raw
        except KeyMaterialBad as error:
            yield _file_fault(role, error)
        else:
            yield _in_role(patient, role, key)
    for name in _SECRETS:
        try:
            patient.secrets.secret(name)
        except KeyMaterialBad as error:
            yield _file_fault(name, error)
        else:
            yield Finding("keys", State.OK, Sentence("doctor.secret", name=name))
    yield from check_listed_keys(patient)


def _follower(trust: Trust, key: RoleKey, now: datetime) -> RoleKey | None:
    """Return the key that is to be used in place of another: of its role and holder, and longer valid."""
    for other in trust.keys.values():
        is_for_it = (other.role, other.holder) == (key.role, key.holder)
        if is_for_it and other.valid_from <= now and key.valid_until < other.valid_until:
            return other
    return None


def check_listed_keys(patient: Patient) -> Iterator[Finding]:
    """Look at the keys of people and of client systems that end soon and that none follows."""
    trust = patient.policy.bundle.trusts.get(patient.settings.agency) if patient.policy else None
    for key in trust.keys.values() if trust else ():
        left = key.valid_until - patient.now
        if key.role in _ROLES or not timedelta() < left < SOON or key.thumbprint in _revoked(patient):
            continue
        if any(_outlives(other, key) for other in (trust.keys.values() if trust else ())):
            continue
        values = {"role": key.role, "holder": key.holder, "day": key.valid_until.date().isoformat()}
        yield Finding("keys", State.WARN, Sentence("doctor.key-of-holder", left=days(left), **values))


def _outlives(other: RoleKey, key: RoleKey) -> bool:
    """Say whether another key takes a key's place: a person's by the role, a system's by role and holder."""
    is_same = other.role is key.role and (key.role in _PEOPLE or other.holder == key.holder)
    return is_same and other.valid_until > key.valid_until


def _revoked(patient: Patient) -> Mapping[str, int]:
    return patient.policy.standing.revoked if patient.policy else {}


def _file_fault(name: str, error: GatewayError) -> Finding:
    return Finding("keys", State.FAIL, Sentence("doctor.key-file", name=name, problem=error.message))


def _in_role(patient: Patient, role: Role, key: PublicKey) -> Finding:
    if patient.policy is None:
        return Finding("keys", State.WARN, Sentence("doctor.key-unplaced", role=role))
    return _placed(patient, patient.policy, role, key)


def _placed(patient: Patient, policy: Policy, role: Role, key: PublicKey) -> Finding:
    agency, now = patient.settings.agency, patient.now
    trust = policy.bundle.trusts.get(agency)
    placed = trust.keys.get(key.thumbprint) if trust else None
    values = {"role": role, "thumbprint": key.thumbprint}
    if trust is None or placed is None or placed.role is not role:
        return Finding("keys", State.FAIL, Sentence("keys.not-in-role", agency=agency, **values))
    if key.thumbprint in policy.standing.revoked:
        return Finding("keys", State.FAIL, Sentence("doctor.key-revoked", **values))
    if now < placed.valid_from:
        begins = placed.valid_from.date().isoformat()
        return Finding("keys", State.FAIL, Sentence("doctor.key-not-yet", role=role, day=begins))
    following = _follower(trust, placed, now)
    if following is not None:
        day = placed.valid_until.date().isoformat()
        told = Sentence("doctor.key-followed", role=role, thumbprint=following.thumbprint, day=day)
        return Finding("keys", State.WARN, told)
    ends = min(placed.valid_until, trust.expires)
    day = ends.date().isoformat()
    return by_days_left(
        "keys",
        ends,
        now,
        Sentence("doctor.key", role=role, day=day, left=days(ends - now)),
        Sentence("doctor.key-ended", role=role, day=day),
    )
