"""A world of voters of whom nothing leaves but figures: small villages, one table under two purposes.

`HITUNG` is the permission that most tests ask under.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from gateway.policy import Scalar
from gateway.signing import Answer
from tests.simulator.policies import KPU, POLRES, sign_folder, trust_file
from tests.simulator.world import Simulator
from tests.simulator.writing import agreement_file, column, contract_file, permission, register_file

PKS = "pks-pemilih"
DPT = f"{KPU}/dpt"
HITUNG = {"agreement": PKS, "purpose": "hitung"}
LAGI = {"agreement": PKS, "purpose": "lagi", "case_ref": "LP/1", "on_behalf_of": "Kanit"}
TABLE, AGES = "per-desa", "umur"

_COLUMNS = [
    column("kode", "string", "antarbadan", key=True),
    column("desa"),
    column("jk", physicalName="jenis_kelamin"),
    column("lahir", "date", "antarbadan"),
    column("anggota", "integer", "antarbadan"),
    column("syarat", "string", "antarbadan"),
    column("nama", "string", None),
    column("nik", "string", "dikecualikan"),
    column("gelap", "string", None, undisclosed=True),
]
FIELDS = {
    "desa": ["group"],
    "jk": ["group"],
    "lahir": ["group"],
    "anggota": ["measure"],
    "syarat": ["condition"],
}
STATISTICS = {
    "period": "day",
    "k": 3,
    "base": 3,
    "tables": [
        {
            "id": TABLE,
            "group": ["desa", "jk"],
            "measures": ["count", {"sum": {"field": "anggota", "base": 10}}],
        },
        {"id": AGES, "group": ["desa", {"lahir": "year"}], "measures": ["count"]},
    ],
}
RULE = {"syarat": {"equals": "ya"}}


def voters_folder(
    *,
    statistics: Mapping[str, Any] = STATISTICS,
    quota: Mapping[str, object] | None = None,
    permissions: Sequence[Mapping[str, object]] = (),
    granted: Sequence[Mapping[str, object]] | None = None,
    **agreement: object,
) -> Mapping[str, bytes]:
    """Return the policy files, not yet signed; `quota` is that of `HITUNG`.

    `permissions` come beside the usual ones, `granted` instead of them.
    """
    contracts = {DPT: contract_file(KPU, "dpt", _COLUMNS, order="kode", table="t_dpt")}
    own: dict[str, object] = {"rows": RULE, "statistics": statistics}
    hitung = own | {"quota": quota} if quota else own
    usual = [
        permission("dpt-hitung", POLRES, DPT, "hitung", FIELDS, duties=_DUTIES, **hitung),
        permission("dpt-lagi", POLRES, DPT, "lagi", FIELDS, requires=["on_behalf_of", "case_ref"], **own),
        *permissions,
    ]
    chosen = usual if granted is None else granted
    return {
        **{f"datasets/{name}.yaml": content for name, content in contracts.items()},
        f"agreements/{PKS}.yaml": agreement_file(PKS, (KPU, POLRES), contracts, chosen, **agreement),
        f"exemptions/{KPU}.yaml": register_file(KPU, ["dpt.nik"]),
        **{f"trust/{agency}.yaml": trust_file(agency) for agency in (KPU, POLRES)},
    }


_DUTIES = ["Tidak digabungkan dengan data lain.", {"text": "Dihapus.", "retention": {"days": 30}}]


def voter(
    number: int, desa: str | None, jk: str | None, year: int = 2000, **more: Scalar
) -> dict[str, Scalar]:
    """Return one row by physical names."""
    row: dict[str, Scalar] = {
        "kode": f"P{number:04}",
        "desa": desa,
        "jenis_kelamin": jk,
        "lahir": date(year, 6, 1) if year else None,
        "anggota": 4,
        "syarat": "ya",
        "nama": f"Nama {number}",
        "nik": f"6106{number:08}0000",
        "gelap": "x",
    }
    return row | more


def voters() -> list[dict[str, Scalar]]:
    """Return two villages that are shown, two that are too small, and one voter beyond the row rule."""
    sizes = {"A": (6, 5), "B": (4, 7), "C": (9, 2), "D": (3, 3)}
    rows: list[dict[str, Scalar]] = []
    for desa, (men, women) in sizes.items():
        for jk, count in (("L", men), ("P", women)):
            rows += [voter(len(rows) + at, desa, jk) for at in range(count)]
    return [*rows, voter(900, "C", "P", syarat="tidak")]


def voters_world(rows: Sequence[Mapping[str, Scalar]] | None = None, **folder: Any) -> Simulator:
    """Open the two gateways over these rows."""
    files = sign_folder(voters_folder(**folder))
    return Simulator(files, {KPU: {"t_dpt": voters() if rows is None else rows}})


def ask(world: Simulator, table: str, parameters: Mapping[str, str] = HITUNG, **more: Any) -> Answer:
    """Ask for one table."""
    path = f"/v1/datasets/{DPT}/statistics/{table}"
    return world.send(POLRES, KPU, "GET", path, query=urlencode(parameters), **more)
