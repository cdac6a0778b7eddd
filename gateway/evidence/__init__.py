"""What a consumer keeps: receipts that prove an exchange, and heads that must never fork."""

from gateway.evidence.heads import check_heads
from gateway.evidence.receipt import RECEIPT_TYPE, SHOWN, Receipt, make_receipt, verify_receipt
from gateway.evidence.replaying import (
    Asked,
    FieldRow,
    Replay,
    opened_value,
    replay_exchange,
    stored_bundle,
)
from gateway.evidence.tracing import Step, Trace, trace_inclusion

__all__ = [
    "RECEIPT_TYPE",
    "SHOWN",
    "Asked",
    "FieldRow",
    "Receipt",
    "Replay",
    "Step",
    "Trace",
    "check_heads",
    "make_receipt",
    "opened_value",
    "replay_exchange",
    "stored_bundle",
    "trace_inclusion",
    "verify_receipt",
]
