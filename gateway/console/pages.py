"""From values to a page: the language of the reader, the texts, and the headers every page has.

A page runs no script and loads nothing from elsewhere, so a stored text that
holds markup stays a text, and whoever forgot to escape it would still do no harm.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from urllib.parse import urlencode

from flask import Flask, Response, g, render_template, request, url_for

from gateway.catalogue import LANGUAGES, Language, say, texts
from gateway.console.entries import agency_name
from gateway.console.moments import Moments
from gateway.console.ports import Desk
from gateway.errors import GatewayError

LANGUAGE_COOKIE = "sinergi-bahasa"
LANGUAGE_FIELD = "lang"

# A page that answers a form is read in another language where the form stood.
READ_AT = {"check": "exchange", "sign_out": "home"}

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}


def add_pages(app: Flask, desk: Desk) -> None:
    """Teach the templates to speak, and give every answer its headers."""
    moments = Moments(desk.timezone)
    app.add_template_filter(date.fromisoformat, "as_day")

    @cache
    def known_title() -> str:
        return agency_name(desk.policy().bundle, "", desk.agency)

    def title() -> str:
        try:
            return known_title()
        except GatewayError:
            # Without a readable policy a page still says whose it is.
            return desk.agency

    @app.context_processor
    def speak() -> dict[str, object]:
        return {
            "t": text,
            "word": word,
            "agency": desk.agency,
            "agency_title": title,
            "thousands": _thousands,
            "problem_title": lambda code: problem_text(code, ""),
            "problem_detail": lambda code: problem_text(code, ".detail"),
            "language": language(),
            "languages": LANGUAGES,
            "in_language": _in_language,
            "zone": moments.label,
            "long_time": lambda moment: moments.long(moment, language()),
            "short_time": lambda moment: moments.short(moment, language()),
            "day": lambda moment: moments.day(moment, language()),
            "visitor": g.get("visitor"),
            "unwitnessed": _told(desk.unwitnessed) if g.get("visitor") else None,
            "untimestamped": _told(desk.untimestamped) if g.get("visitor") else None,
            "incident_due": _told(desk.reads.notice_due) if g.get("visitor") else None,
            "now": desk.clock(),
            "recorded": g.get("recorded"),
        }

    @app.after_request
    def seal(response: Response) -> Response:
        response.headers.update(HEADERS)
        is_asset = request.endpoint in {"static", "bootstrap.static"}
        response.headers["Cache-Control"] = "private, max-age=3600" if is_asset else "no-store"
        response.headers["Vary"] = "Cookie"
        if not is_asset:
            response.headers["Content-Language"] = language()
        if request.args.get(LANGUAGE_FIELD) in LANGUAGES:
            response.set_cookie(
                LANGUAGE_COOKIE,
                request.args[LANGUAGE_FIELD],
                max_age=365 * 86400,
                path="/konsol",
                secure=desk.is_secure,
                httponly=True,
                samesite="Lax",
            )
        return response


def show(template: str, status: int = 200, /, **values: object) -> Response:
    """Render a page."""
    return Response(render_template(template, **values), status, mimetype="text/html")


def language() -> Language:
    """Return the language that was chosen in the address or before; Bahasa Indonesia otherwise."""
    for chosen in (request.args.get(LANGUAGE_FIELD), request.cookies.get(LANGUAGE_COOKIE)):
        for known in LANGUAGES:
            if chosen == known:
                return known
    return "id"


def text(name: str, /, **values: object) -> str:
    """Say one text of the console."""
    return say(f"console.{name}", language(), **values)


def word(name: str) -> str:
    """Say a word of entries, named `group-word`; one that this release does not know stays as it is."""
    full = f"console.{name}"
    return say(full, language()) if full in texts() else name.partition("-")[2]


def problem_text(code: str, part: str) -> str:
    """Say what a code of the errors' page means; one of another release speaks for itself."""
    name = f"problems.{code}{part}"
    return say(name, language()) if name in texts() else code


def _told(since: Callable[[], datetime | None]) -> datetime | None:
    """Return a moment to warn of: since when something is lacking, or by when it is due.

    A page is shown regardless.
    """
    try:
        return since()
    except GatewayError:
        return None


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", text("thousands"))


def _in_language(other: Language) -> str:
    """Return the address of this page in another language."""
    if request.endpoint is None:
        return url_for("home", lang=other)
    # Joined by hand: among parameters of url_for a reader's own could name a scheme or a host.
    others = [pair for pair in request.args.items(multi=True) if pair[0] != LANGUAGE_FIELD]
    path = url_for(READ_AT.get(request.endpoint, request.endpoint), **(request.view_args or {}))
    return f"{path}?{urlencode([*others, (LANGUAGE_FIELD, other)])}"
