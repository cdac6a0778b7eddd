"""What every act of the demonstration needs at hand, and the tally it leaves."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gateway.client import Client, Figures, Finding, Page, Peer
from gateway.demo.ceremony import Keys
from gateway.demo.layout import Layout
from gateway.demo.narrator import Narrator
from gateway.demo.servers import Serving
from gateway.policy import Bundle


@dataclass(slots=True)
class Tally:
    """What happened so far; `is_whole` turns false at the first thing that did not hold."""

    exchanges: int = 0
    refusals: int = 0
    receipts: int = 0
    is_whole: bool = True

    def check(self, is_held: bool) -> bool:
        """Note whether something held, and pass it on."""
        self.is_whole = self.is_whole and is_held
        return is_held


@dataclass(frozen=True, slots=True)
class Stage:
    """The two gateways and their clients. `clients` maps a provider to the other agency's client of it."""

    layout: Layout
    narrator: Narrator
    bundle: Bundle
    keys: Mapping[str, Keys]
    serving: Mapping[str, Serving]
    vkeys: Mapping[str, str]
    peers: Mapping[str, Peer]
    clients: Mapping[str, Client]
    received: list[bytes]
    tally: Tally = field(default_factory=Tally)
    answers: list[tuple[str, Page | Finding | Figures]] = field(default_factory=list)
