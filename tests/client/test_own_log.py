"""A consumer holds its records against a log over the network, by what it may see there and no more."""

import json
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import pytest

from gateway.audit import parse_checkpoint, parse_note, verify_checkpoint
from gateway.client import OwnLog
from gateway.errors import GatewayUnreachable, RefusedByGateway
from gateway.evidence import Differences, KeptHead, Lack, reconcile_open, take_receipts
from gateway.signing import Answer
from tests.simulator import KPU, POLRES, keys_of, small_world
from tests.simulator.small import AMAN, TPS


@pytest.fixture
def kept(world):
    """Ask, keep the receipts, acknowledge one; another agency's exchange stands in between."""
    client, tokens = world.client(POLRES, KPU), {}
    for number in range(3):
        page = client.query(TPS, **AMAN)
        tokens[f"{number}.jws"] = client.receipt(page.exchange_id)[0]
        world.client(KPU, KPU).catalog()
    tokens["ack.jws"] = client.acknowledge(page.exchange_id, sha256(page.body).digest())[0]
    return tokens


def head_of(world):
    return parse_checkpoint(parse_note(world.kpu.log.head()).text)


def taken(world, client, tokens, found):
    origin, key = world.kpu.origin, keys_of(KPU)["log"].key
    return take_receipts(
        tokens.items(),
        origin=origin,
        verify=client.verify_receipt,
        verify_note=lambda note: verify_checkpoint(note, origin, key),
        found=found,
    )


def reconcile(client, world, tokens, heads=()):
    found = Differences()
    receipts = taken(world, client, tokens, found)
    head = parse_checkpoint(parse_note(client.fetch("/v1/log/checkpoint").decode()).text)
    return reconcile_open(OwnLog(client), head, receipts, heads, found=found)


def lacks(told):
    return {(each.lack, each.file) for each in told.differences}


def test_records_that_the_log_bears_out_agree_and_read_no_entry(client, world, wire, kept):
    before = len(world.kpu.log.leaves)
    told = reconcile(client, world, kept, [KeptHead("heads/kpu", head_of(world))])
    assert (told.agrees, told.receipts, told.acknowledgements) == (True, 3, 1)
    assert len(world.kpu.log.leaves) == before
    # Proofs are open to everybody: nothing that was asked is signed.
    assert wire.asked == []


def another_log(*, without):
    """The same requests, answered by a gateway that then dropped one of them."""
    world = small_world()
    client, number = world.client(POLRES, KPU), 0
    for number in range(3):
        if number != without:
            client.query(TPS, **AMAN)
        world.client(KPU, KPU).catalog()
    for _ in range(4):
        world.client(KPU, KPU).catalog()
    return world


def test_a_log_written_anew_without_an_exchange_is_another_log(client, world, wire, kept):
    wire.app = another_log(without=1).kpu.app
    told = reconcile(client, world, kept)
    assert (Lack.MISSING, "1.jws") in lacks(told)
    assert (Lack.ACKNOWLEDGEMENT_MISSING, "ack.jws") in lacks(told)
    assert {lack for lack, _ in lacks(told)} >= {Lack.FORKED}


def test_a_log_cut_off_is_shorter_than_a_head_that_was_kept(client, world, wire, kept):
    held = KeptHead("heads/kpu", head_of(world))
    log = world.kpu.log
    wire.app = small_world().kpu.app
    told = reconcile(client, world, kept, [held])
    assert (Lack.SHORTER, "heads/kpu") in lacks(told)
    assert {file for lack, file in lacks(told) if lack is Lack.MISSING} == {"0.jws", "1.jws", "2.jws"}
    assert len(log.leaves) > 1


def told_with(body):
    return Answer(200, (("content-type", "application/json"),), json.dumps(body).encode())


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"proof": [b64encode(b"f" * 32).decode()]}, id="another proof"),
        pytest.param({"proof": "x"}, id="no list"),
        pytest.param({}, id="no proof"),
        pytest.param([], id="no object"),
        pytest.param({"proof": ["?"]}, id="no base64"),
    ],
)
def test_proofs_that_prove_nothing_are_no_proofs(client, world, wire, kept, body):
    world.client(KPU, KPU).catalog()
    wire.tamper = lambda message, answer: told_with(body) if "/proof/" in message.path else answer
    told = reconcile(client, world, kept)
    assert lacks(told) >= {(Lack.FORKED, "0.jws"), (Lack.MISSING, "0.jws")}


@pytest.mark.parametrize(("entry", "lack"), [(1, Lack.CHANGED), (0, Lack.MISSING)])
def test_what_the_provider_says_of_an_exchange_today_names_the_difference(
    client, world, wire, kept, entry, lack
):
    """The proof fails, and a receipt of today is of the same exchange with other content, or the same."""
    receipts = taken(world, client, kept, Differences())
    first = min(receipts.values(), key=lambda each: each.index)
    spoilt = replace(first, leaf=bytes(32)) if entry else first
    wire.tamper = lambda message, answer: (
        Answer(404, (), b"{}") if "/proof/inclusion" in message.path else answer
    )
    told = reconcile_open(OwnLog(client), head_of(world), {first.exchange: spoilt}, [], found=Differences())
    assert [each.lack for each in told.differences] == [lack]


def test_a_file_that_was_altered_is_named_and_the_others_are_compared(client, world, kept):
    kept["1.jws"] = kept["1.jws"][:-8] + "AAAAAAAA"
    told = reconcile(client, world, kept)
    assert lacks(told) == {(Lack.UNSOUND, "1.jws")}
    assert told.receipts == 2


def test_a_gateway_that_is_gone_or_refuses_the_key_is_no_difference(client, world, wire, kept):
    def gone(message, answer):
        raise GatewayUnreachable("gone")

    wire.tamper = gone
    with pytest.raises(GatewayUnreachable):
        reconcile(client, world, kept)
    other = world.client(POLRES, KPU, transport=wire, signer=keys_of(POLRES)["stray"])
    wire.tamper = lambda message, answer: (
        Answer(404, (), b"{}") if "/proof/inclusion" in message.path else answer
    )
    with pytest.raises(RefusedByGateway):
        reconcile(other, world, kept)
