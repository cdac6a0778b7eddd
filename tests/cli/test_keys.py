"""`gateway keys`: what is made is private, what is shown is public, what is revoked is gone."""

import json
import stat
from io import StringIO

import pytest

from gateway.signing import public_key_from_jwk, public_key_to_pem, signer_from_pem
from tests.cli.desk import Desk, run
from tests.policy.desk import KPU, NOON, POLRES, keys_of


@pytest.mark.parametrize("alg", ["ed25519", "ecdsa-p256-sha256"])
def test_a_new_key_is_readable_by_its_owner_alone_and_shown_without_its_private_half(tmp_path, alg):
    path = tmp_path / "k.pem"
    made = run("keys", "new", "--role", "client", "--alg", alg, "--out", path)
    assert made.code == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    key = signer_from_pem(path.read_bytes()).key
    shown = run("keys", "show", path)
    for said in (made.out, shown.out):
        assert key.thumbprint in said
        assert alg in said
        assert "PRIVATE" not in said
        jwk = json.loads(said[said.index('{"kty"') :].splitlines()[0])
        assert public_key_from_jwk(jwk) == key


def test_a_public_key_is_shown_too(tmp_path):
    path = tmp_path / "k.pem"
    path.write_bytes(public_key_to_pem(keys_of(KPU)["client"].key))
    assert keys_of(KPU)["client"].key.thumbprint in run("keys", "show", path).out


def test_a_key_is_never_written_over(tmp_path):
    path = tmp_path / "k.pem"
    path.write_text("precious")
    refused = run("keys", "new", "--role", "client", "--out", path)
    assert refused.code == 2
    assert path.read_text() == "precious"
    assert len(refused.err.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("new", "--role", "king", "--out", "x"),
        ("new", "--role", "client"),
        ("new", "--role", "root", "--alg", "rsa-pss-sha512", "--out", "x.pem"),
        ("show", "/nowhere.pem"),
        ("show", __file__),
        ("show",),
    ],
)
def test_bad_input_gets_exit_code_2_and_no_traceback(arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    refused = run("keys", *arguments)
    assert refused.code == 2
    assert "Traceback" not in refused.err


def test_a_revoked_key_is_trusted_no_more(desk: Desk):
    desk.activate()
    client = keys_of(POLRES)["client"].key.thumbprint
    assert desk.policy().ring_at(NOON).find(client) is not None
    # KPU may not revoke a key of Polres.
    refused = desk.run("keys", "revoke", client, "--key", desk.pem(KPU, "signatory"))
    assert (refused.code, desk.policy().standing.epoch) == (2, 1)
    words = ("--key", desk.pem(POLRES, "ppid"), "--reason", "hilang", "--yes")
    done = desk.run("keys", "revoke", client, *words)
    assert done.code == 0
    assert client in done.out
    assert desk.policy().ring_at(NOON).find(client) is None


def test_what_breaks_is_told_first_and_nothing_is_revoked_without_a_yes(desk: Desk, monkeypatch):
    desk.activate()
    monkeypatch.setattr("sys.stdin", StringIO("n\n"))
    signatory = keys_of(POLRES)["signatory"].key.thumbprint
    ppid = desk.pem(POLRES, "ppid")
    asked = desk.run("keys", "revoke", signatory, "--key", ppid)
    assert asked.code == 1
    assert "pks" in asked.out
    assert "selamanya" in asked.out
    assert desk.policy().force("pks").complaint is None
    statement = desk.home / "cabut.jws"
    done = desk.run("keys", "revoke", signatory, "--key", ppid, "--yes", "--save", statement)
    assert done.code == 0, done.err
    assert desk.policy().force("pks").complaint.error.code == "agreement-unsigned"
    # The saved statement is all that another gateway needs, and says the same there.
    other = Desk(desk.home / "lain")
    other.activate()
    assert other.run("keys", "revoke", signatory, "--statement", statement, "--yes").code == 0
    assert other.policy().standing.revoked.keys() == {signatory}


def test_a_gateway_is_told_when_it_revokes_a_key_of_its_own(desk: Desk, monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO("n\nn\n"))
    (desk.home / "state/kpu/keys/log.pem").write_bytes(keys_of(KPU)["log"].to_pem())
    desk.activate()
    log = keys_of(KPU)["log"].key.thumbprint
    asked = desk.run("keys", "revoke", log, "--key", desk.pem(KPU, "ppid"))
    assert "gerbang ini menyegel catatannya" in asked.out
    assert "terputus" in asked.out
    other = keys_of(KPU)["signatory-2"].key.thumbprint
    assert "tidak ada yang terhenti" in desk.run("keys", "revoke", other, "--key", desk.pem(KPU, "ppid")).out


def test_the_record_of_an_exchange_is_printed_in_three_forms(desk: Desk):
    shown = run("keys", "ceremony", desk.folder, "--place", "Putussibau", "--date", "2026-11-24")
    assert shown.code == 0
    assert "24 November 2026" in shown.out
    for form in ("html", "pdf"):
        out = desk.home / f"berita-acara.{form}"
        assert run("keys", "ceremony", desk.folder, "--format", form, "-o", out).code == 0
        assert out.stat().st_size > 5_000
    assert run("keys", "ceremony", desk.folder, "--format", "pdf").code == 2
    assert run("keys", "ceremony", desk.folder, "--agency", KPU).code == 2


@pytest.mark.parametrize("place", ["Putussibau\ud800", "Putus\nsibau"])
@pytest.mark.parametrize("form", ["text", "html"])
def test_a_place_that_is_no_line_of_text_is_told_in_one_line(desk: Desk, place: str, form: str):
    refused = run("keys", "ceremony", desk.folder, "--place", place, "--format", form)
    assert (refused.code, refused.out) == (2, "")
    assert "UTF-8" in refused.err.splitlines()[-1]
    assert "Traceback" not in refused.err


def test_a_thumbprint_that_begins_with_a_hyphen_is_no_option(desk: Desk):
    desk.activate()
    refused = desk.run("keys", "revoke", "-" + "k" * 42, "--key", desk.pem(KPU, "ppid"))
    assert refused.code == 2
    assert "-kkk" not in refused.err
