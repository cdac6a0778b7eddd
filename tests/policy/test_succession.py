"""The succession of trust files: who pinned the first roots follows, and nobody makes another successor."""

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256

import pytest

from gateway.errors import PolicyFilesBad
from gateway.policy import RootPins, read_bundle, read_header, read_trust
from gateway.signing import LocalSigner, sign_detached
from tests.policy.desk import KPU, keys_of, resolved
from tests.simulator.policies import trust_file

PATH = f"trust/{KPU}.yaml"
# Two root keys, then one of them and a new one, then two that nobody pinned.
A, B, C, D = (keys_of(KPU)[name] for name in ("root", "root-2", "stray", "client-2"))
PINS = RootPins(2, frozenset({A.key.thumbprint, B.key.thumbprint}))


def jwk(signer: LocalSigner) -> str:
    return "{" + ", ".join(f"{name}: {value}" for name, value in signer.key.jwk.items()) + "}"


def version(
    number: int,
    roots: Sequence[LocalSigner],
    before: bytes | None,
    *changes: tuple[str, str],
    threshold: int = 2,
) -> bytes:
    text = trust_file(KPU, version=number, predecessor=before, without=frozenset({"client-2"})).decode()
    start, end = text.index("roots:\n"), text.index("officials:")
    listed = "".join(f"    - {jwk(root)}\n" for root in roots)
    text = f"{text[:start]}roots:\n  threshold: {threshold}\n  keys:\n{listed}{text[end:]}"
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text.encode()


ONE = version(1, (A, B), None)
TWO = version(2, (A, C), ONE)
THREE = version(3, (C, D), TWO)

Signed = tuple[bytes, Sequence[LocalSigner]]
HONEST: Sequence[Signed] = ((ONE, (A, B)), (TWO, (A, B, C)), (THREE, (A, C, D)))


def folder(versions: Sequence[Signed]) -> dict[str, bytes]:
    """Lay out versions: the last in its place, those before it beside it, every signature beside each."""
    files: dict[str, bytes] = {}
    for at, (content, signers) in enumerate(versions, 1):
        stem = f"trust/{KPU}" if at == len(versions) else f"trust/{KPU}/{number_of(content)}"
        files[f"{stem}.yaml"] = content
        for signer in signers:
            jws = sign_detached(content, read_header(f"{stem}.yaml", content), signer)
            files[f"{stem}.{signer.key.thumbprint[:8]}.jws"] = jws.encode()
    return files


def number_of(content: bytes) -> int:
    return int(content.split(b"version: ")[1].split(b"\n")[0])


def problem_of(files: Mapping[str, bytes], pins: RootPins = PINS) -> str | None:
    """Say why a gateway with these pins does not take the newest version."""
    found = resolved(dict(files), pins={KPU: pins}).problems.get(KPU)
    return None if found is None else str(found)


def replaced(at: int, content: bytes, signers: Sequence[LocalSigner]) -> list[Signed]:
    return [*HONEST[:at], (content, signers), *HONEST[at + 1 :]]


ATTACKS = {
    "a successor without a threshold of the old roots": (replaced(1, TWO, (A, C)), "1 of 2 .* before"),
    "a successor without a threshold of its own roots": (replaced(1, TWO, (A, B)), "1 of 2 .* itself"),
    "the newest signed by the old roots alone": (replaced(2, THREE, (A, C)), "1 of 2 .* itself"),
    "the newest signed by itself alone": (replaced(2, THREE, (C, D)), "1 of 2 .* before"),
    "the same root twice is one": (replaced(1, TWO, (A, A, C)), "1 of 2 .* before"),
    "a skipped version": ([HONEST[0], HONEST[2]], "skips version 2"),
    "pinned roots that signed nothing": (replaced(0, ONE, (A,)), "0 of 2"),
    "a new version that asks for one signature": (
        [HONEST[0], (version(2, (A, C), ONE, threshold=1), (A, C))],
        "1 of 2 .* before",
    ),
}


@pytest.mark.parametrize(("versions", "problem"), ATTACKS.values(), ids=ATTACKS.keys())
def test_a_chain_with_a_broken_link_leads_nowhere(versions, problem):
    found = problem_of(folder(versions))
    assert found is not None
    assert re.search(problem, found), found


def test_the_pins_of_the_first_version_follow_to_the_newest():
    assert problem_of(folder(HONEST)) is None
    assert problem_of(folder(HONEST[:2])) is None


def test_without_the_versions_between_the_newest_is_a_stranger():
    newest = {path: content for path, content in folder(HONEST).items() if "/kpu-kapuas-hulu/" not in path}
    assert problem_of(newest) is not None
    # Who compared the newest roots in person needs no history.
    pins = RootPins(2, frozenset({C.key.thumbprint, D.key.thumbprint}))
    assert problem_of(newest, pins) is None
    assert problem_of(folder(HONEST), pins) is None


def test_pins_that_ask_for_more_signatures_are_heard_at_every_link():
    one = version(1, (A, B), None, threshold=1)
    two = version(2, (B, C), one, threshold=1)
    chain: list[Signed] = [(one, (A, B)), (two, (A, C))]
    assert "1 of 2" in (problem_of(folder(chain)) or "")
    assert problem_of(folder([(one, (A, B)), (two, (A, B, C))])) is None


FAULTS = {
    "a predecessor that is another file": (
        replaced(1, version(2, (A, C), ONE + b"# x\n"), (A, B, C)),
        "former-differs",
    ),
    "a key that left": (
        replaced(2, THREE.replace(b"holder: aplikasi\n", b"holder: gerbang\n"), (A, C, D)),
        "former-key",
    ),
    "no predecessor in version 2": (
        replaced(1, version(2, (A, C), ONE, (f"predecessor: {sha256(ONE).hexdigest()}\n", "")), (A,)),
        "predecessor",
    ),
}


@pytest.mark.parametrize(("versions", "code"), FAULTS.values(), ids=FAULTS.keys())
def test_versions_that_contradict_each_other_are_faults(versions, code):
    assert code in {fault.code for fault in read_bundle(folder(versions)).faults}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        pytest.param("/1.yaml", "/7.yaml", "former-version", id="under another number"),
        pytest.param(f"/{KPU}/2.yaml", f"/{KPU}/02.yaml", "file-unexpected", id="under no number"),
    ],
)
def test_a_former_version_stands_under_its_own_number(old, new, code):
    files = {
        path.replace(old, new): content for path, content in folder(HONEST).items() if path.endswith("yaml")
    }
    assert code in {fault.code for fault in read_bundle(files).faults}


def test_the_newest_version_is_not_among_the_former():
    files = folder([*HONEST[:2], HONEST[2]]) | {f"trust/{KPU}/3.yaml": THREE}
    assert "former-newer" in {fault.code for fault in read_bundle(files).faults}


def test_a_root_key_never_becomes_a_key_of_another_role_nor_the_other_way_round():
    client = keys_of(KPU)["client"]
    two = version(2, (A, C), ONE, (jwk(client), jwk(B)))
    assert "former-key" in {fault.code for fault in read_bundle(folder([(ONE, ()), (two, ())])).faults}
    two = version(
        2,
        (A, client),
        ONE,
        (
            f"  - role: client\n    holder: aplikasi\n    jwk: {jwk(client)}\n",
            "  - role: client\n    holder: aplikasi\n    jwk: " + jwk(D) + "\n",
        ),
    )
    assert "former-key" in {fault.code for fault in read_bundle(folder([(ONE, ()), (two, ())])).faults}


def test_a_client_follows_too():
    files = folder(HONEST)
    former = {
        path.removeprefix(f"trust/{KPU}/"): content for path, content in files.items() if f"/{KPU}/" in path
    }
    jws = [
        content.decode() for path, content in files.items() if f"/{KPU}." in path and path.endswith(".jws")
    ]
    with pytest.raises(PolicyFilesBad):
        read_trust(f"{KPU}.yaml", THREE, jws, PINS)
    assert read_trust(f"{KPU}.yaml", THREE, jws, PINS, former).version == 3
