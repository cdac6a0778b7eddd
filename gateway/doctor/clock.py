"""Is the clock right? Against the database's, and against the last entry of the log.

A gateway whose clock is more than a minute off answers 503: nobody could say any
more which of two entries, or a suspension and a release, came first.
"""

from collections.abc import Iterator
from datetime import timedelta

from gateway.catalogue import Sentence
from gateway.doctor.finding import Finding, State
from gateway.doctor.patient import Patient

MAX_SKEW = timedelta(seconds=60)
_UNEASY = timedelta(seconds=10)


def check_clock(patient: Patient) -> Iterator[Finding]:
    """Compare this machine's clock with what it has to agree with."""
    if patient.facts is None:
        yield Finding("clock", State.WARN, Sentence("doctor.unknown-without-database"))
        return
    if patient.facts.database_now is not None:
        # The database answered at some moment of the reading.
        apart = abs(patient.now - patient.facts.database_now) - patient.reading_time
        yield _judge("doctor.clock-database", "doctor.clock-database-far", max(apart, timedelta()))
    if patient.facts.last_recorded_at is not None:
        behind = patient.facts.last_recorded_at - patient.now
        if behind > timedelta(seconds=1):
            yield _judge("doctor.clock-behind-log", "doctor.clock-behind-log-far", behind)
        else:
            yield Finding("clock", State.OK, Sentence("doctor.clock-after-log"))
    elif patient.facts.database_now is None:
        yield Finding("clock", State.OK, Sentence("doctor.clock-alone"))


def _judge(near: str, far: str, apart: timedelta) -> Finding:
    state = State.FAIL if apart > MAX_SKEW else State.WARN if apart > _UNEASY else State.OK
    told = far if state is State.FAIL else near
    return Finding("clock", state, Sentence(told, seconds=round(apart.total_seconds())))
