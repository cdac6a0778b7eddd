import os
from pathlib import Path

import pytest

from gateway.audit import Checkpoint, format_checkpoint
from gateway.client import FileHeads
from gateway.client.heads import HeadWatch, parse_head
from gateway.errors import ProofBad
from tests.simulator import KPU, POLRES, small_world
from tests.simulator.small import AMAN, TPS

ORIGIN = "kpu.example/sinergi"
HEAD = Checkpoint(ORIGIN, 3, b"r" * 32)
NEXT = Checkpoint(ORIGIN, 4, b"s" * 32)


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "new" / "heads"


def test_a_head_outlives_its_program(path):
    assert FileHeads(path).last(ORIGIN) is None
    FileHeads(path).keep(HEAD)
    assert FileHeads(path).last(ORIGIN) == HEAD
    FileHeads(path).keep(NEXT)
    assert FileHeads(path).last(ORIGIN) == NEXT
    assert [file.name for file in path.parent.iterdir()] == ["heads"]
    assert path.read_text() == format_checkpoint(NEXT)


@pytest.mark.parametrize(
    "content",
    [b"", b"x", b"\xff\xfe", format_checkpoint(HEAD).encode()[:-9], format_checkpoint(HEAD).encode() + b"\n"],
)
def test_a_damaged_file_is_not_taken_for_no_file(path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(ProofBad):
        FileHeads(path).last(ORIGIN)


def test_the_head_of_another_log_is_refused(path):
    FileHeads(path).keep(HEAD)
    with pytest.raises(ProofBad, match=r"kpu\.example"):
        FileHeads(path).last("polres.example/sinergi")


@pytest.mark.parametrize("call", ["replace", "fsync"])
def test_a_crash_while_writing_leaves_the_old_head(path, monkeypatch, call):
    heads = FileHeads(path)
    heads.keep(HEAD)

    def fail(*arguments):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(*{"replace": (Path, "replace"), "fsync": (os, "fsync")}[call], fail)
        with pytest.raises(ProofBad, match="no space left"):
            heads.keep(NEXT)
    assert heads.last(ORIGIN) == HEAD
    assert [file.name for file in path.parent.iterdir()] == ["heads"]


def test_what_is_no_file_is_refused(tmp_path):
    with pytest.raises(ProofBad):
        FileHeads(tmp_path).last(ORIGIN)
    (tmp_path / "x").touch()
    with pytest.raises(ProofBad):
        FileHeads(tmp_path / "x" / "y").keep(HEAD)


def test_two_runs_of_a_client_notice_what_happened_in_between(path):
    world = small_world()
    world.client(POLRES, KPU, heads=FileHeads(path)).query(TPS, **AMAN)
    world.client(POLRES, KPU, heads=FileHeads(path)).query(TPS, **AMAN)
    assert FileHeads(path).last(world.kpu.origin).size == 3
    rewritten = small_world(seed="other")
    with pytest.raises(ProofBad):
        rewritten.client(POLRES, KPU, heads=FileHeads(path)).query(TPS, **AMAN)
    assert FileHeads(path).last(world.kpu.origin).size == 3


def test_an_unchanged_head_is_not_written_again(path):
    kept = []

    class Counting(FileHeads):
        def keep(self, head):
            kept.append(head.size)
            super().keep(head)

    watch = HeadWatch(Counting(path), lambda old, new: ())
    watch.see(HEAD)
    watch.see(HEAD)
    assert kept == [3]


def test_the_field_is_read_in_its_one_text():
    root = "cnJycnJycnJycnJycnJycnJycnJycnJycnJycnJycnI="
    assert parse_head(f'"{ORIGIN}";size=3;root=:{root}:', ORIGIN) == HEAD
    for twin in (
        f'"{ORIGIN}"; size=3;root=:{root}:',
        f'"{ORIGIN}";size=3;root=:{root[:-1]}:',
        f'"{ORIGIN}";size=3.0;root=:{root}:',
        f' "{ORIGIN}";size=3;root=:{root}:',
        f'"{ORIGIN}";size=3;root=:{root}:\n',
    ):
        with pytest.raises(ProofBad):
            parse_head(twin, ORIGIN)
