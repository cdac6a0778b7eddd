"""What tests of the console may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.console.stand import Made, Stand, make_gateway, standing


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Make a gateway with some exchanges in its log once; tests copy it."""
    return make_gateway(tmp_path_factory.mktemp("console") / "state")


@pytest.fixture
def stand(made: Made, tmp_path: Path) -> Iterator[Stand]:
    """Give a console of one's own, over a copy of the log."""
    with standing(made, tmp_path) as stand:
        yield stand
