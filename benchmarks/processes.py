"""A server's whole process tree: started, watched through /proc, and ended with whoever started it."""

import ctypes
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_TICKS = os.sysconf("SC_CLK_TCK")
_LIBC = ctypes.CDLL(None)
_PR_SET_PDEATHSIG = 1


class NotStarted(Exception):
    """A server did not come up; the message ends with what it said."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What a process tree occupies now, in bytes; shared pages count once among those that share them."""

    pss: int
    rss: int


class Server:
    """One server and its children; `stop` ends them all."""

    def __init__(
        self,
        command: Sequence[str],
        log: Path,
        *,
        environ: Mapping[str, str] | None = None,
        cwd: Path = ROOT,
        user: int | None = None,
    ) -> None:
        self._log = log
        self._command = list(command)
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                self._command,
                env={**os.environ, "PYTHONPATH": str(ROOT), **(environ or {})},
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                # A Ctrl-C in the terminal is for the benchmark alone, which then ends its servers in order.
                process_group=0,
                preexec_fn=end_with_parent,
                user=user,
                group=user,
                extra_groups=None if user is None else [],
            )

    @property
    def pid(self) -> int:
        """The process that started the others."""
        return self._process.pid

    def wait_until(self, is_ready: Callable[[], bool], seconds: float = 60.0) -> None:
        """Wait for the server to answer.

        Raises:
            NotStarted: it ended, or took too long.
        """
        deadline = time.monotonic() + seconds
        while not is_ready():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise NotStarted(f"{' '.join(self._command)}\n{self.said()}")
            time.sleep(0.02)

    def said(self) -> str:
        """Return the end of what it wrote."""
        return self._log.read_text("utf-8", "replace")[-3000:]

    def pids(self) -> list[int]:
        """Return every process of the tree."""
        found, unseen = [], [self.pid]
        while unseen:
            pid = unseen.pop()
            found.append(pid)
            with suppress(OSError):
                for task in Path(f"/proc/{pid}/task").iterdir():
                    unseen += map(int, (task / "children").read_text().split())
        return found

    def cpu_seconds(self) -> float:
        """Return the processor time of the tree so far, of ended children too."""
        ticks = 0
        for pid in self.pids():
            with suppress(OSError):
                # The name may hold spaces and ends at the last bracket; proc(5) counts fields from 1.
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                ticks += sum(map(int, fields[11:15]))
        return ticks / _TICKS

    def memory(self) -> Memory:
        """Return what the tree occupies now."""
        pss = rss = 0
        for pid in self.pids():
            with suppress(OSError):
                for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                    name, _, value = line.partition(":")
                    if name == "Pss":
                        pss += int(value.split()[0]) * 1024
                    elif name == "Rss":
                        rss += int(value.split()[0]) * 1024
        return Memory(pss, rss)

    def file_handles(self) -> int:
        """Count the open files of the tree."""
        count = 0
        for pid in self.pids():
            with suppress(OSError):
                count += len(os.listdir(f"/proc/{pid}/fd"))
        return count

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Ask it to end, and end by force what is left after a while."""
        if self._process.poll() is None:
            self._process.send_signal(how)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(20)
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait(20)


def end_with_parent() -> None:
    """Ask the kernel to end this process when the benchmark is gone, however it went."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def work_for_parent() -> None:
    """Prepare a process that works for the benchmark: a Ctrl-C is the benchmark's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    end_with_parent()


def free_port() -> int:
    """Find a port that nobody uses now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
