"""The state of the log, and the whole of it to take away and check elsewhere."""

from flask import Flask, Response, stream_with_context

from gateway.audit import parse_checkpoint, parse_note, verifier_key, verify_checkpoint
from gateway.console.gate import Gate
from gateway.console.pages import show
from gateway.console.ports import Desk
from gateway.errors import GatewayError
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
            is_signed=_is_signed(note, desk),
        )

    @app.get("/catatan/salinan.ndjson")
    def export() -> Response:
        visitor = gate.visitor()
        gate.record_read(visitor, "export")
        response = Response(stream_with_context(desk.reads.export()), mimetype="application/x-ndjson")
        response.headers["Content-Disposition"] = f'attachment; filename="catatan-{desk.agency}.ndjson"'
        return response

    @app.get("/catatan/segel.txt")
    def checkpoint() -> Response:
        visitor = gate.visitor()
        note = gate.record_read(visitor, "checkpoint").checkpoint
        response = Response(note, mimetype="text/plain")
        response.headers["Content-Disposition"] = f'attachment; filename="segel-{desk.agency}.txt"'
        return response


def _vkeys(desk: Desk) -> list[str]:
    """Return the keys that check the log: the present one, and those that it was exchanged for."""
    present = desk.log_key
    trust = desk.policy().bundle.trusts.get(desk.agency)
    listed = trust.keys.values() if trust and present.thumbprint in trust.keys else ()
    older = [public_key_from_jwk(key.jwk) for key in listed if key.role is Role.LOG]
    return [verifier_key(desk.origin, key) for key in (present, *(key for key in older if key != present))]


def _is_signed(note: str, desk: Desk) -> bool:
    try:
        verify_checkpoint(note, desk.origin, desk.log_key)
    except GatewayError:
        return False
    return True
