"""Proofs told: in lines for people, and as values for programs."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from decimal import Decimal

from gateway.catalogue import Language, say
from gateway.drafting.prove_model import Asked, Proof, Request
from gateway.policy import Scalar, wire_value


def tell_proof(proof: Proof, language: Language) -> Iterator[str]:
    """Tell the verdict and the statement and, below them, what shows it; without the place."""
    yield f"{say(f'prove.verdict-{proof.verdict}', language)}: {proof.sentence.say(language)}"
    if proof.reason is not None:
        yield say("prove.because", language, reason=proof.reason)
    if proof.example is not None:
        yield say("prove.row", language, row=_text(_plain(proof.example.row)))
        for asked in proof.example.asked:
            values = {
                **_asked(asked),
                "request": _text(_request(asked.request)),
                "leaves": _text(_plain(asked.leaves)),
            }
            yield say("prove.asked", language, **values)


def proof_document(proof: Proof, language: Language) -> dict[str, object]:
    """Return one proof as JSON holds it."""
    found: dict[str, object] = {
        "agreement": proof.agreement,
        "kind": proof.kind,
        "file": proof.place.file,
        "line": proof.place.line,
        "column": proof.place.column,
        "verdict": proof.verdict,
        "text": proof.sentence.say(language),
    }
    if proof.reason is not None:
        found["reason"] = proof.reason.say(language)
    if proof.example is not None:
        found["example"] = {
            "row": _plain(proof.example.row),
            "asked": [_asked(each) for each in proof.example.asked],
        }
    return found


def _asked(asked: Asked) -> dict[str, object]:
    return {
        "moment": asked.moment.isoformat(),
        "agreement": asked.agreement,
        "permission": asked.permission,
        "consumer": asked.consumer,
        "dataset": asked.dataset,
        "request": _request(asked.request),
        "leaves": _plain(asked.leaves),
    }


def _request(request: Request) -> dict[str, object]:
    """Return the body of a request, as a consumer would send it."""
    body = {name: value for name, value in asdict(request).items() if value not in (None, False, ())}
    if isinstance(body.get("sort"), tuple):
        body["sort"] = [key["field"] for key in body["sort"]]
    return body


def _plain(row: Mapping[str, Scalar]) -> dict[str, object]:
    return {name: _shown(value) for name, value in row.items()}


def _shown(value: Scalar) -> object:
    found = wire_value(value)
    return float(found) if isinstance(found, Decimal) else found


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
