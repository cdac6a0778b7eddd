"""The way to a timestamp authority (RFC 3161 section 3.4): one POST; what comes back is not believed here."""

from http import HTTPStatus
from urllib.parse import urlsplit

from gateway.catalogue import Sentence
from gateway.client.transport import HttpTransport, Transport, authority_of
from gateway.errors import AnswerBad
from gateway.signing import Message

TIMEOUT_SECONDS = 15.0
MAX_BYTES = 1 << 16

_ASKS, _ANSWERS = "application/timestamp-query", "application/timestamp-reply"


class TsaCaller:
    """Asks one timestamp authority. Raises ClientError and nothing else."""

    def __init__(self, url: str, *, transport: Transport | None = None) -> None:
        parts = urlsplit(url)
        base = f"{parts.scheme}://{parts.netloc}"
        self._url, self._authority = url, authority_of(base)
        self._path, self._query = parts.path or "/", parts.query
        self._transport = transport or HttpTransport(
            base, timeout=TIMEOUT_SECONDS, max_answer_bytes=MAX_BYTES
        )

    def ask(self, request: bytes) -> bytes:
        """Send a request (DER) and return the response (DER), unchecked.

        Raises:
            GatewayUnreachable: no connection, or it broke.
            AnswerBad: the answer is no timestamp response.
        """
        headers = (("content-type", _ASKS), ("accept", _ANSWERS))
        message = Message("POST", self._authority, self._path, self._query, headers, request)
        answer = self._transport.send(message)
        kind = (answer.field("content-type") or "").partition(";")[0].strip().lower()
        if answer.status != HTTPStatus.OK or kind != _ANSWERS:
            raise AnswerBad(Sentence("timestamps.answer", url=self._url, status=answer.status))
        return answer.body
