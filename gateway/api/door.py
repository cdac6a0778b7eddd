"""The short way in: what machines ask all day is answered before Flask has made its request objects.

Only the exact form of a query or lookup goes this way; all else, however near to
it, goes on to Flask, whose routes answer the same calls by the same functions.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from gateway.api.exchanges import Environ, Exchanges
from gateway.api.faults import log_fault
from gateway.api.problems import describe_refusal
from gateway.api.wire import send_answer
from gateway.errors import GatewayError
from gateway.exchange import LOOKUP, QUERY, Call, Target
from gateway.signing import Answer

WSGI = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

_CALLS: Mapping[str, Call[Any, Any]] = {"query": QUERY, "lookup": LOOKUP}
_PATH = re.compile(rf"/v1/datasets/([A-Za-z0-9_-]+)/([A-Za-z0-9_-]+)/({'|'.join(_CALLS)})")


class Door:
    """A WSGI application in front of another one."""

    def __init__(self, exchanges: Exchanges, inner: WSGI) -> None:
        self._exchanges = exchanges
        self._inner = inner

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request, or hand it on."""
        found = _PATH.fullmatch(environ.get("PATH_INFO", ""))
        if found is None or environ["REQUEST_METHOD"] != "POST":
            return self._inner(environ, start_response)
        provider, dataset, call = found.groups()
        return send_answer(self._answer(environ, _CALLS[call], Target(provider, dataset)), start_response)

    def _answer(self, environ: Environ, call: Call[Any, Any], target: Target) -> Answer:
        try:
            return self._exchanges.answer(environ, call, target)
        except GatewayError as error:
            return describe_refusal(error, "").unsigned()
        except Exception as error:
            log_fault(error)
            return describe_refusal(GatewayError(), "").unsigned()
