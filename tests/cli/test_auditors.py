"""`gateway auditors` invites, lists and lets out again; what it prints once is stored nowhere."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from gateway.app import utc_now
from tests.cli.desk import Desk, Ran

CONSOLE = '\n[console]\ntimezone = "Asia/Pontianak"\n'
SOON = (utc_now() + timedelta(days=3)).date().isoformat()
PAST = "2020-01-01"


@pytest.fixture
def office(desk: Desk) -> Desk:
    """Give a gateway with a console."""
    desk.config.write_text(desk.config.read_text("utf-8") + CONSOLE)
    return desk


def invite(office: Desk, **changes: str) -> Ran:
    said = {
        "name": "Budi Contoh",
        "body": "Inspektorat Utama KPU",
        "letter": "CONTOH/1",
        "until": SOON,
    } | changes
    name = said.pop("name")
    options = [word for option, value in said.items() for word in (f"--{option}", value)]
    return office.run("--lang", "en", "auditors", "invite", name, *options)


def account_of(ran: Ran) -> str:
    return re.search(r"aud-[0-9a-f]{8}", ran.out)[0]


def entry(office: Desk, index: int) -> dict[str, object]:
    return json.loads(office.run("log", "show", index).out)["entry"]


def test_an_invitation_prints_a_link_and_is_an_entry(office):
    ran = invite(office)
    assert ran.code == 0, ran.err
    *_, link = ran.out.splitlines()
    assert re.fullmatch(r"http://kpu\.example/konsol/undangan/[A-Za-z0-9_-]{43}", link)
    assert "it works once" in ran.out
    recorded = entry(office, 0)
    assert recorded["kind"] == "invite"
    assert recorded["account"] == {"id": account_of(ran), "until": SOON}


def test_the_secret_is_stored_nowhere(office):
    secret = invite(office).out.splitlines()[-1].rpartition("/")[2]
    for path in Path(office.home).rglob("*"):
        assert not path.is_file() or secret.encode() not in path.read_bytes()


def test_an_account_gets_another_link_and_keeps_its_end(office):
    account = account_of(invite(office))
    ran = office.run("--lang", "en", "auditors", "link", account)
    assert ran.code == 0, ran.err
    assert f"valid until {SOON}" in ran.out
    assert ran.out.splitlines()[-1].startswith("http://kpu.example/konsol/undangan/")
    assert entry(office, 1)["account"]["id"] == account


def test_the_list_shows_who_is_in_and_who_is_out(office):
    assert "no auditors" in office.run("--lang", "en", "auditors", "list").out
    first, second = account_of(invite(office)), account_of(invite(office, name="Siti Contoh"))
    assert office.run("auditors", "revoke", first).code == 0
    lines = office.run("--lang", "en", "auditors", "list").out.splitlines()
    assert [line.split()[:2] for line in lines] == [[first, "closed"], [second, "open"]]
    assert "Siti Contoh, Inspektorat Utama KPU, letter CONTOH/1" in lines[1]


def test_a_closed_account_gets_no_link_and_is_not_closed_again(office):
    account = account_of(invite(office))
    ran = office.run("--lang", "en", "auditors", "revoke", account)
    assert (ran.code, entry(office, 1)["kind"]) == (0, "dismiss")
    for command in ("link", "revoke"):
        ran = office.run("--lang", "en", "auditors", command, account)
        assert ran.code == 2
        assert ran.err.count("\n") == 1
        assert account in ran.err


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"until": PAST}, id="a day that has passed"),
        pytest.param({"until": "2026-02-30"}, id="a day that is none"),
        pytest.param({"until": "soon"}, id="no day"),
        pytest.param({"name": "  "}, id="no name"),
        pytest.param({"name": "x" * 201}, id="a name too long"),
        pytest.param({"body": "two\nlines"}, id="two lines"),
        pytest.param({"letter": "\u202e1"}, id="a text that turns its line round"),
    ],
)
def test_a_bad_invitation_is_refused_in_one_line_and_leaves_no_entry(office, changes):
    ran = invite(office, **changes)
    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err
    assert office.run("log", "show", 0).code != 0


def test_a_gateway_without_a_console_invites_nobody(desk):
    ran = invite(desk)
    assert ran.code == 2
    assert "[console]" in ran.err


def test_the_gateway_speaks_indonesian_too(office):
    invite(office)
    assert "terbuka  sampai" in office.run("--lang", "id", "auditors", "list").out
