"""An exchange is acknowledged once, whoever writes at the same moment; the row cannot be changed."""

import pytest
from sqlalchemy.exc import DBAPIError

from gateway.exchange import ALREADY_ACKNOWLEDGED, Effects, Recorded, Refused
from tests.storage.making import Rig, draft, together

EXCHANGE = "01a20bec-d480-7850-ae5a-84c3f72ede74"


def test_the_first_word_is_kept_and_the_second_leaves_no_trace(rig: Rig):
    log = rig.log()
    assert log.acknowledged(EXCHANGE) is None
    first = log.append(draft(), Effects(acknowledges=EXCHANGE), epoch=0)
    assert isinstance(first, Recorded)
    assert log.append(draft(), Effects(acknowledges=EXCHANGE), epoch=0) == Refused(ALREADY_ACKNOWLEDGED)
    assert log.acknowledged(EXCHANGE) == first.exchange_id
    assert rig.check() == 1


def test_of_many_at_once_one_is_recorded(rig: Rig):
    log = rig.log()
    said = [lambda: log.append(draft(), Effects(acknowledges=EXCHANGE), epoch=0)] * 8
    outcomes = together(said)
    assert [type(outcome) for outcome in outcomes].count(Recorded) == 1
    assert outcomes.count(Refused(ALREADY_ACKNOWLEDGED)) == 7
    assert rig.check() == 1


@pytest.mark.parametrize(
    "change", ['UPDATE acknowledgements SET "index" = 7', "DELETE FROM acknowledgements"]
)
def test_nobody_takes_a_word_back(rig: Rig, change: str):
    rig.log().append(draft(), Effects(acknowledges=EXCHANGE), epoch=0)
    with pytest.raises(DBAPIError, match=r"INSERT-only|refuse"):
        rig.run(change)
