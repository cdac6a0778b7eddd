"""What an owner of a log does to a consumer's exchanges, and by what name the consumer can tell."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from gateway.audit import Checkpoint, Draft, parse_checkpoint, parse_note, verify_checkpoint
from gateway.evidence import (
    Differences,
    KeptHead,
    Lack,
    Reconciled,
    make_receipt,
    reconcile_copy,
    take_receipts,
    verify_receipt,
)
from gateway.exchange import Recorded
from gateway.signing import LocalSigner, new_signer
from gateway.storage import read_log
from tests.storage.making import KEY, NOTHING, ORIGIN, Rig, draft, new_id
from tests.storage.test_attacks import Owner, insert_and_move_up, leaf_at, swap

POLRES, BAWASLU = "polres-kapuas-hulu", "bawaslu-kapuas-hulu"
COUNT = 8
OWN = (1, 3, 5, 7, 9)
RECEIPTS = new_signer("ed25519")


def acknowledgement(exchange: str) -> Draft:
    facts = draft().facts
    kept = {name: facts[name] for name in ("planner", "times", "consumer", "provider", "dataset")}
    said = {"kind": "acknowledge", "outcome": "acknowledged", "exchange_id": new_id()}
    return Draft({**kept, **said, "exchanges": [exchange]}, {"acknowledged": sha256(b"[]").digest()})


def of_another() -> Draft:
    return draft(consumer={"agency": BAWASLU, "system": "lain", "key": KEY})


class Parties(Owner):
    """The owner of a log that several agencies asked, and what one of these kept."""

    def __init__(self, rig: Rig, folder: Path) -> None:
        self.rig, self.folder = rig, folder
        log = rig.log()
        ids: list[str] = []
        for number in range(COUNT):
            recorded = log.append(draft() if number % 2 else of_another(), NOTHING, epoch=0)
            assert isinstance(recorded, Recorded)
            ids.append(recorded.exchange_id)
        log.append(of_another(), NOTHING, epoch=0)
        log.append(acknowledgement(ids[3]), NOTHING, epoch=0)
        self.kept = {f"{index}.jws": self.receipt(log, index) for index in OWN}
        self.given = log.head()
        rig.close()
        self._disarm()

    def receipt(self, log, index: int, signer: LocalSigner = RECEIPTS) -> str:
        recorded = log.find(log.exchange_at(index))
        note = recorded.checkpoint
        return make_receipt(
            origin=ORIGIN,
            index=index,
            entry=recorded.entry,
            openings={},
            inclusion=log.inclusion(index, parse_checkpoint(parse_note(note).text).size),
            checkpoint_note=note,
            signer=signer,
        )

    def reconcile(self, *, system: str | None = None, heads: tuple[KeptHead, ...] = ()) -> Reconciled:
        found, key = Differences(), self.rig.signer.key
        kept = take_receipts(
            self.kept.items(),
            origin=ORIGIN,
            verify=lambda token: verify_receipt(token, receipt_key=RECEIPTS.key, log_key=key, origin=ORIGIN),
            verify_note=lambda note: verify_checkpoint(note, ORIGIN, key),
            found=found,
        )
        storage = self.rig.storage()
        try:
            with read_log(storage) as copy:
                *_, note = copy.checkpoints
                last = verify_checkpoint(note, ORIGIN, key)
                return reconcile_copy(
                    copy.entries, last, kept, heads, consumers=[POLRES], system=system, found=found
                )
        finally:
            storage.close()


@pytest.fixture
def parties(rig: Rig, tmp_path: Path) -> Parties:
    return Parties(rig, tmp_path)


def named(told: Reconciled) -> list[tuple[str, str, int | None]]:
    return [(each.lack, each.file, each.index) for each in told.differences]


def forget(file: str) -> Callable[[Parties], object]:
    return lambda parties: parties.kept.pop(file)


def spoil(parties: Parties) -> None:
    """Change one character in the middle of a file."""
    token = parties.kept["5.jws"]
    at = len(token) // 2
    parties.kept["5.jws"] = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]


def sign_by_another(parties: Parties) -> None:
    log = parties.rig.log()
    parties.kept["5.jws"] = parties.receipt(log, 5, new_signer("ed25519"))
    parties.rig.close()


def bring_from_another_log(parties: Parties) -> None:
    (parties.folder / "lain").mkdir()
    other = Rig(f"sqlite:///{parties.folder}/lain/state.db", parties.folder / "lain")
    other.upgrade()
    log = other.log(origin="lain.example/log")
    log.append(draft(), NOTHING, epoch=0)
    recorded = log.find(log.exchange_at(0))
    parties.kept["lain.jws"] = make_receipt(
        origin="lain.example/log",
        index=0,
        entry=recorded.entry,
        openings={},
        inclusion=log.inclusion(0, 1),
        checkpoint_note=recorded.checkpoint,
        signer=RECEIPTS,
    )
    other.close()


def without(*gone: int) -> Callable[[Parties], object]:
    """Write the log anew without some entries, and sign everything again."""
    return lambda parties: parties.write_anew(
        [leaf for index, leaf in enumerate(parties.leaves()) if index not in gone]
    )


def add_a_release(parties: Parties) -> None:
    parties.write_anew([*parties.leaves(), leaf_at()])


ALTERED: dict[str, tuple[Callable[[Parties], object], set[tuple[str, str, int | None]]]] = {
    "a receipt was not kept": (forget("5.jws"), {(Lack.NOT_KEPT, "", 5)}),
    "an acknowledgement was not kept": (forget("9.jws"), {(Lack.ACKNOWLEDGEMENT_NOT_KEPT, "", 9)}),
    "a receipt's file was changed": (spoil, {(Lack.UNSOUND, "5.jws", None), (Lack.NOT_KEPT, "", 5)}),
    "a receipt signed by another key": (
        sign_by_another,
        {(Lack.UNSOUND, "5.jws", None), (Lack.NOT_KEPT, "", 5)},
    ),
    "a receipt of another log": (bring_from_another_log, {(Lack.OTHER_LOG, "lain.jws", None)}),
    "a release that nobody here asked for": (add_a_release, {(Lack.NOT_KEPT, "", 10)}),
    "an entry dropped": (
        lambda parties: parties.drop(5, 5),
        {(Lack.UNSEALED, "", 5), (Lack.MISSING, "5.jws", 5)},
    ),
    "two entries swapped": (
        swap,
        {(Lack.UNSEALED, "", 10), (Lack.MOVED, "3.jws", 3), (Lack.MOVED, "7.jws", 7)}
        | {(Lack.FORKED, "1.jws", None)},
    ),
    "an entry changed": (
        lambda parties: parties.put(5, parties.leaf(5).replace(b'"rows":2', b'"rows":3')),
        {(Lack.UNSEALED, "", 10), (Lack.CHANGED, "5.jws", 5), (Lack.FORKED, "1.jws", None)},
    ),
    "an entry given to another agency": (
        lambda parties: parties.put(5, parties.leaf(5).replace(POLRES.encode(), BAWASLU.encode())),
        {(Lack.UNSEALED, "", 10), (Lack.MISSING, "5.jws", 5), (Lack.FORKED, "1.jws", None)},
    ),
    "an entry dropped, and everything signed again": (
        without(0, 5),
        {(Lack.MISSING, "5.jws", 5), (Lack.SHORTER, "1.jws", 8)}
        | {(Lack.MOVED, f"{index}.jws", index) for index in (1, 3, 7, 9)},
    ),
    "an acknowledgement dropped, and everything signed again": (
        lambda parties: parties.write_anew([*parties.leaves()[:9], parties.leaf(8)]),
        {(Lack.ACKNOWLEDGEMENT_MISSING, "9.jws", 9), (Lack.FORKED, "1.jws", None)},
    ),
    "a tail cut off with its tree and checkpoints": (
        lambda parties: parties.write_anew(parties.leaves()[:6]),
        {(Lack.MISSING, "7.jws", 7), (Lack.ACKNOWLEDGEMENT_MISSING, "9.jws", 9)}
        | {(Lack.SHORTER, "1.jws", 6)},
    ),
}


@pytest.mark.parametrize("name", ALTERED)
def test_what_was_done_to_either_side_is_told_by_name_and_place(parties: Parties, name: str):
    attack, expected = ALTERED[name]
    assert parties.reconcile().agrees
    attack(parties)
    told = parties.reconcile()
    assert set(named(told)) == expected, told


def test_records_and_log_that_agree_are_counted(parties: Parties):
    told = parties.reconcile()
    assert (told.agrees, told.size, told.receipts, told.acknowledgements) == (True, 10, 4, 1)


def test_a_head_of_another_history_is_a_fork_even_without_any_receipt(parties: Parties):
    parties.kept.clear()
    forged = KeptHead("heads/kpu", Checkpoint(ORIGIN, 4, b"f" * 32))
    told = parties.reconcile(heads=(forged,), system="nobody")
    assert named(told) == [(Lack.FORKED, "heads/kpu", None)]


def test_one_system_of_many_may_ask_for_its_own_releases_alone(parties: Parties):
    parties.kept.clear()
    assert len(parties.reconcile().differences) == 5
    assert len(parties.reconcile(system="sipam").differences) == 5
    assert parties.reconcile(system="lain").agrees


def test_two_sound_receipts_of_one_exchange_that_differ_convict_their_signer(parties: Parties):
    insert_and_move_up(parties)
    parties.write_anew(parties.leaves())
    (parties.folder / "baru").mkdir()
    log = parties.rig.log(folder=parties.folder / "baru")
    parties.kept["7-lagi.jws"] = parties.receipt(log, 8)
    parties.rig.close()
    lacks = {(each.lack, each.file) for each in parties.reconcile().differences}
    assert (Lack.CONTRADICTED, "7-lagi.jws") in lacks
    assert (Lack.MOVED, "7.jws") in lacks
