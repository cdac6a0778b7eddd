#!/usr/bin/env python3
"""Every task of this project, on a machine that has only Python 3.11 or later.

Called bare it lists the tasks. Each task sets up what it needs and reuses what is
there. Four properties must survive a change:

- Standard library only, and nothing that Python 3.6 cannot parse: an older Python
  must get as far as the line that refuses it.
- A set-up counts once its `ready` file stands, which is written last; so an
  interrupted one is never used. One lock lets one run at a time set up.
- An environment in use is locked shared until its user ends, so that a run which
  clears old environments leaves it alone.
- Nothing is written in the checkout but `.venv`, and not even that when it is
  read-only; `bench` alone also leaves its results.
"""

import configparser
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

if sys.version_info < (3, 11):
    sys.stderr.write("dev.py needs Python 3.11 or later; this is Python %d.%d.\n" % sys.version_info[:2])
    sys.exit(2)
try:
    import fcntl
except ImportError:
    sys.stderr.write("dev.py runs on Linux and macOS; on Windows, run it inside WSL.\n")
    sys.exit(2)

ROOT = Path(__file__).resolve().parent
KEYED = ("setup.cfg", "pyproject.toml", "constraints.txt")
EXTRAS = ("postgresql", "test")
# What a task needs beyond: an environment of its own, so that the others' stays small.
MORE = {"bench": ("bench",), "odcs": ("odcs",)}


def main(arguments: Sequence[str]) -> int:
    """Run one task; return its exit code."""
    if not arguments:
        print("Usage: python3 dev.py TASK [ARGUMENT...]\n")
        for name, (_, purpose) in TASKS.items():
            print(f"  {name:6} {purpose}")
        print("\n  --state DIR  where to keep what is set up when this checkout is read-only")
        return 0
    name, *rest = arguments
    if name not in TASKS:
        stop(f"No task is called {name!r}. The tasks: {', '.join(TASKS)}.")
    state, others = take_state(rest)
    task, _ = TASKS[name]
    # The demonstration and the benchmark keep their own state below the same folder.
    return task(prepare(state, MORE.get(name, ())), rest if task in {demo, bench} else others)


def demo(env: Path, arguments: Sequence[str]) -> int:
    """Show two gateways swapping data."""
    return become(env, ["demo", *arguments])


def serve(env: Path, arguments: Sequence[str]) -> int:
    """Run one gateway."""
    return become(env, ["serve", *arguments])


def bench(env: Path, arguments: Sequence[str]) -> int:
    """Measure the gateway beside other services."""
    return become(env, arguments, "benchmarks")


def odcs(env: Path, arguments: Sequence[str]) -> int:
    """Let the standard's own tool judge the dataset contracts: those named, else all samples."""
    contracts = [Path(name) for name in arguments] or sorted((ROOT / "policies/datasets").rglob("*.yaml"))
    failed = [name for name in contracts if run([env / "bin/datacontract", "lint", name])]
    say(f"{len(contracts) - len(failed)} of {len(contracts)} contracts are valid ODCS.")
    return 1 if failed else 0


def lint(env: Path, arguments: Sequence[str]) -> int:
    """Run every check."""
    if arguments:
        stop(f"lint takes no arguments, not {shlex.join(arguments)}.")
    with cache_of(env) as cache:
        return check(env, cache)


def test(env: Path, arguments: Sequence[str]) -> int:
    """Lint and run every test; with arguments run pytest alone, with them."""
    with cache_of(env) as cache:
        linted = 0 if arguments else check(env, cache)
        if linted:
            say("The tests run all the same; this run fails whatever they say.")
        pytest = [env / "bin/python", "-m", "pytest", "-o", f"cache_dir={cache / 'pytest'}"]
        examples = {"HYPOTHESIS_STORAGE_DIRECTORY": str(cache / "hypothesis")}
        tested = run([*pytest, *(arguments or ["-n", "2", "--dist", "loadfile"])], examples)
    return tested or linted


TASKS: Mapping[str, tuple[Callable[[Path, Sequence[str]], int], str]] = {
    "demo": (demo, "two gateways swap sample data before your eyes [--once, --lang id|en, --state DIR]"),
    "test": (test, "lint, then every test; with arguments: pytest with them, no lint"),
    "lint": (lint, "style and format (ruff), types (mypy), imports between rooms (import-linter)"),
    "serve": (serve, "one gateway [--config config/kpu.toml]"),
    "odcs": (odcs, "dataset contracts judged by the tool of the Open Data Contract Standard [FILE...]"),
    "bench": (bench, "measure the gateway beside other services [NAME..., --list, --rounds N, --seconds S]"),
}


def check(env: Path, cache: Path) -> int:
    """Run the four checks, also after one has failed; return 1 if any fails, else 0."""
    tools = env / "bin"
    ruff_cache = ["--cache-dir", cache / "ruff"]
    checks = {
        "style": [tools / "ruff", "check", *ruff_cache, "."],
        "format": [tools / "ruff", "format", "--check", *ruff_cache, "."],
        "types": [tools / "python", "-m", "mypy", "--cache-dir", cache / "mypy"],
        "imports": [tools / "lint-imports", "--no-logo", "--cache-dir", cache / "imports"],
    }
    failed = []
    for name, command in checks.items():
        say(f"Checking {name}.")
        if run(command):
            failed.append(name)
    say(f"Lint found faults: {', '.join(failed)}." if failed else "Lint found no fault.")
    return 1 if failed else 0


def prepare(state: Path | None, more: Sequence[str] = ()) -> Path:
    """Return the folder of a ready environment, made now if need be and held while we run."""
    folder = environments_folder(state, more)
    env = folder / environment_name(more)
    with locked(folder):
        if not is_ready(env):
            build(env, more)
        hold(env)
        clear_old(folder, env)
    return env


def environments_folder(state: Path | None, more: Sequence[str]) -> Path:
    """Choose where environments live: in the checkout, or below `--state` when that is read-only."""
    below_checkout = ROOT / ".venv"
    if is_writable(ROOT):
        return below_checkout
    if state:
        return state.absolute() / ".venv"
    if is_ready(below_checkout / environment_name(more)):
        return below_checkout
    stop(f"The checkout {ROOT} is read-only. Add --state DIR, a folder for what is set up.")


def environment_name(more: Sequence[str] = ()) -> str:
    """Name the environment after all that it is made from; the first part names the checkout."""
    checkout = hashlib.sha256(os.fsencode(ROOT))
    made_from = hashlib.sha256(checkout.digest())
    for part in (
        sys.version.encode(),
        *map(str.encode, (*EXTRAS, *more)),
        *((ROOT / name).read_bytes() for name in KEYED),
    ):
        # Each part's own digest has one length, so no two lists of parts read alike.
        made_from.update(hashlib.sha256(part).digest())
    return f"{checkout.hexdigest()[:8]}-{made_from.hexdigest()[:12]}"


def is_writable(folder: Path) -> bool:
    """Tell whether to write here; root also heeds a folder without any write bit."""
    return os.access(folder, os.W_OK) and bool(folder.stat().st_mode & 0o222)


def is_ready(env: Path) -> bool:
    # The interpreter that the environment points at may have been removed since.
    return (env / "ready").is_file() and (env / "bin/python").exists()


@contextmanager
def locked(folder: Path) -> Iterator[int]:
    """Let one run at a time set up or clear what is below this folder."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(folder / "lock", os.O_CREAT | os.O_RDWR, 0o644)
    except OSError as problem:
        # Whoever only reuses another user's environment may read the lock and not write it.
        if not (folder / "lock").is_file():
            stop(f"Cannot write in {folder}: {problem.strerror}. Add --state DIR, a folder you may write.")
        lock = os.open(folder / "lock", os.O_RDONLY)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another run is setting up; waiting for it.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        # The programs that we start keep it too: if we are killed, they still write in the folder.
        os.set_inheritable(lock, True)
        yield lock
    finally:
        os.close(lock)


def hold(env: Path) -> int:
    """Mark the environment as in use until this process, or the one it becomes, ends; return the mark."""
    mark = os.open(env, os.O_RDONLY)
    fcntl.flock(mark, fcntl.LOCK_SH)
    os.set_inheritable(mark, True)
    return mark


def clear_old(folder: Path, env: Path) -> None:
    """Remove this checkout's other environments, but none that is in use."""
    ours = "????????" if folder.parent == ROOT else env.name[:8]
    current = {env.name, environment_name(), *map(environment_name, MORE.values())}
    for old in folder.glob(f"{ours}-????????????"):
        if old.name in current or not os.access(folder, os.W_OK):
            continue
        mark = os.open(old, os.O_RDONLY)
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(old, ignore_errors=True)
        except BlockingIOError:
            say(f"An older environment is still in use: {old}")
        finally:
            os.close(mark)


@contextmanager
def cache_of(env: Path) -> Iterator[Path]:
    """Give the tools a folder for their caches, also in an environment of another user."""
    if os.access(env, os.W_OK):
        yield env / "cache"
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)


def build(env: Path, more: Sequence[str]) -> None:
    """Make the environment: the libraries, the way to the package, and the `gateway` command."""
    if not os.access(env.parent, os.W_OK):
        stop(f"Cannot write in {env.parent}. Add --state DIR, a folder you may write.")
    require_ensurepip()
    say(f"Setting up {env} (about a minute, once).")
    shutil.rmtree(env, ignore_errors=True)
    quietly([sys.executable, "-m", "venv", env], "make the environment")
    say("Installing the libraries.")
    # -I: neither the caller's PYTHONPATH nor packages of his own take part.
    pip = [env / "bin/python", "-I", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    quietly([*pip, "--constraint", ROOT / "constraints.txt", *requirements(more)], "install the libraries")
    link_package(env)
    (env / "ready").touch()
    say(f"Ready. The gateway command is {env / 'bin/gateway'}")


def requirements(more: Sequence[str]) -> Sequence[str]:
    """Read from setup.cfg what the package and the extras need."""
    setup = configparser.ConfigParser(interpolation=None)
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    extras = setup["options.extras_require"]
    texts = [setup["options"]["install_requires"], *(extras[name] for name in (*EXTRAS, *more))]
    return [line for text in texts for line in text.splitlines() if line]


def require_ensurepip() -> None:
    """Make sure that `python -m venv` can work: Debian keeps half of it in another package."""
    if importlib.util.find_spec("ensurepip"):
        return
    package = f"python3.{sys.version_info.minor}-venv"
    install = f"apt-get install --yes {package}"
    if not shutil.which("apt-get"):
        stop("This Python lacks its ensurepip module. Install the package that holds it.")
    if os.geteuid() != 0:
        stop(f"This Python cannot make environments yet. Run once as root:  {install}")
    say(f"Installing the Debian package {package}.")
    # A fresh machine has no package lists; a stale one of somebody else's must not stop us.
    quietly(["sh", "-c", f"apt-get update; {install}"], f"install {package}")


def link_package(env: Path) -> None:
    """Make `import gateway` and the `gateway` command work from the checkout, writing nothing in it."""
    libraries = env / "lib" / f"python3.{sys.version_info.minor}" / "site-packages"
    (libraries / "sinergi.pth").write_text(f"{ROOT}\n")
    command = env / "bin/gateway"
    # Read by sh as one exec and by Python as a string: a path in `#!` may be neither long nor hold a space.
    command.write_text(
        f"#!/bin/sh\n'''exec' {shlex.quote(str(env / 'bin/python'))} \"$0\" \"$@\"\n'''\n"
        "import sys\n\nfrom gateway.cli import main\n\nsys.exit(main())\n"
    )
    command.chmod(0o755)


def take_state(arguments: Sequence[str]) -> tuple[Path | None, Sequence[str]]:
    """Split `--state DIR` (or `--state=DIR`) from the other arguments."""
    state, rest = None, []
    remaining = iter(arguments)
    for argument in remaining:
        name, equals, value = argument.partition("=")
        if name != "--state":
            rest.append(argument)
            continue
        state = value if equals else next(remaining, "")
        if not state:
            stop("--state needs a folder.")
    return (Path(state) if state else None), rest


def become(env: Path, arguments: Sequence[str], module: str = "gateway.cli") -> int:
    """Turn this process into a command of ours, so that signals reach it and nobody else."""
    python = str(env / "bin/python")
    # -P: the folder one stands in does not decide what is imported.
    os.execv(python, [python, "-P", "-m", module, *arguments])


def run(command: Sequence[object], extra: Mapping[str, str] = os.environ) -> int:
    """Run a tool in the checkout, its output shown; return its exit code."""
    words = list(map(str, command))
    return subprocess.run(words, cwd=ROOT, env={**os.environ, **extra}, check=False).returncode


def quietly(command: Sequence[object], purpose: str) -> None:
    """Run a step of the set-up; show what it said only if it failed, and stop."""
    words = list(map(str, command))
    done = subprocess.run(
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        close_fds=False,
        check=False,
    )
    if done.returncode:
        sys.stderr.write(done.stdout.decode(errors="replace"))
        stop(f"Could not {purpose}; what went wrong stands above. Mend that and run this again.")


def say(line: str) -> None:
    print(f"dev: {line}", file=sys.stderr, flush=True)


def stop(line: str) -> NoReturn:
    say(line)
    sys.exit(2)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
