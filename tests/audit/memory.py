"""A log in memory for tests: entries, tiles and signed checkpoints, as a store would keep them."""

from collections.abc import Iterator
from hashlib import sha256

from gateway.audit import (
    EMPTY,
    Checkpoint,
    Draft,
    Sealed,
    format_checkpoint,
    integrate,
    leaf_hash,
    make_entry,
    sign_note,
)
from gateway.signing import Signer, new_signer

ORIGIN = "log.kpu-kapuas-hulu.example/2026"
KEY = "k" * 43
ANSWER_BODY = b'{"data":[]}'


def counted_salts(start: int = 0) -> Iterator[bytes]:
    """Salts that differ and never end."""
    while True:
        yield sha256(start.to_bytes(8)).digest()[:16]
        start += 1


def query_draft(number: int = 0, **facts: object) -> Draft:
    """A released query; every number is another exchange, one second later."""
    second = f"2026-11-24T06:{number // 60 % 60:02d}:{number % 60:02d}.000000Z"
    base = {
        "planner": "1",
        "exchange_id": f"01936f1e-{number:04x}-7000-8000-{number:012x}",
        "kind": "query",
        "outcome": "released",
        "times": {
            "decided_at": {"value": second, "by": "gateway"},
            "created": {"value": second, "by": "client"},
        },
        "consumer": {"agency": "polres-kapuas-hulu", "system": "sipam", "key": KEY},
        "provider": "kpu-kapuas-hulu",
        "dataset": "tps",
        "contract": "a" * 64,
        "agreement": {"uid": "pks-kapuas-hulu", "version": 1, "permission": "tps-pengamanan"},
        "purpose": "pengamanan-tps",
        "epoch": 3,
        "bundle": "b" * 64,
        "verdicts": [
            {"field": "kode_tps", "verdict": "release", "reason": "granted", "transform": None},
            {
                "field": "kontak_ketua_kpps",
                "verdict": "withhold",
                "reason": "no-use",
                "classification": "antarbadan",
                "legal_basis": "UU 27/2022 Pasal 4 ayat (3)",
            },
        ],
        "rows": 2,
    }
    openings = {
        "request": sha256(b"request %d" % number).digest(),
        "signature": b"s" * 64,
        "answer": sha256(ANSWER_BODY).digest(),
    }
    return Draft({**base, **facts}, openings)


def recorded_at(number: int) -> str:
    return f"2026-11-24T06:{number // 60 % 60:02d}:{number % 60:02d}.500000Z"


def seal(number: int, draft: Draft | None = None) -> Sealed:
    """Make the entry of a draft, or of a released query."""
    draft = draft or query_draft(number)
    return make_entry(draft, salts=counted_salts(number * 100), recorded_at=recorded_at(number))


class MemoryLog:
    """Appends batches and signs a checkpoint after each."""

    def __init__(self, origin: str = ORIGIN, signer: Signer | None = None) -> None:
        self.origin = origin
        self.signer = signer or new_signer("ed25519")
        self.range = EMPTY
        self.tiles: dict[tuple[int, int], bytes] = {}
        self.entries: list[bytes] = []
        self.checkpoints: list[str] = []

    def read_tile(self, level: int, index: int) -> bytes:
        return self.tiles.get((level, index), b"")

    def append(self, *leaves: bytes) -> str:
        hashes = [leaf_hash(leaf) for leaf in leaves]
        self.range, written = integrate(self.read_tile, self.range, hashes)
        self.tiles |= written
        self.entries += leaves
        self.checkpoints.append(self.sign(self.head))
        return self.checkpoints[-1]

    @property
    def head(self) -> Checkpoint:
        return Checkpoint(self.origin, self.range.size, self.range.root())

    def sign(self, checkpoint: Checkpoint) -> str:
        return sign_note(format_checkpoint(checkpoint), self.origin, self.signer)

    @property
    def leaf_hashes(self) -> list[bytes]:
        return [leaf_hash(entry) for entry in self.entries]
