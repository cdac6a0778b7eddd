"""The demonstration as somebody runs it: the command, a folder, and what it says."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.end_to_end.stand import ROOT, wait_for

# Where no one has chosen a language.
PLAIN = {"LANGUAGE": "", "LC_ALL": "C.UTF-8", "LANG": ""}


@dataclass(frozen=True, slots=True)
class Demo:
    """A demonstration that goes on serving."""

    state: Path
    process: "subprocess.Popen[bytes]"
    output: Path

    def interrupt(self) -> int:
        """Press Ctrl-C; return the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(40)


def command(state: Path, *options: str) -> Sequence[str]:
    return [sys.executable, "-m", "gateway.cli", "demo", "--state", str(state), *options]


def run(state: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command(state, *options),
        cwd=ROOT,
        env={**os.environ, **PLAIN},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


@contextmanager
def running(state: Path, *options: str) -> Iterator[Demo]:
    """Play the demonstration, and let it go on serving meanwhile."""
    output = state.with_name(f"{state.name}.txt")
    with output.open("wb") as file:
        process = subprocess.Popen(
            command(state, *options),
            cwd=ROOT,
            env={**os.environ, **PLAIN, "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    demo = Demo(state, process, output)

    def is_serving() -> bool:
        assert process.poll() is None, output.read_text()
        # Its last words name the file that outside clients read.
        return f"{state}/demo.json" in output.read_text()

    try:
        wait_for(is_serving, output.read_text, seconds=180)
        yield demo
    finally:
        if process.poll() is None:
            demo.interrupt()
