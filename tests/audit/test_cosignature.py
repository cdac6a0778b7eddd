"""Cosignatures as C2SP writes them: who saw a head, and when."""

import json
from base64 import b64decode, b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gateway.audit import (
    cosign,
    cosigner_key,
    parse_cosigner_key,
    parse_note,
    parse_verifier_key,
    read_cosignatures,
    sign_note,
    verifier_key,
    verify_note,
)
from gateway.errors import ProofBad, SignatureError
from gateway.signing import new_signer

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/c2sp-tlog-cosignature.json").read_text())
EXAMPLE = VECTORS["example"]
TEXT = EXAMPLE["text"]
NAME = "penjamin.example/w1"
KEY = new_signer("ed25519")
OTHER = new_signer("ed25519")


def cosigned(name: str = NAME, signer=KEY, time: int = 1_700_000_000) -> str:
    return f"{TEXT}\n{cosign(TEXT, name, signer, time)}"


def test_the_example_of_the_specification_has_the_parts_that_it_names():
    parsed = parse_note(EXAMPLE["note"])
    assert parsed.text == TEXT
    line = parsed.signatures[1]
    assert line.name == EXAMPLE["witness"]
    assert int.from_bytes(line.signature[:8], "big") == EXAMPLE["time"]
    assert len(line.signature) == 72


def test_the_line_is_made_of_the_bytes_that_the_specification_describes():
    made = VECTORS["made"]
    private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(made["seed"]))
    raw = private.public_key().public_bytes_raw()
    name, key = parse_cosigner_key(made["vkey"])
    assert (name, key.raw) == (made["name"], raw)
    identity = sha256(name.encode() + b"\n\x04" + raw).digest()[:4]
    signed = private.sign(f"cosignature/v1\ntime {made['time']}\n{TEXT}".encode())
    assert b64decode(made["line"].split()[2]) == identity + made["time"].to_bytes(8, "big") + signed
    [found] = read_cosignatures(f"{TEXT}\n{made['line']}\n", {name: (key,)})
    assert (found.name, found.time, found.line) == (name, made["time"], made["line"] + "\n")


@pytest.mark.parametrize(
    ("change", "error"),
    [
        pytest.param(lambda note: note.replace("20852163", "20852164"), SignatureError, id="another head"),
        pytest.param(lambda note: note.replace("AAAA", "AAAB", 1), SignatureError, id="another time"),
    ],
)
def test_a_changed_head_or_time_is_noticed(change, error):
    note = cosigned(time=5)
    with pytest.raises(error):
        read_cosignatures(change(note), {NAME: (KEY.key,)})
    assert [found.time for found in read_cosignatures(note, {NAME: (KEY.key,)})] == [5]


def test_a_known_witness_whose_line_has_another_form_spoils_the_note():
    line = cosigned().splitlines()[-1]
    blob = b64decode(line.split()[2])
    short = f"{TEXT}\n— {NAME} {b64encode(blob[:-1]).decode()}\n"
    with pytest.raises(ProofBad):
        read_cosignatures(short, {NAME: (KEY.key,)})


def test_a_witness_that_exchanges_its_key_has_two():
    note = cosigned(signer=OTHER)
    assert not read_cosignatures(note, {NAME: (KEY.key,)})
    assert read_cosignatures(note, {NAME: (KEY.key, OTHER.key)})


def test_lines_of_strangers_and_of_the_log_itself_are_no_cosignatures():
    assert not read_cosignatures(cosigned(signer=OTHER), {NAME: (KEY.key,)})
    assert not read_cosignatures(cosigned(name="other"), {NAME: (KEY.key,)})
    # The very key that cosigns, used as a log's: another type, so another line.
    note = sign_note(TEXT, NAME, KEY)
    assert not read_cosignatures(note, {NAME: (KEY.key,)})
    with pytest.raises(ProofBad):
        verify_note(cosigned(), NAME, KEY.key)


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "a+b",
        verifier_key(NAME, KEY.key),
        cosigner_key(NAME, KEY.key).replace("w1", "w2"),
        f"{NAME}+00000000+AA==",
    ],
    ids=["nothing", "two parts", "a log's key", "another name", "no key"],
)
def test_only_a_witness_key_is_one(vkey):
    with pytest.raises(ProofBad):
        parse_cosigner_key(vkey)


def test_a_key_that_was_given_for_one_of_the_other_kind_is_named_for_what_it_is_not():
    with pytest.raises(ProofBad, match="witness key: not a key for cosignatures"):
        parse_cosigner_key(verifier_key(NAME, KEY.key))
    with pytest.raises(ProofBad, match="verifier key: not an Ed25519 key of a log"):
        parse_verifier_key(cosigner_key(NAME, KEY.key))


@pytest.mark.parametrize(("text", "time"), [("no newline", 1), (TEXT, -1), (TEXT, 2**63)])
def test_what_cannot_be_cosigned_is_not(text, time):
    with pytest.raises(ProofBad):
        cosign(text, NAME, KEY, time)
