"""Random queries against a case: mostly of what is granted, now and then of anything."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from tests.promises.generating import MAX_PAGE, PURPOSES, UID, Case
from tests.promises.values import condition_over


@st.composite
def queries(draw: st.DrawFn, case: Case) -> dict[str, Any]:
    """Draw a query: mostly of what is granted, now and then of anything."""
    purpose = draw(st.sampled_from([*PURPOSES, *PURPOSES, *PURPOSES, "tiada"]))
    grant = case.grants.get(purpose, case.grants[PURPOSES[0]])
    leaving = sorted(grant.leaving - {case.closed_later})
    every = [*case.types, "tiada"]
    body: dict[str, Any] = {"agreement": UID, "purpose": purpose}

    def among(granted: Sequence[str]) -> st.SearchStrategy[str]:
        is_odd = draw(st.integers(0, 7)) == 0 or not granted
        return st.sampled_from(every if is_odd else list(granted))

    if draw(st.booleans()):
        body["fields"] = draw(st.lists(among(leaving), min_size=1, max_size=4, unique=True))
    if draw(st.booleans()):
        usable = sorted(set(grant.filter) - {case.closed_later})
        names = list(case.types) if draw(st.integers(0, 7)) == 0 or not usable else usable
        body["filter"] = draw(condition_over(names, case.types))
    if draw(st.booleans()):
        keys = draw(st.lists(among(sorted(set(grant.sort) - {case.closed_later})), max_size=2, unique=True))
        body["sort"] = [draw(st.sampled_from(["", "-"])) + key for key in keys]
    if draw(st.booleans()):
        body["page_size"] = draw(st.integers(1, MAX_PAGE))
    if draw(st.booleans()):
        body["count"] = True
    if draw(st.integers(0, 9)) == 0:
        body["dry_run"] = True
    return body
