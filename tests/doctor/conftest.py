"""What tests of the doctor may ask for."""

from pathlib import Path

import pytest

from tests.doctor.ward import Ward


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    """Make a gateway in the best of health."""
    made = Ward(tmp_path)
    made.activate()
    return made
