"""Who has signed a policy file: detached JWS (RFC 7515 appendix F) over its exact bytes.

A signature counts only from the log entry that first recorded it, judged by its
key's validity at that moment; a revoked key's signatures never count. The
protected header names the file (`uid`, `version`, `predecessor`), so that a
signature cannot be moved to another version, even one of equal bytes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from gateway.errors import KeyMaterialBad, SignatureError
from gateway.policy.model import Agreement, Bundle, Contract, Register, RoleKey, Trust
from gateway.policy.standing import Standing
from gateway.signing import detached_header, public_key_from_jwk, verify_detached

SignedFile = Agreement | Contract | Register | Trust

_TYPES: Mapping[type[SignedFile], str] = {
    Agreement: "sinergi-agreement",
    Contract: "sinergi-contract",
    Register: "sinergi-register",
    Trust: "sinergi-trust",
}


@dataclass(frozen=True, slots=True)
class SignatureFinding:
    """What one signature file comes to: the key that signed, or why it does not count."""

    file: str
    thumbprint: str | None
    problem: str = ""


def signature_digest(jws: str) -> str:
    """Return the SHA-256 (hex) by which the log remembers a signature."""
    return sha256(jws.encode("utf-8", "backslashreplace")).hexdigest()


def signature_header(signed: SignedFile) -> dict[str, str | int]:
    """Return what the protected header of every signature of this file must say."""
    header: dict[str, str | int] = {
        "typ": _TYPES[type(signed)],
        "uid": _uid(signed),
        "version": signed.version,
    }
    if isinstance(signed, Agreement) and signed.predecessor is not None:
        header["predecessor"] = signed.predecessor
    return header


def _uid(signed: SignedFile) -> str:
    if isinstance(signed, Agreement):
        return signed.uid
    return signed.name if isinstance(signed, Contract) else signed.agency


def find_signatures(
    bundle: Bundle,
    signed: SignedFile,
    jwks: Mapping[str, Mapping[str, str]],
    keys: Mapping[str, RoleKey] | None,
    standing: Standing | None,
) -> Iterator[SignatureFinding]:
    """Judge every signature beside a file by the given public keys.

    Without `keys` a signature has no time of validity to keep (root keys).
    Without a `standing` nothing is recorded yet: the check before activation.
    """
    path = signed.place.file
    for file, jws in sorted(bundle.signatures.get(path, {}).items()):
        try:
            header = detached_header(jws)
            thumbprint = header.get("kid")
            if not isinstance(thumbprint, str) or thumbprint not in jwks:
                raise SignatureError("no trusted key of the right agency and role")
            _check_header(header, signature_header(signed))
            verify_detached(
                jws, bundle.files[path], public_key_from_jwk(jwks[thumbprint]), typ=_TYPES[type(signed)]
            )
            if standing is not None:
                _check_time(thumbprint, signature_digest(jws), keys, standing)
        except (SignatureError, KeyMaterialBad) as error:
            yield SignatureFinding(file, None, str(error))
        else:
            yield SignatureFinding(file, thumbprint)


def _check_header(header: Mapping[str, object], expected: Mapping[str, str | int]) -> None:
    for name in ("typ", "uid", "version", "predecessor"):
        found, wanted = header.get(name), expected.get(name)
        # In Python true equals 1: the types must agree as well.
        if found != wanted or type(found) is not type(wanted):
            raise SignatureError(f"the header's {name} is not the file's")


def _check_time(thumbprint: str, digest: str, keys: Mapping[str, RoleKey] | None, standing: Standing) -> None:
    recorded: datetime | None = standing.recorded.get(digest)
    if recorded is None:
        raise SignatureError("not recorded in the log; activate the folder")
    if thumbprint in standing.revoked:
        raise SignatureError("its key is revoked")
    if keys is not None:
        key = keys[thumbprint]
        if not key.valid_from <= recorded <= key.valid_until:
            raise SignatureError("its key was not valid when the log recorded the signature")
