"""What a run leaves: figures by contender, ratios against the subject, goals met or not; as JSON."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.figures import differences, ratios, spread
from benchmarks.scenario import Goal, Scenario

Rounds = Mapping[str, Sequence[Mapping[str, float]]]
Result = Mapping[str, Any]
# Raised when a result gets other members: those of another number are passed over.
FORMAT = 1
# Figures of which a ratio says something.
_COMPARED = ("rate", "p50", "p99", "cpu", "memory", "start", "check", "prove")


def summarise(scenario: Scenario, rounds: Rounds, machine: Mapping[str, object]) -> Result:
    """Make the result of one scenario."""
    mine = rounds[scenario.subject.name]
    return {
        "format": FORMAT,
        "name": scenario.name,
        "title": scenario.title,
        "kind": scenario.kind,
        "subject": scenario.subject.name,
        "connections": scenario.connections,
        "rounds": len(mine),
        "seconds": scenario.seconds,
        "machine": machine,
        "contenders": {
            contender.name: {
                "made_of": asdict(contender),
                "figures": _figures(rounds[contender.name]),
                "subject_against_it": _ratios(mine, rounds[contender.name]),
                "rounds": rounds[contender.name],
            }
            for contender in scenario.contenders
        },
        "samples": rounds.get("samples", ()),
        "goals": [_judge(goal, scenario.subject.name, rounds) for goal in scenario.goals],
    }


def _figures(rounds: Sequence[Mapping[str, float]]) -> Mapping[str, Mapping[str, float]]:
    return {name: asdict(spread([each[name] for each in rounds])) for name in rounds[0]}


def _ratios(
    mine: Sequence[Mapping[str, float]], theirs: Sequence[Mapping[str, float]]
) -> Mapping[str, Mapping[str, float]]:
    """Divide the subject's figure by the other's, round by round."""
    return {
        name: asdict(ratios([each[name] for each in mine], [each[name] for each in theirs]))
        for name in _COMPARED
        if name in mine[0] and name in theirs[0]
    }


def _judge(goal: Goal, subject: str, rounds: Rounds) -> Mapping[str, object]:
    mine = [each[goal.measure] for each in rounds[subject]]
    if goal.against is None:
        found = spread(mine)
    else:
        theirs = [each[goal.measure] for each in rounds[goal.against]]
        found = (differences if goal.is_difference else ratios)(mine, theirs)
    return {"goal": str(goal), "measured": asdict(found), "is_met": goal.is_met(found.median)}


def write_result(folder: Path, result: Result) -> Path:
    """Write one result as JSON, in the place of an older one."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{result['name']}.json"
    path.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return path


def read_results(folder: Path) -> Mapping[str, Result]:
    """Read every result of a folder, by the scenario's name."""
    found = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))}
    return {name: result for name, result in found.items() if result.get("format") == FORMAT}
