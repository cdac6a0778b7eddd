"""Refusals as RFC 9457 problems: a stable code, and what a caller may know of it.

The message of an error is for the operator and never leaves; a problem is
written from the catalogue, in Bahasa Indonesia with English beside it.
"""

from dataclasses import replace
from functools import cache
from http import HTTPStatus

import orjson

from gateway.catalogue import say
from gateway.errors import (
    AcknowledgementErased,
    AcknowledgementOther,
    AgreementUnknown,
    BodyNotJson,
    BodyTooLarge,
    DatasetUnknown,
    EntryAltered,
    ExchangeUnknown,
    FieldUnknown,
    FormatUnfit,
    GatewayError,
    InboxFull,
    KeyStoreDown,
    LogBusy,
    LogError,
    LogUntimestamped,
    LogUnwitnessed,
    MediaTypeWrong,
    MethodWrong,
    NotAcceptable,
    ParcelUnknown,
    PathUnknown,
    PolicyError,
    PolicyFilesBad,
    ProofBad,
    QuotaExceeded,
    Replayed,
    RequestBad,
    SignatureError,
    SourceDown,
    SourceError,
    SourceSlow,
    StatementsExceeded,
    TableUnknown,
    WitnessBusy,
    kinds_of,
)
from gateway.exchange import Reply

STATUS: dict[type[GatewayError], HTTPStatus] = {
    SignatureError: HTTPStatus.UNAUTHORIZED,
    KeyStoreDown: HTTPStatus.SERVICE_UNAVAILABLE,
    PolicyError: HTTPStatus.FORBIDDEN,
    AgreementUnknown: HTTPStatus.FORBIDDEN,
    DatasetUnknown: HTTPStatus.NOT_FOUND,
    TableUnknown: HTTPStatus.NOT_FOUND,
    FieldUnknown: HTTPStatus.UNPROCESSABLE_ENTITY,
    QuotaExceeded: HTTPStatus.TOO_MANY_REQUESTS,
    PolicyFilesBad: HTTPStatus.SERVICE_UNAVAILABLE,
    RequestBad: HTTPStatus.UNPROCESSABLE_ENTITY,
    BodyNotJson: HTTPStatus.BAD_REQUEST,
    BodyTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    MediaTypeWrong: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    ParcelUnknown: HTTPStatus.NOT_FOUND,
    InboxFull: HTTPStatus.TOO_MANY_REQUESTS,
    StatementsExceeded: HTTPStatus.TOO_MANY_REQUESTS,
    NotAcceptable: HTTPStatus.NOT_ACCEPTABLE,
    FormatUnfit: HTTPStatus.NOT_ACCEPTABLE,
    PathUnknown: HTTPStatus.NOT_FOUND,
    MethodWrong: HTTPStatus.METHOD_NOT_ALLOWED,
    Replayed: HTTPStatus.CONFLICT,
    ExchangeUnknown: HTTPStatus.NOT_FOUND,
    AcknowledgementOther: HTTPStatus.CONFLICT,
    AcknowledgementErased: HTTPStatus.GONE,
    SourceError: HTTPStatus.BAD_GATEWAY,
    SourceDown: HTTPStatus.SERVICE_UNAVAILABLE,
    SourceSlow: HTTPStatus.GATEWAY_TIMEOUT,
    LogError: HTTPStatus.SERVICE_UNAVAILABLE,
    EntryAltered: HTTPStatus.SERVICE_UNAVAILABLE,
    LogUntimestamped: HTTPStatus.SERVICE_UNAVAILABLE,
    LogUnwitnessed: HTTPStatus.SERVICE_UNAVAILABLE,
    WitnessBusy: HTTPStatus.TOO_MANY_REQUESTS,
}


def status_of(kind: type[GatewayError]) -> HTTPStatus:
    """Return the HTTP status of an error: that of its nearest listed family."""
    return next((STATUS[each] for each in kind.__mro__ if each in STATUS), HTTPStatus.INTERNAL_SERVER_ERROR)


def problem(code: str, status: HTTPStatus, shown: dict[str, str], exchange_id: str | None) -> Reply:
    """Write one problem."""
    body: dict[str, object] = {
        "type": f"/problems/{code}",
        "title": say(f"problems.{code}", "id"),
        "title_en": say(f"problems.{code}", "en"),
        "status": int(status),
        "detail": say(f"problems.{code}.detail", "id"),
        "detail_en": say(f"problems.{code}.detail", "en"),
        "code": code,
        **shown,
    }
    if exchange_id:
        body["exchange_id"] = exchange_id
    return Reply(int(status), "application/problem+json", orjson.dumps(body))


def describe_refusal(error: GatewayError, exchange_id: str) -> Reply:
    """Write a refusal as a problem; what is not meant for callers becomes `internal`."""
    kind = type(error)
    status = status_of(kind)
    code = "internal" if status is HTTPStatus.INTERNAL_SERVER_ERROR or kind is ProofBad else error.code
    reply = problem(code, status, dict(error.shown), exchange_id)
    return replace(reply, headers=_headers(error))


def _headers(error: GatewayError) -> tuple[tuple[str, str], ...]:
    """Say when to ask again (RFC 9110 section 10.2.3, and draft-ietf-httpapi-ratelimit-headers-10)."""
    if isinstance(error, (LogBusy, WitnessBusy)):
        return (("retry-after", "1"),)
    again = error.shown.get("retry_after")
    if again is None:
        return ()
    period, requests = error.shown["period"], error.shown.get("requests")
    if requests is None:
        return (("retry-after", again),)
    return (
        ("retry-after", again),
        ("ratelimit-policy", f'"{period}";q={requests}'),
        ("ratelimit", f'"{period}";r=0;t={again}'),
    )


@cache
def problem_codes() -> dict[str, Reply]:
    """Return every problem code with its meaning: what its `type` resolves to."""
    return {kind.code: problem(kind.code, status_of(kind), {}, None) for kind in kinds_of(GatewayError)}
