from gateway.audit import parse_entry
from gateway.audit.contents import Contents
from gateway.audit.findings import Fault, Findings
from tests.audit.memory import query_draft, seal


def entry(number: int, **facts: object):
    return parse_entry(seal(number, query_draft(number, **facts)).leaf)


def later(seconds: int, number: int) -> str:
    """An exchange id made so many seconds after 2025 began."""
    millis = (1735689600 + seconds) * 1000
    return f"{millis >> 16:08x}-{millis & 0xFFFF:04x}-7000-8000-{number:012x}"


def test_memory_of_exchange_ids_is_bounded_and_what_it_costs_is_counted():
    findings = Findings()
    contents = Contents(findings, window=3)
    for number in range(6):
        contents.check(number, entry(number, exchange_id=later(number, number)))
    # Ids 3, 4 and 5 are remembered: a repeat of 5 is seen, one of 0 can no longer be.
    contents.check(6, entry(6, exchange_id=later(5, 5)))
    contents.check(7, entry(7, exchange_id=later(0, 0)))
    assert [(finding.fault, finding.first) for finding in findings.listed] == [(Fault.DUPLICATED, 6)]
    assert contents.uncompared == 1


def test_times_of_different_precision_are_compared_as_times():
    findings = Findings()
    contents = Contents(findings)
    for number, value in enumerate(
        ("2026-11-24T06:00:00Z", "2026-11-24T06:00:00.5Z", "2026-11-24T06:00:01Z", "2026-11-24T06:00:00.9Z")
    ):
        checked = entry(number)
        contents.check(number, {**checked, "times": {"recorded_at": {"value": value, "by": "log"}}})
    assert [(finding.fault, finding.first) for finding in findings.listed] == [(Fault.CLOCK, 3)]
