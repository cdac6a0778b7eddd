"""Every test of the log runs on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.storage.making import Rig


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Name an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/state.db"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def rig(url: str, tmp_path: Path) -> Iterator[Rig]:
    """Give a node whose database is ready."""
    rig = Rig(url, tmp_path)
    rig.upgrade()
    yield rig
    rig.close()


@pytest.fixture
def sqlite_rig(tmp_path: Path) -> Iterator[Rig]:
    """Give a node on SQLite, for what only a file can suffer."""
    rig = Rig(f"sqlite:///{tmp_path}/state.db", tmp_path)
    rig.upgrade()
    yield rig
    rig.close()
