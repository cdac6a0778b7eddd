"""`gateway log reconcile` from the shell: from a copy, a database and the gateway itself."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from gateway.audit import Checkpoint, make_inclusion, parse_checkpoint, parse_note
from gateway.catalogue import texts
from gateway.cli.log_reconcile_report import LACK_TEXTS, UNSEEN
from gateway.cli.peers import open_client
from gateway.client import FileHeads, Followed
from gateway.evidence import make_receipt
from tests.audit.memory import MemoryLog, seal
from tests.cli.desk import Ran, run
from tests.cli.making import write_private
from tests.cli.pair import Side, make_pair
from tests.console.stand import ROOT, Made, make_gateway
from tests.evidence.test_succession import FITTING, first
from tests.policy.desk import KPU, POLRES, keys_of

CONFIG = ROOT / "config/kpu.toml"
PROFILE = """\
key = "../clients/polres/client.pem"
pins = "{state}/pins.toml"

[gateways.kpu-kapuas-hulu]
url = "http://127.0.0.1:9"
origin = "kpu.kapuas-hulu.example/sinergi"
trust = "{state}/policies/trust/kpu-kapuas-hulu.yaml"
"""


def reconcile(*arguments: object) -> Ran:
    return run("--lang", "en", "log", "reconcile", *arguments)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A gateway's log with some exchanges in it, two of them released and one receipt kept."""
    return make_gateway(tmp_path_factory.mktemp("rekonsiliasi") / "state")


class Records:
    """What Polres kept of it, and copies of the log."""

    def __init__(self, made: Made, folder: Path) -> None:
        self.made, self.kept = made, folder / "bukti"
        self.kept.mkdir()
        (self.kept / "satu.jws").write_text(made.receipt)
        (self.kept / "catatan.txt").write_text("bukan bukti")
        self.export = folder / "log.ndjson"
        assert run("log", "export", "--config", CONFIG, "-o", self.export).code == 0
        self.database = folder / "copy.db"
        owned = sqlite3.connect(made.state / "kpu/gateway.db")
        with closing(owned), closing(sqlite3.connect(self.database)) as target:
            owned.backup(target)
        shutil.copytree(made.state / "clients", folder / "clients")
        (folder / "p").mkdir()
        self.profile = folder / "p/polres.toml"
        self.profile.write_text(PROFILE.format(state=made.state))
        self.mine = ("--kept", self.kept, "--profile", self.profile, "--agency", KPU)


@pytest.fixture
def records(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Records:
    monkeypatch.setenv("SINERGI_STATE", str(made.state))
    return Records(made, tmp_path)


def test_an_export_a_database_and_a_gateway_tell_alike_what_was_not_kept(records: Records):
    copies = (
        (records.export, *records.mine),
        ("--database", f"sqlite:///{records.database}", *records.mine),
        ("--config", CONFIG, "--kept", records.kept),
    )
    for arguments in copies:
        told = reconcile(*arguments)
        assert (told.code, told.err) == (1, "")
        assert "DIFFERS in 1 places. 1 sound receipts and 0 acknowledgements" in told.out
        where = f"no receipt was kept ({records.made.ids['asked-few']}, entry"
        assert f"- receipt-not-kept: the log says that data was released to you, and {where}" in told.out


@pytest.mark.parametrize("option", ["--consumer", "--system"])
def test_what_only_a_copy_can_answer_is_not_asked_over_the_network(records: Records, option: str):
    told = reconcile(*records.mine, option, POLRES)
    assert told.code == 2
    assert "for a copy of the log alone" in told.err


def test_json_is_for_programs(records: Records):
    told = reconcile(records.export, *records.mine, "--format", "json")
    facts = json.loads(told.out)
    (difference,) = facts.pop("differences")
    assert difference["lack"] == "receipt-not-kept"
    assert difference["exchange"] == records.made.ids["asked-few"]
    assert (told.code, facts["agrees"], facts["receipts"], facts["unseen"]) == (1, False, 1, [])
    assert facts["size"] == len(records.made.ids) + 1


def test_records_that_agree_leave_with_zero(records: Records):
    told = reconcile(records.export, *records.mine, "--system", "tiada")
    assert (told.code, told.err) == (0, "")
    assert "AGREES. 1 receipts and 0 acknowledgements" in told.out


def test_the_head_that_the_profile_keeps_is_compared_and_so_is_one_in_a_file(
    records: Records, tmp_path: Path
):
    FileHeads(records.profile.parent / "heads" / KPU).keep(
        Checkpoint("kpu.kapuas-hulu.example/sinergi", 3, b"f" * 32)
    )
    told = reconcile(records.export, *records.mine)
    assert "log-forked" in told.out
    assert str(records.profile) in told.out
    head = tmp_path / "segel.txt"
    head.write_text(run("log", "checkpoint", "--config", CONFIG).out)
    shutil.rmtree(records.profile.parent / "heads")
    assert "log-forked" not in reconcile(records.export, *records.mine, "--head", head).out
    head.write_text(head.read_text().replace("/sinergi", "/lain"))
    assert reconcile(records.export, *records.mine, "--head", head).code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--profile", "p.toml"),
        ("--agency", KPU, "--config", "c.toml"),
        ("--profile", "p.toml", "--agency", KPU, "--config", "c.toml"),
    ],
)
def test_whose_keys_count_is_said_once(arguments: tuple[str, ...]):
    assert reconcile(*arguments).code == 2


def test_without_receipts_the_agency_is_asked_for(records: Records):
    empty = records.kept / "kosong"
    empty.mkdir()
    asked = (records.export, "--kept", empty, "--profile", records.profile, "--agency", KPU)
    assert "--consumer" in reconcile(*asked).err
    told = reconcile(*asked, "--consumer", POLRES)
    assert told.code == 1
    assert "DIFFERS in 2 places" in told.out


def followed(profile: Path, old: Checkpoint, origin: str) -> None:
    """Leave behind what `follow` does when the log of this name follows another one."""
    said = replace(FITTING, old=old, beyond=(), origin=origin)
    Followed(profile.parent / "heads", KPU).keep(origin, first(said, origin)[1])


OLD, NEW = "kpu.kapuas-hulu.example/sinergi", "kpu.kapuas-hulu.example/sinergi-2"


@pytest.fixture
def moved(records: Records) -> Records:
    """The consumer's profile names the log that follows the one of which there is a copy."""
    records.profile.write_text(PROFILE.format(state=records.made.state).replace(OLD, NEW))
    return records


def end_of() -> Checkpoint:
    return parse_checkpoint(parse_note(run("log", "checkpoint", "--config", CONFIG).out).text)


def test_a_copy_of_a_log_that_was_never_followed_is_refused_and_the_way_is_told(moved: Records):
    refused = reconcile(moved.export, *moved.mine)
    assert (refused.code, refused.out) == (2, "")
    assert f"this copy is of the log {OLD}, not of {NEW}" in refused.err
    assert "first run `gateway log succeed follow`" in refused.err


def test_a_receipt_beyond_the_end_of_the_old_log_is_unsound_and_a_copy_of_a_fork_is_named(moved: Records):
    followed(moved.profile, Checkpoint(OLD, 1, b"x" * 32), NEW)
    told = reconcile(moved.export, *moved.mine)
    assert told.code == 1
    assert "receipt-unsound" in told.out
    assert "beyond the end at size 1, and not named" in told.out
    assert "log-forked" in told.out


def test_a_damaged_receipt_is_named_even_when_nothing_says_who_kept_it(moved: Records):
    followed(moved.profile, end_of(), NEW)
    (moved.kept / "satu.jws").write_text(moved.made.receipt[:-6] + "AAAAAA")
    told = reconcile(moved.export, *moved.mine)
    assert told.code == 1
    assert "DIFFERS in 1 places" in told.out
    assert "receipt-unsound" in told.out
    assert "--consumer" in told.err


def test_receipts_of_the_old_log_are_compared_with_a_copy_of_it(moved: Records):
    end = end_of()
    followed(moved.profile, end, NEW)
    told = reconcile(moved.export, *moved.mine)
    assert (told.code, told.err) == (1, "")
    assert f"{OLD}: DIFFERS in 1 places. 1 sound receipts" in told.out
    assert "receipt-not-kept" in told.out
    assert f"{OLD} ended at size {end.size} and is followed by {NEW}" in told.out
    assert reconcile(moved.export, *moved.mine, "--system", "tiada").code == 0


def test_every_difference_has_its_words():
    assert set(LACK_TEXTS.values()) | {f"reconcile.unseen-{name}" for name in UNSEEN} <= set(texts())


@pytest.fixture(scope="module")
def kpu(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Side]:
    side, _ = make_pair(tmp_path_factory.mktemp("jaringan"))
    with side.served():
        yield side


def test_a_consumer_compares_over_the_network_and_is_told_what_it_cannot_see(kpu: Side, tmp_path: Path):
    write_private(tmp_path / "client.pem", keys_of(POLRES)["client"].to_pem())
    profile = tmp_path / "polres.toml"
    profile.write_text(
        f'key = "client.pem"\npins = "{kpu.home}/pins.toml"\n\n[gateways.{KPU}]\n'
        f'url = "http://127.0.0.1:{kpu.port}"\norigin = "{KPU}.example/log"\n'
        f'trust = "{kpu.folder}/trust/{KPU}.yaml"\n'
    )
    kept = tmp_path / "bukti.jws"
    with open_client(profile, f"{KPU}/tps") as client:
        answer = client.send(client.sign("GET", "/v1/catalog"))
        kept.write_text(client.receipt(answer.field("exchange-id"))[0])
    mine = ("--kept", kept, "--profile", profile, "--agency", KPU)
    told = reconcile(*mine)
    assert (told.code, told.err) == (0, "")
    assert "AGREES. 1 receipts" in told.out
    assert told.out.count("out of sight over the network") == len(UNSEEN)
    assert json.loads(reconcile(*mine, "--format", "json").out)["unseen"] == list(UNSEEN)
    kept.write_text(kept.read_text()[:-6] + "AAAAAA")
    told = reconcile(*mine)
    assert told.code == 1
    assert "receipt-unsound: the file that was kept is no sound receipt" in told.out
    assert f"({kept})" in told.out


def test_receipts_of_a_former_log_are_put_aside_and_are_no_difference(kpu: Side, tmp_path: Path):
    write_private(tmp_path / "client.pem", keys_of(POLRES)["client"].to_pem())
    profile, present, old = tmp_path / "polres.toml", f"{KPU}.example/log", "lama.example/log"
    profile.write_text(
        f'key = "client.pem"\npins = "{kpu.home}/pins.toml"\n\n[gateways.{KPU}]\n'
        f'url = "http://127.0.0.1:{kpu.port}"\norigin = "{present}"\n'
        f'trust = "{kpu.folder}/trust/{KPU}.yaml"\n'
    )
    log, kept = MemoryLog(old, keys_of(KPU)["log"]), tmp_path / "bukti"
    kept.mkdir()

    def keep(number: int) -> None:
        leaf = seal(number).leaf
        log.append(leaf)
        token = make_receipt(
            origin=old,
            index=number,
            entry=leaf,
            openings={},
            inclusion=make_inclusion(number, number + 1, log.read_tile),
            checkpoint_note=log.checkpoints[-1],
            signer=keys_of(KPU)["receipt"],
        )
        (kept / f"{number}.jws").write_text(token)

    keep(0)
    mine = ("--kept", kept, "--profile", profile, "--agency", KPU)
    unfollowed = reconcile(*mine)
    assert unfollowed.code == 1
    assert "receipt-of-other-log" in unfollowed.out
    assert "run `gateway log succeed follow`, then compare again" in unfollowed.out
    followed(profile, log.head, present)
    told = reconcile(*mine)
    assert (told.code, told.err) == (0, "")
    assert "AGREES. 0 receipts" in told.out
    assert f"1 sound receipts are of the log before, {old}, which ended at size 1" in told.out
    facts = json.loads(reconcile(*mine, "--format", "json").out)
    assert facts["aside"] == [{"origin": old, "ended": 1, "receipts": 1}]
    keep(1)
    beyond = reconcile(*mine)
    assert beyond.code == 1
    assert "receipt-unsound" in beyond.out
    assert f"({kept}/1.jws)" in beyond.out
