"""A copy of a log is of one moment, whole, and can be checked by itself."""

import threading
from contextlib import closing
from io import BytesIO
from pathlib import Path

from gateway.audit import check_log, leaf_hash, verify_checkpoint, verify_consistency, verify_inclusion
from gateway.storage import LogCopy, read_export, read_log, write_export
from tests.storage.making import NOTHING, ORIGIN, Rig, draft, together


def check(rig: Rig, copy: LogCopy) -> int:
    report = check_log(
        copy.entries, copy.checkpoints, origin=ORIGIN, key=rig.signer.key, leaf_hashes=copy.leaf_hashes
    )
    assert report.is_sound
    assert report.size == report.entries
    return report.entries


def fill(rig: Rig, count: int) -> None:
    log = rig.log()
    share = count // 20
    assert share * 20 == count
    together([lambda: [log.append(draft(), NOTHING, epoch=0) for _ in range(share)]] * 20)


def test_a_log_of_many_tiles_and_pages_is_whole_and_proven(rig: Rig, tmp_path: Path):
    fill(rig, 1100)
    log = rig.log()
    head = verify_checkpoint(log.head(), ORIGIN, rig.signer.key)
    leaves = dict(rig.leaves())
    for index in (0, 255, 256, 511, 512, 1023, 1024, 1099):
        proof = log.inclusion(index, head.size)
        verify_inclusion(leaf_hash(leaves[index]), index, head.size, proof, head.root)
    for (note,) in rig.run("SELECT note FROM checkpoints"):
        old = verify_checkpoint(note, ORIGIN, rig.signer.key)
        verify_consistency(old.size, old.root, head.size, head.root, log.consistency(old.size, head.size))
    path = tmp_path / "log.ndjson"
    with closing(rig.storage()) as storage, read_log(storage) as copy, path.open("wb") as file:
        write_export(copy, file.write)
    assert check(rig, read_export(path)) == 1100
    assert read_export(path).origin == ORIGIN


def test_a_copy_is_of_one_moment_while_others_write(rig: Rig):
    log = rig.log()
    log.append(draft(), NOTHING, epoch=0)
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            log.append(draft(), NOTHING, epoch=0)

    writer = threading.Thread(target=write)
    writer.start()
    sizes = []
    for _ in range(5):
        with closing(rig.storage()) as storage, read_log(storage) as copy:
            sizes.append(check(rig, copy))
    stop.set()
    writer.join()
    assert sizes == sorted(sizes)
    assert sizes[-1] > 1


def test_an_empty_log_can_be_copied(rig: Rig, tmp_path: Path):
    content = BytesIO()
    with closing(rig.storage()) as storage, read_log(storage) as copy:
        write_export(copy, content.write)
    path = tmp_path / "log.ndjson"
    path.write_bytes(content.getvalue())
    copy = read_export(path)
    assert (list(copy.entries), list(copy.leaf_hashes), list(copy.checkpoints)) == ([], [], [])
