"""A real browser before a console that is really served: Debian's Chromium, driven by Playwright."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from playwright.sync_api import sync_playwright as playing
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.console.stand import Made, Stand
from tests.end_to_end.stand import free_port

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE, NARROW = (1440, 900), (360, 740)


@contextmanager
def opened_browser() -> Iterator[Browser]:
    """Start Chromium; where it is missing, tests are skipped loudly, and under CI they fail."""
    if not CHROMIUM.exists():
        why = f"{CHROMIUM} is missing: apt-get install chromium libatomic1"
        if os.environ.get("CI") == "true":
            pytest.fail(why)
        pytest.skip(why)
    with playing() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


class _Quiet(WSGIRequestHandler):
    def log(self, *arguments: object, **settings: object) -> None:
        """Say nothing."""


@contextmanager
def served(made: Made, folder: Path, **changes: Any) -> Iterator[tuple[Stand, str]]:
    """Serve a console on a free port; yields it with its address. `changes` are to its desk."""
    port = free_port()
    stand = Stand(made, folder, authorities=frozenset({f"127.0.0.1:{port}"}), **changes)
    server = make_server("127.0.0.1", port, stand.app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield stand, f"http://127.0.0.1:{port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        stand.close()


def faults_of(page: Page) -> str:
    """Return what axe finds wrong with a page at both widths, and whether it is wider than the window."""
    found = []
    for width, height in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": height})
        results = Axe().run(page)
        if results.violations_count:
            found.append(f"{page.url} at {width}: {results.generate_report()}")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{page.url} at {width}: wider than the window")
    return "\n".join(found)
