"""What a command writes is its owner's alone, whatever lay in the folder before."""

from pathlib import Path
from stat import S_IMODE

import pytest

from gateway.cli.files import write_private

CONTENT = b"3171010101900001"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "laporan.json"


def test_nothing_is_written_into_a_file_that_another_made_before(out: Path):
    planted = out.with_name(".laporan.json.new")
    planted.touch()
    planted.chmod(0o666)
    write_private(out, CONTENT)
    assert S_IMODE(out.stat().st_mode) == 0o600
    assert planted.read_bytes() == b""


def test_no_link_is_followed_that_another_made_before(out: Path):
    victim = out.with_name("victim")
    victim.write_bytes(b"precious")
    for name in (".laporan.json.new", out.name):
        out.with_name(name).symlink_to(victim)
    write_private(out, CONTENT)
    assert victim.read_bytes() == b"precious"
    assert (out.is_symlink(), out.read_bytes()) == (False, CONTENT)


def test_a_file_appears_when_it_is_whole_and_nothing_is_left_beside_it(out: Path):
    write_private(out, CONTENT)
    assert [each.name for each in out.parent.iterdir()] == [out.name]
