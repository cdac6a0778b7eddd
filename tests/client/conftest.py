"""A small world whose wire a test may tamper with."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from gateway.client import Client, Heads
from gateway.signing import Answer, Message
from tests.simulator import KPU, POLRES, FlaskTransport, Simulator, small_world


class Wire(FlaskTransport):
    """Carries messages to KPU's gateway; `tamper` changes what comes back."""

    def __init__(self, world: Simulator) -> None:
        super().__init__(world.kpu.app)
        self.tamper: Callable[[Message, Answer], Answer] = lambda message, answer: answer

    @property
    def asked(self) -> list[Message]:
        """The signed requests alone: proofs of the log are asked for in the open."""
        return [message for message in self.sent if message.field("signature")]

    def send(self, message: Message) -> Answer:
        return self.tamper(message, super().send(message))


def with_header(answer: Answer, name: str, value: str | None) -> Answer:
    """Replace one header of an answer, or drop it."""
    kept = tuple(line for line in answer.headers if line[0] != name)
    return replace(answer, headers=kept if value is None else (*kept, (name, value)))


@pytest.fixture
def world() -> Simulator:
    return small_world()


@pytest.fixture
def wire(world: Simulator) -> Wire:
    return Wire(world)


@pytest.fixture
def open_client(world: Simulator, wire: Wire) -> Callable[..., Client]:
    """Give a way to open the SDK of a Polres system over the wire."""

    def opened(*, heads: Heads | None = None, **more: object) -> Client:
        return world.client(POLRES, KPU, transport=wire, heads=heads, **more)  # type: ignore[arg-type]

    return opened


@pytest.fixture
def client(open_client: Callable[..., Client]) -> Client:
    return open_client()
