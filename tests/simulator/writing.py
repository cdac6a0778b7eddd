"""Write policy files from values. JSON is YAML, and the reader types scalars by the schema alone."""

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

REGISTER_NUMBER = "CONTOH-01/PPID/2026"
BASIS = [
    {
        "type": "legalBasis",
        "url": "https://peraturan.bpk.go.id/Details/39047/uu-no-14-tahun-2008",
        "description": "UU 14/2008 Pasal 17 huruf h",
    }
]

Node = Mapping[str, Any]


def _file(value: Node) -> bytes:
    # The reader takes no escapes: each character stands for itself.
    return json.dumps(value, indent=1, ensure_ascii=False).encode()


def column(
    name: str,
    logical_type: str = "string",
    classification: str | None = "terbuka",
    *,
    key: bool = False,
    undisclosed: bool = False,
    derives: Sequence[str] = (),
    distinct: int = 5000,
    **more: object,
) -> Node:
    """Write one property of a contract; `key` makes it the unique order field."""
    custom: dict[str, object] = {}
    if classification is not None:
        custom["dataPribadi"] = "umum"
        # Enough values to hide one behind a token.
        custom["distinct"] = distinct
    if classification == "dikecualikan":
        custom["penetapan"] = REGISTER_NUMBER
        more["authoritativeDefinitions"] = BASIS
    if undisclosed:
        custom["undisclosed"] = "true"
    if derives:
        custom["derives"] = list(derives)
    if classification is not None:
        more["classification"] = classification
    if key:
        more |= {"primaryKey": True, "required": True}
    if custom:
        more["customProperties"] = [{"property": name, "value": value} for name, value in custom.items()]
    return {"name": name, "logicalType": logical_type, **more}


def contract_file(
    agency: str,
    name: str,
    columns: Iterable[Node],
    *,
    order: str,
    version: str = "1.0.0",
    table: str = "",
    subject: str = "",
) -> bytes:
    """Write `datasets/<agency>/<name>.yaml`."""
    return _file(
        {
            "apiVersion": "v3.1.0",
            "kind": "DataContract",
            "id": f"{agency}-{name}",
            "name": name,
            "version": version,
            "status": "active",
            "tenant": agency,
            "description": {"purpose": f"CONTOH. {name}."},
            "schema": [
                {
                    "name": name,
                    "physicalName": table or name,
                    "logicalType": "object",
                    "properties": list(columns),
                    "customProperties": [
                        {"property": "order", "value": order},
                        *([{"property": "subjectKey", "value": subject}] if subject else []),
                    ],
                }
            ],
        }
    )


def register_file(agency: str, fields: Sequence[str], *, version: int = 1, **more: object) -> bytes:
    """Write `exemptions/<agency>.yaml` with one decision over these `dataset.field`s."""
    exemption = {
        "number": REGISTER_NUMBER,
        "decided": "2026-01-15",
        "letter": "h",
        "issuing_body": "KPU RI",
        "registering_body": "KPU Kabupaten Contoh",
        "official": "PPID",
        "fields": list(fields),
        "reason": "CONTOH.",
        "signed_at": "Jakarta",
        "until": "2031-01-15",
    }
    return _file({"agency": agency, "version": version, "exemptions": [exemption | more]})


def permission(uid: str, consumer: str, dataset: str, purpose: str, fields: Node, **more: object) -> Node:
    """Write one permission."""
    return {
        "id": uid,
        "consumer": consumer,
        "dataset": dataset,
        "purpose": purpose,
        "fields": dict(fields),
        **more,
    }


def agreement_file(
    uid: str,
    agencies: Sequence[str],
    contracts: Mapping[str, bytes],
    permissions: Sequence[Node],
    *,
    validity: tuple[str, str] = ("2026-01-01", "2028-12-31"),
    version: int = 1,
    **more: object,
) -> bytes:
    """Write `agreements/<uid>.yaml`, pinning `contracts` (file by `provider/dataset`) as they are."""
    return _file(
        {
            "uid": uid,
            "version": version,
            "title": "CONTOH. Perjanjian",
            "parties": [_party(agency) for agency in agencies],
            "validity": {"from": validity[0], "until": validity[1], "timezone": "Asia/Pontianak"},
            "legalBasis": [{"description": "UU 7/2017 Pasal 20"}],
            "purposes": {item["purpose"]: f"Tujuan {item['purpose']}" for item in permissions},
            "enforcement": "enforce",
            "evidence": {"warn_unwitnessed_hours": 24, "stop_unwitnessed_hours": 72},
            "contracts": [
                {
                    "dataset": name,
                    "version": json.loads(content)["version"],
                    "sha256": sha256(content).hexdigest(),
                }
                for name, content in contracts.items()
            ],
            "permissions": list(permissions),
            **more,
        }
    )


def _party(agency: str) -> Node:
    return {
        # The simulator finds who must sign by this line.
        "agency": agency,
        "name": agency,
        "number": "CONTOH/1/2026",
        "signatory": "C. Contoh",
        "position": "Pimpinan",
        "duty_contact": f"piket@{agency}.example",
    }
