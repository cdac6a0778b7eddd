"""Timestamps over the log: an outage of the authority stops nothing, and is over without a restart."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gateway.client import TsaCaller
from gateway.errors import AnswerBad, ClientError, GatewayUnreachable, LogError
from gateway.exchange import Effects
from gateway.signing import make_timestamp_request, new_signer, verify_timestamp
from gateway.storage import LogStore, Storage, Timestamps, WaitingSince, open_log, open_storage
from gateway.worker import Stamping
from tests.audit.memory import query_draft
from tests.simulator.tsa import OPENSSL, make_tsa
from tests.simulator.tsa_http import Served, served_tsa

pytestmark = pytest.mark.skipif(OPENSSL is None, reason="this machine lacks openssl")

HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served_tsa(make_tsa(tmp_path_factory.mktemp("tsa"))) as served:
        yield served


class Bench:
    """One log on SQLite, the job over it, and a clock that a test may move."""

    def __init__(self, home: Path, served: Served, storage: Storage) -> None:
        self.served, self.storage = served, storage
        served.is_down, served.says, served.asked = False, None, 0
        self.now = datetime.now(UTC)
        self.numbers = iter(range(100))
        self.log: LogStore = open_log(
            storage,
            origin="log.example/kpu",
            signer=new_signer("ed25519"),
            state_folder=home,
            now=lambda: self.now,
        )
        self.store = Timestamps(storage)
        self.job = self.make_job()

    def make_job(self) -> Stamping:
        roots = [self.served.tsa.root_der]
        return Stamping(self.log, self.store, TsaCaller(self.served.url), roots, HOUR, lambda: self.now)

    def add(self) -> None:
        self.log.append(query_draft(next(self.numbers)), Effects(), epoch=None)

    def later(self, span: timedelta) -> None:
        self.now += span

    @property
    def size(self) -> int:
        last = self.store.last()
        return last[0] if last else 0


@pytest.fixture
def bench(tmp_path: Path, authority: Served) -> Iterator[Bench]:
    tmp_path.chmod(0o700)
    with closing(open_storage(f"sqlite:///{tmp_path}/gateway.db")) as storage:
        storage.upgrade()
        bench = Bench(tmp_path, authority, storage)
        yield bench
        bench.log.close()


def test_nothing_new_asks_nobody(bench: Bench):
    bench.job.run()
    assert bench.served.asked == 0
    assert bench.store.untimestamped_since() is None


def test_a_head_is_timestamped_once_an_hour_and_only_when_it_grew(bench: Bench):
    bench.add()
    bench.job.run()
    bench.add()
    bench.job.run()
    assert (bench.served.asked, bench.size) == (1, 1)
    note, token = bench.store.stamped(0) or ("", b"")
    assert verify_timestamp(token, note.encode(), [bench.served.tsa.root_der]).authority
    assert bench.store.stamped(1) is None


def test_an_outage_is_over_without_a_restart_and_the_first_answer_covers_all_that_waited(bench: Bench):
    bench.served.is_down = True
    bench.job.every = timedelta(seconds=30)
    since = WaitingSince(bench.store.untimestamped_since, lambda: bench.now)
    bench.add()
    began = bench.now
    with pytest.raises(ClientError):
        bench.job.run()
    # Left alone for a while; meanwhile the log goes on.
    bench.job.run()
    bench.add()
    assert bench.served.asked == 1
    assert since(bench.now - HOUR) is None
    bench.later(2 * HOUR)
    assert since(bench.now - HOUR) is not None
    bench.served.is_down = False
    bench.now = began + timedelta(seconds=29)
    bench.job.run()
    assert bench.served.asked == 1
    bench.now = began + timedelta(seconds=30)
    bench.job.run()
    assert bench.size == 2
    bench.later(2 * HOUR)
    assert since(bench.now - HOUR) is None


def test_an_authority_that_is_not_there_at_all_is_told_of(bench: Bench):
    bench.add()
    job = bench.make_job()
    job.authority = TsaCaller("http://127.0.0.1:1/tsr")
    with pytest.raises(GatewayUnreachable):
        job.run()
    assert bench.size == 0


@pytest.mark.parametrize("wrong", ["other bytes", "no timestamp", "other root", "other clock"])
def test_a_timestamp_that_does_not_count_is_not_kept(bench: Bench, tmp_path: Path, wrong: str):
    bench.add()
    job = bench.make_job()
    match wrong:
        case "other bytes":
            bench.served.says = bench.served.tsa.answer(make_timestamp_request(b"another text"))
        case "no timestamp":
            bench.served.says = b"<html>"
        case "other root":
            job.roots = [make_tsa(tmp_path / "other").root_der]
        case "other clock":
            bench.later(timedelta(minutes=2))
    with pytest.raises(AnswerBad):
        job.run()
    assert bench.size == 0


def test_what_was_kept_is_never_changed(bench: Bench):
    bench.add()
    bench.job.run()
    with pytest.raises(LogError), bench.storage.reading() as connection:
        connection.exec_driver_sql("UPDATE timestamps SET at = 'x'")
    with pytest.raises(LogError), bench.storage.reading() as connection:
        connection.exec_driver_sql("DELETE FROM timestamps")
