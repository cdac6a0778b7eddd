"""Who is looking, and the record of it: no session, no page; no record, no page.

A session is a cookie of 256 random bits that scripts cannot read and other sites
cannot send. A form carries a token derived from that secret, so a page that does
not know the session cannot make its owner send one.
"""

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest

from flask import Response, g, request

from gateway.catalogue import Sentence
from gateway.console.ports import Desk
from gateway.errors import FormForged, LogError, SessionEnded
from gateway.exchange import (
    CHANCE_BYTES,
    SECRET_BYTES,
    Account,
    Change,
    Recorded,
    Refused,
    digest_secret,
    exchange_id,
    plan_audit_read,
)

TOKEN_FIELD = "token"  # noqa: S105 (the name of a form's field)
_TOKEN_USE = b"sinergi-console-form\0"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody signed in: the account, the digest of the session, and what its forms carry."""

    account: Account
    session: str
    form_token: str


class Gate:
    """Reads and sets the cookies of one console, and records what is shown."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        # Cookies know no ports: the agency's name keeps apart two gateways on one host.
        prefix = "__Host-" if desk.is_secure else ""
        self._session_cookie = f"{prefix}sinergi-{desk.agency}"
        self._entry_cookie = f"{prefix}sinergi-{desk.agency}-masuk"
        # A __Host- cookie must be for the whole host.
        self._path = "/" if desk.is_secure else "/konsol"

    def new_secret(self) -> str:
        """Make the secret of a session or a form."""
        return urlsafe_b64encode(self._desk.chance(SECRET_BYTES)).rstrip(b"=").decode()

    def visitor(self) -> Visitor:
        """Return who is signed in.

        Raises:
            SessionEnded: nobody is.
            LogError: it cannot be looked up.
        """
        visitor = self.find_visitor()
        if visitor is None:
            raise SessionEnded("no session, or it has ended")
        return visitor

    def find_visitor(self) -> Visitor | None:
        """Return who is signed in, if anybody is."""
        secret = request.cookies.get(self._session_cookie, "")
        if not secret:
            return None
        session = digest_secret(secret)
        account = self._desk.accounts.signed_in(session, self._desk.clock())
        if account is None:
            return None
        g.visitor = Visitor(account, session, form_token(secret))
        return Visitor(account, session, form_token(secret))

    def check_form(self, visitor: Visitor) -> None:
        """Refuse a form that does not come from a page of this session."""
        _check_form(visitor.form_token)

    def begin_session(self, response: Response, secret: str) -> None:
        """Give a new session to this browser, and drop what led to it."""
        self._set(response, self._session_cookie, secret)
        self.forget_entry(response)

    def forget_visitor(self) -> None:
        """Let what is shown from here on be shown as to anybody."""
        g.pop("visitor", None)

    def end_session(self, response: Response) -> None:
        """Take the session from this browser."""
        self._drop(response, self._session_cookie)

    def begin_entry(self, response: Response, secret: str) -> None:
        """Mark the browser that opened a link, so that its form is taken from this browser alone."""
        self._set(response, self._entry_cookie, secret)

    def forget_entry(self, response: Response) -> None:
        """Drop the mark of `begin_entry`."""
        self._drop(response, self._entry_cookie)

    def check_entry_form(self) -> None:
        """Refuse a sign-in form that this browser was not given."""
        secret = request.cookies.get(self._entry_cookie, "")
        if not secret:
            raise FormForged("a sign-in form without its cookie")
        _check_form(form_token(secret))

    def record(self, change: Change) -> Recorded:
        """Make a change durable.

        Raises:
            SessionEnded: the session, link or account that it needs is over.
            LogError: it could not be recorded.
        """
        outcome = self._desk.log.append(change.draft, change.effects, epoch=change.epoch)
        if isinstance(outcome, Refused):
            raise SessionEnded(outcome.code)
        if outcome is None:
            raise LogError(Sentence("storage.not-recorded"))
        return outcome

    def record_read(
        self, visitor: Visitor, page: str, exchanges: Sequence[str] = (), asked: str = ""
    ) -> Recorded:
        """Record that a page of data is shown; only then may it be."""
        change = plan_audit_read(
            visitor.account,
            visitor.session,
            page,
            exchanges,
            asked,
            now=self._desk.clock(),
            exchange=self.new_exchange(),
        )
        recorded = self.record(change)
        g.recorded = recorded
        return recorded

    def new_exchange(self) -> str:
        """Make the id of an entry."""
        return exchange_id(self._desk.clock(), self._desk.chance(CHANCE_BYTES))

    def _set(self, response: Response, name: str, value: str) -> None:
        response.set_cookie(
            name, value, path=self._path, secure=self._desk.is_secure, httponly=True, samesite="Strict"
        )

    def _drop(self, response: Response, name: str) -> None:
        response.delete_cookie(
            name, path=self._path, secure=self._desk.is_secure, httponly=True, samesite="Strict"
        )


def form_token(secret: str) -> str:
    """Derive what a form carries; the secret cannot be found from it."""
    return sha256(_TOKEN_USE + secret.encode("utf-8", "surrogatepass")).hexdigest()


def _check_form(expected: str) -> None:
    # Pages say no-referrer, and browsers then write an Origin of `null` even to their own site.
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin", "null")
    if site != "same-origin" or origin.partition("://")[2] not in {"", request.host}:
        raise FormForged("sent from another site")
    if not compare_digest(request.form.get(TOKEN_FIELD, "").encode(), expected.encode()):
        raise FormForged("without the token of its page")
