"""Has somebody else seen the log of late, and does nobody hold a head that it does not extend?"""

from collections.abc import Iterator
from datetime import timedelta

from gateway.catalogue import Sentence
from gateway.doctor.finding import Finding, State
from gateway.doctor.patient import Patient
from gateway.policy import Agreement
from gateway.storage import Witnessing


def check_witness(patient: Patient) -> Iterator[Finding]:
    """Look at forks, at how long the log has been unwitnessed, and at what was agreed about it."""
    if patient.storage is None or patient.facts is None:
        yield Finding("witness", State.WARN, Sentence("doctor.unknown-without-database"))
        return
    store, origin = Witnessing(patient.storage), patient.settings.log_origin
    kept = store.forks()
    if any(fork.origin == origin for fork in kept):
        yield Finding("witness", State.FAIL, Sentence("witness.forked", origin=origin))
    for other in sorted({fork.origin for fork in kept if fork.origin != origin}):
        yield Finding("witness", State.WARN, Sentence("doctor.witness-evidence", origin=other))
    if patient.settings.witness is None:
        yield Finding("witness", State.WARN, Sentence("doctor.witness-none"))
    elif not patient.secrets.has_signer("witness"):
        path = patient.settings.keys_folder / "witness.pem"
        yield Finding("witness", State.WARN, Sentence("doctor.witness-no-key", path=path))
    yield _age(patient, store)


def _age(patient: Patient, store: Witnessing) -> Finding:
    since = store.unwitnessed_since()
    if since is None:
        return Finding("witness", State.OK, Sentence("doctor.witness", size=store.last_cosigned()))
    age = patient.now - since
    hours = max(0, round(age / timedelta(hours=1)))
    holding = _holding(patient)
    stop = min((each.stop_unwitnessed_hours for each in holding), default=None)
    warn = min((each.warn_unwitnessed_hours for each in holding), default=None)
    if stop is not None and age > timedelta(hours=stop):
        return Finding("witness", State.FAIL, Sentence("doctor.witness-stopped", hours=hours, limit=stop))
    if warn is not None and stop is not None and age > timedelta(hours=warn):
        return Finding("witness", State.WARN, Sentence("doctor.witness-late", hours=hours, limit=stop))
    return Finding("witness", State.OK, Sentence("doctor.witness-soon", hours=hours))


def _holding(patient: Patient) -> list[Agreement]:
    agreements = patient.policy.bundle.agreements.values() if patient.policy else ()
    return [each for each in agreements if each.valid_until >= patient.now.date()]
