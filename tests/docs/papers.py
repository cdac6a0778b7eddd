"""Officials who sign a PDF between the commands of a page, each with a certificate of their own."""

import re
from collections.abc import Mapping
from pathlib import Path

from gateway.drafting import sign_file
from gateway.signing import signer_from_pem
from tests.cli.desk import run
from tests.signing.paper_ca import ROOT, authority, official, sign_pdf

PEOPLE = {"kpu-kapuas-hulu": "K. Contoh", "polres-kapuas-hulu": "P. Contoh"}
SPAN = "    from: 2026-01-01T00:00:00Z\n    until: 2035-12-31T00:00:00Z\n"


def root_certificate() -> bytes:
    """Return what the operators compared in person and pin."""
    return authority(ROOT).root.pem


def sign_and_name(paper: Path, policies: Path, roots: Mapping[str, Path]) -> None:
    """Let both officials sign, and write their keys into the trust files as `inspect` prints them."""
    for agency, name in PEOPLE.items():
        paper.write_bytes(sign_pdf(paper.read_bytes(), official(name), field=agency))
    told = run("agreements", "inspect", paper, "--root", "akar.pem").out
    jwks = re.findall(r"jwk: (\{.*?\})", told)
    assert len(jwks) == len(PEOPLE)
    for agency, jwk in zip(PEOPLE, jwks, strict=True):
        path = policies / f"trust/{agency}.yaml"
        text = path.read_text("utf-8")
        holder = re.search(r"role: signatory\n *holder: (\S+)", text)
        assert holder is not None
        added = f"  - role: signatory\n    holder: {holder[1]}\n    jwk: {jwk}\n{SPAN}"
        path.write_text(text + added, "utf-8")
        sign_file(path, signer_from_pem(roots[agency].read_bytes()), suffix="akar")
