"""One column in two contracts: what is closed in one of them leaves by neither."""

import pytest

from gateway.policy import Verdict, permissions_of, read_bundle, verdicts_of
from tests.policy.desk import KPU, NOON, POLRES, codes, resolved, sign_folder, trust_file
from tests.simulator.writing import agreement_file, column, contract_file, permission, register_file

ONE, OTHER = f"{KPU}/warga", f"{KPU}/salinan"
KEY = column("kode", key=True)
HP = column("hp")
COPY = column("nomor", physicalName="HP")
USES = {"kode": ["release"], "nomor": ["release"]}


def two(
    first=HP,
    second=COPY,
    *,
    tables=("t", "t"),
    extra=(),
    never=(),
    register=("warga.kode",),
    uses=USES,
    **more,
) -> dict[str, bytes]:
    """Write two contracts and an agreement that gives the second one's fields."""
    contracts = {
        ONE: contract_file(KPU, "warga", [KEY, first, *extra], order="kode", table=tables[0]),
        OTHER: contract_file(KPU, "salinan", [KEY, second, *extra], order="kode", table=tables[1]),
    }
    said = {"never": [{"dataset": ONE, "fields": list(never)}]} if never else {}
    granted = permission("p", POLRES, OTHER, "aman", uses, query={"page_size": 10})
    return {
        **{f"datasets/{name}.yaml": content for name, content in contracts.items()},
        "agreements/pks.yaml": agreement_file("pks", (KPU, POLRES), contracts, [granted], **said),
        f"exemptions/{KPU}.yaml": register_file(KPU, register, **({"revoked": "2026-02-01"} | more)),
        **{f"trust/{agency}.yaml": trust_file(agency) for agency in (KPU, POLRES)},
    }


def found(**changes) -> list[str]:
    return codes(read_bundle(two(**changes)))


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(column("hp", classification=None), id="undetermined"),
        pytest.param(column("hp", classification="antarbadan"), id="less open"),
        pytest.param(column("hp", undisclosed=True), id="undisclosed"),
        pytest.param(column("hp", derives=["kode"]), id="tells another"),
    ],
)
def test_two_contracts_that_differ_on_a_column_are_a_fault(first):
    assert found(first=first) == ["column-differs"]
    # Either may be the more open one.
    assert "column-differs" in found(second={**first, "name": "nomor", "physicalName": "hp"})


def test_an_exempt_column_is_open_in_no_other_contract():
    exempt = column("hp", classification="dikecualikan")
    assert found(first=exempt, register=("warga.hp",)) == ["column-differs"]


@pytest.mark.parametrize("tables", [("t", "T"), ("a.t", "A.T"), ("t", "a.t"), ("a.t", "t")])
def test_a_table_is_known_by_any_of_its_names(tables):
    assert found(first=column("hp", classification=None), tables=tables) == ["column-differs"]


@pytest.mark.parametrize("tables", [("t", "u"), ("a.t", "b.t"), ("a.t", "t.a")])
def test_different_tables_are_no_concern_of_each_other(tables):
    assert found(first=column("hp", classification=None), tables=tables, never=["hp"]) == []


def test_a_never_closes_the_column_in_every_contract():
    assert found() == []
    assert found(never=["hp"]) == ["column-closed-elsewhere"]
    for use in ("condition", {"partial": {"keep_last": 3}}, "pseudonym"):
        assert found(never=["hp"], uses=USES | {"nomor": [use]}) == ["column-closed-elsewhere"]


def test_a_never_closes_what_tells_the_column_in_another_contract():
    nik = column("nik", derives=["hp"])
    telling = column("nik", derives=["nomor"])
    files = two(extra=[nik])
    files[f"datasets/{OTHER}.yaml"] = contract_file(
        KPU, "salinan", [KEY, COPY, telling], order="kode", table="t"
    )
    contracts = {name: files[f"datasets/{name}.yaml"] for name in (ONE, OTHER)}
    granted = permission("p", POLRES, OTHER, "aman", USES | {"nik": ["release"]}, query={"page_size": 10})
    never = [{"dataset": ONE, "fields": ["hp"]}]
    files["agreements/pks.yaml"] = agreement_file("pks", (KPU, POLRES), contracts, [granted], never=never)
    assert codes(read_bundle(files)) == ["column-closed-elsewhere"] * 2


def verdict(files, field) -> Verdict:
    policy = resolved(sign_folder(files))
    (granted,) = permissions_of(policy, POLRES, NOON)
    return next(each for each in verdicts_of(policy, granted, NOON) if each.field == field)


def test_a_registered_decision_closes_the_column_in_every_contract():
    exempt = verdict(two(register=("warga.hp",), revoked="2027-01-01"), "nomor")
    assert (exempt.verdict, exempt.reason) == ("withhold", "exempt")
    # One whose time has passed closes it still, and a revoked one no more.
    lapsed = verdict(two(register=("warga.hp",), revoked="2027-01-01", until="2026-02-01"), "nomor")
    assert (lapsed.verdict, lapsed.reason) == ("withhold", "undetermined")
    assert verdict(two(register=("warga.hp",)), "nomor").verdict == "release"


def test_a_decision_closes_no_other_column():
    assert (
        verdict(two(register=("warga.hp",), tables=("t", "u"), revoked="2027-01-01"), "nomor").verdict
        == "release"
    )


@pytest.mark.parametrize(
    ("tables", "expected"), [(("t", "x.T"), ["lookup-beside-pseudonym"]), (("t", "u"), [])]
)
def test_a_lookup_and_tokens_do_not_meet_in_one_table(tables, expected):
    files = two(tables=tables)
    contracts = {name: files[f"datasets/{name}.yaml"] for name in (ONE, OTHER)}
    looking = permission(
        "l",
        POLRES,
        ONE,
        "cek",
        {"kode": ["release"], "hp": ["lookup-key"]},
        lookup={"key": "hp"},
        quota={"requests": 1, "period": "day"},
    )
    giving = permission("p", POLRES, OTHER, "aman", USES | {"nomor": ["pseudonym"]}, query={"page_size": 10})
    files["agreements/pks.yaml"] = agreement_file("pks", (KPU, POLRES), contracts, [looking, giving])
    assert codes(read_bundle(files)) == expected
    # A contract that cannot be read is a fault of its own and no crash.
    files[f"datasets/{OTHER}.yaml"] = b"x: ["
    assert codes(read_bundle(files)) == ["yaml"]
