"""Has an outside authority timestamped the log of late?"""

from collections.abc import Iterator
from datetime import timedelta

from gateway.catalogue import Sentence
from gateway.doctor.finding import Finding, State
from gateway.doctor.patient import Patient
from gateway.storage import Timestamps


def check_timestamps(patient: Patient) -> Iterator[Finding]:
    """Look at how long the oldest entry has been without a timestamp."""
    asked = patient.settings.timestamps
    if asked is None:
        yield Finding("timestamps", State.OK, Sentence("doctor.timestamps-none"))
    elif patient.storage is None or patient.facts is None:
        yield Finding("timestamps", State.WARN, Sentence("doctor.unknown-without-database"))
    else:
        since = Timestamps(patient.storage).untimestamped_since()
        hours = round((patient.now - since) / timedelta(hours=1)) if since else 0
        if hours <= asked.limit_hours:
            yield Finding("timestamps", State.OK, Sentence("doctor.timestamps", hours=hours))
        else:
            state, name = (State.FAIL, "stopped") if asked.stop else (State.WARN, "late")
            told = Sentence(f"doctor.timestamps-{name}", hours=hours, limit=asked.limit_hours, url=asked.url)
            yield Finding("timestamps", state, told)
