"""Signature parameters (RFC 9421 section 2.3): all of the profile's, each once, no other."""

import re
from collections.abc import Mapping

from gateway.errors import AlgorithmWrong, KeyRoleWrong, KeyUnknown, SignatureMalformed
from gateway.signing.ring import KeyRing, TrustedKey

_INTEGERS = frozenset({"created", "expires"})
_THUMBPRINT = re.compile(r"[A-Za-z0-9_-]{43}")


def read_parameters(raw: Mapping[str, str], names: frozenset[str], tag: str) -> dict[str, str]:
    """Return the parameters' texts, without quotes, after checking their names, types and tag.

    Raises:
        SignatureMalformed: One is missing, unknown or of the wrong type, or the tag is another's.
    """
    if raw.keys() != names:
        wrong = " ".join(sorted(names - raw.keys())) or "signature-input"
        raise SignatureMalformed(
            f"the signature parameters are not exactly {' '.join(sorted(names))}", shown={"part": wrong}
        )
    read = {}
    for name, token in raw.items():
        quoted = token.startswith('"')
        if quoted == (name in _INTEGERS):
            raise SignatureMalformed(
                f"the signature parameter {name} has the wrong type", shown={"part": name}
            )
        read[name] = token[1:-1] if quoted else token
    if read["tag"] != tag:
        raise SignatureMalformed(f"the signature's tag is not {tag}", shown={"part": "tag"})
    return read


def format_parameters(values: Mapping[str, str | int]) -> str:
    """Write parameters in the given order; the texts must need no escape."""
    return "".join(
        f";{name}={value}" if isinstance(value, int) else f';{name}="{value}"'
        for name, value in values.items()
    )


def find_key(ring: KeyRing, keyid: str, alg: str, roles: frozenset[str]) -> TrustedKey:
    """Find the named key and hold it to its role and its one algorithm.

    Raises:
        KeyUnknown: The ring does not have it.
        KeyRoleWrong: Its one role is none of these.
        AlgorithmWrong: The signature names another algorithm than the key's.
        KeyStoreDown: The ring cannot be read.
    """
    trusted = ring.find(keyid) if _THUMBPRINT.fullmatch(keyid) else None
    if trusted is None or trusted.key.thumbprint != keyid:
        raise KeyUnknown("no trusted key has this keyid")
    if trusted.role not in roles:
        wanted = ", ".join(sorted(roles))
        raise KeyRoleWrong(f"the key's role is {trusted.role}, not {wanted}", shown={"role": wanted})
    if trusted.key.alg != alg:
        raise AlgorithmWrong(f"the key's algorithm is {trusted.key.alg}")
    return trusted
