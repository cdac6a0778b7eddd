"""Kill -9 at random moments under load: what a client was told stays true, whatever else is lost."""

import os
import random
import signal
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tests.end_to_end.load import Load, check_told, load_on
from tests.end_to_end.stand import Node, answered, served, wait_for

# Who is killed, and how often: one process that answers, the one that started it, or all at one stroke.
STROKES = {"a worker": 12, "its parent": 3, "the whole server": 3}


def test_what_a_client_was_told_survives_every_kill(nodes: Sequence[Node]):
    chance = random.Random(20261124)
    strokes = [whom for whom, count in STROKES.items() for _ in range(count)]
    chance.shuffle(strokes)
    with served(*nodes):
        with load_on(*nodes, clients=4) as load:
            for whom in strokes:
                await_answers(nodes, load, 5)
                time.sleep(chance.random() / 10)
                strike(chance.choice(nodes), chance, whom)
            await_answers(nodes, load, 5)
        assert load.refusals.keys() <= {(503, "log-unavailable")}
        assert len(load.receipts) > len(strokes)
        check_told(nodes[0], load)
        # The log goes on where it was, and is one log from its first entry to its last.
        wait_for(lambda: revive(nodes) and all(map(answered, nodes)), nodes[0].why_not)
    for node in nodes:
        verified = node.run("log", "verify", "--config", str(node.config))
        assert verified.exit_code == 0, verified.output


def await_answers(nodes: Sequence[Node], load: Load, count: int) -> None:
    """Wait for so many answers more."""
    before = len(load.told)
    wait_for(
        lambda: revive(nodes) and len(load.told) >= before + count,
        lambda: (load.refusals, load.broken, nodes[0].why_not()),
    )


def revive(nodes: Sequence[Node]) -> bool:
    """Start every server that has ended, as a service manager would."""
    for node in nodes:
        if not node.is_running():
            node.launch()
    return True


def strike(node: Node, chance: random.Random, whom: str) -> None:
    workers = node.workers()
    if whom == "a worker" and workers:
        with suppress(ProcessLookupError):
            os.kill(chance.choice(workers), signal.SIGKILL)
    else:
        node.kill(whole=whom != "its parent")


def test_a_server_whose_first_process_is_killed_lets_go_of_its_address(house: Path, tmp_path: Path):
    node = Node(house, tmp_path / "state").prepare()
    with served(node):
        orphans = node.workers()
        node.kill(whole=False)
        wait_for(lambda: not any(map(is_alive, orphans)))
        node.start()
        assert answered(node)


def is_alive(pid: int) -> bool:
    """Say whether a process runs; one that nobody has waited for runs no more."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
