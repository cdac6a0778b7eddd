"""Parcels and statements of peers commit with their entry, on both databases; an answer stays what it was."""

from contextlib import closing
from dataclasses import replace
from threading import Thread

from gateway.exchange import MAX_OPEN, Delivery, Effects, Parcel, Recorded, Refused, Settlement, Stated
from gateway.storage import LogStore, Parcels
from tests.storage.making import NOTHING, Rig, draft, statement

KPU = "kpu"
FILES = {"agreements/pks.yaml": b"\x00\xff", "trust/kpu.yaml": b"agency: kpu\n"}


def parcel(number: int = 0, **changes: str) -> Parcel:
    made = Parcel("in", KPU, f"{number:064x}", "pks", 1, "a" * 64)
    return replace(made, **changes)


def receive(log: LogStore, of: Parcel) -> Recorded | Refused | None:
    agreement = {"uid": of.uid, "version": of.version}
    entry = statement("propose", "sent", agreement=agreement, parcel=of.digest, provider=KPU)
    return log.append(entry, Effects(mail=Delivery(of, FILES)), epoch=None)


def settle(
    log: LogStore, of: Parcel, verdict: str, reason: str = "", files=None
) -> Recorded | Refused | None:
    effects = Effects(mail=Settlement(of, verdict, reason, files or {}))  # type: ignore[arg-type]
    return log.append(draft(), effects, epoch=None)


def find(rig: Rig, of: Parcel):
    with closing(rig.storage()) as storage:
        return Parcels(storage).find(of.direction, of.agency, of.digest)


def test_a_parcel_is_kept_whole_and_once(rig: Rig):
    log = rig.log()
    assert isinstance(receive(log, parcel()), Recorded)
    assert isinstance(receive(log, parcel()), Recorded)
    stored = find(rig, parcel())
    assert (stored.parcel, stored.files, stored.verdict) == (parcel(), FILES, None)
    assert find(rig, parcel(direction="out")) is None
    assert find(rig, parcel(agency="polres")) is None
    with closing(rig.storage()) as storage:
        assert [each.parcel for each in Parcels(storage).list_all()] == [parcel()]


def test_the_first_answer_stays(rig: Rig):
    log = rig.log()
    receive(log, parcel())
    settle(log, parcel(), "accepted", files={"agreements/pks.polres.jws": b"x"})
    settle(log, parcel(), "rejected", "lain kali", {"agreements/pks.lain.jws": b"y"})
    stored = find(rig, parcel())
    assert (stored.verdict, stored.reason) == ("accepted", "")
    assert stored.answer == {"agreements/pks.polres.jws": b"x"}
    assert stored.files == FILES


def test_too_many_that_wait_are_refused_and_leave_no_entry(rig: Rig):
    log = rig.log()
    for number in range(MAX_OPEN):
        assert isinstance(receive(log, parcel(number)), Recorded)
    assert receive(log, parcel(MAX_OPEN)) == Refused("inbox-full")
    assert isinstance(receive(log, parcel(3)), Recorded)
    assert isinstance(receive(log, parcel(MAX_OPEN, agency="polres")), Recorded)
    settle(log, parcel(3), "rejected", "x")
    assert isinstance(receive(log, parcel(MAX_OPEN)), Recorded)
    assert rig.check() == MAX_OPEN + 4


def test_two_that_come_at_once_do_not_both_take_the_last_place(rig: Rig):
    log = rig.log()
    for number in range(MAX_OPEN - 1):
        receive(log, parcel(number))
    told: list[object] = []
    threads = [
        Thread(target=lambda at=at: told.append(receive(log, parcel(MAX_OPEN + at)))) for at in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(each, Recorded) for each in told) == 1
    assert told.count(Refused("inbox-full")) == 3


def test_what_a_peer_states_moves_the_epoch_and_is_the_last_word(rig: Rig):
    log = rig.log()
    for epoch, word in enumerate(("a", "b")):
        done = log.append(draft(), Effects(stated=Stated(KPU, {"pks": word * 64})), epoch=epoch)
        assert isinstance(done, Recorded)
    assert log.append(draft(), NOTHING, epoch=1) == Refused("stale-policy")
    assert isinstance(log.append(draft(), NOTHING, epoch=2), Recorded)
    stored = rig.run("SELECT agency, active FROM stated")
    assert stored == [(KPU, '{"pks": "' + "b" * 64 + '"}')]
