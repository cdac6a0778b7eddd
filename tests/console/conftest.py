"""What tests of the console may ask for."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from gateway.demo.layout import Layout
from gateway.demo.policy_office import activate
from gateway.demo.servers import Serving
from gateway.settings import load_settings
from gateway.storage import open_storage
from tests.console.stand import ROOT, Made, Stand, environ_of, make_exchanges, standing
from tests.end_to_end.stand import make_house


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Make a gateway with some exchanges in its log once; tests copy it."""
    state = make_house(tmp_path_factory.mktemp("console") / "state")
    environ = environ_of(state)
    settings = load_settings(ROOT / "config/kpu.toml", environ)
    with closing(open_storage(settings.storage_url)) as storage:
        storage.upgrade()
    activate(Layout(state), Serving(ROOT / "config/kpu.toml", environ, settings))
    return make_exchanges(state)


@pytest.fixture
def stand(made: Made, tmp_path: Path) -> Iterator[Stand]:
    """Give a console of one's own, over a copy of the log."""
    with standing(made, tmp_path) as stand:
        yield stand
