"""The commands that start a peer, as its users would type them, with the gateway's processes and threads."""

import sys
from pathlib import Path

from benchmarks.scenario import Contender

THREADS = 8
_METADATA = Path(__file__).parent / "peers/datasette.json"


def peer_command(contender: Contender, port: int, source: Path | None) -> list[str]:
    """Return the command of one peer; `source` is the SQLite file that Datasette publishes."""
    app = f"benchmarks.peers.{contender.program}:app"
    workers = str(contender.processes)
    match contender.server:
        case "granian":
            return _python(
                *(
                    "granian",
                    "--interface=wsgi",
                    "--host=127.0.0.1",
                    f"--port={port}",
                    f"--workers={workers}",
                ),
                *(f"--blocking-threads={THREADS}", "--no-ws", "--log-level=warning", app),
            )
        case "gunicorn":
            return _python(
                *("gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", workers, "--threads", str(THREADS)),
                *("--log-level=warning", app),
            )
        case "uvicorn":
            return _python(
                *("uvicorn", "--port", str(port), "--workers", workers, "--log-level=warning"),
                *("--no-access-log", app),
            )
        case "datasette":
            return _python(
                *("datasette", "serve", str(source), "--port", str(port)),
                *("--metadata", str(_METADATA)),
            )


def _python(module: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", module, *arguments]
