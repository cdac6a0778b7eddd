"""An entry as a list of them shows it: what its leaf says in the open, and where it stands in the tree.

The record is made of the leaf and of nothing else, so whoever has the leaf makes the
same one. As a row of a table it says of the verdicts which fields fell to which.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from gateway.audit import Checkpoint, each_verdict, leaf_hash
from gateway.policy import LogicalType

Row = Sequence[str | int | None]

_TEXT, _NUMBER = LogicalType.STRING, LogicalType.INTEGER

COLUMNS: Mapping[str, LogicalType] = MappingProxyType(
    {
        "index": _NUMBER,
        "recorded_at": LogicalType.TIMESTAMP,
        "exchange_id": _TEXT,
        "kind": _TEXT,
        "outcome": _TEXT,
        "code": _TEXT,
        "consumer": _TEXT,
        "system": _TEXT,
        "provider": _TEXT,
        "dataset": _TEXT,
        "agreement": _TEXT,
        "version": _TEXT,
        "permission": _TEXT,
        "purpose": _TEXT,
        "rows": _NUMBER,
        "released": _TEXT,
        "transformed": _TEXT,
        "withheld": _TEXT,
        "leaf_hash": _TEXT,
        "tree_size": _NUMBER,
        "tree_root": _TEXT,
    }
)
"""The columns of the table forms, in order."""

# What a table of statistics groups by or counts leaves in another shape.
_COLUMN_OF = {"release": "released", "withhold": "withheld"}


def record_of(index: int, leaf: bytes, entry: Mapping[str, Any], head: Checkpoint) -> dict[str, Any]:
    """Make the record of an entry; `head` is that of a tree that holds it."""
    consumer, agreement = entry.get("consumer", {}), entry.get("agreement", {})
    version = agreement.get("version")
    return {
        "index": index,
        "recorded_at": entry["times"]["recorded_at"]["value"],
        "exchange_id": entry["exchange_id"],
        "kind": entry["kind"],
        "outcome": entry["outcome"],
        "code": entry.get("reason"),
        "consumer": consumer.get("agency"),
        "system": consumer.get("system"),
        "provider": entry.get("provider"),
        "dataset": entry.get("dataset"),
        "agreement": agreement.get("uid"),
        "version": None if version is None else str(version),
        "permission": agreement.get("permission"),
        "purpose": entry.get("purpose"),
        "rows": entry.get("rows"),
        "verdicts": list(each_verdict(entry)),
        "leaf": leaf.decode(),
        "leaf_hash": leaf_hash(leaf).hex(),
        "tree_size": head.size,
        "tree_root": head.root.hex(),
    }


def row_of(record: Mapping[str, Any]) -> Row:
    """Lay a record out in the columns of a table."""
    fields: dict[str, list[str]] = {"released": [], "transformed": [], "withheld": []}
    for verdict in record["verdicts"]:
        fields[_COLUMN_OF.get(verdict["verdict"], "transformed")].append(verdict["field"])
    joined = {name: " ".join(names) or None for name, names in fields.items()}
    return [joined[name] if name in joined else record[name] for name in COLUMNS]
