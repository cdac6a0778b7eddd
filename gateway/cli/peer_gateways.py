"""The client with which one gateway speaks to another: its key, and the peer's from the active trust file."""

from collections.abc import Iterator
from contextlib import contextmanager

from gateway.app import Gateway, utc_now
from gateway.catalogue import Sentence
from gateway.cli.opening import known_policy
from gateway.client import Client, FileHeads, Peer
from gateway.errors import PolicyFilesBad, SettingsBad

CLIENT_KEY = "client"
"""The gateway system's own client key among the keys of the gateway."""


@contextmanager
def peer_client(gateway: Gateway, agency: str) -> Iterator[Client]:
    """Open the client that faces another agency's gateway.

    Raises:
        SettingsBad: the settings do not say where that gateway is.
        PolicyFilesBad: its trust file does not count here.
        KeyMaterialBad: this gateway has no client key.
    """
    known = gateway.settings.peers.get(agency)
    if known is None:
        raise SettingsBad("peer-unknown", "peers", agency=agency)
    policy = known_policy(gateway)
    trust = policy.bundle.trusts.get(agency)
    problem = policy.problems.get(agency)
    if trust is None or problem is not None:
        raise PolicyFilesBad(Sentence("mail.no-trust", agency=agency, problem=problem or "-"))
    signer = gateway.secrets.signer(CLIENT_KEY)
    heads = FileHeads(gateway.settings.state_folder / "peers" / agency)
    with Client(known.url, signer, Peer.of(trust, origin=known.origin), heads=heads, clock=utc_now) as client:
        yield client
