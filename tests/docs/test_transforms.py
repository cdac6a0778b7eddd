"""docs/policy-language.md: its table of transforms is what the transforms do."""

import re
from typing import Any

import pytest
import yaml

from gateway.policy import (
    TRANSFORMS,
    Classification,
    Field,
    LogicalType,
    Output,
    PersonalData,
    Place,
    apply,
    parse_scalar,
    wire_value,
)
from tests.docs.blocks import DOCS

_ROW = re.compile(
    r"\| `(?P<use>[^`]+)` \| (?P<on>[^|]+) \| (?P<runs>[^|]+) \| (?P<gives>[^|]+) \| (?P<example>[^|]+) \|"
)
ROWS = [
    found.groupdict()
    for line in (DOCS / "policy-language.md").read_text("utf-8").splitlines()
    if (found := _ROW.match(line))
]


def types(row: dict[str, str]) -> list[LogicalType]:
    every = row["on"] == "any type"
    return list(LogicalType) if every else [LogicalType(word) for word in row["on"].split(", ")]


def read(row: dict[str, str], kind: LogicalType) -> Output:
    """Read the use as a policy file writes it: every scalar is text."""
    written = yaml.load(row["use"], Loader=yaml.BaseLoader)
    name, given = (written, {}) if isinstance(written, str) else next(iter(written.items()))
    transform = TRANSFORMS[name]
    arguments = tuple(
        (key, transform.parameters[key].parse(kind, value, text=True)) for key, value in given.items()
    )
    field = Field("f", "f", kind, "", Classification.OPEN, PersonalData.NONE, (), Place("x", 1), unique=True)
    assert transform.check(field, arguments) == ()
    return Output("f", name, arguments)


def test_every_transform_stands_in_the_table() -> None:
    assert {row["use"].partition(":")[0] for row in ROWS} == TRANSFORMS.keys()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["use"])
def test_the_table_says_what_a_transform_takes_and_gives(row: dict[str, str]) -> None:
    transform = TRANSFORMS[row["use"].partition(":")[0]]
    assert set(types(row)) == transform.accepts
    places = dict.fromkeys(transform.runs(kind) for kind in types(row))
    assert row["runs"] == ", ".join(places)
    given = [transform.gives(kind) for kind in types(row)]
    own = row["gives"] == "its own type"
    assert given == (types(row) if own else [LogicalType(row["gives"])] * len(given))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["use"])
def test_the_tables_example_comes_out_as_it_stands(row: dict[str, str]) -> None:
    before, after = re.findall("`([^`]+)`", row["example"])
    kind = LogicalType.STRING if LogicalType.STRING in types(row) else types(row)[0]
    value = parse_scalar(kind, before, text=True)
    shown: Any = wire_value(apply(read(row, kind), kind, value, lambda scope, field: b"k" * 32))
    if after.endswith("…"):
        assert str(shown).startswith(after.removesuffix("…"))
    else:
        assert str(shown) == after
