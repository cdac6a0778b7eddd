"""Archives that would fill a disk or write elsewhere are refused; ours come out the same every time."""

import stat
import zipfile
from io import BytesIO

import pytest

from gateway.errors import ProofBad
from gateway.formats import read_zip, write_zip

FILES = {"receipt.jws": b"a.b.c", "trust/kpu.yaml": b"x: 1\n", "README-id.txt": b""}


def archive(name: str, content: bytes = b"x", mode: int = 0, kind: int = zipfile.ZIP_STORED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        info = zipfile.ZipInfo(name)
        info.external_attr = mode << 16
        info.compress_type = kind
        made.writestr(info, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "name",
    [
        "../outside", "a/../../outside", "/etc/passwd", "C:/x", "a\\b", "a//b", "a/", ".hidden", "a/.b",
        "a\nb", "-rf", "a b", "é", "a/b/c/d/e/f/g/h/i/j", "x" * 40_000,
    ],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused(name: str):
    with pytest.raises(ProofBad):
        read_zip(archive(name))


@pytest.mark.parametrize("mode", [stat.S_IFLNK | 0o777, stat.S_IFDIR | 0o755, stat.S_IFIFO | 0o644])
def test_what_is_no_plain_file_is_refused(mode: int):
    with pytest.raises(ProofBad):
        read_zip(archive("a", mode=mode))


def test_a_bomb_is_refused_by_its_size_before_it_is_unpacked():
    bomb = archive("a", b"\0" * (65 << 20), kind=zipfile.ZIP_DEFLATED)
    assert len(bomb) < 1 << 20
    with pytest.raises(ProofBad):
        read_zip(bomb)


def test_a_bomb_that_lies_about_its_size_is_refused():
    small = archive("a", b"\0" * 10_000, kind=zipfile.ZIP_DEFLATED)
    with pytest.raises(ProofBad):
        read_zip(small.replace((10_000).to_bytes(4, "little"), (10).to_bytes(4, "little")))


def test_too_many_files_and_a_name_that_stands_twice_are_refused():
    with pytest.raises(ProofBad):
        read_zip(write_zip({f"f{number}": b"" for number in range(2_001)}))
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            made.writestr("a", b"2")
    with pytest.raises(ProofBad):
        read_zip(out.getvalue())


def test_every_cut_and_every_changed_content_is_refused():
    whole = write_zip(FILES)
    for end in range(0, len(whole), 7):
        with pytest.raises(ProofBad):
            read_zip(whole[:end])
    with pytest.raises(ProofBad):
        read_zip(whole.replace(b"a.b.c", b"a.b.d"))


def test_ours_come_out_the_same_in_any_order_and_go_back_in():
    whole = write_zip(FILES)
    assert whole == write_zip(dict(reversed(FILES.items())))
    assert read_zip(whole) == FILES
