"""The machines' door of a small world's KPU, reached as a server would reach it."""

from collections.abc import Callable

import pytest

from gateway.signing import Answer, Message
from tests.simulator import Simulator, answer_of, small_world


@pytest.fixture
def world() -> Simulator:
    return small_world()


@pytest.fixture
def knock(world: Simulator) -> Callable[..., Answer]:
    """Give a way to ask without any signature."""

    def send(method: str, path: str, body: bytes = b"", query: str = "", **headers: str) -> Answer:
        lines = tuple((name.replace("_", "-"), value) for name, value in headers.items())
        return answer_of(world.kpu.app, Message(method, world.kpu.authority, path, query, lines, body))

    return send
