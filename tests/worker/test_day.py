"""One day on which all goes wrong that a gateway must outlast: peer away, authority away, a restart.

The log, what is kept of cosignatures and timestamps, and the restart are real (SQLite); the clock, the
peer and the authority are a simulation's, so that a day passes in seconds.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from asn1crypto.tsp import TimeStampReq
from pyhanko.keys import load_cert_from_pemder, load_private_key_from_pemder
from pyhanko.sign.timestamps import DummyTimeStamper

from gateway.audit import check_log, parse_checkpoint, parse_entry, parse_note
from gateway.errors import ClientError, GatewayUnreachable
from gateway.evidence import Case, judge_receipt
from gateway.exchange import Journey
from gateway.storage import Timestamps, WaitingSince, Witnessing, open_log, open_storage, read_log
from gateway.worker import Outlook, Rounds, Stamping, Target
from tests.promises.nodes import BODY, NAME, ORIGIN, ROWS, StoredLog, live_files
from tests.simulator import KPU, POLRES, Clock, Simulator, keys_of
from tests.simulator.chance import Chance
from tests.simulator.log import MemoryLog
from tests.simulator.tsa import OPENSSL, Tsa, make_tsa
from tests.simulator.witnesses import Station, Way

pytestmark = pytest.mark.skipif(OPENSSL is None, reason="this machine lacks openssl")

LIMIT = timedelta(hours=24)
QUARTER = timedelta(minutes=15)
PEER_AWAY = range(8, 72)
AUTHORITY_AWAY = range(20, 84)
RESTART = 48


class ClockedAuthority:
    """A timestamp authority that tells the simulation's time, and can be away."""

    def __init__(self, tsa: Tsa, clock: Clock) -> None:
        self.clock, self.is_away = clock, False
        self._stamper = DummyTimeStamper(
            load_cert_from_pemder(str(tsa.folder / "tsa.pem")),
            load_private_key_from_pemder(str(tsa.folder / "tsa.key"), None),
        )

    def ask(self, request: bytes) -> bytes:
        if self.is_away:
            raise GatewayUnreachable("away")
        self._stamper.fixed_dt = self.clock.now
        return bytes(self._stamper.request_tsa_response(TimeStampReq.load(request)).dump())


class DatedLog(StoredLog):
    """A stored log whose clock is the simulation's."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.origin, self.storage = ORIGIN, open_storage(f"sqlite:///{folder}/gateway.db")
        self.store = open_log(
            self.storage, origin=ORIGIN, signer=keys_of(KPU)["log"], state_folder=folder, now=clock
        )


class Node:
    """KPU's gateway as one process: what it remembers goes with it, what it stored stays."""

    def __init__(self, day: "Day") -> None:
        self.log = DatedLog(day.folder, day.clock)
        self.witnessing, self.timestamps = Witnessing(self.log.storage), Timestamps(self.log.storage)
        self.world = Simulator(
            day.files,
            {KPU: {"data": ROWS}},
            agencies=(KPU,),
            clock=day.clock,
            logs={KPU: self.log},
            seed=f"{day.clock.now}",
        )
        gateway = self.world.kpu
        gateway.world = replace(
            gateway.world,
            unwitnessed_since=WaitingSince(self.witnessing.unwitnessed_since, day.clock),
            untimestamped_since=WaitingSince(self.timestamps.untimestamped_since, day.clock),
            untimestamped_limit=LIMIT,
            cosigned=self.witnessing.cosigned,
            stamped=self.timestamps.stamped,
        )
        gateway.journey = Journey(gateway.world, gateway.policies)
        key = keys_of(KPU)["log"].key
        self.rounds = Rounds(
            log=self.log.store,
            store=self.witnessing,
            targets=[Target(day.peer.name, Way(day.peer).caller())],
            fetched=[],
            witness=None,
            outlook=Outlook(day.cosigners, lambda origin: (), lambda: (key,), lambda: LIMIT),
            every=timedelta(seconds=5),
            clock=day.clock,
            observe=lambda event, facts: day.observed.append(event),
        )
        self.stamping = Stamping(
            self.log.store,
            self.timestamps,
            day.authority,
            [day.tsa.root_der],
            timedelta(hours=1),
            day.clock,
        )

    def work(self) -> None:
        """Do what the worker does, job by job: the failure of one is not that of the next."""
        self.rounds.run()
        try:
            self.stamping.run()
        except ClientError:
            return

    @property
    def size(self) -> int:
        return parse_checkpoint(parse_note(self.log.head()).text).size


class Day:
    """A day of KPU's gateway, with Polres as its witness."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.observed = folder, []
        self.tsa = make_tsa(folder / "tsa", newkey=("rsa:2048",))
        began = datetime.now(UTC)
        self.clock = Clock(began)
        self.files = live_files(began)
        self.authority = ClockedAuthority(self.tsa, self.clock)
        log = MemoryLog(f"{POLRES}.example/log", keys_of(POLRES)["log"], self.clock, Chance("polres"))
        self.peer = Station(POLRES, log, self.clock)
        self.peer.others = {KPU: SimpleNamespace(agency=KPU, log=SimpleNamespace(origin=ORIGIN))}
        with closing(open_storage(f"sqlite:///{folder}/gateway.db")) as storage:
            storage.upgrade()
        self.node = Node(self)

    def cosigners(self):
        return {self.peer.name: (keys_of(POLRES)["witness"].key,)}

    def restart(self) -> None:
        self.node.log.close()
        self.node = Node(self)

    def close(self) -> None:
        self.node.log.close()


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    tmp_path.chmod(0o700)
    made = Day(tmp_path)
    yield made
    made.close()


def test_a_day_with_peer_and_authority_away_and_a_restart_ends_cosigned_and_timestamped(day: Day):
    exchanges, answers = [], []
    for quarter in range(96):
        day.peer.is_down = quarter in PEER_AWAY
        day.authority.is_away = quarter in AUTHORITY_AWAY
        if quarter == RESTART:
            day.restart()
        answer = day.node.world.query(POLRES, NAME, BODY)
        answers.append(answer.status)
        exchanges.append(answer.field("exchange-id"))
        day.node.work()
        day.clock.advance(seconds=QUARTER.total_seconds())
    day.node.work()

    # None lost, none refused: both were away for hours, and within what is agreed.
    assert answers == [200] * 96
    assert day.node.witnessing.last_cosigned(day.peer.name) == day.node.size
    last = day.node.timestamps.last()
    assert last is not None
    assert last[0] == day.node.size
    with read_log(day.node.log.storage) as copy:
        entries = list(copy.entries)
        report = check_log(
            entries,
            copy.checkpoints,
            origin=ORIGIN,
            key=keys_of(KPU)["log"].key,
            leaf_hashes=copy.leaf_hashes,
            cosigners=day.cosigners(),
        )
    assert report.is_sound
    assert report.cosigned == {day.peer.name: day.node.size}
    recorded = [
        entry["exchange_id"] for _, leaf in entries if (entry := parse_entry(leaf))["kind"] == "query"
    ]
    assert recorded == exchanges
    assert "witness-back" in day.observed
    _every_receipt_is_timestamped(day, exchanges)


def _every_receipt_is_timestamped(day: Day, exchanges: list[str]) -> None:
    trusts = day.node.world.kpu.policies.current().bundle.trusts
    case = Case(trusts, origin=ORIGIN, roots=[day.tsa.root_der])
    for exchange in exchanges[::8]:
        answer = day.node.world.send(POLRES, KPU, "GET", f"/v1/exchanges/{exchange}/receipt")
        judged = judge_receipt(answer.body.decode(), case)
        assert judged.level == "timestamped", judged
        assert [each.agency for each in judged.cosigned] == [POLRES]


def test_beyond_the_limit_data_stops_and_flows_again_with_the_first_timestamp(day: Day):
    assert day.node.world.query(POLRES, NAME, BODY).status == 200
    day.authority.is_away = True
    day.node.work()
    day.clock.advance(hours=24, seconds=1)
    assert day.node.world.query(POLRES, NAME, BODY).status == 503
    day.authority.is_away = False
    day.node.work()
    assert day.node.world.query(POLRES, NAME, BODY).status == 200
