"""A consumer goes over to a new log only with its first entry, all signatures, and an account of its head."""

import json
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from gateway.audit import Checkpoint, leaf_hash, log_id, make_inclusion, parse_entry, succession_of
from gateway.cli import log_follow, receipts_export
from gateway.client import FileHeads, Followed
from gateway.errors import ProofBad
from gateway.evidence import check_heads, make_receipt
from gateway.storage import open_storage, read_export, read_log
from tests.audit.memory import MemoryLog, seal
from tests.cli.desk import Ran, run
from tests.docs.blocks import blocks
from tests.docs.test_succession import NEW, OLD, PAGE, Place, follow
from tests.policy.desk import KPU, keys_of

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

    def judge(self, token: str, *options: object) -> Ran:
        """Judge a receipt that was kept, by the profile."""
        kept = self.profile.with_name("lama.jws")
        kept.write_text(token)
        return run("--lang", "en", "receipts", "verify", kept, "--profile", self.profile, *options)


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


def make_old(leaves: Sequence[bytes], origin: str = OLD) -> str:
    """Make the receipt of the last entry of a log, as whoever has the gateway's keys can for any."""
    log, index = MemoryLog(origin, keys_of(KPU)["log"]), len(leaves) - 1
    log.append(*leaves)
    return make_receipt(
        origin=origin,
        index=index,
        entry=leaves[index],
        openings={},
        inclusion=make_inclusion(index, len(leaves), log.read_tile),
        checkpoint_note=log.checkpoints[-1],
        signer=keys_of(KPU)["receipt"],
    )


@pytest.fixture(scope="module")
def leaves(home: Path) -> list[bytes]:
    """The entries of the old log before it lost the last one."""
    return [leaf for _, leaf in read_export(home / "whole.ndjson").entries]


FORGED = seal(5).leaf


def flat(text: str) -> str:
    """Undo what breaks lines."""
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("grown", "said"),
    [
        (lambda leaves: [*leaves, FORGED], "size 3 is beyond the end at size 1, and not named"),
        (lambda leaves: [leaves[0], FORGED], "size 2 is beyond the end at size 1, and not named"),
        (lambda leaves: [FORGED], "another root of that log is known at size 1"),
    ],
    ids=["beyond all that is named", "a fork of what was lost", "a fork of the end"],
)
def test_a_receipt_of_a_fork_of_the_old_log_is_not_believed(consumer: Consumer, leaves, grown, said):
    assert consumer.follow().code == 0
    for options in ((), ("--origin", OLD)):
        told = consumer.judge(make_old(grown(leaves)), *options)
        assert told.code == 1
        assert "DOES NOT HOLD" in told.out
        assert f"fits the end of that log, by the succession that was followed (succession: {said})" in flat(
            told.out
        )


def test_a_receipt_of_an_invented_former_log_is_not_believed(consumer: Consumer, leaves):
    assert consumer.follow().code == 0
    told = consumer.judge(make_old(leaves[:1], "lain.example/log"))
    assert told.code == 1
    assert "[FAILS] the log has the expected name" in told.out
    assert (
        json.loads(consumer.judge(make_old(leaves[:1]), "--origin", NEW, "--format", "json").out)["verdict"]
        == "unsound"
    )


def test_whoever_has_not_followed_refuses_and_is_told_the_way(consumer: Consumer, leaves):
    told = consumer.judge(make_old(leaves[:1]))
    assert told.code == 1
    assert f"the receipt is of the log {OLD}, the profile names {NEW}" in told.err
    assert "run `gateway log succeed follow`" in told.err
    consumer.heads.keep(consumer.said.old)
    with pytest.raises(ProofBad, match="first run `gateway log succeed follow`"):
        consumer.heads.last(NEW)


def test_whoever_followed_believes_receipts_of_the_old_log_and_is_told_where_it_ended(
    consumer: Consumer, leaves
):
    consumer.heads.keep(consumer.said.old)
    assert consumer.follow().code == 0
    told = consumer.judge(make_old(leaves[:1]))
    assert (told.code, told.err) == (0, "")
    assert f"{OLD} ended at size 1 and is followed by {NEW}; entries lost: 1" in flat(told.out)
    facts = json.loads(consumer.judge(make_old(leaves[:1]), "--format", "json").out)
    assert facts["former"] == {"size": 1, "lost": 1, "successor": NEW}
    lost = consumer.judge(make_old(leaves))
    assert lost.code == 0
    assert "is among the 1 entries that were lost" in flat(lost.out)


def test_a_first_entry_that_was_damaged_is_named_and_followed_once_more(consumer: Consumer, leaves):
    assert consumer.follow().code == 0
    path = Followed(consumer.folder, KPU).path_of(NEW)
    for spoilt in (b"{}", path.read_bytes().replace(b'"lost":1', b'"lost":0')):
        path.write_bytes(spoilt)
        told = consumer.judge(make_old(leaves[:1]))
        assert (told.code, told.out) == (2, "")
        assert "run `gateway log succeed follow` with it once more" in told.err
    assert consumer.follow().code == 0
    assert consumer.judge(make_old(leaves[:1])).code == 0


def test_whoever_holds_the_new_log_already_keeps_only_the_entry_that_it_begins_with(consumer: Consumer):
    consumer.heads.keep(Checkpoint(NEW, 1, b"f" * 32))
    refused = consumer.follow()
    assert refused.code != 0
    assert "is not accounted for" in refused.err
    assert not Followed(consumer.folder, KPU).before(NEW)
    held = Checkpoint(NEW, 1, leaf_hash(consumer.first.read_bytes()))
    consumer.heads.keep(held)
    assert consumer.follow().code == 0
    assert consumer.heads.last(NEW) == held
    assert [each.said for each in Followed(consumer.folder, KPU).before(NEW)] == [consumer.said]


def test_an_exchange_of_the_old_log_is_exported_by_the_settings_of_the_new_one(
    consumer: Consumer, home: Path, tmp_path: Path, leaves
):
    exchange, bundle = parse_entry(leaves[0])["exchange_id"], tmp_path / "bukti.zip"
    config = home / "config/kpu-2.toml"
    unknown = run("receipts", "export", exchange[:-1] + "?", "--config", config, "-o", bundle)
    assert unknown.code != 0
    with pytest.MonkeyPatch.context() as patch:
        # Another evidence comes under that name while this one is made.
        patch.setattr(receipts_export, "_readme", lambda language: b"%d" % bundle.write_bytes(b"only copy"))
        assert run("receipts", "export", exchange, "--config", config, "-o", bundle).code == 2
    assert bundle.read_bytes() == b"only copy"
    bundle.unlink()
    assert run("receipts", "export", exchange, "--config", config, "-o", bundle).code == 0
    assert consumer.follow().code == 0
    told = run("--lang", "en", "receipts", "verify", bundle, "--profile", consumer.profile)
    assert told.code == 0, told.out
    assert "[holds] the latest checkpoint goes on from the receipt's" in flat(told.out)
    assert f"entry 0 of the log {OLD}" in flat(told.out)
