"""The calls between a log and its witnesses (C2SP tlog-witness): plain HTTP, signed notes inside.

Nothing here is believed: what an answer is worth is for whoever checks its signatures.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from gateway.audit import AddCheckpoint, format_add_checkpoint, log_id, parse_base64
from gateway.catalogue import Sentence
from gateway.client.transport import HttpTransport, Transport, authority_of
from gateway.errors import AnswerBad
from gateway.signing import Answer, Message

TIMEOUT_SECONDS = 5.0
MAX_BYTES = 1 << 20

WITNESS_PATH = "/v1/witness"


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a witness answered: its cosignature lines (200), or the size that it holds (409)."""

    status: int
    lines: str = ""
    size: int | None = None


class WitnessCaller:
    """Speaks to one witness, or to another gateway as its witness. Raises ClientError and nothing else."""

    def __init__(self, url: str, *, path: str = WITNESS_PATH, transport: Transport | None = None) -> None:
        self._url = url
        self._path = path
        self._authority = authority_of(url)
        self._transport = transport or HttpTransport(url, timeout=TIMEOUT_SECONDS, max_answer_bytes=MAX_BYTES)

    def add_checkpoint(self, request: AddCheckpoint) -> Pushed:
        """Submit a checkpoint."""
        answer = self._send("POST", f"{self._path}/add-checkpoint", body=format_add_checkpoint(request))
        text = _text(answer)
        if answer.status == HTTPStatus.OK:
            return Pushed(answer.status, lines=text)
        stated = text.removesuffix("\n")
        is_size = answer.status == HTTPStatus.CONFLICT and stated.isascii() and stated.isdecimal()
        return Pushed(answer.status, size=int(stated[:19]) if is_size else None)

    def held(self, origin: str) -> str | None:
        """Return the last checkpoint of a log that this witness cosigned; None where it tells none."""
        answer = self._send("GET", f"{self._path}/checkpoint", urlencode({"origin": origin}))
        return _text(answer) if answer.status == HTTPStatus.OK else None

    def offer(self, note: str) -> None:
        """Bring a gateway its own checkpoint with a cosignature that it did not ask for."""
        self._expect(self._send("POST", f"{self._path}/cosignatures", body=note.encode()))

    def checkpoint(self, origin: str) -> str:
        """Return the latest checkpoint of a gateway's log."""
        return _text(self._expect(self._send("GET", f"/v1/logs/{log_id(origin)}/checkpoint")))

    def consistency(self, origin: str, old: int, new: int) -> Sequence[bytes]:
        """Return the proof that the tree of a gateway's log extends that of another size."""
        query = urlencode({"first": old, "second": new})
        path = f"/v1/logs/{log_id(origin)}/proof/consistency"
        answer = self._expect(self._send("GET", path, query))
        try:
            return [parse_base64(item, "proof") for item in json.loads(answer.body)["proof"]]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise AnswerBad(Sentence("witness.answer", url=self._url, status=answer.status)) from error

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def _send(self, method: str, path: str, query: str = "", body: bytes = b"") -> Answer:
        headers = (("content-type", "text/plain; charset=utf-8"),) if body else ()
        return self._transport.send(Message(method, self._authority, path, query, headers, body))

    def _expect(self, answer: Answer) -> Answer:
        if answer.status != HTTPStatus.OK:
            raise AnswerBad(Sentence("witness.answer", url=self._url, status=answer.status))
        return answer


def _text(answer: Answer) -> str:
    return answer.body.decode("utf-8", "replace")
