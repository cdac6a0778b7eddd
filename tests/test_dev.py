"""dev.py: set up once, whole, by one run at a time, and never write where it may not."""

import ast
import importlib.util
import os
import re
import runpy
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from configparser import ConfigParser
from pathlib import Path
from threading import Event

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = (ROOT / "dev.py").read_text(encoding="utf-8")
KEYED = ("setup.cfg", "pyproject.toml", "constraints.txt")


class Tool:
    """dev.py loaded from a checkout of its own, with the slow programs replaced."""

    def __init__(self, checkout: Path) -> None:
        checkout.mkdir()
        for name in ("dev.py", *KEYED):
            shutil.copyfile(ROOT / name, checkout / name)
        spec = importlib.util.spec_from_file_location("dev_under_test", checkout / "dev.py")
        assert spec is not None
        assert spec.loader is not None
        self.dev = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self.dev)
        self.checkout = checkout
        self.steps: list[str] = []
        self.really = self.dev.quietly
        self.dev.quietly = self.quietly
        self.interrupt_at: str | None = None
        # A hold lasts as long as its process, which here is the test run.
        self.hold = self.dev.hold
        self.held: list[Path] = []
        self.dev.hold = self.held.append

    def quietly(self, command: list[object], purpose: str) -> None:
        self.steps.append(purpose)
        if purpose == self.interrupt_at:
            raise KeyboardInterrupt
        if purpose == "make the environment":
            env = Path(str(command[-1]))
            (env / f"lib/python3.{sys.version_info.minor}/site-packages").mkdir(parents=True)
            (env / "bin").mkdir()
            (env / "bin/python").symlink_to(sys.executable)

    def change(self) -> None:
        """Change what the environment is made from."""
        with (self.checkout / "constraints.txt").open("a") as file:
            file.write("# another\n")


@pytest.fixture
def tool(tmp_path):
    return Tool(tmp_path / "checkout")


def run_dev(*arguments, cwd=ROOT):
    return subprocess.run(
        [sys.executable, cwd / "dev.py", *arguments], capture_output=True, text=True, check=False, cwd=cwd
    )


def test_called_bare_it_lists_every_task_and_sets_nothing_up(tool):
    done = run_dev(cwd=tool.checkout)
    assert done.returncode == 0
    assert all(f"\n  {task} " in done.stdout for task in ("demo", "test", "lint", "serve", "bench"))
    assert not (tool.checkout / ".venv").exists()


def test_an_unknown_task_gets_one_line_and_exit_2():
    done = run_dev("tset")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "'tset'" in done.stderr


def test_it_parses_under_python_3_6_and_needs_the_standard_library_alone():
    tree = ast.parse(SOURCE, feature_version=(3, 6))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


def test_an_older_python_gets_one_line_and_exit_2(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 10, 13, "final", 0))
    with pytest.raises(SystemExit) as exit:
        runpy.run_path(str(ROOT / "dev.py"), run_name="__main__")
    assert exit.value.code == 2
    assert capsys.readouterr().err == "dev.py needs Python 3.11 or later; this is Python 3.10.\n"


def test_a_system_without_file_locks_gets_one_line_and_exit_2(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "fcntl", None)
    with pytest.raises(SystemExit) as exit:
        runpy.run_path(str(ROOT / "dev.py"), run_name="__main__")
    assert exit.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "state", "rest"),
    [
        pytest.param(["--once"], None, ["--once"], id="none"),
        pytest.param(["--state", "d", "-x"], "d", ["-x"], id="two words"),
        pytest.param(["-x", "--state=d"], "d", ["-x"], id="one word"),
        pytest.param(["-k", "--stateful"], None, ["-k", "--stateful"], id="a longer option is another"),
    ],
)
def test_the_state_folder_is_taken_out_of_the_arguments(tool, arguments, state, rest):
    assert tool.dev.take_state(arguments) == (state and Path(state), rest)


@pytest.mark.parametrize("arguments", [["--state"], ["--state="]])
def test_a_state_option_without_a_folder_is_refused(tool, arguments):
    with pytest.raises(SystemExit, match="2"):
        tool.dev.take_state(arguments)


@pytest.mark.parametrize("changed", [*KEYED, "extras", "python", "place"])
def test_the_environment_is_another_when_anything_it_is_made_from_changes(
    tool, changed, monkeypatch, tmp_path
):
    before = tool.dev.environment_name()
    assert tool.dev.environment_name() == before
    if changed == "extras":
        tool.dev.EXTRAS = (*tool.dev.EXTRAS, "bulk")
    elif changed == "python":
        monkeypatch.setattr(sys, "version", "3.99.0 (another build)")
    elif changed == "place":
        tool.dev.ROOT = shutil.copytree(tool.checkout, tmp_path / "copy")
    else:
        with (tool.checkout / changed).open("a") as file:
            file.write("\n")
    assert tool.dev.environment_name() != before


@pytest.mark.parametrize("interrupted", ["make the environment", "install the libraries"])
def test_an_interrupted_set_up_is_made_again_from_nothing(tool, interrupted):
    tool.interrupt_at = interrupted
    with pytest.raises(KeyboardInterrupt):
        tool.dev.prepare(None)
    env = tool.checkout / ".venv" / tool.dev.environment_name()
    env.mkdir(exist_ok=True)
    (env / "half-written").touch()
    tool.interrupt_at = None
    assert tool.dev.prepare(None) == env
    assert not (env / "half-written").exists()
    assert (env / "ready").exists()


def test_what_is_set_up_is_reused_without_running_anything(tool):
    first = tool.dev.prepare(None)
    tool.steps.clear()
    assert tool.dev.prepare(None) == first
    assert not tool.steps


def test_an_environment_whose_python_is_gone_is_made_again(tool):
    env = tool.dev.prepare(None)
    (env / "bin/python").unlink()
    (env / "bin/python").symlink_to("/no/python/here")
    tool.dev.prepare(None)
    assert (env / "bin/python").exists()


def test_runs_at_the_same_time_set_up_once(tool):
    waiting = Event()
    slow_step = tool.dev.quietly

    def quietly(command, purpose):
        slow_step(command, purpose)
        if purpose == "install the libraries":
            assert waiting.wait(10), "the other run did not wait for this one"

    tool.dev.quietly = quietly
    tool.dev.say = lambda line: waiting.set() if "waiting" in line else None
    with ThreadPoolExecutor(2) as threads:
        envs = list(threads.map(lambda _: tool.dev.prepare(None), range(2)))
    assert len(set(envs)) == 1
    assert tool.steps.count("install the libraries") == 1


def test_a_step_outliving_a_killed_run_keeps_the_lock(tool):
    with tool.dev.locked(tool.checkout / ".venv") as lock:
        tool.really([sys.executable, "-c", f"import os; os.fstat({lock})"], "look at the lock")


def test_a_step_that_fails_shows_what_it_said_and_stops(tool, capfd):
    with pytest.raises(SystemExit, match="2"):
        tool.really([sys.executable, "-c", "import sys; sys.exit('no network')"], "install the libraries")
    assert capfd.readouterr().err.startswith("no network\ndev: Could not install the libraries;")


def test_an_environment_is_held_while_it_is_used(tool):
    env = tool.dev.prepare(None)
    assert tool.held == [env]


def test_an_old_environment_goes_once_nobody_uses_it(tool):
    old = tool.dev.prepare(None)
    mark = tool.hold(old)
    assert os.get_inheritable(mark), "the program that dev.py becomes must keep it"
    tool.change()
    new = tool.dev.prepare(None)
    assert old.exists(), "a demonstration may still be running from it"
    os.close(mark)
    tool.dev.prepare(None)
    assert not old.exists()
    assert new.exists()


def test_the_benchmark_has_an_environment_of_its_own_and_neither_clears_the_other(tool):
    ordinary = tool.dev.prepare(None)
    more = tool.dev.prepare(None, ("bench",))
    assert tool.dev.prepare(None) == ordinary != more
    assert (ordinary / "ready").exists()
    assert (more / "ready").exists()
    assert set(tool.dev.requirements(())) < set(tool.dev.requirements(("bench",)))


def test_a_checkout_leaves_the_environment_of_another_alone(tmp_path):
    first, second = Tool(tmp_path / "first"), Tool(tmp_path / "second")
    for tool in (first, second):
        tool.checkout.chmod(0o555)
    theirs = first.dev.prepare(tmp_path / "state")
    second.dev.prepare(tmp_path / "state")
    assert (theirs / "ready").exists()


def test_a_checkout_may_be_moved_with_its_environment_and_sets_up_anew(tool, tmp_path):
    old = tool.dev.prepare(None)
    tool.dev.ROOT = tool.checkout.rename(tmp_path / "moved")
    new = tool.dev.prepare(None)
    assert new.parent == tmp_path / "moved/.venv"
    assert not (new.parent / old.name).exists()


@pytest.fixture
def read_only(tool):
    tool.checkout.chmod(0o555)
    yield tool
    tool.checkout.chmod(0o755)


def test_a_read_only_checkout_needs_a_state_folder(read_only, capsys):
    with pytest.raises(SystemExit, match="2"):
        read_only.dev.prepare(None)
    assert "--state DIR" in capsys.readouterr().err
    assert not (read_only.checkout / ".venv").exists()


def test_a_read_only_checkout_is_set_up_below_the_state_folder(read_only, tmp_path):
    env = read_only.dev.prepare(tmp_path / "state")
    assert env.parent == tmp_path / "state/.venv"
    assert not (read_only.checkout / ".venv").exists()


def test_what_was_set_up_before_a_checkout_became_read_only_is_reused(tool):
    env = tool.dev.prepare(None)
    tool.checkout.chmod(0o555)
    tool.steps.clear()
    assert tool.dev.prepare(None) == env
    assert not tool.steps
    tool.checkout.chmod(0o755)


@pytest.fixture
def no_ensurepip(tool, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    return tool


def test_an_ordinary_user_is_told_the_one_line_to_run(no_ensurepip, monkeypatch, capsys):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit, match="2"):
        no_ensurepip.dev.prepare(None)
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert f"apt-get install --yes python3.{sys.version_info.minor}-venv" in said
    assert not no_ensurepip.steps


def test_root_installs_the_debian_package_first(no_ensurepip, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    no_ensurepip.dev.prepare(None)
    package = f"install python3.{sys.version_info.minor}-venv"
    assert no_ensurepip.steps == [package, "make the environment", "install the libraries"]


def test_a_machine_without_apt_gets_one_line(no_ensurepip, monkeypatch, capsys):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match="2"):
        no_ensurepip.dev.prepare(None)
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("place", ["plain", "with space", "it's quoted $HOME", "long" * 60])
def test_the_gateway_command_works_wherever_the_environment_lies(tool, tmp_path, place):
    env = tmp_path / place
    tool.quietly([env], "make the environment")
    tool.dev.link_package(env)
    package = tool.checkout / "gateway/cli"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("import sys\ndef main():\n    print(sys.argv[1:])\n    return 3\n")
    done = subprocess.run(
        [env / "bin/gateway", "log", "a b"],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(tool.checkout)},
    )
    assert (done.stdout, done.returncode) == ("['log', 'a b']\n", 3), done.stderr


def test_the_package_is_found_through_a_path_file_and_nothing_is_written_beside_it(tool):
    env = tool.dev.prepare(None)
    (path_file,) = env.glob("lib/python*/site-packages/sinergi.pth")
    assert path_file.read_text() == f"{tool.checkout}\n"
    assert not list(tool.checkout.glob("*.egg-info"))


def test_every_library_has_one_exact_version_and_no_line_names_a_place():
    setup = ConfigParser(interpolation=None)
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    texts = [setup["options"]["install_requires"], *setup["options.extras_require"].values()]
    wanted = {re.split(r"[\[ ><=]", line)[0].lower() for text in texts for line in text.split("\n") if line}
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[a-z0-9.-]+==[0-9][0-9a-z.]*", pin) for pin in pins)
    assert {name.replace("_", "-") for name in wanted} <= {pin.partition("==")[0] for pin in pins}


@pytest.fixture
def commands(tool):
    """Record the tools that a task runs; the named ones fail."""
    ran: list[str] = []
    tool.failing = set()

    def run(command, extra=None):
        words = " ".join(str(word) for word in command)
        ran.append(words)
        return int(any(name in words for name in tool.failing))

    tool.dev.run = run
    return ran


def test_lint_runs_every_check_also_after_one_has_failed(tool, commands, capsys):
    tool.failing = {"ruff check", "mypy"}
    assert tool.dev.main(["lint"]) == 1
    assert [re.search(r"ruff check|ruff format --check|mypy|lint-imports", line)[0] for line in commands] == [
        "ruff check",
        "ruff format --check",
        "mypy",
        "lint-imports",
    ]
    assert "faults: style, types." in capsys.readouterr().err


def test_lint_takes_no_arguments(tool, commands):
    with pytest.raises(SystemExit, match="2"):
        tool.dev.main(["lint", "gateway"])


@pytest.mark.parametrize("failing", ["lint-imports", "pytest"])
def test_a_test_run_without_arguments_lints_first_and_fails_with_either(tool, commands, failing):
    tool.failing = {failing}
    assert tool.dev.main(["test"]) == 1
    assert len(commands) == 5
    assert commands[-1].endswith("-n 2 --dist loadfile")


def test_a_test_run_with_arguments_is_pytest_with_them_alone(tool, commands):
    assert tool.dev.main(["test", "tests/test_errors.py", "-x"]) == 0
    (pytest_run,) = commands
    assert pytest_run.endswith("tests/test_errors.py -x")


@pytest.mark.parametrize(
    ("arguments", "passed_on"),
    [
        pytest.param(["demo", "--once", "--state", "d"], ["demo", "--once", "--state", "d"], id="demo"),
        pytest.param(["serve", "--state", "d", "-h"], ["serve", "-h"], id="serve"),
    ],
)
def test_demo_and_serve_become_the_gateway_command(tool, monkeypatch, arguments, passed_on):
    became = []
    monkeypatch.setattr(os, "execv", lambda program, words: became.append(words))
    tool.dev.main(arguments)
    ((python, *words),) = became
    assert python == str(tool.held[0] / "bin/python")
    assert words == ["-P", "-m", "gateway.cli", *passed_on]


def test_bench_becomes_the_benchmark(tool, monkeypatch):
    became = []
    monkeypatch.setattr(os, "execv", lambda program, words: became.append(words))
    tool.dev.main(["bench", "rows100", "--state", "d"])
    ((_, *words),) = became
    assert words == ["-P", "-m", "benchmarks", "rows100", "--state", "d"]


def test_the_standards_own_tool_judges_the_contracts_that_are_named(tool, commands, capsys):
    tool.failing = {"b.yaml"}
    assert tool.dev.main(["odcs", "a.yaml", "b.yaml"]) == 1
    assert [line.split("/bin/")[1] for line in commands] == [
        "datacontract lint a.yaml",
        "datacontract lint b.yaml",
    ]
    assert "1 of 2 contracts are valid ODCS" in capsys.readouterr().err
    assert any(line.startswith("datacontract-cli") for line in tool.dev.requirements(("odcs",)))


def test_ci_runs_the_test_task_last():
    script = (ROOT / ".ci/run").read_text()
    assert script.rstrip().splitlines()[-1] == "exec python3 dev.py test"
    assert os.access(ROOT / ".ci/run", os.X_OK)
