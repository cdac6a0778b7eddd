"""The receipts that a consumer kept, each judged by keys that it trusts, ready to be looked for in a log.

Of each only what a comparison needs is held, some hundred bytes, so that a folder of
many fits in memory however large the files are.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from gateway.audit import Checkpoint, leaf_hash
from gateway.errors import GatewayError
from gateway.evidence.differences import Difference, Differences, Lack
from gateway.evidence.receipt import Receipt, receipt_head

ACKNOWLEDGED = "acknowledged"


@dataclass(frozen=True, slots=True)
class KeptHead:
    """A head of the log that the consumer holds, and where it comes from."""

    file: str
    head: Checkpoint


@dataclass(frozen=True, slots=True)
class KeptReceipt:
    """One sound receipt: the entry that it proves, by hash and place, and every head that it leads to.

    A receipt may be fetched again when the log is longer: then it leads to two heads, and
    each of them is one that the log gave out.
    """

    file: str
    exchange: str
    agency: str
    index: int
    leaf: bytes
    heads: tuple[KeptHead, ...]
    is_acknowledgement: bool

    @property
    def missing(self) -> Lack:
        """What it is called when the log lacks its entry."""
        return Lack.ACKNOWLEDGEMENT_MISSING if self.is_acknowledgement else Lack.MISSING

    def differs(self, lack: Lack, remark: str = "") -> Difference:
        """Say how the log differs from it."""
        return Difference(lack, self.file, self.exchange, self.index, remark)


def take_receipts(
    files: Iterable[tuple[str, str]],
    *,
    origin: str,
    verify: Callable[[str], Receipt],
    verify_note: Callable[[str], Checkpoint],
    found: Differences,
) -> Mapping[str, KeptReceipt]:
    """Judge receipts, given by file name and text; return the sound ones by exchange id.

    `verify_note` reads a note that the log must have signed: the one under a receipt's timestamp is
    another head than the receipt's own. A receipt fetched twice is one, with the heads of both. Two
    sound ones that differ convict the log that signed both.
    """
    kept: dict[str, KeptReceipt] = {}
    for file, token in files:
        try:
            receipt = verify(token)
            stamped = verify_note(receipt.stamped.note) if receipt.stamped else receipt.checkpoint
        except GatewayError as error:
            head = receipt_head(token)
            is_other = head is not None and head.origin != origin
            lack = Lack.OTHER_LOG if is_other else Lack.UNSOUND
            found.add(Difference(lack, file, remark=str(error)))
            continue
        taken = _taken(file, receipt, stamped)
        first = kept.setdefault(taken.exchange, taken)
        if (first.leaf, first.index) != (taken.leaf, taken.index):
            found.add(taken.differs(Lack.CONTRADICTED, first.file))
        heads = {each.head: each for each in (*taken.heads, *first.heads)}
        kept[taken.exchange] = replace(first, heads=tuple(heads.values()))
    return kept


def _taken(file: str, receipt: Receipt, stamped: Checkpoint) -> KeptReceipt:
    entry = receipt.entry
    return KeptReceipt(
        file=file,
        exchange=entry["exchange_id"],
        agency=entry.get("consumer", {}).get("agency", ""),
        index=receipt.index,
        leaf=leaf_hash(receipt.leaf),
        heads=tuple(KeptHead(file, head) for head in (receipt.checkpoint, stamped)),
        is_acknowledgement=(entry["kind"], entry["outcome"]) == ("acknowledge", ACKNOWLEDGED),
    )
