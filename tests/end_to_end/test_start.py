"""`gateway serve` on something broken: one line that says what, where and how to mend it, exit code 2."""

import shutil
import socket
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from gateway.storage.high_water import Head, HighWater
from tests.end_to_end.stand import CONFIG, CONSUMER, PROVIDER, Node


class Broken(NamedTuple):
    """What is broken, and what the line must say of it."""

    spoil: Callable[[Node], object]
    says: str


@pytest.fixture(scope="module")
def ready(house: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Prepare a state folder that would serve; every case spoils a copy of it."""
    state = tmp_path_factory.mktemp("start") / "state"
    return Node(house, state).prepare().state


@pytest.fixture
def node(ready: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Node:
    config = tmp_path / "kpu.toml"
    shutil.copy(CONFIG, config)
    # What passes every check would serve for ever.
    monkeypatch.setattr("gateway.cli.serve.Granian.serve", lambda self: pytest.fail("it serves"))
    node = Node(ready, tmp_path / "state", config=config)
    (tmp_path / "state/kpu").chmod(0o700)
    return node


def place(line: str) -> str:
    """Name a line of the settings file by how it begins."""
    (number,) = [at for at, text in enumerate(CONFIG.read_text().splitlines(), 1) if text.startswith(line)]
    return f"{{config}}:{number}: "


def edit(old: str, new: str) -> Callable[[Node], object]:
    """Change the settings file."""

    def spoil(node: Node) -> None:
        text = node.config.read_text()
        assert old in text
        node.config.write_text(text.replace(old, new, 1))

    return spoil


def environ(**variables: str) -> Callable[[Node], object]:
    return lambda node: node.environ.update(variables)


def pins(text: str) -> Callable[[Node], object]:
    return lambda node: (node.state / "pins.toml").write_text(text)


def key(name: str, spoil: Callable[[Path], object]) -> Callable[[Node], object]:
    """Change one of the gateway's key files."""
    return lambda node: spoil(node.state / "kpu/keys" / name)


def copy_key(source: str, name: str) -> Callable[[Node], object]:
    return lambda node: shutil.copy(node.state / source, node.state / "kpu/keys" / name)


def sql(*statements: str) -> Callable[[Node], object]:
    """Change the database, past the triggers that guard it."""

    def spoil(node: Node) -> None:
        with closing(sqlite3.connect(node.database)) as connection, connection:
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall():
                connection.execute(f'DROP TRIGGER "{name}"')
            for statement in statements:
                connection.execute(statement)

    return spoil


def database(change: Callable[[Path], object]) -> Callable[[Node], object]:
    """Put something else in the place of the database."""

    def spoil(node: Node) -> None:
        for part in node.database.parent.glob("gateway.db*"):
            part.unlink()
        change(node.database)

    return spoil


def make_garbage(path: Path) -> None:
    path.write_bytes(b"garbage " * 999)


def make_folder(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir(0o700)


def make_empty(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE other (a)")


def lose_entries(node: Node) -> None:
    """Give out a head that the database does not hold, as one restored from a backup."""
    HighWater(node.state / "kpu/high-water").advance(Head(5, b"r" * 32))


FAR_ROOTS = "\n".join(f'[{agency}]\nthreshold = 1\nroots = ["{"A" * 43}"]' for agency in (PROVIDER, CONSUMER))

STORED = place('url = "sqlite:///gateway.db')
SOURCE = 'url = "sqlite:///kpu/data.db'

SETTINGS: Mapping[str, Broken] = {
    "no settings file": Broken(lambda node: node.config.unlink(), "{config}: "),
    "a folder as settings file": Broken(
        lambda node: (node.config.unlink(), node.config.mkdir()), "{config}: "
    ),
    "settings in another encoding": Broken(lambda node: node.config.write_bytes(b"\xff\xfe"), "{config}: "),
    "settings that are no TOML": Broken(edit("[server]", "[server"), "{config}:"),
    "no agency": Broken(edit('agency = "kpu-kapuas-hulu"', ""), "{config}:1: `agency`"),
    "an agency that is no name": Broken(edit('"kpu-kapuas-hulu"', '"KPU!"'), "{config}:3: `agency`"),
    "a misspelt key": Broken(edit("workers = 2", "wokers = 2"), "did you mean `workers`?"),
    "an unknown key": Broken(edit("workers = 2", "colour = 2"), "`server.colour` is unknown"),
    "a number as text": Broken(
        edit("threads = 8", 'threads = "8"'), place("threads = ") + "`server.threads` must be"
    ),
    "too many threads": Broken(
        edit("threads = 8", "threads = 70000"), place("threads = ") + "`server.threads` must be"
    ),
    "no workers": Broken(edit("workers = 2", "workers = 0"), "`server.workers` must be a whole number"),
    "no log origin": Broken(
        edit('origin = "kpu.kapuas-hulu.example/sinergi"', ""), "`log.origin` is required"
    ),
    "a table that is missing": Broken(edit("[trust]", "[trusts]"), "`trust`"),
    "half of TLS": Broken(edit("port = 8401", 'port = 8401\ntls_key = "k.pem"'), "go together"),
    "an open network without TLS": Broken(environ(SINERGI_HOST="0.0.0.0"), "needs TLS"),
    "a port variable that is no number": Broken(environ(SINERGI_PORT="web"), "SINERGI_PORT"),
    "a database of another kind": Broken(
        environ(SINERGI_DATABASE="mysql://u@h/d"), "SINERGI_DATABASE: neither"
    ),
    "a source of another kind": Broken(edit("sqlite:///kpu/data.db", "mysql://u@h/d"), place(SOURCE)),
    "a source far away without TLS": Broken(
        edit("sqlite:///kpu/data.db", "postgresql://u@db.example/d?sslmode=disable"), place(SOURCE)
    ),
    "no pins": Broken(lambda node: (node.state / "pins.toml").unlink(), "{state}/pins.toml: "),
    "pins that are no thumbprints": Broken(
        pins('[kpu-kapuas-hulu]\nthreshold = 1\nroots = ["x"]'), "{state}/pins.toml:3: "
    ),
    "pins of a threshold beyond the roots": Broken(
        pins(f'[kpu-kapuas-hulu]\nthreshold = 2\nroots = ["{"A" * 43}"]'), "{state}/pins.toml:2: "
    ),
}

KEYS: Mapping[str, Broken] = {
    **{
        f"no {name}": Broken(key(name, Path.unlink), f"{{state}}/kpu/keys/{name}")
        for name in ("log.pem", "answer.pem", "receipt.pem", "cursor.key", "pseudonym.key")
    },
    **{
        f"{name} open to others": Broken(
            key(name, lambda path: path.chmod(0o640)), f"chmod 600 {{state}}/kpu/keys/{name}"
        )
        for name in ("log.pem", "cursor.key")
    },
    **{
        f"{name} of garbage": Broken(key(name, make_garbage), f"keys/{name}")
        for name in ("log.pem", "answer.pem", "receipt.pem", "cursor.key")
    },
    "an empty key": Broken(key("log.pem", lambda path: path.write_bytes(b"")), "keys/log.pem"),
    "a folder as key": Broken(
        key("log.pem", lambda path: (path.unlink(), path.mkdir(0o700))), "keys/log.pem"
    ),
    "a secret too short": Broken(key("cursor.key", lambda path: path.write_text("AAAA")), "keys/cursor.key"),
    "no folder of keys": Broken(lambda node: shutil.rmtree(node.state / "kpu/keys"), "kpu/keys/log.pem"),
    "an answer key in the log's place": Broken(copy_key("kpu/keys/answer.pem", "log.pem"), "log"),
    "a log key in the answer's place": Broken(copy_key("kpu/keys/log.pem", "answer.pem"), "answer"),
    "the other agency's key": Broken(copy_key("polres/keys/answer.pem", "answer.pem"), "answer"),
    "a key that nobody knows": Broken(copy_key("officials/kpu/root.pem", "receipt.pem"), "receipt"),
}

POLICY: Mapping[str, Broken] = {
    "no active policy": Broken(
        sql("UPDATE log_state SET bundle = NULL, activated_at = NULL"), "gateway policies activate"
    ),
    "a stored policy that was changed": Broken(
        sql("UPDATE bundle_files SET content = content || x'0a' WHERE path LIKE 'agreements/%.yaml'"),
        "activate again",
    ),
    "a stored policy that lacks a file": Broken(
        sql("DELETE FROM bundle_files WHERE path LIKE 'datasets/%/tps.yaml'"), "activate again"
    ),
    "a stored policy that is gone": Broken(sql("DELETE FROM bundle_files"), "activate again"),
    "roots that are not the pinned ones": Broken(pins(FAR_ROOTS), "trust"),
    "the policy of another agency": Broken(edit('"kpu-kapuas-hulu"', '"polres-kapuas-hulu"'), "trust"),
}

DATABASE: Mapping[str, Broken] = {
    "no database": Broken(database(lambda path: None), "gateway storage upgrade"),
    "a database without tables": Broken(database(make_empty), "gateway storage upgrade"),
    "an empty file": Broken(database(Path.touch), "gateway storage upgrade"),
    "a file that is no database": Broken(database(make_garbage), STORED),
    "a folder as database": Broken(database(make_folder), STORED),
    "tables of another release": Broken(
        sql("UPDATE alembic_version SET version_num = '9999'"), "gateway storage upgrade"
    ),
    "the log of another gateway": Broken(
        sql("UPDATE log_state SET origin = 'other.example/log'"), "other.example/log"
    ),
    "a log that lost entries": Broken(lose_entries, "5"),
    "an unreachable PostgreSQL": Broken(
        environ(SINERGI_DATABASE="postgresql://sinergi@127.0.0.1:1/none"), "127.0.0.1"
    ),
}

CASES = {**SETTINGS, **KEYS, **POLICY, **DATABASE}


@pytest.mark.parametrize("broken", CASES.values(), ids=CASES.keys())
def test_serve_says_in_one_line_what_is_broken(node: Node, broken: Broken):
    broken.spoil(node)
    result = node.run("serve", "--config", str(node.config))
    # What no one foresaw would be a traceback.
    assert isinstance(result.exception, SystemExit), result.exception
    check_line(node, result.exit_code, result.stdout, result.stderr, broken.says)


def test_serve_says_in_one_line_that_its_port_is_taken(node: Node):
    with socket.create_server(node.address):
        result = node.run("serve", "--config", str(node.config))
    check_line(node, result.exit_code, result.stdout, result.stderr, f"{node.authority}: this address")


def test_a_real_process_says_it_too(node: Node):
    CASES["no log.pem"].spoil(node)
    done = node.command("serve", "--config", str(node.config))
    check_line(node, done.returncode, done.stdout, done.stderr, CASES["no log.pem"].says)


def test_what_is_broken_is_said_in_bahasa_indonesia_by_default(node: Node):
    CASES["a misspelt key"].spoil(node)
    node.environ |= {"LANGUAGE": "", "LC_ALL": "", "LC_MESSAGES": "", "LANG": "C"}
    done = node.command("serve", "--config", str(node.config), lang=None)
    check_line(node, done.returncode, done.stdout, done.stderr, "mungkin maksudnya `workers`?")


def check_line(node: Node, code: int, output: str, errors: str, says: str) -> None:
    assert code == 2, (code, output, errors)
    assert output == ""
    (line,) = errors.splitlines()
    assert line.startswith("gateway: ")
    assert says.format(config=node.config, state=node.state) in line
    assert "Traceback" not in line
