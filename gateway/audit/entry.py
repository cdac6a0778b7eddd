"""The entry: one recorded fact, as the exact bytes of a leaf.

An entry is RFC 8785 (JCS) JSON, so a fact has one spelling and one hash. Its
names are ASCII and its values texts and whole numbers; for such JSON, sorted
and compact *is* canonical. The tests hold that against the rfc8785 library,
which is sixty times slower than the encoder used here.

Nothing guessable is in a leaf. Values that name people or requests go in as
SHA-256(salt || value), each under its own salt. Salt and value are kept beside
the log and can be erased; then the commitment can no longer be guessed, and the
log is still whole. The leaf has one more salt, so that those who see only leaf
hashes cannot guess entries. See docs/decisions/0003-salts.md.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from hmac import compare_digest
from typing import Any, NamedTuple

import orjson

from gateway.audit.encoding import format_base64url
from gateway.audit.schema import FORMAT, SALT_SIZE, check_entry, check_member
from gateway.errors import ProofBad

Json = Mapping[str, "Json"] | Sequence["Json"] | str | int | None


@dataclass(frozen=True, slots=True)
class Written:
    """A member of entries that was checked and written once: what many entries say alike."""

    name: str
    value: Any
    json: orjson.Fragment


Fact = Json | Written

MAX_ENTRY = 2**16 - 1
"""C2SP entry bundles give an entry's length in 16 bits."""

ANSWER = "answer"
"""Commits to the SHA-256 (32 bytes) of the answer's body."""

LOOKUP_KEY = "key"
"""Commits to the value that was looked up, as the request wrote it."""

LOOKUP_FOUND = "found"
"""Commits to whether it was found."""

SUBJECTS = "subjects"
"""Commits to the digest (32 bytes) of the tags of those whom the answer is about."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What the journey hands over to be recorded.

    `facts` are members of the entry, `Written` or not yet; those that are None are
    left out. The log adds `format`, `salt`, `commitments` and `times.recorded_at`.
    `openings` are values that enter the leaf only as commitments.
    """

    facts: Mapping[str, Fact]
    openings: Mapping[str, bytes] = field(default_factory=dict)


class Opening(NamedTuple):
    """What shows that a commitment was made to a value."""

    salt: bytes
    value: bytes


@dataclass(frozen=True, slots=True)
class Sealed:
    """A finished leaf, and the openings to keep aside from it."""

    leaf: bytes
    openings: Mapping[str, Opening]


def write_member(name: str, value: Json) -> Written:
    """Check and write one member once, to stand in many entries.

    Raises:
        ProofBad: no entry may hold it.
    """
    plain = _plain(value)
    check_member(name, plain)
    return Written(name, plain, orjson.Fragment(_encode(plain)))


def make_entry(
    draft: Draft,
    *,
    salts: Iterator[bytes],
    recorded_at: str,
    outcome: str | None = None,
    reason: str | None = None,
) -> Sealed:
    """Make the leaf of a draft; takes one salt, and one more for each opening.

    With `outcome` the log overrules the draft: what it refuses at the last
    moment was never answered, so nothing of the answer is recorded.

    Raises:
        ProofBad: the draft does not make a valid entry, or a salt is not 128 bits.
    """
    facts = {**draft.facts}
    values = {**draft.openings}
    if outcome is not None:
        facts |= {"outcome": outcome, "reason": reason}
    if outcome == "refused":
        facts.pop("rows", None)
        for name in (ANSWER, LOOKUP_FOUND, SUBJECTS):
            values.pop(name, None)
    times = facts.get("times")
    if not isinstance(times, Mapping):
        raise ProofBad("entry: the draft has no times")
    facts["times"] = {**times, "recorded_at": {"value": recorded_at, "by": "log"}}
    entry: dict[str, Any] = {"format": FORMAT, "salt": format_base64url(_next_salt(salts))}
    openings = {name: Opening(_next_salt(salts), values[name]) for name in sorted(values)}
    if openings:
        entry["commitments"] = {name: _commit(*opening).hex() for name, opening in openings.items()}
    written: dict[str, Written] = {}
    for name, fact in facts.items():
        if name in entry or fact is None:
            continue
        if type(fact) is not Written:
            entry[name] = _plain(fact)
        elif fact.name == name:
            written[name] = fact
        else:
            raise ProofBad("entry: a written member stands under another name")
    check_entry(entry, {name: fact.value for name, fact in written.items()})
    return Sealed(_encode(entry | {name: fact.json for name, fact in written.items()}), openings)


def parse_entry(data: bytes) -> Mapping[str, Any]:
    """Read a leaf; only the canonical bytes of a valid entry are accepted.

    Raises:
        ProofBad: they are not.
    """
    if type(data) is not bytes or len(data) > MAX_ENTRY:
        raise ProofBad("entry: too long")
    try:
        entry = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise ProofBad("entry: not JSON") from error
    if type(entry) is not dict:
        raise ProofBad("entry: not an object")
    check_entry(entry)
    # This refuses repeated names too: of those, the decoder keeps only the last.
    if _encode(entry) != data:
        raise ProofBad("entry: not in canonical form")
    return entry


def check_opening(entry: Mapping[str, Any], name: str, salt: bytes, value: bytes) -> None:
    """Check that an entry committed to a value.

    Raises:
        ProofBad: it has no such commitment, or committed to something else.
    """
    commitment = entry.get("commitments", {}).get(name)
    if commitment is None:
        raise ProofBad("opening: the entry has no such commitment")
    # With salts of one length, salt and value cannot trade bytes.
    if len(salt) != SALT_SIZE or not compare_digest(_commit(salt, value).hex(), commitment):
        raise ProofBad("opening: not what the entry committed to")


def _commit(salt: bytes, value: bytes) -> bytes:
    return sha256(salt + value).digest()


def _next_salt(salts: Iterator[bytes]) -> bytes:
    salt = next(salts, b"")
    if len(salt) != SALT_SIZE:
        raise ProofBad(f"entry: a salt must have {SALT_SIZE} bytes")
    return salt


def _plain(value: Any) -> Any:
    """Bring mappings, sequences and enumerations to what JSON knows; leave out None."""
    if type(value) is str or type(value) is int:
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, dict | Mapping):
        return {name: _plain(item) for name, item in value.items() if item is not None}
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [_plain(item) for item in value]
    return value


def _encode(value: Any) -> bytes:
    data = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    if len(data) > MAX_ENTRY:
        raise ProofBad(f"entry: longer than {MAX_ENTRY} bytes")
    return data
