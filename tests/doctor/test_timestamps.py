"""Timestamps as the doctor sees them: a limit warns, and fails only where data calls stop."""

from datetime import timedelta

import pytest

from tests.doctor.ward import Ward
from tests.policy.desk import NOON
from tests.simulator.tsa import OPENSSL, make_tsa

pytestmark = pytest.mark.skipif(OPENSSL is None, reason="this machine lacks openssl")


@pytest.mark.parametrize(
    ("hours", "stop", "amiss"),
    [
        (23, "true", []),
        (25, "false", [("timestamps", "WARN", "doctor.timestamps-late")]),
        (25, "true", [("timestamps", "FAIL", "doctor.timestamps-stopped")]),
    ],
)
def test_a_limit_that_is_passed_is_told_and_fails_where_data_stops(ward: Ward, hours, stop, amiss):
    root = make_tsa(ward.home / "tsa").root
    asked = f'[timestamps]\nurl = "https://tsa.example/tsr"\nroots = ["{root}"]\nstop = {stop}\n\n'
    ward.edit("[witness]\n", f"{asked}[witness]\n")
    found = ward.amiss(NOON + timedelta(hours=hours))
    assert [each for each in found if each[0] == "timestamps"] == amiss


def test_whoever_asks_for_no_timestamps_misses_none(ward: Ward):
    assert "timestamps" not in {check for check, _, _ in ward.amiss(NOON + timedelta(days=9))}
