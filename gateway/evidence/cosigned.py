"""Whose cosignatures count: a witness key of another agency than the log's, and nobody else's."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from gateway.audit import parse_note, read_cosignatures
from gateway.errors import ProofBad
from gateway.policy import Role, Trust
from gateway.signing import public_key_from_jwk


@dataclass(frozen=True, slots=True)
class Cosigned:
    """A cosignature that verified: who saw the checkpoint, and when."""

    agency: str
    name: str
    thumbprint: str
    at: datetime


def read_witnesses(note: str, log_agency: str, trusts: Mapping[str, Trust]) -> Iterator[Cosigned]:
    """Return the cosignatures of known witnesses under a checkpoint.

    Lines of strangers are passed over, as C2SP asks. A line of a key that is known
    and may not witness this log spoils the note: somebody passes it off as more than it is.

    Raises:
        ProofBad: a known key's line has the wrong form, is of a key of the log's own
            agency, or of one that is no witness.
        SignatureError: a known key's signature is wrong.
    """
    names = {line.name for line in parse_note(note).signatures}
    for agency, trust in trusts.items():
        for thumbprint, listed in trust.keys.items():
            key = public_key_from_jwk(listed.jwk)
            if key.alg != "ed25519":
                continue
            for found in read_cosignatures(note, {name: (key,) for name in names}):
                if agency == log_agency:
                    raise ProofBad("cosignature: by a key of the log's own agency")
                if listed.role is not Role.WITNESS:
                    raise ProofBad("cosignature: by a key whose role is not to witness")
                yield Cosigned(agency, found.name, thumbprint, datetime.fromtimestamp(found.time, UTC))
