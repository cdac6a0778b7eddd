"""The one user of the HTTP library: a message out, an answer back, nothing interpreted."""

from typing import Protocol
from urllib.parse import urlsplit

import httpx2

from gateway.catalogue import Sentence
from gateway.errors import GatewayUnreachable
from gateway.signing import Answer, Message

MAX_ANSWER_BYTES = 64 * 1024 * 1024


class Transport(Protocol):
    """Carries messages; `HttpTransport` over the network, a simulator in tests."""

    def send(self, message: Message) -> Answer:
        """Send a message and return the answer, unchecked."""

    def close(self) -> None:
        """Let go of connections."""


def authority_of(url: str) -> str:
    """Return the `@authority` that requests to a base URL are signed for (RFC 9421 section 2.2.3)."""
    parts = urlsplit(url)
    default = {"http": 80, "https": 443}.get(parts.scheme)
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    return host if parts.port in {None, default} else f"{host}:{parts.port}"


class HttpTransport:
    """Held HTTP connections to one base URL; certificates are verified."""

    def __init__(
        self,
        url: str,
        *,
        timeout: float = 30.0,
        max_answer_bytes: int = MAX_ANSWER_BYTES,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        self._max_answer_bytes = max_answer_bytes
        self._base = url.rstrip("/")
        self._client = httpx2.Client(timeout=timeout, transport=transport, trust_env=False)
        # The library's own fields (accept above all) would go out unsigned, and be refused.
        self._client.headers.clear()

    def send(self, message: Message) -> Answer:
        """Send a message and return the answer, unchecked.

        Raises:
            GatewayUnreachable: no connection, or it broke.
        """
        target = self._base + message.path + (f"?{message.query}" if message.query else "")
        headers = [("host", message.authority), *message.headers]
        try:
            with self._client.stream(
                message.method, target, headers=headers, content=message.body or None
            ) as response:
                # As sent: Content-Digest is over these bytes (RFC 9530 section 2); nothing unpacks itself.
                body = bytearray()
                for chunk in response.iter_raw():
                    body += chunk
                    if len(body) > self._max_answer_bytes:
                        raise GatewayUnreachable(Sentence("client.too-large", url=self._base))
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise GatewayUnreachable(
                Sentence("client.unreachable", url=self._base, problem=type(error).__name__)
            ) from error
        answered = tuple((name.lower(), value) for name, value in response.headers.multi_items())
        return Answer(response.status_code, answered, bytes(body))

    def close(self) -> None:
        """Close the held connections."""
        self._client.close()
