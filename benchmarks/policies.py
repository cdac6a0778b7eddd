"""Policy files of the benchmark, written afresh for each gateway; all of it is plainly made up.

One contract for the table of `data`, one agreement or a thousand. The first
agreement is the one that requests name; the others differ in their uid alone,
which is what a gateway of many agreements has to look through.
"""

from hashlib import sha256
from pathlib import Path

from benchmarks.data import FIELDS, REGION

PROVIDER, CONSUMER = "kpu-kapuas-hulu", "polres-kapuas-hulu"
DATASET = "tps"
AGREEMENT = "pks-tolok-ukur"
QUERY, LOOKUP = "pengamanan-tps", "verifikasi-tps"
EXEMPT = "gudang"
_NUMBER = "CONTOH-001/PPID/2026"
_TYPES = {
    "nomor": "integer",
    "jumlah": "integer",
    "lintang": "number",
    "bujur": "number",
    "diperbarui": "timestamp",
    "aktif": "boolean",
}
_BASIS = """        authoritativeDefinitions:
          - {type: legalBasis, url: "https://peraturan.example/uu-14-2008", description: UU 14/2008 Pasal 9}
"""


def write_policies(folder: Path, *, agreements: int = 1, fields: int = len(FIELDS)) -> None:
    """Write contract, register and agreements; `fields` beyond the twelve are never granted."""
    contract = _contract(fields).encode()
    files = {
        f"datasets/{PROVIDER}/{DATASET}.yaml": contract,
        f"exemptions/{PROVIDER}.yaml": _register().encode(),
    }
    for number in range(agreements):
        uid = AGREEMENT if number == 0 else f"{AGREEMENT}-{number}"
        files[f"agreements/{uid}.yaml"] = _agreement(uid, number, sha256(contract).hexdigest()).encode()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _contract(fields: int) -> str:
    extra = [f"tambahan_{number}" for number in range(len(FIELDS), fields)]
    properties = "".join(_field(name) for name in (*FIELDS, *extra))
    return f"""# CONTOH untuk tolok ukur. Setiap isinya rekaan.
apiVersion: v3.1.0
kind: DataContract
id: {PROVIDER}-{DATASET}
name: {DATASET}
version: 1.0.0
status: active
tenant: {PROVIDER}
description:
  purpose: CONTOH. Tempat yang tidak ada.
schema:
  - name: {DATASET}
    physicalName: {DATASET}
    logicalType: object
    properties:
{properties}
      - name: {EXEMPT}
        logicalType: string
        description: Tempat simpan.
        classification: dikecualikan
{_BASIS}        customProperties:
          - {{property: dataPribadi, value: bukan}}
          - {{property: penetapan, value: {_NUMBER}}}
    customProperties:
      - {{property: order, value: kode}}
"""


def _field(name: str) -> str:
    key = "        primaryKey: true\n        required: true\n" if name == "kode" else ""
    return f"""      - name: {name}
        logicalType: {_TYPES.get(name, "string")}
        description: Kolom {name}.
        classification: antarbadan
{key}{_BASIS}        customProperties:
          - {{property: dataPribadi, value: bukan}}
"""


def _register() -> str:
    return f"""# CONTOH untuk tolok ukur.
agency: {PROVIDER}
version: 1
exemptions:
  - number: {_NUMBER}
    decided: 2026-01-05
    letter: c
    issuing_body: KPU RI
    registering_body: KPU Kabupaten Kapuas Hulu
    official: PPID KPU RI (contoh)
    fields: [{DATASET}.{EXEMPT}]
    reason: CONTOH. Rekaan untuk tolok ukur.
    signed_at: Jakarta
    until: 2036-01-04
"""


def _agreement(uid: str, number: int, digest: str) -> str:
    uses = {name: "[release]" for name in FIELDS} | {
        "kode_desa": "[release, condition]",
        "lintang": "[{round: {digits: 2}}]",
        "kontak": "[{partial: {keep_last: 3}}]",
    }
    query = "\n".join(f"      {name}: {use}" for name, use in uses.items())
    lookup = "\n".join(
        f"      {name}: {'[lookup-key, release]' if name == 'kode' else use}" for name, use in uses.items()
    )
    return f"""# CONTOH untuk tolok ukur. Setiap isinya rekaan.
uid: {uid}
version: 1
sample: true
title: CONTOH. Perjanjian tolok ukur {number}
parties:
  - agency: {PROVIDER}
    name: KPU Kabupaten Kapuas Hulu
    number: CONTOH/{number}/PKS/KPU-KH/2026
    signatory: K. Contoh
    position: Ketua
    duty_contact: piket@kpu-kapuas-hulu.example
  - agency: {CONSUMER}
    name: Polres Kapuas Hulu
    number: CONTOH/{number}/PKS/RES-KH/2026
    signatory: P. Contoh
    position: Kapolres
    duty_contact: piket@polres-kapuas-hulu.example
validity: {{from: 2026-01-01, until: 2035-12-31, timezone: Asia/Pontianak}}
legalBasis:
  - {{description: UU 7/2017 Pasal 20, url: "https://peraturan.example/uu-7-2017"}}
purposes:
  {QUERY}: CONTOH pengamanan
  {LOOKUP}: CONTOH verifikasi
enforcement: enforce
evidence: {{warn_unwitnessed_hours: 24, stop_unwitnessed_hours: 72}}
contracts:
  - {{dataset: {PROVIDER}/{DATASET}, version: 1.0.0, sha256: {digest}}}
permissions:
  - id: tps-untuk-pengamanan
    consumer: {CONSUMER}
    dataset: {PROVIDER}/{DATASET}
    purpose: {QUERY}
    fields:
{query}
    rows: {{kode_desa: {{within: "{REGION}"}}}}
    query: {{filter: [kode, kode_desa], sort: [kode], page_size: 10000}}
  - id: tps-per-kode
    consumer: {CONSUMER}
    dataset: {PROVIDER}/{DATASET}
    purpose: {LOOKUP}
    fields:
{lookup}
    rows: {{kode_desa: {{within: "{REGION}"}}}}
    lookup: {{key: kode}}
    quota: {{requests: 999999999, period: day}}
prohibitions:
  - Dilarang meneruskan data kepada pihak ketiga.
never:
  - {{dataset: {PROVIDER}/{DATASET}, fields: [{EXEMPT}]}}
"""
