"""Incidents as the doctor sees them: notice that is due warns, and overdue it fails until it is recorded."""

from datetime import timedelta

from gateway.evidence import IncidentScope
from gateway.exchange import exchange_id, plan_incident, plan_incident_notified
from tests.doctor.ward import Ward
from tests.policy.desk import NOON

SAID = ("Ketua", "Laptop hilang")


def seen(ward: Ward, hours: int) -> list[tuple[str, str, str]]:
    return [each for each in ward.amiss(NOON + timedelta(hours=hours)) if each[0] == "incidents"]


def test_notice_that_is_due_warns_and_fails_once_it_is_overdue_until_both_had_it(ward: Ward):
    at = NOON + timedelta(seconds=1)
    assert seen(ward, 1) == []
    name = exchange_id(at, b"i" * 10)
    ward.record(plan_incident(IncidentScope(key="k" * 43), NOON, *SAID, now=at, exchange=name), at)
    assert seen(ward, 71) == [("incidents", "WARN", "doctor.incidents-due")]
    assert seen(ward, 73) == [("incidents", "FAIL", "doctor.incidents-late")]
    for number, to in enumerate(("agency", "subjects")):
        exchange = exchange_id(at, bytes([number]) * 10)
        ward.record(plan_incident_notified(name, to, at, *SAID, now=at, exchange=exchange), at)
    assert seen(ward, 73) == []
