"""A whole run, as small as it can be: real servers, real signatures, real load; no time is asserted."""

import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import running
from benchmarks.load import Expected
from benchmarks.running import Discarded, run_load
from benchmarks.scenario import Contender, Load
from benchmarks.scenarios import DIRECT, PLAIN, SCENARIOS, SINERGI
from benchmarks.site import Site
from benchmarks.stands import Stand
from tests.benchmarks.answering import answering, reply

MIXED = replace(
    SCENARIOS["rows100"],
    contenders=(replace(SINERGI, processes=1), replace(PLAIN, processes=1), replace(DIRECT, processes=1)),
    asked=(Load("query", 10, 500), Load("lookup", 1, 500)),
    connections=4,
    rounds=2,
    seconds=0.2,
)


@pytest.fixture(autouse=True)
def short(monkeypatch):
    monkeypatch.setattr(running, "WARM_UP_SECONDS", 0.1)
    monkeypatch.setattr(running, "_FIRST_RATE", 300)


def quiet(line):
    pass


def test_the_gateway_and_its_peers_take_turns_and_every_answer_holds(tmp_path):
    with Site(MIXED, tmp_path, quiet) as site:
        rounds = run_load(MIXED, site.make, quiet)
    assert list(rounds) == ["sinergi", "plain", "direct"]
    for measured in rounds.values():
        assert len(measured) == 2
        assert all(each["answers"] > 0 and each["cpu"] > 0 and each["memory"] > 0 for each in measured)


class Spoilt(Stand):
    """A contender that gives a wrong answer after many good ones."""

    def __init__(self, address):
        super().__init__(Contender("spoilt", "plain_flask"), Path("."), None)
        self.addresses = [address]

    def start(self):
        pass

    def requests(self, asks, kinds):
        return [b"GET / HTTP/1.1\r\n\r\n"] * len(kinds)

    def learn(self, ask):
        return Expected(200, b"good", b"")


def test_one_wrong_answer_discards_the_whole_run():
    with answering(lambda number: reply(b"bad!" if number == 60 else b"good")) as address:
        scenario = replace(MIXED, contenders=(Contender("spoilt", "plain_flask"),), seconds=30)
        with pytest.raises(Discarded, match="spoilt: a wrong answer"):
            run_load(scenario, lambda contender: Spoilt(address), quiet)


STARTER = """
import sys
from pathlib import Path
from benchmarks.processes import Server
print(Server([sys.executable, "-c", "import time; time.sleep(600)"], Path(sys.argv[1])).pid, flush=True)
sys.stdin.read()
"""


def test_a_server_ends_with_a_benchmark_that_is_killed(tmp_path):
    benchmark = subprocess.Popen(
        [sys.executable, "-c", STARTER, tmp_path / "log"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    server = int(benchmark.stdout.readline())
    benchmark.kill()
    benchmark.communicate()
    deadline = time.monotonic() + 30
    while is_running(server):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_running(pid):
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False
