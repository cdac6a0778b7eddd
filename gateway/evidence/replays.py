"""Every decision of a log made once more, entry by entry, as the log is checked.

An entry names the bundle that it was decided under and the version of the planner.
Where the bundle's files are at hand and the version is one whose decisions come out
the same today, the verdicts must be those that these files give, on every field of
the dataset, and the key must be one that they list, in its role and its time. All
else is counted, not judged. Verdicts on undisclosed fields stand in an entry as a
commitment; where its opening is at hand too (a database has them, an export never)
they are judged like the others.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from gateway.audit import SUCCEED, Fault, Opening
from gateway.errors import GatewayError
from gateway.evidence.replaying import (
    UNDISCLOSED,
    opened_value,
    policy_then,
    replay_exchange,
    stored_bundle,
)
from gateway.evidence.succession import check_succession
from gateway.policy import Bundle, Policy, Role

Files = Callable[[str], Mapping[str, bytes]]
"""Finds the files of a bundle by its digest; empty when they are not at hand."""

# Kinds that a key signs for, and the role that it must have.
_ROLES = dict.fromkeys(("query", "lookup", "statistics", "describe", "catalog", "acknowledge"), Role.CLIENT)
_ROLES |= {"audit-entries": Role.AUDITOR, "audit-list": Role.AUDITOR}
_BUNDLES = 8


class Replays:
    """Judges entries in the order of the log; a `gateway.audit.Judge`."""

    def __init__(self, files: Files, undisclosed: Iterable[tuple[int, Opening]] = ()) -> None:
        """Take the policies' files and, in order of index, what opens the undisclosed verdicts of entries."""
        self._files = files
        self._undisclosed = iter(undisclosed)
        self._next: tuple[int, Opening] | None = next(self._undisclosed, None)
        self._bundles: dict[str, Bundle | None] = {}
        self._policies: dict[tuple[str, datetime], Policy] = {}
        self.replayed = 0
        self.unopened = 0
        self.without_bundle = 0
        self.unapproved = False
        self.other_planners: Counter[str] = Counter()

    def judge(
        self, index: int, entry: Mapping[str, Any], activated_at: str | None
    ) -> Iterator[tuple[Fault, str]]:
        """Say what the policy of that day does not bear out."""
        digest = entry.get("bundle")
        if entry["kind"] == SUCCEED:
            yield from self._approvals(entry)
            return
        if digest is None or not {"verdicts", "consumer"} & entry.keys():
            return
        bundle = self._bundle(digest)
        if bundle is not None and (problem := _key_problem(entry, bundle)):
            yield Fault.KEY, problem
        # Dry runs of statistics did not always say which table; they released nothing.
        is_unnamed = entry["kind"] == "statistics" and "table" not in entry
        if "verdicts" in entry and not is_unnamed:
            yield from self._decision(index, entry, bundle, activated_at)

    def _approvals(self, entry: Mapping[str, Any]) -> Iterator[tuple[Fault, str]]:
        """Hold the signatures under a succession against the trust files of its bundle."""
        bundle = self._bundle(entry["bundle"])
        if bundle is None:
            self.unapproved = True
            return
        try:
            check_succession(entry, bundle.trusts)
        except GatewayError as error:
            yield Fault.SUCCESSION, str(error)

    def _decision(
        self, index: int, entry: Mapping[str, Any], bundle: Bundle | None, activated_at: str | None
    ) -> Iterator[tuple[Fault, str]]:
        if bundle is None:
            self.without_bundle += 1
            return
        since = datetime.fromisoformat(activated_at or entry["times"]["decided_at"]["value"])
        openings = self._openings(index)
        _, replay = replay_exchange(entry, openings, bundle, since, self._policy(bundle, since))
        if not replay.is_replayed:
            self.other_planners[replay.planner] += 1
            return
        self.replayed += 1
        if UNDISCLOSED in entry.get("commitments", {}) and opened_value(entry, openings, UNDISCLOSED) is None:
            self.unopened += 1
        if not replay.agrees:
            fields = ", ".join(dict.fromkeys(row.field for row in replay.rows if not row.agrees))
            why = f"its policy decides otherwise on {fields}" if fields else "by no permission of its policy"
            yield Fault.DECISION, why

    def _openings(self, index: int) -> Mapping[str, Opening]:
        """Return what opens an entry's undisclosed verdicts; entries come in order, and so do openings."""
        while self._next is not None and self._next[0] < index:
            self._next = next(self._undisclosed, None)
        return {UNDISCLOSED: self._next[1]} if self._next is not None and self._next[0] == index else {}

    def _bundle(self, digest: str) -> Bundle | None:
        if digest not in self._bundles:
            self._bundles[digest] = stored_bundle(digest, self._files(digest))
            # Of each policy in turn: an old one does not come back.
            for old in list(self._bundles)[:-_BUNDLES]:
                del self._bundles[old]
        return self._bundles[digest]

    def _policy(self, bundle: Bundle, since: datetime) -> Policy:
        key = (bundle.digest, since)
        if key not in self._policies:
            self._policies[key] = policy_then(bundle, since)
            for old in list(self._policies)[:-_BUNDLES]:
                del self._policies[old]
        return self._policies[key]


def _key_problem(entry: Mapping[str, Any], bundle: Bundle) -> str | None:
    consumer, role = entry.get("consumer"), _ROLES.get(entry["kind"])
    if consumer is None or role is None:
        return None
    trust = bundle.trusts.get(consumer["agency"])
    key = trust.keys.get(consumer["key"]) if trust else None
    if trust is None or key is None:
        return "no key of that agency's trust file"
    if key.role is not role:
        return f"a key of the role {key.role}, not {role}"
    decided = datetime.fromisoformat(entry["times"]["decided_at"]["value"])
    if not key.valid_from <= decided <= min(key.valid_until, trust.expires):
        return "a key that was not in its time"
    return None
