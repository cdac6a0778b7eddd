"""What a consumer keeps: receipts that prove an exchange, and heads that must never fork."""

from gateway.evidence.heads import check_heads
from gateway.evidence.receipt import RECEIPT_TYPE, SHOWN, Receipt, make_receipt, verify_receipt

__all__ = ["RECEIPT_TYPE", "SHOWN", "Receipt", "check_heads", "make_receipt", "verify_receipt"]
