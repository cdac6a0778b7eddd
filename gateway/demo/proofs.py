"""Act five: proofs that need nobody's word, and a rewritten log that gives itself away."""

import sqlite3
from contextlib import closing
from pathlib import Path

from gateway.demo.ceremony import AGENCIES, KPU, Agency
from gateway.demo.operator import run_gateway
from gateway.demo.stage import Stage


def show_proofs(stage: Stage) -> None:
    """Play the act."""
    stage.narrator.title("act-5")
    _receipts(stage)
    for agency in AGENCIES:
        _verify_log(stage, agency)
    _tampered_copy(stage)


def _receipts(stage: Stage) -> None:
    folder = stage.layout.root / "receipts"
    folder.mkdir()
    for provider, answer in stage.answers:
        token, receipt = stage.clients[provider].receipt(answer.exchange_id)
        (folder / f"{answer.exchange_id}.jws").write_text(token, "ascii")
        is_held = stage.tally.check(receipt.matches_body(answer.body))
        stage.tally.receipts += is_held
        stage.narrator.held(
            is_held,
            stage.narrator.text(
                "receipt", exchange=answer.exchange_id, index=receipt.index, size=receipt.checkpoint.size
            ),
        )


def _verify_log(stage: Stage, agency: Agency) -> None:
    config = str(stage.serving[agency.uid].config)
    code, line = run_gateway(stage, agency, "log", "verify", "--config", config)
    stage.narrator.held(stage.tally.check(code == 0), f"gateway log verify ({agency.short}): {line}")


def _tampered_copy(stage: Stage) -> None:
    """Change one byte of a stored entry in a copy; the verifier must name that entry."""
    copy = stage.layout.root / "tampered.db"
    index = _tamper(stage.layout.gateway(KPU.short) / "gateway.db", copy)
    settings = stage.serving[KPU.uid].settings
    code, line = run_gateway(
        stage,
        KPU,
        "log",
        "verify",
        "--database",
        f"sqlite:///{copy}",
        "--origin",
        settings.log_origin,
        "--vkey",
        stage.vkeys[KPU.uid],
    )
    is_named = code == 1 and str(index) in line
    stage.narrator.held(stage.tally.check(is_named), stage.narrator.text("tampered", index=index, line=line))


def _tamper(original: Path, copy: Path) -> int:
    with closing(sqlite3.connect(original)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        # The log's own triggers refuse this; whoever owns the file can drop them.
        triggers = target.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            target.execute(f'DROP TRIGGER "{name}"')
        index, leaf = target.execute(
            'SELECT "index", leaf FROM entries ORDER BY "index" DESC LIMIT 1 OFFSET 2'
        ).fetchone()
        position = bytes(leaf).index(b'"decided_at"') + len(b'"decided_at":{"by":"gateway","value":"202')
        changed = bytes(leaf[:position]) + bytes([leaf[position] ^ 1]) + bytes(leaf[position + 1 :])
        target.execute('UPDATE entries SET leaf = ? WHERE "index" = ?', (changed, index))
        target.commit()
    return int(index)
