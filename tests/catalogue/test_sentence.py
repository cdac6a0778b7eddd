"""A sentence is named once and said in either language, with all that is in it."""

import errno

import pytest

from gateway.catalogue import Sentence, problem_of, texts
from gateway.errors import GatewayError, KeyMaterialBad, SettingsBad


def test_a_sentence_is_said_in_either_language():
    sentence = Sentence("keys.open-to-others", path="/k.pem")
    assert sentence.say("id") == "/k.pem: terbaca orang lain; jalankan: chmod 600 /k.pem"
    assert sentence.say("en") == str(sentence) == "/k.pem: readable by others; run: chmod 600 /k.pem"


def test_sentences_inside_a_sentence_are_said_in_its_language():
    inner = Sentence("system.ENOENT"), "x"
    assert (
        Sentence("policies.joined", parts=inner).say("id")
        == "tidak ada berkas atau folder dengan nama itu; x"
    )
    outer = Sentence("keys.unreadable", path="/k", problem=Sentence("system.EACCES"))
    assert "tidak ada hak akses" in outer.say("id")
    assert "permission denied" in outer.say("en")


def test_sentences_are_equal_by_name_and_values():
    one, same, other = (Sentence("keys.in-file", path=path, problem="-") for path in ("a", "a", "b"))
    assert one == same != other
    assert {one, same, other} == {one, other}
    assert one != "a: -"
    assert repr(one) == "Sentence('keys.in-file', {'path': 'a', 'problem': '-'})"


def test_an_error_keeps_its_sentence_and_the_log_reads_english():
    error = KeyMaterialBad(Sentence("keys.encrypted"))
    assert isinstance(error.message, Sentence)
    assert str(error) == texts()["keys.encrypted"].en
    assert str(GatewayError()) == "internal"
    assert str(GatewayError("plain")) == "plain"


def test_a_fault_of_the_settings_is_a_sentence_too():
    error = SettingsBad("unreadable", "/x.toml", problem=Sentence("system.ENOENT"))
    assert isinstance(error.message, Sentence)
    assert "tidak ada berkas" in error.message.say("id")
    assert error.shown == {"where": "/x.toml", "problem": "no such file or folder"}


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "ruang penyimpanan habis"),
        (TimeoutError("timed out"), "tidak ada jawaban sampai batas waktu"),
        (
            ConnectionRefusedError(errno.ECONNREFUSED, "x"),
            "sambungan ditolak; tidak ada yang melayani di sana",
        ),
    ],
)
def test_what_the_system_says_is_told_in_either_language(error, said):
    problem = problem_of(error)
    assert isinstance(problem, Sentence)
    assert problem.say("id") == said


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.EXDEV, "Invalid cross-device link"), "Invalid cross-device link"),
        (OSError(), "OSError"),
    ],
)
def test_what_we_have_no_words_for_is_told_as_it_comes(error, said):
    assert problem_of(error) == said


def test_every_system_error_is_one_that_this_system_knows():
    known = {name.removeprefix("system.") for name in texts() if name.startswith("system.")}
    assert known <= set(errno.errorcode.values())
