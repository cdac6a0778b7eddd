"""Entries of a log found by filter: each record is made again from its leaf before it is given.

What a page says is believed only as far as its leaves and the log's signature go.
What a filter leaves out unseen it cannot say: `filter_whole` reads the whole log for that.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from gateway.audit import (
    EMPTY,
    Checkpoint,
    leaf_hash,
    parse_entry,
    verify_checkpoint,
    verify_inclusion,
)
from gateway.catalogue import Sentence
from gateway.client.page import objects_of
from gateway.errors import AnswerBad, ProofBad
from gateway.exchange import EVERYTHING, EntryFilter, Search, matches, read_search, record_of
from gateway.signing import PublicKey

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One page of records, each checked against its leaf; `head` is the signed checkpoint over them."""

    exchange_id: str
    records: tuple[Record, ...]
    next_cursor: str | None
    head: Checkpoint
    note: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Listing:
    """How a gateway is asked for entries, and what its log is known by.

    `ask` sends a query string and returns the exchange's id, the answer's members and its
    bytes; `prove` fetches an inclusion proof, and is None where nobody wants one.
    """

    ask: Callable[[str], tuple[str, Mapping[str, Any], bytes]]
    see: Callable[[Checkpoint], None]
    origin: str
    keys: Sequence[PublicKey]
    prove: Callable[[int, int], Sequence[bytes]] | None = None


def entry_pages(listing: Listing, asked: Mapping[str, str]) -> Iterator[EntryPage]:
    """Ask for page after page.

    Raises:
        ProofBad: a record is not what its leaf, the filter, the order or the tree says.
        AnswerBad: a page is not of the documented shape.
    """
    last, end, cursor = None, None, asked.get("cursor")
    is_begun = cursor is not None
    while True:
        following = {"cursor": cursor} if cursor else {}
        page = _page(listing, {**asked, **following})
        search = read_search({name: value for name, value in asked.items() if name != "cursor"})
        if end is None:
            end = page.head.size
        for record in page.records:
            _check_order(record["index"], last, end, search, is_begun=is_begun)
            _check_record(record, page.head, search.wanted)
            if listing.prove:
                _check_place(record, page.head, listing.prove)
            last = record["index"]
        cursor = page.next_cursor
        # Where a list ends that was begun elsewhere, its cursor alone knows.
        if cursor is None and not is_begun:
            _check_end(last, end, search)
        yield page
        if cursor is None:
            return


def _page(listing: Listing, asked: Mapping[str, str]) -> EntryPage:
    exchange, value, body = listing.ask(urlencode(asked))
    records, cursor, stated = objects_of(value, "entries"), value.get("next_cursor"), value.get("checkpoint")
    note = stated.get("note") if isinstance(stated, dict) else None
    if not isinstance(cursor, str | None) or not isinstance(note, str):
        raise AnswerBad(Sentence("client.not-documented", part="next_cursor, checkpoint"))
    if cursor and not records:
        raise AnswerBad(Sentence("client.not-documented", part="entries"))
    head = verify_checkpoint(note, listing.origin, listing.keys)
    listing.see(head)
    return EntryPage(exchange, records, cursor, head, note, body)


def _check_record(record: Record, head: Checkpoint, wanted: EntryFilter) -> None:
    index, text = record.get("index"), record.get("leaf")
    try:
        leaf = str(text).encode()
        entry = parse_entry(leaf)
    except (ProofBad, UnicodeEncodeError) as error:
        raise ProofBad(Sentence("entries.not-an-entry", index=index)) from error
    if record != record_of(record["index"], leaf, entry, head):
        raise ProofBad(Sentence("entries.not-its-leaf", index=index))
    if not matches(wanted, entry):
        raise ProofBad(Sentence("entries.not-asked-for", index=index))


def _check_order(index: object, last: int | None, end: int, search: Search, *, is_begun: bool) -> None:
    """Require that the list goes one way, within the log, and without a filter step by step."""
    if type(index) is not int or not 0 <= index < end:
        raise ProofBad(Sentence("entries.out-of-order", index=index))
    step = -1 if search.is_newest_first else 1
    is_first = last is None
    before = (end if search.is_newest_first else -1) if last is None else last
    is_onward = (index - before) * step > 0
    is_next = index == before + step or search.wanted != EVERYTHING or (is_first and is_begun)
    if not (is_onward and is_next):
        raise ProofBad(Sentence("entries.out-of-order", index=index))


def _check_end(last: int | None, end: int, search: Search) -> None:
    """Require that a list of everything reaches the end of the log."""
    expected = 0 if search.is_newest_first else end - 1
    if search.wanted == EVERYTHING and last != expected and end:
        raise ProofBad(Sentence("entries.out-of-order", index=expected))


def _check_place(record: Record, head: Checkpoint, prove: Callable[[int, int], Sequence[bytes]]) -> None:
    proof = prove(record["index"], head.size)
    verify_inclusion(leaf_hash(record["leaf"].encode()), record["index"], head.size, proof, head.root)


def filter_whole(
    entries: Iterable[tuple[int, bytes]],
    head: Checkpoint,
    wanted: EntryFilter,
    *,
    held: Checkpoint | None = None,
) -> Iterator[Record]:
    """Filter every entry below a head on this side; nothing can be left out unseen.

    Records come as they are read, oldest first; only the end says whether they are the log.

    Raises:
        ProofBad: what came is not the log of this head, or not that of the head held before.
    """
    tree = EMPTY
    for index, leaf in entries:
        if index != tree.size:
            raise ProofBad(Sentence("entries.out-of-order", index=index))
        tree = tree.extend(leaf_hash(leaf))
        if held and tree.size == held.size and tree.root() != held.root:
            raise ProofBad(Sentence("entries.not-held", size=held.size))
        entry = parse_entry(leaf)
        if matches(wanted, entry):
            yield record_of(index, leaf, entry, head)
    if (tree.size, tree.root()) != (head.size, head.root):
        raise ProofBad(Sentence("entries.not-the-log", size=head.size))
    if held and held.size > head.size:
        raise ProofBad(Sentence("entries.not-held", size=held.size))
