"""What tests of commands may ask for."""

from pathlib import Path

import pytest

from tests.cli.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Make a signed folder and a gateway for one test."""
    return Desk(tmp_path)
