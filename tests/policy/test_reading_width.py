"""How wide a table may be: the verdicts on all its fields fit one log entry, whatever is granted."""

import re

import pytest

from benchmarks.policies import DATASET, PROVIDER, write_policies
from gateway.policy import read_bundle


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*.yaml")
        if path.relative_to(folder).parts[0] == "datasets"
    }


def read(found):
    return [fault.code for fault in read_bundle(found).faults]


def test_a_contract_whose_fields_each_rest_on_another_clause_is_refused(tmp_path):
    write_policies(tmp_path, fields=500)
    found = files(tmp_path)
    path = f"datasets/{PROVIDER}/{DATASET}.yaml"
    numbers = iter(range(10_000))
    found[path] = re.sub(rb"Pasal 9", lambda match: b"Pasal %d" % next(numbers), found[path])
    assert "contract-too-large" in read(found)


@pytest.mark.parametrize("fields", [12, 500, 1_000])
def test_a_wide_contract_of_fields_that_rest_on_few_clauses_is_read(tmp_path, fields):
    write_policies(tmp_path, fields=fields)
    assert "contract-too-large" not in read(files(tmp_path))
