"""How a server ends: in order, whoever asks it to."""

import signal
from pathlib import Path

from tests.end_to_end.stand import Node, served, wait_for


def is_blocked(task: Path, number: signal.Signals) -> bool:
    """Say whether a thread is deaf to a signal."""
    (mask,) = [line.split()[1] for line in (task / "status").read_text().splitlines() if "SigBlk" in line]
    return bool(int(mask, 16) & 1 << number - 1)


def test_ctrl_c_reaches_the_process_that_ends_the_others_in_order(house: Path, tmp_path: Path):
    node = Node(house, tmp_path / "state").prepare()
    with served(node):
        workers = node.workers()
        threads = [task for pid in workers for task in Path(f"/proc/{pid}/task").iterdir()]
        # A worker that ended by itself might be taken for a fallen one, and be started again for good.
        assert len(threads) > len(workers) > 1
        assert all(is_blocked(task, signal.SIGINT) for task in threads)
        node.interrupt()
        assert not any(Path(f"/proc/{pid}").exists() for pid in workers)


def test_workers_that_are_still_starting_end_at_once_too(house: Path, tmp_path: Path):
    node = Node(house, tmp_path / "state").prepare()
    node.launch()
    try:
        wait_for(lambda: sum(map(has_begun, node.workers())) > 1)
        # Whoever does not hear this is killed after 30 seconds; `interrupt` waits for 20.
        node.interrupt()
    finally:
        node.kill()


def has_begun(pid: int) -> bool:
    """Say whether a worker has come as far as our own code: it is deaf to Ctrl-C from there on."""
    return is_blocked(Path(f"/proc/{pid}"), signal.SIGINT)
