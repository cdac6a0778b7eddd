"""Each test of the exchange gets a small world of its own."""

import pytest

from tests.simulator import Simulator, small_world


@pytest.fixture
def world() -> Simulator:
    return small_world()
