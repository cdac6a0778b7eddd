"""A folder as if it were activated now: to check and explain it before anybody relies on it."""

from collections.abc import Mapping
from datetime import datetime

from gateway.policy import Bundle, Policy, RootPins, Standing, resolve, signature_digest


def rehearse(bundle: Bundle, now: datetime, pins: Mapping[str, RootPins] | None = None) -> Policy:
    """Resolve a bundle whose every signature is recorded now.

    Without pinned roots each trust file vouches for itself, so what this says of
    signatures is then no better than the folder it stands in.
    """
    return resolve(bundle, own_pins(bundle) if pins is None else pins, as_recorded(bundle, now, None))


def as_recorded(bundle: Bundle, now: datetime, standing: Standing | None) -> Standing:
    """Return where the log would stand if a bundle were activated now.

    What the log has recorded already keeps its moment.
    """
    fresh = {signature_digest(jws): now for beside in bundle.signatures.values() for jws in beside.values()}
    return Standing(
        epoch=standing.epoch + 1 if standing else 0,
        bundle=bundle.digest,
        activated_at=now,
        recorded={**fresh, **standing.recorded} if standing else fresh,
        suspended=standing.suspended if standing else {},
        revoked=standing.revoked if standing else {},
    )


def own_pins(bundle: Bundle) -> dict[str, RootPins]:
    """Take every trust file's own roots for pinned."""
    return {
        agency: RootPins(trust.threshold, frozenset(trust.roots)) for agency, trust in bundle.trusts.items()
    }
