"""`gateway policies explain --exchange`: a past decision made once more, by the files of that day."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from gateway.audit import Opening, parse_entry
from gateway.catalogue import Sentence, say
from gateway.cli.opening import opened
from gateway.cli.speech import FINDING, language, tell
from gateway.cli.tables import show_table
from gateway.cli.verdicts import verdict_cells, verdict_heading
from gateway.errors import ExchangeUnknown
from gateway.evidence import Asked, FieldRow, Replay, replay_exchange, stored_bundle
from gateway.exchange import is_exchange_id
from gateway.policy import nearest
from gateway.storage import AuditReads


def explain_exchange(config: Path, exchange: str, field: str | None, form: str) -> None:
    """Show what was decided, what is decided again, and whether the two are one.

    Raises:
        ExchangeUnknown: the log has no such entry.
    """
    index, entry, asked, replay = _replay(config, exchange)
    if not asked.dataset:
        tell("explaining.not-an-exchange", exchange=exchange)
        raise SystemExit(FINDING)
    rows = _chosen(replay, field)
    if form == "json":
        document = _document(exchange, index, entry, asked, replay, rows)
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        _tell(exchange, index, entry, asked, replay, rows)
    if not replay.agrees:
        raise SystemExit(FINDING)


def _replay(config: Path, exchange: str) -> tuple[int, Mapping[str, Any], Asked, Replay]:
    with opened(config) as gateway:
        reads = AuditReads(gateway.storage)
        stored = reads.find(exchange) if is_exchange_id(exchange) else None
        if stored is None:
            raise ExchangeUnknown(Sentence("storage.entry-unknown", entry=exchange))
        entry = parse_entry(stored.leaf)
        openings: Mapping[str, Opening] = reads.openings(stored.index)
        digest = str(entry.get("bundle", ""))
        bundle = stored_bundle(digest, gateway.storage.bundle_files(digest))
        asked, replay = replay_exchange(entry, openings, bundle, reads.activated_before(stored.index))
    return stored.index, entry, asked, replay


def _chosen(replay: Replay, field: str | None) -> Sequence[FieldRow]:
    if field is None:
        return replay.rows
    names = {row.field for row in replay.rows}
    if field not in names:
        near = nearest(field, sorted(names))
        sentence = (
            Sentence("explaining.unknown-near", word=field, near=near)
            if near
            else Sentence("explaining.unknown", word=field, known=", ".join(sorted(names)) or "-")
        )
        raise click.BadParameter(sentence.say(language()), param_hint="--field")
    return [row for row in replay.rows if row.field == field]


def _tell(
    exchange: str,
    index: int,
    entry: Mapping[str, Any],
    asked: Asked,
    replay: Replay,
    rows: Sequence[FieldRow],
) -> None:
    tell("explaining.exchange", exchange=exchange, index=index, kind=entry["kind"], outcome=entry["outcome"])
    tell(
        "explaining.asked",
        consumer=asked.consumer,
        dataset=f"{asked.provider}/{asked.dataset}",
        purpose=asked.purpose or "-",
        agreement=asked.agreement or "-",
    )
    tell("explaining.bundle", digest=entry.get("bundle", "-"), planner=replay.planner)
    if reason := entry.get("reason"):
        tell("explaining.refused", title=say(f"problems.{reason}", language()), code=reason)
        if place := replay.place_of(reason):
            tell("explaining.rule", place=place)
    click.echo(_outcome(replay).say(language()))
    if rows:
        heading = (*verdict_heading(), say("explaining.column-replayed", language()))
        show_table(heading, [(*verdict_cells(row), _again(row)) for row in rows])


def _outcome(replay: Replay) -> Sentence:
    if replay.bundle is None:
        return Sentence("explaining.not-replayed-bundle")
    if not replay.is_replayed:
        return Sentence("explaining.not-replayed-planner", planner=replay.planner)
    if not replay.is_recorded:
        return Sentence("explaining.nothing-recorded")
    if replay.agrees:
        return Sentence("explaining.agrees")
    return Sentence(
        "explaining.differs", fields=", ".join(row.field for row in replay.rows if not row.agrees)
    )


def _again(row: FieldRow) -> str:
    if row.replayed is None:
        return "-"
    if row.agrees:
        return say("explaining.same", language())
    return say(f"commands.verdict-{row.replayed.verdict}", language())


def _document(
    exchange: str,
    index: int,
    entry: Mapping[str, Any],
    asked: Asked,
    replay: Replay,
    rows: Sequence[FieldRow],
) -> Mapping[str, object]:
    rule = replay.place_of(entry["reason"]) if "reason" in entry else None
    return {
        "exchange_id": exchange,
        "index": index,
        "kind": entry["kind"],
        "outcome": entry["outcome"],
        "reason": entry.get("reason"),
        "rule": str(rule) if rule else None,
        "consumer": asked.consumer,
        "dataset": f"{asked.provider}/{asked.dataset}",
        "purpose": asked.purpose or None,
        "agreement": asked.agreement or None,
        "permission": replay.permission.id if replay.permission else None,
        "bundle": entry.get("bundle"),
        "planner": replay.planner,
        "recorded": replay.is_recorded,
        "replayed": replay.is_replayed,
        "equal": replay.agrees if replay.is_recorded and replay.is_replayed else None,
        "fields": [_field(row) for row in rows],
    }


def _field(row: FieldRow) -> Mapping[str, object]:
    again = row.replayed
    return {
        "field": row.field,
        "verdict": row.verdict,
        "transform": row.transform,
        "reason": row.reason,
        "classification": row.classification,
        "legal_basis": row.legal_basis,
        "equal": row.agrees if again else None,
        "replayed": again
        and {
            "verdict": again.verdict,
            "transform": again.transform,
            "reason": again.reason,
            "classification": again.classification,
            "legal_basis": again.legal_basis,
        },
        "file": row.place.file if row.place else None,
        "line": row.place.line if row.place else None,
    }
