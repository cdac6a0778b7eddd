"""What tests of commands may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.desk import Desk
from tests.cli.incident_scene import Scene
from tests.cli.persons import Office


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Make a signed folder and a gateway for one test."""
    return Desk(tmp_path)


@pytest.fixture
def scene(desk: Desk) -> Scene:
    """Make a gateway with four releases for one test."""
    return Scene(desk)


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Give a scene to tests that change nothing."""
    return Scene(Desk(tmp_path_factory.mktemp("calm")))


@pytest.fixture(params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """Make an office with persons in its sources, once on each database."""
    is_file = request.param == "sqlite"
    url = f"sqlite:///{tmp_path}/gateway.db" if is_file else str(request.getfixturevalue("postgres_url"))
    office = Office(tmp_path, url)
    yield office
    office.close()


@pytest.fixture
def file_office(tmp_path: Path) -> Iterator[Office]:
    """Give an office on SQLite, for what does not depend on the database."""
    office = Office(tmp_path, f"sqlite:///{tmp_path}/gateway.db")
    yield office
    office.close()
