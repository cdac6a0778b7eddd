"""Kill -9 at random moments under load: what a client was told stays true, whatever else is lost."""

import os
import random
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from tests.end_to_end.load import Load, check_told, load_on
from tests.end_to_end.postgres import Postgres
from tests.end_to_end.stand import Node, answered, make_pair, served, wait_for

KILLS = 18
# So many of them kill every process of a server at one stroke.
WHOLE = 4


@pytest.fixture(params=["one node on SQLite", "two nodes on PostgreSQL"])
def nodes(request: pytest.FixtureRequest, house: Path, tmp_path: Path) -> Iterator[Sequence[Node]]:
    if "SQLite" in request.param:
        yield [Node(house, tmp_path / "state").prepare()]
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    with postgres.database() as name:
        yield make_pair(house, tmp_path, postgres.url(name))


def test_what_a_client_was_told_survives_every_kill(nodes: Sequence[Node]):
    chance = random.Random(20261124)
    strokes = [True] * WHOLE + [False] * (KILLS - WHOLE)
    chance.shuffle(strokes)
    with served(*nodes):
        with load_on(*nodes, clients=4) as load:
            for is_whole in strokes:
                await_answers(nodes, load, 5)
                time.sleep(chance.random() / 10)
                strike(chance.choice(nodes), chance, is_whole=is_whole)
            await_answers(nodes, load, 5)
        assert load.refusals.keys() <= {(503, "log-unavailable")}
        assert len(load.receipts) > KILLS
        check_told(nodes[0], load)
        # The log goes on where it was, and is one log from its first entry to its last.
        for node in nodes:
            wait_for(lambda node=node: answered(node), node.why_not)
    for node in nodes:
        verified = node.run("log", "verify", "--config", str(node.config))
        assert verified.exit_code == 0, verified.output


def await_answers(nodes: Sequence[Node], load: Load, count: int) -> None:
    """Wait for so many answers more; start a server that ended, as a service manager would."""
    before = len(load.told)

    def have_come() -> bool:
        for node in nodes:
            if not node.is_running():
                node.launch()
        return len(load.told) >= before + count

    wait_for(have_come, lambda: (load.refusals, load.broken, nodes[0].why_not()))


def strike(node: Node, chance: random.Random, *, is_whole: bool) -> None:
    workers = node.workers()
    if is_whole or not workers:
        node.kill()
        return
    with suppress(ProcessLookupError):
        os.kill(chance.choice(workers), signal.SIGKILL)
