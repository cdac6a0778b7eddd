"""Signing and reading a folder on a disk."""

import pytest

from gateway.drafting import check, read_folder, sign_file, split_path
from gateway.errors import PolicyFilesBad
from gateway.signing import new_signer
from tests.policy.desk import (
    AGREEMENT_PATH,
    CONTRACT_PATH,
    KPU,
    NOON,
    folder,
    keys_of,
)


@pytest.fixture
def disk(tmp_path):
    """Write the folder to a disk."""
    for path, content in folder().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    return tmp_path


def test_a_folder_is_read_without_notes_and_hidden_names(disk):
    (disk / "README.md").write_text("x")
    (disk / ".git").mkdir()
    (disk / ".git/config").write_text("x")
    assert read_folder(disk) == folder()
    with pytest.raises(PolicyFilesBad, match="not a folder"):
        read_folder(disk / "nowhere")


def test_a_huge_file_is_not_read_whole(disk):
    (disk / "agreements/huge.yaml").write_bytes(b"#" * (3 << 20))
    assert len(read_folder(disk)["agreements/huge.yaml"]) == (1 << 20) + 1


def test_signing_writes_a_signature_that_counts(disk):
    sign_file(disk / AGREEMENT_PATH, keys_of(KPU)["signatory"], suffix="kpu")
    sign_file(disk / CONTRACT_PATH, keys_of(KPU)["ppid"], suffix="ppid")
    warnings = check(read_folder(disk), NOON).warnings
    missing = [each.place.file for each in warnings if each.code == "signature-missing"]
    assert missing == [AGREEMENT_PATH, f"exemptions/{KPU}.yaml"]
    assert split_path(disk / CONTRACT_PATH) == (disk, CONTRACT_PATH)


@pytest.mark.parametrize("path", ["x.yaml", "agreements/nowhere.yaml", "agreements", "notes/x.yaml"])
def test_only_a_policy_file_is_signed(disk, path):
    with pytest.raises(PolicyFilesBad):
        sign_file(disk / path, new_signer("ed25519"), suffix="x")


@pytest.mark.parametrize("suffix", ["", "a.b", "../x", "a/b", "é"])
def test_a_signature_has_a_plain_name(disk, suffix):
    with pytest.raises(PolicyFilesBad):
        sign_file(disk / AGREEMENT_PATH, new_signer("ed25519"), suffix=suffix)


@pytest.mark.parametrize("content", [b"", b"- x", b"version: x", b"version: 1.0", b"\xff", b"version: [1]"])
def test_a_file_without_a_version_is_not_signed(disk, content):
    (disk / AGREEMENT_PATH).write_bytes(content)
    with pytest.raises(PolicyFilesBad):
        sign_file(disk / AGREEMENT_PATH, new_signer("ed25519"), suffix="x")
