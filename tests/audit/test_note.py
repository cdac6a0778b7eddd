import base64
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from gateway.audit import parse_note, parse_verifier_key, sign_note, verifier_key, verify_note
from gateway.errors import KeyMaterialBad, ProofBad, SignatureError
from gateway.signing import new_signer

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/c2sp-signed-note.json").read_text())
PETER = VECTORS["notes"][0]
SIGNER = new_signer("ed25519")
OTHER = new_signer("ed25519")
NAME = "log.example/kpu"
TEXT = "one\n\nthree: é\n"
NOTE = sign_note(TEXT, NAME, SIGNER)


class SeedSigner:
    """Signs with the key that the vector gives away."""

    def __init__(self, seed: str, vkey: str) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(base64.b64decode(seed))
        self.key = parse_verifier_key(vkey)[1]

    def sign(self, data: bytes) -> bytes:
        return self._private.sign(data)


@pytest.mark.parametrize("vector", VECTORS["notes"], ids=lambda vector: vector["vkey"].split("+")[0])
def test_published_notes_verify_and_fail_when_touched(vector):
    name, key = parse_verifier_key(vector["vkey"])
    with pytest.raises(SignatureError):
        verify_note(vector["note"].replace("i", "j", 1), name, key)
    assert verify_note(vector["note"], name, key) == vector["text"]
    assert verifier_key(name, key) == vector["vkey"]


def test_our_signature_is_the_published_one_byte_for_byte():
    assert sign_note(PETER["text"], "PeterNeumann", SeedSigner(PETER["seed"], PETER["vkey"])) == PETER["note"]


def test_every_changed_character_of_a_note_is_refused():
    for at, character in enumerate(NOTE):
        changed = NOTE[:at] + ("x" if character != "x" else "y") + NOTE[at + 1 :]
        with pytest.raises((ProofBad, SignatureError)):
            verify_note(changed, NAME, SIGNER.key)
    assert verify_note(NOTE, NAME, SIGNER.key) == TEXT


def test_a_note_of_another_key_or_name_is_refused():
    with pytest.raises(ProofBad, match="not signed by the expected key"):
        verify_note(NOTE, NAME, OTHER.key)
    with pytest.raises(ProofBad, match="not signed by the expected key"):
        verify_note(NOTE, "log.example/polres", SIGNER.key)


def test_lines_of_unknown_keys_are_ignored_wherever_they_stand():
    theirs = sign_note(TEXT, "witness.example", OTHER).removeprefix(TEXT + "\n")
    ours = NOTE.removeprefix(TEXT + "\n")
    for lines in (theirs + ours, ours + theirs, theirs * 16 + ours):
        assert verify_note(f"{TEXT}\n{lines}", NAME, SIGNER.key) == TEXT
        assert verify_note(f"{TEXT}\n{lines}", "witness.example", OTHER.key) == TEXT


def test_one_bad_line_of_a_known_key_spoils_the_note_even_beside_a_good_one():
    ours = NOTE.removeprefix(TEXT + "\n")
    wrong = sign_note("another text\n", NAME, SIGNER).removeprefix("another text\n\n")
    for lines in (ours + wrong, wrong + ours):
        with pytest.raises(SignatureError):
            verify_note(f"{TEXT}\n{lines}", NAME, SIGNER.key)


LINE = f"— n {base64.b64encode(b'x' * 68).decode()}\n"


@pytest.mark.parametrize(
    "note",
    [
        pytest.param("", id="empty"),
        pytest.param("text\n", id="no signatures"),
        pytest.param("text\n\n", id="no signature line"),
        pytest.param(f"\n\n{LINE}", id="no text"),
        pytest.param(f"\n{LINE}", id="no text and no blank line"),
        pytest.param(f"text\n{LINE}", id="no blank line"),
        pytest.param(f"text\n\n{LINE.rstrip()}", id="no newline at the end"),
        pytest.param(f"text\n\n{LINE}trailing\n", id="something after the signatures"),
        pytest.param(f"text\n\n{LINE}\n", id="a blank line after the signatures"),
        pytest.param(f"text\n\n{LINE}".replace("—", "-"), id="a hyphen for the dash"),
        pytest.param(f"text\n\n{LINE}".replace("— ", "—  "), id="two spaces"),
        pytest.param(f"text\n\n{LINE}".replace(" n ", " "), id="no name"),
        pytest.param(f"text\n\n{LINE}".replace(" n ", " a+b "), id="a plus in the name"),
        pytest.param(f"text\n\n{LINE}".replace(" n ", " a\u00a0b "), id="a no-break space in the name"),
        pytest.param(f"text\n\n{LINE}".replace(" n ", " a\u2028b "), id="a line separator in the name"),
        pytest.param(f"text\r\n\n{LINE}", id="a carriage return"),
        pytest.param(f"te\0xt\n\n{LINE}", id="a null"),
        pytest.param(f"te\ud800xt\n\n{LINE}", id="half a surrogate pair"),
        pytest.param("text\n\n— n eHh4eA==\n", id="a key id alone"),
        pytest.param("text\n\n— n eHh4eHh=\n", id="base64 with loose bits"),
        pytest.param("text\n\n— n eHh4eHg\n", id="base64 without padding"),
        pytest.param("text\n\n— n eHh4-_h4\n", id="the other base64 alphabet"),
        pytest.param("text\n\n— n ééé=\n", id="not base64"),
        pytest.param(f"text\n\n{LINE * 65}", id="too many signatures"),
        pytest.param("x" * 70000 + f"\n\n{LINE}", id="too long"),
        pytest.param(None, id="no text at all"),
    ],
)
def test_what_is_not_a_note_is_refused(note):
    with pytest.raises(ProofBad):
        parse_note(note)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("no newline", NAME, id="no newline at the end"),
        pytest.param("", NAME, id="no text"),
        pytest.param("a\tb\n", NAME, id="a tab"),
        pytest.param("\n", NAME, id="a blank line alone"),
        pytest.param("a\n", "", id="no name"),
        pytest.param("a\n", "a b", id="a space in the name"),
        pytest.param("a\n", "a+b", id="a plus in the name"),
        pytest.param("a\n", "a\nb", id="a newline in the name"),
        pytest.param("a\n", "n" * 256, id="a name too long"),
    ],
)
def test_what_would_not_be_read_again_is_not_signed(text, name):
    with pytest.raises(ProofBad):
        sign_note(text, name, SIGNER)


def test_only_an_ed25519_key_signs_notes():
    with pytest.raises(KeyMaterialBad, match="ed25519"):
        sign_note(TEXT, NAME, new_signer("ecdsa-p256-sha256"))


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.just("\n"), min_size=1))
def test_any_text_that_can_be_signed_comes_back_whole(text):
    text = text.strip("\n") + "!\n"
    assert verify_note(sign_note(text, NAME, SIGNER), NAME, SIGNER.key) == text


@given(st.text(st.sampled_from("—n +=\nAx") | st.characters(), max_size=60))
def test_nonsense_is_refused_as_a_bad_note_and_as_nothing_else(text):
    for attempt in (text, f"{TEXT}\n{text}", NOTE + text):
        try:
            assert verify_note(attempt, NAME, SIGNER.key) == TEXT
        except (ProofBad, SignatureError):
            continue
        assert attempt.startswith(NOTE)
    with pytest.raises(ProofBad):
        parse_verifier_key(text)


def test_verifier_keys_go_both_ways():
    name, key = parse_verifier_key(VECTORS["enoch_vkey"])
    assert (name, verifier_key(name, key)) == ("EnochRoot", VECTORS["enoch_vkey"])
    assert parse_verifier_key(verifier_key(NAME, SIGNER.key)) == (NAME, SIGNER.key)


@pytest.mark.parametrize(
    "vkey",
    [
        pytest.param("", id="empty"),
        pytest.param("PeterNeumann", id="a name alone"),
        pytest.param(PETER["vkey"].replace("c74f20a3", "c74f20a4"), id="the id of another key"),
        pytest.param(PETER["vkey"].replace("c74f20a3", "C74F20A3"), id="the id in capitals"),
        pytest.param(PETER["vkey"].replace("Peter", "Pater"), id="the name of another key"),
        pytest.param(PETER["vkey"].replace("+ARpc", "+ARpd"), id="another key"),
        pytest.param(PETER["vkey"].replace("+ARpc", "+BBpc"), id="another algorithm"),
        pytest.param(PETER["vkey"][:-4], id="a short key"),
        pytest.param(PETER["vkey"] + "AAAA", id="a long key"),
        pytest.param(PETER["vkey"] + "\n", id="a newline"),
        pytest.param("+" + PETER["vkey"], id="no name"),
        pytest.param(None, id="no text at all"),
    ],
)
def test_a_verifier_key_that_is_not_right_in_every_part_is_refused(vkey):
    with pytest.raises(ProofBad):
        parse_verifier_key(vkey)
