"""The log alone: real processes append, and every receipt is held against the log; no time is asserted."""

from contextlib import closing
from dataclasses import replace

import pytest

from benchmarks import appending, callers, log_check
from benchmarks.appending import run_append
from benchmarks.bulk_store import ask_log, forget_nonces
from benchmarks.callers import Receipt, append_for, draft_of_a_query
from benchmarks.data import write_sqlite
from benchmarks.house import ORIGIN, build_house
from benchmarks.log_check import check_run, count_reads, tree_of
from benchmarks.proving import NotProven
from benchmarks.running import Discarded
from benchmarks.scenarios import SCENARIOS
from benchmarks.site import Site
from gateway.app import open_gateway
from gateway.audit import each_verdict, parse_entry
from gateway.exchange import Refused
from gateway.settings import load_settings

SMALL = replace(
    SCENARIOS["append"],
    contenders=tuple(
        replace(each, processes=1, entries=count)
        for each, count in zip(SCENARIOS["append"].contenders, (700, 300), strict=True)
    ),
    connections=2,
    rounds=2,
    seconds=0.2,
)


def quiet(line):
    pass


@pytest.fixture(scope="module")
def gateway(tmp_path_factory):
    """Open a gateway over the benchmark's own data."""
    place = tmp_path_factory.mktemp("append")
    write_sqlite(place / "data.db")
    house = build_house(place / "state", source=f"sqlite:///{place}/data.db")
    with closing(open_gateway(load_settings(house.config, dict(house.environ(8400))))) as opened:
        yield opened, house


@pytest.fixture
def run(gateway):
    """Let two callers append; give the log, its tree before, and what they hold."""
    opened, house = gateway
    template = draft_of_a_query(opened, house.client)
    before = tree_of(opened.log, house.entries())
    done = append_for(opened.log, template, 2, 0.1)
    assert not done.bad
    return opened.log, before, done.receipts


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        pytest.param(
            lambda mine, other: [[replace(mine[0], leaf=bytes(32)), *mine[1:]], other],
            "not what its caller holds",
            id="another leaf",
        ),
        pytest.param(lambda mine, other: [mine[1:], other], "entries are held", id="one is missing"),
        pytest.param(lambda mine, other: [[*mine, mine[0]], other], "not in the order", id="an index twice"),
        pytest.param(lambda mine, other: [mine[::-1], other], "not in the order", id="in another order"),
        pytest.param(
            lambda mine, other: [mine, mine],
            "two callers",
            id="two hold one index",
        ),
        pytest.param(
            lambda mine, other: [[*mine, Receipt(10**6, bytes(32), "")], other],
            "entries are held",
            id="one that is not in the log",
        ),
        pytest.param(
            lambda mine, other: [[*mine[:-1], replace(mine[-1], checkpoint=mine[0].checkpoint)], other],
            "does not cover it",
            id="an older checkpoint",
        ),
    ],
)
def test_a_run_does_not_count_if_what_callers_hold_is_not_what_the_log_holds(run, spoil, problem):
    log, before, (mine, other) = run
    with pytest.raises(NotProven, match=problem):
        check_run(log, ORIGIN, before, spoil(mine, other))


def test_a_run_does_not_count_over_another_tree_than_the_one_before_it(run):
    log, before, held = run
    other = replace(before, hashes=(bytes(32), *before.hashes[1:]))
    with pytest.raises(NotProven, match="root of the last checkpoint"):
        check_run(log, ORIGIN, other, held)


def test_what_callers_hold_is_proven_against_the_last_checkpoint(run):
    log, before, held = run
    head = check_run(log, ORIGIN, before, held)
    assert head.size == before.size + sum(map(len, held))


def test_a_caller_s_entry_is_that_of_a_query_with_a_name_of_its_own(gateway, run):
    log, _, (mine, _) = run
    entry, another = (parse_entry(log.read_leaves(each.index, 1)[0]) for each in mine[:2])
    assert entry["kind"] == "query"
    assert len(list(each_verdict(entry))) == 13
    assert entry["exchange_id"] != another["exchange_id"]
    assert entry["commitments"] != another["commitments"]


def test_a_log_that_refuses_ends_the_round_and_says_how(gateway):
    opened, house = gateway
    template = replace(draft_of_a_query(opened, house.client), epoch=99)
    done = append_for(opened.log, template, 2, 5.0)
    assert done.bad == f"the log answered {Refused('stale-policy')}"


def test_a_proof_reads_few_tiles_however_large_the_tree(run):
    log, before, held = run
    small, large = count_reads(log, 3), count_reads(log, before.size + sum(map(len, held)))
    assert small.inclusion == 1
    # A tile has 256 hashes, so this tree has two rows of tiles; a path and the ragged edge read each once.
    assert large.inclusion <= 4
    assert large.consistency <= 4


def test_logs_of_two_sizes_take_turns_and_every_receipt_holds(tmp_path, monkeypatch):
    monkeypatch.setattr(appending, "WARM_UP_SECONDS", 0.1)
    monkeypatch.setattr(log_check, "PROOFS", 5)
    with Site(SMALL, tmp_path, quiet) as site:
        rounds = run_append(SMALL, site.make, quiet)
    assert [len(measured) for measured in rounds.values()] == [2, 2]
    first, second = rounds[SMALL.subject.name]
    assert first["entries"] > 700
    assert second["entries"] > first["entries"]


def test_callers_append_to_a_log_on_postgresql_and_what_they_hold_is_proven(tmp_path, postgres_url):
    write_sqlite(tmp_path / "data.db")
    house = build_house(tmp_path / "state", source=f"sqlite:///{tmp_path}/data.db", log=postgres_url)
    with closing(open_gateway(load_settings(house.config, dict(house.environ(8400))))) as opened:
        template = draft_of_a_query(opened, house.client)
        before, size = tree_of(opened.log, house.entries()), house.log_bytes()
        done = append_for(opened.log, template, 2, 0.3)
        assert done.bad is None
        assert check_run(opened.log, ORIGIN, before, done.receipts).size == house.entries()
        assert count_reads(opened.log, house.entries()).inclusion >= 1
    assert house.log_bytes() > size > 0
    assert ask_log(house.log, "SELECT count(*) FROM nonces") > 0
    forget_nonces(house.log)
    assert ask_log(house.log, "SELECT count(*) FROM nonces") == 0


def test_one_receipt_that_does_not_hold_discards_the_whole_run(tmp_path, monkeypatch):
    def spoilt(log, origin, before, held):
        raise NotProven("entry 7 is gone")

    monkeypatch.setattr(appending, "WARM_UP_SECONDS", 0.05)
    monkeypatch.setattr(appending, "check_run", spoilt)
    monkeypatch.setattr(log_check, "PROOFS", 2)
    scenario = replace(SMALL, contenders=SMALL.contenders[1:], goals=(), rounds=1, seconds=0.05)
    scenario = replace(scenario, contenders=(replace(scenario.contenders[0], processes=1),), connections=2)
    with (
        Site(scenario, tmp_path, quiet) as site,
        pytest.raises(Discarded, match="log 10,000: entry 7 is gone"),
    ):
        run_append(scenario, site.make, quiet)


def test_a_checkpoint_is_kept_of_the_first_receipt_of_each_caller(run):
    _, _, held = run
    assert all(receipts[0].checkpoint for receipts in held)
    assert callers.NOTED_EVERY > 1
