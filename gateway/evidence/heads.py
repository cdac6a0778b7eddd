"""The heads of a log: signed by its key, and of those that a consumer has seen each extends the last.

Every signed answer names the log's head, so whoever asks twice can tell when
the provider has rewritten its log or shows different ones to different people.
"""

from collections.abc import Sequence

from gateway.audit import Checkpoint, verify_checkpoint, verify_consistency
from gateway.errors import KeyUnknown, ProofBad
from gateway.evidence.cosigned import read_witnesses
from gateway.evidence.judgement import Case
from gateway.policy import Role
from gateway.signing import public_key_from_jwk


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


def verify_head(note: str, origin: str, agency: str, case: Case) -> Checkpoint:
    """Return a checkpoint that an agency's log has signed; cosignatures on it must be good too.

    Raises:
        ProofBad, SignatureError: it has not, or a witness's line does not count.
        KeyUnknown: no trust file of the agency is at hand.
    """
    trust = case.trusts.get(agency)
    if trust is None:
        raise KeyUnknown(f"no trust file of the agency {agency or '?'} is at hand")
    keys = [public_key_from_jwk(key.jwk) for key in trust.keys.values() if key.role is Role.LOG]
    checkpoint = verify_checkpoint(note, origin, keys)
    text, border, signatures = note.rpartition("\n\n")
    lines = [line for line in signatures.splitlines(keepends=True) if not line.startswith(f"— {origin} ")]
    if lines:
        list(read_witnesses(text + border + "".join(lines), agency, case.trusts))
    return checkpoint
