"""A log that follows another says so, and the other one can be taken away whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.audit import log_id, parse_entry
from gateway.console import FormerLog
from gateway.exchange import plan_succession
from tests.audit.memory import seal
from tests.console.stand import Made, Stand, standing
from tests.exchange.test_succeeding import EXCHANGE, OLD, POLICY, SAID, sign
from tests.policy.desk import KPU, NOON, POLRES

PAGE = "/konsol/catatan"
TOLD = "Catatan ini meneruskan"
COPY = f"{PAGE}/lama/{log_id(OLD)}/salinan.ndjson"


class Following:
    """A log whose first entry follows another; the rest is as it was."""

    def __init__(self, log, leaf: bytes) -> None:
        self._log, self._leaf = log, leaf

    def read_leaves(self, first: int, count: int) -> list[bytes]:
        return [self._leaf]

    def __getattr__(self, name: str):
        return getattr(self._log, name)


def lines() -> Iterator[bytes]:
    yield b'{"format": "x"}\n'


@pytest.fixture
def follower(made: Made, tmp_path: Path) -> Iterator[Stand]:
    draft = plan_succession(SAID, [sign(KPU), sign(POLRES)], POLICY, now=NOON, exchange=EXCHANGE)
    with standing(made, tmp_path, former=(FormerLog(OLD, lines),)) as stand:
        leaf = seal(0, draft).leaf
        assert parse_entry(leaf)["kind"] == "succeed"
        object.__setattr__(stand.desk, "log", Following(stand.desk.log, leaf))
        yield stand


def test_a_first_log_follows_none(stand: Stand):
    browser = stand.signed_in()
    page = browser.get(PAGE).text
    assert TOLD not in page
    assert "catatan lama" not in page
    assert browser.get(COPY).status_code == 404


def test_the_page_of_the_log_says_which_log_it_follows_and_what_is_lost(follower: Stand):
    page = follower.signed_in().get(PAGE).text
    assert f"{TOLD} {OLD}, yang ditutup pada ukuran 7; entri yang hilang: 5" in page
    assert f"/konsol/pertukaran/{EXCHANGE}" in page
    assert COPY in page


def test_a_copy_of_the_old_log_is_given_and_its_reading_recorded(follower: Stand):
    assert follower.browser().get(COPY).status_code != 200
    browser = follower.signed_in()
    answer = browser.get(COPY)
    assert (answer.status_code, answer.data) == (200, b"".join(lines()))
    assert browser.get(f"{PAGE}/lama/{'0' * 16}/salinan.ndjson").status_code == 404
