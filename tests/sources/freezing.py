"""A server that hangs: it is there, and answers nothing."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def frozen(pid: int) -> Iterator[None]:
    """Stop a process for as long as this lasts.

    The signal reaches the threads one after another; until the last has stopped, a
    server of many may still answer.
    """
    os.kill(pid, signal.SIGSTOP)
    try:
        while not all(_is_stopped(task) for task in Path(f"/proc/{pid}/task").iterdir()):
            os.sched_yield()
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def _is_stopped(task: Path) -> bool:
    try:
        # After the name, which may hold anything: proc_pid_stat(5).
        return (task / "stat").read_text().rpartition(")")[2].split()[0] == "T"
    except (FileNotFoundError, ProcessLookupError):
        return True
