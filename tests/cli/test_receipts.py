"""`gateway receipts`: the verdict comes first, is the same for people and programs, and trusts no gateway."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gateway.audit import Draft, Opening, make_inclusion
from gateway.cli import receipts
from gateway.errors import ProofBad, RefusedByGateway
from gateway.evidence import Ended, make_receipt
from gateway.storage import LogCopy, write_export
from tests.audit.memory import ANSWER_BODY, MemoryLog, query_draft, seal
from tests.cli.desk import Desk, Ran, run
from tests.exchange.test_succeeding import SAID
from tests.policy.desk import KPU, POLRES, keys_of

ORIGIN = "kpu-kapuas-hulu.example/log"
CLIENT = keys_of(POLRES)["client"].key.thumbprint


class Court:
    """A log with one released query at index 1, and what a reader of its receipt has in hand."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.log = MemoryLog(ORIGIN, keys_of(KPU)["log"])
        consumer = {"agency": POLRES, "system": "aplikasi-satu", "key": CLIENT}
        self.sealed = [seal(number, query_draft(number, consumer=consumer)) for number in range(3)]
        self.log.append(*(each.leaf for each in self.sealed))
        self.file = self.write(self.sealed[1].openings)
        self.body = desk.home / "answer.json"
        self.body.write_bytes(ANSWER_BODY)

    def write(self, openings: dict[str, Opening]) -> Path:
        size = self.log.range.size
        token = make_receipt(
            origin=ORIGIN,
            index=1,
            entry=self.sealed[1].leaf,
            openings=openings,
            inclusion=make_inclusion(1, size, self.log.read_tile),
            checkpoint_note=self.log.checkpoints[-1],
            signer=keys_of(KPU)["receipt"],
        )
        path = self.desk.home / "receipt.jws"
        path.write_text(token)
        return path

    def export(self) -> Path:
        path = self.desk.home / "log.ndjson"
        copy = LogCopy(ORIGIN, enumerate(self.log.entries), self.log.leaf_hashes, self.log.checkpoints)
        with path.open("wb") as file:
            write_export(copy, file.write)
        return path

    def revoke(self, thumbprint: str) -> None:
        facts = query_draft(9).facts
        kept = ("planner", "exchange_id", "times", "epoch", "bundle")
        draft = Draft({**{name: facts[name] for name in kept}, "kind": "revoke", "outcome": "recorded"})
        self.log.append(seal(9, Draft({**draft.facts, "key": thumbprint})).leaf)

    def verify(self, *more: object, lang: str = "en", agencies: tuple[str, ...] = (KPU, POLRES)) -> Ran:
        options: list[object] = ["--pins", self.desk.home / "pins.toml"]
        for agency in agencies:
            options += ["--trust", self.desk.folder / f"trust/{agency}.yaml"]
        return run("--lang", lang, "receipts", "verify", self.file, *options, *more)


@pytest.fixture
def court(desk: Desk) -> Court:
    return Court(desk)


def test_a_changed_receipt_is_refused_and_the_part_is_named(court: Court):
    court.file.write_text(court.file.read_text()[:-6] + "AAAAAA")
    told = court.verify()
    assert told.code == 1
    assert "DOES NOT HOLD" in told.out
    assert "[FAILS] the provider's signature on the receipt" in told.out


def test_another_file_is_not_what_was_sent(court: Court):
    court.body.write_bytes(ANSWER_BODY + b"\n")
    told = court.verify("--body", court.body)
    assert told.code == 1
    assert "THIS FILE IS NOT the answer" in told.out


def test_an_erased_opening_leaves_the_file_undecided(court: Court):
    court.write({})
    assert court.verify("--body", court.body).code == 4


def test_the_verdict_says_who_gave_what_to_whom_and_what_it_does_not_prove(court: Court):
    told = court.verify("--body", court.body, "--origin", ORIGIN)
    assert told.code == 0, told.out
    for part in (
        "exactly the answer that was sent", "RECORDED", "pks-kapuas-hulu version 1", "pengamanan-tps",
        "kontak_ketua_kpps", "UU 27/2022 Pasal 4 ayat (3)", "2026-11-24T06:00:01.500000Z",
        "the provider's log says so", "What this does NOT prove", "that the answer arrived",
    ):  # fmt: skip
        assert part in told.out
    assert "persis jawaban yang dikirim" in court.verify("--body", court.body, lang="id").out


def test_programs_read_the_same_verdict(court: Court):
    told = court.verify("--body", court.body, "--format", "json")
    found = json.loads(told.out)
    assert (found["verdict"], found["level"], found["index"]) == ("same", "recorded", 1)
    assert {check["state"] for check in found["checks"]} == {"holds"}
    assert {key["state"] for key in found["keys"]} == {"valid"}


def test_less_evidence_than_is_asked_for_is_a_finding(court: Court):
    assert court.verify("--require", "recorded").code == 0
    told = court.verify("--require", "cosigned")
    assert told.code == 1
    assert "lower level than cosigned" in told.out


def test_a_log_of_another_name_is_refused(court: Court):
    assert court.verify("--origin", "other.example/log").code == 1


def test_a_copy_of_the_log_shows_keys_revoked_since(court: Court):
    court.revoke(CLIENT)
    told = court.verify("--log", court.export())
    assert told.code == 0, told.out + told.err
    assert "revoked only later, by entry 3" in " ".join(told.out.split())


@pytest.mark.parametrize(
    "spoil", [lambda text: text.replace('\\"rows\\":2', '\\"rows\\":3', 1), lambda text: ""]
)
def test_a_copy_that_is_not_whole_shows_nothing(court: Court, spoil: Callable[[str], str]):
    copy = court.export()
    copy.write_text(spoil(copy.read_text()))
    assert court.verify("--log", copy).code == 2


def test_a_forked_log_is_named(court: Court):
    fork = MemoryLog(ORIGIN, keys_of(KPU)["log"])
    fork.append(*(seal(number).leaf for number in (1, 0, 2)))
    court.log = fork
    told = court.verify("--log", court.export())
    assert told.code == 1
    assert "forked" in told.out


def test_a_copy_of_another_log_says_nothing_of_a_receipt(court: Court):
    court.log = MemoryLog("lain.example/log", keys_of(KPU)["log"])
    court.log.append(*(each.leaf for each in court.sealed))
    told = court.verify("--log", court.export())
    assert (told.code, told.out) == (2, "")
    assert f"of the log lain.example/log, the receipt of {ORIGIN}" in told.err


@pytest.mark.parametrize(("count", "code"), [(2, 2), (0, 2), (1, 0)], ids=["a fork", "cut", "to the end"])
def test_a_copy_of_an_ended_log_must_lead_to_the_end_that_was_agreed(court: Court, monkeypatch, count, code):
    whole = MemoryLog(ORIGIN, keys_of(KPU)["log"])
    whole.append(*(each.leaf for each in court.sealed), seal(3).leaf)
    ended = Ended(replace(SAID, old=whole.head, beyond=()))
    monkeypatch.setattr(receipts, "_expected", lambda *arguments: (ORIGIN, {ORIGIN: ended}))
    # The fork holds the receipt's own head, and the log's own key signed it.
    court.log.append(*(seal(number).leaf for number in {0: (), 1: (3,), 2: (4, 3)}[count]))
    told = court.verify("--log", court.export())
    assert told.code == code, told.out + told.err
    assert ("does not hold the tree that is known at size 4" in told.err) is (code == 2)


def test_a_trust_file_that_nobody_signed_judges_nothing(court: Court):
    for signature in (court.desk.folder / "trust").glob(f"{KPU}*.jws"):
        signature.unlink()
    told = court.verify()
    assert (told.code, told.out) == (2, "")
    assert "0 of 1 signatures" in told.err
    assert court.verify(agencies=(POLRES,)).code == 1


def test_nothing_is_judged_without_keys_that_the_reader_trusts(court: Court):
    told = run("--lang", "en", "receipts", "verify", court.file)
    assert told.code == 2
    assert "--trust" in told.err


EXCHANGE = "01936f1e-0000-7000-8000-000000000000"


@pytest.mark.parametrize(
    ("refusal", "code"),
    [(ProofBad("receipt: of another log"), 2), (RefusedByGateway(404, {"code": "exchange-unknown"}), 1)],
)
def test_a_receipt_that_does_not_come_or_does_not_hold_is_not_kept(
    refusal: Exception, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    class Refusing:
        def __enter__(self) -> "Refusing":
            return self

        def __exit__(self, *error: object) -> None:
            return None

        def receipt(self, exchange: str) -> tuple[str, None]:
            assert exchange == EXCHANGE
            raise refusal

    monkeypatch.setattr("gateway.cli.receipts_fetch.open_client", lambda profile, agency: Refusing())
    kept = tmp_path / "bukti.jws"
    asked = ("--profile", tmp_path / "p.toml", "--agency", KPU, "-o", kept)
    assert run("receipts", "fetch", EXCHANGE, *asked).code == code
    assert run("receipts", "fetch", f"../{EXCHANGE}", *asked).code != 0
    assert not kept.exists()


def test_a_receipt_that_is_fetched_takes_the_place_of_none(tmp_path: Path):
    kept = tmp_path / "bukti.jws"
    kept.write_text("what was kept before")
    asked = ("--profile", tmp_path / "p.toml", "--agency", KPU, "-o", kept)
    told = run("--lang", "en", "receipts", "fetch", EXCHANGE, *asked)
    assert told.code == 2
    assert f"{kept} is there already" in told.err
    assert kept.read_text() == "what was kept before"


@pytest.mark.parametrize("content", ["# README", "", "a.b.c"])
def test_no_bundle_is_made_of_what_is_no_receipt(tmp_path: Path, content: str):
    path = tmp_path / "README.md"
    path.write_text(content)
    told = run(
        "--lang", "en", "receipts", "export", path, "--config", tmp_path / "no.toml", "-o", tmp_path / "x"
    )
    assert told.code == 2
    assert f"{path} is not a receipt" in told.err


def test_a_bundle_takes_the_place_of_no_evidence(tmp_path: Path):
    older = tmp_path / "bukti.zip"
    older.write_text("the only copy")
    told = run("--lang", "en", "receipts", "export", older, "--config", tmp_path / "no.toml", "-o", older)
    assert (told.code, older.read_text()) == (2, "the only copy")
