"""What must survive: the log, the policy state, the keys' files. The only room that knows its database."""

from gateway.storage.audit_reads import AuditReads
from gateway.storage.auditors import Auditors, ListedAccount
from gateway.storage.backups import make_backup, put_back, take_away
from gateway.storage.copies import LogCopy, read_export, read_log, write_export
from gateway.storage.database import Storage, open_storage
from gateway.storage.former import Former, open_former
from gateway.storage.high_water import water_of
from gateway.storage.incident_watch import IncidentWatch
from gateway.storage.inspection import (
    LogFacts,
    count_waiting,
    inspect_log,
    measure,
    read_given_out,
)
from gateway.storage.key_files import FileSecrets
from gateway.storage.leaf_search import search_leaves, wrong_facts
from gateway.storage.log import LogStore, open_log
from gateway.storage.parcels import Parcels
from gateway.storage.snapshots import SnapshotStore
from gateway.storage.subjects import SubjectIndex
from gateway.storage.succeeding import Past, Successor, read_past
from gateway.storage.timestamps import Timestamps
from gateway.storage.waiting import WaitingSince
from gateway.storage.witnessing import Witnessing

__all__ = [
    "AuditReads",
    "Auditors",
    "FileSecrets",
    "Former",
    "IncidentWatch",
    "ListedAccount",
    "LogCopy",
    "LogFacts",
    "LogStore",
    "Parcels",
    "Past",
    "SnapshotStore",
    "Storage",
    "SubjectIndex",
    "Successor",
    "Timestamps",
    "WaitingSince",
    "Witnessing",
    "count_waiting",
    "inspect_log",
    "make_backup",
    "measure",
    "open_former",
    "open_log",
    "open_storage",
    "put_back",
    "read_export",
    "read_given_out",
    "read_log",
    "read_past",
    "search_leaves",
    "take_away",
    "water_of",
    "write_export",
    "wrong_facts",
]
