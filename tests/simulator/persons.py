"""A world of persons, whose number goes through the gateway in every way there is, or stays in its source."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from gateway.policy import Scalar
from tests.simulator.policies import KPU, NOON, POLRES, sign_folder, trust_file
from tests.simulator.world import Simulator
from tests.simulator.writing import agreement_file, column, contract_file, permission, register_file

PKS = "pks-orang"
ORANG = f"{KPU}/orang"
NUMBER = "nomor"
# The same persons in a second table: whoever may look a number up is given no token of it.
TANDA = f"{KPU}/tanda"

_COLUMNS = [
    column("kode", key=True),
    column("nomor", "string", "antarbadan"),
    column("nama", "string", "antarbadan"),
    column("urut", "integer", "antarbadan"),
    column("kamar", "string", "antarbadan"),
    column("catatan", "string", "dikecualikan"),
]
_TODAY = NOON.date()
_QUERY = {"sort": ["kode"], "page_size": 3}
# purpose: the uses of the subject's key, and whether it is then known whom an answer is about.
KNOWN: Mapping[str, list[object]] = {"utuh": ["release"], "samar": ["pseudonym"], "sekali": ["token"]}
UNKNOWN: Mapping[str, list[object]] = {"sebagian": [{"partial": {"keep_last": 2}}], "tanpa": []}


def dataset_of(purpose: str) -> str:
    """Name the dataset that is asked for under a purpose."""
    return TANDA if purpose in {"samar", "sekali"} else ORANG


def _permissions() -> list[Mapping[str, object]]:
    rows = [
        permission(
            f"orang-{purpose}",
            POLRES,
            dataset_of(purpose),
            purpose,
            {"kode": ["release"], "nama": ["release"], **({NUMBER: uses} if uses else {})},
            query=_QUERY,
        )
        for purpose, uses in {**KNOWN, **UNKNOWN}.items()
    ]
    told = {"nama": ["release"]}
    lookups = {
        "cari": ({NUMBER: ["lookup-key"]} | told, NUMBER),
        "kamar": ({"kamar": ["lookup-key"], NUMBER: ["release"]} | told, "kamar"),
        "urut": ({"urut": ["lookup-key"]} | told, "urut"),
    }
    return [
        *rows,
        *(
            permission(
                f"orang-{purpose}",
                POLRES,
                ORANG,
                purpose,
                uses,
                lookup={"key": key},
                quota={"requests": 9, "period": "day"},
            )
            for purpose, (uses, key) in lookups.items()
        ),
        permission(
            "orang-simpan",
            POLRES,
            ORANG,
            "simpan",
            {"kode": ["release"], NUMBER: ["release"]},
            query=_QUERY,
            duties=[{"text": "Dihapus.", "retention": {"days": 30}}],
        ),
        permission(
            "orang-perkara",
            POLRES,
            ORANG,
            "perkara",
            {"kode": ["release"], NUMBER: ["release"]},
            query=_QUERY,
            requires=["case_ref"],
        ),
        permission(
            "orang-batas",
            POLRES,
            ORANG,
            "batas",
            {"kode": ["release"], NUMBER: ["release"]},
            query=_QUERY,
            quota={"requests": 1, "period": "day"},
        ),
    ]


@cache
def persons_files(today: date) -> Mapping[str, bytes]:
    """Return the signed policy files, in force on a day."""
    since, until = today - timedelta(days=90), today + timedelta(days=200)
    contracts = {
        f"{KPU}/{name}": contract_file(KPU, name, _COLUMNS, order="kode", subject=NUMBER)
        for name in ("orang", "tanda")
    }
    agreement = agreement_file(
        PKS,
        (KPU, POLRES),
        contracts,
        _permissions(),
        validity=(since.isoformat(), until.isoformat()),
    )
    span = {"since": f"{since}T00:00:00Z", "until": f"{until}T00:00:00Z"}
    return sign_folder(
        {
            **{f"datasets/{name}.yaml": content for name, content in contracts.items()},
            f"agreements/{PKS}.yaml": agreement,
            f"exemptions/{KPU}.yaml": register_file(KPU, ["orang.catatan", "tanda.catatan"]),
            **{f"trust/{agency}.yaml": trust_file(agency, **span) for agency in (KPU, POLRES)},
        }
    )


def person(number: int, **changed: Scalar) -> dict[str, Scalar]:
    """Make a row of `orang`."""
    row: dict[str, Scalar] = {
        "kode": f"k{number:03}",
        "nomor": number_of(number),
        "nama": f"Contoh {number}",
        "urut": number,
        "kamar": f"A{number}",
        "catatan": f"rahasia {number}",
    }
    return row | changed


def number_of(person: int) -> str:
    """Return the number of a person: clearly no real one."""
    return f"SIM-{person:06}"


def persons_world(
    rows: list[dict[str, Scalar]] | None = None, *, today: date = _TODAY, **changed: Any
) -> Simulator:
    """Open the world of persons: four with a number, and one without."""
    usual = [*(person(number) for number in range(1, 5)), person(5, nomor=None)]
    held = usual if rows is None else rows
    tables = {KPU: {"orang": held, "tanda": held}, POLRES: {}}
    return Simulator(files=persons_files(today), tables=tables, **changed)
