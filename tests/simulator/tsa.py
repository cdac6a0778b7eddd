"""A timestamp authority on this machine: `openssl ts` behind a name, with a root of its own."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

OPENSSL = shutil.which("openssl")

_CONFIG = """\
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[stamp]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
"""


def _run(*words: str) -> bytes:
    assert OPENSSL
    done = subprocess.run([OPENSSL, *words], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@dataclass(frozen=True, slots=True)
class Tsa:
    """One authority; `root` is its pinned certificate in PEM."""

    folder: Path

    @property
    def root(self) -> Path:
        return self.folder / "root.pem"

    @property
    def root_der(self) -> bytes:
        return _run("x509", "-in", str(self.root), "-outform", "der")

    def answer(self, request: bytes) -> bytes:
        """Timestamp a request, both in DER."""
        query = self.folder / "query.tsq"
        query.write_bytes(request)
        config = str(self.folder / "tsa.cnf")
        return _run("ts", "-reply", "-config", config, "-queryfile", str(query))


_EC = ("ec", "-pkeyopt", "ec_paramgen_curve:P-256")


def make_tsa(
    folder: Path,
    *,
    days: int = 3650,
    name: str = "Otoritas Cap Waktu",
    newkey: tuple[str, ...] = _EC,
) -> Tsa:
    """Make an authority whose certificate holds for so many days from now; below 0 it has lapsed."""
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "tsa.cnf"
    config.write_text(_CONFIG.format(folder=folder))
    (folder / "serial").write_text("01\n")
    key = ("-newkey", *newkey, "-nodes", "-config", str(config))
    _run(
        "req", "-x509", *key, "-subj", f"/CN=Akar {name}", "-extensions", "root", "-days", "3650",
        "-keyout", str(folder / "root.key"), "-out", str(folder / "root.pem"),
    )  # fmt: skip
    _run(
        "req", *key, "-subj", f"/CN={name}",
        "-keyout", str(folder / "tsa.key"), "-out", str(folder / "tsa.csr"),
    )  # fmt: skip
    _run(
        "x509", "-req", "-in", str(folder / "tsa.csr"), "-CA", str(folder / "root.pem"),
        "-CAkey", str(folder / "root.key"), "-CAcreateserial", "-extfile", str(config),
        "-extensions", "stamp", "-days", str(days), "-out", str(folder / "tsa.pem"),
    )  # fmt: skip
    return Tsa(folder)
