"""How each operation is described in OpenAPI: one table, with examples that a test sends and compares."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from gateway.api.problems import problem

NO_TEXTS: Mapping[str, bool] = MappingProxyType({})

SIGNED = "Signed with RFC 9421, tag `sinergi-request`, label `sig`; see the integrator's guide."

QUERY_EXAMPLE = {
    "agreement": "pks-kapuas-hulu",
    "purpose": "pengamanan-tps",
    "fields": ["kode_tps", "nomor", "dpt_jml"],
    "filter": {"kode_desa": {"within": "610601"}},
    "sort": ["kode_tps"],
    "page_size": 2,
}
_EXEMPT = {
    "field": "lokasi_simpan_kotak",
    "classification": "dikecualikan",
    "legal_basis": "UU 14/2008 Pasal 17 huruf c; UU 14/2008 Pasal 17 huruf a angka 5",
}
PAGE_EXAMPLE = {
    "data": [{"kode_tps": "6106011001001", "nomor": 1, "dpt_jml": 228}],
    "withheld": [
        {
            "field": "nama_ketua_kpps",
            "classification": "antarbadan",
            "legal_basis": "UU 7/2017 Pasal 20; UU 27/2022 Pasal 4 ayat (3)",
        },
        _EXEMPT,
        {
            "field": "nik_ketua_kpps",
            "classification": "belum-ditetapkan",
            "legal_basis": "UU 27/2022 Pasal 4 ayat (3); UU 14/2008 Pasal 17 huruf j",
        },
    ],
    "next_cursor": None,
    "duties": ["Data dihapus 30 hari setelah penetapan hasil."],
}
LOOKUP_EXAMPLE = {
    "agreement": "pks-kapuas-hulu",
    "purpose": "penegakan-hukum",
    "key": "SKCK/CONTOH/00060",
}
FINDING_EXAMPLE = {
    "found": True,
    "data": {"berlaku": True, "berlaku_sampai": "2027-02-23"},
    "withheld": [
        {
            "field": "nomor",
            "classification": "antarbadan",
            "legal_basis": "UU 2/2002 Pasal 42; UU 27/2022 Pasal 4 ayat (3)",
        },
        {
            "field": "catatan",
            "classification": "dikecualikan",
            "legal_basis": "UU 14/2008 Pasal 17 huruf h; UU 14/2008 Pasal 17 huruf j; "
            "UU 27/2022 Pasal 4 ayat (2)",
        },
        {
            "field": "nama",
            "classification": "belum-ditetapkan",
            "legal_basis": "UU 27/2022 Pasal 4 ayat (3)",
        },
        {
            "field": "tanggal",
            "classification": "belum-ditetapkan",
            "legal_basis": "UU 27/2022 Pasal 4 ayat (3)",
        },
    ],
    "duties": ["Jawaban dicatat pada berkas calon dan tidak disimpan di tempat lain."],
}
TABLE_EXAMPLE = {
    "table": "pemilih-per-desa",
    "period": "2026-11",
    "snapshot": "0" * 64,
    "k": 5,
    "columns": [
        {"field": "kode_desa"},
        {"field": "jenis_kelamin"},
        {"measure": "count", "base": 5},
    ],
    "data": [["6106011001", "L", 10], ["6106011001", "P", 5]],
    "withheld": [],
}
PROBLEM_EXAMPLE = json.loads(
    problem(
        "field-withheld",
        HTTPStatus.FORBIDDEN,
        _EXEMPT | {"contact": "Piket data KPU Kapuas Hulu, piket@kpu-kapuas-hulu.example"},
        "019ac0de-0000-7000-8000-000000000000",
    ).body
)


def _reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _content(name: str, example: object | None, media_type: str = "application/json") -> dict[str, Any]:
    content: dict[str, Any] = {"schema": _reference(name)}
    if example is not None:
        content["example"] = example
    return {media_type: content}


def operation(
    name: str,
    summary: str,
    answer: dict[str, Any],
    *,
    body: dict[str, Any] | None = None,
    numbers: tuple[str, ...] = (),
    texts: Mapping[str, bool] = NO_TEXTS,
    unavailable: dict[str, Any] | None = None,
    signed: bool = True,
) -> dict[str, Any]:
    """Describe one operation; every one may answer a problem."""
    described: dict[str, Any] = {
        "operationId": name,
        "summary": summary,
        "parameters": [
            *(_number(each) for each in numbers),
            *(_text(each, required) for each, required in texts.items()),
        ],
        "responses": {
            "200": {"description": "OK", "content": answer},
            **({"503": {"description": "Not ready", "content": unavailable}} if unavailable else {}),
            "default": {
                "description": "A problem (RFC 9457)",
                "content": _content("Problem", PROBLEM_EXAMPLE, "application/problem+json"),
            },
        },
    }
    if signed:
        described |= {"description": SIGNED, "security": [{"signature": []}]}
    if body is not None:
        described["requestBody"] = {"required": True, "content": body}
    return described


_BY_ID = "; of the log whose origin's SHA-256 begins with the 16 digits `log`"


def _of_log(described: dict[str, Any]) -> dict[str, Any]:
    """Describe an operation on the log that the path names."""
    name, summary = f"{described['operationId']}-of", f"{described['summary']}{_BY_ID}"
    return {**described, "operationId": name, "summary": summary, "parameters": [*described["parameters"]]}


def _number(name: str) -> dict[str, Any]:
    return {"in": "query", "name": name, "required": True, "schema": {"type": "integer", "minimum": 0}}


def _text(name: str, required: bool) -> dict[str, Any]:
    schema = {"type": "string", "minLength": 1, "maxLength": 4_096}
    return {"in": "query", "name": name, "required": required, "schema": schema}


QUERY = operation(
    "query",
    "Rows of a dataset, for one purpose under one agreement",
    {
        "application/json": {
            "schema": {"oneOf": [_reference("Page"), _reference("DryRun")]},
            "example": PAGE_EXAMPLE,
        }
    },
    body=_content("Query", QUERY_EXAMPLE),
)
LOOKUP = operation(
    "lookup",
    "The one row whose key the caller already holds; counted, and a miss tells nothing more",
    {
        "application/json": {
            "schema": {"oneOf": [_reference("Finding"), _reference("DryRun")]},
            "example": FINDING_EXAMPLE,
        }
    },
    body=_content("Lookup", LOOKUP_EXAMPLE),
)
STATISTICS = operation(
    "statistics",
    "One table of a closed list, frozen once a period; small groups and what would betray them are left out",
    {
        "application/json": {
            "schema": {"oneOf": [_reference("Statistics"), _reference("DryRun")]},
            "example": TABLE_EXAMPLE,
        }
    },
    texts={
        "agreement": True,
        "purpose": True,
        "on_behalf_of": False,
        "case_ref": False,
        "agreement_digest": False,
        "dry_run": False,
    },
)
DESCRIBE = operation("describe", "A dataset as this caller may see it", _content("Description", None))
CATALOG = operation("catalog", "The datasets this caller may ask for", _content("Catalog", None))
RECEIPT = operation(
    "receipt",
    "The receipt of one of the caller's exchanges: a JWS that verifies offline",
    {"application/jose": {"schema": {"type": "string"}}},
)
ACKNOWLEDGE = operation(
    "acknowledge",
    "State, signed and recorded, that the answer of one of the caller's exchanges arrived; once an exchange",
    _content("Acknowledged", None),
    body=_content("Acknowledgement", {"answer": "0" * 64}),
)
CHECKPOINT = operation(
    "checkpoint",
    "The log's latest checkpoint: a C2SP signed note",
    {"text/plain": {"schema": {"type": "string"}}},
    signed=False,
)
PROOF = _content("Proof", {"proof": ["n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg="]})
INCLUSION = operation(
    "inclusion",
    "Proof that an entry is in the tree of a size",
    PROOF,
    numbers=("index", "size"),
    signed=False,
)
CONSISTENCY = operation(
    "consistency", "Proof that one tree extends another", PROOF, numbers=("first", "second"), signed=False
)
TILE = operation(
    "tile",
    "Hashes of the log's tree (C2SP tlog-tiles); `place` as in x001/x234/067, or 067.p/7 for a partial tile",
    {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    signed=False,
)
BUNDLE = operation(
    "audit-entries",
    "Entries of the log (C2SP tlog-tiles), for its own agency's auditors; each reading is an entry",
    {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
)
_NOTE = {"text/plain": {"schema": {"type": "string"}}}
CHECKPOINT_OF = _of_log(CHECKPOINT)
INCLUSION_OF = _of_log(INCLUSION)
CONSISTENCY_OF = _of_log(CONSISTENCY)
TILE_OF = _of_log(TILE)
BUNDLE_OF = _of_log(BUNDLE)
ADD_CHECKPOINT = operation(
    "addCheckpoint",
    "Have a checkpoint of another log cosigned (C2SP tlog-witness); 409 states the size that is held",
    _NOTE,
    body=_NOTE,
    signed=False,
)
HELD = operation(
    "heldCheckpoint",
    "The last checkpoint of a log that this gateway cosigned",
    _NOTE,
    texts={"origin": True},
    signed=False,
)
OFFER = operation(
    "offerCosignatures",
    "Bring this gateway its own checkpoint with a witness's cosignature",
    _NOTE,
    body=_NOTE,
    signed=False,
)
JWKS = operation(
    "jwks",
    "Public keys, as a convenience; trust comes from the trust file",
    {"application/jwk-set+json": {"schema": {"type": "object"}}},
    signed=False,
)
HEALTH = operation(
    "health", "The process answers", {"application/json": {"schema": {"type": "object"}}}, signed=False
)
READY = operation(
    "ready",
    "Log, policy and sources are usable; 503 names what is not",
    _content("Readiness", None),
    unavailable=_content("Readiness", None),
    signed=False,
)
EXPLAIN = operation(
    "explain",
    "What a problem code means",
    _content("Problem", None, "application/problem+json"),
    signed=False,
)
