"""Keys exchanged and revoked while two gateways go on: who follows believes both, who does not neither."""

from pathlib import Path

import pytest

from gateway.client import Client, Peer
from gateway.errors import KeyUnknown
from gateway.policy import Trust
from gateway.signing import Message
from tests.cli.desk import run
from tests.cli.pair import GATEWAY_CLIENT, Side, make_pair
from tests.policy.desk import KPU, POLRES, keys_of

ROLES = ("answer", "log", "receipt")


def trust_of(side: Side) -> Trust:
    return side.policy().bundle.trusts[KPU]


def client(kpu: Side, trust: Trust) -> Client:
    """Return a client of Polres that faces KPU and knows it by one version of its trust file."""
    peer = Peer.of(trust, origin=f"{KPU}.example/log")
    return Client(f"http://127.0.0.1:{kpu.port}", keys_of(POLRES)[GATEWAY_CLIENT], peer)


def ask(kpu: Side, trust: Trust) -> None:
    """Get a signed answer and the receipt of the exchange, and check both."""
    with client(kpu, trust) as asking:
        message: Message = asking.sign("GET", "/v1/catalog")
        answer = asking.send(message)
        assert answer.status == 200
        asking.receipt(answer.field("exchange-id") or "")


def rotate(kpu: Side) -> None:
    for role in ROLES:
        out = kpu.home / f"{role}.next.pem"
        done = run("keys", "rotate", kpu.folder, "--agency", KPU, "--role", role, "--out", out)
        assert done.code == 0, done.err
    trust = kpu.folder / f"trust/{KPU}.yaml"
    assert run("policies", "sign", trust, "--key", kpu.pem("root")).code == 0


def hand_over(kpu: Side, polres: Side) -> None:
    for path in (kpu.folder / "trust").rglob("*"):
        if path.is_file() and POLRES not in path.as_posix():
            target = polres.folder / path.relative_to(kpu.folder)
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(path.read_bytes())


def test_a_gateway_exchanges_all_its_keys_while_the_other_goes_on(tmp_path: Path):
    kpu, polres = make_pair(tmp_path)
    old = trust_of(polres)
    with kpu.served():
        ask(kpu, old)
        rotate(kpu)
        for side in (kpu, polres):
            if side is polres:
                hand_over(kpu, polres)
            assert side.activate().code == 0
        # The old keys still count, and whoever knows the next version believes them.
        ask(kpu, trust_of(polres))
        ask(kpu, old)
    for role in ROLES:
        (kpu.home / f"{role}.next.pem").replace(kpu.home / f"state/kpu/keys/{role}.pem")
    with kpu.served():
        ask(kpu, trust_of(polres))
        with pytest.raises(KeyUnknown):
            ask(kpu, old)
        # Believed as well: KPU alone has activated the agreement that it has signed.
        assert "DIFFERENT" in polres.run("agreements", "compare").out
    assert kpu.run("log", "verify").code == 0


def test_a_revoked_key_is_unknown_at_home_and_at_the_peer(tmp_path: Path):
    kpu, polres = make_pair(tmp_path)
    revoked = keys_of(KPU)[GATEWAY_CLIENT].key.thumbprint
    statement = kpu.home / "cabut.jws"

    def revoke(side: Side, *how: object):
        # A fingerprint may begin with a hyphen.
        return run("--lang", "en", "keys", "revoke", "--config", side.config, *how, "--yes", "--", revoked)

    with polres.served():
        assert kpu.run("agreements", "compare").code == 0
        done = revoke(kpu, "--key", kpu.pem("signatory"), "--save", statement)
        assert done.code == 0, done.err
        # The peer does not know yet; from its own entry on nobody is heard with that key.
        assert kpu.run("agreements", "compare").code == 0
        assert revoke(polres, "--statement", statement).code == 0
        refused = kpu.run("agreements", "compare")
        assert refused.code == 1
        assert "key-unknown" in refused.err
    for side in (kpu, polres):
        assert revoked in side.policy().standing.revoked
