"""The list of exchanges, one exchange in full, its proof, and the policy file behind a verdict."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, redirect, request, url_for

from gateway.audit import Opening, parse_checkpoint, parse_note
from gateway.console.bundles import Bundles
from gateway.console.entries import (
    Speaker,
    agency_name,
    commitments_of,
    leaf_digest,
    list_entry,
    moment_of,
    read_leaf,
    reason_title,
)
from gateway.console.filters import FIELDS, OUTCOMES, SCOPES, Search, parse_search
from gateway.console.gate import Gate
from gateway.console.moments import Moments
from gateway.console.pages import LANGUAGE_FIELD, language, show
from gateway.console.ports import Desk
from gateway.errors import ExchangeUnknown, PathUnknown, PolicyFilesBad, ProofBad
from gateway.evidence import Replay, Trace, replay_exchange, trace_inclusion
from gateway.exchange import StoredEntry, is_exchange_id
from gateway.policy import Bundle

PAGE_SIZE = 25
COUNT_CEILING = 10_000
MAX_FILE = 200_000


def add_exchanges(app: Flask, desk: Desk, gate: Gate, bundles: Bundles) -> None:
    """Add the pages about exchanges."""
    moments = Moments(desk.timezone)

    @app.get("/pertukaran")
    def exchanges() -> Response:
        visitor = gate.visitor()
        search = parse_search(request.args, desk.timezone)
        if any(not value for name, value in request.args.items(multi=True) if name != LANGUAGE_FIELD):
            return _go(_address(search.values))
        found = desk.reads.page(
            search.wanted, before=search.cursor.before, after=search.cursor.after, limit=PAGE_SIZE + 1
        )
        page = _trim(found, search)
        total = desk.reads.count(search.wanted, COUNT_CEILING + 1)
        gate.record_read(visitor, "exchanges", [entry.exchange_id for entry in page], search.canonical)
        policy = _active(desk)
        return show(
            "exchanges.html",
            search=search,
            rows=[list_entry(entry) for entry in page],
            total=min(total, COUNT_CEILING),
            is_more=total > COUNT_CEILING,
            newer=_link(search, sesudah=page[0].index) if page and _has_newer(found, search) else None,
            older=_link(search, sebelum=page[-1].index) if page and _has_older(found, search) else None,
            first=_link(search),
            scopes=SCOPES,
            outcomes=OUTCOMES,
            fields=FIELDS,
            suggestions=_suggestions(policy),
            agency_name=lambda agency: agency_name(policy, "", agency),
            reason_title=lambda code: reason_title(code, language()),
        )

    @app.get("/pertukaran/<exchange>")
    def exchange(exchange: str) -> Response:
        return _one(exchange, is_check=False)

    @app.post("/pertukaran/<exchange>/periksa")
    def check(exchange: str) -> Response:
        visitor = gate.visitor()
        gate.check_form(visitor)
        return _one(exchange, is_check=True)

    @app.get("/kebijakan/<digest>/<path:path>")
    def policy_file(digest: str, path: str) -> Response:
        visitor = gate.visitor()
        content = desk.bundle_files(digest).get(path)
        if content is None or len(content) > MAX_FILE:
            raise PathUnknown("no such stored policy file")
        gate.record_read(visitor, "policy-file", asked=f"{digest} {path}")
        lines = content.decode("utf-8", "replace").splitlines()
        return show("policy_file.html", digest=digest, path=path, lines=lines)

    def _one(exchange: str, *, is_check: bool) -> Response:
        visitor = gate.visitor()
        stored = desk.reads.find(exchange) if is_exchange_id(exchange) else None
        if stored is None:
            raise ExchangeUnknown("no such entry")
        shown = gate.record_read(visitor, "check" if is_check else "exchange", [exchange])
        openings = desk.reads.openings(stored.index)
        trace = _trace(desk, stored, openings) if is_check else None
        entry = read_leaf(stored.leaf)
        values: dict[str, Any] = {
            "stored": stored,
            "entry": entry,
            "trace": trace,
            "head": parse_checkpoint(parse_note(shown.checkpoint).text),
            "leaf_hash": leaf_digest(stored.leaf),
        }
        if entry:
            activated = desk.reads.activated_before(stored.index)
            asked, found = replay_exchange(entry, openings, bundles.get(entry.get("bundle")), activated)
            values |= _described(entry, found)
            values |= {
                "asked": asked,
                "commitments": commitments_of(entry, openings),
                "sentences": [
                    (each, Speaker(each, moments).sentence(entry, asked, found))
                    for each in (language(), _other_language())
                ],
            }
        return show("exchange.html", **values)


def _described(entry: Mapping[str, Any], found: Replay) -> dict[str, Any]:
    times = {name: moment_of(entry, name) for name in ("created", "decided_at", "recorded_at")}
    return {
        "replay": found,
        "times": times,
        "agency_name": lambda agency: agency_name(found.bundle, "", agency),
        "reason_title": lambda code: reason_title(code, language()),
    }


def _trace(desk: Desk, stored: StoredEntry, openings: Mapping[str, Opening]) -> Trace:
    note = desk.log.head()
    size = parse_checkpoint(parse_note(note).text).size
    try:
        proof = desk.log.inclusion(stored.index, size)
    except ProofBad:
        proof = None
    return trace_inclusion(
        index=stored.index,
        leaf=stored.leaf,
        stored_hash=desk.reads.stored_hash(stored.index),
        openings=openings,
        proof=proof,
        note=note,
        origin=desk.origin,
        key=desk.log_key,
    )


def _other_language() -> Any:
    return "en" if language() == "id" else "id"


def _trim(found: Any, search: Search) -> Any:
    """Drop the one entry that was read only to see whether there are more."""
    if len(found) <= PAGE_SIZE:
        return found
    return found[1:] if search.cursor.after is not None else found[:PAGE_SIZE]


def _has_newer(found: Any, search: Search) -> bool:
    return len(found) > PAGE_SIZE if search.cursor.after is not None else search.cursor.before is not None


def _has_older(found: Any, search: Search) -> bool:
    return search.cursor.after is not None or len(found) > PAGE_SIZE


def _link(search: Search, **cursor: int) -> str:
    return _address({**search.filters, **{name: str(index) for name, index in cursor.items()}})


def _address(values: Mapping[str, str]) -> str:
    query = urlencode(values)
    return url_for("exchanges") + (f"?{query}" if query else "")


def _go(address: str) -> Response:
    response = redirect(address, 303)
    return Response(response.get_data(), 303, response.headers)


def _active(desk: Desk) -> Bundle | None:
    """Return the active policy, for names alone: the log is shown also where none is active."""
    try:
        return desk.policy().bundle
    except PolicyFilesBad:
        return None


def _suggestions(policy: Bundle | None) -> dict[str, list[str]]:
    """Offer the words of the active policy to whoever fills in a filter; others may be typed."""
    agreements = policy.agreements.values() if policy else ()
    return {
        "badan": sorted({party.agency for each in agreements for party in each.parties}),
        "dataset": sorted(policy.contracts) if policy else [],
        "tujuan": sorted({purpose for each in agreements for purpose in each.purposes}),
        "perjanjian": sorted(each.uid for each in agreements),
    }
