"""The machine that figures come from, in words that let a reader judge them."""

import os
import platform
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_LIBRARIES = (
    *("cryptography", "datasette", "fastapi", "flask", "granian", "gunicorn", "marshmallow", "orjson"),
    *("psycopg", "pydantic", "sqlalchemy", "uvicorn"),
)


def describe_machine() -> Mapping[str, object]:
    """Return processor, cores, memory, kernel, Python, libraries and the load before the run."""
    return {
        "processor": _line_of("/proc/cpuinfo", "model name") or platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "kernel": platform.release(),
        "python": platform.python_version(),
        "libraries": {name: _version(name) for name in _LIBRARIES},
        "load_average_before": [round(each, 2) for each in os.getloadavg()],
    }


def _line_of(path: str, name: str) -> str:
    for line in Path(path).read_text().splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return ""


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
