"""The keys that check a gateway's own log: the one in use, and those it was exchanged for."""

from collections.abc import Iterable, Mapping, Sequence

from gateway.app import Gateway
from gateway.cli.opening import active_policy
from gateway.errors import GatewayError
from gateway.policy import Role, Trust, read_bundle
from gateway.signing import PublicKey, public_key_from_jwk
from gateway.storage import Storage

Strangers = Mapping[str, Sequence[PublicKey]]
"""Keys that are no log's, by role: whoever signs a checkpoint with one is named by it."""


def own_log_keys(gateway: Gateway) -> tuple[PublicKey, ...]:
    """Return the log's keys, the present one first; the others stand beside it in the active trust file."""
    present = gateway.secrets.signer("log").key
    try:
        policy = active_policy(gateway)
    except GatewayError:
        # A log is checked above all when something is amiss; whoever needs older keys names them.
        return (present,)
    trust = policy.bundle.trusts.get(gateway.settings.agency) if policy else None
    if trust is None or present.thumbprint not in trust.keys:
        return (present,)
    listed = (public_key_from_jwk(key.jwk) for key in trust.keys.values() if key.role is Role.LOG)
    return (present, *(key for key in listed if key != present))


def other_keys(trusts: Iterable[Trust]) -> Strangers:
    """Return the keys of trust files that are no log's, by role."""
    found: dict[str, list[PublicKey]] = {}
    for trust in trusts:
        for key in trust.keys.values():
            if key.role is not Role.LOG:
                found.setdefault(key.role.value, []).append(public_key_from_jwk(key.jwk))
    return found


def stored_trusts(storage: Storage) -> Iterable[Trust]:
    """Return the trust files of a database's active policy, whoever signed them; none if none can be read."""
    try:
        standing = storage.standing()
        bundle = read_bundle(storage.bundle_files(standing.bundle)).bundle if standing else None
    except GatewayError:
        return ()
    return bundle.trusts.values() if bundle else ()
