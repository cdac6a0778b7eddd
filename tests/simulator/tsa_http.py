"""A timestamp authority behind HTTP on loopback, that can be taken away and brought back."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.simulator.tsa import Tsa


class Served:
    """A served authority: `is_down` makes it answer 503, `says` replaces its answers."""

    def __init__(self, tsa: Tsa) -> None:
        self.tsa = tsa
        self.is_down = False
        self.says: bytes | None = None
        self.url = ""
        self.asked = 0

    def answer(self, request: bytes) -> tuple[int, bytes]:
        self.asked += 1
        if self.is_down:
            return 503, b""
        return 200, self.tsa.answer(request) if self.says is None else self.says


@contextmanager
def served_tsa(tsa: Tsa) -> Iterator[Served]:
    """Serve an authority for as long as this lasts."""
    served = Served(tsa)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            assert self.headers["content-type"] == "application/timestamp-query"
            status, answer = served.answer(body)
            self.send_response(status)
            self.send_header("content-type", "application/timestamp-reply")
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    served.url = f"http://127.0.0.1:{server.server_address[1]}/tsr"
    try:
        yield served
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
