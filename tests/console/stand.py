"""A console over a real log, in this process: its clock can be moved, and no source of data is there."""

import json
import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

from werkzeug.test import Client, TestResponse

from gateway.app import Gateway, create_app, open_gateway, utc_now
from gateway.console import Desk, create_console, link_path, mount_console
from gateway.demo.layout import Layout
from gateway.demo.policy_office import activate
from gateway.demo.servers import Serving
from gateway.exchange import (
    CHANCE_BYTES,
    Account,
    Recorded,
    digest_secret,
    exchange_id,
    plan_dismissal,
    plan_invitation,
)
from gateway.policy import day_end
from gateway.settings import load_settings
from gateway.storage import Auditors, AuditReads, open_storage
from tests.end_to_end.plain import Asking, load_key
from tests.end_to_end.stand import make_house

ROOT = Path(__file__).parents[2]
ZONE = "Asia/Pontianak"
AUTHORITY = "127.0.0.1:8401"
BASE = f"http://{AUTHORITY}"
PROVIDER, CONSUMER = "kpu-kapuas-hulu", "polres-kapuas-hulu"
NONE = "\N{EN DASH}"
QUERY = f"/v1/datasets/{PROVIDER}/tps/query"
BODY: Mapping[str, Any] = {
    "agreement": "pks-kapuas-hulu",
    "purpose": "pengamanan-tps",
    "sort": ["kode_tps"],
    "page_size": 3,
}


@dataclass(frozen=True)
class Made:
    """The exchanges that were made before the console was opened: ids by name, answers, receipts."""

    state: Path
    ids: Mapping[str, str]
    rows: int
    receipt: str


class Clock:
    """The time, as far ahead as a test wants."""

    def __init__(self) -> None:
        self.shift = timedelta()

    def __call__(self) -> datetime:
        return utc_now() + self.shift


def environ_of(state: Path) -> dict[str, str]:
    return {**os.environ, "SINERGI_STATE": str(state), "SINERGI_AUTHORITIES": f"{AUTHORITY},gerbang.example"}


def open_at(state: Path, **changes: Any) -> Gateway:
    settings = load_settings(ROOT / "config/kpu.toml", environ_of(state))
    return open_gateway(replace(settings, **changes))


def make_gateway(state: Path) -> Made:
    """Make a gateway as an operator does, and some exchanges in its log."""
    make_house(state)
    config, environ = ROOT / "config/kpu.toml", environ_of(state)
    settings = load_settings(config, environ)
    with closing(open_storage(settings.storage_url)) as storage:
        storage.upgrade()
    activate(Layout(state), Serving(config, environ, settings))
    return _make_exchanges(state)


def _make_exchanges(state: Path) -> Made:
    """Ask the gateway as Polres would, in this process, and keep what came back."""
    with closing(open_at(state)) as gateway:
        client = Client(create_app(gateway))

        def ask(path: str, body: Mapping[str, Any] | None, method: str = "POST") -> TestResponse:
            key = load_key((state / "clients/polres/client.pem").read_bytes())
            headers = {"content-type": "application/json"} if body is not None else {}
            text = json.dumps(body).encode() if body is not None else b""
            sent = Asking(key, AUTHORITY, path, method=method, headers=headers, body=text).sign()
            return client.open(path, method=method, base_url=BASE, headers=list(sent.lines), data=sent.body)

        released = ask(QUERY, BODY)
        assert released.status_code == 200, released.text
        ids = {
            "released": released.headers["exchange-id"],
            "asked-few": ask(QUERY, {**BODY, "fields": ["kode_tps", "lat"]}).headers["exchange-id"],
            "withheld": ask(QUERY, {**BODY, "fields": ["lokasi_simpan_kotak"]}).headers["exchange-id"],
            "lapsed": ask(QUERY, {**BODY, "agreement": "pks-kapuas-hulu-2024"}).headers["exchange-id"],
            "stranger": ask(QUERY, {**BODY, "agreement": "<script>alert(1)</script>"}).headers["exchange-id"],
            "described": ask(QUERY.removesuffix("/query"), None, "GET").headers["exchange-id"],
        }
        receipt = ask(f"/v1/exchanges/{ids['released']}/receipt", None, "GET")
        assert receipt.status_code == 200
        return Made(state, ids, len(released.json["data"]), receipt.text)


class Stand:
    """One console. `desk` may be changed before the first page is asked for."""

    def __init__(self, made: Made, folder: Path, **changes: Any) -> None:
        self.made = made
        self.state = folder / "state"
        # Without the source's database: whatever the console did with it would fail.
        shutil.copytree(made.state, self.state, ignore=shutil.ignore_patterns("data.db*"))
        self.clock = Clock()
        self.observed: list[tuple[str, Mapping[str, object]]] = []
        self.gateway = open_at(self.state)
        settings = self.gateway.settings
        self.desk = Desk(
            agency=settings.agency,
            origin=settings.log_origin,
            authorities=settings.server.authorities,
            is_secure=False,
            is_proxied=False,
            timezone=ZONE,
            log=self.gateway.log,
            log_key=self.gateway.secrets.signer("log").key,
            accounts=Auditors(self.gateway.storage),
            reads=AuditReads(self.gateway.storage),
            bundle_files=self.gateway.storage.bundle_files,
            policy=self.gateway.policies.refresh,
            observe=lambda event, facts: self.observed.append((event, facts)),
            clock=self.clock,
            chance=os.urandom,
        )
        self.desk = replace(self.desk, **changes)
        self.app = mount_console(_nothing, create_console(self.desk))

    def close(self) -> None:
        self.gateway.close()

    @property
    def database(self) -> Path:
        return self.state / "kpu/gateway.db"

    def invite(self, *, until: date | None = None, **changes: Any) -> tuple[Account, str]:
        """Make an account and return it with the secret of its link."""
        last = until or (self.clock() + timedelta(days=30)).date()
        account = Account(
            id=f"aud-{os.urandom(4).hex()}",
            name="Budi Contoh",
            body="Inspektorat Utama KPU",
            letter="CONTOH/ST/1/2026",
            until=last.isoformat(),
            expires=day_end(last, ZONE),
        )
        account = replace(account, **changes)
        secret = os.urandom(32).hex()
        change = plan_invitation(
            account, digest_secret(secret), is_new=True, now=self.clock(), exchange=self.new_id()
        )
        outcome = self.gateway.log.append(change.draft, change.effects, epoch=None)
        assert isinstance(outcome, Recorded)
        return account, secret

    def dismiss(self, account: Account) -> None:
        change = plan_dismissal(account.id, now=self.clock(), exchange=self.new_id())
        assert isinstance(self.gateway.log.append(change.draft, change.effects, epoch=None), Recorded)

    def new_id(self) -> str:
        return exchange_id(utc_now(), os.urandom(CHANCE_BYTES))

    def browser(self) -> "Browser":
        return Browser(self)

    def signed_in(self, **changes: Any) -> "Browser":
        """Return a browser whose owner came by a link."""
        browser = self.browser()
        browser.account, secret = self.invite(**changes)
        assert browser.come_in(secret).status_code == 303
        return browser

    def entries(self) -> list[Mapping[str, Any]]:
        with closing(sqlite3.connect(self.database)) as connection:
            return [
                json.loads(bytes(leaf))
                for (leaf,) in connection.execute('SELECT leaf FROM entries ORDER BY "index"')
            ]

    def tamper(self, statement: str, *values: object) -> None:
        """Do what only the owner of the file can: drop the triggers and write."""
        with closing(sqlite3.connect(self.database)) as connection:
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall():
                connection.execute(f'DROP TRIGGER "{name}"')
            assert connection.execute(statement, values).rowcount
            connection.commit()


class Browser:
    """A browser that keeps cookies and fills in forms."""

    account: Account

    def __init__(self, stand: Stand) -> None:
        self.client = Client(stand.app)

    def get(self, path: str, **settings: Any) -> TestResponse:
        return self.client.get(path, base_url=settings.pop("base_url", BASE), **settings)

    def post(self, path: str, token: str | None = None, **settings: Any) -> TestResponse:
        data = {} if token is None else {"token": token}
        return self.client.post(path, base_url=settings.pop("base_url", BASE), data=data, **settings)

    def come_in(self, secret: str) -> TestResponse:
        page = self.get(link_path(secret))
        return self.post(link_path(secret), form_token(page.text))

    def token(self) -> str:
        return form_token(self.get("/konsol/perjanjian").text)

    def check(self, exchange: str) -> TestResponse:
        return self.post(f"/konsol/pertukaran/{exchange}/periksa", self.token())

    def session(self) -> str:
        cookie = self.client.get_cookie(f"sinergi-{PROVIDER}", "127.0.0.1", "/konsol")
        return cookie.value if cookie else ""


def form_token(page: str) -> str:
    found = re.search(r'name="token" value="([0-9a-f]{64})"', page)
    return found[1] if found else ""


def listed(page: str) -> list[str]:
    """Return the exchange ids of a list, in its order."""
    return re.findall(r'href="/konsol/pertukaran/([0-9a-f-]{36})"', page)


def text_of(page: str) -> str:
    """Return what a page says, without its markup."""
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def field_rows(page: str) -> dict[str, list[str]]:
    """Return the table of verdicts: field -> its cells, as texts."""
    table = re.search(r'<table class="table fields">.*?<tbody>(.*?)</tbody>', page, re.DOTALL)[1]
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in table.split("</tr>")]
    texts = [[unescape(text_of(cell)) for cell in row] for row in rows if row]
    return {row[0]: row[1:] for row in texts}


@contextmanager
def standing(made: Made, folder: Path, **changes: Any) -> Iterator[Stand]:
    stand = Stand(made, folder, **changes)
    try:
        yield stand
    finally:
        stand.close()


def _nothing(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
    start("404 Not Found", [])
    return [b""]
