"""The console beside the machines' door: neither weakens the other, and no source is within reach."""

import ast
import re
import sys
from contextlib import closing
from dataclasses import fields
from subprocess import run

import pytest
from werkzeug.test import Client

from gateway.app import create_app
from gateway.console import Desk
from tests.console.stand import BASE, ROOT, Made, open_at, standing
from tests.end_to_end.stand import free_port

CONSOLE = ROOT / "gateway/console"


@pytest.fixture
def whole(made: Made):
    """The whole application, as a worker runs it."""
    with closing(open_at(made.state)) as gateway:
        yield Client(create_app(gateway))


def test_a_stranger_is_told_401_under_v1_whatever_stands_there(whole):
    for path in ("/v1/catalog", "/v1/none", "/v1/konsol", "/v1/konsol/pertukaran", "/v1/../konsol/x"):
        for method in ("GET", "HEAD", "POST", "OPTIONS"):
            assert whole.open(path, method=method, base_url=BASE).status_code == 401


def test_the_machines_door_is_no_page_and_the_console_no_problem_document(whole):
    machine = whole.get("/healthz", base_url=BASE)
    assert machine.json == {"status": "ok"}
    assert "Content-Security-Policy" not in machine.headers
    page = whole.get("/konsol/none", base_url=BASE)
    assert (page.status_code, page.mimetype) == (404, "text/html")


def test_the_bare_path_leads_to_the_first_page_and_nowhere_else(whole):
    answer = whole.get("/konsol", base_url=BASE)
    assert (answer.status_code, answer.headers["Location"]) == (308, f"{BASE}/konsol/")
    assert whole.get("/konsol", base_url="http://evil.example").status_code in {308, 404}
    assert "evil" not in whole.get("/konsol", base_url="http://evil.example").headers.get("Location", "")


@pytest.mark.parametrize("path", ["/konsolx", "/konso", "/Konsol/", "/v1/konsol/", "/aset/konsol.css"])
def test_nothing_but_its_own_path_reaches_the_console(whole, path):
    assert whole.get(path, base_url=BASE).mimetype != "text/html"


def test_what_a_page_needs_comes_from_this_gateway(whole):
    page = whole.get("/konsol/", base_url=BASE).text
    needed = re.findall(r'(?:href|src)="([^"]*\.(?:css|svg|js|png|ico)[^"]*)"', page)
    assert any("bootstrap" in path for path in needed)
    for path in (*needed, "/konsol/aset/panah.svg"):
        assert path.startswith("/konsol/")
        with whole.get(path, base_url=BASE) as answer:
            assert answer.status_code == 200
    style = (CONSOLE / "static/konsol.css").read_text("utf-8")
    assert "data:" not in style.partition("*/")[2]
    assert "http" not in style


def test_without_its_table_in_the_settings_there_is_no_console(made):
    with closing(open_at(made.state, console=None)) as gateway:
        client = Client(create_app(gateway))
        for path in ("/konsol", "/konsol/", "/konsol/pertukaran"):
            assert client.get(path, base_url=BASE).mimetype != "text/html"


def test_the_console_is_given_no_source_and_imports_none():
    assert not {field.name for field in fields(Desk)} & {"sources", "source", "secrets", "storage"}
    for module in sorted(CONSOLE.glob("*.py")):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                assert not name.startswith(("gateway.sources", "gateway.storage", "sqlalchemy"))


def test_the_console_works_where_the_source_is_gone(made, tmp_path):
    with standing(made, tmp_path) as stand:
        assert not (stand.state / "kpu/data.db").exists()
        browser = stand.signed_in()
        for path in ("pertukaran", f"pertukaran/{made.ids['released']}", "catatan", "perjanjian"):
            assert browser.get(f"/konsol/{path}").status_code == 200
        assert not (stand.state / "kpu/data.db").exists()


def test_loading_the_console_loads_no_source():
    program = "import sys, gateway.console; print(*sys.modules)"
    done = run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True)
    loaded = [name for name in done.stdout.split() if name.startswith(("gateway.sources", "sqlglot"))]
    assert not loaded


def test_a_console_under_another_address_only_answers_to_that(made, tmp_path):
    port = free_port()
    with standing(made, tmp_path, authorities=frozenset({f"127.0.0.1:{port}"})) as stand:
        assert stand.browser().get("/konsol/").status_code == 404
        assert stand.browser().get("/konsol/", base_url=f"http://127.0.0.1:{port}").status_code == 401
