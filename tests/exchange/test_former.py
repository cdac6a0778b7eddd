"""A gateway whose log follows another: what was recorded in the old one is still given, from the old one."""

from dataclasses import replace

import pytest

from gateway.audit import log_id, read_bundle_entries
from gateway.evidence import verify_receipt
from gateway.exchange import (
    AUDIT_ENTRIES,
    RECEIPT,
    ActivePolicies,
    Journey,
    Shelf,
    Target,
    exchange_id,
    plan_activation,
)
from tests.simulator import KPU, POLRES, Simulator, keys_of, small_world
from tests.simulator.keys import pins_of
from tests.simulator.log import MemoryLog
from tests.simulator.small import AMAN, TPS


class Followed:
    """The gateway of KPU after one query, then with a new log after the old one."""

    def __init__(self) -> None:
        self.sim: Simulator = small_world()
        kpu = self.sim.kpu
        self.exchange = self.sim.query(POLRES, TPS, AMAN).field("exchange-id")
        self.old = kpu.log
        self.new = MemoryLog("kpu-kapuas-hulu.example/sinergi-2", keys_of(KPU)["log"], kpu.clock, kpu.chance)
        now, exchange = kpu.clock(), exchange_id(kpu.clock(), kpu.chance(10))
        change = plan_activation(self.sim.files, None, now=now, exchange=exchange)
        self.new.append(change.draft, change.effects, epoch=None)
        shelf = Shelf(self.old.origin, self.old, lambda index: None, lambda index: None)
        self.world = replace(kpu.world, origin=self.new.origin, log=self.new, former=(shelf,))
        policies = ActivePolicies(self.new.standing, self.new.files, pins_of(KPU, POLRES))
        policies.refresh()
        self.journey = Journey(self.world, policies)

    def ask(self, call, path: str, target: Target, signer=None, agency: str = POLRES):
        message = self.sim.signed(agency, KPU, "GET", path, signer=signer)
        return self.journey.answer(call, message, target)


@pytest.fixture
def followed() -> Followed:
    return Followed()


def test_a_receipt_of_the_old_log_leads_to_the_old_log(followed: Followed):
    path = f"/v1/exchanges/{followed.exchange}/receipt"
    answer = followed.ask(RECEIPT, path, Target(exchange=followed.exchange))
    assert answer.status == 200, answer.body
    receipt = verify_receipt(
        answer.body.decode(),
        receipt_key=keys_of(KPU)["receipt"].key,
        log_key=keys_of(KPU)["log"].key,
        origin=followed.old.origin,
    )
    assert receipt.entry["exchange_id"] == followed.exchange
    # The answer itself is covered by the new log's head.
    assert followed.new.origin in answer.field("log-checkpoint")


def test_another_system_is_told_of_the_old_log_as_little_as_of_the_new_one(followed: Followed):
    path = f"/v1/exchanges/{followed.exchange}/receipt"
    signer = keys_of(KPU)["client"]
    answer = followed.ask(RECEIPT, path, Target(exchange=followed.exchange), signer, KPU)
    assert answer.status == 404


@pytest.mark.parametrize("which", ["", "old", "new", "none"])
def test_an_auditor_reads_each_log_under_its_own_path(followed: Followed, which: str):
    origins = {"old": followed.old.origin, "new": followed.new.origin, "none": "lain.example/log"}
    named = log_id(origins[which]) if which else ""
    place = f"/v1/logs/{named}/tile" if named else "/v1/log/tile"
    target = Target(tile="tile/entries/000.p/1", log=named)
    signer = keys_of(KPU)["auditor"]
    answer = followed.ask(AUDIT_ENTRIES, f"{place}/entries/000.p/1", target, signer, KPU)
    if which == "none":
        assert answer.status == 404
        return
    log = followed.new if which == "new" else followed.old
    assert read_bundle_entries(answer.body) == [log.entries[0][1]]
