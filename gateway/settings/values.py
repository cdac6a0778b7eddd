"""What one gateway is told from outside, as frozen values."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Literal

from gateway.policy import RootPins
from gateway.signing import PublicKey


def is_loopback(host: str) -> bool:
    """Say whether a host name or address is this machine's own."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@dataclass(frozen=True, slots=True)
class Server:
    """Where the gateway listens, and the names it answers to (`@authority`)."""

    host: str
    port: int
    workers: int
    threads: int
    pin_workers: bool
    authorities: frozenset[str]
    tls_certificate: Path | None
    tls_key: Path | None
    proxy: str | None
    max_body_bytes: int

    @property
    def scheme(self) -> Literal["http", "https"]:
        """The scheme that clients use."""
        return "https" if self.tls_certificate or self.proxy else "http"

    @property
    def is_loopback(self) -> bool:
        """Say whether only this machine can reach the server."""
        return is_loopback(self.host)


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """One data source and the datasets that live in it; `where` is the place of its URL."""

    url: str = field(repr=False)  # It may hold a password.
    where: str
    datasets: frozenset[str]
    timeout_seconds: float


@dataclass(frozen=True, slots=True)
class ConsoleSettings:
    """The auditors' pages: the address that links begin with, and the zone in which times are shown."""

    url: str
    timezone: str


@dataclass(frozen=True, slots=True)
class PeerSettings:
    """Another agency's gateway: where it listens, and the name of its log."""

    url: str
    origin: str


@dataclass(frozen=True, slots=True)
class OtherWitness:
    """A witness that is no party, a provincial office say: where it is, its name and its key."""

    url: str
    name: str
    key: PublicKey


@dataclass(frozen=True, slots=True)
class WitnessSettings:
    """Who cosigns this log. `push` names agencies that are sent its checkpoints; `fetch` those whose
    checkpoints this gateway comes for, because they cannot reach it.
    """

    every_seconds: int
    push: tuple[str, ...]
    fetch: tuple[str, ...]
    others: Mapping[str, OtherWitness]


@dataclass(frozen=True, slots=True)
class TimestampSettings:
    """Who timestamps this log (`roots` in DER), how often, and whether data stops without."""

    url: str
    roots: tuple[bytes, ...]
    every_minutes: int
    limit_hours: int
    stop: bool

    @property
    def stop_after(self) -> timedelta | None:
        """How long data flows without a timestamp; None is for ever."""
        return timedelta(hours=self.limit_hours) if self.stop else None


@dataclass(frozen=True, slots=True)
class FormerLog:
    """A log that was succeeded: its name, and the database that it stays in."""

    origin: str
    url: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """All that one gateway is told from outside."""

    agency: str
    language: Literal["id", "en"]
    server: Server
    storage_url: str = field(repr=False)
    storage_where: str
    state_folder: Path
    keys_folder: Path
    log_origin: str
    log_queue: int
    roots: Mapping[str, RootPins]
    sources: Mapping[str, SourceSettings]
    console: ConsoleSettings | None = None
    # DER certificates under which officials' signatures in a PDF count.
    paper_roots: tuple[bytes, ...] = ()
    peers: Mapping[str, PeerSettings] = field(default_factory=dict)
    witness: WitnessSettings | None = None
    timestamps: TimestampSettings | None = None
    # The logs before this one, the oldest first.
    former: tuple[FormerLog, ...] = ()

    @property
    def log_number(self) -> int:
        """Which of the gateway's logs this is; the first is 1."""
        return len(self.former) + 1
