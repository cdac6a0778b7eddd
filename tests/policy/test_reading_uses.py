"""Uses of a field, read against what its contract says: what hides too little is refused in its place."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from gateway.catalogue import LANGUAGES
from gateway.policy import TRANSFORMS, LogicalType, Use, read_bundle
from tests.simulator import KPU, POLRES
from tests.simulator.writing import Node, agreement_file, column, contract_file, permission, register_file

DATA = f"{KPU}/data"
EXAMPLES: Mapping[str, Any] = {
    "constant": {"value": "x"},
    "partial": {"keep_last": 3},
    "age_band": {"edges": [17]},
    "region": {"level": "desa"},
    "round": {"digits": 0},
    "bucket": {"width": 5},
    "top_code": {"cap": 5},
    "geohash": {"precision": 5},
}
AGREEMENT = "agreements/pks.yaml"


def folder(columns: Sequence[Node], *grants: Mapping[str, Any]) -> dict[str, bytes]:
    """Write one dataset, and one permission for each of the grants."""
    contract = contract_file(KPU, "data", [column("kode", key=True), *columns], order="kode")
    permissions = [
        permission(f"p{number}", POLRES, DATA, f"tujuan-{number}", {"kode": ["release"], **uses})
        for number, uses in enumerate(grants)
    ]
    agreement = agreement_file("pks", (KPU, POLRES), {DATA: contract}, permissions)
    return {f"datasets/{DATA}.yaml": contract, AGREEMENT: agreement}


def codes(files: Mapping[str, bytes]) -> list[str]:
    return [fault.code for fault in read_bundle(files).faults]


def uses_of(columns: Sequence[Node], uses: Mapping[str, Any]) -> Mapping[str, tuple[Use, ...]]:
    reading = read_bundle(folder(columns, uses))
    assert reading.bundle is not None, reading.faults
    return reading.bundle.agreements["pks"].permissions[0].uses


def lengths(**bounds: int) -> Mapping[str, int]:
    return bounds


@pytest.mark.parametrize(
    ("more", "use", "found"),
    [
        ({"distinct": 499}, "pseudonym", ["transform-few-values"]),
        ({"distinct": 499}, "token", ["transform-few-values"]),
        ({"distinct": 499, "unique": True}, "token", []),
        ({"distinct": 500}, "pseudonym", []),
        (
            {"logicalTypeOptions": lengths(maxLength=6)},
            {"partial": {"keep_last": 3}},
            ["transform-too-short"],
        ),
        ({"logicalTypeOptions": lengths(maxLength=7)}, {"partial": {"keep_last": 3}}, []),
        (
            {"logicalTypeOptions": lengths(maxLength=9)},
            {"partial": {"keep_first": 5}},
            ["transform-too-short"],
        ),
        (
            {"logicalTypeOptions": lengths(minLength=16, maxLength=16)},
            {"partial": {"keep_first": 6}},
            ["transform-laid-out"],
        ),
        ({"physicalName": "NO_NIK"}, {"partial": {"keep_last": 4}}, ["transform-laid-out"]),
        ({"physicalName": "no_kk"}, {"partial": {"keep_last": 4}}, ["transform-laid-out"]),
        ({"physicalName": "nama_kk"}, {"partial": {"keep_first": 1}}, []),
        ({"physicalName": "nik"}, "pseudonym", []),
        ({"physicalName": "teknik"}, {"partial": {"keep_last": 4}}, []),
    ],
)
def test_a_use_that_hides_too_little_is_refused(more: Mapping[str, Any], use: Any, found: list[str]) -> None:
    assert codes(folder([column("f", **more)], {"f": [use]})) == found


@pytest.mark.parametrize(
    ("kind", "value", "found"),
    [
        ("date", "1900-01-01", ["transform-looks-real"]),
        ("date", "1899-12-30", ["transform-looks-real"]),
        ("date", "9999-12-31", ["transform-looks-real"]),
        ("date", "2024-01-01", ["transform-looks-real"]),
        ("timestamp", "1970-01-01T00:00:00Z", ["transform-looks-real"]),
        ("timestamp", "2024-02-14T00:00:00Z", []),
        ("date", "2024-02-14", []),
        ("string", "1970-01-01", []),
    ],
)
def test_a_constant_day_that_systems_write_is_refused(kind: str, value: str, found: list[str]) -> None:
    assert codes(folder([column("f", kind)], {"f": [{"constant": {"value": value}}]})) == found


@pytest.mark.parametrize("word", ["hash", "sha256", "SHA-256", "md5", "crc32", {"sha256": {"salt": "x"}}])
def test_a_hash_without_a_key_is_refused_and_told_why(word: Any) -> None:
    files = folder([column("f")], {"f": [word]})
    (fault,) = read_bundle(files).faults
    assert fault.code == "use-hash"
    for language in LANGUAGES:
        assert "`pseudonym`" in fault.sentence.say(language)


def test_a_contract_says_how_many_values_and_how_long() -> None:
    silent = {**column("f"), "customProperties": [{"property": "dataPribadi", "value": "umum"}]}
    assert codes(folder([silent], {"f": ["pseudonym"]})) == ["transform-distinct-unsaid"]
    crossed = column("f", logicalTypeOptions=lengths(minLength=5, maxLength=4))
    assert codes(folder([crossed], {"kode": ["release"]})) == ["lengths-crossed"]
    whole = column("f", "integer", logicalTypeOptions=lengths(maxLength=4))
    assert codes(folder([whole], {"kode": ["release"]})) == ["length-not-text"]
    other = column("f", logicalTypeOptions={"pattern": "^[0-9]+$"})
    assert codes(folder([other], {"kode": ["release"]})) == ["key-unknown"]


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ({"bucket": {"width": 10}}, {"bucket": {"width": 7}}, ["transforms-together"]),
        ({"bucket": {"width": 10}}, {"bucket": {"width": 20}}, []),
        ({"round": {"digits": -1}}, {"round": {"digits": -2}}, []),
        ({"top_code": {"cap": 5}}, {"bucket": {"width": 7}}, ["transforms-together"]),
        ("token", {"bucket": {"width": 7}}, []),
    ],
)
def test_answers_laid_side_by_side_tell_no_more_than_either(one: Any, other: Any, found: list[str]) -> None:
    files = folder([column("f", "integer")], {"f": [one]}, {"f": [other]})
    assert codes(files) == found
    if found:
        # The later use is the fault, and says where the earlier one stands.
        (fault,) = read_bundle(files).faults
        file, line, _ = str(dict(fault.values)["other"]).split(":")
        assert file == fault.place.file == AGREEMENT
        assert int(line) < fault.place.line


def test_list_arguments_keep_their_order_and_type() -> None:
    columns = [column("n", "number"), column("d", "date")]
    uses = uses_of(
        columns,
        {"n": [{"bucket": {"edges": ["-0.5", 0, 10]}}], "d": [{"age_band": {"edges": [17, 60]}}]},
    )
    assert repr(uses["n"][0].arguments) == "(('edges', (Decimal('-0.5'), Decimal('0'), Decimal('10'))),)"
    assert uses["d"][0].arguments == (("edges", (17, 60)),)


WORDS: Mapping[str, Any] = {
    **{word: word for word in ("release", "condition", "lookup-key", "group", "measure")},
    **{name: {name: EXAMPLES[name]} if name in EXAMPLES else name for name in TRANSFORMS},
}


@pytest.mark.parametrize("use", WORDS.values(), ids=WORDS.keys())
def test_no_word_opens_a_closed_field_or_one_whose_name_is_withheld(use: Any) -> None:
    kind = next((kind for kind in LogicalType if _accepts(use, kind)), LogicalType.STRING)
    for classification, undisclosed, code in (
        ("dikecualikan", False, "field-closed"),
        ("belum-ditetapkan", False, "field-closed"),
        ("antarbadan", True, "field-undisclosed"),
    ):
        closed = column("f", kind.value, classification, undisclosed=undisclosed, unique=True)
        files = folder([closed], {"f": [use]}) | {f"exemptions/{KPU}.yaml": register_file(KPU, ["data.f"])}
        assert code in codes(files)


def _accepts(use: Any, kind: LogicalType) -> bool:
    name = use if isinstance(use, str) else next(iter(use))
    return name not in TRANSFORMS or kind in TRANSFORMS[name].accepts
