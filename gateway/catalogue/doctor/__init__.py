"""Texts: what an examination finds, and how to mend it."""

from gateway.catalogue.doctor import address, frame, keys, log, policy, sources, state
from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    **address.TEXTS,
    **frame.TEXTS,
    **keys.TEXTS,
    **log.TEXTS,
    **policy.TEXTS,
    **sources.TEXTS,
    **state.TEXTS,
}
