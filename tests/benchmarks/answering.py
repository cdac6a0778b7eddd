"""A tiny HTTP server in threads of this process: it says what a test wants, as often as it is asked."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


def reply(body: bytes, status: int = 200) -> bytes:
    return b"HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n%s" % (status, len(body), body)


@contextmanager
def answering(say: Callable[[int], bytes]) -> Iterator[tuple[str, int]]:
    """Serve; `say` gets the number of the request and returns the whole reply, or nothing to hang up."""
    listener = socket.create_server(("127.0.0.1", 0))
    lock, count, opened, threads = threading.Lock(), 0, [], []

    def serve(connection: socket.socket) -> None:
        nonlocal count
        with connection, suppress(OSError):
            waiting = b""
            while part := connection.recv(65_536):
                waiting += part
                while b"\r\n\r\n" in waiting:
                    _, _, waiting = waiting.partition(b"\r\n\r\n")
                    with lock:
                        count += 1
                        said = say(count)
                    if not said:
                        return
                    connection.sendall(said)

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                opened.append(connection)
                threads.append(threading.Thread(target=serve, args=(connection,)))
                threads[-1].start()

    accepting = threading.Thread(target=accept)
    accepting.start()
    try:
        yield listener.getsockname()
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        accepting.join()
        for connection in opened:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join()
