"""Who has signed a policy file: detached JWS (RFC 7515 appendix F) over its exact bytes.

A signature counts only from the log entry that first recorded it, judged by its
key's validity at that moment; a revoked key's signatures never count. The
protected header names the file (`uid`, `version`, `predecessor`), so that a
signature cannot be moved to another version, even one of equal bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from gateway.catalogue import Sentence
from gateway.errors import PolicyFilesBad, SignatureError
from gateway.policy.model import Agreement, Bundle, Contract, Register, RoleKey, Trust
from gateway.policy.paths import Kind, PolicyPath, parse_path
from gateway.policy.standing import Standing
from gateway.signing import PaperProblem, detached_header, public_key_from_jwk, verify_detached

SignedFile = Agreement | Contract | Register | Trust

TYPES: Mapping[Kind, str] = {
    "agreement": "sinergi-agreement",
    "contract": "sinergi-contract",
    "register": "sinergi-register",
    "trust": "sinergi-trust",
    "former": "sinergi-trust",
}

SignatureProblem = Literal[
    "malformed",
    "signer-unknown",
    "header-differs",
    "does-not-verify",
    "not-recorded",
    "key-revoked",
    "key-not-valid-then",
]


@dataclass(frozen=True, slots=True)
class SignatureFinding:
    """What one signature file comes to: the key that signed, or why it does not count."""

    file: str
    thumbprint: str | None
    problem: SignatureProblem | PaperProblem | None = None

    @property
    def counts(self) -> bool:
        """Say whether the signature counts."""
        return self.problem is None

    @property
    def sentence(self) -> Sentence:
        """Why it does not count."""
        problem = Sentence(f"policies.signature-{self.problem}")
        return Sentence("policies.signature", file=self.file, problem=problem)


def signature_digest(jws: str) -> str:
    """Return the SHA-256 (hex) by which the log remembers a signature."""
    return sha256(jws.encode("utf-8", "backslashreplace")).hexdigest()


def signature_header(signed: SignedFile) -> dict[str, str | int]:
    """Return what the protected header of every signature of this file must say."""
    header: dict[str, str | int] = {
        "typ": TYPES[_path(signed).kind],
        "uid": _path(signed).uid,
        "version": signed.version,
    }
    if isinstance(signed, Agreement | Trust) and signed.predecessor is not None:
        header["predecessor"] = signed.predecessor
    return header


def _path(signed: SignedFile) -> PolicyPath:
    path = parse_path(signed.place.file)
    if path is None:
        raise PolicyFilesBad(Sentence("policies.outside", path=signed.place.file))
    return path


@dataclass(frozen=True, slots=True)
class Signers:
    """Whose signatures are looked for: public keys by thumbprint.

    Without `spans` a key has no time of validity to keep (root keys).
    """

    jwks: Mapping[str, Mapping[str, str]]
    spans: Mapping[str, RoleKey] | None = None


def find_signatures(
    bundle: Bundle, signed: SignedFile, signers: Signers, standing: Standing | None
) -> tuple[SignatureFinding, ...]:
    """Judge every signature beside a file.

    Without a `standing` nothing is recorded yet: the check before activation.
    """
    path = signed.place.file
    return tuple(
        _judge(file, jws, bundle.files[path], signed, signers, standing)
        for file, jws in sorted(bundle.signatures.get(path, {}).items())
    )


def _judge(
    file: str, jws: str, content: bytes, signed: SignedFile, signers: Signers, standing: Standing | None
) -> SignatureFinding:
    try:
        header = detached_header(jws)
    except SignatureError:
        return SignatureFinding(file, None, "malformed")
    kid = header.get("kid")
    if not isinstance(kid, str) or kid not in signers.jwks:
        return SignatureFinding(file, None, "signer-unknown")
    if not _says(header, signature_header(signed)):
        return SignatureFinding(file, kid, "header-differs")
    try:
        verify_detached(jws, content, public_key_from_jwk(signers.jwks[kid]), typ=TYPES[_path(signed).kind])
    except SignatureError:
        return SignatureFinding(file, kid, "does-not-verify")
    problem = time_problem(kid, signature_digest(jws), signers, standing) if standing else None
    return SignatureFinding(file, kid, problem)


def _says(header: Mapping[str, object], expected: Mapping[str, str | int]) -> bool:
    pairs = [(header.get(name), expected.get(name)) for name in ("typ", "uid", "version", "predecessor")]
    # In Python true equals 1: the types must agree as well.
    return all(found == wanted and type(found) is type(wanted) for found, wanted in pairs)


def time_problem(
    thumbprint: str, digest: str, signers: Signers, standing: Standing
) -> SignatureProblem | None:
    """Say why a signature of a key does not count by what the log has recorded; None when it does."""
    recorded = standing.recorded.get(digest)
    if recorded is None:
        return "not-recorded"
    if thumbprint in standing.revoked:
        return "key-revoked"
    if signers.spans is not None:
        key = signers.spans[thumbprint]
        if not key.valid_from <= recorded <= key.valid_until:
            return "key-not-valid-then"
    return None
