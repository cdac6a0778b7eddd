"""The keys that check a gateway's own log: the one in use, and those it was exchanged for."""

from gateway.app import Gateway
from gateway.cli.opening import active_policy
from gateway.errors import GatewayError
from gateway.policy import Role
from gateway.signing import PublicKey, public_key_from_jwk


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
