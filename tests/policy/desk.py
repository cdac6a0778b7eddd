"""A small policy folder to break: one contract, one register, one agreement, trust files, signatures."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from gateway.policy import (
    LookupRequest,
    Policy,
    QueryRequest,
    Reading,
    RootPins,
    SortKey,
    Standing,
    read_bundle,
    resolve,
    signature_digest,
)
from tests.simulator.keys import keys_of, pins_of
from tests.simulator.policies import KPU, NOON, POLRES, sign_folder, trust_file

CONTRACT_PATH = f"datasets/{KPU}/tps.yaml"
REGISTER_PATH = f"exemptions/{KPU}.yaml"
AGREEMENT_PATH = "agreements/pks.yaml"
TPS = f"{KPU}/tps"
NUMBER = "CONTOH-01/PPID/2026"

CONTRACT = """\
apiVersion: v3.1.0
kind: DataContract
id: kpu-tps
name: tps
version: 1.0.0
status: active
tenant: kpu-kapuas-hulu
description:
  purpose: Tempat pemungutan suara.
schema:
  - name: tps
    physicalName: pemilu.tps
    logicalType: object
    properties:
      - name: kode_tps
        logicalType: string
        primaryKey: true
        required: true
        classification: terbuka
        customProperties:
          - {property: dataPribadi, value: bukan}
      - name: kode_desa
        physicalName: desa
        logicalType: string
        classification: terbuka
        customProperties:
          - {property: dataPribadi, value: bukan}
      - name: dpt
        logicalType: integer
        classification: terbuka
        customProperties:
          - {property: dataPribadi, value: bukan}
      - name: kontak
        logicalType: string
        classification: antarbadan
        authoritativeDefinitions:
          - {type: legalBasis, url: "https://example.go.id/uu27", description: UU 27/2022 Pasal 4 ayat (3)}
        customProperties:
          - {property: dataPribadi, value: umum}
          - {property: distinct, value: 5000}
      - name: lahir
        logicalType: date
        classification: antarbadan
        customProperties:
          - {property: dataPribadi, value: umum}
      - name: nik
        logicalType: string
        classification: antarbadan
        customProperties:
          - {property: dataPribadi, value: umum}
          - {property: derives, value: [lahir]}
          - {property: distinct, value: 5000}
      - name: gudang
        logicalType: string
        classification: dikecualikan
        authoritativeDefinitions:
          - {type: legalBasis, url: "https://example.go.id/uu14", description: UU 14/2008 Pasal 17 huruf c}
        customProperties:
          - {property: dataPribadi, value: bukan}
          - {property: penetapan, value: CONTOH-01/PPID/2026}
      - name: baru
        logicalType: string
      - name: rahasia
        logicalType: string
        customProperties:
          - {property: undisclosed, value: true}
    customProperties:
      - {property: order, value: kode_tps}
"""

REGISTER = """\
agency: kpu-kapuas-hulu
version: 1
exemptions:
  - number: CONTOH-01/PPID/2026
    decided: 2026-01-15
    letter: c
    issuing_body: KPU RI
    registering_body: KPU Kabupaten Kapuas Hulu
    official: PPID KPU RI
    fields: [tps.gudang]
    reason: Membahayakan keamanan logistik.
    signed_at: Jakarta
    until: 2031-01-15
"""

AGREEMENT = """\
uid: pks
version: 1
sample: true
title: Perjanjian contoh
parties:
  - agency: kpu-kapuas-hulu
    name: KPU Kabupaten Kapuas Hulu
    number: CONTOH/1
    signatory: C. Contoh
    position: Ketua
    duty_contact: piket@kpu.example
  - agency: polres-kapuas-hulu
    name: Polres Kapuas Hulu
    number: CONTOH/2
    signatory: C. Contoh
    position: Kapolres
    duty_contact: piket@polres.example
validity: {from: 2026-02-01, until: 2027-01-31, timezone: Asia/Pontianak}
legalBasis:
  - description: UU 7/2017 Pasal 20
purposes:
  pengamanan-tps: Bantuan pengamanan TPS
  koordinasi: Koordinasi tahapan
enforcement: enforce
evidence: {warn_unwitnessed_hours: 24, stop_unwitnessed_hours: 72}
contracts:
  - dataset: kpu-kapuas-hulu/tps
    version: 1.0.0
    sha256: PIN
permissions:
  - id: tps-pengamanan
    consumer: polres-kapuas-hulu
    dataset: kpu-kapuas-hulu/tps
    purpose: pengamanan-tps
    fields:
      kode_tps: [release]
      kode_desa: [release, condition]
      dpt: [release]
      kontak: [{partial: {keep_last: 3}}]
      nik: [pseudonym]
    rows: {kode_desa: {within: "6106"}}
    query: {filter: [kode_desa, dpt], sort: [dpt], page_size: 100, count: exact}
    requires: [case_ref]
never:
  - dataset: kpu-kapuas-hulu/tps
    fields: [rahasia, gudang]
"""

# The same without tokens, and a permission to look one row up.
LOOKUP_AGREEMENT = AGREEMENT.replace("nik: [pseudonym]", "nik: [condition]").replace(
    "never:\n",
    """\
  - id: tps-periksa
    consumer: polres-kapuas-hulu
    dataset: kpu-kapuas-hulu/tps
    purpose: koordinasi
    fields:
      nik: [lookup-key]
      kode_desa: [release, condition]
      kontak: [{partial: {keep_last: 3}}]
    rows: {kode_desa: {within: "6106"}}
    lookup: {key: nik}
    quota: {requests: 5, rows: 4, period: day}
never:
""",
)

CONTRACT_DIGEST = sha256(CONTRACT.encode()).hexdigest()
PINNED = AGREEMENT.replace("PIN", CONTRACT_DIGEST)

Files = Mapping[str, bytes]


def folder(
    *, contract: str = CONTRACT, register: str = REGISTER, agreement: str = AGREEMENT, trust: bool = True
) -> dict[str, bytes]:
    """Return the unsigned files; the agreement pins whatever contract is given."""
    pinned = agreement.replace("PIN", sha256(contract.encode()).hexdigest())
    files = {
        CONTRACT_PATH: contract.encode(),
        REGISTER_PATH: register.encode(),
        AGREEMENT_PATH: pinned.encode(),
    }
    if trust:
        files |= {f"trust/{agency}.yaml": trust_file(agency) for agency in (KPU, POLRES)}
    return files


def codes(reading: Reading) -> list[str]:
    """Name the faults in their order."""
    return [fault.code for fault in reading.faults]


def resolved(
    files: Files,
    *,
    at: datetime = NOON,
    pins: Mapping[str, RootPins] | None = None,
    suspended: Iterable[str] = (),
    revoked: Iterable[str] = (),
    unrecorded: Iterable[str] = (),
) -> Policy:
    """Resolve files whose signatures the log recorded at one moment, some paths left out."""
    bundle = read_bundle(files).bundle
    assert bundle is not None, read_bundle(files).faults
    missing = set(unrecorded)
    recorded = {
        signature_digest(jws): at
        for beside in bundle.signatures.values()
        for path, jws in beside.items()
        if path not in missing
    }
    standing = Standing(
        epoch=7,
        bundle=bundle.digest,
        activated_at=at,
        recorded=recorded,
        suspended=dict.fromkeys(suspended, 3),
        revoked=dict.fromkeys(revoked, 4),
    )
    return resolve(bundle, pins_of(KPU, POLRES) if pins is None else pins, standing)


def in_force(**changes: str) -> Policy:
    """Return the policy of the small folder, signed by everybody."""
    return resolved(sign_folder(folder(**changes)))


ASKED = QueryRequest(
    agreement="pks",
    purpose="pengamanan-tps",
    fields=None,
    filter=None,
    sort=(),
    page_size=None,
    after=None,
    count=False,
    on_behalf_of=None,
    case_ref="LP/1/2026",
)


LOOKED_UP = LookupRequest(
    agreement="pks",
    purpose="koordinasi",
    key="6106010101900001",
    fields=None,
    on_behalf_of=None,
    case_ref=None,
)


def look_up(**changes: object) -> LookupRequest:
    """Return a lookup that is granted but for the changes."""
    return replace(LOOKED_UP, **changes)


def ask(**changes: object) -> QueryRequest:
    """Return a request that is granted but for the changes."""
    return replace(ASKED, **changes)


__all__ = [
    "AGREEMENT",
    "AGREEMENT_PATH",
    "ASKED",
    "CONTRACT",
    "CONTRACT_DIGEST",
    "CONTRACT_PATH",
    "KPU",
    "LOOKUP_AGREEMENT",
    "NOON",
    "NUMBER",
    "PINNED",
    "POLRES",
    "REGISTER",
    "REGISTER_PATH",
    "TPS",
    "SortKey",
    "ask",
    "codes",
    "folder",
    "in_force",
    "keys_of",
    "look_up",
    "pins_of",
    "resolved",
    "sign_folder",
    "trust_file",
]
