"""Act four: what must fail fails, each for its own reason and with its own code."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from gateway.client import Client
from gateway.demo.ceremony import KPU, POLRES
from gateway.demo.exchanges import AGREEMENT, TPS
from gateway.demo.lookups import KNOWN, PURPOSE, SKCK
from gateway.demo.policy_office import activate, activate_all
from gateway.demo.stage import Stage
from gateway.errors import RefusedByGateway
from gateway.signing import Message, new_signer

LAPSED_AGREEMENT = "pks-kapuas-hulu-2024"
EXEMPT_FIELD = "lokasi_simpan_kotak"
WITHHELD_FIELD = "nik_ketua_kpps"
CAMPAIGNS = f"{KPU.uid}/kampanye"
HOURLY_REQUESTS = 10


@dataclass(frozen=True, slots=True)
class Attempt:
    """Something that must be refused, and the code it must be refused with."""

    text: str
    code: str
    make: Callable[[Client], None]


def show_refusals(stage: Stage) -> None:
    """Play the act."""
    stage.narrator.title("act-4")
    for attempt in _attempts(stage):
        _try(stage, attempt)
    _unsigned_agreement(stage)
    _changed_contract(stage)


def _attempts(stage: Stage) -> tuple[Attempt, ...]:
    stranger = Client(stage.serving[KPU.uid].url, new_signer("ed25519"), stage.peers[KPU.uid])
    return (
        Attempt("exempt-field", "field-withheld", lambda client: _query(client, fields=[EXEMPT_FIELD])),
        Attempt(
            "withheld-filter",
            "filter-not-granted",
            lambda client: _query(client, filter={WITHHELD_FIELD: {"equals": "6106010101900000"}}),
        ),
        Attempt(
            "other-purpose", "purpose-not-granted", lambda client: _query(client, purpose="penyelidikan")
        ),
        Attempt(
            "lapsed-agreement", "agreement-lapsed", lambda client: _query(client, agreement=LAPSED_AGREEMENT)
        ),
        Attempt("listed-numbers", "query-not-granted", lambda client: _list_numbers(stage)),
        Attempt("exempt-record", "field-withheld", lambda client: _look_up(stage, fields=["catatan"])),
        Attempt("quota", "quota-exceeded", _use_up_quota),
        Attempt("tampered-body", "digest-mismatch", _tampered),
        Attempt("replay", "replayed", _replayed),
        Attempt("unknown-key", "key-unknown", lambda client: _query(stranger)),
    )


def _try(stage: Stage, attempt: Attempt) -> None:
    code = detail = "-"
    member = stage.narrator.text("detail-member")
    try:
        attempt.make(stage.clients[KPU.uid])
    except RefusedByGateway as refusal:
        code = refusal.problem_code
        told = [
            refusal.problem.get(name) for name in (member, "field", "classification", "legal_basis", "resets")
        ]
        detail = "; ".join(str(each) for each in told if each)
    is_held = stage.tally.check(code == attempt.code)
    stage.tally.refusals += is_held
    stage.narrator.held(is_held, f"{stage.narrator.text(attempt.text)} → {code}: {detail}")


def _query(client: Client, **options: Any) -> None:
    asked: dict[str, Any] = {"agreement": AGREEMENT, "purpose": TPS.purpose} | options
    client.query(TPS.name, **asked)


def _list_numbers(stage: Stage) -> None:
    """Ask for all numbers instead of one."""
    stage.clients[POLRES.uid].query(SKCK, agreement=AGREEMENT, purpose=PURPOSE)


def _look_up(stage: Stage, **options: Any) -> None:
    client = stage.clients[POLRES.uid]
    client.lookup(SKCK, key=KNOWN[0], agreement=AGREEMENT, purpose=PURPOSE, **options)


def _use_up_quota(client: Client) -> None:
    """Ask until the agreed number is used up: twice that, should a new hour begin meanwhile."""
    for _ in range(2 * HOURLY_REQUESTS + 1):
        client.query(CAMPAIGNS, agreement=AGREEMENT, purpose=PURPOSE, case_ref="LP/CONTOH/1", page_size=1)


def _tampered(client: Client) -> None:
    """Change the purpose after signing, as somebody on the way might."""
    message = client.sign("POST", TPS.path, body=TPS.body)
    _send(client, replace(message, body=message.body.replace(b"pengamanan-tps", b"penyelidikan--")))


def _replayed(client: Client) -> None:
    message = client.sign("POST", TPS.path, body={**TPS.body, "page_size": 1})
    client.send(message)
    _send(client, message)


def _send(client: Client, message: Message) -> None:
    answer = client.send(message)
    if answer.status >= 400:
        raise RefusedByGateway(answer.status, json.loads(answer.body))


def _unsigned_agreement(stage: Stage) -> None:
    """Take the counter-signature away, activate, ask, and put it back."""
    path = stage.layout.policies / "agreements" / f"{AGREEMENT}.{POLRES.uid}.jws"
    signature = path.read_bytes()
    path.unlink()
    _with_changed_policy(stage, Attempt("unsigned-agreement", "agreement-unsigned", _query))
    path.write_bytes(signature)
    activate_all(stage.layout, stage.serving)


def _changed_contract(stage: Stage) -> None:
    """Open a withheld field in the contract after both signed for it, activate, ask, and put it back."""
    path = stage.layout.policies / "datasets" / KPU.uid / f"{TPS.dataset}.yaml"
    contract = path.read_bytes()
    path.write_bytes(contract.replace(b"classification: antarbadan", b"classification: terbuka", 1))
    _with_changed_policy(stage, Attempt("changed-contract", "contract-changed", _query))
    path.write_bytes(contract)
    activate_all(stage.layout, stage.serving)


def _with_changed_policy(stage: Stage, attempt: Attempt) -> None:
    activate(stage.layout, stage.serving[KPU.uid])
    _try(stage, attempt)
