"""One key for another: the old and the new both count for a while, and the old stays listed."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from gateway.catalogue import Sentence
from gateway.errors import KeyUnknown
from gateway.policy import Place, Role, RoleKey, Trust
from gateway.signing import PublicKey

_NOWHERE = Place("", 1)


@dataclass(frozen=True, slots=True)
class Rotation:
    """A key to be followed by another."""

    old: RoleKey
    new: RoleKey


def key_to_rotate(
    trust: Trust, role: Role, holder: str | None, thumbprint: str | None, now: datetime
) -> RoleKey:
    """Find the one key that is meant.

    Raises:
        KeyUnknown: none fits, or more than one.
    """
    fitting = [
        key
        for key in trust.keys.values()
        if key.role is role
        and holder in {None, key.holder}
        and thumbprint in {None, key.thumbprint}
        and (key.valid_until > now or thumbprint is not None)
    ]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise KeyUnknown(Sentence("trust.no-such-key", role=role.value, agency=trust.agency))
    listed = tuple(Sentence("trust.key-of", key=key.thumbprint, holder=key.holder) for key in fitting)
    raise KeyUnknown(Sentence("trust.keys-several", role=role.value, keys=listed))


_INSTANT = timedelta(seconds=1)
_LAST = time(16, 59, 59)


def rotate(trust: Trust, old: RoleKey, key: PublicKey, now: datetime, overlap: timedelta) -> Rotation:
    """Give a key a successor from now on; the old one ends with the overlap."""
    start = now.replace(microsecond=0)
    ended = replace(old, valid_until=max(min(old.valid_until, start + overlap), old.valid_from + _INSTANT))
    until = trust.expires
    official = trust.officials.get(old.holder)
    if official is not None and official.until is not None:
        until = min(until, datetime.combine(official.until, _LAST, UTC))
    return Rotation(ended, new_key(key, old.role, old.holder, start, until))


def new_key(key: PublicKey, role: Role, holder: str, since: datetime, until: datetime) -> RoleKey:
    """Return the entry of a key in a trust file."""
    return RoleKey(key.thumbprint, dict(key.jwk), key.alg, role, holder, since, until, _NOWHERE)


def rotated(trust: Trust, rotation: Rotation) -> Trust:
    """Return a trust file with one key followed by another."""
    old, new = rotation.old, rotation.new
    return replace(trust, keys={**trust.keys, old.thumbprint: old, new.thumbprint: new})


def with_root(trust: Trust, key: PublicKey, replaces: str) -> Trust:
    """Return a trust file in which one root key stands for another.

    Raises:
        KeyUnknown: the one to be replaced is no root key.
    """
    if replaces not in trust.roots:
        listed = tuple(trust.roots)
        raise KeyUnknown(Sentence("trust.no-such-root", key=replaces, roots=", ".join(listed)))
    kept = {name: jwk for name, jwk in trust.roots.items() if name != replaces}
    return replace(trust, roots={**kept, key.thumbprint: dict(key.jwk)})
