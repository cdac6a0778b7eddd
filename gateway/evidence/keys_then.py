"""How each key behind a receipt stood at the entry's place in the log, not how it stands today.

A key that was exchanged or has lapsed since says nothing against what it signed in
its time. One that was revoked says it only from its revocation on, which is an
entry of the same log: before that entry or after it is a matter of the index.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from gateway.policy import Role, RoleKey, Trust

KeyState = Literal["valid", "early", "over", "revoked", "revoked-later", "unknown", "role"]
GOOD: frozenset[KeyState] = frozenset({"valid", "revoked-later", "unknown"})
"""States that say nothing against an entry."""


@dataclass(frozen=True, slots=True)
class Revocation:
    """Where the log says that a key is revoked, and when it was recorded there."""

    index: int
    at: datetime


@dataclass(frozen=True, slots=True)
class KeyStatus:
    """One key as it stood; `revoked` is where the log revokes it, before or after."""

    role: str
    agency: str
    thumbprint: str
    state: KeyState
    key: RoleKey | None = None
    revoked: Revocation | None = None


def key_then(
    trusts: Mapping[str, Trust],
    revoked: Mapping[str, Revocation],
    role: Role,
    agency: str,
    thumbprint: str,
    at: datetime,
    index: int,
) -> KeyStatus:
    """Judge a key at a moment, for the entry of an index; `unknown` without its agency's trust file."""
    trust = trusts.get(agency)
    key = trust.keys.get(thumbprint) if trust else None
    found = revoked.get(thumbprint)
    return KeyStatus(role.value, agency, thumbprint, _state(key, role, at, index, found), key, found)


def _state(key: RoleKey | None, role: Role, at: datetime, index: int, revoked: Revocation | None) -> KeyState:
    if key is None:
        return "unknown"
    if key.role is not role:
        return "role"
    if revoked is not None and revoked.index < index:
        return "revoked"
    if at < key.valid_from:
        return "early"
    if at > key.valid_until:
        return "over"
    return "valid" if revoked is None else "revoked-later"
