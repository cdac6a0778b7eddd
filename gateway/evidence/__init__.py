"""What a consumer keeps: receipts that prove an exchange, and heads that must never fork."""

from gateway.evidence.heads import check_heads
from gateway.evidence.receipt import RECEIPT_TYPE, SHOWN, Receipt, make_receipt, verify_receipt
from gateway.evidence.tracing import Step, Trace, trace_inclusion

__all__ = [
    "RECEIPT_TYPE",
    "SHOWN",
    "Receipt",
    "Step",
    "Trace",
    "check_heads",
    "make_receipt",
    "trace_inclusion",
    "verify_receipt",
]
