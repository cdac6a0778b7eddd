import gzip
import socket
from threading import Thread

import httpx2
import pytest

from gateway.client import Client, HttpTransport
from gateway.client.transport import authority_of
from gateway.errors import GatewayUnreachable
from gateway.signing import Message
from tests.simulator import KPU, POLRES, keys_of
from tests.simulator.small import AMAN, TPS

MESSAGE = Message("POST", "kpu.example", "/v1/x", "a=b%20c", (("content-type", "application/json"),), b"{}")


def through(handle, url="http://kpu.example") -> HttpTransport:
    return HttpTransport(url, transport=httpx2.MockTransport(handle))


@pytest.mark.parametrize(
    ("url", "authority"),
    [
        ("http://KPU.example", "kpu.example"),
        ("http://kpu.example:80/", "kpu.example"),
        ("https://kpu.example:443", "kpu.example"),
        ("https://kpu.example:80", "kpu.example:80"),
        ("http://127.0.0.1:8401", "127.0.0.1:8401"),
        ("http://[::1]:8401", "[::1]:8401"),
    ],
)
def test_the_authority_is_what_the_gateway_sees(url, authority):
    assert authority_of(url) == authority


def test_a_message_arrives_as_it_was_signed_and_nothing_is_added_to_what_is_covered():
    seen = []

    def handle(request):
        seen.append(request)
        return httpx2.Response(200, headers=[("X-A", "1"), ("X-A", "2")], stream=httpx2.ByteStream(b"ok"))

    answer = through(handle).send(MESSAGE)
    (request,) = seen
    assert (request.method, str(request.url)) == ("POST", "http://kpu.example/v1/x?a=b%20c")
    assert request.content == b"{}"
    sent = {name.lower() for name in request.headers}
    assert not sent & {"accept", "range", "idempotency-key", "content-encoding", "if-match", "if-none-match"}
    assert (answer.status, answer.body) == (200, b"ok")
    assert [value for name, value in answer.headers if name == "x-a"] == ["1", "2"]


@pytest.mark.parametrize(
    "error",
    [
        httpx2.ConnectError("x"),
        httpx2.ReadTimeout("x"),
        httpx2.RemoteProtocolError("x"),
        httpx2.DecodingError("x"),
        httpx2.InvalidURL("x"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_broken_connection_is_an_unreachable_gateway(error):
    def fail(request):
        raise error

    with pytest.raises(GatewayUnreachable):
        through(fail).send(MESSAGE)


def test_a_redirect_is_an_answer_and_is_not_followed():
    moved = {"location": "http://evil.example"}
    answer = through(lambda request: httpx2.Response(307, headers=moved, stream=httpx2.ByteStream(b""))).send(
        MESSAGE
    )
    assert answer.status == 307


def test_an_answer_beyond_the_limit_is_not_read_to_its_end():
    def handle(request):
        return httpx2.Response(200, stream=httpx2.ByteStream(b"x" * 1001))

    transport = httpx2.MockTransport(handle)
    with pytest.raises(GatewayUnreachable):
        HttpTransport("http://kpu.example", max_answer_bytes=1000, transport=transport).send(MESSAGE)


def test_what_is_packed_stays_packed():
    def handle(request):
        packed = httpx2.ByteStream(gzip.compress(b"x" * 1_000_000))
        return httpx2.Response(200, headers={"content-encoding": "gzip"}, stream=packed)

    assert len(through(handle).send(MESSAGE).body) < 5_000


def test_a_port_where_nobody_listens_is_an_unreachable_gateway():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    transport = HttpTransport(f"http://127.0.0.1:{port}", timeout=2)
    with pytest.raises(GatewayUnreachable):
        transport.send(MESSAGE)
    transport.close()


@pytest.mark.parametrize(
    "said", [b"", b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nhalf", b"hello\r\n\r\n"]
)
def test_half_an_answer_is_no_answer(said):
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            connection, _ = server.accept()
            with connection:
                connection.recv(65_536)
                connection.sendall(said)

        thread = Thread(target=serve)
        thread.start()
        transport = HttpTransport(f"http://127.0.0.1:{server.getsockname()[1]}", timeout=5)
        with pytest.raises(GatewayUnreachable):
            transport.send(MESSAGE)
        thread.join()
        transport.close()


def test_the_whole_sdk_works_over_the_http_library(world):
    transport = HttpTransport(
        f"http://{world.kpu.authority}", transport=httpx2.WSGITransport(app=world.kpu.app)
    )
    with world.client(POLRES, KPU, transport=transport) as client:
        page = client.query(TPS, **AMAN)
        assert len(page.data) == 5
        assert client.receipt(page.exchange_id)[1].matches_body(page.body)
        assert len(list(client.rows(TPS, **AMAN))) == 18


def test_a_client_over_a_dead_line_says_so(world):
    def fail(request):
        raise httpx2.ConnectError("x")

    url = f"http://{world.kpu.authority}"
    client = Client(url, keys_of(POLRES)["client"], world.peer(KPU), transport=through(fail, url))
    with pytest.raises(GatewayUnreachable):
        client.query(TPS, **AMAN)
