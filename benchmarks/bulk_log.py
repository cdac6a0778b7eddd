"""Fill a log with millions of entries in minutes, so that it passes the gateway's own checks.

One entry is made by the gateway's own function; the others are the same bytes
with their own exchange id, salt, commitments and times, all of one width. Tiles,
tree and checkpoints come from the gateway's own functions too. Openings are left
out: they are erasable, and old ones are gone from a real log as well.
"""

import os
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from benchmarks.bulk_store import BulkStore, Facts, Rows
from gateway.audit import (
    TILE_WIDTH,
    Checkpoint,
    CompactRange,
    Draft,
    format_checkpoint,
    integrate,
    leaf_hash,
    make_entry,
    parse_entry,
    sign_note,
)
from gateway.exchange import exchange_id
from gateway.signing import LocalSigner

Say = Callable[[str], None]
# So many checkpoints' worth of entries go to the database at a time.
_FLUSH = 64
_SAID_EVERY = 1_000_000
_CONSUMER = {"agency": "polres-kapuas-hulu", "system": "aplikasi"}
_COMMITTED = ("answer", "request", "signature")


@dataclass(frozen=True, slots=True)
class Mould:
    """An entry of which only texts of fixed width change: `%b` stands for each, in the order of `parts`."""

    template: bytes
    parts: Sequence[str]

    def pour(self, values: dict[str, bytes]) -> bytes:
        """Make one entry."""
        return self.template % tuple(values[name] for name in self.parts)


def make_mould(epoch: int, bundle: str, key: str) -> Mould:
    """Make one entry as the gateway would, and note where it changes."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    decided, created, recorded = (_text(start + timedelta(microseconds=each)) for each in (1, 2, 3))
    draft = Draft(
        {
            "planner": "1",
            "exchange_id": exchange_id(start, bytes(range(10))),
            "kind": "catalog",
            "outcome": "described",
            "times": {
                "decided_at": {"value": decided, "by": "gateway"},
                "created": {"value": created, "by": "client"},
            },
            "consumer": {**_CONSUMER, "key": key},
            "epoch": epoch,
            "bundle": bundle,
        },
        {name: name.encode() for name in _COMMITTED},
    )
    leaf = make_entry(draft, salts=_salts(), recorded_at=recorded).leaf
    entry = parse_entry(leaf)
    found = {
        "exchange_id": entry["exchange_id"],
        "salt": entry["salt"],
        "decided": decided,
        "created": created,
        "recorded": recorded,
        **entry["commitments"],
    }
    parts = sorted(found, key=lambda name: leaf.index(found[name].encode()))
    for value in found.values():
        leaf = leaf.replace(value.encode(), b"%b")
    return Mould(leaf, parts)


def fill_log(
    store: BulkStore, entries: int, *, origin: str, signer: LocalSigner, key: str, say: Say
) -> CompactRange:
    """Append entries until the log holds so many; return the tree.

    Args:
        key: The thumbprint of the consumer that is said to have asked.
    """
    state = store.state()
    tree, edge = state.tree, dict(store.tiles())

    def read_tile(level: int, index: int) -> bytes:
        return edge.get((level, index), b"")

    mould = make_mould(state.epoch, state.bundle, key)
    recorded_at = state.recorded_at
    rows = Rows()
    making = _entries(mould, datetime.fromisoformat(recorded_at), tree.size)
    while tree.size < entries:
        # Whole tiles from the second one on; each ends with a checkpoint.
        count = min(TILE_WIDTH - tree.size % TILE_WIDTH, entries - tree.size)
        made = [next(making) for _ in range(count)]
        rows.entries += [(each.index, each.exchange_id, each.leaf) for each in made]
        rows.facts += [Facts(each.index, each.recorded_at) for each in made]
        recorded_at = made[-1].recorded_at
        tree, written = integrate(read_tile, tree, [leaf_hash(each.leaf) for each in made])
        edge |= written
        for place in [place for place, hashes in written.items() if len(hashes) == TILE_WIDTH * 32]:
            rows.tiles.append((*place, edge.pop(place)))
        text = format_checkpoint(Checkpoint(origin, tree.size, tree.root()))
        rows.checkpoints.append((tree.size, sign_note(text, origin, signer)))
        if len(rows.checkpoints) == _FLUSH:
            store.write(rows)
            if tree.size % _SAID_EVERY < len(rows.entries):
                say(f"{tree.size:,} of {entries:,} entries")
            rows = Rows()
    rows.tiles += [(*place, hashes) for place, hashes in edge.items()]
    store.write(rows)
    store.finish(tree, recorded_at)
    return tree


@dataclass(frozen=True, slots=True)
class _Made:
    index: int
    exchange_id: str
    leaf: bytes
    recorded_at: str


def _entries(mould: Mould, start: datetime, index: int) -> Iterator[_Made]:
    """Make entries a microsecond apart: so many fit between the activation and now."""
    # A UUIDv7 ends with twelve digits of chance; a counter in their place keeps ids in order.
    beginning = exchange_id(start, os.urandom(10))[:-12]
    moment, second = start, ""
    while True:
        moment += timedelta(microseconds=1)
        if not second or not moment.microsecond:
            second = f"{moment:%Y-%m-%dT%H:%M:%S}."
        recorded = f"{second}{moment.microsecond:06d}Z"
        name = f"{beginning}{index:012x}"
        chance = os.urandom(16)
        values = {
            "exchange_id": name.encode(),
            "salt": urlsafe_b64encode(chance)[:22],
            "decided": recorded.encode(),
            "created": recorded.encode(),
            "recorded": recorded.encode(),
        }
        for committed in _COMMITTED:
            chance = sha256(chance).digest()
            values[committed] = chance.hex().encode()
        yield _Made(index, name, mould.pour(values), recorded)
        index += 1


def _salts() -> Iterator[bytes]:
    while True:
        yield os.urandom(16)


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
