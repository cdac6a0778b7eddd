"""Verdicts gathered in an entry say of each field what was said of it alone, in a few bytes."""

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.audit import FORMATS, each_verdict, gather_verdicts, make_entry, parse_entry
from tests.audit.memory import query_draft

words = st.sampled_from(["granted", "not-asked", "exempt", "not-granted"])
said = st.fixed_dictionaries(
    {"verdict": st.sampled_from(["release", "withhold"]), "reason": words},
    optional={"transform": st.none() | words, "legal_basis": st.none() | words},
)


@given(st.dictionaries(st.from_regex("[a-z]{1,6}", fullmatch=True), said, max_size=30))
def test_each_field_is_said_what_was_said_of_it_and_nothing_is_said_twice(verdicts):
    single = [{"field": field, **each} for field, each in verdicts.items()]
    gathered = gather_verdicts(single)
    plain = [{name: value for name, value in each.items() if value is not None} for each in single]
    found = list(each_verdict({"verdicts": gathered}))
    assert len(found) == len(plain)
    assert {each["field"]: each for each in found} == {each["field"]: each for each in plain}
    sayings = [json.dumps({**each, "fields": None}, sort_keys=True) for each in gathered]
    assert len(set(sayings)) == len(sayings)


def test_fields_keep_the_order_of_the_contract():
    verdicts = [{"field": name, "verdict": "withhold" if name == "b" else "release"} for name in "abc"]
    assert gather_verdicts(verdicts) == [
        {"fields": ["a", "c"], "verdict": "release"},
        {"fields": ["b"], "verdict": "withhold"},
    ]


def test_an_entry_of_the_first_format_is_still_read():
    verdicts = [{"field": "kode", "verdict": "release"}, {"field": "nomor", "verdict": "release"}]
    leaf = seal(verdicts)
    first = leaf.replace(FORMATS[0].encode(), FORMATS[1].encode())
    assert list(each_verdict(parse_entry(first))) == list(each_verdict(parse_entry(leaf)))
    assert [each["field"] for each in each_verdict(parse_entry(first))] == ["kode", "nomor"]


def test_an_entry_without_verdicts_has_none():
    assert list(each_verdict({})) == []


@pytest.mark.parametrize("fields", [12, 500])
def test_the_verdicts_on_500_fields_fit(fields: int):
    verdicts: list[Mapping[str, str | None]] = [
        {
            "field": f"kolom_yang_namanya_panjang_sekali_{number}",
            "verdict": "release" if number % 3 else "withhold",
            "reason": "granted" if number % 3 else "not-granted",
            "classification": "antarbadan",
            "legal_basis": "UU 14/2008 Pasal 9; UU 7/2017 Pasal 20",
        }
        for number in range(fields)
    ]
    assert len(list(each_verdict(parse_entry(seal(gather_verdicts(verdicts)))))) == fields


def seal(verdicts: object) -> bytes:
    draft = query_draft(1, verdicts=verdicts)
    salts = iter(lambda: bytes(16), None)
    return make_entry(draft, salts=salts, recorded_at="2026-01-01T00:00:00.000000Z").leaf
