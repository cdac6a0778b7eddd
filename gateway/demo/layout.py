"""The demonstration's state folder: where everything is, and who may use it."""

import fcntl
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from gateway.catalogue import problem_of
from gateway.errors import SettingsBad

MARK = "sinergi-demo"

# The environment of a read-only checkout lies below the same folder.
_KEPT = frozenset({MARK, ".venv"})


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths below one state folder."""

    root: Path

    @property
    def policies(self) -> Path:
        """The signed policy files."""
        return self.root / "policies"

    @property
    def pins(self) -> Path:
        """The pinned root keys."""
        return self.root / "pins.toml"

    @property
    def facts(self) -> Path:
        """All that an outside client needs."""
        return self.root / "demo.json"

    def gateway(self, short: str) -> Path:
        """One gateway's own folder."""
        return self.root / short

    def keys(self, short: str) -> Path:
        """One gateway's private keys."""
        return self.root / short / "keys"

    def officials(self, short: str) -> Path:
        """Keys that are offline in real life: roots, signatories, PPID."""
        return self.root / "officials" / short

    def client(self, short: str) -> Path:
        """One agency's client: its key and its profile."""
        return self.root / "clients" / short

    def log_file(self, short: str) -> Path:
        """What one gateway's process says."""
        return self.root / short / "gateway.log"


def claim(root: Path) -> Layout:
    """Take a state folder for this run and empty it; it stays taken as long as this process lives.

    Raises:
        SettingsBad: another run uses it, or it holds something that no demonstration made.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
        mark = root / MARK
        if not mark.exists() and any(path.name not in _KEPT for path in root.iterdir()):
            raise SettingsBad("state-not-ours", str(root))
        # Held open on purpose: the lock ends with the process, however it ends.
        descriptor = os.open(mark, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise SettingsBad("state-taken", str(root)) from error
    except OSError as error:
        raise SettingsBad("state-unusable", str(root), problem=problem_of(error)) from error
    for path in root.iterdir():
        if path.name in _KEPT:
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    root.chmod(0o700)
    return Layout(root)
