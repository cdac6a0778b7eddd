"""A trust file by itself: what a client pins of its peer."""

import pytest

from gateway.errors import PolicyFilesBad
from gateway.policy import RootPins, read_header, read_trust
from gateway.signing import sign_detached
from tests.policy.desk import KPU, POLRES, keys_of, pins_of, trust_file

FILE, PATH = f"{KPU}.yaml", f"trust/{KPU}.yaml"
CONTENT = trust_file(KPU)
PINS = pins_of(KPU)[KPU]


def signed_by(agency: str, name: str, content: bytes = CONTENT) -> str:
    return sign_detached(content, read_header(PATH, content), keys_of(agency)[name])


@pytest.mark.parametrize(
    ("content", "signatures", "pins"),
    [
        pytest.param(CONTENT, [], PINS, id="no signature"),
        pytest.param(CONTENT, ["", "x..y", "\u202e"], PINS, id="no signatures at all"),
        pytest.param(CONTENT, [signed_by(KPU, "ppid")], PINS, id="another role"),
        pytest.param(CONTENT, [signed_by(POLRES, "root")], PINS, id="another agency"),
        pytest.param(CONTENT + b"\n", [signed_by(KPU, "root")], PINS, id="a byte more"),
        pytest.param(
            CONTENT, [signed_by(KPU, "root")], RootPins(2, PINS.thumbprints), id="below the threshold"
        ),
        pytest.param(CONTENT, [signed_by(KPU, "root")], RootPins(1, frozenset()), id="nothing pinned"),
        pytest.param(b"agency: [", [signed_by(KPU, "root")], PINS, id="no trust file"),
        pytest.param(b"", [], PINS, id="nothing"),
    ],
)
def test_a_trust_file_without_its_pinned_roots_is_refused(content, signatures, pins):
    with pytest.raises(PolicyFilesBad):
        read_trust(FILE, content, signatures, pins)


@pytest.mark.parametrize("file", [f"{POLRES}.yaml", "x.yaml", "", "../x.yaml", "a.b.yaml"])
def test_a_trust_file_under_another_name_is_refused(file):
    with pytest.raises(PolicyFilesBad):
        read_trust(file, CONTENT, [signed_by(KPU, "root")], PINS)


def test_a_trust_file_signed_by_its_pinned_root_is_read():
    trust = read_trust(FILE, CONTENT, ["garbage", signed_by(KPU, "root")], PINS)
    assert trust.agency == KPU
    assert {key.role for key in trust.keys.values()} >= {"client", "answer", "log"}
