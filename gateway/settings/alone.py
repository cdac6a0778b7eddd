"""A witness that is no gateway: its name, where it listens, and the logs that it cosigns."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gateway.audit import parse_verifier_key
from gateway.errors import ProofBad
from gateway.settings.load import read_listening, read_toml
from gateway.settings.table import Table
from gateway.settings.values import Server
from gateway.signing import PublicKey


@dataclass(frozen=True, slots=True)
class AloneSettings:
    """All that a stand-alone witness is told; `logs` holds the keys of each log by its origin."""

    name: str
    folder: Path
    server: Server
    logs: Mapping[str, tuple[PublicKey, ...]]

    @property
    def storage_url(self) -> str:
        """Where it keeps what it holds."""
        return f"sqlite:///{self.folder / 'witness.db'}"


def load_alone(path: Path) -> AloneSettings:
    """Read the settings of a stand-alone witness; relative paths start at the file's folder.

    Raises:
        SettingsBad: with file and line, what is wrong and how to mend it.
    """
    text, values = read_toml(path, "unreadable")
    top = Table(path, text, values)
    base = path.parent
    name = top.text("name", pattern=r"[^\s+]{3,200}")
    folder = (base / top.text("folder", "witness")).resolve()
    server = read_listening(top.table("server"), base, frozenset())
    logs: dict[str, tuple[PublicKey, ...]] = {}
    for _, part in top.table("logs").tables():
        for vkey in part.texts("vkeys"):
            try:
                origin, key = parse_verifier_key(vkey)
            except ProofBad:
                part.fail("log-vkey", "vkeys")
            logs[origin] = (*logs.get(origin, ()), key)
        part.done()
    top.done()
    return AloneSettings(name, folder, server, logs)
