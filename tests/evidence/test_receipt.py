import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.audit import Checkpoint, Draft, make_inclusion, verify_checkpoint
from gateway.errors import KeyUnknown, ProofBad, SignatureError
from gateway.evidence import RECEIPT_TYPE, SHOWN, make_receipt, verify_receipt
from gateway.signing import PublicKey, new_signer, sign_token, verify_token
from tests.audit.memory import ANSWER_BODY, ORIGIN, MemoryLog, query_draft, seal

SIGNER = new_signer("ed25519")
LOG = MemoryLog()
SEALED = [seal(number) for number in range(9)]
LOG.append(*(sealed.leaf for sealed in SEALED))
INDEX = 5
PROOF = make_inclusion(INDEX, 9, LOG.read_tile)
TOKEN = make_receipt(
    origin=ORIGIN,
    index=INDEX,
    entry=SEALED[INDEX].leaf,
    openings=SEALED[INDEX].openings,
    inclusion=PROOF,
    checkpoint_note=LOG.checkpoints[-1],
    signer=SIGNER,
)
PAYLOAD = dict(verify_token(TOKEN, SIGNER.key, typ=RECEIPT_TYPE))


def verify(token: str, **changed):
    expected = {"receipt_key": SIGNER.key, "log_key": LOG.signer.key, "origin": ORIGIN}
    return verify_receipt(token, **{**expected, **changed})


def signed(payload: object) -> str:
    return sign_token(payload, RECEIPT_TYPE, SIGNER)


def text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def opening(salt: bytes, value: bytes) -> dict[str, str]:
    return {"salt": text(salt), "value": text(value)}


def test_a_receipt_proves_its_exchange_offline():
    receipt = verify(TOKEN)
    assert receipt.entry["exchange_id"] == query_draft(INDEX).facts["exchange_id"]
    assert receipt.leaf == SEALED[INDEX].leaf
    assert receipt.index == INDEX
    assert receipt.openings == SEALED[INDEX].openings
    assert receipt.checkpoint == verify_checkpoint(receipt.note, ORIGIN, LOG.signer.key) == LOG.head


def test_a_receipt_belongs_to_one_answer():
    receipt = verify(TOKEN)
    assert not receipt.matches_body(ANSWER_BODY + b" ")
    assert not receipt.matches_body(b"")
    assert receipt.matches_body(ANSWER_BODY)


def test_a_receipt_whose_openings_were_erased_still_proves_the_entry_but_no_answer():
    receipt = verify(signed({**PAYLOAD, "openings": {}}))
    assert receipt.entry == verify(TOKEN).entry
    assert not receipt.matches_body(ANSWER_BODY)


def test_a_receipt_opens_nothing_that_the_consumer_did_not_hold():
    draft = query_draft(9)
    hidden = {"subjects": b"6106010101900000", "undisclosed": b"nik_ibu"}
    sealed = seal(9, Draft(draft.facts, {**draft.openings, **hidden, "filter": b"{}"}))
    log = MemoryLog(signer=LOG.signer)
    log.append(sealed.leaf)
    token = make_receipt(
        origin=ORIGIN,
        index=0,
        entry=sealed.leaf,
        openings=sealed.openings,
        inclusion=[],
        checkpoint_note=log.checkpoints[-1],
        signer=SIGNER,
    )
    assert verify(token).openings.keys() == {"request", "signature", "answer", "filter"} < SHOWN
    body = base64.urlsafe_b64decode(token.split(".")[1] + "==")
    for value in (b"6106010101900000", b"nik_ibu"):
        assert text(value).encode() not in body
    assert not hidden.keys() & json.loads(body)["openings"].keys()


def test_the_key_may_be_looked_up_by_the_thumbprint_that_the_receipt_names():
    def ring(thumbprint: str) -> PublicKey:
        if thumbprint != SIGNER.key.thumbprint:
            raise KeyUnknown("no such key")
        return SIGNER.key

    other = new_signer("ed25519")
    with pytest.raises(KeyUnknown):
        verify(sign_token(PAYLOAD, RECEIPT_TYPE, other), receipt_key=ring)
    assert verify(TOKEN, receipt_key=ring).index == INDEX


OTHER = SEALED[4]
SALT, VALUE = SEALED[INDEX].openings["answer"]
FORKED = LOG.sign(Checkpoint(ORIGIN, 9, b"f" * 32))
FOREIGN = MemoryLog(signer=new_signer("ed25519")).sign(LOG.head)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"format": "sinergi-receipt/2"}, id="another format"),
        pytest.param({"origin": "log.example/other"}, id="another log"),
        pytest.param({"index": INDEX - 1}, id="another index"),
        pytest.param({"index": INDEX + 9}, id="an index beyond the log"),
        pytest.param({"index": -1}, id="a negative index"),
        pytest.param({"index": True}, id="a truth for an index"),
        pytest.param({"index": "5"}, id="a text for an index"),
        pytest.param({"index": 2**80}, id="an index beyond all logs"),
        pytest.param({"entry": OTHER.leaf.decode()}, id="another entry of the log"),
        pytest.param({"entry": PAYLOAD["entry"].replace('"rows":2', '"rows":3')}, id="a changed entry"),
        pytest.param({"entry": PAYLOAD["entry"] + " "}, id="an entry that is not canonical"),
        pytest.param({"entry": "\ud800"}, id="an entry that is not Unicode"),
        pytest.param({"entry": ""}, id="no entry"),
        pytest.param({"openings": {"answer": opening(SALT, VALUE[::-1])}}, id="another answer"),
        pytest.param({"openings": {"answer": opening(SALT[::-1], VALUE)}}, id="another salt"),
        pytest.param({"openings": {"request": opening(SALT, VALUE)}}, id="the opening of another name"),
        pytest.param({"openings": {"subjects": opening(SALT, VALUE)}}, id="an opening of no commitment"),
        pytest.param({"openings": {"answer": opening(SALT + VALUE[:1], VALUE[1:])}}, id="a long salt"),
        pytest.param({"openings": {"answer": {"salt": text(SALT)}}}, id="an opening without a value"),
        pytest.param({"openings": {"answer": text(VALUE)}}, id="an opening that is a text"),
        pytest.param({"openings": {"answer": {"salt": 1, "value": 2}}}, id="an opening of numbers"),
        pytest.param({"openings": []}, id="openings in a list"),
        pytest.param({"inclusion": []}, id="no proof"),
        pytest.param({"inclusion": PAYLOAD["inclusion"][:-1]}, id="a shorter proof"),
        pytest.param({"inclusion": PAYLOAD["inclusion"] + [text(b"x" * 32)]}, id="a longer proof"),
        pytest.param({"inclusion": PAYLOAD["inclusion"][::-1]}, id="a proof back to front"),
        pytest.param({"inclusion": [text(b"x" * 32), *PAYLOAD["inclusion"][1:]]}, id="another proof"),
        pytest.param({"inclusion": [item + "=" for item in PAYLOAD["inclusion"]]}, id="another spelling"),
        pytest.param({"inclusion": [1, 2, 3, 4]}, id="a proof of numbers"),
        pytest.param({"inclusion": {}}, id="a proof that is no list"),
        pytest.param({"checkpoint": FORKED}, id="a checkpoint of a fork"),
        pytest.param({"checkpoint": FOREIGN}, id="a checkpoint under another key"),
        pytest.param(
            {"checkpoint": LOG.checkpoints[-1].replace("\n9\n", "\n8\n")}, id="a changed checkpoint"
        ),
        pytest.param({"checkpoint": ""}, id="no checkpoint"),
        pytest.param({"checkpoint": None}, id="a null"),
        pytest.param({"note": "x"}, id="an unknown member"),
    ],
)
def test_a_receipt_with_one_part_changed_is_refused_even_when_the_provider_signs_it(changes):
    with pytest.raises((ProofBad, SignatureError)):
        verify(signed({**PAYLOAD, **changes}))


@pytest.mark.parametrize("member", PAYLOAD)
def test_a_receipt_with_one_part_missing_is_refused(member):
    with pytest.raises(ProofBad, match="members"):
        verify(signed({name: value for name, value in PAYLOAD.items() if name != member}))


def test_a_receipt_under_other_keys_or_of_another_log_is_refused():
    stranger = new_signer("ed25519").key
    for changed in ({"receipt_key": stranger}, {"log_key": stranger}, {"origin": "log.example/other"}):
        with pytest.raises((ProofBad, SignatureError)):
            verify(TOKEN, **changed)


def test_a_token_of_another_type_is_no_receipt():
    with pytest.raises(SignatureError):
        verify(sign_token(PAYLOAD, "sinergi-statement+jwt", SIGNER))


def test_every_changed_character_of_a_receipt_is_refused():
    for at in range(0, len(TOKEN), 7):
        changed = TOKEN[:at] + ("A" if TOKEN[at] != "A" else "B") + TOKEN[at + 1 :]
        with pytest.raises((ProofBad, SignatureError)):
            verify(changed)


@pytest.mark.parametrize("token", ["", ".", "..", "a.b.c", "é.é.é", "x" * (1 << 20) + "x", None, b"a.b.c"])
def test_what_is_no_token_is_refused(token):
    for key in (SIGNER.key, lambda thumbprint: SIGNER.key):
        with pytest.raises((ProofBad, SignatureError)):
            verify(token, receipt_key=key)


anything = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from([*PAYLOAD]), anything, st.text())
def test_nonsense_is_refused_as_one_of_ours_and_as_nothing_else(member, value, token):
    with pytest.raises((ProofBad, SignatureError)):
        verify(token)
    with pytest.raises((ProofBad, SignatureError)):
        verify(token, receipt_key=lambda thumbprint: SIGNER.key)
    if value not in (PAYLOAD[member], {}):
        with pytest.raises((ProofBad, SignatureError)):
            verify(signed({**PAYLOAD, member: value}))


def test_a_receipt_made_later_leads_to_a_later_checkpoint():
    log = MemoryLog(signer=LOG.signer)
    log.append(*LOG.entries)
    log.append(*(seal(number).leaf for number in range(9, 12)))
    token = make_receipt(
        origin=ORIGIN,
        index=INDEX,
        entry=SEALED[INDEX].leaf,
        openings=SEALED[INDEX].openings,
        inclusion=make_inclusion(INDEX, 12, log.read_tile),
        checkpoint_note=log.checkpoints[-1],
        signer=SIGNER,
    )
    assert verify(token).checkpoint.size == 12
