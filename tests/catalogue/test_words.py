"""One word per idea, in both languages: the console's and the law's words, not the code's."""

import re

import pytest

from gateway.catalogue import texts
from gateway.catalogue.areas import AREAS

# What stands in backticks or braces is a program's word or a value.
NOT_PROSE = re.compile(r"`[^`]*`|\{[^}]*\}|[\w-]*\.(?:toml|yaml|jws|pem|key)\b|--[a-z-]+|[a-z]+/|[A-Z_]{3,}")

# English words that have a word of their own here.
ENGLISH = (
    "agency", "agreement", "authority", "checkpoint", "consumer", "deposit", "exempt", "lookup", "provider",
    "purpose", "receipt", "release", "trust file", "withheld", "witness",
)  # fmt: skip

# If the English says the one, the Indonesian says the other.
PAIRS = {
    "withheld": "tidak diberikan",
    "checkpoint": "segel",
    "receipt": "bukti",
    "witness": "penjamin",
    "lookup": "verifikasi per nomor",
    "purpose": "tujuan",
    "trust file": "berkas kepercayaan",
    "data protection": "pelindungan data",
    "deposit": "setor",
}


def prose_of(text: str) -> str:
    return NOT_PROSE.sub(" ", text)


@pytest.mark.parametrize("word", ENGLISH)
def test_the_indonesian_is_not_half_english(word):
    pattern = re.compile(rf"\b{word}s?\b", re.IGNORECASE)
    assert not [name for name, text in texts().items() if pattern.search(prose_of(text.id))]


@pytest.mark.parametrize("word", PAIRS)
def test_one_idea_has_one_word(word):
    pattern = re.compile(rf"\b{word}s?\b", re.IGNORECASE)
    wrong = [
        name
        for name, text in texts().items()
        if pattern.search(prose_of(text.en)) and PAIRS[word] not in text.id.lower()
    ]
    assert not wrong


def test_a_witness_of_the_log_is_no_witness_of_a_crime():
    said = {name for name, text in texts().items() if re.search(r"\bsaksi\b", text.id, re.IGNORECASE)}
    # The words of UU 14/2008 Article 17 letter a number 2.
    assert said == {"exemptions.letter-a2"}


def test_personal_data_has_pelindungan_as_its_law_does():
    assert not [name for name, text in texts().items() if "perlindungan data" in text.id.lower()]


def test_dikecualikan_is_said_of_registered_exemptions_alone():
    said = [
        name
        for name, text in texts().items()
        if "dikecualikan" in text.id.lower() and not re.search(r"exempt", f"{name} {text.en}", re.IGNORECASE)
    ]
    assert not said
    assert not [name for name, text in AREAS["problems"].items() if "dikecualikan" in text.id]
