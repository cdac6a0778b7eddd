"""The state of the log, and the whole of it to take away and check elsewhere."""

from typing import NamedTuple

from flask import Flask, Response, stream_with_context

from gateway.audit import (
    Succession,
    has_signed,
    log_id,
    parse_checkpoint,
    parse_entry,
    parse_note,
    succession_of,
    verifier_key,
)
from gateway.console.gate import Gate
from gateway.console.pages import show
from gateway.console.ports import Desk
from gateway.errors import PathUnknown, ProofBad
from gateway.policy import Role
from gateway.signing import public_key_from_jwk


def add_log(app: Flask, desk: Desk, gate: Gate) -> None:
    """Add the pages about the log as a whole."""

    @app.get("/catatan")
    def log_state() -> Response:
        visitor = gate.visitor()
        note = gate.record_read(visitor, "log").checkpoint
        return show(
            "log.html",
            head=parse_checkpoint(parse_note(note).text),
            note=note,
            vkeys=_vkeys(desk),
            origin=desk.origin,
            is_signed=has_signed(note, desk.origin, desk.log_key),
            follows=_follows(desk),
            former={log_id(each.origin): each.origin for each in desk.former},
        )

    @app.get("/catatan/salinan.ndjson")
    def export() -> Response:
        visitor = gate.visitor()
        gate.record_read(visitor, "export")
        response = Response(stream_with_context(desk.reads.export()), mimetype="application/x-ndjson")
        response.headers["Content-Disposition"] = f'attachment; filename="catatan-{desk.agency}.ndjson"'
        return response

    @app.get("/catatan/lama/<log>/salinan.ndjson")
    def former_export(log: str) -> Response:
        visitor = gate.visitor()
        found = next((each for each in desk.former if log_id(each.origin) == log), None)
        if found is None:
            raise PathUnknown("no former log of this gateway")
        gate.record_read(visitor, f"export/{log}")
        response = Response(stream_with_context(found.export()), mimetype="application/x-ndjson")
        response.headers["Content-Disposition"] = f'attachment; filename="catatan-{desk.agency}-{log}.ndjson"'
        return response

    @app.get("/catatan/segel.txt")
    def checkpoint() -> Response:
        visitor = gate.visitor()
        note = gate.record_read(visitor, "checkpoint").checkpoint
        response = Response(note, mimetype="text/plain")
        response.headers["Content-Disposition"] = f'attachment; filename="segel-{desk.agency}.txt"'
        return response


class _Follows(NamedTuple):
    """What this log's first entry says of the one before, and which exchange that entry is."""

    said: Succession
    exchange: str


def _follows(desk: Desk) -> _Follows | None:
    """Read which log this one follows; None where it follows none, or its first entry is not readable."""
    try:
        entry = parse_entry(desk.log.read_leaves(0, 1)[0])
        said = succession_of(entry)
    except (ProofBad, IndexError):
        return None
    return _Follows(said, entry["exchange_id"]) if said else None


def _vkeys(desk: Desk) -> list[str]:
    """Return the keys that check the log: the present one, and those that it was exchanged for."""
    present = desk.log_key
    trust = desk.policy().bundle.trusts.get(desk.agency)
    listed = trust.keys.values() if trust and present.thumbprint in trust.keys else ()
    older = [public_key_from_jwk(key.jwk) for key in listed if key.role is Role.LOG]
    return [verifier_key(desk.origin, key) for key in (present, *(key for key in older if key != present))]
