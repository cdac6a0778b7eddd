"""What must survive: the log, the policy state, the keys' files. The only room that knows its database."""

from gateway.storage.copies import LogCopy, read_export, read_log, write_export
from gateway.storage.database import Storage, open_storage
from gateway.storage.key_files import FileSecrets
from gateway.storage.log import LogStore, open_log

__all__ = [
    "FileSecrets",
    "LogCopy",
    "LogStore",
    "Storage",
    "open_log",
    "open_storage",
    "read_export",
    "read_log",
    "write_export",
]
