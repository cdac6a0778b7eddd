"""Check a whole log offline, from an export alone and in flat memory.

Every entry is hashed and read again, and every checkpoint's signature and root
are checked; nothing the writer computed is believed. Checkpoints by themselves
place a change between two sizes. With the stored leaf hashes (level 0 of the
tiles) the very entry is named: the checkpoints prove the hashes, and the
entries are held against them one by one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gateway.audit.checkpoint import Checkpoint
from gateway.audit.contents import NOTHING, WINDOW, Contents
from gateway.audit.cosignature import Cosigners
from gateway.audit.entry import parse_entry
from gateway.audit.findings import LIMIT, Fault, Finding, Findings, LogReport
from gateway.audit.resuming import Known, Proven
from gateway.audit.roots import Roots
from gateway.audit.succession import succession_of
from gateway.audit.tree import leaf_hash
from gateway.errors import ProofBad
from gateway.signing import PublicKey

NOBODY: Cosigners = {}
NO_STRANGERS: Mapping[str, Sequence[PublicKey]] = {}

Judge = Callable[[int, Mapping[str, Any], str | None], Iterable[tuple[Fault, str]]]
"""Says what else is wrong with an entry, given its index, and when its policy was activated."""


def check_log(
    entries: Iterable[tuple[int, bytes]],
    checkpoints: Iterable[str],
    *,
    origin: str,
    key: PublicKey | Sequence[PublicKey],
    leaf_hashes: Iterable[bytes] | None = None,
    head: Checkpoint | None = None,
    judge: Judge | None = None,
    start: Proven | None = None,
    keep: Callable[[Proven], None] | None = None,
    window: int = WINDOW,
    cosigners: Cosigners = NOBODY,
    strange: Mapping[str, Sequence[PublicKey]] = NO_STRANGERS,
) -> LogReport:
    """Check entries, in order of index, against signed checkpoints, in order of size.

    `head` is a checkpoint already trusted, such as every consumer holds: without
    one, a log cut back to an earlier checkpoint looks like a younger log.

    Each entry that is sound by itself is put before `judge`. As long as nothing was
    found, `keep` is told at each checkpoint what is proven; a later check that is
    given this as `start` takes the entries from there on, all stored leaf hashes
    and all checkpoints: those below are hashed once more, and must lead to the root that
    was proven, but the entries below are not read. `window` is how many exchange ids
    are remembered to find twins by. Cosignatures of `cosigners` are checked, and those of others passed over.
    `strange` are known keys of other roles, by role: a checkpoint that one of them signed is a fault that
    names the role. A key of the log that an entry revokes signs no checkpoint that begins after it.

    Raises:
        ProofBad: the trusted head, or the start, is of another log; or a start comes without leaf hashes.
    """
    heads = [each for each in (head, start.head if start else None) if each is not None]
    if any(each.origin != origin for each in heads):
        raise ProofBad("the trusted head is of another log")
    if start is not None and leaf_hashes is None:
        raise ProofBad("a check is only resumed with leaf hashes")
    checker = _Checker(
        checkpoints,
        origin,
        key,
        leaf_hashes,
        heads,
        judge,
        keep,
        window,
        start.known if start else NOTHING,
        cosigners,
        strange,
        start.tree.size if start else 0,
    )
    if start is not None:
        checker.pass_over(start.tree.size)
    for index, leaf in entries:
        checker.take(index, leaf)
    return checker.finish()


@dataclass(frozen=True, slots=True)
class _Mismatch:
    """An entry that is not the one whose hash is stored at its index."""

    index: int
    found: bytes
    stored: bytes
    repeats: int | None


_SEVERITY = {fault: rank for rank, fault in enumerate(Fault)}


def _place(finding: Finding) -> tuple[int, int]:
    return finding.first, _SEVERITY[finding.fault]


class _Checker:
    """Holds the export against the stored hashes; `Roots` holds both against the checkpoints."""

    def __init__(
        self,
        checkpoints: Iterable[str],
        origin: str,
        key: PublicKey | Sequence[PublicKey],
        leaf_hashes: Iterable[bytes] | None,
        heads: Sequence[Checkpoint],
        judge: Judge | None,
        keep: Callable[[Proven], None] | None,
        window: int,
        known: Known,
        cosigners: Cosigners,
        strange: Mapping[str, Sequence[PublicKey]],
        judged_from: int,
    ) -> None:
        self._findings = Findings()
        self._contents = Contents(self._findings, window, known)
        self._origin, self._judge, self._keep = origin, judge, keep
        self._mismatches: list[_Mismatch] = []
        self._roots = Roots(
            checkpoints,
            origin=origin,
            key=key,
            heads=heads,
            cosigners=cosigners,
            findings=self._findings,
            acquit=self._acquit,
            strange=strange,
            revoked=self._contents.revoked,
            judged_from=judged_from,
        )
        self._stored = iter(leaf_hashes) if leaf_hashes is not None else None
        # Hashes at the end that have no counterpart: of entries, and of what is stored.
        self._surplus: list[bytes] = []
        self._deficit: list[bytes] = []
        self._next = 0
        self._gaps: list[range] = []

    def take(self, index: int, leaf: bytes) -> None:
        """Check the next entry of the export."""
        if index < self._next:
            if self._fill_gap(index):
                self._findings.add(Fault.OUT_OF_ORDER, index, index, "not in its place in the export")
            else:
                self._findings.add(Fault.DUPLICATED, index, index, "more than once in the export")
            return
        if index > self._next:
            self._open_gap(index)
        found = leaf_hash(leaf)
        stored = self._next_stored()
        if stored is None and len(self._surplus) < LIMIT:
            self._surplus.append(found)
        stored = stored or found
        if stored == found:
            self._read(index, leaf)
        else:
            self._note_mismatch(index, found, stored, leaf)
        self._next += 1
        self._roots.push(stored, found)
        self._keep_proven()

    def pass_over(self, size: int) -> None:
        """Take entries as read before, by their stored hashes alone."""
        while self._next < size and (stored := self._next_stored()):
            self._next += 1
            self._roots.push(stored, stored)

    def _keep_proven(self) -> None:
        if self._keep is None or self._findings.listed or self._mismatches or self._gaps or self._surplus:
            return
        tree = self._roots.tree
        if tree is not None:
            self._keep(Proven(self._origin, tree, self._contents.known))

    def finish(self) -> LogReport:
        """Say what the end of the export shows, and put the findings in order."""
        entries = size = self._next
        while stored := self._next_stored():
            self._roots.push(stored, stored)
            size += 1
            if len(self._deficit) < LIMIT:
                self._deficit.append(stored)
        size = max(size, self._roots.finish())
        if size > entries:
            self._findings.add(Fault.MISSING, entries, size - 1, "the export ends before the log does")
        for gap in self._gaps:
            self._findings.add(Fault.MISSING, gap.start, gap.stop - 1, "not in the export")
        self._judge_mismatches()
        return LogReport(
            entries=entries,
            checkpoints=self._roots.holding,
            size=self._roots.proven.size,
            root=self._roots.proven.root,
            findings=tuple(sorted(self._findings.listed, key=_place)),
            unlisted=self._findings.unlisted,
            uncompared=self._contents.uncompared,
            cosigned=self._roots.cosigned,
            known=self._contents.known,
        )

    def _next_stored(self) -> bytes | None:
        return next(self._stored, None) if self._stored is not None else None

    def _read(self, index: int, leaf: bytes) -> None:
        try:
            entry = parse_entry(leaf)
        except ProofBad as error:
            self._findings.add(Fault.MALFORMED, index, index, str(error))
            return
        self._contents.check(index, entry)
        self._check_succession(index, entry)
        if self._judge is not None:
            for fault, detail in self._judge(index, entry, self._contents.activated_at):
                self._findings.add(fault, index, index, detail)

    def _check_succession(self, index: int, entry: Mapping[str, Any]) -> None:
        try:
            said = succession_of(entry)
        except ProofBad as error:
            self._findings.add(Fault.SUCCESSION, index, index, str(error))
            return
        if said is not None and said.origin != self._origin:
            self._findings.add(Fault.SUCCESSION, index, index, "it begins another log than this one")

    def _open_gap(self, index: int) -> None:
        if len(self._gaps) < LIMIT:
            self._gaps.append(range(self._next, index))
        else:
            self._findings.unlisted += 1
        while self._next < index and (stored := self._next_stored()):
            self._roots.push(stored, stored)
            self._next += 1
        if self._next < index:
            self._roots.skip(index - self._next)
            self._next = index

    def _fill_gap(self, index: int) -> bool:
        for at, gap in enumerate(self._gaps):
            if index in gap:
                parts = (range(gap.start, index), range(index + 1, gap.stop))
                self._gaps[at : at + 1] = [part for part in parts if part]
                return True
        return False

    def _note_mismatch(self, index: int, found: bytes, stored: bytes, leaf: bytes) -> None:
        if len(self._mismatches) >= LIMIT:
            self._findings.unlisted += 1
            return
        try:
            repeats = self._contents.seen_at(parse_entry(leaf))
        except ProofBad:
            repeats = None
        self._mismatches.append(_Mismatch(index, found, stored, repeats))

    def _acquit(self, first: int) -> None:
        """Drop the mismatches from an index on: the hashes were wrong, not the entries."""
        self._mismatches = [item for item in self._mismatches if item.index < first]

    def _judge_mismatches(self) -> None:
        """Tell a changed entry from one that was moved, added or taken away."""
        here = {item.found for item in self._mismatches}.union(self._surplus)
        belong = {item.stored for item in self._mismatches}.union(self._deficit)
        for item in self._mismatches:
            if item.repeats is not None:
                fault, detail = Fault.DUPLICATED, f"same exchange id as entry {item.repeats}"
            elif item.found in belong and item.stored in here:
                fault, detail = Fault.OUT_OF_ORDER, "another entry of this log stands here"
            elif item.found in belong:
                fault, detail = Fault.MISSING, "gone, and a later entry stands in its place"
            elif item.stored in here:
                fault, detail = Fault.INSERTED, "not of this log; the entry of this index stands elsewhere"
            else:
                fault, detail = Fault.CHANGED, "not the entry that was recorded"
            self._findings.add(fault, item.index, item.index, detail)
