"""The SDK takes receipts of the log before the pinned one, as far as its end was agreed to."""

from dataclasses import replace

import pytest

from gateway.audit import Checkpoint, parse_checkpoint, parse_note
from gateway.client import Client, MemoryHeads
from gateway.errors import ProofBad
from gateway.evidence import Ended
from gateway.exchange import RECEIPT, Target
from gateway.signing import Answer, Message
from tests.exchange.test_former import Followed
from tests.exchange.test_succeeding import SAID
from tests.simulator import KPU, POLRES, keys_of


class Wire:
    """Carries requests for receipts to a gateway whose log follows another."""

    def __init__(self, gateway: Followed) -> None:
        self.gateway = gateway

    def send(self, message: Message) -> Answer:
        return self.gateway.journey.answer(RECEIPT, message, Target(exchange=message.path.split("/")[3]))

    def close(self) -> None:
        """Nothing is held."""


class Asking:
    """A consumer whose profile names the new log, and the end of the old one."""

    def __init__(self) -> None:
        self.gateway = Followed()
        self.heads = MemoryHeads()
        self.end = parse_checkpoint(parse_note(self.gateway.old.head()).text)

    def receipt(self, *ends: Checkpoint):
        sim, origin = self.gateway.sim, self.gateway.new.origin
        client = Client(
            f"http://{sim.kpu.authority}",
            keys_of(POLRES)["client"],
            replace(sim.peer(KPU), origin=origin),
            heads=self.heads,
            transport=Wire(self.gateway),
            clock=sim.clock,
            ended=[Ended(replace(SAID, old=end, beyond=(), origin=origin)) for end in ends],
        )
        return client.receipt(self.gateway.exchange)[1]


@pytest.fixture
def asking() -> Asking:
    return Asking()


def test_a_receipt_of_a_log_that_was_not_followed_is_refused(asking: Asking):
    with pytest.raises(ProofBad, match="another log"):
        asking.receipt()
    with pytest.raises(ProofBad, match="another log"):
        asking.receipt(replace(asking.end, origin="lain.example/log"))


@pytest.mark.parametrize("size", [0, -1], ids=["another end", "beyond the end"])
def test_a_receipt_that_does_not_fit_the_end_of_the_old_log_is_refused(asking: Asking, size: int):
    end = replace(asking.end, size=asking.end.size + size, root=b"x" * 32)
    with pytest.raises(ProofBad, match="succession"):
        asking.receipt(end)


def test_a_receipt_of_the_old_log_is_taken_and_no_head_of_that_log_is_held(asking: Asking):
    receipt = asking.receipt(asking.end)
    assert receipt.entry["exchange_id"] == asking.gateway.exchange
    assert receipt.checkpoint == asking.end
    assert asking.heads.last(asking.end.origin) is None
    assert asking.heads.last(asking.gateway.new.origin) is not None
