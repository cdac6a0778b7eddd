"""A settings file that is right, to be made wrong one line at a time."""

from pathlib import Path

import pytest

THUMBPRINT = "A" * 43


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Make the folders of one gateway; the pins stand where the settings say."""
    (tmp_path / "config").mkdir()
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "pins.toml").write_text(
        f'[kpu-kapuas-hulu]\nthreshold = 1\nroots = ["{THUMBPRINT}", "{THUMBPRINT[:-1]}B"]\n'
    )
    return tmp_path
