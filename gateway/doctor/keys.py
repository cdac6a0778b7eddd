"""Are the gateway's own keys there, private, in their one role, and valid for a while?"""

from collections.abc import Iterator

from gateway.catalogue import Sentence
from gateway.doctor.finding import Finding, State, by_days_left, days
from gateway.doctor.patient import Patient
from gateway.errors import GatewayError, KeyMaterialBad
from gateway.policy import Policy, Role
from gateway.signing import PublicKey

_ROLES = (Role.ANSWER, Role.LOG, Role.RECEIPT)
_SECRETS = ("cursor", "pseudonym")
_OTHERS_WRITE = 0o022


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
    ends = min(placed.valid_until, trust.expires)
    day = ends.date().isoformat()
    return by_days_left(
        "keys",
        ends,
        now,
        Sentence("doctor.key", role=role, day=day, left=days(ends - now)),
        Sentence("doctor.key-ended", role=role, day=day),
    )
