"""The client of a profile, as `gateway query` and `gateway lookup` use it."""

from pathlib import Path

from gateway.catalogue import Sentence, problem_of
from gateway.cli.rows import opened
from gateway.cli.speech import remark
from gateway.cli.trust_files import read_trust_file
from gateway.client import Client, FileHeads, Peer
from gateway.errors import KeyMaterialBad, SettingsBad
from gateway.settings import load_profile
from gateway.signing import LocalSigner, signer_from_pem


def open_client(path: Path, dataset: str) -> Client:
    """Open the client of a profile that faces a dataset's provider.

    Raises:
        SettingsBad: the profile does not know the provider, or cannot be used.
        KeyMaterialBad: its key cannot be read.
    """
    profile, provider = load_profile(path), dataset.partition("/")[0]
    known = profile.gateways.get(provider)
    if known is None:
        raise SettingsBad("gateway-unknown", str(path), key=provider)
    heads = FileHeads(profile.heads / provider)
    return Client(
        known.url,
        _signer(profile.key),
        Peer.of(read_trust_file(known.trust, profile.pins), origin=known.origin),
        heads=heads,
        agreements=profile.agreements,
    )


def _signer(path: Path) -> LocalSigner:
    try:
        return signer_from_pem(path.read_bytes())
    except OSError as error:
        raise KeyMaterialBad(Sentence("keys.unreadable", path=path, problem=problem_of(error))) from error


def save_receipt(client: Client, exchange_id: str, path: Path) -> None:
    """Fetch and check the receipt of an exchange, and keep it in a file."""
    token, _ = client.receipt(exchange_id)
    path.write_text(token, "ascii")
    remark("commands.receipt-saved", path=str(path))


def save_body(body: bytes, path: Path) -> None:
    """Keep the exact bytes of an answer in a file that its owner alone can read."""
    with opened(path) as file:
        file.write(body)
    remark("receipts.body-saved", path=str(path))
