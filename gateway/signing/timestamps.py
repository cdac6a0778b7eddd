"""RFC 3161 timestamps: somebody whom neither agency runs says when a text was there.

A token counts under pinned root certificates alone, over the SHA-256 of the very
bytes, and by certificates that were valid at its own time: those of an authority
may lapse later without harm. The request carries no nonce: what is timestamped is
new each time, so an old answer fits no later request.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from gateway.errors import ProofBad

MAX_TOKEN = 1 << 16
_SHA256 = x509.ObjectIdentifier("2.16.840.1.101.3.4.2.1")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A timestamp that verified: its time, and the name of the authority's certificate."""

    at: datetime
    authority: str


def make_timestamp_request(data: bytes) -> bytes:
    """Write the request for a timestamp over these bytes (RFC 3161 section 2.4.1), in DER."""
    builder = TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256)
    # The answer brings its certificate along, so that it can be checked years later.
    return builder.nonce(nonce=False).cert_request(cert_request=True).build().as_bytes()


def verify_timestamp(token: bytes, data: bytes, roots: Sequence[bytes]) -> Stamp:
    """Check a timestamp response over these bytes under pinned root certificates (DER).

    Raises:
        ProofBad: it is none, over other bytes, or not of an authority under these roots.
    """
    if not roots:
        raise ProofBad("timestamp: no root certificate is pinned")
    if len(token) > MAX_TOKEN:
        raise ProofBad("timestamp: too long")
    try:
        response = decode_timestamp_response(token)
        if response.as_bytes() != token:
            raise ProofBad("timestamp: not written in the one way of DER")
        if response.tst_info.message_imprint.hash_algorithm != _SHA256:
            raise ProofBad("timestamp: not over a SHA-256")
        verifier = VerifierBuilder(roots=[x509.load_der_x509_certificate(root) for root in roots]).build()
        verifier.verify(response, sha256(data).digest())
        return Stamp(response.tst_info.gen_time.astimezone(UTC), _authority(response))
    except (VerificationError, ValueError, TypeError, OverflowError) as error:
        raise ProofBad(f"timestamp: {error}") from error


def _authority(response: TimeStampResponse) -> str:
    """Return the subject of the certificate that signed; the verifier has seen that there is one."""
    (signer,) = response.signed_data.signer_infos
    for der in response.signed_data.certificates:
        found = x509.load_der_x509_certificate(der)
        if found.issuer == signer.issuer and found.serial_number == signer.serial_number:
            return found.subject.rfc4514_string()
    raise ProofBad("timestamp: without its certificate")
