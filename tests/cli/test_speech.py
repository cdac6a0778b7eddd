"""A refusal is one line in the language of the run, with an exit code that scripts can use."""

import pytest

from gateway.catalogue import Sentence
from gateway.cli.grammar import spoken
from gateway.cli.speech import explain, fail, tell
from gateway.errors import (
    AgreementLapsed,
    FormatUnfit,
    GatewayError,
    GatewayUnreachable,
    KeyMaterialBad,
    LogBehind,
    LogError,
    ProofBad,
    RefusedByGateway,
    SettingsBad,
    SignatureError,
    SourceDown,
    StatementRefused,
)

ENGLISH = ("--lang", "en")
INDONESIAN = ("--lang", "id")


def told(error: GatewayError, words: tuple[str, str]) -> str:
    with spoken(words):
        return explain(error)


def test_a_sentence_is_told_after_the_title():
    error = KeyMaterialBad(Sentence("keys.not-private"))
    assert told(error, INDONESIAN).startswith("Bahan kunci tidak dapat dipakai: bukan kunci privat dalam PEM")
    assert told(error, ENGLISH).startswith("Key material unusable: not a private key in PEM")


def test_a_fault_of_the_settings_needs_no_title():
    error = SettingsBad("not-utf8", "/x.toml")
    assert told(error, INDONESIAN).startswith("/x.toml: bukan teks UTF-8")


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (ProofBad("inclusion: the proof is too short"), ("jangan diandalkan", "do not rely on it")),
        (SignatureError("no signature"), ("jangan dipakai", "do not use it")),
        (StatementRefused("not exactly one SELECT"), ("gateway doctor", "gateway doctor")),
    ],
)
def test_an_error_without_a_sentence_comes_with_advice_and_a_marked_remark(error, advice):
    assert advice[0] in told(error, INDONESIAN)
    assert f"(keterangan teknis: {error})" in told(error, INDONESIAN)
    assert advice[1] in told(error, ENGLISH)
    assert f"(technical remark: {error})" in told(error, ENGLISH)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (RefusedByGateway(403, {"code": "x"}), 1),
        (AgreementLapsed(), 1),
        (KeyMaterialBad(), 2),
        (SettingsBad("not-utf8", "x"), 2),
        (FormatUnfit(), 2),
        (ProofBad(), 2),
        (LogBehind(), 2),
        (LogError(), 3),
        (SourceDown(), 3),
        (GatewayUnreachable(), 3),
    ],
)
def test_each_kind_has_its_exit_code_and_one_line(error, code, capsys):
    with pytest.raises(SystemExit) as end:
        fail(error)
    assert end.value.code == code
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_another_gateways_refusal_says_which_part_and_why():
    problem = {
        "detail": "x",
        "detail_en": "y",
        "member": "filter",
        "reason": "field-outside",
        "pointer": "/a",
    }
    error = RefusedByGateway(400, {"code": "request-invalid", **problem})
    assert "(member filter; why: names a field that is not in the contract; at /a)" in told(error, ENGLISH)
    assert "sebab: kolom tidak ada dalam kontrak" in told(error, INDONESIAN)
    strange = RefusedByGateway(400, {"code": "request-invalid", "detail_en": "y", "reason": "baru"})
    assert "why: baru" in told(strange, ENGLISH)
    part = RefusedByGateway(401, {"code": "signature-components", "detail_en": "y", "part": '"@path"'})
    assert '(part "@path")' in told(part, ENGLISH)


def test_what_others_wrote_commands_no_terminal(capsys):
    with spoken(ENGLISH):
        tell("commands.duty", duty="a\x1b[2J\x9b1m\u202eb")
        with pytest.raises(SystemExit):
            fail(RefusedByGateway(400, {"code": "x", "detail_en": "\x1b]0;title\x07"}))
    said = "".join(capsys.readouterr())
    assert r"a\u001b[2J\u009b1m\u202eb" in said
    assert said.replace("\n", "").isprintable()
