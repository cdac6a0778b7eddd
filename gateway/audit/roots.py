"""Hold a growing tree against the checkpoints that its log has signed."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set

from gateway.audit.checkpoint import Checkpoint, find_stranger, has_signed, verify_checkpoint
from gateway.audit.cosignature import Cosigners, read_cosignatures
from gateway.audit.findings import Fault, Findings
from gateway.audit.tree import EMPTY, CompactRange
from gateway.errors import ProofBad, SignatureError
from gateway.signing import PublicKey


class Roots:
    """Takes leaf hashes in order and compares roots whenever a checkpoint is due.

    Two trees grow side by side: one of the stored leaf hashes and one of the
    hashes of the entries found. A checkpoint that fits either says which of the
    two to believe, and both go on from there.
    """

    def __init__(
        self,
        notes: Iterable[str],
        *,
        origin: str,
        key: PublicKey | Sequence[PublicKey],
        heads: Sequence[Checkpoint],
        cosigners: Cosigners,
        findings: Findings,
        acquit: Callable[[int], None],
        strange: Mapping[str, Sequence[PublicKey]],
        revoked: Set[str],
        judged_from: int,
    ) -> None:
        self._notes = enumerate(notes, start=1)
        self._origin, self._heads = origin, heads
        self._keys = (key,) if isinstance(key, PublicKey) else tuple(key)
        self._strange, self._revoked, self._judged_from = strange, revoked, judged_from
        self._findings, self._acquit = findings, acquit
        self._cosigners = cosigners
        self._witnesses: tuple[str, ...] = ()
        self.cosigned: dict[str, int] = {}
        self._stored: CompactRange | None = EMPTY
        self._found: CompactRange | None = EMPTY
        self._size = 0
        self._claimed = 0
        self._doubted: Checkpoint | None = None
        self.proven = Checkpoint(origin, 0, EMPTY.root())
        self.holding = 0
        self._due = self._next_checkpoint()
        self._compare()

    @property
    def tree(self) -> CompactRange | None:
        """The tree so far, where its last checkpoint holds."""
        return self._stored if self.proven.size == self._size and self.holding else None

    def push(self, stored: bytes, found: bytes) -> None:
        """Add one leaf, by its stored hash and by the hash of the entry found."""
        if self._stored is not None and self._found is not None:
            same = self._stored is self._found and stored == found
            self._stored = self._stored.extend(stored)
            self._found = self._stored if same else self._found.extend(found)
        self._size += 1
        self._compare()

    def skip(self, count: int) -> None:
        """Pass over leaves of which nothing is known: no later root can be made."""
        self._stored = self._found = None
        self._size += count
        self._compare()

    def finish(self) -> int:
        """Judge what is left and return the size that the log's signatures promise."""
        while self._due is not None:
            self._due = self._next_checkpoint()
        if self._doubted is not None:
            first, last = self.proven.size, self._doubted.size - 1
            detail = f"entries {first} to {last} do not give the root that was signed for size {last + 1}"
            self._findings.add(Fault.CHECKPOINT_ROOT, first, max(first, last), detail)
        if not self.holding and not self._claimed:
            self._findings.add(Fault.UNCOVERED, 0, max(0, self._size - 1), "no checkpoint holds")
        elif self._size > self._claimed:
            self._findings.add(Fault.UNCOVERED, self._claimed, self._size - 1, "after the last checkpoint")
        return max(self._claimed, *(head.size for head in self._heads), 0)

    def _compare(self) -> None:
        for head in self._heads:
            if head.size == self._size:
                self._compare_head(head)
        while self._due is not None and self._due.size <= self._size:
            if self._stored is not None and self._found is not None:
                self._judge(self._due, self._stored, self._found)
            self._due = self._next_checkpoint()

    def _judge(self, due: Checkpoint, stored: CompactRange, found: CompactRange) -> None:
        if due.root not in {stored.root(), found.root()}:
            self._doubted = self._doubted or due
            return
        if due.root != stored.root():
            detail = "the stored leaf hashes do not give the signed root, the entries do"
            self._findings.add(Fault.TILES, self.proven.size, due.size - 1, detail)
            self._acquit(self.proven.size)
            self._stored = found
        self._found = self._stored
        if self._doubted is not None:
            detail = f"the checkpoint of size {self._doubted.size} is not of this log, a later one is"
            self._findings.add(Fault.CHECKPOINT_ROOT, self.proven.size, self._doubted.size - 1, detail)
            self._doubted = None
        self.proven = due
        self.holding += 1
        self.cosigned |= dict.fromkeys(self._witnesses, due.size)

    def _compare_head(self, head: Checkpoint) -> None:
        if self._stored is None or self._found is None:
            return
        if head.root not in {self._stored.root(), self._found.root()}:
            detail = f"not the log that the trusted head of size {head.size} was given for"
            self._findings.add(Fault.FORKED, 0, max(0, head.size - 1), detail)

    def _next_checkpoint(self) -> Checkpoint | None:
        claimed = self._claimed
        unsigned: dict[tuple[Fault, str], _Unsigned] = {}
        checkpoint = self._next_signed(unsigned)
        for (fault, role), run in unsigned.items():
            self._findings.add(fault, claimed, claimed, run.detail, role)
        return checkpoint

    def _next_signed(self, unsigned: dict[tuple[Fault, str], "_Unsigned"]) -> Checkpoint | None:
        for number, note in self._notes:
            try:
                checkpoint = verify_checkpoint(note, self._origin, self._good_keys())
            except (ProofBad, SignatureError) as error:
                fault, role, problem = self._blame(note, str(error))
                unsigned.setdefault((fault, role), _Unsigned()).add(number, problem)
                continue
            if checkpoint.size < self._claimed:
                detail = f"checkpoint number {number}: size {checkpoint.size} after size {self._claimed}"
                self._findings.add(Fault.CHECKPOINT_ORDER, checkpoint.size, checkpoint.size, detail)
                continue
            self._claimed = checkpoint.size
            self._witnesses = self._read_witnesses(note, checkpoint.size)
            return checkpoint
        return None

    def _good_keys(self) -> tuple[PublicKey, ...]:
        """Leave out the keys that the log itself revoked before the next checkpoint's first entry.

        That checkpoint may still be the one that covers the revocation: the log's own key signs it.
        """
        if self._claimed < self._judged_from:
            return self._keys
        return tuple(key for key in self._keys if key.thumbprint not in self._revoked)

    def _blame(self, note: str, problem: str) -> tuple[Fault, str, str]:
        """Say whose signature it is where it is not that of a good key of this log."""
        for key in self._keys:
            if has_signed(note, self._origin, key):
                return Fault.CHECKPOINT_REVOKED, "", f"signed by {key.thumbprint}, which this log had revoked"
        found = find_stranger(note, self._origin, self._strange)
        if found is None:
            return Fault.CHECKPOINT_SIGNATURE, "", problem
        role, key = found
        return Fault.CHECKPOINT_ROLE, role, f"signed by {key.thumbprint}, a key of the role {role}"

    def _read_witnesses(self, note: str, size: int) -> tuple[str, ...]:
        try:
            return tuple(found.name for found in read_cosignatures(note, self._cosigners))
        except (ProofBad, SignatureError) as error:
            last = max(0, size - 1)
            self._findings.add(Fault.COSIGNATURE, last, last, f"checkpoint of size {size}: {error}")
            return ()


class _Unsigned:
    """Checkpoints in a row that no good key has signed: under a wrong key all are: that is one finding."""

    def __init__(self) -> None:
        self.first = self.last = 0
        self._problem = ""

    def add(self, number: int, problem: str) -> None:
        self.last = number
        if not self.first:
            self.first, self._problem = number, problem

    @property
    def detail(self) -> str:
        if self.first == self.last:
            return f"checkpoint number {self.first}: {self._problem}"
        return f"checkpoints number {self.first} to {self.last}: {self._problem}"
