"""The export to ODRL: every permission has what ODRL asks of it, and nothing of the agreement is left out."""

import json
from dataclasses import fields, replace

import pytest

from gateway.drafting import export_odrl
from gateway.drafting.odrl import _EXPORTED
from gateway.errors import PolicyFilesBad
from gateway.policy import All, Between, Equals, IsNull, Use, read_bundle
from gateway.policy import Any as AnyOf
from tests.policies.test_samples import FILES
from tests.policy.desk import LOOKUP_AGREEMENT, folder

BUNDLE = read_bundle(FILES).bundle
SAMPLES = list(BUNDLE.agreements.values())
SMALL = read_bundle(folder(agreement=LOOKUP_AGREEMENT)).bundle.agreements["pks"]
# ODRL Vocabulary 2.2, sections 3.9 (left operands) and 3.11 (operators): those that the export uses.
OPERANDS = {"purpose", "dateTime", "count", "elapsedTime"}
OPERATORS = {"eq", "gteq", "lt", "lteq", "isA", "isAnyOf", "isPartOf"}


def constraints(node):
    if isinstance(node, dict):
        if "leftOperand" in node:
            yield node
        for value in node.values():
            yield from constraints(value)
    elif isinstance(node, list):
        for value in node:
            yield from constraints(value)


@pytest.mark.parametrize("agreement", [*SAMPLES, SMALL], ids=lambda agreement: agreement.uid)
def test_an_export_is_an_odrl_agreement_and_plain_json(agreement):
    found = export_odrl(agreement)
    assert json.loads(json.dumps(found)) == found
    assert (found["@type"], found["@context"][0]) == ("Agreement", "http://www.w3.org/ns/odrl.jsonld")
    assert len(found["permission"]) == len(agreement.permissions)
    for rule in (*found["permission"], *found["prohibition"]):
        assert rule["target"]["source"].startswith("urn:sinergi:dataset:")
        assert rule["action"] == "use"
        assert rule["assigner"] not in (rule["assignee"], *rule["assignee"])
    for each in constraints(found):
        assert each["leftOperand"] in OPERANDS or each["leftOperand"].startswith("sinergi:")
        assert each["operator"] in OPERATORS


def test_a_permission_says_its_fields_rows_quota_and_times():
    found = export_odrl(SMALL)
    query, lookup = found["permission"]
    named = {field["sinergi:name"]: field["sinergi:use"] for field in query["target"]["sinergi:field"]}
    assert named["kontak"] == [{"@type": "sinergi:partial", "sinergi:keep_last": 3}]
    assert query["target"]["refinement"] == [
        {"leftOperand": "sinergi:row.kode_desa", "operator": "isPartOf", "rightOperand": "6106"}
    ]
    assert {"leftOperand": "count", "operator": "lteq", "rightOperand": 5, "sinergi:period": "day"} in lookup[
        "constraint"
    ]
    times = [
        each["rightOperand"]["@value"] for each in query["constraint"] if each["leftOperand"] == "dateTime"
    ]
    assert [time[:16] for time in times] == ["2026-02-01T00:00", "2027-02-01T00:00"]
    assert found["prohibition"][0]["target"]["sinergi:field"] == [
        {"sinergi:name": "rahasia"},
        {"sinergi:name": "gudang"},
    ]


def test_every_kind_of_row_rule_has_its_words():
    rule = All((Between("dpt", 1, 5), AnyOf((Equals("kode_desa", "x"), IsNull("kode_desa")))))
    permission = replace(SMALL.permissions[0], rows=rule)
    found = export_odrl(replace(SMALL, permissions=(permission,)))
    (refinement,) = found["permission"][0]["target"]["refinement"]
    between, either = refinement["and"]["@list"]
    assert [part["operator"] for part in between["and"]["@list"]] == ["gteq", "lteq"]
    assert either["or"]["@list"][1]["rightOperand"] == {"@id": "sinergi:null"}


def test_what_the_export_does_not_know_is_refused_and_never_left_out():
    for kind, known in _EXPORTED.items():
        assert known == {field.name for field in fields(kind)}, kind
    permission = SMALL.permissions[0]
    strange = replace(
        permission, uses={"dpt": (replace(permission.uses["dpt"][0], kind="release"), object())}
    )
    with pytest.raises(PolicyFilesBad):
        export_odrl(replace(SMALL, permissions=(strange,)))
    assert Use in _EXPORTED
