"""Policy folders in memory: the sample files, trust files for the run's keys, signatures beside each."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from gateway.policy import read_header
from gateway.signing import LocalSigner, sign_detached
from tests.simulator.keys import keys_of

KPU, POLRES = "kpu-kapuas-hulu", "polres-kapuas-hulu"
NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
SAMPLES = Path(__file__).parents[2] / "policies"

FROM, UNTIL = "2026-01-01T00:00:00Z", "2028-01-01T00:00:00Z"
# role, holder, name of the key
_HOLDERS = (
    ("client", "aplikasi", "client"),
    ("client", "aplikasi-dua", "client-2"),
    ("answer", "gerbang", "answer"),
    ("log", "gerbang", "log"),
    ("receipt", "gerbang", "receipt"),
    ("witness", "gerbang", "witness"),
    ("signatory", "pimpinan", "signatory"),
    ("signatory", "pimpinan", "signatory-2"),
    ("ppid", "ppid", "ppid"),
    ("auditor", "ppid", "auditor"),
    ("auditor", "ppid", "auditor-2"),
)
_PARTY = re.compile(r"""^[ -]*"?agency"?: "?([a-z0-9-]+)"?,?$""", re.MULTILINE)

Files = Mapping[str, bytes]


def trust_file(
    agency: str,
    *,
    version: int = 1,
    since: str = FROM,
    until: str = UNTIL,
    expires: str | None = None,
    without: frozenset[str] = frozenset(),
    predecessor: bytes | None = None,
) -> bytes:
    """Write an agency's trust file; `without` names keys that are left out.

    A later version follows `predecessor`, by default the first version as it is.
    """
    keys = keys_of(agency)
    followed = predecessor or (trust_file(agency) if version > 1 else None)
    says = f"predecessor: {sha256(followed).hexdigest()}\n" if followed else ""
    listed = "\n".join(
        f"  - role: {role}\n    holder: {holder}\n    jwk: {_jwk(keys[name])}\n"
        f"    from: {since}\n    until: {until}"
        for role, holder, name in _HOLDERS
        if name not in without
    )
    return f"""agency: {agency}
version: {version}
{says}expires: {expires or until}
roots:
  threshold: 1
  keys:
    - {_jwk(keys["root"])}
officials:
  - {{id: pimpinan, name: C. Contoh, position: Pimpinan, decree: CONTOH/1, since: 2026-01-01}}
  - {{id: ppid, name: D. Contoh, position: PPID, decree: CONTOH/2, since: 2026-01-01}}
systems:
  gerbang: Gerbang data
  aplikasi: Aplikasi contoh
  aplikasi-dua: Aplikasi contoh kedua
keys:
{listed}
""".encode()


def _jwk(signer: LocalSigner) -> str:
    return "{" + ", ".join(f"{name}: {value}" for name, value in signer.key.jwk.items()) + "}"


def sign_folder(
    files: Files,
    *,
    signer: Callable[[str, str], LocalSigner | None] = lambda role, agency: keys_of(agency)[role],
) -> dict[str, bytes]:
    """Return the files with every signature that puts them in force.

    `signer` finds the key of a role and agency; None leaves that signature out.
    """
    signed = dict(files)
    for path, content in files.items():
        for role, agency in _needed(path, content):
            key = signer(role, agency)
            if key is not None:
                signed[f"{path.removesuffix('.yaml')}.{agency}.jws"] = sign_file(path, content, key)
    return signed


def sign_file(path: str, content: bytes, signer: LocalSigner) -> bytes:
    """Return the detached signature of one file."""
    return sign_detached(content, read_header(path, content), signer).encode()


def _needed(path: str, content: bytes) -> list[tuple[str, str]]:
    folder, _, rest = path.partition("/")
    agency = rest.partition("/")[0].removesuffix(".yaml")
    match folder:
        case "datasets" | "exemptions":
            return [("ppid", agency)]
        case "trust":
            return [("root", agency)]
    return [("signatory", party) for party in _PARTY.findall(content.decode())]


@cache
def unsigned_sample() -> Files:
    """Return the project's sample files and trust files for this run's keys."""
    files = {
        path.relative_to(SAMPLES).as_posix(): path.read_bytes()
        for path in sorted(SAMPLES.rglob("*.yaml"))
        # Cases stand beside the policy; they are no part of it.
        if not path.name.endswith(".cases.yaml")
    }
    return files | {f"trust/{agency}.yaml": trust_file(agency) for agency in (KPU, POLRES)}


@cache
def sample_files() -> Files:
    """Return the sample policies, signed by everybody who must."""
    return sign_folder(unsigned_sample())
