"""From a page to a signed PDF to an agreement in force, with the commands that officials use."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from gateway.drafting import annex_of, render_pdf
from tests.cli.desk import Desk, run
from tests.policy.desk import AGREEMENT_PATH, CONTRACT, CONTRACT_PATH, KPU, PINNED, POLRES
from tests.signing.paper_ca import ROOT, authority, official, sign_pdf
from tests.simulator.policies import sign_folder

PEOPLE = {KPU: "K. Contoh", POLRES: "P. Contoh"}


class Office:
    """A desk whose officials sign on paper: their certificates' keys stand in the trust files."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        for path in desk.folder.glob("agreements/*.jws"):
            path.unlink()
        self.root = desk.home / "akar.pem"
        self.root.write_bytes(authority(ROOT).root.pem)
        with desk.config.open("a") as file:
            file.write('\n[paper]\nroots = ["../akar.pem"]\n')
        self.pdf = desk.home / "pks.pdf"

    def render(self) -> None:
        ran = run("policies", "render", self.desk.folder, "--pdf", "-o", self.pdf)
        assert ran.code == 0, ran.err

    def sign(self, agency: str) -> None:
        self.pdf.write_bytes(sign_pdf(self.pdf.read_bytes(), official(PEOPLE[agency]), field=agency))

    def trust(self, agency: str) -> None:
        """Name the official's key in the trust file, with the line that `inspect` prints."""
        told = run("agreements", "inspect", self.pdf, "--root", self.root).out
        part = told[told.index(PEOPLE[agency]) :]
        jwk = part[part.index("jwk: ") + 5 : part.index("}", part.index("jwk: ")) + 1]
        path = f"trust/{agency}.yaml"
        text = (self.desk.folder / path).read_text() + (
            f"  - role: signatory\n    holder: pimpinan\n    jwk: {jwk}\n"
            "    from: 2026-01-01T00:00:00Z\n    until: 2028-01-01T00:00:00Z\n"
        )
        for signed, content in sign_folder({path: text.encode()}).items():
            (self.desk.folder / signed).write_bytes(content)


@pytest.fixture
def office(desk: Desk) -> Office:
    return Office(desk)


def test_a_signed_pdf_puts_its_agreement_in_force(office: Office):
    office.render()
    assert run("agreements", "inspect", office.pdf, "--root", office.root).code == 1
    office.sign(KPU)
    office.sign(POLRES)
    office.trust(KPU)
    office.trust(POLRES)
    imported = run("agreements", "import", office.pdf, office.desk.folder)
    assert imported.code == 0, imported.err
    assert "agreements/pks.pdf" in imported.out
    found = run(
        "agreements", "inspect", office.pdf, "--folder", office.desk.folder, "--config", office.desk.config
    )
    assert found.code == 0, found.out
    assert "C. Contoh, Pimpinan (kpu-kapuas-hulu)" in found.out
    assert "sama persis" in found.out
    checked = office.desk.run("policies", "check", office.desk.folder)
    assert "signature" not in checked.out
    activated = office.desk.activate()
    assert activated.code == 0, activated.err
    assert office.desk.policy().force("pks").complaint is not None
    assert "pks: berlaku" in activated.out


def test_without_the_other_partys_signature_it_is_not_in_force(office: Office):
    office.render()
    office.sign(KPU)
    office.trust(KPU)
    run("agreements", "import", office.pdf, office.desk.folder)
    warned = office.desk.run("policies", "check", office.desk.folder).out
    assert "signature-missing" in warned
    assert POLRES in warned
    assert "pks: berlaku" not in office.desk.activate().out


def test_a_page_whose_file_was_changed_afterwards_is_named(office: Office):
    office.render()
    office.sign(KPU)
    office.sign(POLRES)
    run("agreements", "import", office.pdf, office.desk.folder)
    office.desk.edit(AGREEMENT_PATH, "page_size: 100", "page_size: 101")
    found = run("agreements", "inspect", office.pdf, "--folder", office.desk.folder, "--root", office.root)
    assert found.code == 1
    assert "BUKAN" in found.out
    assert "signature-paper-other-file" in office.desk.run("policies", "check", office.desk.folder).out


def test_a_signature_that_no_trust_file_names_is_told_with_its_key(office: Office):
    office.render()
    office.sign(KPU)
    found = run("agreements", "inspect", office.pdf, "--root", office.root, "--folder", office.desk.folder)
    assert "kty: EC" in found.out
    run("agreements", "import", office.pdf, office.desk.folder)
    assert "signature-signer-unknown" in office.desk.run("policies", "check", office.desk.folder).out


def test_an_import_begins_a_folder_and_overwrites_nothing_that_it_does_not_follow(
    office: Office, tmp_path: Path
):
    office.render()
    empty = tmp_path / "baru"
    assert run("agreements", "import", office.pdf, empty).code == 0
    assert (empty / AGREEMENT_PATH).read_bytes() == (office.desk.folder / AGREEMENT_PATH).read_bytes()
    assert (empty / CONTRACT_PATH).read_bytes() == (office.desk.folder / CONTRACT_PATH).read_bytes()
    office.desk.edit(AGREEMENT_PATH, "page_size: 100", "page_size: 101")
    before = (office.desk.folder / AGREEMENT_PATH).read_bytes()
    refused = run("agreements", "import", office.pdf, office.desk.folder)
    assert refused.code == 2
    assert "pendahulu" in refused.err
    assert (office.desk.folder / AGREEMENT_PATH).read_bytes() == before


@pytest.mark.parametrize("command", ["inspect", "import"])
def test_a_strange_file_is_refused_in_one_line(office: Office, command: str):
    office.pdf.write_bytes(b"%PDF-1.4 lain")
    refused = run("agreements", command, office.pdf)
    assert refused.code == 2
    assert refused.err.count("\n") == 1


def test_a_page_is_printed_or_written(office: Office):
    assert run("policies", "render", office.desk.folder, "--lang", "en").out.startswith("# Perjanjian contoh")
    file = office.desk.folder / AGREEMENT_PATH
    assert "<!doctype html>" in run("policies", "render", file, "--format", "html").out
    assert run("policies", "render", office.desk.folder, "--pdf").code == 2
    assert run("policies", "render", office.desk.folder / CONTRACT_PATH).code == 2


@pytest.mark.parametrize(
    "place", ["../kpu.toml", "agreements/lain.yaml", f"exemptions/{KPU}.yaml", "agreements/pks.x.jws"]
)
def test_a_page_that_encloses_more_than_its_contracts_writes_nothing(tmp_path: Path, place: str):
    evil = b"uid: lain\n"
    # Everything enclosed must be named by its digest: a remark will do for that.
    agreement = PINNED.encode() + f"# {sha256(evil).hexdigest()}\n".encode()
    files = {AGREEMENT_PATH: agreement, CONTRACT_PATH: CONTRACT.encode()}
    annex = annex_of(AGREEMENT_PATH, files)
    enclosed = {
        AGREEMENT_PATH: agreement,
        **dict(sorted({CONTRACT_PATH: CONTRACT.encode(), place: evil}.items())),
    }
    pdf = tmp_path / "pks.pdf"
    pdf.write_bytes(render_pdf(replace(annex, files=enclosed), "id").content)
    folder = tmp_path / "policies"
    ran = run("agreements", "import", pdf, folder)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["pks.pdf"]
