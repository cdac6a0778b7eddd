"""`never`: what an agreement rules out for itself, whatever its permissions say.

A mistake against the contract is a fault only while the contract is the pinned one:
another may well have lost a field, and nothing of that dataset is in force then.
"""

from collections.abc import Mapping

from gateway.errors import RequestBad
from gateway.policy.conditions import Condition
from gateway.policy.model import Contract, Never, Pin
from gateway.policy.place import Place
from gateway.policy.reading_map import DATASET_NAME, FIELD, Map, unknown_word
from gateway.policy.reading_nodes import plain_value
from gateway.policy.terms import parse_condition

KINDS = ("fields", "outside", "together")
_FEWEST_TOGETHER = 2


def read_never(top: Map, pins: Mapping[str, Pin], contracts: Mapping[str, Contract]) -> tuple[Never, ...]:
    """Read all of them."""
    found = []
    for item in top.items("never"):
        entry = Map(item, top.faults, required=("dataset",), optional=KINDS)
        if sum(kind in entry for kind in KINDS) != 1:
            top.faults.add("never-shape", entry.place)
        dataset = entry.text("dataset", DATASET_NAME)
        if dataset and dataset not in pins:
            unknown_word(top.faults, "pin-missing", entry.place_of("dataset"), dataset, pins)
        contract, pin = contracts.get(dataset), pins.get(dataset)
        is_pinned = contract and pin and (pin.version, pin.digest) == (contract.version, contract.digest)
        found.append(_read_entry(entry, dataset, contract if is_pinned else None))
    return tuple(found)


def _read_entry(entry: Map, dataset: str, contract: Contract | None) -> Never:
    fields, together = entry.words("fields", FIELD), entry.words("together", FIELD)
    if together and len(together) < _FEWEST_TOGETHER:
        entry.faults.add("never-together", entry.place_of("together"))
    if contract is not None:
        _check_known(entry, (*fields, *together), contract)
    return Never(
        dataset,
        tuple(field for field, _ in fields),
        entry.place,
        outside=_read_outside(entry, contract),
        together=tuple(field for field, _ in together),
    )


def _check_known(entry: Map, words: tuple[tuple[str, Place], ...], contract: Contract) -> None:
    for field, place in words:
        if field not in contract.fields:
            unknown_word(entry.faults, "field-unknown", place, field, contract.fields)


def _read_outside(entry: Map, contract: Contract | None) -> Condition | None:
    node = entry.node("outside")
    if node is None or contract is None:
        return None
    types = {name: field.logical_type for name, field in contract.fields.items()}
    try:
        return parse_condition(plain_value(node), types, text=True)
    except RequestBad as error:
        words = {"pointer": error.shown.get("pointer", "")}
        entry.faults.add(f"rows-{error.shown['reason']}", node.place, **words)
        return None
