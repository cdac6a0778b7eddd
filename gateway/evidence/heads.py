"""The heads of a log that a consumer has seen: each must extend the last.

Every signed answer names the log's head, so whoever asks twice can tell when
the provider has rewritten its log or shows different ones to different people.
"""

from collections.abc import Sequence

from gateway.audit import Checkpoint, verify_consistency
from gateway.errors import ProofBad


def check_heads(old: Checkpoint | None, new: Checkpoint, proof: Sequence[bytes]) -> None:
    """Check that a head extends the last one held; the first head is taken as it is.

    An older head than the one held is no fault by itself (answers overtake each
    other): let the caller put the two in order of size.

    Raises:
        ProofBad: the log has forked, shrunk, or is another log.
    """
    if old is None:
        return
    if old.origin != new.origin:
        raise ProofBad("head: of another log than the one held")
    if new.size < old.size:
        raise ProofBad(f"head: size {new.size} is smaller than size {old.size}, already seen")
    if new.size == old.size and new.root != old.root:
        raise ProofBad(f"head: two different roots for size {new.size}: the log has forked")
    verify_consistency(old.size, old.root, new.size, new.root, proof)
