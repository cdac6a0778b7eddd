"""The gateway on the other side, as its trust file describes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from gateway.catalogue import Sentence
from gateway.errors import KeyUnknown, ProofBad
from gateway.policy import Role, Trust
from gateway.signing import PublicKey, TrustedKey, public_key_from_jwk


@dataclass(frozen=True, slots=True)
class Peer:
    """The keys whose signatures count: pinned by a trust file, never fetched."""

    agency: str
    origin: str
    trust: Trust
    keys: Mapping[str, TrustedKey]
    log_key: PublicKey

    @classmethod
    def of(cls, trust: Trust, *, origin: str) -> Self:
        """Take the keys of a trust file whose root signatures were checked.

        Raises:
            ProofBad: the trust file names no log key.
        """
        keys = {
            thumbprint: TrustedKey(public_key_from_jwk(key.jwk), key.role, trust.agency, key.holder)
            for thumbprint, key in trust.keys.items()
        }
        log_keys = [thumbprint for thumbprint, trusted in keys.items() if trusted.role == Role.LOG]
        if not log_keys:
            raise ProofBad(Sentence("client.trust-no-log-key", agency=trust.agency))
        newest = max(log_keys, key=lambda thumbprint: trust.keys[thumbprint].valid_until)
        return cls(trust.agency, origin, trust, keys, keys[newest].key)

    def ring_at(self, now: datetime) -> "PeerRing":
        """Return the keys whose answers count at this moment.

        Raises:
            KeyUnknown: the trust file has expired; it vouches for nobody.
        """
        if now > self.trust.expires:
            raise KeyUnknown(
                Sentence("client.trust-expired", agency=self.agency, expires=self.trust.expires.isoformat())
            )
        return PeerRing(self, now)

    def log_keys(self, moment: datetime) -> tuple[PublicKey, ...]:
        """Return the log's keys that were not over at a moment: in an exchange, the old and the new."""
        found = (name for name, trusted in self.keys.items() if trusted.role == Role.LOG)
        return tuple(self.keys[name].key for name in found if self.trust.keys[name].valid_until >= moment)

    def receipt_key(self, thumbprint: str) -> PublicKey:
        """Return the receipt key of this thumbprint; a receipt outlives its key's time.

        Raises:
            KeyUnknown: the trust file has no such receipt key.
        """
        trusted = self.keys.get(thumbprint)
        if trusted is None or trusted.role != Role.RECEIPT:
            raise KeyUnknown(Sentence("client.trust-no-receipt-key", agency=self.agency))
        return trusted.key


@dataclass(frozen=True, slots=True)
class PeerRing:
    """The keys of a peer at one moment; a `KeyRing`."""

    peer: Peer
    now: datetime

    def find(self, thumbprint: str) -> TrustedKey | None:
        """Return the key of this thumbprint, if it is in its time."""
        spans = self.peer.trust.keys
        if thumbprint not in spans:
            return None
        key = spans[thumbprint]
        return self.peer.keys[thumbprint] if key.valid_from <= self.now <= key.valid_until else None
