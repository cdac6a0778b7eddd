"""What every test of whole servers may ask for."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.end_to_end.postgres import Postgres
from tests.end_to_end.stand import Node, Pair, make_house, make_pair, served


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Hold one ceremony for the whole run; each node gets a copy of it."""
    return make_house(tmp_path_factory.mktemp("house") / "state")


@pytest.fixture(scope="session")
def postgres(postgres_server: str) -> Postgres:
    """Give the run's PostgreSQL."""
    return Postgres(Path(postgres_server))


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


@pytest.fixture(scope="session")
def pair(house: Path, postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """Serve two nodes on one PostgreSQL, as behind one load balancer."""
    root = tmp_path_factory.mktemp("pair")
    with postgres.database() as name:
        pair = make_pair(house, root, postgres.url(name))
        with served(*pair):
            yield pair


@pytest.fixture(params=["one node on SQLite", "two nodes on PostgreSQL"])
def nodes(request: pytest.FixtureRequest, house: Path, tmp_path: Path) -> Iterator[Sequence[Node]]:
    """Prepare the nodes of one gateway for a test that serves them itself; a node has two processes."""
    if "SQLite" in request.param:
        yield [Node(house, tmp_path / "state").prepare()]
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    with postgres.database() as name:
        yield make_pair(house, tmp_path, postgres.url(name))
