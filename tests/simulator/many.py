"""A folder of very many agreements, for what must stay quick: one province with its regencies."""

from functools import cache
from hashlib import sha256

from tests.simulator.policies import KPU, Files, sign_folder, trust_file
from tests.simulator.writing import column, contract_file, register_file

_CONTRACTS, _CONSUMERS = 20, 25
_COLUMNS = [
    column("kode", key=True),
    column("desa"),
    *(column(f"jumlah_{number}", "integer") for number in range(6)),
    column("kontak", "string", "antarbadan"),
    column("lahir", "date", "antarbadan"),
    column("gudang", "string", "dikecualikan"),
    column("nik", "string", None),
]
_AGREEMENT = """\
uid: {uid}
version: 1
sample: true
title: "CONTOH. Perjanjian Kerja Sama {uid}"
parties:
  - agency: {provider}
    name: Penyelenggara contoh
    number: CONTOH/1/{uid}
    signatory: M. Contoh
    position: Ketua
    duty_contact: Piket Data, piket@kpu.example
  - agency: {consumer}
    name: Kepolisian contoh
    number: CONTOH/2/{uid}
    signatory: A. Contoh
    position: Kapolres
    duty_contact: Piket TIK, piket@polres.example
validity: {{from: 2026-01-01, until: 2027-12-31, timezone: Asia/Pontianak}}
legalBasis:
  - description: UU 7/2017 Pasal 20
purposes:
  pengamanan: Bantuan pengamanan
enforcement: enforce
evidence: {{warn_unwitnessed_hours: 24, stop_unwitnessed_hours: 72}}
contracts:
  - dataset: {dataset}
    version: 1.0.0
    sha256: {digest}
permissions:
  - id: untuk-pengamanan
    consumer: {consumer}
    dataset: {dataset}
    purpose: pengamanan
    fields:
      kode: [release]
      desa: [release, condition]
      jumlah_1: [release]
      kontak: [{{partial: {{keep_last: 3}}}}]
      lahir: [year]
    rows: {{desa: {{within: "{region}"}}}}
    query: {{filter: [desa], sort: [kode], page_size: 500, count: exact}}
    duties:
      - Data dihapus 30 hari setelah tahapan selesai.
never:
  - dataset: {dataset}
    fields: [nik]
"""


@cache
def many_agreements(count: int) -> Files:
    """Return a signed folder of so many agreements over twenty contracts."""
    contracts = {
        f"{KPU}/data_{number}": contract_file(KPU, f"data_{number}", _COLUMNS, order="kode")
        for number in range(_CONTRACTS)
    }
    consumers = [f"polres-{number}" for number in range(_CONSUMERS)]
    files = {f"datasets/{name}.yaml": content for name, content in contracts.items()}
    files |= {f"trust/{agency}.yaml": trust_file(agency) for agency in (KPU, *consumers)}
    files[f"exemptions/{KPU}.yaml"] = register_file(
        KPU, [f"data_{number}.gudang" for number in range(_CONTRACTS)]
    )
    for number in range(count):
        uid, dataset = f"pks-{number:04}", f"{KPU}/data_{number % _CONTRACTS}"
        text = _AGREEMENT.format(
            uid=uid,
            provider=KPU,
            consumer=consumers[number % _CONSUMERS],
            dataset=dataset,
            digest=sha256(contracts[dataset]).hexdigest(),
            region=f"6{number % 10}{number // 10 % 100:02}",
        )
        files[f"agreements/{uid}.yaml"] = text.encode()
    return sign_folder(files)
