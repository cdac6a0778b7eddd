"""The ground everything stands on: database, state folder, disk."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from gateway.catalogue import Sentence
from gateway.doctor.finding import Finding, State, failed
from gateway.doctor.patient import Patient
from gateway.errors import StorageNotReady
from gateway.storage import measure, read_given_out

MIB = 1 << 20
WARN_BYTES = 1024 * MIB
"""Below this much room somebody should act: about five million entries fit into it."""
FAIL_BYTES = 100 * MIB
"""Below this much the gateway may stop answering any day."""
_OTHERS = 0o077


def check_database(patient: Patient) -> Iterator[Finding]:
    """See that the state database answers and has this release's tables."""
    if patient.trouble is not None:
        yield failed("database", patient.trouble)
        given = read_given_out(patient.settings.state_folder, patient.settings.log_number)
        if given and isinstance(patient.trouble, StorageNotReady):
            yield Finding("database", State.FAIL, Sentence("doctor.database-lost", size=given))
    elif patient.storage:
        size = measure(patient.storage)
        yield Finding("database", State.OK, Sentence("doctor.database", size=_told(size)))


def check_state(patient: Patient) -> Iterator[Finding]:
    """See that the state folder is there, private, and belongs to whoever runs this."""
    folder = patient.settings.state_folder
    if not folder.is_dir():
        yield Finding("state", State.FAIL, Sentence("doctor.state-missing", path=folder))
        return
    found = folder.stat()
    if found.st_uid != os.geteuid():
        yield Finding("state", State.WARN, Sentence("doctor.state-owner", path=folder, user=found.st_uid))
    if found.st_mode & _OTHERS:
        yield Finding("state", State.WARN, Sentence("doctor.state-open", path=folder))
    if found.st_uid == os.geteuid() and not found.st_mode & _OTHERS:
        yield Finding("state", State.OK, Sentence("doctor.state", path=folder))


def check_disk(patient: Patient) -> Iterator[Finding]:
    """See how much room is left where the state and the database lie."""
    places = {_existing(patient.settings.state_folder)}
    if patient.storage and patient.storage.file:
        places.add(_existing(patient.storage.file.parent))
    # Two folders of one file system have the same room.
    by_device = {path.stat().st_dev: path for path in sorted(places, reverse=True)}
    for path in by_device.values():
        free = shutil.disk_usage(path).free
        state = State.FAIL if free < FAIL_BYTES else State.WARN if free < WARN_BYTES else State.OK
        name = "doctor.disk" if state is State.OK else "doctor.disk-full"
        yield Finding("disk", state, Sentence(name, path=path, free=_told(free)))


def _existing(path: Path) -> Path:
    """Return a folder, or the nearest one above it that exists."""
    return next(each for each in (path, *path.parents) if each.exists())


def _told(size: int) -> str:
    return f"{size / MIB:.1f} MiB" if size < WARN_BYTES else f"{size / WARN_BYTES:.1f} GiB"
