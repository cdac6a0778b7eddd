"""A trust file written from its values: the one spelling in which commands write the next version."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from gateway.policy import Official, RoleKey, Trust

# What YAML reads as the text that it is, without quotes.
_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ()./_-]|,(?= ))*(?<! )")


def format_trust(trust: Trust, comments: Iterable[str] = ()) -> str:
    """Write a trust file; `comments` are whole lines that stand at its top."""
    return "\n".join((*comments, *_lines(trust))) + "\n"


def leading_comments(content: bytes) -> list[str]:
    """Return the comment lines at the top of a file."""
    found: list[str] = []
    for line in content.decode("utf-8", "replace").splitlines():
        if not line.startswith("#"):
            break
        found.append(line)
    return found


def _lines(trust: Trust) -> Iterator[str]:
    yield f"agency: {trust.agency}"
    yield f"version: {trust.version}"
    if trust.predecessor is not None:
        yield f"predecessor: {trust.predecessor}"
    yield f"expires: {format_moment(trust.expires)}"
    yield "roots:"
    yield f"  threshold: {trust.threshold}"
    yield "  keys:"
    yield from (f"    - {_jwk(jwk)}" for jwk in trust.roots.values())
    yield "officials:"
    for uid, official in trust.officials.items():
        yield from _official(uid, official)
    yield "systems:"
    yield from (f"  {uid}: {_text(name)}" for uid, name in trust.systems.items())
    yield "keys:"
    for key in trust.keys.values():
        yield from _key(key)


def _official(uid: str, official: Official) -> Iterator[str]:
    yield f"  - id: {uid}"
    yield f"    name: {_text(official.name)}"
    yield f"    position: {_text(official.position)}"
    yield f"    decree: {_text(official.decree)}"
    yield f"    since: {official.since.isoformat()}"
    if official.until is not None:
        yield f"    until: {official.until.isoformat()}"
    if official.acting is not None:
        yield f"    acting: {official.acting}"


def _key(key: RoleKey) -> Iterator[str]:
    yield f"  - role: {key.role.value}"
    yield f"    holder: {key.holder}"
    yield f"    jwk: {_jwk(key.jwk)}"
    yield f"    from: {format_moment(key.valid_from)}"
    yield f"    until: {format_moment(key.valid_until)}"


def _jwk(jwk: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{name}: {value}" for name, value in jwk.items()) + "}"


def _text(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else "'" + text.replace("'", "''") + "'"


def format_moment(moment: datetime) -> str:
    """Write a moment as policy files do: whole seconds, in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
