"""The command and its scenarios: all are listed with their goals, and a discarded run leaves no result."""

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from benchmarks import __main__ as command
from benchmarks.chart import draw
from benchmarks.long_runs import compare_ends
from benchmarks.report import page, terminal
from benchmarks.results import read_results, summarise, write_result
from benchmarks.running import Discarded, ask_all
from benchmarks.scenario import Contender, Goal, Load, Scenario
from benchmarks.scenarios import SCENARIOS, SHORT

# What a user of the gateway is promised; each has a goal in some scenario.
GOALS = {
    ("rows100", "rate >= 5 x plain"),
    ("rows100", "rate >= 0.75 x direct"),
    ("rows100", "tail <= 4"),
    ("postgresql", "rate >= 5 x plain (PostgreSQL)"),
    ("rows1", "rate >= 1 x plain"),
    ("light", "p50 <= 0.5 x plain"),
    ("agreements", "rate >= 0.95 x agreements 1"),
    ("entries", "rate >= 0.9 x entries 10,000"),
    ("entries-postgresql", "rate >= 0.9 x entries 10,000"),
    ("append", "rate >= 0.9 x log 10,000"),
    ("append", "inclusion reads <= 3 more than log 10,000"),
    ("append-postgresql", "rate >= 0.9 x log 10,000"),
    ("append-postgresql", "inclusion reads <= 3 more than log 10,000"),
    ("soak", "memory <= 1.02"),
}


def test_every_goal_has_its_scenario():
    found = {(name, str(goal)) for name, scenario in SCENARIOS.items() for goal in scenario.goals}
    assert found >= GOALS


def test_list_names_every_scenario_with_its_goals_and_runs_none(capsys):
    assert command.main(["--list"]) == 0
    listed = capsys.readouterr().out
    for name, scenario in SCENARIOS.items():
        assert re.search(rf"^{name} +{re.escape(scenario.title)}$", listed, re.MULTILINE)
        assert all(f"goal: {goal}\n" in listed for goal in scenario.goals)


def test_an_unknown_scenario_gets_one_line_and_exit_2(capsys):
    assert command.main(["rows100", "rows7"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("option", ["--rounds", "--seconds"])
@pytest.mark.parametrize("value", ["0", "-1", "many"])
def test_how_long_must_be_more_than_nothing(option, value, capsys):
    with pytest.raises(SystemExit, match="2"):
        command.main(["rows100", option, value])
    assert option in capsys.readouterr().err


@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS)
def test_a_scenario_is_whole(scenario):
    names = [contender.name for contender in scenario.contenders]
    assert len(set(names)) == len(names)
    assert scenario.subject.is_gateway
    assert {goal.against for goal in scenario.goals} <= {None, *names}
    # A desk is asked nothing, its folder is looked at; nor is a log that is only appended to.
    assert sum(load.per_mille for load in scenario.asked) == (
        0 if scenario.kind in {"desk", "append"} else 1000
    )


def test_the_short_set_is_of_scenarios_that_need_no_long_making():
    assert set(SHORT) <= SCENARIOS.keys()
    assert all(SCENARIOS[name].kind == "load" for name in SHORT)


def test_a_mix_is_drawn_as_often_as_it_says():
    asked = ask_all(SCENARIOS["xroad"])
    drawn = [asked.questions[kind].page_size for kind in asked.kinds(10_000, seed=1)]
    assert drawn == [asked.questions[kind].page_size for kind in asked.kinds(10_000, seed=1)]
    assert drawn.count(10) / 10_000 == pytest.approx(0.6, abs=0.03)
    assert {2, 10, 100, 2_000, 10_000} == set(drawn)


MINE, PEER = Contender("mine"), Contender("peer & co", "plain_flask")
SCENARIO = Scenario(
    "made-up",
    "Made up",
    (MINE, PEER),
    (Load("query"),),
    (Goal("rate", 2.0, True, "peer & co"), Goal("p50", 0.5, False, "peer & co"), Goal("tail", 4.0, False)),
)
MACHINE = {
    "processor": "CPU",
    "cores": 2,
    "memory_gib": 8,
    "file_system": "ext4",
    "kernel": "6.1",
    "python": "3.11",
    "libraries": {"flask": "3.1"},
    "load_average_before": [0.5, 0.4, 0.3],
    "fsync_ms_before": 1.5,
}


def figures(rate, p50):
    return {
        **{"rate": rate, "p50": p50, "p99": 3 * p50, "tail": 3.0, "cpu": 1 / rate, "database_cpu": 0.0},
        **{"generator": 0.1, "memory": 2**20, "rss": 2**21, "answers": 10},
    }


@pytest.fixture
def result():
    rounds = {
        "mine": [figures(100, 0.01), figures(50, 0.02), figures(110, 0.01)],
        "peer & co": [figures(40, 0.015), figures(20, 0.03), figures(60, 0.015)],
    }
    return summarise(SCENARIO, rounds, MACHINE)


def test_goals_are_judged_by_the_median_of_the_ratios_of_each_round(result):
    assert [(goal["goal"], goal["is_met"]) for goal in result["goals"]] == [
        ("rate >= 2 x peer & co", True),
        ("p50 <= 0.5 x peer & co", False),
        ("tail <= 4", True),
    ]
    assert result["goals"][0]["measured"]["median"] == 2.5


def test_a_goal_may_bound_how_much_more_a_figure_is():
    goal = Goal("inclusion reads", 3, False, "small", is_difference=True)
    appended = {
        "cpu": 1.0,
        "database_cpu": 0.0,
        "bytes": 9.0,
        "batch": 2.0,
        "entries": 7.0,
        "consistency reads": 3.0,
    }
    rounds = {
        name: [{"rate": 1.0, "p50": 1.0, "p99": 2.0, "tail": 2.0, "inclusion reads": reads, **appended}]
        for name, reads in {"large": 7.0, "small": 3.0}.items()
    }
    contenders = (Contender("large"), Contender("small"))
    result = summarise(Scenario("append", "Appended", contenders, (), (goal,), "append"), rounds, MACHINE)
    assert list(terminal(result))[-1] == (
        "goal inclusion reads <= 3 more than small: 4.00 (4.00-4.00), NOT met"
    )
    assert "entries/s" in list(terminal(result))[1]
    assert draw(result)


def test_a_load_on_a_filled_log_says_how_large_it_was():
    rounds = {"mine": [{**figures(100, 0.01), "entries": 1234.0}]}
    result = summarise(replace(SCENARIO, contenders=(MINE,), goals=()), rounds, MACHINE)
    assert list(terminal(result))[2].endswith(" 1,234")


def test_a_result_says_ratios_first_and_is_the_same_after_reading(result, tmp_path):
    write_result(tmp_path, result)
    write_result(tmp_path, {"name": "of-another-shape"})
    assert read_results(tmp_path) == {"made-up": json.loads(json.dumps(result))}
    head, peer = list(terminal(result))[1], list(terminal(result))[3]
    assert head.index("subject is") < head.index("requests/s")
    assert "2.50x" in peer
    assert list(terminal(result))[-2].endswith("NOT met")


def test_the_page_begins_with_the_goals_and_describes_the_machine(result):
    written = page({"made-up": result}, ["made-up", "never-run"])
    assert "| made-up | rate >= 2 x peer & co | 2.50 (2.17-2.50) | yes |" in written
    assert written.index("## Goals") < written.index("## made-up")
    assert "CPU, 2 cores, 8 GiB, ext4, Linux 6.1, Python 3.11; flask 3.1." in written


def test_the_chart_is_whole_and_holds_nothing_that_runs(result):
    tree = ET.fromstring(draw(result))
    texts = [each.text for each in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert {"mine", "peer & co", "100", "40.00"} <= set(texts)
    assert {each.tag.rpartition("}")[2] for each in tree.iter()} == {"svg", "rect", "path", "text"}


def test_a_long_run_is_compared_with_what_it_was_after_a_tenth():
    samples = [
        {"second": at, "memory": memory, "handles": 10, "log": 100 * at, "answers": 5, "rate": 1.0}
        for at, memory in [(3, 50), (11, 100), (60, 104), (100, 110)]
    ]
    found = compare_ends(samples, 100)
    assert found["memory"] == pytest.approx(1.1)
    assert found["handles"] == 1.0
    assert found["log_bytes_an_answer"] == 100 * 89 / 10


def test_a_discarded_run_leaves_no_result_and_says_why(monkeypatch, tmp_path, capsys):
    def spoilt(scenario, make, say):
        raise Discarded("sinergi: a wrong answer")

    monkeypatch.setitem(command._RUN, "load", spoilt)
    assert command.main(["rows1", "--rounds", "1", "--state", str(tmp_path)]) == 1
    assert "rows1: this run does not count. sinergi: a wrong answer" in capsys.readouterr().err
    assert not (tmp_path / "bench/results").exists()


def test_a_fault_of_the_benchmark_in_one_scenario_does_not_cost_the_others(monkeypatch, tmp_path, capsys):
    def faulty(scenario, make, say):
        if scenario.name == "rows1":
            raise KeyError("a mistake")
        return {contender.name: [figures(10, 0.1)] for contender in scenario.contenders}

    monkeypatch.setitem(command._RUN, "load", faulty)
    assert command.main(["rows1", "light", "--rounds", "1", "--state", str(tmp_path)]) == 1
    assert "KeyError: 'a mistake'" in capsys.readouterr().err
    assert (tmp_path / "bench/results/light.json").exists()


@pytest.mark.parametrize(
    ("rounds", "seconds", "is_beside"),
    [
        pytest.param(None, None, True, id="whole"),
        pytest.param(9, 9.0, True, id="longer"),
        pytest.param(1, None, False, id="fewer rounds"),
        pytest.param(None, 1.0, False, id="shorter rounds"),
    ],
)
def test_only_a_run_of_whole_length_replaces_a_result(rounds, seconds, is_beside, tmp_path):
    folder = command.results_folder(command.shape(SCENARIOS["rows1"], rounds, seconds), tmp_path)
    assert (folder == command.ROOT / "benchmarks/results") is is_beside


def test_a_short_run_writes_result_chart_and_page_below_the_state(monkeypatch, tmp_path, capsys):
    def run(scenario, make, say):
        return {contender.name: [figures(10, 0.1)] for contender in scenario.contenders}

    monkeypatch.setitem(command._RUN, "load", run)
    assert command.main(["light", "--rounds", "1", "--state", str(tmp_path)]) == 0
    written = {path.name for path in (tmp_path / "bench/results").iterdir()}
    assert written == {"light.json", "light.svg", "README.md"}
    assert "goal p50 <= 0.5 x plain: 1.00 (1.00-1.00), NOT met" in capsys.readouterr().out
