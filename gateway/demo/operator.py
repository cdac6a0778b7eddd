"""The `gateway` command as an operator or auditor would run it, in a process of its own."""

import subprocess
import sys

from gateway.demo.ceremony import Agency
from gateway.demo.stage import Stage


def run_gateway(stage: Stage, agency: Agency, *arguments: str) -> tuple[int, str]:
    """Run one command at an agency's gateway; returns its code and last line."""
    done = subprocess.run(
        [sys.executable, "-m", "gateway.cli", "--lang", stage.narrator.language, *arguments],
        env=stage.serving[agency.uid].environ,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    lines = (done.stdout + done.stderr).strip().splitlines()
    return done.returncode, lines[-1] if lines else "-"
