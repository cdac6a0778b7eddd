"""What entries are searched by: a row beside each entry, of what its leaf says in the open."""

from collections.abc import Mapping
from typing import Any


def facts_row(index: int, recorded_at: str, facts: Mapping[str, Any]) -> dict[str, object]:
    """Make the row of one entry."""
    consumer = facts.get("consumer") or {}
    agreement = facts.get("agreement") or {}
    row = {
        "kind": facts.get("kind"),
        "outcome": facts.get("outcome"),
        "consumer": consumer.get("agency"),
        "system": consumer.get("system"),
        "provider": facts.get("provider"),
        "dataset": facts.get("dataset"),
        "agreement": agreement.get("uid"),
        "purpose": facts.get("purpose"),
        "code": facts.get("reason"),
    }
    texts = {name: None if value is None else str(value) for name, value in row.items()}
    return {"index": index, "recorded_at": recorded_at, **texts}
