"""A folder as if it were activated now: to check and explain it before anybody relies on it."""

from collections.abc import Mapping
from datetime import datetime

from gateway.policy import Bundle, PaperJudge, Policy, RootPins, resolve, standing_after


def rehearse(
    bundle: Bundle,
    now: datetime,
    pins: Mapping[str, RootPins] | None = None,
    judge: PaperJudge | None = None,
) -> Policy:
    """Resolve a bundle whose every signature is recorded now.

    Without pinned roots each trust file vouches for itself, so what this says of
    signatures is then no better than the folder it stands in.
    """
    used = own_pins(bundle) if pins is None else pins
    return resolve(bundle, used, standing_after(bundle, None, now), judge)


def own_pins(bundle: Bundle) -> dict[str, RootPins]:
    """Take every trust file's own roots for pinned."""
    return {
        agency: RootPins(trust.threshold, frozenset(trust.roots)) for agency, trust in bundle.trusts.items()
    }
