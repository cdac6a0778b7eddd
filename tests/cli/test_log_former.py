"""Logs that follow each other are checked one after the other, and never twice."""

from dataclasses import replace
from pathlib import Path

from gateway.audit import Checkpoint, make_entry
from gateway.cli.log_former import Formers
from gateway.storage import LogCopy, write_export
from tests.audit.memory import MemoryLog, counted_salts
from tests.exchange.test_succeeding import SAID, plan, sign
from tests.policy.desk import KPU, POLRES, keys_of

NAMES = ("kpu.example/log", "kpu.example/log-2")


def first_entry(origin: str, old: str) -> bytes:
    said = replace(
        SAID, origin=origin, old=Checkpoint(old, 1, b"o" * 32), beyond=(Checkpoint(old, 2, b"b" * 32),)
    )
    draft = plan(sign(KPU, said), sign(POLRES, said), said=said)
    return make_entry(draft, salts=counted_salts(), recorded_at="2026-11-24T06:00:00.000000Z").leaf


def test_two_exports_that_name_each_other_as_the_log_before_are_a_finding(tmp_path: Path, capsys):
    leaves, exports = {}, {}
    for name, other in (NAMES, NAMES[::-1]):
        log = MemoryLog(name, keys_of(KPU)["log"])
        leaves[name] = first_entry(name, other)
        log.append(leaves[name])
        exports[name] = tmp_path / f"{len(exports)}.ndjson"
        with exports[name].open("wb") as file:
            write_export(LogCopy(name, enumerate(log.entries), log.leaf_hashes, log.checkpoints), file.write)
    formers = Formers(exports, {}, {})
    assert not formers.check(leaves[NAMES[0]], [keys_of(KPU)["log"].key], {}, {})
    assert capsys.readouterr().out.count(f"{NAMES[0]} meneruskan {NAMES[1]}") == 2
