"""A small world: few datasets, every kind of field, and every way in which an agreement may not hold.

`AMAN` is the permission that most tests ask under.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from gateway.policy import Scalar
from tests.simulator.policies import KPU, POLRES, sign_folder, trust_file
from tests.simulator.world import Simulator, Tables
from tests.simulator.writing import agreement_file, column, contract_file, permission, register_file

OTHER = "bawaslu-contoh"
PKS = "pks-contoh"
TPS = f"{KPU}/tps"
AMAN = {"agreement": PKS, "purpose": "aman"}

# Every value that may never leave carries it.
MARK = "TIDAK-BOLEH-KELUAR"
GRANTED = ("kode", "desa", "jumlah", "lokasi", "lat", "kontak", "tanggal", "tetap")
WITHHELD = ("alamat", "syarat", "nik", "rahasia")
UNDISCLOSED = "gelap"
PAGE_SIZE = 5

_TPS = [
    column("kode", key=True),
    column("desa"),
    column("jumlah", "integer"),
    column("lokasi", physicalName="nama_lokasi"),
    column("lat", "number", "antarbadan"),
    column("kontak", "string", "antarbadan"),
    column("tanggal", "date"),
    column("tetap", "string", "antarbadan"),
    column("alamat", "string", "antarbadan"),
    column("syarat", "string", "antarbadan"),
    column("nik", "string", None),
    column("rahasia", "string", "dikecualikan"),
    column(UNDISCLOSED, "string", None, undisclosed=True),
]
_ONE = [column("kode", key=True), column("isi")]

_SOLE = {"kode": ["release"], "isi": ["release"]}
_QUERY = {"page_size": PAGE_SIZE}


def _permissions() -> list[Mapping[str, object]]:
    aman = {
        "kode": ["release"],
        "desa": ["release", "condition"],
        "jumlah": ["release"],
        "lokasi": ["release"],
        "lat": [{"round": {"digits": 1}}],
        "kontak": ["pseudonym"],
        "tanggal": ["month"],
        "tetap": [{"constant": {"value": "ada pada KPU"}}],
        "syarat": ["condition"],
    }
    rows = {"all": [{"desa": {"within": "6106"}}, {"syarat": {"equals": "ya"}}]}
    return [
        permission(
            "tps-aman",
            POLRES,
            TPS,
            "aman",
            aman,
            rows=rows,
            query={
                "filter": ["desa", "jumlah", "lokasi"],
                "sort": ["kode", "jumlah", "lokasi"],
                "count": "exact",
                **_QUERY,
            },
        ),
        permission(
            "tps-resmi",
            POLRES,
            TPS,
            "resmi",
            {"kode": ["release"], "kontak": ["pseudonym"]},
            query=_QUERY,
            requires=["on_behalf_of", "case_ref"],
        ),
        permission("tps-tanpa", POLRES, TPS, "tanpa", {"kode": ["release"]}),
        permission("laporan", KPU, f"{POLRES}/laporan", "aman", _SOLE, query=_QUERY),
    ]


@cache
def small_folder() -> Mapping[str, bytes]:
    """Return the small world's policy files, not yet signed."""
    contracts = {
        TPS: contract_file(KPU, "tps", _TPS, order="kode", table="tps_2024"),
        f"{KPU}/sendiri": contract_file(KPU, "sendiri", _ONE, order="kode"),
        f"{KPU}/khusus": contract_file(KPU, "khusus", _ONE, order="kode"),
        f"{KPU}/lama": contract_file(KPU, "lama", _ONE, order="kode"),
        f"{POLRES}/laporan": contract_file(POLRES, "laporan", _ONE, order="kode"),
    }

    def pinned(*names: str) -> dict[str, bytes]:
        return {name: contracts[name] for name in names}

    def sole(consumer: str, dataset: str) -> list[Mapping[str, object]]:
        return [permission("p", consumer, dataset, "aman", _SOLE, query=_QUERY)]

    ours, lama, khusus = (KPU, POLRES), f"{KPU}/lama", f"{KPU}/khusus"
    files = {f"datasets/{name}.yaml": content for name, content in contracts.items()}
    agreements = {
        PKS: agreement_file(PKS, ours, pinned(TPS, f"{POLRES}/laporan"), _permissions()),
        "pks-lama": agreement_file(
            "pks-lama", ours, pinned(lama), sole(POLRES, lama), validity=("2024-01-01", "2025-12-31")
        ),
        "pks-nanti": agreement_file(
            "pks-nanti", ours, pinned(lama), sole(POLRES, lama), validity=("2027-01-01", "2027-12-31")
        ),
        "pks-uji": agreement_file("pks-uji", ours, pinned(lama), sole(POLRES, lama), enforcement="shadow"),
        "pks-lain": agreement_file("pks-lain", (KPU, OTHER), pinned(khusus), sole(OTHER, khusus)),
    }
    files |= {f"agreements/{uid}.yaml": content for uid, content in agreements.items()}
    files[f"exemptions/{KPU}.yaml"] = register_file(KPU, ["tps.rahasia"])
    return files | {f"trust/{agency}.yaml": trust_file(agency) for agency in (KPU, POLRES, OTHER)}


@cache
def small_files() -> Mapping[str, bytes]:
    """Return the small world's policy files, signed by everybody who must."""
    return sign_folder(small_folder())


def tps_row(number: int, **changed: Scalar) -> dict[str, Scalar]:
    """Make a row of `tps_2024`; one in four is not granted."""
    row: dict[str, Scalar] = {
        "kode": f"61060{number:03}",
        "desa": "6106011001" if number % 4 else "7106011001",
        "jumlah": 100 + number % 3,
        "nama_lokasi": None if number % 5 == 0 else f"lokasi {number % 7}",
        "lat": Decimal("0.85") + number,
        "kontak": f"{MARK} kontak {number % 6}",
        "tanggal": date(2024, 2, 1) + timedelta(days=number),
        "tetap": f"{MARK} tetap {number}",
        "alamat": f"{MARK} alamat {number}",
        "syarat": "ya",
        "nik": f"{MARK} nik {number}",
        "rahasia": f"{MARK} rahasia {number}",
        UNDISCLOSED: f"{MARK} gelap {number}",
    }
    return row | changed


def small_tables(count: int = 24) -> Mapping[str, Tables]:
    """Return rows for the small world, 18 of 24 granted."""
    few = [{"kode": f"k{number}", "isi": f"isi {number}"} for number in range(3)]
    kpu = {
        "tps_2024": [tps_row(number) for number in range(count)],
        "khusus": few,
        "lama": few,
        "sendiri": few,
    }
    return {KPU: kpu, POLRES: {"laporan": few}}


def small_world(**changed: object) -> Simulator:
    """Open the small world."""
    return Simulator(**({"files": small_files(), "tables": small_tables()} | changed))  # type: ignore[arg-type]
