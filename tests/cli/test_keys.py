"""`gateway keys`: what is made is private, what is shown is public, what is revoked is gone."""

import json
import stat

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
    done = desk.run("keys", "revoke", client, "--key", desk.pem(POLRES, "ppid"), "--reason", "hilang", "--yes")
    assert done.code == 0
    assert client in done.out
    assert desk.policy().ring_at(NOON).find(client) is None
