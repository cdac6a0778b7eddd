"""Keeps every byte that a client received, so that withheld values can be searched for in all of them."""

from gateway.client import HttpTransport
from gateway.signing import Answer, Message


class Recorder:
    """A transport that remembers its answers, headers and all."""

    def __init__(self, url: str, received: list[bytes]) -> None:
        self._transport = HttpTransport(url)
        self._received = received

    def send(self, message: Message) -> Answer:
        """Send a message and remember what comes back."""
        answer = self._transport.send(message)
        fields = "\n".join(f"{name}: {value}" for name, value in answer.headers)
        self._received.append(fields.encode() + b"\n\n" + answer.body)
        return answer

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()


def count_found(received: list[bytes], withheld: frozenset[str]) -> int:
    """Count the withheld values that stand anywhere in what was received."""
    everything = b"\n".join(received).decode("utf-8", "replace")
    return sum(value in everything for value in withheld)
