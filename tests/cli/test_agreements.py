"""`gateway agreements` between two gateways: exact bytes, signed requests, and nothing active silently."""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.pair import SIGNED, Side, make_pair, shared_folder
from tests.policy.desk import AGREEMENT_PATH, KPU, POLRES, sign_folder


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Side, Side]]:
    kpu, polres = make_pair(tmp_path)
    with kpu.served(), polres.served():
        yield kpu, polres


def propose(kpu: Side) -> str:
    sent = kpu.run("agreements", "propose", "pks", kpu.folder, "--to", POLRES)
    assert sent.code == 0, sent.err
    return re.search(r"digest of the proposal ([0-9a-f]{64})", sent.out)[1]


def accept(polres: Side, digest: str, key: str = "signatory"):
    return polres.run("agreements", "accept", digest[:12], polres.folder, "--key", polres.pem(key))


def kinds(side: Side) -> list[str]:
    copy = side.home / "copy.ndjson"
    copy.unlink(missing_ok=True)
    assert side.run("log", "export", "-o", copy).code == 0
    return re.findall(r'\\"kind\\":\\"([a-z]+)\\"', copy.read_text())


def test_what_is_proposed_arrives_byte_by_byte_and_is_active_nowhere(pair):
    kpu, polres = pair
    digest = propose(kpu)
    shown = polres.run("agreements", "inbox").out
    assert digest[:12] in shown
    assert KPU in shown
    assert "waits" in shown
    out = polres.home / "usulan"
    assert polres.run("agreements", "inbox", digest[:8], "--export", out).code == 0
    for path in (AGREEMENT_PATH, f"datasets/{KPU}/tps.yaml", f"agreements/pks.{KPU}.jws"):
        assert (out / path).read_bytes() == SIGNED[path]
    assert "pks" not in polres.policy().bundle.agreements
    assert kinds(kpu)[-1] == kinds(polres)[-1] == "propose"


def test_an_accepted_proposal_is_signed_returned_and_then_activated_by_hand(pair):
    kpu, polres = pair
    digest = propose(kpu)
    done = accept(polres, digest)
    assert done.code == 0, done.err
    assert kinds(kpu)[-1] == kinds(polres)[-1] == "settle"
    # Back at the one who proposed: the answer is in the inbox, its signature among the files.
    assert "accepted" in kpu.run("agreements", "inbox").out
    out = kpu.home / "jawaban"
    assert kpu.run("agreements", "inbox", digest, "--export", out).code == 0
    kpu.lay({path: (out / path).read_bytes() for path in (AGREEMENT_PATH,)})
    for jws in out.glob("agreements/*.jws"):
        (kpu.folder / "agreements" / jws.name).write_bytes(jws.read_bytes())
    for side in (kpu, polres):
        assert side.activate().code == 0
        assert side.policy().force("pks").complaint is None
    assert kpu.run("agreements", "compare").code == 0
    assert polres.policy().standing.stated == {KPU: dict(kpu.policy().standing.stated[POLRES])}


def test_a_rejection_says_why(pair):
    kpu, polres = pair
    digest = propose(kpu)
    assert polres.run("agreements", "reject", digest, "--reason", "pasal 3 belum disepakati").code == 0
    assert "pasal 3" in kpu.run("agreements", "inbox").out
    assert not (polres.folder / AGREEMENT_PATH).exists()
    refused = accept(polres, digest)
    assert refused.code == 2
    assert "answered already" in refused.err


@pytest.mark.parametrize("key", ["ppid", "client", "stray"])
def test_only_a_signatory_accepts(pair, key):
    kpu, polres = pair
    refused = accept(polres, propose(kpu), key)
    assert refused.code == 2
    assert not (polres.folder / AGREEMENT_PATH).exists()
    assert "waits" in polres.run("agreements", "inbox").out


def test_a_proposal_never_changes_ones_own_files(pair):
    kpu, polres = pair
    trust = kpu.folder / f"trust/{POLRES}.yaml"
    trust.write_bytes(trust.read_bytes().replace(b"D. Contoh", b"X. Contoh"))
    refused = accept(polres, propose(kpu))
    assert refused.code == 2
    assert "only your agency changes it" in refused.err
    assert not (polres.folder / AGREEMENT_PATH).exists()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("title: Perjanjian contoh", "title: Lain", id="the active version with another content"),
        pytest.param("version: 1\n", f"version: 2\npredecessor: {'0' * 64}\n", id="what follows another"),
    ],
)
def test_a_proposal_that_could_never_be_activated_takes_no_signed_files_place(pair, old, new):
    kpu, polres = pair
    both_active(kpu, polres)
    text = SIGNED[AGREEMENT_PATH].decode().replace(old, new, 1)
    kpu.lay(sign_folder(shared_folder() | {AGREEMENT_PATH: text.encode()}))
    before = {path: path.read_bytes() for path in polres.folder.rglob("*") if path.is_file()}
    refused = accept(polres, propose(kpu))
    assert refused.code == 2
    assert "does not follow version 1" in refused.err
    assert {path: path.read_bytes() for path in polres.folder.rglob("*") if path.is_file()} == before


def test_a_gateway_that_is_away_is_told_later(tmp_path):
    kpu, polres = make_pair(tmp_path)
    sent = kpu.run("agreements", "propose", "pks", kpu.folder, "--to", POLRES)
    assert sent.code == 3
    assert "cannot be reached" in sent.out
    with polres.served():
        propose(kpu)
    with polres.served():
        # The same bytes again are the same proposal.
        propose(kpu)
    assert polres.run("agreements", "inbox").out.count("pks version 1") == 1


def in_force(side: Side) -> bool:
    return side.policy().force("pks").complaint is None


def both_active(kpu: Side, polres: Side) -> None:
    for side in (kpu, polres):
        side.lay(SIGNED)
        assert side.activate().code == 0
        assert in_force(side)


def test_versions_that_differ_release_nothing_on_either_side_until_they_are_equal(pair):
    kpu, polres = pair
    both_active(kpu, polres)
    assert kpu.run("agreements", "compare").code == 0
    # KPU goes on to a version that Polres has not.
    newer = SIGNED[AGREEMENT_PATH].decode()
    digest = sha256(SIGNED[AGREEMENT_PATH]).hexdigest()
    newer = newer.replace("version: 1\n", f"version: 2\npredecessor: {digest}\n", 1)
    second = sign_folder(shared_folder() | {AGREEMENT_PATH: newer.encode()})
    kpu.lay(second)
    assert kpu.activate("--yes").code == 0
    told = kpu.run("agreements", "compare")
    assert told.code == 1
    assert "DIFFERENT" in told.out
    assert not in_force(kpu)
    assert not in_force(polres)
    code = kpu.policy().force("pks").complaint.error.code
    assert code == "agreement-differs"
    # A stale word from Polres widens nothing: only the same version brings both back.
    polres.lay(second)
    assert polres.activate("--yes").code == 0
    assert not in_force(kpu)
    assert polres.run("agreements", "compare").code == 0
    assert in_force(kpu)
    assert in_force(polres)
    assert kpu.run("log", "verify").code == 0
    assert polres.run("log", "verify").code == 0


def test_a_suspension_needs_no_comparison_and_survives_one(pair):
    kpu, polres = pair
    both_active(kpu, polres)
    key = kpu.pem("signatory")
    assert kpu.run("policies", "suspend", "--agreement", "pks", "--key", key).code == 0
    assert kpu.run("agreements", "compare").code == 0
    assert not in_force(kpu)


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("propose", "pks", "policies", "--to", "nobody"), id="a gateway that is not known"),
        pytest.param(("accept", "00", "policies", "--key", "x"), id="no key"),
        pytest.param(("reject", "00", "--reason", "x"), id="no such proposal"),
        pytest.param(("inbox", "00"), id="a digest without a folder"),
        pytest.param(("compare", "--with", "nobody"), id="nobody to compare with"),
    ],
)
def test_bad_input_gets_one_line(tmp_path, arguments, monkeypatch):
    kpu, _ = make_pair(tmp_path)
    monkeypatch.chdir(kpu.home)
    refused = kpu.run("agreements", *arguments)
    assert refused.code == 2
    assert "Traceback" not in refused.err
