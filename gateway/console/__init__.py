"""The auditors' door: pages that show the log, and record who looked.

The room is given the log and the stored policies and no source: nothing here
can read a dataset. Every page of data is an entry before it is shown.
"""

from gateway.console.entrance import link_path
from gateway.console.ports import Desk, FormerLog
from gateway.console.server import MOUNT, create_console, mount_console

__all__ = ["MOUNT", "Desk", "FormerLog", "create_console", "link_path", "mount_console"]
