"""What a command writes is its owner's alone, whatever lay in the folder before."""

import errno
import os
from pathlib import Path
from stat import S_IMODE

import pytest

from gateway.cli.files import write_evidence, write_private
from gateway.cli.rows import opened
from gateway.errors import FormatUnfit

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


def test_evidence_takes_the_place_of_nothing_that_came_while_it_was_made(out: Path):
    def late() -> None:
        with opened(out, is_new=True) as file:
            file.write(CONTENT)
            out.write_bytes(b"the only copy")

    with pytest.raises(FormatUnfit, match=out.stem):
        late()
    assert [(each.name, each.read_bytes()) for each in out.parent.iterdir()] == [(out.name, b"the only copy")]


def test_evidence_follows_no_link_that_another_made_before(out: Path):
    out.symlink_to(out.with_name("elsewhere"))
    with pytest.raises(FormatUnfit):
        write_evidence(out, CONTENT)
    assert [each.name for each in out.parent.iterdir()] == [out.name]


def test_a_disk_that_fills_halfway_leaves_no_part_of_evidence(out: Path):
    def filled() -> None:
        with opened(out, is_new=True) as file:
            file.write(CONTENT)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(FormatUnfit):
        filled()
    assert not list(out.parent.iterdir())


def test_evidence_is_its_owners_alone_and_whole(out: Path):
    former = os.umask(0)
    try:
        write_evidence(out, CONTENT)
    finally:
        os.umask(former)
    assert [each.name for each in out.parent.iterdir()] == [out.name]
    assert (S_IMODE(out.stat().st_mode), out.read_bytes()) == (0o600, CONTENT)
