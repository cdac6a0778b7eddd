"""Where the processes of a server run."""

import os
import shutil
from pathlib import Path

import pytest

from tests.end_to_end.stand import CONFIG, Node, served


@pytest.mark.parametrize("pin", [True, False])
def test_each_process_keeps_to_a_processor_unless_told_otherwise(house: Path, tmp_path: Path, pin: bool):
    config = tmp_path / "kpu.toml"
    shutil.copy(CONFIG, config)
    setting = "" if pin else "pin_workers = false\n"
    config.write_text(config.read_text().replace("threads = 8\n", f"threads = 8\n{setting}", 1))
    node = Node(house, tmp_path / "state", config=config).prepare()
    allowed = os.sched_getaffinity(0)
    with served(node):
        found = [os.sched_getaffinity(pid) for pid in node.workers()]
        free = [threads_on(pid, allowed) for pid in node.workers()]
    # With more processors than processes none is taken: see tests/test_processors.py.
    if not pin or len(allowed) > 2:
        assert found == [allowed] * 2
        return
    assert all(len(each) == 1 for each in found)
    # The one that waits for the process that started them.
    assert all(count <= 1 for count in free) or len(allowed) == 1
    assert len(set.union(*found)) == min(len(allowed), 2)


def threads_on(pid: int, processors: set[int]) -> int:
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return sum(os.sched_getaffinity(int(task.name)) == processors for task in tasks)
