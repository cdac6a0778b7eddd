"""Component values and the signature base (RFC 9421 sections 2 and 2.5).

Method, path and query are taken raw and must already be what RFC 3986 and RFC 9110
allow, so that no value can hold a line break, a space or a second reading. Nothing is
repaired here: what is not well formed is refused.
"""

import re
from collections.abc import Iterable, Mapping

from gateway.errors import ComponentsWrong, SignatureMalformed
from gateway.signing.message import Message
from gateway.signing.profile import MAX_TARGET

_METHOD = re.compile(r"[A-Z]{1,20}")
# The characters of RFC 3986's pchar and the slash, in runs that are never split again: a path is read once.
_RUN = r"[A-Za-z0-9._~!$&'()*+,;=:@/-]"
_ESCAPE = "%[0-9A-Fa-f]{2}"
_PATH = re.compile(rf"(?:/(?:{_RUN}++|{_ESCAPE})*+)?")
_QUERY = re.compile(rf"(?:[?]|{_RUN}++|{_ESCAPE})*+")
_DEFAULT_PORT = re.compile(r":(?:80|443)\Z")
_INPUT = {"part": "signature-input"}
_AUTHORITY = re.compile(r"(?:[a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::[0-9]{1,5})?")


def item(name: str) -> str:
    """Write a component name as it stands in Signature-Input and the base."""
    return f'"{name}"'


def method_value(message: Message) -> str:
    """The value of `@method` (RFC 9421 section 2.2.1)."""
    if _METHOD.fullmatch(message.method) is None:
        raise SignatureMalformed("the method is not a word of upper-case letters", shown={"part": "@method"})
    return message.method


def path_value(message: Message) -> str:
    """The value of `@path`: raw, an empty path being `/` (section 2.2.6)."""
    if len(message.path) > MAX_TARGET or _PATH.fullmatch(message.path) is None:
        raise SignatureMalformed("the path is too long or not as RFC 3986 writes it", shown={"part": "@path"})
    return message.path or "/"


def query_value(message: Message) -> str:
    """The value of `@query`: raw, with its question mark even when empty (section 2.2.7)."""
    if len(message.query) > MAX_TARGET or _QUERY.fullmatch(message.query) is None:
        raise SignatureMalformed(
            "the query is too long or not as RFC 3986 writes it", shown={"part": "@query"}
        )
    return f"?{message.query}"


def normal_authority(authority: str) -> str:
    """The value of `@authority`: lower case, without a default port (section 2.2.3)."""
    normal = authority.lower()
    if ":" in normal:
        normal = _DEFAULT_PORT.sub("", normal)
    if _AUTHORITY.fullmatch(normal) is None:
        raise SignatureMalformed(
            "the authority is not a host with an optional port", shown={"part": "@authority"}
        )
    return normal


def signature_base(items: Iterable[str], values: Mapping[str, str], text: str) -> bytes:
    """Build the exact bytes that are signed; the signature parameters come last."""
    lines = [f"{name}: {values[name]}" for name in items]
    lines.append(f'"@signature-params": {text}')
    return "\n".join(lines).encode("ascii")


def check_coverage(items: tuple[str, ...], values: Mapping[str, str], *, optional: frozenset[str]) -> None:
    """Require that every value is covered once, the optional ones at will, and nothing else.

    Raises:
        ComponentsWrong: A component is missing, repeated or not of the profile.
    """
    covered = set(items)
    if len(covered) != len(items):
        raise ComponentsWrong("a component is covered twice", shown=_INPUT)
    if not covered <= values.keys():
        raise ComponentsWrong("a component is covered that is absent or not of the profile", shown=_INPUT)
    missing = values.keys() - covered - optional
    if missing:
        names = " ".join(sorted(missing))
        # All of them are names of the profile: nothing that a stranger wrote is repeated.
        raise ComponentsWrong(f"not covered: {names}", shown={"part": names})
