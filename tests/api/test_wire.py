from io import BytesIO

import pytest

from gateway.api.wire import headers_only, read_message, write_response
from gateway.errors import BodyTooLarge
from gateway.signing import Answer

LIMIT = 100


def environ(body: bytes = b"", **changed):
    return {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/v1/catalog",
        "QUERY_STRING": "",
        "HTTP_HOST": "KPU.example:8401",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
        **changed,
    }


def test_a_request_becomes_a_message():
    message = read_message(environ(b"{}", QUERY_STRING="a=%20b", HTTP_SIGNATURE_INPUT="sig=x"), LIMIT)
    assert (message.method, message.authority, message.path, message.query) == (
        "POST",
        "kpu.example:8401",
        "/v1/catalog",
        "a=%20b",
    )
    assert message.body == b"{}"
    assert dict(message.headers) == {
        "host": "KPU.example:8401",
        "content-type": "application/json",
        "content-length": "2",
        "signature-input": "sig=x",
    }


@pytest.mark.parametrize(
    ("decoded", "path"),
    [
        ("", "/"),
        ("/a/b", "/a/b"),
        ("/a b", "/a%20b"),
        ("/a\r\nb", "/a%0D%0Ab"),
        ("/a%b", "/a%25b"),
        ("/a?b", "/a%3Fb"),
        ("/\xc3\xa9", "/%C3%A9"),
        ("/~:@!$&'()*+,;=", "/~:@!$&'()*+,;="),
    ],
)
def test_a_path_is_written_as_a_client_must_have_sent_it(decoded, path):
    assert read_message(environ(PATH_INFO=decoded), LIMIT).path == path


@pytest.mark.parametrize("size", [LIMIT + 1, 10**12, "9" * 5_000])
def test_a_body_that_says_it_is_too_large_is_not_read(size):
    class Unread:
        def read(self, *count):
            raise AssertionError("read")

    with pytest.raises(BodyTooLarge):
        read_message(environ(CONTENT_LENGTH=str(size), **{"wsgi.input": Unread()}), LIMIT)


def test_a_body_is_read_to_its_bound_and_no_further():
    assert read_message(environ(b"x" * LIMIT), LIMIT).body == b"x" * LIMIT
    endless = {"CONTENT_LENGTH": "", "wsgi.input_terminated": True}
    assert read_message(environ(b"x" * LIMIT) | endless, LIMIT).body == b"x" * LIMIT
    stream = BytesIO(b"x" * 10_000)
    with pytest.raises(BodyTooLarge):
        read_message(environ() | endless | {"wsgi.input": stream}, LIMIT)
    assert stream.tell() == LIMIT + 1


@pytest.mark.parametrize("length", ["", "-1", "1e3", " 5", "٣", "5,5"])
def test_without_a_plain_length_an_open_stream_is_left_alone(length):
    assert read_message(environ(b"xxxxx", CONTENT_LENGTH=length), LIMIT).body == b""


def test_of_a_longer_stream_only_the_declared_length_is_read():
    assert read_message(environ(b"xxxxx", CONTENT_LENGTH="3"), LIMIT).body == b"xxx"


def test_headers_alone_leave_the_body_unread():
    message = headers_only(environ(b"x" * 10_000))
    assert message.body == b""
    assert message.field("content-length") == "10000"


def test_an_empty_content_type_is_no_field():
    assert read_message(environ(CONTENT_TYPE=""), LIMIT).field("content-type") is None


def test_a_response_is_exactly_the_signed_answer():
    headers = (("content-type", "application/json"), ("link", "a"), ("link", "b"))
    response = write_response(Answer(418, headers, b"\x00\xff"))
    assert response.status_code == 418
    assert response.data == b"\x00\xff"
    assert [
        (name.lower(), value) for name, value in response.headers if name.lower() != "content-length"
    ] == [*headers]
