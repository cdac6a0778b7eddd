"""Witnessing as one gateway does it: whose keys count, who is asked, and what is kept.

Keys come from the trust files in force, so an exchanged or revoked key of a log
or witness takes effect with the policy. No key of our own agency ever counts as
a witness of our own log, whatever a file says.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from gateway.audit import Cosigners
from gateway.client import WitnessCaller
from gateway.errors import GatewayError
from gateway.exchange import ActivePolicies, Witness, offered_cosignatures
from gateway.policy import Policy, Role
from gateway.settings import Settings
from gateway.signing import PublicKey, Signer
from gateway.storage import LogStore, Witnessing
from gateway.worker.rounds import Fetched, Outlook, Rounds, Target

REREAD_AFTER = timedelta(seconds=5)


def witness_name(origin: str) -> str:
    """Name the witness that a gateway is, after the origin of its log."""
    return f"{origin}/witness"


@dataclass(slots=True)
class Desk:
    """One gateway as a witness, and as one that is witnessed. `signer` is None without a witness key."""

    settings: Settings
    log: LogStore
    store: Witnessing
    policies: ActivePolicies
    signer: Signer | None
    clock: Callable[[], datetime]
    observe: Callable[[str, Mapping[str, object]], None]
    _read: datetime | None = field(default=None)

    @property
    def witness(self) -> Witness | None:
        """The witness that this gateway is to other agencies' logs."""
        if self.signer is None:
            return None
        name, own = witness_name(self.settings.log_origin), frozenset({self.settings.log_origin})
        return Witness(
            name, self.signer, self.store, self.log_keys, self.clock, self.observe, own, self.strange_keys
        )

    def log_keys(self, origin: str) -> tuple[PublicKey, ...]:
        """Return the keys with which a peer's log signs now: in an exchange, two."""
        agency = next((name for name, peer in self.settings.peers.items() if peer.origin == origin), None)
        return self._keys(agency, Role.LOG) if agency else ()

    def strange_keys(self, origin: str) -> Mapping[str, tuple[PublicKey, ...]]:
        """Return a peer's keys of other roles, by role."""
        agency = next((name for name, peer in self.settings.peers.items() if peer.origin == origin), None)
        others = (role for role in Role if role is not Role.LOG)
        return {role.value: self._keys(agency, role) for role in others} if agency else {}

    def own_keys(self) -> tuple[PublicKey, ...]:
        """Return every key that our own log has signed with and the trust file still names."""
        return self._keys(self.settings.agency, Role.LOG)

    def cosigners(self) -> Cosigners:
        """Return the witnesses whose cosignatures count, with their keys."""
        found = {
            witness_name(peer.origin): self._keys(agency, Role.WITNESS)
            for agency, peer in self.settings.peers.items()
            if agency != self.settings.agency
        }
        others = self.settings.witness.others if self.settings.witness else {}
        found |= {other.name: (other.key,) for other in others.values()}
        own = self._own_thumbprints()
        return {name: tuple(key for key in keys if key.thumbprint not in own) for name, keys in found.items()}

    def accept(self, note: str) -> None:
        """Keep cosignatures that somebody brings.

        Raises:
            ProofBad: they are not on our checkpoint, or of no known witness.
            SignatureError: one of them is wrong.
        """
        size, found = offered_cosignatures(note, self.cosigners(), self.store.checkpoint)
        for cosignature in found:
            self.store.keep_cosignature(size, cosignature)

    def warn_after(self) -> timedelta | None:
        """Return after how long the operator is warned: the shortest time of an agreement that holds."""
        policy = self._policy()
        if policy is None:
            return None
        today = self.clock().date()
        hours = [
            agreement.warn_unwitnessed_hours
            for agreement in policy.bundle.agreements.values()
            if agreement.valid_until >= today
        ]
        return timedelta(hours=min(hours)) if hours else None

    def overdue_since(self) -> datetime | None:
        """Return since when the log is unwitnessed, if that is long enough to warn of."""
        since, limit = self.store.unwitnessed_since(), self.warn_after()
        return since if since and limit is not None and self.clock() - since >= limit else None

    def targets(self) -> list[Target]:
        """Return the witnesses that are sent our checkpoints."""
        asked = self.settings.witness
        if asked is None:
            return []
        peers = [self.settings.peers[agency] for agency in asked.push]
        return [
            *(Target(witness_name(peer.origin), WitnessCaller(peer.url)) for peer in peers),
            *(Target(other.name, WitnessCaller(other.url)) for other in asked.others.values()),
        ]

    def rounds(self) -> Rounds:
        """Return what makes one round after the other."""
        asked = self.settings.witness
        fetched = [self.settings.peers[agency] for agency in asked.fetch] if asked else []
        return Rounds(
            log=self.log,
            store=self.store,
            targets=self.targets(),
            fetched=[Fetched(peer.origin, WitnessCaller(peer.url)) for peer in fetched],
            witness=self.witness,
            outlook=Outlook(self.cosigners, self.log_keys, self.own_keys, self.warn_after),
            every=timedelta(seconds=asked.every_seconds if asked else 60),
            clock=self.clock,
            observe=self.observe,
        )

    def _keys(self, agency: str, role: Role) -> tuple[PublicKey, ...]:
        policy = self._policy()
        trust = policy.bundle.trusts.get(agency) if policy else None
        if policy is None or trust is None:
            return ()
        ring = policy.ring_at(self.clock())
        named = (name for name, key in trust.keys.items() if key.role is role)
        return tuple(found.key for name in named if (found := ring.find(name)) is not None)

    def _own_thumbprints(self) -> frozenset[str]:
        policy = self._policy()
        trust = policy.bundle.trusts.get(self.settings.agency) if policy else None
        return frozenset({self.log.key.thumbprint, *(trust.keys if trust else ())})

    def _policy(self) -> Policy | None:
        """Return the policy, read again every few seconds; None while there is none to read."""
        now = self.clock()
        try:
            if self._read is None or now - self._read >= REREAD_AFTER:
                policy = self.policies.refresh()
                self._read = now
                return policy
            return self.policies.current()
        except GatewayError:
            return None
