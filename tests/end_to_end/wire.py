"""Raw HTTP over a socket: what is sent is exactly what a test wrote, and nothing is repaired on the way."""

import socket
from contextlib import closing
from dataclasses import replace
from http.client import HTTPException, HTTPResponse

from tests.end_to_end.plain import Reply, Sent

Address = tuple[str, int]


class NoReply(ConnectionError):
    """The connection ended without a whole answer."""


def connect(address: Address, timeout: float = 30.0) -> socket.socket:
    return socket.create_connection(address, timeout)


def send(address: Address, sent: Sent | bytes) -> Reply:
    """Send on a fresh connection, and read one answer."""
    with closing(connect(address)) as connection:
        return exchange(connection, sent)


def exchange(connection: socket.socket, sent: Sent | bytes) -> Reply:
    """Send on a held connection, and read one answer.

    Raises:
        NoReply: it broke, or closed early.
    """
    try:
        connection.sendall(sent.encode() if isinstance(sent, Sent) else sent)
        # An answer to HEAD has no body, whatever its Content-Length says.
        method = sent.method if isinstance(sent, Sent) else None
        with closing(HTTPResponse(connection, method=method)) as response:
            response.begin()
            body = response.read()
            lines = tuple((name.lower(), value) for name, value in response.getheaders())
            return Reply(response.status, lines, body)
    except (OSError, HTTPException) as error:
        raise NoReply(str(error)) from error


def get(address: Address, path: str) -> Reply:
    """Read one of the open calls."""
    host = f"{address[0]}:{address[1]}"
    return send(address, f"GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n".encode())


def chunked(sent: Sent) -> Sent:
    half = len(sent.body) // 2
    parts = (sent.body[:half], sent.body[half:], b"")
    body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)
    return replace(sent.without("content-length"), body=body).with_line("transfer-encoding", "chunked")
