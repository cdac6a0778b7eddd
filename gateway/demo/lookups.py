"""Act three: KPU holds numbers of police records and asks Polres whether they are valid, and nothing more."""

import json
from collections.abc import Mapping

from gateway.client import Finding
from gateway.demo import sample
from gateway.demo.ceremony import KPU, POLRES
from gateway.demo.exchanges import AGREEMENT, find_statement
from gateway.demo.stage import Stage

SKCK = f"{POLRES.uid}/skck"
PURPOSE = "penegakan-hukum"
# One that is valid, and one that is not: what stands in its record stays with the police.
KNOWN = ("SKCK/CONTOH/00060", "SKCK/CONTOH/00054")
# A number that was never given out, and the beginning of one that was.
MISSES = ("SKCK/CONTOH/99999", "SKCK/CONTOH/0006")


def show_lookups(stage: Stage) -> None:
    """Play the act."""
    stage.narrator.title("act-3")
    stage.narrator.line("looks-up", consumer=KPU.title, provider=POLRES.title, purpose=PURPOSE)
    hits = [_look_up(stage, number) for number in KNOWN]
    misses = [_look_up(stage, number) for number in MISSES]
    # Answers of the same bytes cannot tell which number exists.
    is_same = len({finding.body for finding in misses}) == 1
    stage.narrator.held(stage.tally.check(is_same), stage.narrator.text("misses-alike"))
    stage.narrator.line("statement")
    stage.narrator.plain(f"  {find_statement(stage, POLRES, hits[0].exchange_id)}")


def _look_up(stage: Stage, number: str) -> Finding:
    client = stage.clients[POLRES.uid]
    finding = client.lookup(SKCK, key=number, agreement=AGREEMENT, purpose=PURPOSE)
    stage.tally.exchanges += 1
    stage.answers.append((POLRES.uid, finding))
    data = finding.data
    told = (
        stage.narrator.text("nothing-found")
        if data is None
        else ", ".join(f"{name}: {_as_json(value)}" for name, value in data.items())
    )
    stage.narrator.held(
        stage.tally.check(data == _granted(number)),
        stage.narrator.text("looked-up", number=number, told=told, exchange=finding.exchange_id),
    )
    return finding


def _as_json(value: object) -> object:
    """Show a truth as the answer has it, and not as Python writes it."""
    return json.dumps(value) if isinstance(value, bool) else value


def _granted(number: str) -> Mapping[str, object] | None:
    """Take from the sample data what the answer must be: these fields and no other."""
    table = sample.tables()[SKCK]
    names = [column.name for column in table.columns]
    stored = {row[0]: dict(zip(names, row, strict=True)) for row in table.rows}
    if number not in stored:
        return None
    return {"berlaku": stored[number]["berlaku"], "berlaku_sampai": str(stored[number]["berlaku_sampai"])}
