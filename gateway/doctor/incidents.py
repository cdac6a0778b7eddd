"""Is notice of a failure to protect personal data due, or overdue?"""

from collections.abc import Iterator
from datetime import timedelta

from gateway.catalogue import Sentence
from gateway.doctor.finding import Finding, State
from gateway.doctor.patient import Patient
from gateway.storage import IncidentWatch


def check_incidents(patient: Patient) -> Iterator[Finding]:
    """Look at the earliest deadline of an incident of which not both had notice."""
    if patient.storage is None or patient.facts is None:
        yield Finding("incidents", State.WARN, Sentence("doctor.unknown-without-database"))
        return
    due = IncidentWatch(patient.storage).due()
    if due is None:
        yield Finding("incidents", State.OK, Sentence("doctor.incidents"))
        return
    hours = int(abs(due - patient.now) / timedelta(hours=1))
    if patient.now < due:
        yield Finding("incidents", State.WARN, Sentence("doctor.incidents-due", hours=hours))
    else:
        yield Finding("incidents", State.FAIL, Sentence("doctor.incidents-late", hours=hours))
