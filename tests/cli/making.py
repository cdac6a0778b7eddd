"""A gateway's settings in a folder, for tests of commands."""

from base64 import urlsafe_b64encode
from pathlib import Path

from gateway.signing import new_signer

SETTINGS = """\
agency = "kpu-kapuas-hulu"
state = "state"

[server]
authorities = ["kpu.example"]

[storage]
folder = "kpu"
url = "{url}"

[log]
origin = "kpu-kapuas-hulu.example/log"

[trust]
pins = "../pins.toml"

[sources.utama]
url = "sqlite:///kpu/data.db"
datasets = ["tps"]
"""

PINS = f"""\
[kpu-kapuas-hulu]
threshold = 1
roots = ["{"r" * 43}"]
"""


def write_config(folder: Path, *, url: str = "sqlite:///gateway.db") -> Path:
    """Write a settings file, its pins and its keys."""
    keys = folder / "state/kpu/keys"
    keys.mkdir(parents=True, exist_ok=True)
    (folder / "state/kpu").chmod(0o700)
    for name in ("log", "answer", "receipt"):
        write_private(keys / f"{name}.pem", new_signer("ed25519").to_pem())
    for name in ("cursor", "pseudonym"):
        write_private(keys / f"{name}.key", urlsafe_b64encode(b"s" * 32).rstrip(b"="))
    (folder / "pins.toml").write_text(PINS)
    config = folder / "kpu.toml"
    config.write_text(SETTINGS.format(url=url))
    return config


def write_private(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    path.chmod(0o600)
