"""The client of a profile, as `gateway query` and `gateway lookup` use it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from gateway.audit import Checkpoint
from gateway.cli.files import write_evidence
from gateway.cli.log_keys import Strangers, other_keys
from gateway.cli.opening import read_signer
from gateway.cli.speech import remark
from gateway.cli.trust_files import read_trust_file
from gateway.client import Client, Figures, FileHeads, Finding, Followed, Peer
from gateway.errors import SettingsBad
from gateway.evidence import Ended
from gateway.policy import Role
from gateway.settings import load_profile
from gateway.signing import PublicKey


def open_client(path: Path, dataset: str) -> Client:
    """Open the client of a profile that faces a dataset's provider.

    Raises:
        SettingsBad: the profile does not know the provider, or cannot be used.
        KeyMaterialBad: its key cannot be read.
        ProofBad: a first entry that was followed is damaged.
    """
    profile, provider = load_profile(path), dataset.partition("/")[0]
    known = profile.gateways.get(provider)
    if known is None:
        raise SettingsBad("gateway-unknown", str(path), key=provider)
    heads = FileHeads(profile.heads / provider)
    return Client(
        known.url,
        read_signer(profile.key),
        Peer.of(read_trust_file(known.trust, profile.pins), origin=known.origin),
        heads=heads,
        agreements=profile.agreements,
        ended=Followed(profile.heads, provider).before(known.origin),
    )


class Reader(NamedTuple):
    """A client that reads an agency's log, and what it holds of it beforehand."""

    client: Client
    peer: Peer
    origin: str
    log_keys: Sequence[PublicKey]
    other_keys: Strangers
    head: Checkpoint | None
    ended: Sequence[Ended]


@contextmanager
def open_reader(path: Path, agency: str) -> Iterator[Reader]:
    """Open the client of a profile that reads an agency's log; heads are kept by the check, not by it.

    Raises:
        SettingsBad: the profile does not know the agency, or cannot be used.
        KeyMaterialBad: its key cannot be read.
        ProofBad: the head that was kept, or a first entry that was followed, is damaged.
    """
    profile = load_profile(path)
    known = profile.gateways.get(agency)
    if known is None:
        raise SettingsBad("gateway-unknown", str(path), key=agency)
    trust = read_trust_file(known.trust, profile.pins)
    peer = Peer.of(trust, origin=known.origin)
    head = FileHeads(profile.heads / agency).last(known.origin)
    ended = Followed(profile.heads, agency).before(known.origin)
    keys = [trusted.key for trusted in peer.keys.values() if trusted.role == Role.LOG]
    with Client(known.url, read_signer(profile.key), peer) as client:
        yield Reader(client, peer, known.origin, keys, other_keys([trust]), head, ended)


def save_receipt(client: Client, exchange_id: str, path: Path) -> None:
    """Fetch and check the receipt of an exchange, and keep it in a file."""
    token, _ = client.receipt(exchange_id)
    write_evidence(path, token.encode("ascii"))
    remark("commands.receipt-saved", path=str(path))


def acknowledge(client: Client, exchange_id: str, digest: bytes, path: Path) -> None:
    """State that an answer arrived, and keep the receipt that this was recorded in a file."""
    token, _ = client.acknowledge(exchange_id, digest)
    write_evidence(path, token.encode("ascii"))
    remark("commands.acknowledged", path=str(path))


def save_body(body: bytes, path: Path) -> None:
    """Keep the exact bytes of an answer in a file that its owner alone can read."""
    write_evidence(path, body)
    remark("receipts.body-saved", path=str(path))


def keep_answer(
    client: Client,
    answer: Finding | Figures,
    *,
    body: Path | None,
    receipt: Path | None,
    acknowledgement: Path | None,
) -> None:
    """Keep of one answer what was asked for; that it arrived is stated once all of it lies in its place."""
    if body:
        save_body(answer.body, body)
    if receipt:
        save_receipt(client, answer.exchange_id, receipt)
    if acknowledgement:
        acknowledge(client, answer.exchange_id, sha256(answer.body).digest(), acknowledgement)
