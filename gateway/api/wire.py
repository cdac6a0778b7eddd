"""Between WSGI and the exchange: environ to Message, Answer to response.

WSGI has already decoded the path. Every path here consists of characters that
percent-encoding leaves alone (RFC 3986 section 2.3), so a path with any other
octet is encoded again and simply matches nothing that was signed.
"""

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from flask import Response

from gateway.errors import BodyTooLarge
from gateway.signing import Answer, Message

_STATUS = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}
# What needs no look at each octet, for encoding would leave it as it is.
_WRITTEN = re.compile(r"/[A-Za-z0-9._~/-]*")
_PLAIN = {"CONTENT_TYPE": "content-type", "CONTENT_LENGTH": "content-length"}


def read_message(environ: dict[str, Any], max_body_bytes: int) -> Message:
    """Turn a WSGI request into a Message with a body of bounded size.

    Raises:
        BodyTooLarge: the body is longer than the bound; nothing of it is kept.
    """
    headers = tuple(
        [
            (_NAMES.get(name) or _header(name), value)
            for name, value in environ.items()
            if name[:5] == "HTTP_" or (name in _PLAIN and value)
        ]
    )
    return Message(
        method=environ["REQUEST_METHOD"],
        authority=environ.get("HTTP_HOST", "").lower(),
        path=_path(environ.get("PATH_INFO", "")),
        query=environ.get("QUERY_STRING", ""),
        headers=headers,
        body=_read_body(environ, max_body_bytes),
    )


def headers_only(environ: dict[str, Any]) -> Message:
    """Turn a WSGI request into a Message whose body is left unread."""
    return read_message(environ | {"wsgi.input": None}, 0)


def write_response(answer: Answer) -> Response:
    """Turn an Answer into a response; nothing may touch a signed body afterwards."""
    return Response(answer.body, status=answer.status, headers=list(answer.headers))


def send_answer(answer: Answer, start_response: Callable[..., Any]) -> list[bytes]:
    """Send an Answer without a framework."""
    start_response(_STATUS[answer.status], [*answer.headers, ("content-length", str(len(answer.body)))])
    return [answer.body]


def _header(name: str) -> str:
    return name[5:].replace("_", "-").lower()


# What nearly every request brings is not spelled anew.
_NAMES = _PLAIN | {
    name: _header(name)
    for name in (
        "HTTP_HOST",
        "HTTP_CONTENT_DIGEST",
        "HTTP_SIGNATURE",
        "HTTP_SIGNATURE_INPUT",
        "HTTP_ACCEPT",
        "HTTP_ACCEPT_ENCODING",
        "HTTP_CONNECTION",
        "HTTP_USER_AGENT",
    )
}


def _path(decoded: str) -> str:
    if _WRITTEN.fullmatch(decoded):
        return decoded
    return quote(decoded.encode("latin-1", "replace"), safe="/~:@!$&'()*+,;=") or "/"


def _read_body(environ: dict[str, Any], limit: int) -> bytes:
    stream = environ.get("wsgi.input")
    if stream is None:
        return b""
    text = environ.get("CONTENT_LENGTH") or ""
    # Twenty digits say that it is too large; Python refuses to read thousands.
    declared = int(text[:20]) if text.isascii() and text.isdecimal() else None
    if declared is None and not environ.get("wsgi.input_terminated"):
        return b""
    if declared is not None and declared > limit:
        raise BodyTooLarge("declared body is too large")
    body: bytes = stream.read(limit + 1 if declared is None else declared)
    if len(body) > limit:
        raise BodyTooLarge("body is too large")
    return body
