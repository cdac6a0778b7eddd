"""Statistics tables and retention duties: every mistake is a fault with its place."""

import json
from copy import deepcopy

import pytest

from gateway.policy import read_bundle
from tests.simulator import KPU, POLRES
from tests.simulator.voters import DPT, FIELDS, PKS, RULE, STATISTICS, voters_folder
from tests.simulator.writing import agreement_file, column, contract_file, permission

OTHER = "bawaslu-contoh"


def faults(**folder):
    return {fault.code for fault in read_bundle(voters_folder(**folder)).faults}


def granted(section, fields=FIELDS, **more):
    return [permission("dpt", POLRES, DPT, "hitung", fields, rows=RULE, statistics=section, **more)]


def changed(**changes):
    section = deepcopy(STATISTICS)
    for path, value in changes.items():
        *way, last = [int(part) if part.isdigit() else part for part in path.split("__")]
        inner = section
        for step in way:
            inner = inner[step]
        inner[last] = value
    return section


def without(*names):
    return {name: uses for name, uses in FIELDS.items() if name not in names}


def test_a_section_is_read_as_it_is_written():
    bundle = read_bundle(voters_folder()).bundle
    assert bundle is not None
    right = bundle.agreements[PKS].permissions[0].statistics
    assert right is not None
    assert (right.period, right.k, list(right.tables)) == ("day", 3, ["per-desa", "umur"])
    table = right.tables["per-desa"]
    assert [(each.kind, each.field, each.base) for each in table.measures] == [
        ("count", None, 3),
        ("sum", "anggota", 10),
    ]
    assert [(each.field, each.transform) for each in right.tables["umur"].group] == [
        ("desa", None),
        ("lahir", "year"),
    ]


def test_what_is_left_out_is_safe():
    section = {name: value for name, value in STATISTICS.items() if name not in {"k", "base"}}
    bundle = read_bundle(voters_folder(granted=granted(section))).bundle
    assert bundle is not None
    right = bundle.agreements[PKS].permissions[0].statistics
    assert right is not None
    assert (right.k, right.tables["umur"].measures[0].base) == (5, 5)


MISTAKES = {
    "a smaller group than the floor": (changed(k=2), "integer"),
    "a finer base than the floor": (changed(base=1), "integer"),
    "a sum to the last digit": (
        changed(tables__0__measures=[{"sum": {"field": "anggota", "base": 1}}]),
        "integer",
    ),
    "a sum without a base": (changed(tables__0__measures=[{"sum": {"field": "anggota"}}]), "key-missing"),
    "another period": (changed(period="hour"), "word-unknown"),
    "no period": ({"tables": STATISTICS["tables"]}, "key-missing"),
    "no table": (changed(tables=[]), "list-empty"),
    "a filter": (changed(filter=["desa"]), "key-unknown"),
    "a filter in a table": (changed(tables__0__filter=["desa"]), "key-unknown"),
    "one name for two tables": (changed(tables__1__id="per-desa"), "word-twice"),
    "a name with blanks": (changed(tables__1__id="per desa"), "identifier"),
    "no group": (changed(tables__0__group=[]), "list-empty"),
    "a group twice": (changed(tables__0__group=["desa", "jk", "jk"]), "word-twice"),
    "too many groups": (
        changed(tables__0__group=["desa", "jk", "anggota", "kode", "syarat"]),
        "statistics-groups-many",
    ),
    "a group that is no field": (changed(tables__0__group=["desaa", "jk"]), "field-unknown-near"),
    "a group that is a list": (changed(tables__0__group=[["desa"], "jk"]), "statistics-group-shape"),
    "a group with a use for a transform": (
        changed(tables__0__group=[{"desa": "group"}, "jk"]),
        "statistics-group-shape",
    ),
    "a constant group": (
        changed(tables__0__group=["desa", {"jk": {"constant": {"value": "x"}}}]),
        "statistics-group-transform",
    ),
    "a group of tokens": (
        changed(tables__0__group=["desa", {"jk": "pseudonym"}]),
        "statistics-group-transform",
    ),
    "a group without its use": (changed(tables__0__group=["desa", "syarat"]), "statistics-group-without-use"),
    "another first group": (changed(tables__1__group=[{"lahir": "year"}]), "statistics-first-differs"),
    "the first group changed": (
        changed(tables__1__group=[{"desa": {"partial": {"keep_first": 1}}}]),
        "statistics-first-differs",
    ),
    "a second group in two tables": (changed(tables__1__group=["desa", "jk"]), "statistics-field-twice"),
    "another measure": (changed(tables__0__measures=["average"]), "word-unknown"),
    "a measure twice": (changed(tables__0__measures=["count", "count"]), "word-twice"),
    "a sum of texts": (
        changed(tables__0__measures=[{"sum": {"field": "jk", "base": 5}}]),
        "statistics-measure-type",
    ),
    "a sum without its use": (
        changed(tables__0__measures=[{"sum": {"field": "jk", "base": 5}}]),
        "statistics-measure-without-use",
    ),
}


@pytest.mark.parametrize(("section", "code"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_a_table_is_a_fault(section, code):
    found = [
        fault for fault in read_bundle(voters_folder(granted=granted(section))).faults if fault.code == code
    ]
    assert found
    assert all(fault.place.file == f"agreements/{PKS}.yaml" and fault.place.line > 1 for fault in found)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        pytest.param(FIELDS | {"nik": ["group"]}, "field-closed", id="an exempt field"),
        pytest.param(FIELDS | {"nama": ["measure"]}, "field-closed", id="an undetermined field"),
        pytest.param(FIELDS | {"gelap": ["group"]}, "field-undisclosed", id="an undisclosed field"),
        pytest.param(FIELDS | {"kode": ["group"]}, "use-without-table", id="a group of no table"),
        pytest.param(FIELDS | {"kode": ["measure"]}, "use-without-table", id="a measure of no table"),
        pytest.param(FIELDS | {"desa": ["group", "group"]}, "word-twice", id="a use twice"),
        pytest.param(without("jk"), "statistics-group-without-use", id="no use at all"),
    ],
)
def test_a_use_must_fit_its_table(fields, code):
    assert code in faults(granted=granted(STATISTICS, fields))


def test_a_use_without_any_section_is_a_fault():
    rows = permission("dpt", POLRES, DPT, "hitung", FIELDS, rows=RULE)
    assert "use-without-table" in faults(granted=[rows])


def test_a_field_that_derives_a_withheld_one_makes_no_groups():
    contract = contract_file(
        KPU,
        "dpt",
        [column("kode", key=True), column("nik", derives=["lahir"]), column("lahir")],
        order="kode",
    )
    section = {"period": "day", "tables": [{"id": "t", "group": ["nik"], "measures": ["count"]}]}
    grant = permission("dpt", POLRES, DPT, "hitung", {"nik": ["group"]}, statistics=section)
    files = voters_folder() | {
        f"datasets/{DPT}.yaml": contract,
        f"agreements/{PKS}.yaml": agreement_file(PKS, (KPU, POLRES), {DPT: contract}, [grant]),
    }
    del files[f"exemptions/{KPU}.yaml"]
    assert "field-derives" in {fault.code for fault in read_bundle(files).faults}


# --- what other grants would undo --------------------------------------------

ROWS = {"kode": ["release"], "syarat": ["condition"]}


def grants(*others):
    return granted(STATISTICS) + list(others)


def rows(uid="baris", consumer=POLRES, fields=ROWS, rule=RULE, **more):
    return permission(uid, consumer, DPT, uid, fields, rows=rule, **({"query": {"page_size": 5}} | more))


def conflict(*others, **folder):
    reading = read_bundle(voters_folder(granted=grants(*others), **folder))
    return {(fault.code, dict(fault.values)["other"]) for fault in reading.faults}


def place_of(uid, files):
    lines = files[f"agreements/{PKS}.yaml"].decode().splitlines()
    return next(number for number, line in enumerate(lines, 1) if f'"id": "{uid}"' in line)


def test_rows_of_the_same_table_undo_its_statistics_and_the_fault_says_which():
    ((code, other),) = conflict(rows())
    line = place_of("baris", voters_folder(granted=grants(rows())))
    assert (code, str(other).split(":")[:2]) == (
        "statistics-beside-rows",
        [f"agreements/{PKS}.yaml", str(line - 1)],
    )


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(
            rows(fields={"kode": ["release"], "jk": ["release"], "syarat": ["condition"]}), id="its groups"
        ),
        pytest.param(rows(fields={"kode": ["release"]}, rule={"all": []}), id="every row"),
        pytest.param(
            permission(
                "cari",
                POLRES,
                DPT,
                "cari",
                {"kode": ["lookup-key"]},
                lookup={"key": "kode"},
                quota={"requests": 5, "period": "day"},
            ),
            id="a lookup that gives nothing",
        ),
    ],
)
def test_no_kind_of_rows_goes_beside_statistics(other):
    other = {name: value for name, value in other.items() if value != {"all": []}}
    assert {code for code, _ in conflict(other)} == {"statistics-beside-rows"}


def test_the_same_permission_gives_no_rows_either():
    both = granted(STATISTICS, FIELDS | {"kode": ["release"]}, query={"page_size": 5})
    assert faults(granted=both) == {"statistics-beside-rows"}


def test_rows_that_no_table_counts_may_be_given():
    assert conflict(rows(rule={"syarat": {"equals": "tidak"}})) == set()
    assert {code for code, _ in conflict(rows(rule={"syarat": {"in": ["tidak", "ya"]}}))} == {
        "statistics-beside-rows"
    }


@pytest.mark.parametrize(
    ("section", "rule"),
    [
        pytest.param(changed(k=4), RULE, id="another limit"),
        pytest.param(changed(base=4), RULE, id="another base"),
        pytest.param(changed(period="month"), RULE, id="another period"),
        pytest.param(changed(tables=STATISTICS["tables"][:1]), RULE, id="fewer tables"),
        pytest.param(changed(tables__1__group=["desa", {"lahir": "month"}]), RULE, id="finer groups"),
        pytest.param(STATISTICS, {"syarat": {"in": ["ya", "x"]}}, id="more rows"),
    ],
)
def test_other_statistics_of_the_same_rows_are_refused_and_the_same_are_not(section, rule):
    fields = FIELDS
    if section["tables"] == STATISTICS["tables"][:1]:
        fields = without("lahir")
    other = permission("lagi", POLRES, DPT, "lagi", fields, rows=rule, statistics=section)
    assert {code for code, _ in conflict(other)} == {"statistics-overlap"}
    same = permission("lagi", POLRES, DPT, "lagi", FIELDS, rows=RULE, statistics=STATISTICS)
    assert conflict(same) == set()


def test_another_consumers_rows_matter_only_when_they_are_open_to_all():
    agencies = (KPU, POLRES, OTHER)

    def told(fields):
        own = [rows("lain", OTHER, fields)]
        contract = voters_folder()[f"datasets/{DPT}.yaml"]
        files = voters_folder() | {
            f"agreements/{PKS}.yaml": agreement_file(PKS, agencies, {DPT: contract}, grants(*own))
        }
        return {fault.code for fault in read_bundle(files).faults}

    assert told({"kode": ["release"], "syarat": ["condition"]}) == set()
    assert told({"kode": ["release"], "lahir": ["year"], "syarat": ["condition"]}) == set()
    assert told({"kode": ["release"], "jk": ["release"], "syarat": ["condition"]}) == {
        "statistics-beside-open"
    }


def test_another_contract_over_the_same_table_is_the_same_table():
    twin = contract_file(
        KPU, "salinan", [column("kode", "string", "antarbadan", key=True)], order="kode", table="T_DPT"
    )
    name = f"{KPU}/salinan"
    files = dict(voters_folder(granted=granted(STATISTICS)))
    contract = files[f"datasets/{DPT}.yaml"]
    other = permission("baris", POLRES, name, "baris", {"kode": ["release"]}, query={"page_size": 5})
    files |= {
        f"datasets/{name}.yaml": twin,
        f"agreements/{PKS}.yaml": agreement_file(
            PKS, (KPU, POLRES), {DPT: contract, name: twin}, [*granted(STATISTICS), other]
        ),
    }
    assert "statistics-beside-rows" in {fault.code for fault in read_bundle(files).faults}


# --- duties --------------------------------------------------------------------


def retention(*duties):
    reading = read_bundle(voters_folder(granted=granted(STATISTICS, duties=list(duties))))
    if reading.bundle is None:
        return {fault.code for fault in reading.faults}
    (found,) = reading.bundle.agreements[PKS].permissions
    return found.duties, [(each.days, str(each.until or "")) for each in found.retention]


def test_a_duty_is_a_text_or_a_day():
    until = {"text": "Hapus.", "retention": {"until": "2027-03-31"}}
    assert retention("Jaga.", {"text": "Kunci."}, {"retention": {"days": 30}}, until) == (
        ("Jaga.", "Kunci.", "Hapus."),
        [(30, ""), (None, "2027-03-31")],
    )


@pytest.mark.parametrize(
    ("duty", "code"),
    [
        ({}, "retention-shape"),
        ({"retention": {}}, "retention-shape"),
        ({"retention": "30"}, "not-map"),
        ({"retention": {"days": 30, "until": "2027-03-31"}}, "retention-shape"),
        ({"retention": {"days": 0}}, "integer"),
        ({"retention": {"days": 99999}}, "integer"),
        ({"retention": {"until": "2027-02-30"}}, "date"),
        ({"retention": {"weeks": 3}}, "key-unknown"),
        ({"tex": "x"}, "key-unknown-near"),
        ([], "not-text"),
    ],
    ids=json.dumps,
)
def test_a_retention_names_one_day(duty, code):
    assert code in retention(duty)
