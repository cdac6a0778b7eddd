"""Promises 4 and 5 over real storage: no record, no answer; and no release under a stale policy."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from gateway.audit import check_log
from gateway.policy import Rows, Selection
from gateway.signing import Answer
from tests.promises.nodes import BODY, NAME, ORIGIN, UID, Cluster
from tests.simulator import KPU, POLRES, Simulator, answer_of, json_of, keys_of

SHARED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
PATH = f"/v1/datasets/{NAME}/query"


@pytest.fixture(params=["sqlite", "postgresql"])
def cluster(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Cluster]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/state.db"
    else:
        url = request.getfixturevalue("postgres_url")
    cluster = Cluster(url, tmp_path)
    yield cluster
    cluster.close()


def query(node: Simulator, **changed: Any) -> Answer:
    return node.query(POLRES, NAME, BODY | changed)


def entries(cluster: Cluster) -> list[Mapping[str, Any]]:
    return [json.loads(leaf) for leaf in cluster.leaves()]


def ids(cluster: Cluster) -> dict[str, Mapping[str, Any]]:
    return {entry["exchange_id"]: entry for entry in entries(cluster)}


def check_whole(cluster: Cluster) -> None:
    """Verify the log as an auditor would, withdrawals included."""
    with cluster.looking() as run:
        notes = [row[0] for row in run("SELECT note FROM checkpoints ORDER BY size")]
    leaves = list(enumerate(cluster.leaves()))
    report = check_log(leaves, notes, origin=ORIGIN, key=keys_of(KPU)["log"].key)
    assert not report.findings
    assert report.size == len(leaves)


ASKS: Mapping[str, Callable[[Simulator], Answer]] = {
    "a query": query,
    "a refused query": lambda node: query(node, fields=["tiada"]),
    "a dry run": lambda node: query(node, dry_run=True),
    "the catalog": lambda node: node.send(POLRES, KPU, "GET", "/v1/catalog"),
    "nowhere": lambda node: node.send(POLRES, KPU, "GET", "/v1/tiada"),
    "a stranger": lambda node: node.send(POLRES, KPU, "POST", PATH, BODY, signer=keys_of(POLRES)["stray"]),
}


def test_every_answer_to_a_known_caller_is_durable_when_it_arrives(cluster: Cluster) -> None:
    for number in range(3):
        for name, ask in ASKS.items():
            answer = ask(cluster.nodes[number % 2])
            known = ids(cluster)
            assert (answer.field("exchange-id") in known) == (name != "a stranger"), name
    check_whole(cluster)


def test_a_replay_on_another_node_is_refused(cluster: Cluster) -> None:
    first, second = cluster.nodes
    message = first.signed(POLRES, KPU, "POST", PATH, BODY)
    assert answer_of(first.kpu.app, message).status == 200
    second.kpu.source.selections.clear()
    again = answer_of(second.kpu.app, message)
    assert (again.status, json_of(again)["code"]) == (409, "replayed")
    assert not second.kpu.source.selections
    released = [entry for entry in entries(cluster) if entry["outcome"] == "released"]
    assert len(released) == 1


@pytest.mark.parametrize("name", [name for name in ASKS if name != "a stranger"])
def test_while_the_log_cannot_be_written_nobody_is_answered(cluster: Cluster, name: str) -> None:
    before = cluster.leaves()
    with cluster.locked():
        answer = ASKS[name](cluster.nodes[0])
        assert answer.status == 503, answer.body
        assert json_of(answer)["code"] in {"log-unavailable", "log-busy"}
        assert b"isi " not in answer.body
    assert cluster.leaves() == before
    # Nothing needs to be started again.
    assert ASKS[name](cluster.nodes[0]).status != 503
    check_whole(cluster)


class Interrupting:
    """A source during whose read something else happens, once."""

    def __init__(self, source: Any, happens: Callable[[], object]) -> None:
        self._source = source
        self._happens = [happens]

    def read(self, selection: Selection) -> Rows:
        rows: Rows = self._source.read(selection)
        while self._happens:
            self._happens.pop()()
        return rows


def suspend(node: Simulator) -> None:
    node.kpu.suspend(UID, keys_of(POLRES)["ppid"], POLRES)


def revoke(node: Simulator) -> None:
    node.kpu.revoke(keys_of(POLRES)["client"].key.thumbprint, keys_of(POLRES)["signatory"], POLRES)


def withdraw_signature(node: Simulator) -> None:
    path = f"agreements/{UID}.{POLRES}.jws"
    node.kpu.activate({name: content for name, content in node.files.items() if name != path})


WITHDRAWALS = {"suspension": suspend, "revocation": revoke, "withdrawn signature": withdraw_signature}


@pytest.mark.parametrize("withdraw", WITHDRAWALS.values(), ids=WITHDRAWALS)
@pytest.mark.parametrize("by", [0, 1], ids=["same node", "another node"])
def test_no_release_follows_a_withdrawal_that_came_while_rows_were_read(
    cluster: Cluster, withdraw: Callable[[Simulator], None], by: int
) -> None:
    reader = cluster.nodes[0]
    assert query(reader).status == 200
    sources = reader.kpu.world.sources
    plain = sources["data"]
    sources["data"] = Interrupting(plain, lambda: withdraw(cluster.nodes[by]))  # type: ignore[index]
    answer = query(reader)
    assert answer.status in {401, 403}
    assert b"isi " not in answer.body
    for node in cluster.nodes:
        assert query(node).status in {401, 403}
    told = entries(cluster)
    moved = max(
        place for place, entry in enumerate(told) if entry["kind"] in {"suspend", "revoke", "activate"}
    )
    assert not [entry for entry in told[moved:] if entry["outcome"] == "released"]
    check_whole(cluster)


@pytest.mark.parametrize("withdraw", [suspend, revoke])
def test_under_load_no_release_has_an_index_behind_the_withdrawal(
    cluster: Cluster, withdraw: Callable[[Simulator], None]
) -> None:
    answers: list[Answer] = []
    begun = Event()

    def ask(node: Simulator) -> None:
        for _ in range(12):
            answers.append(query(node))
            begun.set()

    threads = [Thread(target=ask, args=(node,)) for node in cluster.nodes for _ in range(2)]
    for thread in threads:
        thread.start()
    begun.wait(30)
    withdraw(cluster.nodes[1])
    for thread in threads:
        thread.join()
    assert {answer.status for answer in answers} <= {200, 401, 403, 503}
    known = ids(cluster)
    assert all(answer.field("exchange-id") in known for answer in answers if answer.status == 200)
    outcomes = [(entry["kind"], entry["outcome"]) for entry in entries(cluster)]
    moved = next(place for place, (kind, _) in enumerate(outcomes) if kind in {"suspend", "revoke"})
    assert ("query", "released") not in outcomes[moved:]
    for node in cluster.nodes:
        assert query(node).status in {401, 403}
    check_whole(cluster)


STEPS = st.tuples(st.sampled_from(sorted(ASKS)), st.integers(0, 1), st.booleans())


@pytest.fixture(scope="module")
def sqlite_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    folder = tmp_path_factory.mktemp("cluster")
    cluster = Cluster(f"sqlite:///{folder}/state.db", folder)
    yield cluster
    cluster.close()


@settings(max_examples=25, suppress_health_check=SHARED)
@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(ASKS)), st.integers(0, 1), st.booleans()), min_size=1, max_size=6
    )
)
def test_whatever_is_asked_of_whom_the_log_holds_what_was_answered(
    sqlite_cluster: Cluster, steps: list[tuple[str, int, bool]]
) -> None:
    cluster = sqlite_cluster
    for name, node, fails in steps:
        store = cluster.logs[node].store
        with pytest.MonkeyPatch.context() as patch:
            if fails:
                patch.setattr(store._writer, "_write", broken)
            before = len(cluster.leaves())
            answer = ASKS[name](cluster.nodes[node])
        after = ids(cluster)
        if name == "a stranger":
            assert answer.status == 401
            assert len(after) == before
        elif fails:
            assert answer.status == 503
            assert b"isi " not in answer.body
            assert len(after) == before
        else:
            assert answer.field("exchange-id") in after
            assert (after[answer.field("exchange-id")]["outcome"] == "released") == (name == "a query")
        event(f"{name}, {answer.status}")


def broken(*anything: object) -> None:
    raise OSError(28, "No space left on device")
