"""Acts against a signed policy folder: what somebody who can write the files might try."""

from collections.abc import Callable, Mapping

from hypothesis import strategies as st

from gateway.policy import read_header
from gateway.signing import sign_detached
from tests.simulator import KPU, POLRES, keys_of, small_files, trust_file
from tests.simulator.keys import NAMES
from tests.simulator.policies import sign_file
from tests.simulator.small import OTHER

AGENCIES = (KPU, POLRES)
Files = dict[str, bytes]


def signatures(files: Mapping[str, bytes]) -> list[str]:
    return sorted(path for path in files if path.endswith(".jws"))


def texts(files: Mapping[str, bytes]) -> list[str]:
    return sorted(path for path in files if path.endswith(".yaml"))


def drop_signature(draw: st.DrawFn, files: Files) -> None:
    del files[draw(st.sampled_from(signatures(files)))]


def damage(draw: st.DrawFn, files: Files, path: str) -> None:
    content = bytearray(files[path])
    place = draw(st.integers(0, len(content) - 1))
    content[place] = draw(st.sampled_from(b"AZaz09-_. \n\"'{}[]:,\x00\xff"))
    files[path] = bytes(content)


def damage_signature(draw: st.DrawFn, files: Files) -> None:
    damage(draw, files, draw(st.sampled_from(signatures(files))))


def damage_text(draw: st.DrawFn, files: Files) -> None:
    """Change a byte of what was signed, and sign nothing anew."""
    damage(draw, files, draw(st.sampled_from(texts(files))))


def sign_with_another(draw: st.DrawFn, files: Files) -> None:
    """Replace a signature by one of any other key of anybody, also over a file that is none any more."""
    path = draw(st.sampled_from(signatures(files)))
    text = f"{path.rsplit('.', 2)[0]}.yaml"
    signer = keys_of(draw(st.sampled_from((*AGENCIES, OTHER))))[draw(st.sampled_from(NAMES))]
    header = read_header(text, small_files()[text])
    files[path] = sign_detached(files[text], header, signer).encode()


def swap_signatures(draw: st.DrawFn, files: Files) -> None:
    one, other = (draw(st.sampled_from(signatures(files))) for _ in range(2))
    files[one], files[other] = files[other], files[one]


def drop_key(draw: st.DrawFn, files: Files) -> None:
    """Take a key out of a trust file, signed by its root as it should be."""
    agency = draw(st.sampled_from(AGENCIES))
    name = draw(st.sampled_from(["client", "signatory", "signatory-2", "ppid", "answer", "log"]))
    path = f"trust/{agency}.yaml"
    files[path] = trust_file(agency, without=frozenset({name}))
    files[f"trust/{agency}.{agency}.jws"] = sign_file(path, files[path], keys_of(agency)["root"])


def expire_trust(draw: st.DrawFn, files: Files) -> None:
    agency = draw(st.sampled_from(AGENCIES))
    path = f"trust/{agency}.yaml"
    files[path] = trust_file(agency, expires="2026-11-23T00:00:00Z")
    files[f"trust/{agency}.{agency}.jws"] = sign_file(path, files[path], keys_of(agency)["root"])


def drop_text(draw: st.DrawFn, files: Files) -> None:
    """Leave a whole file out, with what signs it."""
    path = draw(st.sampled_from(texts(files)))
    for beside in [name for name in files if name.startswith(f"{path.removesuffix('.yaml')}.")]:
        del files[beside]


ACTS: tuple[Callable[[st.DrawFn, Files], None], ...] = (
    drop_signature,
    damage_signature,
    damage_text,
    sign_with_another,
    swap_signatures,
    drop_key,
    expire_trust,
    drop_text,
)


@st.composite
def tampered(draw: st.DrawFn) -> tuple[Files, list[str]]:
    """Draw the signed folder after one to three acts against it."""
    files: Files = dict(small_files())
    done = []
    for act in draw(st.lists(st.sampled_from(ACTS), min_size=1, max_size=3)):
        act(draw, files)
        done.append(act.__name__)
    return files, done
