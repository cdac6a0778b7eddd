"""Cases: one request on made-up rows; what a case does not list must be withheld."""

from datetime import date

import pytest

from gateway.drafting import count_covered, find_cases, measure_coverage, run_cases, unnoticed, write_junit
from gateway.policy import read_bundle, read_cases
from tests.policy.desk import AGREEMENT, LOOKUP_AGREEMENT, folder

PATH = "agreements/pks.cases.yaml"
HEAD = """\
now: 2026-06-01T03:00:00Z
rows:
  kpu-kapuas-hulu/tps:
    - kode_tps: "1"
      kode_desa: "6106171001"
      dpt: 250
      kontak: "0811222333"
      nik: "6106010101900000"
      lahir: 1990-01-01
    - {kode_tps: "2", kode_desa: "6106171001", dpt: 100}
    - {kode_tps: "3", kode_desa: "6171010001", dpt: 300}
cases:
"""
CASE = """\
  - name: {name}
    consumer: polres-kapuas-hulu
    dataset: kpu-kapuas-hulu/tps
    purpose: pengamanan-tps
    query: {{{query}case_ref: LP/1}}
    expect: {expect}
"""
FIRST = '{kode_tps: "1", kode_desa: "6106171001", dpt: 250, kontak: "****333", nik: pseudonym}'
NONE = "{is_null: true}"
SECOND = f'{{kode_tps: "2", kode_desa: "6106171001", dpt: 100, kontak: {NONE}, nik: {NONE}}}'


def case(expect: str, query: str = "", name: str = "kasus", **changes: str) -> str:
    text = CASE.format(name=name, query=f"{query}, " if query else "", expect=expect)
    for old, new in changes.items():
        text = text.replace(old, new)
    return text


def outcomes(*cases: str, agreement: str = AGREEMENT):
    bundle = read_bundle(folder(agreement=agreement)).bundle
    found, faults = read_cases(PATH, (HEAD + "".join(cases)).encode(), bundle)
    assert not faults, [(fault.code, str(fault.place)) for fault in faults]
    return run_cases(bundle, found)


def differences(*cases: str, **options: str) -> list[str]:
    return [each.name for outcome in outcomes(*cases, **options) for each in outcome.differences]


def test_a_case_that_lists_exactly_what_leaves_passes_on_unsigned_files():
    assert differences(case(f"{{rows: [{SECOND}, {FIRST}], count: 2}}", "sort: [dpt], count: true")) == []


@pytest.mark.parametrize(
    ("expect", "found"),
    [
        pytest.param(
            f"{{rows: [{FIRST.replace('dpt: 250, ', '')}, {SECOND.replace('dpt: 100, ', '')}]}}",
            ["cases.leaves"],
            id="a field that leaves and is not listed",
        ),
        pytest.param(
            f"{{rows: [{FIRST.replace('dpt: 250', 'dpt: 250, lahir: 1990-01-01')}, {SECOND}]}}",
            ["cases.withheld", "cases.row-lacks"],
            id="a field that is listed and withheld",
        ),
        pytest.param(f"{{rows: [{FIRST}]}}", ["cases.row-count"], id="a row too many"),
        pytest.param(f"{{rows: [{SECOND}, {FIRST}]}}", ["cases.value"] * 8, id="the other order"),
        pytest.param(
            f"{{rows: [{FIRST.replace('****333', '0811222333')}, {SECOND}]}}",
            ["cases.value"],
            id="an unmasked value",
        ),
        pytest.param(
            f"{{rows: [{FIRST.replace('dpt: 250', 'dpt: x')}, {SECOND}]}}", ["cases.value"], id="another type"
        ),
        pytest.param(
            "{fields: {kode_tps: release, kode_desa: release, dpt: release, nik: pseudonym, kontak: year}}",
            ["cases.leaves-otherwise"],
            id="another transform",
        ),
        pytest.param("{refused: field-withheld}", ["cases.not-refused"], id="an answer instead of a refusal"),
        pytest.param("{no_rows: true}", ["cases.row-count"], id="rows instead of none"),
    ],
)  # fmt: skip
def test_a_case_tells_every_difference(expect, found):
    assert differences(case(expect)) == found


def test_a_refusal_is_compared_by_its_code():
    assert differences(case("{refused: sort-not-granted}", "sort: [kode_desa]")) == []
    assert differences(case("{refused: filter-not-granted}", "sort: [kode_desa]")) == [
        "cases.refused-otherwise"
    ]
    assert differences(case(f"{{rows: [{FIRST}]}}", "sort: [kode_desa]")) == ["cases.refused"]
    late = case("{refused: agreement-lapsed}").replace(
        "    expect", "    now: 2027-03-01T00:00:00Z\n    expect"
    )
    assert differences(late) == []
    assert differences(case("{refused: requirement-missing}").replace("case_ref: LP/1", "")) == []


def test_a_filter_of_a_case_has_the_types_of_the_contract():
    assert differences(case(f"{{rows: [{FIRST}]}}", "filter: {dpt: {between: [200, 260]}}")) == []
    assert differences(case("{refused: request-invalid}", "filter: {dpt: {equals: banyak}}")) == []


def test_a_lookup_is_a_case_too():
    asked = (
        case('{rows: [{kode_desa: "6106171001", kontak: "****333"}]}')
        .replace("purpose: pengamanan-tps", "purpose: koordinasi")
        .replace("query: {case_ref: LP/1}", 'lookup: {key: "6106010101900000"}')
    )
    assert differences(asked, agreement=LOOKUP_AGREEMENT) == []
    other = asked.replace('key: "6106', 'key: "7106')
    assert differences(other, agreement=LOOKUP_AGREEMENT) == ["cases.row-count"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("    consumer:", "    penerima:", "key-unknown"),
        ("dataset: kpu-kapuas-hulu/tps", "dataset: tps", "dataset-full-name"),
        ("expect: {refused: field-withheld}", "expect: {refused: field-witheld}", "word-unknown-near"),
        ("expect: {refused: field-withheld}", "expect: {}", "case-expects"),
        ("expect: {refused: field-withheld}", "expect: {refused: field-withheld, count: 1}", "case-expects"),
        ("expect: {refused: field-withheld}", "expect: {no_rows: false}", "case-expects"),
        ("expect: {refused: field-withheld}", "expect: {fields: {dpt: partiel}}", "use-unknown-near"),
        ("    query: {case_ref: LP/1}", "    query: {}\n    lookup: {key: x}", "case-two-rights"),
        ("    query: {case_ref: LP/1}", "    rows: [{dpt: banyak}]", "case-value"),
        ("    query: {case_ref: LP/1}", "    rows: [{dptt: 1}]", "field-unknown-near"),
        ("    query: {case_ref: LP/1}", "    rows: [[]]", "not-map"),
        ("now: 2026-06-01T03:00:00Z", "now: kemarin", "moment"),
        ("kpu-kapuas-hulu/tps:\n", "kpu-kapuas-hulu/tpss:\n", "dataset-unknown-near"),
        ("cases:\n", "cases:\n" + case("{no_rows: true}"), "word-twice"),
        ("now:", "&a now:", "yaml-anchor"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_file_of_cases_is_a_fault_with_its_place(old, new, code):
    bundle = read_bundle(folder()).bundle
    good = HEAD + case("{refused: field-withheld}")
    assert old in good
    found, faults = read_cases(PATH, good.replace(old, new, 1).encode(), bundle)
    assert found == ()
    assert code in [fault.code for fault in faults]
    assert all(fault.place.file == PATH for fault in faults)
    found, faults = read_cases("agreements/pkz.cases.yaml", good.encode(), bundle)
    assert [fault.code for fault in faults] == ["cases-alone-near"]


def test_coverage_names_what_no_case_has_shown():
    some = outcomes(case(f"{{rows: [{SECOND}]}}", "filter: {dpt: {equals: 100}}"))
    bundle = read_bundle(folder()).bundle
    covered = measure_coverage(bundle, some)
    missing = {(each.kind, each.what) for each in covered if not each.is_shown}
    assert missing == {("transform", "kontak: partial"), ("transform", "nik: pseudonym")}
    assert count_covered(covered) == {
        "permission": (1, 1),
        "field": (3, 3),
        "transform": (0, 2),
        "rule": (1, 1),
    }
    narrow = case("{no_rows: true}").replace("    expect", '    rows: [{kode_desa: "61"}]\n    expect')
    covered = measure_coverage(bundle, outcomes(narrow))
    assert ("rule", "kode_desa") in {(each.kind, each.what) for each in covered if not each.is_shown}
    two = read_bundle(folder(agreement=LOOKUP_AGREEMENT)).bundle
    covered = measure_coverage(
        two, outcomes(case("{refused: field-withheld}", "fields: [gudang]"), agreement=LOOKUP_AGREEMENT)
    )
    assert [each.what for each in covered if each.kind == "permission" and not each.is_shown] == [
        "tps-periksa"
    ]


def survivors(*cases: str) -> set[tuple[str, str]]:
    bundle = read_bundle(folder()).bundle
    found, faults = read_cases(PATH, (HEAD + "".join(cases)).encode(), bundle)
    assert not faults
    assert not any(outcome.differences for outcome in run_cases(bundle, found))
    return {
        (mutant.change.name.removeprefix("cases.mutant-"), mutant.change.values.get("member", ""))
        for mutant in unnoticed(bundle, found)
    }


WHOLE = case(f"{{rows: [{SECOND}, {FIRST}], count: 2}}", "sort: [dpt], count: true", "semua")


def test_changes_that_no_case_notices_are_listed():
    assert survivors(WHOLE) == {
        ("valid-from", ""),
        ("valid-until", ""),
        ("requires", "case_ref"),
        ("filter", "kode_tps"),
        ("sort", "kode_desa, kode_tps"),
    }


def test_a_case_for_each_rule_leaves_no_change_unnoticed():
    early = case("{refused: agreement-not-yet-valid}", name="awal").replace(
        "    expect", "    now: 2026-01-31T16:59:59Z\n    expect"
    )
    late = case("{refused: agreement-lapsed}", name="akhir").replace(
        "    expect", "    now: 2027-01-31T17:00:00Z\n    expect"
    )
    assert not survivors(
        WHOLE,
        early,
        late,
        case("{refused: requirement-missing}", name="perkara").replace("case_ref: LP/1", ""),
        case("{refused: filter-not-granted}", "filter: {kode_tps: {equals: x}}", "saring"),
        case("{refused: sort-not-granted}", "sort: [kode_desa]", "urut"),
    )


def test_a_weaker_case_lets_a_wider_rule_through():
    """Without a row outside the region, nobody would notice that the rule is gone."""
    inside = '{kode_tps: "2", kode_desa: "6106171001", dpt: 100}'
    blind = (
        WHOLE.replace("    expect", f"    rows: [{inside}]\n    expect")
        .replace(f", {FIRST}", "")
        .replace("count: 2", "count: 1")
    )
    assert {"rule-dropped", "rule-wider"} <= {name for name, _ in survivors(blind)}
    assert ("untransformed", "kontak") in survivors(blind)


def test_outcomes_are_junit_for_ci():
    text = write_junit(outcomes(WHOLE, case("{no_rows: true}", name="<salah> & buruk")), "en").decode()
    assert '<testsuite name="pks" tests="2" failures="1">' in text
    assert 'name="&lt;salah&gt; &amp; buruk"' in text
    assert "0 rows should be answered, but 2 are" in text


def test_files_of_cases_are_found_beside_their_agreements(tmp_path):
    agreements = tmp_path / "agreements"
    agreements.mkdir()
    bundle = read_bundle(folder()).bundle
    assert find_cases(tmp_path, bundle) == ((), ())
    (agreements / "pks.cases.yaml").write_text(HEAD + WHOLE)
    (found,), faults = find_cases(tmp_path, bundle)
    assert (found.name, found.rows[0]["lahir"], faults) == ("semua", date(1990, 1, 1), ())
    (agreements / "other.cases.yaml").write_text(HEAD + WHOLE)
    assert find_cases(tmp_path, bundle)[0] == ()
