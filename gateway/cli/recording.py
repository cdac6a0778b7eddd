"""An entry recorded whatever state the policy is in: a broken one may be the very reason for an incident."""

from gateway.app import Gateway
from gateway.catalogue import Sentence
from gateway.errors import LogError
from gateway.exchange import Change, Recorded


def record_change(gateway: Gateway, change: Change) -> Recorded:
    """Record it.

    Raises:
        LogError: it could not be recorded.
    """
    outcome = gateway.log.append(change.draft, change.effects, epoch=change.epoch)
    if not isinstance(outcome, Recorded):
        raise LogError(Sentence("storage.not-recorded"))
    return outcome
