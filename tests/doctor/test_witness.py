"""How long nobody has seen the log, and what speaks against one."""

from contextlib import closing
from datetime import timedelta

import pytest

from gateway.exchange import Fork
from gateway.storage import Witnessing, open_storage
from tests.audit.test_witness import note
from tests.doctor.ward import ORIGIN, Ward
from tests.policy.desk import NOON


@pytest.mark.parametrize(
    ("hours", "amiss"),
    [
        (23, []),
        (25, [("witness", "WARN", "doctor.witness-late")]),
        (73, [("witness", "FAIL", "doctor.witness-stopped")]),
    ],
)
def test_the_age_is_held_against_what_was_agreed(ward: Ward, hours, amiss):
    found = ward.amiss(NOON + timedelta(hours=hours))
    assert [each for each in found if each[0] == "witness"] == amiss


def test_without_a_witness_or_a_key_somebody_is_told(ward: Ward):
    (ward.keys / "witness.pem").unlink()
    assert ("witness", "WARN", "doctor.witness-no-key") in ward.amiss()
    ward.edit("[witness]\n", "")
    assert ("witness", "WARN", "doctor.witness-none") in ward.amiss()


@pytest.mark.parametrize(
    ("origin", "kind", "amiss"),
    [
        ("polres.example/log", "fork", ("witness", "WARN", "doctor.witness-evidence")),
        (ORIGIN, "own", ("witness", "FAIL", "witness.forked")),
    ],
)
def test_evidence_is_told_by_whom_it_is_against(ward: Ward, origin, kind, amiss):
    with closing(open_storage(ward.settings.storage_url)) as storage:
        Witnessing(storage).keep_fork(Fork(origin, kind, "t", note(7), note(7, root=b"x" * 32), "s"))
    assert amiss in ward.amiss()
