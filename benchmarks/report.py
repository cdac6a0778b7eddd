"""A result in words: ratios first, absolutes second, goals last; for the terminal and for the page."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benchmarks.results import Result

Figure = Mapping[str, float]
_MIB = 2**20


def table(result: Result) -> list[list[str]]:
    """Return the rows of a result, the first being the head."""
    make = _ROWS[result["kind"]]
    rows = [make(name, each) for name, each in result["contenders"].items()]
    return [list(rows[0]), *(list(row.values()) for row in rows)]


def _load_row(name: str, contender: Mapping[str, Any]) -> dict[str, str]:
    figures, against = contender["figures"], contender["subject_against_it"]
    row = {
        "contender": name,
        "subject is": _times(against["rate"]),
        "p50 is": f"{against['p50']['median']:.2f}x",
        "CPU is": f"{against['cpu']['median']:.2f}x",
        "requests/s": _around(figures["rate"], 1, 0),
        "p50 ms": _around(figures["p50"], 1e3, 2),
        "p99 ms": _around(figures["p99"], 1e3, 1),
        "p99/p50": f"{figures['tail']['median']:.1f}",
        "CPU us": f"{figures['cpu']['median'] * 1e6:,.0f}",
        "database us": f"{figures['database_cpu']['median'] * 1e6:,.0f}",
        "PSS MiB": f"{figures['memory']['most'] / _MIB:,.0f}",
        "generator": f"{figures['generator']['median']:.0%}",
    }
    if "entries" in figures:
        row["entries at start"] = f"{figures['entries']['least']:,.0f}"
    return row


def _soak_row(name: str, contender: Mapping[str, Any]) -> dict[str, str]:
    figures = {key: value["median"] for key, value in contender["figures"].items()}
    return {
        "contender": name,
        "memory end/settled": f"{figures['memory']:.3f}x",
        "handles end/settled": f"{figures['handles']:.3f}x",
        "requests/s": f"{figures['rate']:,.0f}",
        "settled MiB": f"{figures['memory_settled'] / _MIB:,.1f}",
        "end MiB": f"{figures['memory_end'] / _MIB:,.1f}",
        "log bytes/answer": f"{figures['log_bytes_an_answer']:,.0f}",
    }


def _start_row(name: str, contender: Mapping[str, Any]) -> dict[str, str]:
    return {
        "contender": name,
        "subject is": _times(contender["subject_against_it"]["start"]),
        "seconds": _around(contender["figures"]["start"], 1, 2),
        "PSS MiB": f"{contender['figures']['memory']['most'] / _MIB:,.0f}",
    }


def _desk_row(name: str, contender: Mapping[str, Any]) -> dict[str, str]:
    figures = contender["figures"]
    return {
        "contender": name,
        "check s": _around(figures["check"], 1, 2),
        "prove s": _around(figures["prove"], 1, 2),
        "check is": _times(contender["subject_against_it"]["check"]),
        "prove is": _times(contender["subject_against_it"]["prove"]),
    }


def _append_row(name: str, contender: Mapping[str, Any]) -> dict[str, str]:
    figures = contender["figures"]
    return {
        "contender": name,
        "subject is": _times(contender["subject_against_it"]["rate"]),
        "CPU is": f"{contender['subject_against_it']['cpu']['median']:.2f}x",
        "entries/s": _around(figures["rate"], 1, 0),
        "p50 ms": _around(figures["p50"], 1e3, 1),
        "p99 ms": _around(figures["p99"], 1e3, 1),
        "entries/batch": f"{figures['batch']['median']:.1f}",
        "CPU us/entry": f"{figures['cpu']['median'] * 1e6:,.0f}",
        "database us/entry": f"{figures['database_cpu']['median'] * 1e6:,.0f}",
        "bytes/entry": f"{figures['bytes']['median']:,.0f}",
        "reads/inclusion": f"{figures['inclusion reads']['most']:.0f}",
        "reads/consistency": f"{figures['consistency reads']['most']:.0f}",
        "entries at start": f"{figures['entries']['least']:,.0f}",
        "at last round": f"{figures['entries']['most']:,.0f}",
    }


_ROWS = {
    "load": _load_row,
    "soak": _soak_row,
    "start": _start_row,
    "desk": _desk_row,
    "append": _append_row,
}


def _times(ratio: Figure) -> str:
    return f"{ratio['median']:.2f}x ({ratio['low']:.2f}-{ratio['high']:.2f})"


def _around(figure: Figure, factor: float, digits: int) -> str:
    """Write a median, and the middle half of the rounds."""
    median, low, high = (figure[name] * factor for name in ("median", "low", "high"))
    return f"{median:,.{digits}f} ({low:,.{digits}f}-{high:,.{digits}f})"


def terminal(result: Result) -> Iterator[str]:
    """Write a result for the terminal."""
    yield f"{result['name']}: {result['title']}"
    rows = table(result)
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [cell.rjust(width) for cell, width in zip(row, widths, strict=True)]
        yield "  ".join([row[0].ljust(widths[0]), *cells[1:]])
    for goal in result["goals"]:
        yield f"goal {goal['goal']}: {measured(goal)}, {'met' if goal['is_met'] else 'NOT met'}"


def measured(goal: Mapping[str, Any]) -> str:
    """Write what was measured for a goal."""
    found = goal["measured"]
    return f"{found['median']:.2f} ({found['low']:.2f}-{found['high']:.2f})"


def page(results: Mapping[str, Result], order: Sequence[str]) -> str:
    """Write the page of all results: goals first, then a table and a chart each."""
    known = [results[name] for name in order if name in results]
    parts = [_HEAD, _goals(known)]
    for result in known:
        parts += [f"## {result['name']}: {result['title']}", _setting(result), _markdown(table(result))]
        parts.append(f"![{result['title']}]({result['name']}.svg)")
    parts += [_machines(known)]
    return "\n\n".join(parts) + "\n"


_HEAD = """# Results

Written by `python3 dev.py bench`; [docs/performance.md](../../docs/performance.md) says how it measures.
The figures of one scenario come from one run, in which all contenders took turns; compare none across
scenarios. In brackets: the middle half of the rounds."""


def _goals(known: Sequence[Result]) -> str:
    rows = [["scenario", "goal", "measured", "met"]]
    for result in known:
        for goal in result["goals"]:
            rows.append([result["name"], goal["goal"], measured(goal), "yes" if goal["is_met"] else "no"])
    return f"## Goals\n\n{_markdown(rows)}"


def _setting(result: Result) -> str:
    rounds = "1 round" if result["rounds"] == 1 else f"{result['rounds']} rounds"
    who = "callers" if result["kind"] == "append" else "connections"
    return (
        f"{result['connections']} {who}, {rounds} of {result['seconds']:g} s, "
        f"load average before {result['machine']['load_average_before'][0]}, "
        f"fsync {result['machine']['fsync_ms_before']} ms."
    )


def _markdown(rows: Sequence[Sequence[str]]) -> str:
    head, *others = rows
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in others)])


def _machines(known: Sequence[Result]) -> str:
    machines = []
    for result in known:
        machine = {key: value for key, value in result["machine"].items() if not key.endswith("_before")}
        if machine not in machines:
            machines.append(machine)
    lines = ["## Machine"]
    for machine in machines:
        libraries = ", ".join(f"{name} {found}" for name, found in machine["libraries"].items())
        lines.append(
            f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gib']} GiB, "
            f"{machine['file_system']}, Linux {machine['kernel']}, Python {machine['python']}; {libraries}."
        )
    return "\n\n".join(lines)
