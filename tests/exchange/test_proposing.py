"""Proposals between gateways: only a party's gateway is heard, and only what could be activated is kept."""

import json
from base64 import b64encode
from collections.abc import Mapping
from functools import cache

import pytest

from gateway.audit import parse_entry
from gateway.exchange import MAX_OPEN, plan_proposal
from gateway.policy import bundle_digest, read_header
from gateway.signing import sign_detached
from tests.simulator import KPU, POLRES, Simulator, json_of, keys_of, sign_folder, trust_file
from tests.simulator.small import PKS, small_folder

PATH = f"agreements/{PKS}.yaml"
# The gateway's own system asks with a client key of its own.
GATEWAY = "client-2"
OTHER = "bawaslu-contoh"


def trust(agency: str) -> bytes:
    return trust_file(agency).replace(b"holder: aplikasi-dua\n", b"holder: gerbang\n")


@cache
def shared() -> Mapping[str, bytes]:
    """Return everything that stands in both folders: all but the agreement under test."""
    files = {**small_folder(), **{f"trust/{agency}.yaml": trust(agency) for agency in (KPU, POLRES, OTHER)}}
    return sign_folder(files)


@cache
def parcel() -> Mapping[str, bytes]:
    """Return what KPU would send: one agreement and everything of its parties."""
    return {
        path: content
        for path, content in shared().items()
        if path.startswith(f"agreements/{PKS}.") or (not path.startswith("agreements/") and OTHER not in path)
    }


@pytest.fixture
def world() -> Simulator:
    base = {path: content for path, content in shared().items() if not path.startswith(f"agreements/{PKS}.")}
    return Simulator(base, {})


def encoded(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: b64encode(content).decode() for path, content in files.items()}


def ask(world: Simulator, call: str, body: object, *, sender: str = KPU, key: str = GATEWAY):
    """Send a signed request of one agency's system to the other's gateway."""
    receiver = POLRES if sender == KPU else KPU
    content, signer = json.dumps(body).encode(), keys_of(sender)[key]
    return world.send(sender, receiver, "POST", f"/v1/agreements/{call}", content, signer=signer)


def code_of(answer) -> tuple[int, str]:
    return answer.status, json_of(answer).get("code", "")


def last(world: Simulator, agency: str) -> Mapping[str, object]:
    return parse_entry(world.gateways[agency].log.leaves[-1])


def without(*parts: str) -> dict[str, bytes]:
    return {path: content for path, content in parcel().items() if not any(part in path for part in parts)}


BAD = {
    "no files": {"files": {}},
    "files that are a list": {"files": [1]},
    "a file that is no text": {"files": {PATH: 7}},
    "a file that is no base64": {"files": {PATH: "ü" * 4}},
    "no agreement": {"files": encoded(without("agreements/"))},
    "a contract that is missing": {"files": encoded(without("/tps."))},
    "a path out of the folder": {"files": encoded({**parcel(), "../x.yaml": b"a: b"})},
    "a fault in a contract": {"files": encoded({**parcel(), f"datasets/{KPU}/tps.yaml": b"{}"})},
    "files of an agency that is no party": {
        "files": encoded({**parcel(), f"trust/{OTHER}.yaml": trust(OTHER)})
    },
    "too many files": {"files": {f"x{number}": "" for number in range(300)}},
    "too much": {"files": {PATH: b64encode(b"#" * 1_100_000).decode()}},
    "an agreement of others": {
        "files": encoded(
            {
                path: content
                for path, content in shared().items()
                if path.startswith("agreements/pks-lain.") or f"/{KPU}" in path or f"/{OTHER}" in path
            }
        )
    },
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD.keys())
def test_what_could_not_be_activated_is_not_kept(world, body):
    answer = ask(world, "proposals", body)
    assert code_of(answer) == (422, "parcel-invalid")
    assert not world.polres.log.mailbox.kept
    # It is recorded all the same: a party's gateway said it.
    assert (last(world, POLRES)["kind"], last(world, POLRES)["outcome"]) == ("propose", "refused")


STRANGERS = {
    "another system of a party": ("client", (403, "system-not-gateway")),
    "a key of another role": ("signatory", (401, "key-role")),
    "the answer key itself": ("answer", (401, "key-role")),
    "a key that nobody names": ("stray", (401, "key-unknown")),
}


@pytest.mark.parametrize(("key", "code"), STRANGERS.values(), ids=STRANGERS.keys())
@pytest.mark.parametrize("call", ["proposals", "answers", "active"])
def test_only_the_gateway_system_of_a_party_is_heard(world, call, key, code):
    body = {
        "proposals": {"files": encoded(parcel())},
        "answers": {"proposal": "0" * 64, "answer": "rejected", "reason": "x"},
        "active": {"active": {}},
    }[call]
    assert code_of(ask(world, call, body, key=key)) == code
    assert not world.polres.log.mailbox.kept
    assert not world.polres.log.standing().stated


def test_a_proposal_is_kept_whole_and_named_by_its_digest(world):
    answer = ask(world, "proposals", {"files": encoded(parcel())})
    assert answer.status == 202
    digest = bundle_digest(parcel())
    assert json_of(answer) == {"proposal": digest, "agreement": PKS, "version": 1}
    assert world.polres.log.mailbox.find("in", KPU, digest).files == parcel()
    entry = last(world, POLRES)
    assert (entry["kind"], entry["outcome"], entry["parcel"]) == ("propose", "received", digest)
    assert "files" not in json.dumps(entry)
    # Nothing is in force by it, and the epoch stands.
    assert PKS not in world.polres.policies.refresh().bundle.agreements
    assert world.polres.log.standing().epoch == 1


def test_the_same_proposal_twice_is_kept_once_and_too_many_are_refused(world):
    for _ in range(2):
        assert ask(world, "proposals", {"files": encoded(parcel())}).status == 202
    assert len(world.polres.log.mailbox.kept) == 1
    for number in range(1, MAX_OPEN):
        more = {**parcel(), PATH: parcel()[PATH] + b"\n" * number}
        assert ask(world, "proposals", {"files": encoded(more)}).status == 202
    one_more = {**parcel(), PATH: parcel()[PATH] + b"\n" * MAX_OPEN}
    assert code_of(ask(world, "proposals", {"files": encoded(one_more)})) == (429, "inbox-full")
    # One that waits already is not one more.
    assert ask(world, "proposals", {"files": encoded(parcel())}).status == 202


@pytest.fixture
def sent(world) -> Simulator:
    """Let KPU have proposed, without Polres' signature."""
    files = {path: content for path, content in parcel().items() if path != f"agreements/{PKS}.{POLRES}.jws"}
    policy = world.kpu.policies.refresh()
    world.kpu.record(
        plan_proposal(files, KPU, POLRES, policy, now=world.clock(), exchange=world.kpu._exchange())
    )
    return world


def digest_of(world: Simulator) -> str:
    return next(digest for _, _, digest in world.kpu.log.mailbox.kept)


def signature(name: str = "signatory", content: bytes | None = None, agency: str = POLRES) -> bytes:
    content = parcel()[PATH] if content is None else content
    return sign_detached(content, read_header(PATH, content), keys_of(agency)[name]).encode()


BESIDE = f"agreements/{PKS}.{POLRES}.jws"

FORGERIES = {
    "no signature at all": {},
    "the signature of another role": {BESIDE: signature("ppid")},
    "the signature of a stranger": {BESIDE: signature("stray")},
    "the proposer's own signature": {BESIDE: signature(agency=KPU)},
    "a signature of other bytes": {BESIDE: signature(content=parcel()[PATH] + b"\n")},
    "a good one and a bad one": {BESIDE: signature(), f"agreements/{PKS}.x.jws": signature("stray")},
    "over a signature that was sent": {f"agreements/{PKS}.{KPU}.jws": signature()},
    "beside another file": {f"trust/{KPU}.x.jws": signature()},
    "another agreement in its place": {PATH: parcel()[PATH] + b"\n", BESIDE: signature()},
}


@pytest.mark.parametrize("files", FORGERIES.values(), ids=FORGERIES.keys())
def test_an_acceptance_without_the_partys_own_signature_is_none(sent, files):
    body = {"proposal": digest_of(sent), "answer": "accepted", "files": encoded(files)}
    assert code_of(ask(sent, "answers", body, sender=POLRES)) == (422, "parcel-invalid")
    assert sent.kpu.log.mailbox.find("out", POLRES, digest_of(sent)).verdict is None


ODD = {
    "a proposal that nobody made": {"proposal": "0" * 64, "answer": "rejected", "reason": "x"},
    "a digest that is none": {"proposal": "x", "answer": "rejected", "reason": "x"},
    "a digest that no database takes": {"proposal": "\0" * 64, "answer": "rejected", "reason": "x"},
}


@pytest.mark.parametrize("body", ODD.values(), ids=ODD.keys())
def test_an_answer_to_nothing_is_refused(sent, body):
    assert code_of(ask(sent, "answers", body, sender=POLRES)) == (404, "parcel-unknown")


@pytest.mark.parametrize(
    "change",
    [
        {"answer": "perhaps"},
        {"reason": "x" * 501},
        {"reason": "tidak\nditerima"},
        {"reason": "\x1b[2Jditerima"},
        {"reason": "a\0"},
        {"files": {}},
    ],
)
def test_an_answer_of_another_shape_is_refused(sent, change):
    body = {"proposal": digest_of(sent), "answer": "rejected", "reason": "x", **change}
    assert code_of(ask(sent, "answers", body, sender=POLRES))[0] == 422


def test_an_acceptance_brings_the_signature_and_stays_as_it_is(sent):
    body = {"proposal": digest_of(sent), "answer": "accepted", "files": encoded({BESIDE: signature()})}
    for _ in range(2):
        assert ask(sent, "answers", body, sender=POLRES).status == 200
    kept = sent.kpu.log.mailbox.find("out", POLRES, digest_of(sent))
    assert (kept.verdict, kept.answer) == ("accepted", {BESIDE: signature()})
    entry = last(sent, KPU)
    assert (entry["kind"], entry["outcome"], entry["parcel"]) == ("settle", "accepted", digest_of(sent))
    no = {"proposal": digest_of(sent), "answer": "rejected", "reason": "lain kali"}
    assert code_of(ask(sent, "answers", no, sender=POLRES)) == (404, "parcel-unknown")


def test_a_reason_goes_in_as_a_commitment(sent):
    body = {"proposal": digest_of(sent), "answer": "rejected", "reason": "menyebut nama orang"}
    assert ask(sent, "answers", body, sender=POLRES).status == 200
    assert "nama orang" not in json.dumps(last(sent, KPU))
