"""What an owner of the database can do to a log, and by what name `gateway log verify` calls it.

He may write past every trigger, and often he holds the log's key too: then he can
make all of it fit together again, except for a head that he gave to somebody.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from gateway.audit import (
    Checkpoint,
    make_entry,
    parse_checkpoint,
    parse_note,
    verifier_key,
)
from gateway.exchange import rfc3339
from gateway.signing import LocalSigner, new_signer
from tests.audit.memory import MemoryLog, counted_salts
from tests.cli.desk import Ran, run
from tests.storage.making import NOTHING, ORIGIN, Rig, draft, new_id, now

COUNT = 12
TRIGGERED = ("entries", "tiles", "checkpoints")


def leaf_at(minutes: int = 0) -> bytes:
    """Make an entry that this log never recorded."""
    moment = rfc3339(now() + timedelta(minutes=minutes))
    return make_entry(draft(), salts=counted_salts(minutes + 100), recorded_at=moment).leaf


class Owner:
    """The owner of a log's database: nothing in it is out of his reach."""

    def __init__(self, rig: Rig, folder: Path) -> None:
        self.rig, self.folder = rig, folder
        log = rig.log()
        for _ in range(COUNT):
            log.append(draft(), NOTHING, epoch=0)
        self.given = log.head()
        rig.close()
        self._disarm()

    def _disarm(self) -> None:
        if self.rig.is_sqlite:
            for (name,) in self.rig.run("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
                self.rig.run(f"DROP TRIGGER {name}")
        else:
            for table in TRIGGERED:
                self.rig.run(f"ALTER TABLE {table} DISABLE TRIGGER USER")

    def run(self, statement: str, **values: object) -> None:
        self.rig.run(statement, **values)

    def leaf(self, index: int) -> bytes:
        return dict(self.rig.leaves())[index]

    def put(self, index: int, leaf: bytes) -> None:
        self.run('UPDATE entries SET leaf = :leaf WHERE "index" = :index', leaf=leaf, index=index)

    def insert(self, index: int, leaf: bytes) -> None:
        self.run(
            'INSERT INTO entries ("index", exchange_id, leaf) VALUES (:index, :id, :leaf)',
            index=index,
            id=new_id(),
            leaf=leaf,
        )

    def move(self, first: int, by: int) -> None:
        """Give the entries from one on other indexes."""
        self.run('UPDATE entries SET "index" = "index" + 1000 WHERE "index" >= :first', first=first)
        self.run('UPDATE entries SET "index" = "index" - :back WHERE "index" >= 1000', back=1000 - by)

    def drop(self, first: int, last: int) -> None:
        self.run('DELETE FROM entries WHERE "index" BETWEEN :first AND :last', first=first, last=last)

    def seal(self, checkpoint: Checkpoint, signer: LocalSigner | None = None) -> None:
        note = MemoryLog(ORIGIN, signer or self.rig.signer).sign(checkpoint)
        self.run("UPDATE checkpoints SET note = :note WHERE size = :size", note=note, size=checkpoint.size)

    def write_anew(self, leaves: list[bytes], signer: LocalSigner | None = None) -> None:
        """Put another log in the place of this one, whole: entries, tree and every checkpoint."""
        log = MemoryLog(ORIGIN, signer or self.rig.signer)
        for leaf in leaves:
            log.append(leaf)
        for table in TRIGGERED:
            self.run(f"DELETE FROM {table}")
        for index, leaf in enumerate(leaves):
            self.insert(index, leaf)
        for (level, index), hashes in log.tiles.items():
            statement = 'INSERT INTO tiles (level, "index", hashes) VALUES (:level, :at, :hashes)'
            self.run(statement, level=level, at=index, hashes=hashes)
        for size, note in enumerate(log.checkpoints, 1):
            self.run("INSERT INTO checkpoints (size, note) VALUES (:size, :note)", size=size, note=note)

    def leaves(self) -> list[bytes]:
        return [leaf for _, leaf in self.rig.leaves()]

    def verify(self, *more: object, vkey: str | None = None) -> Ran:
        vkey = vkey or verifier_key(ORIGIN, self.rig.signer.key)
        return run("--lang", "en", "log", "verify", "--database", self.rig.url, "--vkey", vkey, *more)

    def verify_with_head(self, note: str) -> Ran:
        kept = self.folder / "kept.txt"
        kept.write_text(note)
        return self.verify("--head", kept)


@pytest.fixture
def owner(rig: Rig, tmp_path: Path) -> Owner:
    return Owner(rig, tmp_path)


def swap(owner: Owner) -> None:
    one, other = owner.leaf(3), owner.leaf(7)
    owner.put(3, other)
    owner.put(7, one)


def drop_and_close_up(owner: Owner) -> None:
    owner.drop(4, 4)
    owner.move(5, -1)


def insert_and_move_up(owner: Owner) -> None:
    owner.move(6, 1)
    owner.insert(6, leaf_at())


def seal_another_root(owner: Owner) -> None:
    owner.seal(Checkpoint(ORIGIN, 6, b"f" * 32))


def seal_with_another_key(owner: Owner) -> None:
    (note,) = (note for (note,) in owner.rig.run("SELECT note FROM checkpoints WHERE size = 6"))
    owner.seal(parse_checkpoint(parse_note(note).text), new_signer("ed25519"))


def set_the_clock_back(owner: Owner) -> None:
    leaves = owner.leaves()
    owner.write_anew([*leaves[:8], leaf_at(minutes=-60), *leaves[8:]])


def release_after_suspension(owner: Owner) -> None:
    facts = draft().facts
    kept = {name: facts[name] for name in ("planner", "times")}
    said = {"kind": "suspend", "outcome": "recorded", "agreement": {"uid": "pks-kapuas-hulu"}}
    suspended = type(draft())({**kept, **said, "exchange_id": new_id()})
    leaves = owner.leaves()
    entry = make_entry(suspended, salts=counted_salts(), recorded_at=rfc3339(now())).leaf
    owner.write_anew([*leaves, entry, leaf_at(minutes=1)])


Attack = Callable[[Owner], object]
ATTACKS: dict[str, tuple[Attack, str]] = {
    "an entry changed": (
        lambda owner: owner.put(5, owner.leaf(5).replace(b'"rows":2', b'"rows":3')),
        "5 (changed)",
    ),
    "two entries swapped": (swap, "3 (out-of-order)"),
    "an entry dropped": (lambda owner: owner.drop(4, 4), "4 (missing)"),
    "an entry dropped, and the rest closed up": (drop_and_close_up, "4 (missing)"),
    "an entry inserted, and the rest moved up": (insert_and_move_up, "6 (inserted)"),
    "an entry copied to the end": (lambda owner: owner.insert(12, owner.leaf(5)), "12 (duplicated)"),
    "an entry copied over another": (lambda owner: owner.put(9, owner.leaf(4)), "9 (duplicated)"),
    "an entry added behind the last checkpoint": (
        lambda owner: owner.insert(12, leaf_at()),
        "12 (not-covered)",
    ),
    "the tail cut off": (lambda owner: owner.drop(9, 11), "9 (missing)"),
    "a checkpoint replaced, signed by the log": (seal_another_root, "5 (checkpoint-root)"),
    "a checkpoint replaced, signed by another key": (seal_with_another_key, "5 (checkpoint-signature)"),
    "a clock set back, and everything signed again": (set_the_clock_back, "8 (clock-went-back)"),
    "a release under a suspended agreement, and everything signed again": (
        release_after_suspension,
        "13 (released-after-withdrawal)",
    ),
    "all signed by a key of another role": (
        lambda owner: owner.write_anew(owner.leaves(), new_signer("ed25519")),
        "0 (checkpoint-signature)",
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_found_and_named(owner: Owner, name: str):
    attack, named = ATTACKS[name]
    assert owner.verify().code == 0
    attack(owner)
    told = owner.verify()
    assert told.code == 1, told
    assert f"the first entry at fault: {named}" in told.out


HELD: dict[str, tuple[Attack, str]] = {
    "a tail cut off with its tree and checkpoints": (
        lambda owner: owner.write_anew(owner.leaves()[:9]),
        "9 (missing)",
    ),
    "an entry changed, and everything signed again": (
        lambda owner: owner.write_anew([*owner.leaves()[:11], leaf_at()]),
        "0 (forked)",
    ),
    "another log shown to another party": (
        lambda owner: owner.write_anew([leaf_at(number) for number in range(COUNT + 3)]),
        "0 (forked)",
    ),
}


@pytest.mark.parametrize("name", HELD)
def test_what_fits_together_is_found_by_a_head_that_was_given_out(owner: Owner, name: str):
    attack, named = HELD[name]
    assert owner.verify_with_head(owner.given).code == 0
    attack(owner)
    # By itself, and under a head of its own, the log is sound.
    last = "SELECT note FROM checkpoints ORDER BY size DESC LIMIT 1"
    assert owner.verify_with_head(str(owner.rig.run(last)[0][0])).code == owner.verify().code == 0
    told = owner.verify_with_head(owner.given)
    assert told.code == 1, told
    assert f"the first entry at fault: {named}" in told.out


def test_a_key_of_another_log_or_role_checks_nothing(owner: Owner):
    other = verifier_key(ORIGIN, new_signer("ed25519").key)
    told = owner.verify(vkey=other)
    assert told.code == 1
    assert "the first entry at fault: 0 (checkpoint-signature)" in told.out
