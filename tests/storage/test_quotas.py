"""A quota gives exactly what it gives, however many ask at once, and takes back what was not recorded."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, select

from gateway.audit import parse_entry
from gateway.exchange import Effects, NonceUse, QuotaUse, Recorded, Refused, Stated
from gateway.storage.quotas import GRACE_SECONDS, is_quota_left, take_quota
from gateway.storage.tables import quotas
from gateway.storage.writer import SWEEP_AFTER
from tests.simulator import Chance, Clock, MemoryLog, keys_of
from tests.storage.making import KEY, ORIGIN, Rig, draft, new_id, nonce, now, suspension, together

USE = QuotaUse(
    consumer="polres-kapuas-hulu",
    agreement="pks-kapuas-hulu",
    permission="skck",
    period="2026-11-24",
    ends=4_000_000_000,
    rows=1,
    asked=1,
    max_requests=5,
    max_rows=None,
)


def taking(use: QuotaUse = USE, **changes: object) -> Effects:
    return Effects(nonce=NonceUse(KEY, new_id(), 4_000_000_000), quota=replace(use, **changes))


def counted(rig: Rig) -> list[tuple[object, ...]]:
    return rig.run(
        "SELECT period, requests, rows FROM quotas ORDER BY consumer, agreement, permission, period"
    )


def test_a_count_of_another_kind_is_refused_under_its_own_code_and_moves_nothing(rig: Rig):
    log = rig.log()
    use = replace(USE, agreement="", permission="statements", rows=0, asked=0, code="statements-exceeded")
    told = []
    for number in range(7):
        said = Effects(quota=use, stated=Stated("polres-kapuas-hulu", {"pks": f"{number:064x}"}))
        told.append(log.append(draft(), said, epoch=None))
    assert [isinstance(each, Recorded) for each in told] == [True] * 5 + [False] * 2
    assert {each.code for each in told[5:]} == {"statements-exceeded"}
    assert parse_entry(told[-1].recorded.entry)["reason"] == "statements-exceeded"
    assert rig.run("SELECT epoch FROM log_state") == [(5,)]
    assert rig.run("SELECT active FROM stated") == [(f'{{"pks": "{4:064x}"}}',)]
    assert rig.check() == 7


def is_refused(outcome: object) -> bool:
    return isinstance(outcome, Refused) and outcome.code == "quota-exceeded"


def test_the_last_answer_is_given_once_and_the_next_is_a_recorded_refusal(rig: Rig):
    log = rig.log()
    for number in range(5):
        assert log.quota_left(USE)
        assert isinstance(log.append(draft(), taking(), epoch=0), Recorded), number
    assert not log.quota_left(USE)
    outcome = log.append(draft(), taking(), epoch=0)
    assert is_refused(outcome)
    entry = parse_entry(outcome.recorded.entry)
    assert (entry["outcome"], entry["reason"]) == ("refused", "quota-exceeded")
    assert "rows" not in entry
    assert "answer" not in outcome.recorded.openings
    assert counted(rig) == [("2026-11-24", 5, 5)]
    assert rig.check() == 6


def test_of_many_at_the_same_time_exactly_as_many_win_as_there_are(rig: Rig):
    logs = [rig.log(), rig.log()]
    jobs = [
        lambda log=log: [log.append(draft(), taking(max_requests=50), epoch=0) for _ in range(5)]
        for log in logs
        for _ in range(8)
    ]
    outcomes = [outcome for batch in together(jobs) for outcome in batch]
    assert sum(isinstance(outcome, Recorded) for outcome in outcomes) == 50
    assert sum(map(is_refused, outcomes)) == 30
    assert counted(rig) == [("2026-11-24", 50, 50)]
    assert rig.check() == 80


@pytest.mark.parametrize("name", ["consumer", "agreement", "permission", "period"])
def test_every_consumer_agreement_permission_and_period_counts_for_itself(rig: Rig, name: str):
    log = rig.log()
    for _ in range(5):
        log.append(draft(), taking(), epoch=0)
    assert is_refused(log.append(draft(), taking(), epoch=0))
    assert isinstance(log.append(draft(), taking(**{name: "another"}), epoch=0), Recorded)
    assert len(counted(rig)) == 2


def test_rows_are_counted_too_and_a_page_needs_room_for_all_it_asks(rig: Rig):
    log = rig.log()
    rows = {"max_requests": None, "max_rows": 10}
    assert is_refused(log.append(draft(), taking(rows=1, asked=11, **rows), epoch=0))
    assert counted(rig) == []
    assert isinstance(log.append(draft(), taking(rows=7, asked=10, **rows), epoch=0), Recorded)
    assert is_refused(log.append(draft(), taking(rows=0, asked=4, **rows), epoch=0))
    assert isinstance(log.append(draft(), taking(rows=3, asked=3, **rows), epoch=0), Recorded)
    assert counted(rig) == [("2026-11-24", 2, 10)]


@pytest.mark.parametrize("rows", range(4))
def test_whether_a_page_is_refused_does_not_tell_how_many_rows_there_are(rig: Rig, rows: int):
    log = rig.log()
    limits = {"max_requests": None, "max_rows": 5}
    assert isinstance(log.append(draft(), taking(rows=3, asked=3, **limits), epoch=0), Recorded)
    assert not log.quota_left(replace(USE, rows=0, asked=3, **limits))
    assert is_refused(log.append(draft(), taking(rows=rows, asked=3, **limits), epoch=0))


def test_what_is_not_answered_takes_nothing(rig: Rig):
    log = rig.log()
    spent = taking()
    assert isinstance(log.append(draft(), spent, epoch=0), Recorded)
    before = counted(rig)
    replay = log.append(draft(), spent, epoch=0)
    assert isinstance(replay, Refused)
    assert replay.code == "replayed"
    assert log.append(draft(), taking(), epoch=7) == Refused("stale-policy")
    assert counted(rig) == before


def test_what_a_suspension_overtook_takes_nothing(rig: Rig):
    log = rig.log()
    log.append(draft(), taking(), epoch=0)
    log.append(*suspension(), epoch=None)
    assert log.append(draft(), taking(), epoch=0) == Refused("stale-policy")
    assert counted(rig) == [("2026-11-24", 1, 1)]


def test_a_batch_that_is_written_again_item_by_item_counts_once(rig: Rig):
    log = rig.log()
    taken = log.append(draft(), nonce(), epoch=0)
    twin = draft(exchange_id=taken.exchange_id)
    jobs = [lambda: log.append(draft(), taking(), epoch=0)] * 4 + [
        lambda: log.append(twin, taking(), epoch=0)
    ]
    outcomes = together(jobs)
    assert sum(isinstance(outcome, Recorded) for outcome in outcomes) == 4
    assert counted(rig) == [("2026-11-24", 4, 4)]


def test_counts_of_periods_long_over_go_and_others_stay(rig: Rig):
    log = rig.log()
    today = int(now().timestamp())
    log.append(draft(), taking(period="long over", ends=today - GRACE_SECONDS - 60), epoch=0)
    log.append(draft(), taking(period="just over", ends=today - 60), epoch=0)
    together([lambda: [log.append(None, nonce(), epoch=0) for _ in range(SWEEP_AFTER // 8)]] * 8)
    log.append(draft(), nonce(), epoch=0)
    log.append(draft(), nonce(), epoch=0)
    assert [period for period, *_ in counted(rig)] == ["just over"]


USES = st.lists(
    st.builds(
        lambda rows, more, requests, most, period: replace(
            USE, rows=rows, asked=rows + more, max_requests=requests, max_rows=most, period=period
        ),
        st.integers(0, 4),
        st.integers(0, 2),
        st.none() | st.integers(1, 4),
        st.none() | st.integers(1, 6),
        st.sampled_from(["2026-11-24", "2026-11"]),
    ),
    max_size=12,
)


@settings(max_examples=50)
@given(uses=USES)
def test_the_log_in_memory_counts_as_the_database_does(uses):
    played = MemoryLog(ORIGIN, keys_of("kpu")["log"], Clock(now()), Chance("quotas"))
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        quotas.create(connection)
        for use in uses:
            is_left = played.quota_left(use)
            assert is_quota_left(connection, use) == is_left
            assert take_quota(connection, use) == is_left
            played.append(draft(), Effects(quota=use), epoch=None)
        stored = connection.execute(select(quotas.c.period, quotas.c.requests, quotas.c.rows)).all()
    engine.dispose()
    assert {period: tuple(count) for period, *count in stored} == {
        name[-1]: count for name, count in played.quotas.items()
    }
