"""The gateway on the other side, as its trust file describes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from gateway.errors import KeyUnknown, ProofBad
from gateway.policy import Role, Trust
from gateway.signing import PublicKey, public_key_from_jwk


@dataclass(frozen=True, slots=True)
class Peer:
    """The keys whose signatures count: pinned by a trust file, never fetched."""

    agency: str
    origin: str
    answer_keys: Mapping[str, PublicKey]
    receipt_keys: Mapping[str, PublicKey]
    log_key: PublicKey

    @classmethod
    def of(cls, trust: Trust, *, origin: str) -> Self:
        """Take the keys of a trust file whose root signatures were checked.

        Raises:
            ProofBad: the trust file names no log key.
        """
        keys: dict[Role, dict[str, PublicKey]] = {role: {} for role in Role}
        for thumbprint, key in trust.keys.items():
            keys[key.role][thumbprint] = public_key_from_jwk(key.jwk)
        if not keys[Role.LOG]:
            raise ProofBad("the trust file names no log key")
        log_key = next(iter(keys[Role.LOG].values()))
        return cls(trust.agency, origin, keys[Role.ANSWER], keys[Role.RECEIPT], log_key)

    def answer_key(self, thumbprint: str) -> PublicKey:
        """Return the answer key of this thumbprint.

        Raises:
            KeyUnknown: the trust file has no such answer key.
        """
        return _key(self.answer_keys, thumbprint)

    def receipt_key(self, thumbprint: str) -> PublicKey:
        """Return the receipt key of this thumbprint.

        Raises:
            KeyUnknown: the trust file has no such receipt key.
        """
        return _key(self.receipt_keys, thumbprint)


def _key(keys: Mapping[str, PublicKey], thumbprint: str) -> PublicKey:
    try:
        return keys[thumbprint]
    except KeyError as error:
        raise KeyUnknown("the trust file has no such key of this role") from error
