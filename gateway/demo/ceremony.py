"""What the two agencies would do in person: make keys, write trust files, compare roots, sign.

In real life root, signatory and PPID keys never meet a machine that serves.
"""

import os
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from gateway.demo.layout import Layout
from gateway.drafting import format_moment, sign_file
from gateway.policy import cases_agreement
from gateway.signing import LocalSigner, new_signer

LIFE = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Agency:
    """One side of the demonstration. Every person in it is made up."""

    uid: str
    short: str
    title: str
    signatory: str
    position: str


KPU = Agency("kpu-kapuas-hulu", "kpu", "KPU Kabupaten Kapuas Hulu", "Contoh Ketua", "Ketua KPU")
POLRES = Agency("polres-kapuas-hulu", "polres", "Polres Kapuas Hulu", "Contoh Kapolres", "Kapolres")
AGENCIES = (KPU, POLRES)

SYSTEM = "aplikasi"
# With the last a gateway asks the other one, about agreements alone.
_GATEWAY_ROLES = ("answer", "log", "receipt", "witness", "client")


@dataclass(frozen=True, slots=True)
class Keys:
    """One agency's keys of this run."""

    root: LocalSigner
    signatory: LocalSigner
    ppid: LocalSigner
    client: LocalSigner
    gateway: Mapping[str, LocalSigner]


def hold_ceremony(layout: Layout, policies: Path, now: datetime) -> Mapping[str, Keys]:
    """Make every key and trust file, and sign every policy file; returns the keys by agency."""
    _copy_policies(policies, layout.policies)
    keys = {agency.uid: _make_keys(layout, agency) for agency in AGENCIES}
    (layout.policies / "trust").mkdir(exist_ok=True)
    for agency in AGENCIES:
        path = layout.policies / "trust" / f"{agency.uid}.yaml"
        path.write_text(_trust(agency, keys[agency.uid], now), "utf-8")
        sign_file(path, keys[agency.uid].root, suffix="akar")
    _write_pins(layout.pins, keys)
    _sign_policies(layout.policies, keys)
    return keys


def _copy_policies(source: Path, target: Path) -> None:
    """Copy contents alone: the modes of a read-only checkout would make the copies unusable."""
    for path in sorted(source.rglob("*.yaml")):
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())


def _make_keys(layout: Layout, agency: Agency) -> Keys:
    offline, serving, client = (
        layout.officials(agency.short),
        layout.keys(agency.short),
        layout.client(agency.short),
    )
    for folder in (offline, serving, client):
        folder.mkdir(parents=True, mode=0o700)
    for name in ("cursor", "pseudonym"):
        text = urlsafe_b64encode(os.urandom(32)).rstrip(b"=") + b"\n"
        write_private(serving / f"{name}.key", text)
    return Keys(
        root=_make_key(offline / "root.pem"),
        signatory=_make_key(offline / "signatory.pem"),
        ppid=_make_key(offline / "ppid.pem"),
        client=_make_key(client / "client.pem"),
        gateway={role: _make_key(serving / f"{role}.pem") for role in _GATEWAY_ROLES},
    )


def _make_key(path: Path) -> LocalSigner:
    signer = new_signer("ed25519")
    write_private(path, signer.to_pem())
    return signer


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner can ever have read."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)


def _trust(agency: Agency, keys: Keys, now: datetime) -> str:
    start, end = format_moment(now - timedelta(days=1)), format_moment(now + LIFE)
    holders = [
        *((role, "gerbang", signer) for role, signer in keys.gateway.items()),
        ("client", SYSTEM, keys.client),
        ("signatory", "pimpinan", keys.signatory),
        ("ppid", "ppid", keys.ppid),
    ]
    listed = "\n".join(
        f"  - role: {role}\n    holder: {holder}\n    jwk: {_jwk(signer)}\n"
        f"    from: {start}\n    until: {end}"
        for role, holder, signer in holders
    )
    return f"""# CONTOH: dibuat oleh demonstrasi; setiap orang di dalamnya rekaan.
agency: {agency.uid}
version: 1
expires: {end}
roots:
  threshold: 1
  keys:
    - {_jwk(keys.root)}
officials:
  - id: pimpinan
    name: {agency.signatory}
    position: {agency.position}
    decree: CONTOH/SK/1/2026
    since: 2026-01-01
  - id: ppid
    name: Contoh PPID
    position: PPID {agency.title}
    decree: CONTOH/SK/2/2026
    since: 2026-01-01
systems:
  gerbang: Gerbang data {agency.title}
  {SYSTEM}: Aplikasi contoh {agency.title}
keys:
{listed}
"""


def _jwk(signer: LocalSigner) -> str:
    return "{" + ", ".join(f"{name}: {value}" for name, value in signer.key.jwk.items()) + "}"


def _write_pins(path: Path, keys: Mapping[str, Keys]) -> None:
    lines = [
        f'[{uid}]\nthreshold = 1\nroots = ["{held.root.key.thumbprint}"]\n' for uid, held in keys.items()
    ]
    path.write_text("\n".join(lines), "utf-8")


def _sign_policies(policies: Path, keys: Mapping[str, Keys]) -> None:
    for kind in ("datasets", "exemptions"):
        for path in sorted((policies / kind).rglob("*.yaml")):
            agency = path.parent.name if kind == "datasets" else path.stem
            sign_file(path, keys[agency].ppid, suffix="ppid")
    for path in sorted((policies / "agreements").glob("*.yaml")):
        if cases_agreement(f"agreements/{path.name}") is not None:
            continue
        for uid, held in keys.items():
            sign_file(path, held.signatory, suffix=uid)
