"""What a consumer keeps: receipts that prove an exchange, and heads that must never fork."""

from gateway.evidence.cosigned import Cosigned
from gateway.evidence.dossier import RECEIPT, STAMPED, Chain, Proven, judge_dossier, make_dossier
from gateway.evidence.heads import check_heads
from gateway.evidence.judging import Case, Check, Judgement, Level, judge_receipt, receipt_head
from gateway.evidence.keys_then import KeyStatus, Revocation
from gateway.evidence.parts import Stamped
from gateway.evidence.receipt import RECEIPT_TYPE, SHOWN, Receipt, make_receipt, verify_receipt
from gateway.evidence.replaying import (
    Asked,
    FieldRow,
    Replay,
    opened_value,
    replay_exchange,
    stored_bundle,
)
from gateway.evidence.replays import Replays
from gateway.evidence.survey import Survey, survey_log
from gateway.evidence.tracing import Step, Trace, trace_inclusion

__all__ = [
    "RECEIPT",
    "RECEIPT_TYPE",
    "SHOWN",
    "STAMPED",
    "Asked",
    "Case",
    "Chain",
    "Check",
    "Cosigned",
    "FieldRow",
    "Judgement",
    "KeyStatus",
    "Level",
    "Proven",
    "Receipt",
    "Replay",
    "Replays",
    "Revocation",
    "Stamped",
    "Step",
    "Survey",
    "Trace",
    "check_heads",
    "judge_dossier",
    "judge_receipt",
    "make_dossier",
    "make_receipt",
    "opened_value",
    "receipt_head",
    "replay_exchange",
    "stored_bundle",
    "survey_log",
    "trace_inclusion",
    "verify_receipt",
]
