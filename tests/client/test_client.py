import json
from base64 import b64encode
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from gateway.client import MemoryHeads
from gateway.errors import (
    AnswerBad,
    GatewayError,
    KeyRoleWrong,
    KeyUnknown,
    ProofBad,
    RefusedByGateway,
    SignatureError,
    SignatureFuture,
    SignatureMissing,
    SignatureStale,
)
from gateway.signing import Answer, content_digest, sign_answer
from tests.client.conftest import with_header
from tests.simulator import KPU, NOON, POLRES, Clock, answer_of, keys_of
from tests.simulator.small import AMAN, PKS, TPS, UNDISCLOSED


def ask(client, **options):
    return client.query(TPS, **AMAN, **options)


def resigned(world, message, answer, *, signer=None, **changed):
    """Sign a changed answer anew, as only the holder of a key can."""
    kept = tuple(
        line for line in answer.headers if line[0] not in {"content-length", "signature", "signature-input"}
    )
    answer = replace(answer, headers=kept, **changed)
    created = int(world.clock.now.timestamp())
    return sign_answer(answer, message, signer or world.kpu.keys["answer"], created=created)


def test_what_was_asked_for_arrives(client, world):
    page = ask(client, sort=["-kode"], page_size=2, count=True)
    assert [row["kode"] for row in page.data] == ["61060023", "61060022"]
    assert page.count == 18
    assert [item["field"] for item in page.withheld] == ["alamat", "syarat", "nik", "rahasia"]
    assert page.next_cursor
    assert page.exchange_id == world.kpu.log.entries[-1][0]


def test_rows_follow_the_cursor_to_the_end(client, wire):
    rows = list(client.rows(TPS, **AMAN))
    assert len(rows) == len({row["kode"] for row in rows}) == 18
    assert len(wire.asked) == 4
    pages = list(client.pages(TPS, **AMAN, cursor=ask(client).next_cursor))
    assert [len(page.data) for page in pages] == [5, 5, 3]


def test_the_catalog_and_a_description_arrive(client):
    assert [item["dataset"] for item in client.catalog()["datasets"]] == ["tps"]
    fields = [item["field"] for item in client.describe(TPS)["fields"]]
    assert "kode" in fields
    assert UNDISCLOSED not in fields


def test_a_refusal_raises_with_the_whole_problem(client):
    with pytest.raises(RefusedByGateway) as refusal:
        ask(client, fields=["rahasia"])
    assert (refusal.value.status, refusal.value.problem_code) == (403, "field-withheld")
    assert refusal.value.problem["legal_basis"] == "UU 14/2008 Pasal 17 huruf h"


def other_gateways_key(world, message, answer):
    return resigned(world, message, answer, signer=keys_of(POLRES)["answer"])


def with_body(message, answer):
    return replace(answer, body=answer.body.replace(b"61060001", b"61060009"))


def with_body_and_digest(message, answer):
    changed = with_body(message, answer)
    return with_header(changed, "content-digest", content_digest(changed.body))


# name: (change of message, answer), the error that must come
TAMPERED = {
    "a byte of the body": (with_body, SignatureError),
    "the body and its digest": (with_body_and_digest, SignatureError),
    "half of the body": (lambda _, a: replace(a, body=a.body[:-9]), SignatureError),
    "no body": (lambda _, a: replace(a, body=b""), SignatureError),
    "the status": (lambda _, a: replace(a, status=206), SignatureError),
    "an error status": (lambda _, a: replace(a, status=403), SignatureError),
    "401": (lambda _, a: replace(a, status=401), SignatureError),
    "the exchange id": (
        lambda _, a: with_header(a, "exchange-id", "01a20bec-d480-7850-ae5a-000000000000"),
        SignatureError,
    ),
    "the content type": (lambda _, a: with_header(a, "content-type", "text/plain"), SignatureError),
    "the link": (lambda _, a: with_header(a, "link", None), SignatureError),
    "a content coding": (lambda _, a: with_header(a, "content-encoding", "gzip"), SignatureError),
    "no signature": (lambda _, a: with_header(a, "signature", None), SignatureMissing),
    "no digest": (lambda _, a: with_header(a, "content-digest", None), SignatureError),
    "no checkpoint": (lambda _, a: with_header(a, "log-checkpoint", None), SignatureError),
    "another checkpoint": (
        lambda _, a: with_header(a, "log-checkpoint", a.field("log-checkpoint").replace("size=2", "size=3")),
        SignatureError,
    ),
    "the digest twice": (
        lambda _, a: replace(a, headers=(*a.headers, ("content-digest", content_digest(a.body)))),
        SignatureError,
    ),
}


@pytest.mark.parametrize(("tamper", "error"), TAMPERED.values(), ids=TAMPERED)
def test_a_tampered_answer_is_not_believed(client, wire, tamper, error):
    wire.tamper = tamper
    with pytest.raises(error):
        ask(client)
    wire.tamper = lambda message, answer: answer
    assert ask(client).data


@pytest.mark.parametrize(
    ("agency", "name", "error"),
    [
        pytest.param(POLRES, "answer", KeyUnknown, id="another gateway's key"),
        pytest.param(KPU, "stray", KeyUnknown, id="a key of no trust file"),
        pytest.param(KPU, "root", KeyUnknown, id="a root key"),
        pytest.param(KPU, "log", KeyRoleWrong, id="the log's key"),
        pytest.param(KPU, "receipt", KeyRoleWrong, id="the receipts' key"),
        pytest.param(KPU, "client", KeyRoleWrong, id="a client's key"),
        pytest.param(KPU, "ppid", KeyRoleWrong, id="the PPID's key"),
    ],
)
def test_only_the_answer_key_of_the_trust_file_answers(client, world, wire, agency, name, error):
    wire.tamper = lambda message, answer: resigned(world, message, answer, signer=keys_of(agency)[name])
    with pytest.raises(error):
        ask(client)


def test_the_answer_to_another_request_is_not_believed(client, wire):
    ask(client)
    earlier = wire.answers[-1]
    wire.tamper = lambda message, answer: earlier
    with pytest.raises(SignatureError):
        ask(client)
    # Not even to one of the same words: each has its own nonce, and so its own signature.
    assert wire.asked[-1].body == wire.asked[-2].body


def test_the_answer_to_another_client_is_not_believed(client, world, wire):
    theirs = answer_of(world.kpu.app, world.signed(POLRES, KPU, "POST", f"/v1/datasets/{TPS}/query", AMAN))
    wire.tamper = lambda message, answer: theirs
    with pytest.raises(SignatureError):
        ask(client)


def test_an_answer_that_is_not_signed_at_all_is_not_believed(client, wire):
    for status in (200, 401, 500, 503):
        wire.tamper = lambda message, answer, status=status: Answer(
            status, (("content-type", "application/json"),), b'{"server_time": "2026-11-24T05:09:00Z"}'
        )
        with pytest.raises(SignatureMissing):
            ask(client)
    assert client._offset == 0


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"[]", 200),
        (b"", 200),
        (b"{", 200),
        (b"[" * 60_000, 200),
        (b"{}", 200),
        (b'{"data": {}, "withheld": [], "next_cursor": null}', 200),
        (b'{"data": [1], "withheld": [], "next_cursor": null}', 200),
        (b'{"data": [], "withheld": ["nik"], "next_cursor": null}', 200),
        (b'{"data": [], "withheld": [], "next_cursor": 1}', 200),
        (b'{"data": [], "withheld": [], "next_cursor": null, "count": "1"}', 200),
        (b"[]", 403),
        (b"\xff", 403),
    ],
)
def test_a_signed_answer_of_another_shape_is_refused_as_such(client, world, wire, body, status):
    wire.tamper = lambda message, answer: resigned(world, message, answer, body=body, status=status)
    with pytest.raises(AnswerBad):
        ask(client)


@pytest.mark.parametrize("seconds", [-600, -301, -62, -30, 30, 61, 62, 300, 600])
def test_a_clock_off_by_up_to_ten_minutes_is_corrected_once(open_client, wire, seconds):
    client = open_client(clock=Clock(NOON + timedelta(seconds=seconds)))
    assert ask(client).data
    corrected = abs(seconds) > 60
    assert len(wire.asked) == 1 + corrected
    assert client._offset == (-seconds if corrected else 0)
    assert ask(client).data
    assert len(wire.asked) == 2 + corrected


@pytest.mark.parametrize("seconds", [-661, -3_600, 661, 3_600, 86_400])
def test_a_clock_further_off_is_left_alone(open_client, wire, seconds):
    client = open_client(clock=Clock(NOON + timedelta(seconds=seconds)))
    with pytest.raises((SignatureStale, SignatureFuture)):
        ask(client)
    assert len(wire.asked) == 1
    assert client._offset == 0


def test_a_clock_is_not_set_twice(open_client, world, wire):
    client = open_client(clock=Clock(NOON + timedelta(seconds=200)))
    assert ask(client).data
    world.clock.advance(seconds=-300)
    with pytest.raises(GatewayError):
        ask(client)
    assert client._offset == -200
    assert len(wire.asked) == 3


def test_a_clock_is_not_set_by_whoever_stands_in_between(open_client, wire):
    client = open_client(clock=Clock(NOON + timedelta(seconds=200)))

    def lie(message, answer):
        return replace(answer, body=answer.body.replace(b"2026-11-24T05:00", b"2026-11-24T04:55"))

    wire.tamper = lie
    with pytest.raises(SignatureError):
        ask(client)
    assert client._offset == 0
    wire.tamper = lambda message, answer: with_header(answer, "signature", None)
    with pytest.raises(SignatureMissing):
        ask(client)
    assert client._offset == 0


@pytest.mark.parametrize("told", ["yesterday", "2026-11-24T05:04:00", 5, None, "2026-11-24T06:00:00Z"])
def test_a_time_that_is_no_time_sets_no_clock(open_client, world, wire, told):
    client = open_client(clock=Clock(NOON + timedelta(seconds=200)))

    def change(message, answer):
        body = json.dumps(json.loads(answer.body) | {"server_time": told}).encode()
        return resigned(world, message, answer, body=body)

    wire.tamper = change
    with pytest.raises((AnswerBad, RefusedByGateway)):
        ask(client)
    assert client._offset == 0
    assert len(wire.asked) == 1


def test_a_refusal_for_other_reasons_is_not_taken_for_a_wrong_clock(world, wire):
    client = world.client(POLRES, KPU, signer=keys_of(POLRES)["stray"], transport=wire)
    with pytest.raises(RefusedByGateway) as refusal:
        ask(client)
    assert refusal.value.problem_code == "key-unknown"
    assert len(wire.asked) == 1


def test_an_expired_trust_file_vouches_for_nobody(world, open_client):
    world.clock.now = NOON.replace(year=2028)
    with pytest.raises(KeyUnknown, match="expired"):
        ask(open_client())


def test_a_receipt_is_fetched_and_verified(client):
    page = ask(client)
    token, receipt = client.receipt(page.exchange_id)
    assert receipt.matches_body(page.body)
    assert receipt.entry["exchange_id"] == page.exchange_id
    assert receipt.entry["agreement"]["uid"] == PKS
    assert client.verify_receipt(token).leaf == receipt.leaf


def test_the_receipt_of_another_exchange_is_refused(client, world, wire):
    first, second = ask(client), ask(client)
    token, _ = client.receipt(first.exchange_id)
    wire.tamper = lambda message, answer: resigned(world, message, answer, body=token.encode())
    with pytest.raises(ProofBad, match="another exchange"):
        client.receipt(second.exchange_id)


def arrived(page):
    return sha256(page.body).digest()


def test_an_acknowledgement_brings_the_receipt_that_it_was_recorded(client, world):
    page = ask(client)
    token, receipt = client.acknowledge(page.exchange_id, arrived(page))
    assert receipt.entry["exchanges"] == [page.exchange_id]
    assert receipt.openings["acknowledged"].value == arrived(page)
    assert client.verify_receipt(token).leaf == receipt.leaf
    _, again = client.acknowledge(page.exchange_id, arrived(page))
    assert again.leaf == receipt.leaf


def test_an_acknowledgement_of_other_bytes_is_refused(client):
    page = ask(client)
    with pytest.raises(RefusedByGateway) as refusal:
        client.acknowledge(page.exchange_id, sha256(page.body + b" ").digest())
    assert (refusal.value.status, refusal.value.problem_code) == (409, "acknowledgement-other")


@pytest.mark.parametrize("other", ["itself", "another acknowledgement"])
def test_an_acknowledgement_that_names_another_entry_is_not_believed(client, world, wire, other):
    page, earlier = ask(client), ask(client)
    client.acknowledge(earlier.exchange_id, arrived(earlier))
    named = page.exchange_id if other == "itself" else world.kpu.log.acknowledged(earlier.exchange_id)

    def changed(message, answer):
        if message.method != "POST":
            return answer
        told = {"exchange": page.exchange_id, "answer": arrived(page).hex(), "acknowledgement": named}
        return resigned(world, message, answer, body=json.dumps(told).encode())

    wire.tamper = changed
    with pytest.raises(ProofBad, match="acknowledgement"):
        client.acknowledge(page.exchange_id, arrived(page))


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_tampered_receipt_does_not_verify(client, place):
    token, _ = client.receipt(ask(client).exchange_id)
    parts = token.split(".")
    part, middle = parts[place], len(parts[place]) // 2
    parts[place] = part[:middle] + ("A" if part[middle] != "A" else "B") + part[middle + 1 :]
    with pytest.raises((ProofBad, SignatureError)):
        client.verify_receipt(".".join(parts))
    with pytest.raises((ProofBad, SignatureError)):
        client.verify_receipt("é")


def test_a_receipt_that_is_not_there_is_refused_by_the_gateway(client):
    with pytest.raises(RefusedByGateway) as refusal:
        client.receipt("01a20bec-d480-7850-ae5a-84c3f72ede74")
    assert refusal.value.status == 404


def head_of(world, size, root):
    return f'"{world.kpu.origin}";size={size};root=:{b64encode(root).decode()}:'


def test_the_heads_of_answers_are_remembered_and_compared(open_client, world, wire):
    heads = MemoryHeads()
    client = open_client(heads=heads)
    for size in (2, 3, 4):
        ask(client)
        assert heads.last(world.kpu.origin).size == size
    proofs = [message.query for message in wire.sent if message.path.endswith("/consistency")]
    assert proofs == ["first=2&second=3", "first=3&second=4"]


def test_a_forked_log_is_noticed(open_client, world, wire):
    client = open_client()
    ask(client)
    fork = head_of(world, 3, b"f" * 32)
    wire.tamper = lambda message, answer: (
        resigned(world, message, with_header(answer, "log-checkpoint", fork))
        if message.path.endswith("/query")
        else answer
    )
    with pytest.raises(ProofBad):
        ask(client)


def test_another_root_for_the_same_size_is_noticed(open_client, world, wire):
    client = open_client()
    ask(client)
    wire.tamper = lambda message, answer: resigned(
        world, message, with_header(answer, "log-checkpoint", head_of(world, 2, b"f" * 32))
    )
    with pytest.raises(ProofBad, match="fork"):
        ask(client)


def test_a_log_that_was_rolled_back_is_noticed(open_client, world):
    heads = MemoryHeads()
    client = open_client(heads=heads)
    for _ in range(4):
        ask(client)
    restored = type(world)(world.files, {KPU: world.kpu.source.tables}, seed="other")
    wire = type(client._transport)(restored)
    late = restored.client(POLRES, KPU, transport=wire, heads=heads)
    with pytest.raises(ProofBad):
        late.query(TPS, **AMAN)
    assert heads.last(world.kpu.origin).size == 5


def test_an_older_answer_that_is_overtaken_is_no_fault(open_client, world, wire):
    heads = MemoryHeads()
    slow, quick = open_client(heads=heads), open_client(heads=heads)

    def overtake(message, answer):
        if message.path.endswith("/query"):
            wire.tamper = lambda message, answer: answer
            ask(quick)
        return answer

    wire.tamper = overtake
    assert ask(slow).data
    assert heads.last(world.kpu.origin).size == 3


@pytest.mark.parametrize(
    "field",
    [
        "",
        "x",
        '"other.example/log";size=2;root=:{root}:',
        '"{origin}";size=2',
        '"{origin}";root=:{root}:;size=2',
        '"{origin}";size=-1;root=:{root}:',
        '"{origin}";size=02;root=:{root}:',
        '"{origin}";size=2;root=:AAAA:',
        '"{origin}";size=2;root="{root}"',
        '"{origin}";size=2;root=:{root}:;more=1',
        '"{origin}";size=0;root=:{root}:',
        '"{origin}";size=9999999999999999999;root=:{root}:',
    ],
)
def test_a_head_that_is_not_whole_is_refused(open_client, world, wire, field):
    text = field.format(origin=world.kpu.origin, root=b64encode(b"r" * 32).decode())
    wire.tamper = lambda message, answer: resigned(
        world, message, with_header(answer, "log-checkpoint", text)
    )
    with pytest.raises(GatewayError):
        ask(open_client())


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"proof": 1}', b'{"proof": [1]}', b'{"proof": ["!"]}', b"[" * 60_000]
)
def test_a_consistency_proof_that_is_none_is_refused(open_client, wire, body):
    client = open_client()
    ask(client)
    wire.tamper = lambda message, answer: (
        replace(answer, body=body) if message.path.endswith("/consistency") else answer
    )
    with pytest.raises((ProofBad, AnswerBad)):
        ask(client)
    wire.tamper = lambda message, answer: answer
    assert ask(client).data


def test_the_heads_of_refusals_count_too(open_client, world):
    heads = MemoryHeads()
    client = open_client(heads=heads)
    with pytest.raises(RefusedByGateway):
        ask(client, fields=["nik"])
    assert heads.last(world.kpu.origin).size == 2


def test_each_request_has_a_nonce_of_its_own(client, wire):
    for _ in range(20):
        ask(client, page_size=1)
    inputs = {message.field("signature-input") for message in wire.asked}
    assert len(inputs) == 20
    assert all(";nonce=" in text for text in inputs)
