"""`gateway log reconcile` from the shell: from a copy, a database and the gateway itself."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from gateway.audit import Checkpoint
from gateway.catalogue import texts
from gateway.cli.log_reconcile import LACK_TEXTS, UNSEEN
from gateway.cli.peers import open_client
from gateway.client import FileHeads
from tests.cli.desk import Ran, run
from tests.cli.making import write_private
from tests.cli.pair import Side, make_pair
from tests.console.stand import ROOT, Made, make_gateway
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
