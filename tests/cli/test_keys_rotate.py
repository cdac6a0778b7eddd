"""`gateway keys rotate` and `gateway people handover`: what is prepared follows, what was signed stays."""

import stat
from pathlib import Path

import pytest

from gateway.policy import Role
from gateway.signing import signer_from_pem
from tests.cli.desk import Desk, Ran, run
from tests.policy.desk import KPU, POLRES, keys_of


def rotate(desk: Desk, role: str, *more: object, agency: str = KPU) -> Ran:
    out = desk.home / f"{role}.next.pem"
    return run("keys", "rotate", desk.folder, "--agency", agency, "--role", role, "--out", out, *more)


def sign(desk: Desk, *names: str, agency: str = KPU) -> None:
    """Sign the prepared trust file with root keys."""
    for name in names:
        path = desk.folder / f"trust/{agency}.yaml"
        assert run("policies", "sign", path, "--key", desk.pem(agency, name)).code == 0


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_rotated_key_and_its_predecessor_both_count_and_nothing_changes_before_it_is_signed(desk: Desk):
    desk.activate()
    old = keys_of(KPU)["log"].key.thumbprint
    done = rotate(desk, "log")
    assert done.code == 0, done.err
    new_file = desk.home / "log.next.pem"
    assert stat.S_IMODE(new_file.stat().st_mode) == 0o600
    new = signer_from_pem(new_file.read_bytes()).key.thumbprint
    assert old in done.out
    assert new in done.out
    assert names_in(desk.folder / "trust" / KPU) == ["1.kpu-kapuas-hulu.jws", "1.yaml"]
    # Prepared is not signed, and what is not signed by the roots is not activated.
    refused = desk.activate()
    assert refused.code == 2
    assert "0 of 1" in refused.err or "0 dari 1" in refused.err
    assert desk.policy().bundle.trusts[KPU].version == 1
    sign(desk, "root")
    assert desk.activate().code == 0
    keys = desk.policy().bundle.trusts[KPU].keys
    assert {keys[old].role, keys[new].role} == {Role.LOG}
    assert keys[old].valid_until < keys[new].valid_until
    assert desk.policy().force("pks").complaint is None


def test_two_rotations_make_one_version_until_somebody_signs_it(desk: Desk):
    assert rotate(desk, "log").code == 0
    assert rotate(desk, "answer").code == 0
    text = (desk.folder / f"trust/{KPU}.yaml").read_text()
    assert "\nversion: 2\n" in text
    assert text.count("role: log") == text.count("role: answer") == 2
    sign(desk, "root")
    assert rotate(desk, "receipt").code == 0
    assert "\nversion: 3\n" in (desk.folder / f"trust/{KPU}.yaml").read_text()
    assert "2.yaml" in names_in(desk.folder / "trust" / KPU)


def test_root_keys_are_exchanged_by_signatures_of_the_old_and_the_new(desk: Desk):
    desk.activate()
    assert rotate(desk, "root").code == 0
    sign(desk, "root")
    refused = desk.activate()
    assert refused.code == 2
    assert f"trust/{KPU}.yaml" in refused.err
    path = desk.folder / f"trust/{KPU}.yaml"
    assert run("policies", "sign", path, "--key", desk.home / "root.next.pem").code == 0
    # The pins still name the old root.
    assert desk.activate().code == 0
    assert desk.policy().problems == {}
    assert desk.policy().force("pks").complaint is None
    # A third version, signed by what version 2 names; the first is gone from the chain of hands.
    assert rotate(desk, "answer").code == 0
    sign(desk, "root")
    assert desk.activate().code == 2
    assert run("policies", "sign", path, "--key", desk.home / "root.next.pem").code == 0
    assert desk.activate().code == 0
    assert desk.policy().bundle.trusts[KPU].version == 3


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("signatory",), id="two hold the role"),
        pytest.param(("client", "--holder", "nobody"), id="nobody of this name"),
        pytest.param(("client", "--replaces", "x" * 43), id="no such key"),
        pytest.param(("root", "--replaces", "x" * 43), id="no such root"),
        pytest.param(("log", "--alg", "ecdsa-p256-sha256"), id="a log key that seals nothing"),
        pytest.param(("root", "--alg", "rsa-pss-sha512"), id="a root key of another kind"),
    ],
)
def test_what_cannot_be_rotated_leaves_no_key_and_no_version(desk: Desk, arguments):
    refused = rotate(desk, *arguments)
    assert refused.code in {1, 2}
    assert len(refused.err.splitlines()) == 1
    assert not list(desk.home.glob("*.next.pem"))
    assert not (desk.folder / "trust" / KPU).exists()


def hand_over(desk: Desk, *more: object) -> Ran:
    return run(
        "people",
        "handover",
        desk.folder,
        *("--agency", POLRES, "--leaves", "pimpinan", "--last-day", "2026-12-31"),
        *("--id", "pimpinan-baru", "--name", "E. Contoh, S.H.: M.Si.", "--decree", "CONTOH/SK/9/2026"),
        *("--out", desk.home / "baru"),
        *more,
    )


def test_who_leaves_un_signs_nothing_and_who_follows_has_keys_of_their_own(desk: Desk):
    desk.activate()
    done = hand_over(desk)
    assert done.code == 0, done.err
    sign(desk, "root", agency=POLRES)
    assert desk.activate().code == 0
    policy = desk.policy()
    trust = policy.bundle.trusts[POLRES]
    assert str(trust.officials["pimpinan"].until) == "2026-12-31"
    assert trust.officials["pimpinan-baru"].name == "E. Contoh, S.H.: M.Si."
    assert trust.officials["pimpinan-baru"].position == "Pimpinan"
    made = signer_from_pem((desk.home / "baru/pimpinan-baru-signatory.pem").read_bytes()).key.thumbprint
    assert trust.keys[made].holder == "pimpinan-baru"
    assert policy.force("pks").complaint is None
    shown = run("people", "list", desk.folder, "--agency", POLRES)
    assert made in shown.out
    assert "CONTOH/SK/9/2026" in shown.out


def test_a_plh_stands_in_for_somebody_who_stays(desk: Desk):
    assert hand_over(desk, "--acting", "Plh").code == 2
    assert hand_over(desk, "--acting", "Plh", "--since", "2026-12-01", "--until", "2026-12-14").code == 0
    text = (desk.folder / f"trust/{POLRES}.yaml").read_text()
    assert "acting: Plh" in text
    assert "until: 2026-12-31" not in text


@pytest.mark.parametrize(
    "more",
    [
        pytest.param(("--leaves", "nobody"), id="nobody leaves"),
        pytest.param(("--id", "ppid"), id="the successor is somebody else"),
        pytest.param(("--key", "client=x.pem"), id="a key of a machine"),
        pytest.param(("--id", "../../luar"), id="an identifier that leads out of the folder"),
        pytest.param(("--id", "Pimpinan"), id="no identifier"),
        pytest.param(("--id", ""), id="an empty identifier"),
        pytest.param(("--name", "E\ud800"), id="a name that no file can hold"),
        pytest.param(("--decree", "SK\n9"), id="a decree of two lines"),
        pytest.param(("--last-day", "2025-12-31"), id="before the office began"),
    ],
)
def test_a_handover_that_makes_no_sense_leaves_everything_as_it_was(desk: Desk, more):
    before = (desk.folder / f"trust/{POLRES}.yaml").read_bytes()
    refused = hand_over(desk, *more)
    assert refused.code in {1, 2}
    assert (desk.folder / f"trust/{POLRES}.yaml").read_bytes() == before
    assert not list(desk.home.parent.rglob("*luar*"))
    assert not list(desk.home.glob("baru/*.pem"))
    assert len(refused.err.strip().splitlines()) <= 4


def test_a_successor_may_bring_keys_of_their_own(desk: Desk):
    public = desk.pem(POLRES, "stray")
    refused = run(
        *("people", "handover", desk.folder, "--agency", POLRES, "--leaves", "pimpinan"),
        *("--last-day", "2026-12-31", "--id", "baru", "--name", "E", "--decree", "X"),
    )
    assert refused.code == 2
    assert "signatory" in refused.err
    assert hand_over(desk, "--key", f"signatory={public}").code == 0
    assert not (desk.home / "baru").exists()
    assert keys_of(POLRES)["stray"].key.jwk["x"] in (desk.folder / f"trust/{POLRES}.yaml").read_text()
