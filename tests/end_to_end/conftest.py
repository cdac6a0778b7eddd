"""What every test of whole servers may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.stand import Node, make_house, served


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Hold one ceremony for the whole run; each node gets a copy of it."""
    return make_house(tmp_path_factory.mktemp("house") / "state")


@pytest.fixture(scope="session")
def node(house: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """Serve one node on SQLite, with two processes, for all tests that leave it as they found it."""
    node = Node(house, tmp_path_factory.mktemp("node") / "state").prepare()
    with served(node):
        yield node


@pytest.fixture
def untouched(node: Node) -> Iterator[None]:
    """Hold that nothing was read from the source, and that the log did not grow."""
    before = node.head(), len(node.observed("source-read"))
    yield
    assert (node.head(), len(node.observed("source-read"))) == before
