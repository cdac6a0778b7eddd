"""HTTP messages as values: what is signed, checked and answered.

Header names are lower case; field lines stay apart and in order, so that a
duplicate field cannot hide behind a join. `path` and `query` are the raw,
still percent-encoded octets of the request target.
"""

from dataclasses import dataclass

Headers = tuple[tuple[str, str], ...]


def field_values(headers: Headers, name: str) -> list[str]:
    """Return the values of all field lines of one name, in order."""
    return [value for key, value in headers if key == name]


@dataclass(frozen=True, slots=True)
class Message:
    """A request."""

    method: str
    authority: str
    path: str
    query: str
    headers: Headers
    body: bytes = b""

    def field(self, name: str) -> str | None:
        """Return the one value of a field, joined as RFC 9110 section 5.3 says."""
        values = field_values(self.headers, name)
        return ", ".join(values) if values else None


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply."""

    status: int
    headers: Headers
    body: bytes = b""

    def field(self, name: str) -> str | None:
        """Return the one value of a field, joined as RFC 9110 section 5.3 says."""
        values = field_values(self.headers, name)
        return ", ".join(values) if values else None
