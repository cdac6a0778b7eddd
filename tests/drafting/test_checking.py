"""Checking: faults, and what is right in form but will surprise somebody."""

from datetime import UTC, datetime, timedelta

import pytest

from gateway.catalogue import LANGUAGES, say
from gateway.drafting import check
from gateway.policy import RootPins
from tests.policy.desk import (
    AGREEMENT,
    AGREEMENT_PATH,
    CONTRACT,
    CONTRACT_DIGEST,
    CONTRACT_PATH,
    KPU,
    NOON,
    POLRES,
    REGISTER,
    folder,
    keys_of,
    pins_of,
    sign_folder,
)
from tests.simulator.many import many_agreements
from tests.simulator.policies import sign_file

SIGNED = sign_folder(folder())


def warned(files, now=NOON, pins=None) -> list[tuple[str, str]]:
    """Return the warnings as code and place, each sayable in both languages."""
    findings = check(files, now, pins)
    assert findings.faults == ()
    for each in findings.warnings:
        for language in LANGUAGES:
            assert say(f"faults.{each.code}", language, **dict(each.values))
    # Both are of every folder here: fields that nobody decided on, and a purpose without a permission.
    usual = {"fields-undetermined", "fields-undetermined-nobody", "purpose-unused"}
    return [(each.code, each.place.file) for each in findings.warnings if each.code not in usual]


def test_faults_are_found_and_nothing_is_said_of_what_cannot_be_read():
    findings = check(folder(contract=CONTRACT.replace("status: active", "status: x")), NOON)
    assert [fault.code for fault in findings.faults] == ["word-unknown"]
    assert findings.bundle is None


def test_a_folder_signed_by_everybody_has_no_warning():
    assert warned(SIGNED, pins=pins_of(KPU, POLRES)) == []


def test_fields_that_nobody_classified_are_listed_with_who_must_act():
    warning, unused = check(SIGNED, NOON).warnings[::-1]
    assert warning.code == "fields-undetermined"
    assert dict(warning.values) == {"fields": "baru, rahasia", "official": "D. Contoh, PPID"}
    assert (unused.code, dict(unused.values)["purpose"]) == ("purpose-unused", "koordinasi")
    nobody = check(sign_folder(folder(trust=False)), NOON).warnings
    assert "fields-undetermined-nobody" in {each.code for each in nobody}


def test_a_pin_that_differs_is_told_with_the_right_digest():
    files = folder() | {CONTRACT_PATH: CONTRACT.replace("version: 1.0.0", "version: 1.1.0").encode()}
    (warning,) = [each for each in check(sign_folder(files), NOON).warnings if each.code == "pin-differs"]
    assert warning.place.file == AGREEMENT_PATH
    assert dict(warning.values)["version"] == "1.1.0"
    assert dict(warning.values)["digest"] != CONTRACT_DIGEST


def test_what_is_wrong_against_a_contract_that_is_not_pinned_is_a_warning():
    files = folder() | {CONTRACT_PATH: CONTRACT.replace("name: dpt\n", "name: jumlah\n").encode()}
    assert ("field-unknown", AGREEMENT_PATH) in warned(sign_folder(files))


@pytest.mark.parametrize("path", sorted(path for path in SIGNED if path.endswith(".jws")))
def test_every_missing_signature_is_named(path):
    left = {name: content for name, content in SIGNED.items() if name != path}
    base = path.split(".")[0] + ".yaml"
    code = "trust-unsigned" if base.startswith("trust/") else "signature-missing"
    assert warned(left, pins=pins_of(KPU, POLRES)) == [(code, base)]


def test_a_signature_that_stands_there_and_does_not_count_is_named():
    (path, content) = (AGREEMENT_PATH, SIGNED[AGREEMENT_PATH] + b"# later\n")
    found = warned(SIGNED | {path: content})
    assert [code for code, _ in found] == ["signature-does-not-verify"] * 2 + ["signature-missing"] * 2
    assert warned(SIGNED | {"agreements/pks.x.jws": b"x"}) == [
        ("signature-malformed", "agreements/pks.x.jws")
    ]


def test_a_folder_without_trust_files_says_so():
    assert warned(sign_folder(folder(trust=False))) == [
        ("trust-missing", f"trust/{KPU}.yaml"),
        ("trust-missing", f"trust/{POLRES}.yaml"),
    ]


def test_roots_that_are_not_pinned_are_told():
    assert warned(SIGNED, pins=pins_of(KPU)) == [("roots-not-pinned", f"trust/{POLRES}.yaml")]
    strangers = {**pins_of(KPU), POLRES: RootPins(1, frozenset({"x"}))}
    codes = {code for code, _ in warned(SIGNED, pins=strangers)}
    assert codes == {"trust-unsigned", "signature-signer-unknown"}


@pytest.mark.parametrize(
    ("now", "code"),
    [
        (datetime(2026, 1, 31, 16, 59, 59, tzinfo=UTC), "agreement-not-begun"),
        (datetime(2026, 1, 31, 17, tzinfo=UTC), None),
        (datetime(2027, 1, 15, tzinfo=UTC), "agreement-ends-soon"),
        (datetime(2027, 1, 31, 16, 59, 59, tzinfo=UTC), "agreement-ends-soon"),
        (datetime(2027, 1, 31, 17, tzinfo=UTC), "agreement-over"),
    ],
)
def test_validity_is_told_in_time(now, code):
    assert [found for found, _ in warned(SIGNED, now)] == ([code] if code else [])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("    until: 2031-01-15", "    until: 2026-11-23"), "exemption-lapsed"),
        (("    until: 2031-01-15", "    review: 2026-11-23"), "exemption-review-due"),
        (("    until", "    revoked: 2026-11-24\n    until"), "exemption-revoked"),
        (("[tps.gudang]", "[tps.gudang, tps.kontak]"), "exemption-closes"),
        (("    until: 2031-01-15", "    until: 2026-11-24"), "exemption-ends-soon"),
        (("    until: 2031-01-15", "    review: 2026-11-25"), "exemption-review-soon"),
        (("    until: 2031-01-15", "    until: 2026-12-25"), None),
    ],
)
def test_a_decision_that_is_over_or_surprises_is_told(change, code):
    files = sign_folder(folder(register=REGISTER.replace(*change)))
    assert [found for found, _ in warned(files)] == ([code] if code else [])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("enforcement: enforce", "enforcement: shadow"), "agreement-in-shadow"),
        (
            ("    query: {filter: [kode_desa, dpt], sort: [dpt], page_size: 100, count: exact}\n", ""),
            "permission-without-right",
        ),
    ],
)
def test_a_permission_that_gives_nothing_is_told(change, code):
    files = sign_folder(folder(agreement=AGREEMENT.replace(*change)))
    assert [found for found, _ in warned(files)] == [code]


def test_a_trust_file_near_its_end_is_told():
    end = datetime(2028, 1, 1, tzinfo=UTC)
    for now, code in (
        (end - timedelta(days=10), "trust-expires-soon"),
        (end + timedelta(1), "trust-expired"),
    ):
        assert [found for found, _ in warned(SIGNED, now)].count(code) == 2


def test_many_agreements_are_checked_together_and_each_by_itself():
    files = many_agreements(60)
    findings = check(files, NOON)
    assert findings.faults == ()
    assert {each.code for each in findings.warnings} == {"fields-undetermined"}
    path = "agreements/pks-0007.yaml"
    broken = check(files | {path: files[path].replace(b"enforcement: enforce", b"enforcement: enforc")}, NOON)
    assert [(each.code, each.place.file) for each in broken.faults] == [("word-unknown-near", path)]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (('rows: {kode_desa: {within: "6106"}}', "rows: {kode_desa: {between: [b, a]}}"), "rows-never-match"),
        (
            (
                'rows: {kode_desa: {within: "6106"}}',
                'rows: {any: [{kode_desa: {within: "6106"}}, {kode_desa: {between: [b, a]}}]}',
            ),
            "rows-branch-never-matches",
        ),
        (
            ("    requires: [case_ref]", "    quota: {rows: 10, period: day}\n    requires: [case_ref]"),
            "quota-below-page",
        ),
        (("2027-01-31", "2029-12-31"), None),
    ],
)
def test_a_permission_that_can_never_give_what_it_says_is_told(change, code):
    agreement = AGREEMENT.replace(*change)
    files = sign_folder(folder(agreement=agreement))
    assert [found for found, _ in warned(files)] == ([code] if code else [])


def test_an_agreement_that_begins_after_a_partys_trust_file_is_told():
    days = ("from: 2026-02-01, until: 2027-01-31", "from: 2028-02-01, until: 2029-01-31")
    agreement = AGREEMENT.replace(*days)
    found = warned(sign_folder(folder(agreement=agreement)))
    assert [code for code, _ in found] == ["agreement-after-trust"] * 2 + ["agreement-not-begun"]


def test_a_permission_whose_order_a_decision_closes_is_told_to_be_of_no_use():
    register = REGISTER.replace("[tps.gudang]", "[tps.gudang, tps.kode_tps]")
    found = [code for code, _ in warned(sign_folder(folder(register=register)))]
    assert found == ["permission-blocked", "exemption-closes"]


def test_an_open_field_that_tells_a_closed_one_is_told():
    contract = CONTRACT.replace("{property: derives, value: [lahir]}", "{property: derives, value: [gudang]}")
    found = [code for code, _ in warned(sign_folder(folder(contract=contract)))]
    assert found == ["field-tells-closed"]


def test_a_signature_by_a_key_of_another_role_or_agency_is_named_with_what_is_needed():
    for agency, role in ((KPU, "ppid"), (POLRES, "client")):
        stray = sign_file(AGREEMENT_PATH, SIGNED[AGREEMENT_PATH], keys_of(agency)[role])
        (found,) = [
            each
            for each in check(SIGNED | {"agreements/pks.x.jws": stray}, NOON).warnings
            if each.place.file == "agreements/pks.x.jws"
        ]
        assert found.code == "signature-role-wrong"
        assert (dict(found.values)["role"], dict(found.values)["agency"]) == (role, agency)
    stray = sign_file(AGREEMENT_PATH, SIGNED[AGREEMENT_PATH], keys_of(KPU)["stray"])
    assert ("signature-signer-unknown", "agreements/pks.x.jws") in warned(
        SIGNED | {"agreements/pks.x.jws": stray}
    )


def test_a_signature_that_would_be_recorded_out_of_its_keys_time_is_told():
    late = NOON.replace(year=2029)
    assert "signature-key-not-valid-then" in {code for code, _ in warned(SIGNED, late)}
