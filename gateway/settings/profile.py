"""A client's profile: whose system it is, its key, and the gateways it knows.

Relative paths start at the profile's own folder.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gateway.policy import RootPins
from gateway.settings.load import read_pins, read_toml
from gateway.settings.peers import read_url
from gateway.settings.table import Table


@dataclass(frozen=True, slots=True)
class KnownGateway:
    """A gateway as the client knows it: where it is, and the trust file that names its keys."""

    url: str
    origin: str
    trust: Path


@dataclass(frozen=True, slots=True)
class Profile:
    """All that `gateway query` is told from outside."""

    key: Path
    heads: Path
    pins: Mapping[str, RootPins]
    gateways: Mapping[str, KnownGateway]
    agreements: Mapping[str, str]


def load_profile(path: Path) -> Profile:
    """Read one profile file.

    Raises:
        SettingsBad: with file and line, what is wrong and how to mend it.
    """
    text, values = read_toml(path, "unreadable")
    base = path.parent
    top = Table(path, text, values)
    key, heads = base / top.text("key"), base / top.text("heads", "heads")
    pins = read_pins(base / top.text("pins", "pins.toml"))
    gateways = {name: _gateway(part, base) for name, part in top.table("gateways").tables()}
    agreements = _agreements(top.optional_table("agreements"))
    top.done()
    return Profile(key, heads, pins, gateways, agreements)


def _agreements(table: Table | None) -> Mapping[str, str]:
    """Read which version of each agreement this side holds: SHA-256 (hex) by uid."""
    return {name: table.text(name, pattern="[0-9a-f]{64}") for name in table.names()} if table else {}


def _gateway(table: Table, base: Path) -> KnownGateway:
    known = KnownGateway(
        url=read_url(table),
        origin=table.text("origin"),
        trust=base / table.text("trust"),
    )
    table.done()
    return known
