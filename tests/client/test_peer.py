from datetime import UTC, datetime, timedelta

import pytest

from gateway.client import Peer
from gateway.errors import KeyUnknown, ProofBad
from gateway.policy import read_trust
from tests.simulator import KPU, NOON, keys_of, pins_of, sign_folder, trust_file

PATH = f"trust/{KPU}.yaml"
PINS = pins_of(KPU)[KPU]
UNTIL = datetime(2028, 1, 1, tzinfo=UTC)


def peer(**changed) -> Peer:
    signed = sign_folder({PATH: trust_file(KPU, **changed)})
    jws = [content.decode() for path, content in signed.items() if path != PATH]
    return Peer.of(read_trust(f"{KPU}.yaml", signed[PATH], jws, PINS), origin="kpu.example/log")


def thumbprint(name: str) -> str:
    return keys_of(KPU)[name].key.thumbprint


def test_only_keys_of_the_trust_file_are_found():
    ring = peer().ring_at(NOON)
    assert ring.find(thumbprint("stray")) is None
    assert ring.find(thumbprint("root")) is None
    assert ring.find("") is None
    found = ring.find(thumbprint("answer"))
    assert (found.role, found.agency) == ("answer", KPU)


def test_a_key_counts_in_its_own_time_alone():
    known = peer(expires="2029-01-01T00:00:00Z")
    assert known.ring_at(UNTIL).find(thumbprint("answer"))
    assert not known.ring_at(UNTIL + timedelta(seconds=1)).find(thumbprint("answer"))
    assert not known.ring_at(datetime(2025, 12, 31, tzinfo=UTC)).find(thumbprint("answer"))


def test_an_expired_trust_file_has_no_ring():
    assert peer().ring_at(UNTIL)
    with pytest.raises(KeyUnknown, match="expired"):
        peer().ring_at(UNTIL + timedelta(seconds=1))


def test_a_receipt_is_signed_by_a_receipt_key_and_outlives_it():
    known = peer()
    assert known.receipt_key(thumbprint("receipt")) == keys_of(KPU)["receipt"].key
    for name in ("answer", "log", "stray", "root"):
        with pytest.raises(KeyUnknown):
            known.receipt_key(thumbprint(name))


def test_without_a_log_key_no_head_could_be_checked():
    with pytest.raises(ProofBad, match="key in the role log"):
        peer(without=frozenset({"log"}))


def test_a_log_key_that_was_over_before_an_entry_has_sealed_nothing_of_it():
    known = peer()
    assert known.log_keys(UNTIL) == (keys_of(KPU)["log"].key,)
    assert known.log_keys(UNTIL + timedelta(seconds=1)) == ()
