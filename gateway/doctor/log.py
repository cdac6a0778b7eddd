"""Does the log's head hold, and is nothing lost that was given out?

This looks at the head alone; `gateway log verify` goes through every entry.
"""

from collections.abc import Iterator
from contextlib import closing

from gateway.audit import verify_checkpoint
from gateway.catalogue import Sentence
from gateway.doctor.finding import Finding, State, days
from gateway.doctor.patient import Patient
from gateway.errors import GatewayError, ProofBad
from gateway.policy import Role
from gateway.settings import FormerLog
from gateway.signing import PublicKey, public_key_from_jwk
from gateway.storage import LogFacts, count_waiting, inspect_log, open_storage, water_of


def check_log_head(patient: Patient) -> Iterator[Finding]:
    """Verify the latest checkpoint, and compare it with the high water."""
    facts, origin = patient.facts, patient.settings.log_origin
    if facts is None:
        yield Finding("log", State.WARN, Sentence("doctor.unknown-without-database"))
        return
    if facts.origin not in {None, origin}:
        yield Finding("log", State.FAIL, Sentence("storage.other-log", found=facts.origin, wanted=origin))
        return
    if facts.successor is not None:
        said = Sentence("storage.succeeded", origin=origin, successor=facts.successor)
        yield Finding("log", State.FAIL, said)
        return
    if not facts.is_given_out_held:
        name = "storage.behind" if facts.size < facts.given_out else "storage.behind-head"
        values = {"known": facts.given_out} | ({"size": facts.size} if name == "storage.behind" else {})
        yield Finding("log", State.FAIL, Sentence(name, **values))
    if facts.size and not facts.is_given_out_kept:
        path = water_of(patient.settings.state_folder, patient.settings.log_number)
        yield Finding("log", State.WARN, Sentence("doctor.high-water-missing", path=path))
    yield _head(patient, facts)
    for number, former in enumerate(patient.settings.former, 1):
        yield _former(patient, former, number)


def _former(patient: Patient, former: FormerLog, number: int) -> Finding:
    """See that a log that this one follows can still be read, and is closed."""
    try:
        with closing(open_storage(former.url)) as storage:
            storage.check_revision()
            facts = inspect_log(storage, patient.settings.state_folder, number)
    except GatewayError as error:
        said = Sentence("succession.former-lost", origin=former.origin, problem=error.message)
        return Finding("log", State.WARN, said)
    if facts.origin != former.origin:
        said = Sentence("storage.other-log", found=str(facts.origin), wanted=former.origin)
        return Finding("log", State.FAIL, said)
    if facts.successor is None:
        return Finding("log", State.FAIL, Sentence("succession.former-open", origin=former.origin))
    return Finding("log", State.OK, Sentence("succession.former", origin=former.origin, size=facts.size))


def _head(patient: Patient, facts: LogFacts) -> Finding:
    key = patient.key("log")
    if not facts.size:
        return Finding("log", State.OK, Sentence("doctor.log-empty", origin=patient.settings.log_origin))
    if key is None:
        return Finding("log", State.WARN, Sentence("doctor.log-without-key", size=facts.size))
    try:
        keys = (key, *_exchanged_keys(patient, key))
        checkpoint = verify_checkpoint(facts.note or "", patient.settings.log_origin, keys)
    except ProofBad as error:
        return Finding(
            "log", State.FAIL, Sentence("doctor.log-unsigned", size=facts.size, problem=error.message)
        )
    if (checkpoint.size, checkpoint.root) != (facts.size, facts.root):
        return Finding("log", State.FAIL, Sentence("doctor.log-differs", size=facts.size))
    last = facts.last_recorded_at or patient.now
    return Finding(
        "log",
        State.OK,
        Sentence(
            "doctor.log",
            size=facts.size,
            last=last.isoformat(timespec="seconds").replace("+00:00", "Z"),
            age=days(patient.now - last),
        ),
    )


def _exchanged_keys(patient: Patient, present: PublicKey) -> Iterator[PublicKey]:
    """Return the log keys listed beside the present one: until the next entry the head bears the last one."""
    trust = patient.policy.bundle.trusts.get(patient.settings.agency) if patient.policy else None
    if trust is None or present.thumbprint not in trust.keys:
        return
    for key in trust.keys.values():
        if key.role is Role.LOG:
            yield public_key_from_jwk(key.jwk)


def check_statements(patient: Patient) -> Iterator[Finding]:
    """See whether signed suspensions or revocations wait for the log."""
    waiting = count_waiting(patient.settings.state_folder)
    if waiting:
        yield Finding("statements", State.WARN, Sentence("doctor.statements-wait", count=waiting))
    else:
        yield Finding("statements", State.OK, Sentence("doctor.statements"))
