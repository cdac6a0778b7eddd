"""The arithmetic of docs/scaling.md: every result follows from the inputs that the page states."""

import re

import pytest

from tests.docs.blocks import DOCS

PAGE = (DOCS / "scaling.md").read_text("utf-8")
_INPUT = re.compile(r"^\| `(\w+)` \| ([\d,.]+) \|", re.MULTILINE)
_RESULT = re.compile(r"^\| ([^|]+) \| `([^`]+)` \| ([\d,.]+) ?(kB|MB|GB|TB|%)? \|$", re.MULTILINE)
_TIMES = "\N{MULTIPLICATION SIGN}"
_UNITS = {"": 1, "%": 1, "kB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12}
INPUTS = {name: float(value.replace(",", "")) for name, value in _INPUT.findall(PAGE)}


def computed() -> dict[str, tuple[float, str, str]]:
    """Compute every line in the order of the page; give what it comes to, what is printed, and its unit."""
    known, found = dict(INPUTS), {}
    for what, arithmetic, printed, unit in _RESULT.findall(PAGE):
        name, _, formula = arithmetic.rpartition(" = ")
        assert re.fullmatch(rf"[\w\s{_TIMES}/+()\-]+", formula), formula
        value = eval(formula.replace(_TIMES, "*"), {"__builtins__": {}}, known)
        if name:
            known[name] = value
        found[what] = (value / _UNITS[unit], printed, unit)
    return found


COMPUTED = computed()


def as_printed(value: float, printed: str) -> str:
    """Write a value with as many digits as the page does."""
    return f"{value:,.{len(printed.partition('.')[2])}f}"


@pytest.mark.parametrize("what", COMPUTED)
def test_a_result_follows_from_the_inputs(what):
    value, printed, unit = COMPUTED[what]
    assert f"{as_printed(value, printed)} {unit}" == f"{printed} {unit}"


def test_no_line_of_arithmetic_escapes():
    lines = [line for line in PAGE.splitlines() if re.match(r"\| [^`|]+ \| `", line)]
    assert len(lines) == len(COMPUTED)
    assert len(COMPUTED) > 30


def test_no_input_is_stated_for_nothing():
    used = set(re.findall(r"[a-z_]\w*", " ".join(formula for _, formula, *_ in _RESULT.findall(PAGE))))
    assert INPUTS.keys() <= used


@pytest.mark.parametrize(
    ("name", "value"),
    [("stations", 984), ("stations_nation", 823_220), ("voters", 204_807_222), ("regencies", 514)],
)
def test_the_facts_are_those_of_the_election(name, value):
    assert INPUTS[name] == value
