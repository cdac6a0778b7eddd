"""The library http-message-signatures is the fixed profile's twin.

Whatever ours accepts the library accepts, whatever the library refuses ours refuses,
and what the library signs under the profile ours accepts: requests and answers. The one
difference is meant: a digest algorithm that nobody knows may stand beside a known one.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import SimpleNamespace

import pytest
from http_message_signatures import (
    HTTPMessageSignaturesException,
    HTTPMessageSigner,
    HTTPMessageVerifier,
    MappingKeyResolver,
)
from http_message_signatures.algorithms import ECDSA_P256_SHA256, ED25519, RSA_PSS_SHA512
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.errors import SignatureError
from gateway.signing import (
    Answer,
    Message,
    check_body,
    public_key_to_pem,
    verify_answer,
    verify_request,
)
from tests.signing.actors import (
    ALGORITHMS,
    ANSWER,
    AUTHORITIES,
    BARE,
    CLIENTS,
    FULL,
    GATEWAYS,
    NONCE,
    NOW,
    answered,
    ring,
    signed,
    with_field,
    with_line,
    without_field,
)

LIBRARY = {"ed25519": ED25519, "ecdsa-p256-sha256": ECDSA_P256_SHA256, "rsa-pss-sha512": RSA_PSS_SHA512}
EVERYONE = [*CLIENTS.values(), *GATEWAYS.values()]
KEYS = MappingKeyResolver(
    public_keys={signer.key.thumbprint: public_key_to_pem(signer.key) for signer in EVERYONE},
    private_keys={signer.key.thumbprint: signer.to_pem() for signer in EVERYONE},
)
DERIVED = ("@method", "@authority", "@path", "@query")
REQUEST_FIELDS = (
    "content-digest",
    "content-type",
    "accept",
    "range",
    "idempotency-key",
    "content-encoding",
    "if-match",
    "if-none-match",
)
ANSWER_FIELDS = (
    "content-digest",
    "content-type",
    "exchange-id",
    "log-checkpoint",
    "content-encoding",
    "content-range",
    "repr-digest",
    "etag",
    "link",
)
BINDING = ('"@method";req', '"@path";req', '"signature";req;key="sig"')


class FrozenClock(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(NOW, tz)


class Twin(HTTPMessageVerifier):
    max_clock_skew = datetime.timedelta(seconds=60)


@pytest.fixture(autouse=True, scope="module")
def frozen_clock() -> Iterator[None]:
    """The library reads the clock itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("http_message_signatures.signatures.datetime.datetime", FrozenClock)
        yield


@dataclass
class Fields:
    """Header lines as the library wants them: repeated names stay apart."""

    lines: list[tuple[str, str]]

    def items(self):
        return self.lines

    def __iter__(self):
        return iter(dict.fromkeys(name for name, _ in self.lines))

    def __contains__(self, name):
        return any(key == name.lower() for key, _ in self.lines)

    def __setitem__(self, name, value):
        self.lines = [line for line in self.lines if line[0] != name.lower()]
        self.lines.append((name.lower(), value))

    def __delitem__(self, name):
        self.lines = [line for line in self.lines if line[0] != name.lower()]


def as_request(message):
    query = f"?{message.query}" if message.query else ""
    url = f"https://{message.authority}{message.path}{query}"
    return SimpleNamespace(method=message.method, url=url, headers=Fields(list(message.headers)))


def as_answer(answer, request):
    return SimpleNamespace(
        status_code=answer.status, headers=Fields(list(answer.headers)), request=as_request(request)
    )


def required_of(message, derived, names):
    present = {name for name, _ in message.headers}
    return [*derived, *(name for name in names if name in present)]


def library_accepts(view, body, alg, tag, required):
    try:
        Twin(signature_algorithm=LIBRARY[alg], key_resolver=KEYS).verify(
            view,
            max_age=datetime.timedelta(seconds=300),
            expect_tag=tag,
            require_components=required,
            body=body or None,
        )
    except HTTPMessageSignaturesException:
        return False
    return True


def library_accepts_request(message, alg):
    # Without a body the profile leaves Content-Type free.
    has_body = message.body or message.field("content-digest") is not None
    names = REQUEST_FIELDS if has_body else REQUEST_FIELDS[2:]
    required = required_of(message, DERIVED, names)
    return library_accepts(as_request(message), message.body, alg, "sinergi-request", required)


def library_accepts_answer(answer, request, alg):
    required = [*required_of(answer, ("@status",), ANSWER_FIELDS), *BINDING]
    return library_accepts(as_answer(answer, request), answer.body, alg, "sinergi-answer", required)


def we_accept_request(message):
    try:
        verify_request(message, ring(), now=NOW, authorities=AUTHORITIES)
        check_body(message)
    except SignatureError:
        return False
    return True


def we_accept_answer(answer, request):
    try:
        verify_answer(answer, request, ring(), now=NOW)
    except SignatureError:
        return False
    return True


def library_signs(view, signer, tag, components, **more):
    HTTPMessageSigner(signature_algorithm=LIBRARY[signer.key.alg], key_resolver=KEYS).sign(
        view,
        key_id=signer.key.thumbprint,
        created=datetime.datetime.fromtimestamp(NOW, datetime.UTC),
        label="sig",
        tag=tag,
        covered_component_ids=components,
        **more,
    )
    return tuple(view.headers.lines)


# --- messages, honest and mutated ---------------------------------------------------

algorithms = st.sampled_from(ALGORITHMS)
visible = st.characters(min_codepoint=33, max_codepoint=126)
texts = st.lists(st.text(visible, min_size=1, max_size=8), min_size=1, max_size=3).map(" ".join)
pchars = st.text("abcXYZ019-._~!$&'()*+,;=:@", max_size=8)
paths = st.lists(st.one_of(pchars, st.just("%2F")), min_size=1, max_size=4).map(
    lambda parts: "/" + "/".join(parts)
)
queries = st.one_of(
    st.just(""), st.text("ab=&+/?-._~%", max_size=10).map(lambda text: text.replace("%", "%20"))
)


@st.composite
def requests(draw):
    body = draw(st.binary(max_size=30))
    names = draw(st.sets(st.sampled_from(REQUEST_FIELDS[2:])))
    headers = [(name, draw(texts)) for name in sorted(names)]
    if body or draw(st.booleans()):
        headers.append(("content-type", draw(texts)))
    headers.append(("user-agent", draw(texts)))
    return Message(
        method=draw(st.sampled_from(["GET", "POST", "PUT", "DELETE"])),
        authority=draw(st.sampled_from(sorted(AUTHORITIES))),
        path=draw(paths),
        query=draw(queries),
        headers=tuple(draw(st.permutations(headers))),
        body=body,
    )


@st.composite
def answers(draw):
    names = draw(st.sets(st.sampled_from(ANSWER_FIELDS[4:])))
    headers = [(name, draw(texts)) for name in (*ANSWER_FIELDS[1:4], *sorted(names))]
    return Answer(
        draw(st.sampled_from([200, 206, 400, 401, 503])), tuple(headers), draw(st.binary(max_size=30))
    )


def mutated(draw, message):
    """Change one thing: a field, a line, a piece of the signature fields, the target or the body."""
    names = sorted({name for name, _ in message.headers})
    name = draw(st.sampled_from(names))
    value = message.field(name)
    change = draw(st.sampled_from(["value", "drop", "repeat", "add", "splice", "body", "head"]))
    if change == "value":
        return with_field(message, name, draw(texts))
    if change == "drop":
        return without_field(message, name)
    if change == "repeat":
        return with_line(message, name, draw(st.sampled_from([value, "x"])))
    if change == "add":
        added = draw(st.sampled_from([*REQUEST_FIELDS, *ANSWER_FIELDS, "x-other"]))
        return with_line(message, added, draw(texts))
    if change == "splice":
        name = draw(st.sampled_from(["signature-input", "signature"]))
        value = message.field(name)
        start = draw(st.integers(0, len(value)))
        end = draw(st.integers(start, min(len(value), start + 9)))
        piece = draw(
            st.sampled_from(
                ["", " ", "  ", ";", '"', "A", "0", ":", ", a=:AA==:", ";sf", ";req", ' "accept"', "; "]
            )
        )
        return with_field(message, name, value[:start] + piece + value[end:])
    if change == "body":
        return replace(message, body=draw(st.binary(max_size=30)))
    if isinstance(message, Answer):
        return replace(message, status=draw(st.sampled_from([200, 201, 403])))
    part, values = draw(
        st.sampled_from(
            [
                ("method", ["GET", "get", "POST"]),
                ("path", ["/", "/a b", "/é", "/%"]),
                ("query", ["", "a=1", "#"]),
            ]
        )
    )
    return replace(message, **{part: draw(st.sampled_from(values))})


@given(message=requests(), alg=algorithms)
@settings(max_examples=60)
def test_the_library_accepts_the_requests_we_sign(message, alg):
    ours = signed(message, CLIENTS[alg])
    assert we_accept_request(ours)
    assert library_accepts_request(ours, alg)


@given(data=st.data(), message=requests(), alg=algorithms)
@settings(max_examples=250)
def test_a_mutated_request_that_we_accept_the_library_accepts_too(data, message, alg):
    changed = mutated(data.draw, signed(message, CLIENTS[alg]))
    if we_accept_request(changed):
        assert library_accepts_request(changed, alg)


@given(message=requests(), alg=algorithms, data=st.data())
@settings(max_examples=60)
def test_we_accept_the_requests_that_the_library_signs(message, alg, data):
    if not message.body:
        message = without_field(message, "content-type")
    components = data.draw(st.permutations(required_of(message, DERIVED, REQUEST_FIELDS)))
    expires = datetime.datetime.fromtimestamp(NOW + 300, datetime.UTC)
    headers = library_signs(
        as_request(message),
        CLIENTS[alg],
        "sinergi-request",
        components,
        body=message.body or None,
        expires=expires,
        nonce=NONCE,
    )
    theirs = replace(message, headers=headers)
    assert we_accept_request(theirs)
    assert library_accepts_request(theirs, alg)


@given(answer=answers(), request=requests(), alg=algorithms)
@settings(max_examples=60)
def test_the_library_accepts_the_answers_we_sign(answer, request, alg):
    request = signed(request)
    ours = answered(answer, request, GATEWAYS[alg])
    assert we_accept_answer(ours, request)
    assert library_accepts_answer(ours, request, alg)


@given(data=st.data(), answer=answers(), alg=algorithms)
@settings(max_examples=250)
def test_a_mutated_answer_that_we_accept_the_library_accepts_too(data, answer, alg):
    request = signed()
    changed = mutated(data.draw, answered(answer, request, GATEWAYS[alg]))
    if we_accept_answer(changed, request):
        assert library_accepts_answer(changed, request, alg)


@given(answer=answers(), alg=algorithms, data=st.data())
@settings(max_examples=60)
def test_we_accept_the_answers_that_the_library_signs(answer, alg, data):
    request = signed()
    components = [*required_of(answer, ("@status",), ANSWER_FIELDS), *BINDING]
    headers = library_signs(
        as_answer(answer, request),
        GATEWAYS[alg],
        "sinergi-answer",
        data.draw(st.permutations(components)),
        body=answer.body,
    )
    theirs = replace(answer, headers=headers)
    assert we_accept_answer(theirs, request)
    assert library_accepts_answer(theirs, request, alg)


def test_the_twin_is_awake():
    """Were the library to refuse or accept everything, the tests above would prove nothing."""
    assert library_accepts_request(signed(FULL), "ed25519")
    assert library_accepts_request(signed(BARE), "ed25519")
    assert not library_accepts_request(replace(signed(FULL), method="PUT"), "ed25519")
    assert not library_accepts_request(replace(signed(FULL), body=b"{}"), "ed25519")
    assert not library_accepts_request(signed(FULL, created=NOW - 400), "ed25519")
    assert library_accepts_answer(answered(ANSWER), signed(), "ed25519")
    assert not library_accepts_answer(answered(ANSWER), signed(created=NOW - 1), "ed25519")
