import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.audit import (
    EMPTY,
    Checkpoint,
    format_checkpoint,
    parse_checkpoint,
    parse_note,
    sign_note,
    verify_checkpoint,
)
from gateway.errors import ProofBad, SignatureError
from gateway.signing import new_signer

VECTOR = json.loads((Path(__file__).parents[1] / "vectors/c2sp-tlog-checkpoint.json").read_text())
SIGNER = new_signer("ed25519")
ORIGIN = "log.example/kpu"
CHECKPOINT = Checkpoint(ORIGIN, 7, b"r" * 32)
ROOT = "cnJycnJycnJycnJycnJycnJycnJycnJycnJycnJycnI="


def test_the_example_of_c2sp_is_read_and_written_again():
    checkpoint = parse_checkpoint(parse_note(VECTOR["note"]).text)
    assert (checkpoint.origin, checkpoint.size) == (VECTOR["origin"], VECTOR["size"])
    assert format_checkpoint(checkpoint) == VECTOR["text"]


@given(
    st.text(
        st.characters(exclude_categories=["Cc", "Cs", "Z"], exclude_characters="+"), min_size=1, max_size=40
    ),
    st.integers(1, 2**63 - 1),
    st.binary(min_size=32, max_size=32),
)
def test_any_checkpoint_goes_both_ways(origin, size, root):
    checkpoint = Checkpoint(origin, size, root)
    assert parse_checkpoint(format_checkpoint(checkpoint)) == checkpoint


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param(f"{ORIGIN}\n7\n", id="two lines"),
        pytest.param(f"{ORIGIN}\n7\n{ROOT}", id="no newline at the end"),
        pytest.param(f"{ORIGIN}\n7\n{ROOT}\nextension\n", id="an extension line"),
        pytest.param(f"{ORIGIN}\n7\n{ROOT}\n\n", id="a blank line"),
        pytest.param(f"\n7\n{ROOT}\n", id="no origin"),
        pytest.param(f"a b\n7\n{ROOT}\n", id="a space in the origin"),
        pytest.param(f"{ORIGIN}\r\n7\n{ROOT}\n", id="a carriage return"),
        pytest.param(f"{ORIGIN}\n07\n{ROOT}\n", id="a leading zero"),
        pytest.param(f"{ORIGIN}\n+7\n{ROOT}\n", id="a plus"),
        pytest.param(f"{ORIGIN}\n-7\n{ROOT}\n", id="a minus"),
        pytest.param(f"{ORIGIN}\n 7\n{ROOT}\n", id="a space before the size"),
        pytest.param(f"{ORIGIN}\n7_0\n{ROOT}\n", id="an underscore"),
        pytest.param(f"{ORIGIN}\n\u0667\n{ROOT}\n", id="an Arabic digit"),
        pytest.param(f"{ORIGIN}\n9223372036854775808\n{ROOT}\n", id="a size beyond the limit"),
        pytest.param(f"{ORIGIN}\n0\n{ROOT}\n", id="an empty tree with a root"),
        pytest.param(f"{ORIGIN}\n7\n{ROOT[:-1]}\n", id="base64 without padding"),
        pytest.param(f"{ORIGIN}\n7\n{ROOT[:-2]}J=\n", id="base64 with loose bits"),
        pytest.param(f"{ORIGIN}\n7\n{ROOT[4:]}\n", id="a short root"),
        pytest.param(f"{ORIGIN}\n7\nAAAA{ROOT}\n", id="a long root"),
        pytest.param(None, id="no text at all"),
    ],
)
def test_a_text_that_is_not_exactly_a_checkpoint_is_refused(text):
    with pytest.raises(ProofBad):
        parse_checkpoint(text)


@pytest.mark.parametrize(
    ("origin", "size", "root"),
    [
        ("a\nb", 7, b"r" * 32),
        (ORIGIN, -1, b"r" * 32),
        (ORIGIN, True, b"r" * 32),
        (ORIGIN, 2**63, b"r" * 32),
        (ORIGIN, 7, b"r" * 31),
        (ORIGIN, 0, b"r" * 32),
    ],
)
def test_a_checkpoint_that_could_not_be_written_cannot_exist(origin, size, root):
    with pytest.raises(ProofBad):
        Checkpoint(origin, size, root)


def test_the_empty_log_has_a_checkpoint():
    empty = Checkpoint(ORIGIN, 0, EMPTY.root())
    assert parse_checkpoint(format_checkpoint(empty)) == empty


def test_a_checkpoint_counts_only_from_its_log_and_under_its_key():
    note = sign_note(format_checkpoint(CHECKPOINT), ORIGIN, SIGNER)
    with pytest.raises(ProofBad):
        verify_checkpoint(note, "log.example/polres", SIGNER.key)
    with pytest.raises(ProofBad):
        verify_checkpoint(note, ORIGIN, new_signer("ed25519").key)
    with pytest.raises(SignatureError):
        verify_checkpoint(note.replace("\n7\n", "\n8\n"), ORIGIN, SIGNER.key)
    assert verify_checkpoint(note, ORIGIN, SIGNER.key) == CHECKPOINT


def test_a_log_may_not_vouch_for_another_log():
    note = sign_note(format_checkpoint(Checkpoint("log.example/polres", 7, b"r" * 32)), ORIGIN, SIGNER)
    with pytest.raises(ProofBad, match="of another log"):
        verify_checkpoint(note, ORIGIN, SIGNER.key)
