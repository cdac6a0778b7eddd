"""A transform that goes by the day of the request: the plan holds that day, of the agreement's own zone."""

from datetime import UTC, date, datetime, timedelta

import pytest

from gateway.policy import Output, plan_query
from tests.policy.desk import AGREEMENT, KPU, POLRES, ask, in_force

AGES = "      lahir: [{age_band: {edges: [17, 60]}}]"
POLICY = in_force(agreement=AGREEMENT.replace("      nik: [pseudonym]", AGES))
FIXED = in_force(
    agreement=AGREEMENT.replace("      nik: [pseudonym]", AGES.replace("]}}", "], on: 2024-02-14}}"))
)
# Midnight in Pontianak.
TURN = datetime(2026, 5, 1, 17, tzinfo=UTC)


def output(policy, now):
    selection = plan_query(policy, POLRES, KPU, "tps", ask(fields=("lahir",)), now).selection
    (found,) = selection.outputs
    return found


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (TURN - timedelta(microseconds=1), date(2026, 5, 1)),
        (TURN, date(2026, 5, 2)),
        (TURN + timedelta(days=1), date(2026, 5, 3)),
        # An earlier day again: what was compiled for another one is not taken.
        (TURN - timedelta(days=1), date(2026, 5, 1)),
    ],
)
def test_an_age_is_reckoned_on_the_day_of_the_request(now, day):
    assert output(POLICY, now) == Output("lahir", "age_band", (("edges", (17, 60)), ("on", day)))


def test_an_agreement_may_name_the_day():
    expected = Output("lahir", "age_band", (("edges", (17, 60)), ("on", date(2024, 2, 14))))
    assert output(FIXED, TURN) == output(FIXED, TURN + timedelta(days=100)) == expected
