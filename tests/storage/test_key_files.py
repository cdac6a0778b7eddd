"""A key that others can read is no key."""

import os
from base64 import urlsafe_b64encode

import pytest

from gateway.errors import KeyMaterialBad
from gateway.signing import new_signer
from gateway.storage import FileSecrets

SECRET = bytes(range(32))
TEXT = urlsafe_b64encode(SECRET).rstrip(b"=")


def write(path, content: bytes, mode: int = 0o600):
    path.write_bytes(content)
    path.chmod(mode)
    return path


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o601, 0o644])
def test_a_file_open_to_others_is_refused_with_the_command_that_mends_it(tmp_path, mode: int):
    path = write(tmp_path / "log.pem", new_signer("ed25519").to_pem(), mode)
    with pytest.raises(KeyMaterialBad, match=f"chmod 600 {path}"):
        FileSecrets(tmp_path).signer("log")
    path.chmod(0o600)
    assert FileSecrets(tmp_path).signer("log").sign(b"x")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(TEXT[:-1], id="31 bytes"),
        pytest.param(TEXT + b"AA", id="33 bytes"),
        pytest.param(TEXT + b"=", id="padded"),
        pytest.param(b"!" * 43, id="no base64url"),
        pytest.param(b"\xff" * 43, id="no ASCII"),
    ],
)
def test_a_secret_of_the_wrong_form_is_refused_by_path(tmp_path, content: bytes):
    path = write(tmp_path / "cursor.key", content)
    with pytest.raises(KeyMaterialBad, match=str(path)):
        FileSecrets(tmp_path).secret("cursor")


def test_a_file_that_is_no_private_key_is_refused_by_path(tmp_path):
    path = write(tmp_path / "log.pem", b"not a key")
    with pytest.raises(KeyMaterialBad, match=str(path)):
        FileSecrets(tmp_path).signer("log")


@pytest.mark.parametrize("kind", ["signer", "secret"])
def test_a_missing_file_is_refused_by_path(tmp_path, kind: str):
    with pytest.raises(KeyMaterialBad, match="cannot be read"):
        getattr(FileSecrets(tmp_path), kind)("cursor")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_file_of_another_user_is_refused(tmp_path):
    path = write(tmp_path / "cursor.key", TEXT)
    os.chown(path, 65534, 65534)
    with pytest.raises(KeyMaterialBad, match="another user"):
        FileSecrets(tmp_path).secret("cursor")


def test_keys_are_read_once(tmp_path):
    signer = new_signer("ed25519")
    path = write(tmp_path / "log.pem", signer.to_pem())
    write(tmp_path / "cursor.key", TEXT + b"\n")
    secrets = FileSecrets(tmp_path)
    assert secrets.signer("log").key == signer.key
    assert secrets.secret("cursor") == SECRET
    path.unlink()
    assert secrets.signer("log").key == signer.key


@pytest.mark.parametrize(("mode", "is_good"), [(0o400, True), (0o440, True), (0o460, False), (0o404, False)])
def test_a_credential_may_show_the_mask_of_its_acl_and_no_more(tmp_path, mode: int, is_good: bool):
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    write(credentials / "cursor.key", TEXT, mode)
    secrets = FileSecrets(tmp_path, credentials=str(credentials))
    if is_good:
        assert secrets.secret("cursor") == SECRET
    else:
        with pytest.raises(KeyMaterialBad, match="credential"):
            secrets.secret("cursor")


def test_credentials_of_the_service_manager_come_first(tmp_path):
    ours, theirs = tmp_path / "keys", tmp_path / "credentials"
    ours.mkdir()
    theirs.mkdir()
    write(ours / "cursor.key", urlsafe_b64encode(b"o" * 32).rstrip(b"="))
    write(ours / "pseudonym.key", TEXT)
    write(theirs / "cursor.key", TEXT, 0o400)
    secrets = FileSecrets(ours, credentials=str(theirs))
    assert secrets.secret("cursor") == SECRET
    assert secrets.secret("pseudonym") == SECRET
