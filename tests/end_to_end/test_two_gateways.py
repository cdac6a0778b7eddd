"""Two served gateways deal with an agreement: proposed, accepted, activated and compared, as operators do."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.demo.sample import write_sqlite
from tests.end_to_end.stand import AGREEMENT, CONSUMER, PROVIDER, ROOT, Node, served
from tests.end_to_end.wire import send


class Pair:
    """KPU and Polres, each on a copy of the house, each the other's peer."""

    def __init__(self, house: Path, folder: Path) -> None:
        self.kpu = Node(house, folder / "kpu-state")
        self.polres = Node(house, folder / "polres-state")
        for node, name, other in ((self.kpu, "kpu", self.polres), (self.polres, "polres", self.kpu)):
            text = (ROOT / f"config/{name}.toml").read_text()
            text = re.sub(r"http://127.0.0.1:840[12]", f"http://127.0.0.1:{other.port}", text)
            node.config = folder / f"{name}.toml"
            node.config.write_text(text)
        write_sqlite(self.polres.layout.gateway("polres") / "data.db", CONSUMER)
        # Polres has everything but the agreement; nobody has its signature.
        for node in (self.kpu, self.polres):
            for jws in (node.state / "policies/agreements").glob(f"{AGREEMENT}.{CONSUMER}.jws"):
                jws.unlink()
        for path in (self.polres.state / "policies/agreements").glob(f"{AGREEMENT}.*"):
            path.unlink()
        for node in (self.kpu, self.polres):
            node.prepare()


@pytest.fixture
def pair(house: Path, tmp_path: Path) -> Iterator[Pair]:
    made = Pair(house, tmp_path)
    with served(made.kpu, made.polres):
        yield made


def run(node: Node, *words: object) -> str:
    done = node.run(*map(str, words), "--config", str(node.config))
    assert done.exit_code == 0, done.output
    return done.output


def test_an_agreement_goes_from_one_gateway_to_the_other_and_comes_into_force(pair: Pair):
    kpu, polres = pair.kpu, pair.polres
    assert send(kpu.address, kpu.ask()).code == "agreement-unsigned"
    sent = run(kpu, "agreements", "propose", AGREEMENT, kpu.state / "policies", "--to", CONSUMER)
    digest = re.search(r"digest of the proposal ([0-9a-f]{64})", sent)[1]
    key = polres.state / "officials/polres/signatory.pem"
    run(polres, "agreements", "accept", digest, polres.state / "policies", "--key", key, "--name", CONSUMER)
    out = kpu.state / "jawaban"
    run(kpu, "agreements", "inbox", digest, "--export", out)
    name = f"agreements/{AGREEMENT}.{CONSUMER}.jws"
    assert (out / name).read_bytes() == (polres.state / "policies" / name).read_bytes()
    (kpu.state / "policies" / name).write_bytes((out / name).read_bytes())
    # Active at one alone: compared, it is out of force; active at both, it is in force.
    run(kpu, "policies", "activate", kpu.state / "policies")
    assert send(kpu.address, kpu.ask()).status == 200
    differs = kpu.run("agreements", "compare", "--config", str(kpu.config))
    assert differs.exit_code == 1
    assert send(kpu.address, kpu.ask()).code == "agreement-differs"
    run(polres, "policies", "activate", polres.state / "policies")
    assert PROVIDER in run(polres, "agreements", "compare")
    assert send(kpu.address, kpu.ask()).status == 200
    for node in (kpu, polres):
        run(node, "log", "verify")
