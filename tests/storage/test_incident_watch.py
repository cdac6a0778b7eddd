"""The reminder knows what is open, looks only at what is new, and is no authority."""

from datetime import datetime, timedelta

import pytest

from gateway.evidence import IncidentScope
from gateway.exchange import plan_incident, plan_incident_end, plan_incident_notified
from gateway.storage import IncidentWatch
from tests.storage.making import KEY, NOTHING, Rig, draft, new_id, now

SAID = ("Ketua", "Laptop hilang")
DAY = timedelta(days=1)


class Log:
    """A log in which incidents are recorded, and what watches it."""

    def __init__(self, rig: Rig) -> None:
        self.log = rig.log()
        self.watch = IncidentWatch(rig.opened[0][1])

    def open(self, discovered: datetime) -> str:
        name = new_id()
        change = plan_incident(IncidentScope(key=KEY), discovered, *SAID, now=now(), exchange=name)
        self.log.append(change.draft, change.effects, epoch=None)
        return name

    def notify(self, name: str, to: str) -> None:
        change = plan_incident_notified(name, to, now(), *SAID, now=now(), exchange=new_id())
        self.log.append(change.draft, change.effects, epoch=None)

    def close(self, name: str) -> None:
        change = plan_incident_end(name, *SAID, now=now(), exchange=new_id())
        self.log.append(change.draft, change.effects, epoch=None)


@pytest.fixture
def log(rig: Rig) -> Log:
    return Log(rig)


def test_the_earliest_deadline_counts_until_both_had_notice_or_the_incident_is_closed(log: Log):
    assert log.watch.due() is None
    log.log.append(draft(), NOTHING, epoch=None)
    early, late = now() - 2 * DAY, now() - DAY
    first, second = log.open(early), log.open(late)
    assert log.watch.due() == early + 3 * DAY
    log.notify(first, "agency")
    assert log.watch.due() == early + 3 * DAY
    log.notify(first, "subjects")
    assert log.watch.due() == late + 3 * DAY
    log.close(second)
    assert log.watch.due() is None


def test_a_look_goes_on_where_the_last_one_ended_and_a_new_watch_sees_the_same(log: Log, rig: Rig):
    discovered = now() - DAY
    log.open(discovered)
    assert log.watch.due() == discovered + 3 * DAY
    for _ in range(3):
        log.log.append(draft(), NOTHING, epoch=None)
    name = log.open(discovered - DAY)
    assert log.watch.due() == IncidentWatch(rig.opened[0][1]).due() == discovered + 2 * DAY
    log.close(name)
    assert log.watch.due() == discovered + 3 * DAY
