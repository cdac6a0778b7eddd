"""The desk's figures: two times for a folder in order, and none for one that is not."""

import pytest

from benchmarks.desk import _sign, measure
from benchmarks.running import Discarded


def test_a_signed_folder_is_checked_and_proved(tmp_path):
    found = measure(_sign(tmp_path, 2))
    assert set(found) == {"check", "prove"}
    assert all(seconds > 0 for seconds in found.values())


def test_a_folder_with_a_fault_does_not_count(tmp_path):
    folder = _sign(tmp_path, 1)
    (agreement,) = (folder / "agreements").glob("*.yaml")
    agreement.write_text(agreement.read_text().replace("enforcement:", "enforcment:"))
    with pytest.raises(Discarded, match="faults"):
        measure(folder)
