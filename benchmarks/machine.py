"""The machine that figures come from, in words that let a reader judge them."""

import os
import platform
import time
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile

_LIBRARIES = (
    *("cryptography", "datasette", "fastapi", "flask", "granian", "gunicorn", "marshmallow", "orjson"),
    *("psycopg", "pydantic", "sqlalchemy", "uvicorn"),
)


def describe_machine(state: Path) -> Mapping[str, object]:
    """Return processor, cores, memory, disk, kernel, Python, libraries and the load before the run.

    Args:
        state: The folder that logs are written below.
    """
    state.mkdir(parents=True, exist_ok=True)
    return {
        "processor": _line_of("/proc/cpuinfo", "model name") or platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "file_system": _file_system(state.resolve()),
        "kernel": platform.release(),
        "python": platform.python_version(),
        "libraries": {name: _version(name) for name in _LIBRARIES},
        "load_average_before": [round(each, 2) for each in os.getloadavg()],
        "fsync_ms_before": _fsync_ms(state),
    }


def _file_system(folder: Path) -> str:
    """Name the kind of file system: in `tmpfs`, forcing a log to the disk costs nothing."""
    mounts = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
    holding = [(point, kind) for _, point, kind, *_ in mounts if folder.is_relative_to(point)]
    # Of two mounts at one point the later one is seen.
    return max(enumerate(holding), key=lambda each: (len(each[1][0]), each[0]))[1][1]


def _fsync_ms(folder: Path) -> float:
    """Measure how long it takes to make one page of a growing file durable; the median of 50."""
    times = []
    with TemporaryFile(dir=folder) as file:
        for _ in range(50):
            file.write(bytes(4096))
            file.flush()
            begun = time.perf_counter()
            os.fsync(file.fileno())
            times.append(time.perf_counter() - begun)
    return round(median(times) * 1e3, 3)


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
