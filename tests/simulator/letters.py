"""A world of letters that are looked up by their number, with every way in which a number may be missed.

`PERIKSA` is the permission that most tests ask under.
"""

from collections.abc import Mapping
from datetime import date

from gateway.policy import Scalar
from tests.simulator.policies import KPU, POLRES, sign_folder, trust_file
from tests.simulator.world import Simulator
from tests.simulator.writing import agreement_file, column, contract_file, permission, register_file

PKS = "pks-surat"
SURAT = f"{POLRES}/surat"
PERIKSA = {"agreement": PKS, "purpose": "periksa"}
DUA = {"agreement": PKS, "purpose": "dua"}
DAFTAR = {"agreement": PKS, "purpose": "daftar"}

# Every value that may never leave carries it.
MARK = "TIDAK-BOLEH-KELUAR"
WITHHELD = ("nomor", "wilayah", "pemegang", "nama", "catatan")

_COLUMNS = [
    column("kode", key=True),
    column("nomor", "string", "antarbadan", physicalName="no_surat"),
    column("berlaku", "boolean", "antarbadan"),
    column("sampai", "date", "antarbadan"),
    column("golongan", "integer", "antarbadan"),
    column("wilayah", "string", "antarbadan"),
    column("pemegang", "string", "antarbadan"),
    column("nama", "string", None),
    column("catatan", "string", "dikecualikan"),
    column("gelap", "string", None, undisclosed=True),
]
_RULE = {"wilayah": {"within": "6106"}}


def _permissions(quota: Mapping[str, object]) -> list[Mapping[str, object]]:
    key = {"nomor": ["lookup-key"], "wilayah": ["condition"]}
    told = {"berlaku": ["release"], "sampai": ["month"], "golongan": ["release"]}
    return [
        permission(
            "surat-periksa",
            KPU,
            SURAT,
            "periksa",
            key | told,
            rows=_RULE,
            lookup={"key": "nomor"},
            quota=quota,
        ),
        # The same right beside a query, under one count.
        permission(
            "surat-dua",
            KPU,
            SURAT,
            "dua",
            key | told | {"kode": ["release"], "pemegang": [{"partial": {"keep_last": 1}}]},
            rows=_RULE,
            lookup={"key": "nomor"},
            query={"filter": ["kode"], "page_size": 4, "count": "exact"},
            quota={"requests": 4, "rows": 6, "period": "hour"},
            requires=["case_ref"],
        ),
        permission("surat-daftar", KPU, SURAT, "daftar", {"kode": ["release"]}, query={"page_size": 4}),
        # Whether a number is known is an answer too.
        permission(
            "surat-ada",
            KPU,
            SURAT,
            "ada",
            {"golongan": ["lookup-key"]},
            lookup={"key": "golongan"},
            quota={"requests": 9, "period": "month"},
        ),
    ]


def letters_folder(quota: Mapping[str, object] | None = None) -> Mapping[str, bytes]:
    """Return the policy files, not yet signed; `quota` is that of `PERIKSA`."""
    contracts = {SURAT: contract_file(POLRES, "surat", _COLUMNS, order="kode", table="t_surat")}
    permissions = _permissions(quota or {"requests": 1_000, "period": "day"})
    return {
        f"datasets/{SURAT}.yaml": contracts[SURAT],
        f"agreements/{PKS}.yaml": agreement_file(PKS, (KPU, POLRES), contracts, permissions),
        f"exemptions/{POLRES}.yaml": register_file(POLRES, ["surat.catatan"]),
        **{f"trust/{agency}.yaml": trust_file(agency) for agency in (KPU, POLRES)},
    }


def letter(number: int, **changed: Scalar) -> dict[str, Scalar]:
    """Make a row of `t_surat`."""
    row: dict[str, Scalar] = {
        "kode": f"k{number:03}",
        "no_surat": f"SKCK/{number:03}",
        "berlaku": number % 3 != 0,
        "sampai": date(2027, 1, 15),
        "golongan": number,
        "wilayah": "6106011001",
        "pemegang": f"{MARK} pemegang {number}",
        "nama": f"{MARK} nama {number}",
        "catatan": f"{MARK} catatan {number}",
        "gelap": f"{MARK} gelap {number}",
    }
    return row | changed


def letters() -> list[dict[str, Scalar]]:
    """Return numbers that are found (1 to 6), not granted (7), shared (8) and null (9)."""
    rows = [letter(number) for number in range(1, 7)]
    elsewhere = letter(7, wilayah="7106011001")
    shared = [letter(8), letter(9, no_surat="SKCK/008")]
    return [*rows, elsewhere, *shared, letter(10, no_surat=None)]


def letters_world(
    rows: list[dict[str, Scalar]] | None = None, quota: Mapping[str, object] | None = None, **changed: str
) -> Simulator:
    """Open the world of letters."""
    tables = {KPU: {}, POLRES: {"t_surat": letters() if rows is None else rows}}
    return Simulator(files=sign_folder(letters_folder(quota)), tables=tables, **changed)
