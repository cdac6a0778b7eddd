"""A file appears when it is whole, takes the place of the one before, and leaves nothing where it failed."""

import os
from contextlib import ExitStack
from pathlib import Path
from re import fullmatch

import pytest

from gateway.storage.whole_files import made_whole


@pytest.fixture
def place(tmp_path: Path) -> Path:
    place = tmp_path / "place"
    place.write_text("before")
    return place


def names(place: Path) -> list[str]:
    return [path.name for path in place.parent.iterdir()]


def test_what_fails_leaves_the_place_as_it_was_and_nothing_beside_it(place: Path):
    def fail(file: Path) -> None:
        file.write_text("half")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), made_whole(place) as file:
        fail(file)
    assert (place.read_text(), names(place)) == ("before", [place.name])


def test_what_cannot_be_made_durable_takes_no_place(place: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(descriptor: int) -> None:
        raise OSError("no room")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="no room"), made_whole(place) as file:
        file.write_text("after")
    assert (place.read_text(), names(place)) == ("before", [place.name])


def test_two_that_write_to_one_place_at_once_have_a_file_each(place: Path):
    with ExitStack() as stack:
        first, second = (stack.enter_context(made_whole(place)) for _ in range(2))
        assert first != second
        first.write_text("a" * 9)
        second.write_text("b")
        assert place.read_text() == "before"
    assert (place.read_text(), names(place)) == ("a" * 9, [place.name])
    assert place.stat().st_mode & 0o077 == 0


def test_what_a_kill_would_leave_is_its_owners_alone_and_bears_the_name_that_the_guide_tells(place: Path):
    with made_whole(place) as file:
        assert fullmatch(r"\.place\.\w{8}\.new", file.name)
        assert (file.parent, file.stat().st_mode & 0o077) == (place.parent, 0)


def test_no_link_is_written_through(place: Path, tmp_path: Path):
    link = tmp_path / "link"
    link.symlink_to(place)
    with made_whole(link) as file:
        file.write_text("after")
    assert (place.read_text(), link.is_symlink(), link.read_text()) == ("before", False, "after")
