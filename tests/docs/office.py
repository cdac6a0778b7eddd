"""What the operators made ready before docs/policy-guide.md begins: keys, trust files, settings, a table."""

import os
import re
import sqlite3
from base64 import urlsafe_b64encode
from contextlib import closing
from pathlib import Path

from tests.cli.desk import Ran, run

AGENCIES = {"kpu-kapuas-hulu": "kpu", "polres-kapuas-hulu": "polres"}
HOLDERS = {"signatory": "pimpinan", "ppid": "ppid", "client": "aplikasi"}
SPAN = "    from: 2026-01-01T00:00:00Z\n    until: 2035-12-31T00:00:00Z\n"
SECRETS = ("GUDANG-RAHASIA", "6106010101900001")
ROWS, ELSEWHERE = 25, 5
SETTINGS = """\
agency = "kpu-kapuas-hulu"
state = "."

[server]
port = {port}
workers = 1
authorities = ["127.0.0.1:{port}"]

[storage]
folder = "kpu"
url = "sqlite:///gateway.db"

[log]
origin = "kpu.coba.example/sinergi"

[trust]
pins = "pins.toml"

[paper]
roots = ["akar.pem"]

[sources.utama]
url = "sqlite:///kpu/data.db"
datasets = ["tps"]
"""
PROFILE = """\
key = "clients/polres/client.pem"
heads = "heads"
pins = "pins.toml"

[gateways.kpu-kapuas-hulu]
url = "http://127.0.0.1:{port}"
origin = "kpu.coba.example/sinergi"
trust = "policies/trust/kpu-kapuas-hulu.yaml"
"""


def command(*words: object) -> Ran:
    """Run one command that must succeed."""
    done = run("--lang", "en", *words)
    assert done.code == 0, f"{words}\n{done.out}{done.err}"
    return done


def furnish(home: Path, port: int) -> None:
    """Do what both operators do: hold the ceremony, write the settings, prepare the database."""
    pins = [hold_ceremony(home, agency, short) for agency, short in AGENCIES.items()]
    (home / "pins.toml").write_text("".join(pins))
    for name in ("cursor", "pseudonym"):
        secret = home / f"kpu/keys/{name}.key"
        secret.write_bytes(urlsafe_b64encode(os.urandom(32)).rstrip(b"="))
        secret.chmod(0o600)
    fill(home / "kpu/data.db")
    (home / "kpu.toml").write_text(SETTINGS.format(port=port))
    (home / "polres.toml").write_text(PROFILE.format(port=port))
    command("storage", "upgrade", "--config", home / "kpu.toml")


def hold_ceremony(home: Path, agency: str, short: str) -> str:
    """Make an agency's keys and its signed trust file; return the lines that pin its root."""
    places = {role: home / f"officials/{short}/{role}.pem" for role in ("root", "signatory", "ppid")}
    places |= {role: home / f"{short}/keys/{role}.pem" for role in ("answer", "log", "receipt")}
    places["client"] = home / f"clients/{short}/client.pem"
    shown = {}
    for role, path in places.items():
        path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
        command("keys", "new", "--role", role, "--out", path)
        shown[role] = command("keys", "show", path).out
    jwks = {role: re.search(r"jwk: (\{.*\})", text)[1] for role, text in shown.items()}
    keys = (
        f"  - role: {role}\n    holder: {HOLDERS.get(role, 'gerbang')}\n    jwk: {jwk}\n{SPAN}"
        for role, jwk in jwks.items()
        if role != "root"
    )
    people = (
        f"  - {{id: {uid}, name: {name}, position: {name}, decree: SK CONTOH/2026, since: 2026-01-01}}\n"
        for uid, name in (("pimpinan", "Contoh Pimpinan"), ("ppid", "Contoh PPID"))
    )
    trust = home / f"policies/trust/{agency}.yaml"
    trust.parent.mkdir(parents=True, exist_ok=True)
    trust.write_text(
        f"agency: {agency}\nversion: 1\nexpires: 2035-12-31T00:00:00Z\n"
        f"roots:\n  threshold: 1\n  keys:\n    - {jwks['root']}\nofficials:\n{''.join(people)}"
        f"systems:\n  gerbang: Gerbang data\n  aplikasi: Aplikasi contoh\nkeys:\n{''.join(keys)}"
    )
    command("policies", "sign", trust, "--key", places["root"], "--name", "akar")
    thumbprint = re.search(r"thumbprint (\S+)", shown["root"])[1]
    return f'[{agency}]\nthreshold = 1\nroots = ["{thumbprint}"]\n'


def fill(path: Path) -> None:
    """Make up the table, with rows of another regency and values that must never leave."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(
            "CREATE TABLE tps (kode_tps TEXT PRIMARY KEY NOT NULL, kode_desa TEXT, no_tps INTEGER,"
            " dpt INTEGER, hp_ketua TEXT, lokasi_gudang TEXT, nik_ketua TEXT)"
        )
        for number in range(1, ROWS + ELSEWHERE + 1):
            desa = "6106171001" if number <= ROWS else "6107011001"
            row = (f"{desa}{number:03}", desa, number, 200 + number, f"08110000{number:02}", *SECRETS)
            database.execute("INSERT INTO tps VALUES (?, ?, ?, ?, ?, ?, ?)", row)
