"""The client of a profile, as `gateway query` and `gateway lookup` use it."""

from pathlib import Path

from gateway.catalogue import Sentence, problem_of
from gateway.cli.speech import remark
from gateway.client import Client, FileHeads, Peer
from gateway.errors import KeyMaterialBad, SettingsBad
from gateway.policy import read_trust
from gateway.settings import KnownGateway, Profile, load_profile
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
        _peer(profile, known, provider),
        heads=heads,
        agreements=profile.agreements,
    )


def _signer(path: Path) -> LocalSigner:
    try:
        return signer_from_pem(path.read_bytes())
    except OSError as error:
        raise KeyMaterialBad(Sentence("keys.unreadable", path=path, problem=problem_of(error))) from error


def _peer(profile: Profile, known: KnownGateway, provider: str) -> Peer:
    """Read the trust file and the signatures beside it; it counts only under the pinned roots."""
    if provider not in profile.pins:
        raise SettingsBad("pins-missing", str(known.trust), key=provider)
    try:
        text = known.trust.read_bytes()
        beside = known.trust.parent.glob(f"{known.trust.stem}.*.jws")
        signatures = [path.read_text("ascii").strip() for path in sorted(beside)]
        kept = known.trust.parent / known.trust.stem
        former = {path.name: path.read_bytes() for path in sorted(kept.glob("*")) if path.is_file()}
    except OSError as error:
        raise SettingsBad("unreadable", str(known.trust), problem=problem_of(error)) from error
    except UnicodeDecodeError as error:
        raise SettingsBad("not-utf8", str(known.trust)) from error
    trust = read_trust(known.trust.name, text, signatures, profile.pins[provider], former)
    return Peer.of(trust, origin=known.origin)


def save_receipt(client: Client, exchange_id: str, path: Path) -> None:
    """Fetch and check the receipt of an exchange, and keep it in a file."""
    token, _ = client.receipt(exchange_id)
    path.write_text(token, "ascii")
    remark("commands.receipt-saved", path=str(path))
