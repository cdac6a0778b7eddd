"""A log that has exchanged its key is checked with both: the old heads by the old, the new by the new."""

from tests.cli.desk import Desk, run
from tests.policy.desk import KPU, keys_of


def exchange(desk: Desk) -> None:
    """Rotate the log key, sign and activate, then put the new key in the old one's place."""
    (desk.home / "state/kpu/keys/log.pem").write_bytes(keys_of(KPU)["log"].to_pem())
    desk.activate()
    new = desk.home / "log.next.pem"
    rotated = run("keys", "rotate", desk.folder, "--agency", KPU, "--role", "log", "--out", new)
    assert rotated.code == 0
    trust = desk.folder / f"trust/{KPU}.yaml"
    assert run("policies", "sign", trust, "--key", desk.pem(KPU, "root")).code == 0
    assert desk.activate().code == 0
    new.replace(desk.home / "state/kpu/keys/log.pem")
    assert desk.activate().code == 0


def test_a_log_is_whole_across_the_exchange_of_its_key(desk: Desk):
    exchange(desk)
    vkeys = desk.run("log", "vkey").out.split()
    assert len(vkeys) == 2
    assert desk.run("log", "verify").code == 0
    copy = desk.home / "log.ndjson"
    desk.run("log", "export", "-o", copy)
    # Each by itself knows only some of the heads.
    for vkey in vkeys:
        assert run("log", "verify", copy, "--vkey", vkey).code == 1
    assert run("log", "verify", copy, "--vkey", vkeys[0], "--vkey", vkeys[1]).code == 0


def test_keys_of_two_logs_check_neither(desk: Desk):
    exchange(desk)
    vkeys = desk.run("log", "vkey").out.split()
    copy = desk.home / "log.ndjson"
    desk.run("log", "export", "-o", copy)
    other = vkeys[1].replace("kpu-kapuas-hulu.example", "polres.example")
    assert run("log", "verify", copy, "--vkey", vkeys[0], "--vkey", other).code == 2
