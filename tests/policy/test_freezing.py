"""What names a snapshot: nothing that is counted elsewhere may answer by it."""

from dataclasses import replace

from gateway.policy import read_bundle
from gateway.policy.freezing import definition_of
from tests.simulator.voters import DPT, PKS, voters_folder


def definition(**changed):
    bundle = read_bundle(voters_folder()).bundle
    agreement = bundle.agreements[PKS]
    permission = agreement.permissions[0]
    contract = replace(bundle.contracts[DPT], **changed)
    return definition_of(agreement, permission, contract, permission.statistics)


def test_a_table_of_the_same_name_behind_another_dataset_has_a_snapshot_of_its_own():
    # Each dataset may be served from a database of its own.
    assert definition(dataset="dpt-lama") != definition()
    assert definition(table="T_DPT") != definition()


def test_a_new_version_of_the_contract_that_changes_no_figure_keeps_the_snapshot():
    assert definition(version="9.0.0", digest="0" * 64, description="lain") == definition()
