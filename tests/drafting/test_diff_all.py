"""Each kind of change is told by name, with the way it goes and the place where it is written."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from gateway.catalogue import texts
from gateway.drafting import (
    compare_bundles,
    difference_document,
    difference_memo,
    render_markdown,
    tell_difference,
)
from gateway.drafting.diff_model import joined
from gateway.drafting.smt import Z3Solver
from tests.drafting.bundles import bundle
from tests.policy.desk import AGREEMENT, CONTRACT, LOOKUP_AGREEMENT, REGISTER

NOW = datetime(2026, 11, 24, tzinfo=UTC)
SOLVER = Z3Solver(20_000)


def changed(old, new, base=AGREEMENT):
    assert old in base, old
    return bundle(base.replace(old, new, 1))


def kinds(found):
    return {
        (change.kind, change.direction)
        for change in (*found.beside, *(change for each in found.subjects for change in each.changes))
    }


FIELDS = AGREEMENT[AGREEMENT.index("never:\n") :].removeprefix("never:\n")
STATISTICS = """\
  - id: angka
    consumer: polres-kapuas-hulu
    dataset: kpu-kapuas-hulu/tps
    purpose: koordinasi
    fields:
      kode_desa: [group]
    statistics: {period: month, k: 5, base: 5, tables: [{id: desa, group: [kode_desa], measures: [count]}]}
never:
"""

REQUIRES = "    requires: [case_ref]\n"
QUERY = "    query: {filter: [kode_desa, dpt], sort: [dpt], page_size: 100, count: exact}\n"
RULE = 'rows: {kode_desa: {within: "6106"}}'
# What is written, what instead, and what that is called: one way, and the other way round.
CHANGES = [
    ("      kontak: [{partial: {keep_last: 3}}]\n", "", "field-withheld", "field-given"),
    ("{partial: {keep_last: 3}}", "{partial: {keep_last: 2}}", "form-other", "form-other"),
    ("[{partial: {keep_last: 3}}]", "[pseudonym]", "form-other", "form-other"),
    ("nik: [pseudonym]", "nik: [{constant: {value: x}}]", "form-stronger", "form-weaker"),
    ('within: "6106"', 'within: "610601"', "rows-narrower", "rows-wider"),
    (RULE, 'rows: {kode_desa: {in: ["61.06", "6106"]}}', "rows-narrower", "rows-wider"),
    ("filter: [kode_desa, dpt]", "filter: [kode_desa]", "filter-removed", "filter-added"),
    ("sort: [dpt], ", "", "sort-removed", "sort-added"),
    ("page_size: 100", "page_size: 50", "page-smaller", "page-larger"),
    (", count: exact", "", "count-removed", "count-added"),
    (QUERY, "", "right-removed", "right-added"),
    ("[case_ref]", "[case_ref, on_behalf_of]", "requires-added", "requires-removed"),
    (REQUIRES, f"{REQUIRES}    duties: [Hapus]\n", "duties-added", "duties-removed"),
    (REQUIRES, f"{REQUIRES}    quota: {{rows: 9, period: day}}\n", "quota-smaller", "quota-larger"),
    (
        REQUIRES,
        f"{REQUIRES}    duties: [{{retention: {{days: 30}}}}]\n",
        "retention-shorter",
        "retention-longer",
    ),
    ("until: 2027-01-31", "until: 2026-12-31", "validity-shorter", "validity-longer"),
    ("enforcement: enforce", "enforcement: shadow", "taken", "given"),
    ("stop_unwitnessed_hours: 72", "stop_unwitnessed_hours: 48", "unwitnessed-shorter", "unwitnessed-longer"),
    ("never:\n", "prohibitions: [Dilarang]\nnever:\n", "prohibitions-added", "prohibitions-removed"),
    ("[rahasia, gudang]", "[rahasia, gudang, baru]", "never-added", "never-removed"),
]
_WIDER = """field-given form-weaker rows-wider page-larger count-added right-added given unwitnessed-longer
    filter-added sort-added requires-removed duties-removed quota-larger retention-longer validity-longer
    prohibitions-removed"""
_NARROWER = """field-withheld form-stronger rows-narrower page-smaller count-removed right-removed taken
    unwitnessed-shorter filter-removed sort-removed requires-added duties-added quota-smaller
    retention-shorter validity-shorter prohibitions-added"""
WAYS = {
    **dict.fromkeys(_WIDER.split(), "wider"),
    **dict.fromkeys(_NARROWER.split(), "narrower"),
    "form-other": "mixed",
    "never-added": "same",
    "never-removed": "same",
}


@pytest.mark.parametrize(("old", "new", "forth", "back"), CHANGES, ids=[change[2] for change in CHANGES])
def test_a_change_is_named_and_goes_one_way_and_the_other_way_back(old, new, forth, back):
    before, after = bundle(), changed(old, new)
    for one, other, kind in ((before, after, forth), (after, before, back)):
        found = compare_bundles(one, other, NOW, SOLVER)
        assert (kind, WAYS[kind]) in kinds(found)
        assert found.direction == WAYS[kind]


def test_two_folders_with_the_same_meaning_are_the_same_whatever_they_look_like():
    after = changed('{kode_desa: {within: "6106"}}', '{all: [{kode_desa: {within: "61.06"}}]}')
    found = compare_bundles(bundle(), after, NOW, SOLVER)
    assert found.direction == "same"
    assert found.subjects == ()
    assert found.files == (("agreements/pks.yaml", "changed"),)


def test_a_rule_that_goes_both_ways_shows_a_row_for_each():
    after = changed('within: "6106"', 'within: "6107"')
    found = compare_bundles(bundle(), after, NOW, SOLVER)
    rows = {change.kind: change.row for change in found.subjects[0].changes}
    assert found.direction == "mixed"
    assert rows["rows-wider"]["kode_desa"].startswith("6107")
    assert rows["rows-narrower"]["kode_desa"].startswith("6106")


def test_without_a_prover_what_is_not_shown_is_unknown_and_never_the_same():
    within, between = '{kode_desa: {within: "6106"}}', '{kode_desa: {between: ["61", "6107"]}}'
    after = changed(within, f"{{all: [{within}, {between}]}}")
    assert compare_bundles(bundle(), after, NOW, None).direction == "unknown"
    assert compare_bundles(bundle(), after, NOW, SOLVER).direction == "same"


def test_a_contract_that_is_not_the_pinned_one_gives_nothing():
    found = compare_bundles(bundle(), changed("PIN", "0" * 64), NOW, SOLVER)
    assert kinds(found) == {("taken", "narrower")}


def test_a_decision_that_closes_a_field_withholds_it_and_its_revocation_gives_it_back():
    closed = bundle(register=REGISTER.replace("[tps.gudang]", "[tps.gudang, tps.kontak]"))
    assert kinds(compare_bundles(bundle(), closed, NOW, SOLVER)) == {("field-withheld", "narrower")}
    assert kinds(compare_bundles(closed, bundle(), NOW, SOLVER)) == {("field-given", "wider")}


def test_a_decision_that_closes_a_fields_rule_takes_the_right_away():
    closed = bundle(register=REGISTER.replace("[tps.gudang]", "[tps.gudang, tps.kode_desa]"))
    assert ("right-removed", "narrower") in kinds(compare_bundles(bundle(), closed, NOW, SOLVER))


def test_a_field_that_comes_from_another_column_is_neither_more_nor_less():
    moved = bundle(contract=CONTRACT.replace("physicalName: desa", "physicalName: desa_lama"))
    found = compare_bundles(bundle(), moved, NOW, SOLVER)
    assert {("field-moved", "mixed"), ("rows-unknown", "unknown")} <= kinds(found)
    assert found.direction == "mixed"


def test_lookups_by_another_key_and_new_permissions_are_told():
    before = bundle(LOOKUP_AGREEMENT)
    keyed = LOOKUP_AGREEMENT.replace("nik: [lookup-key]", "kode_tps: [lookup-key]")
    other = bundle(keyed.replace("key: nik", "key: kode_tps"))
    assert ("key-other", "mixed") in kinds(compare_bundles(before, other, NOW, SOLVER))
    assert ("given", "wider") in kinds(compare_bundles(bundle(), before, NOW, SOLVER))


def test_statistics_are_compared_by_their_tables_and_smallest_group():
    base = AGREEMENT[: AGREEMENT.index("  - id: tps-pengamanan")] + STATISTICS + FIELDS
    before = bundle(base)
    assert ("given", "wider") in kinds(compare_bundles(bundle(), before, NOW, SOLVER))
    for old, new, kind in (
        ("k: 5", "k: 4", "k-lower"),
        ("k: 5", "k: 6", "k-higher"),
        ("base: 5", "base: 10", "table-other"),
        ("period: month", "period: day", "frozen-other"),
    ):
        found = compare_bundles(before, changed(old, new, base), NOW, SOLVER)
        assert kind in {each for each, _ in kinds(found)}


def test_an_agreement_under_another_uid_is_compared_with_the_one_it_follows():
    before = bundle()
    agreement = replace(before.agreements["pks"], uid="pks-dua")
    after = replace(before, agreements={"pks-dua": agreement})
    found = compare_bundles(before, after, NOW, SOLVER)
    assert found.direction == "same"


def test_a_name_that_is_hidden_or_told_is_a_change():
    told = bundle(contract=CONTRACT.replace("undisclosed, value: true", "undisclosed, value: false"))
    assert ("name-told", "wider") in kinds(compare_bundles(bundle(), told, NOW, SOLVER))
    assert ("name-hidden", "narrower") in kinds(compare_bundles(told, bundle(), NOW, SOLVER))


@pytest.mark.parametrize(
    ("directions", "expected"),
    [
        ((), "same"),
        (("same", "wider"), "wider"),
        (("wider", "narrower"), "mixed"),
        (("narrower", "unknown"), "unknown"),
        (("mixed", "unknown"), "mixed"),
    ],
)
def test_directions_are_joined_without_guessing(directions, expected):
    assert joined(directions) == expected


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(("old", "new"), [change[:2] for change in CHANGES])
def test_every_change_is_told_in_lines_values_and_a_memo(old, new, language):
    found = compare_bundles(bundle(), changed(old, new), NOW, None)
    *lines, last = tell_difference(found, language)
    document = difference_document(found, language)
    memo = difference_memo(found, NOW, language)
    assert document["verdict"] == found.direction
    assert last == memo.kicker
    told = [*document["beside"], *(change for each in document["subjects"] for change in each["changes"])]
    page = render_markdown(memo).replace("\\", "")
    for change in told:
        assert any(change["text"] in line for line in lines)
        assert change["text"] in page


def test_every_kind_of_change_has_its_words():
    assert {f"diff.is-{kind}" for kind in WAYS} <= texts().keys()
