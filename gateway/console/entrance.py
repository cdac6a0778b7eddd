"""Coming in and going out: a one-time link, a page to confirm it, a new session.

Opening a link uses nothing up, since scanners of mail open links too; only the
form on its page does. A session always gets a secret of its own, so one that
somebody planted in a browser is never signed in.
"""

from flask import Flask, Response, redirect, request, url_for

from gateway.console.gate import Gate, form_token
from gateway.console.limiter import Limiter
from gateway.console.pages import show
from gateway.console.ports import Desk
from gateway.errors import AccessBusy, InvitationBad, SessionEnded
from gateway.exchange import Account, digest_secret, plan_sign_in, plan_sign_out

MAX_TOKEN = 64


def link_path(token: str) -> str:
    """Return the path of a one-time link below the console's address."""
    return f"/konsol/undangan/{token}"


def add_entrance(app: Flask, desk: Desk, gate: Gate) -> None:
    """Add the pages by which one comes in and goes out."""
    limiter = Limiter()

    @app.get("/")
    def home() -> Response:
        if gate.find_visitor() is None:
            raise SessionEnded("nobody is signed in")
        return _go("exchanges")

    @app.get("/undangan/<token>")
    def invitation(token: str) -> Response:
        _invited(token)
        secret = gate.new_secret()
        response = show("invitation.html", entry_token=form_token(secret))
        gate.begin_entry(response, secret)
        return response

    @app.post("/undangan/<token>")
    def sign_in(token: str) -> Response:
        account = _invited(token)
        gate.check_entry_form()
        secret = gate.new_secret()
        change = plan_sign_in(
            account,
            digest_secret(token),
            digest_secret(secret),
            now=desk.clock(),
            exchange=gate.new_exchange(),
        )
        try:
            gate.record(change)
        except SessionEnded as error:
            # Somebody else was quicker with the same link.
            raise InvitationBad(str(error)) from error
        response = _go("exchanges")
        gate.begin_session(response, secret)
        return response

    @app.post("/keluar")
    def sign_out() -> Response:
        visitor = gate.visitor()
        gate.check_form(visitor)
        gate.record(
            plan_sign_out(visitor.account, visitor.session, now=desk.clock(), exchange=gate.new_exchange())
        )
        gate.forget_visitor()
        response = show("signed_out.html")
        gate.end_session(response)
        return response

    def _invited(token: str) -> Account:
        now, place = desk.clock(), _place(desk)
        account = desk.accounts.invited(digest_secret(token), now) if len(token) <= MAX_TOKEN else None
        if account is None:
            # Only who fails is slowed down: else one stranger behind a shared address locks all others out.
            if limiter.is_exhausted(place, now):
                raise AccessBusy("too many failed sign-ins")
            if limiter.fail(place, now):
                desk.observe("sign-in-refused", {"place": place})
            raise InvitationBad("unknown, used or expired")
        return account


def _go(endpoint: str) -> Response:
    response = redirect(url_for(endpoint), 303)
    return Response(response.get_data(), 303, response.headers)


def _place(desk: Desk) -> str:
    """Name where a request comes from; a proxy appends that to what its client may have made up."""
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return (forwarded if desk.is_proxied and forwarded else request.remote_addr or "-")[:64]
