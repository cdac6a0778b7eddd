"""A consumer goes over to a new log only with its first entry, all signatures, and an account of its head."""

from contextlib import closing
from pathlib import Path

import pytest

from gateway.audit import Checkpoint, leaf_hash, log_id, parse_entry, succession_of
from gateway.cli import log_follow
from gateway.client import FileHeads
from gateway.errors import ProofBad
from gateway.evidence import check_heads
from gateway.storage import open_storage, read_log
from tests.cli.desk import Ran, run
from tests.docs.blocks import blocks
from tests.docs.test_succession import NEW, OLD, PAGE, Place, follow
from tests.policy.desk import KPU

PROFILE = """\
key = "offline/signatory.pem"
heads = "heads"
pins = "pins.toml"

[gateways.{agency}]
url = "http://127.0.0.1:9"
origin = "{origin}"
trust = "policies/trust/{agency}.yaml"
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which everything on the page was done."""
    home = tmp_path_factory.mktemp("pengguna")
    with pytest.MonkeyPatch.context() as patch:
        place = Place(home)
        patch.chdir(home)
        for line in "".join(blocks(PAGE, "console")).splitlines():
            if "kpu-2.toml" in line and not (home / "config/kpu-2.toml").exists():
                place.change_settings()
            assert follow(line).code == 0
    return home


class Consumer:
    """One who holds a head of the old log."""

    def __init__(self, home: Path) -> None:
        self.first = home / "entri-pertama.json"
        self.heads = FileHeads(home / f"heads/{KPU}")
        self.folder = home / "heads"
        for path in self.folder.glob("*") if self.folder.exists() else ():
            path.unlink()
        self.profile = home / "polres.toml"
        self.profile.write_text(PROFILE.format(agency=KPU, origin=NEW))
        self.said = succession_of(parse_entry(self.first.read_bytes()))

    def follow(self, first: Path | None = None) -> Ran:
        options = ("--profile", self.profile, "--agency", KPU)
        return run("--lang", "en", "log", "succeed", "follow", first or self.first, *options)


@pytest.fixture
def consumer(home: Path) -> Consumer:
    return Consumer(home)


def test_a_client_that_is_only_told_another_name_refuses(consumer: Consumer):
    consumer.heads.keep(consumer.said.old)
    with pytest.raises(ProofBad):
        consumer.heads.last(NEW)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"lost":1', b'"lost":0'),
        (f'"origin":"{NEW}"'.encode(), b'"origin":"lain.example/log"'),
        (b'"size":2', b'"size":3'),
        (b'"approvals":{"kpu-kapuas-hulu"', b'"approvals":{"bawaslu-kapuas-hulu"'),
        (b'"kind":"succeed"', b'"kind":"genesis"'),
    ],
)
def test_a_first_entry_that_was_changed_is_not_followed(consumer: Consumer, tmp_path: Path, old, new):
    consumer.heads.keep(consumer.said.old)
    changed = tmp_path / "entri.json"
    assert old in consumer.first.read_bytes()
    changed.write_bytes(consumer.first.read_bytes().replace(old, new, 1))
    refused = consumer.follow(changed)
    assert refused.code != 0, refused.out
    assert consumer.heads.held() == consumer.said.old


def test_a_third_agency_that_is_pinned_must_have_signed_too(consumer: Consumer, home: Path):
    pins = home / "pins.toml"
    text = pins.read_text()
    pins.write_text(text.replace("kpu-kapuas-hulu]", "bawaslu-kapuas-hulu]", 1) + text)
    trust = home / "policies/trust"
    try:
        assert consumer.follow().code != 0
        pins.write_text(text.split("[polres")[0])
        assert "not agreed to by exactly the agencies" in consumer.follow().err
    finally:
        pins.write_text(text)
    assert trust.exists()


def test_a_greater_head_than_is_named_is_kept_and_told(consumer: Consumer):
    greater = Checkpoint(OLD, consumer.said.old.size + 5, b"g" * 32)
    consumer.heads.keep(greater)
    refused = consumer.follow()
    assert refused.code != 0
    assert "is not accounted for" in refused.err
    assert consumer.heads.held() == greater


@pytest.mark.parametrize("is_proven", [True, False])
def test_an_earlier_head_must_lead_to_the_end_that_is_named(consumer: Consumer, is_proven, monkeypatch):
    held = Checkpoint(OLD, 1, consumer.said.old.root if is_proven else b"x" * 32)
    consumer.heads.keep(held)

    class Caller:
        def __init__(self, url: str) -> None:
            assert url == "http://127.0.0.1:9"

        def consistency(self, origin: str, old: int, new: int) -> list[bytes]:
            assert (origin, old, new) == (OLD, 1, 1)
            return []

        def close(self) -> None:
            """Nothing is held."""

    monkeypatch.setattr(log_follow, "WitnessCaller", Caller)
    assert (consumer.follow().code == 0) is is_proven


@pytest.mark.parametrize("writes", [0, 1], ids=["beside", "in its place"])
def test_the_old_head_is_still_held_when_following_breaks_off(consumer: Consumer, monkeypatch, writes):
    consumer.heads.keep(consumer.said.old)
    keep, left = FileHeads.keep, [None] * writes

    def fills_up(heads: FileHeads, head: Checkpoint) -> None:
        if not left:
            raise ProofBad("no space left on device")
        left.pop()
        keep(heads, head)

    with monkeypatch.context() as patch:
        patch.setattr(FileHeads, "keep", fills_up)
        assert consumer.follow().code != 0
    assert consumer.heads.held() == consumer.said.old
    assert consumer.follow().code == 0
    assert consumer.heads.held().origin == NEW


def test_the_settings_must_name_the_new_log(consumer: Consumer):
    consumer.profile.write_text(PROFILE.format(agency=KPU, origin=OLD))
    assert "must name" in consumer.follow().err


def test_whoever_follows_holds_the_first_entry_and_keeps_the_old_head(consumer: Consumer, home: Path):
    consumer.heads.keep(consumer.said.old)
    done = consumer.follow()
    assert done.code == 0, done.err
    held = consumer.heads.last(NEW)
    with (
        closing(open_storage(f"sqlite:///{home}/state/kpu/gateway-2.db")) as storage,
        read_log(storage) as copy,
    ):
        [(_, leaf)] = copy.entries
    assert held == Checkpoint(NEW, 1, leaf_hash(leaf))
    kept = FileHeads(consumer.folder / f"{KPU}.{log_id(OLD)}")
    assert kept.held() == consumer.said.old
    with pytest.raises(ProofBad):
        check_heads(held, Checkpoint(NEW, 1, b"f" * 32), ())
    assert "held already" in consumer.follow().err
