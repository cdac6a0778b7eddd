"""Each test of the exchange gets a small world of its own."""

import pytest

from tests.simulator import Simulator, small_world


@pytest.fixture
def world() -> Simulator:
    return small_world()


@pytest.fixture(scope="module")
def shared_world() -> Simulator:
    """Give one world to all examples of a property, which may not count what happened before."""
    return small_world()
