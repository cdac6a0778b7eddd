"""What a consumer keeps: receipts that prove an exchange, and heads that must never fork."""

from gateway.evidence.aside import Aside, put_aside
from gateway.evidence.cosigned import Cosigned
from gateway.evidence.differences import Difference, Differences, Lack, Reconciled
from gateway.evidence.disclosures import (
    Disclosure,
    DisclosureFault,
    DisclosureReport,
    DisclosureState,
    Faulty,
    Hold,
    Inquiry,
    SeenField,
)
from gateway.evidence.dossier import RECEIPT, STAMPED, Chain, Proven, judge_dossier, make_dossier
from gateway.evidence.ended import Ended
from gateway.evidence.exposure import ExposedField, Exposure, Exposures
from gateway.evidence.field_rows import FieldRow
from gateway.evidence.heads import check_heads
from gateway.evidence.incident_scope import Found, IncidentScope, Search
from gateway.evidence.incident_totals import Tally, Totals
from gateway.evidence.incidents import (
    ADDRESSEES,
    INCIDENT_CLOSE,
    INCIDENT_NAMES,
    INCIDENT_NOTIFIED,
    INCIDENT_OPEN,
    NEEDLE,
    NOTICE_WITHIN,
    OFFICIAL,
    REASON,
    Incident,
    latest_of,
    read_incidents,
    scope_facts,
)
from gateway.evidence.judgement import Case, Check, Judgement, Level
from gateway.evidence.judging import judge_receipt
from gateway.evidence.kept import KeptHead, KeptReceipt, take_receipts
from gateway.evidence.keys_then import KeyStatus, Revocation
from gateway.evidence.parts import Stamped
from gateway.evidence.receipt import (
    RECEIPT_TYPE,
    SHOWN,
    Receipt,
    make_receipt,
    receipt_head,
    verify_receipt,
)
from gateway.evidence.reconciling import reconcile_copy
from gateway.evidence.reconciling_open import OpenLog, reconcile_open
from gateway.evidence.replaying import (
    UNDISCLOSED,
    Asked,
    Replay,
    opened_value,
    replay_exchange,
    stored_bundle,
)
from gateway.evidence.replays import Replays
from gateway.evidence.succession import check_succession, needs_proof, old_log_problem
from gateway.evidence.survey import Survey, survey_log
from gateway.evidence.tracing import Step, Trace, trace_inclusion
from gateway.evidence.wholeness import NAMED, Wholeness

__all__ = [
    "ADDRESSEES",
    "INCIDENT_CLOSE",
    "INCIDENT_NAMES",
    "INCIDENT_NOTIFIED",
    "INCIDENT_OPEN",
    "NAMED",
    "NEEDLE",
    "NOTICE_WITHIN",
    "OFFICIAL",
    "REASON",
    "RECEIPT",
    "RECEIPT_TYPE",
    "SHOWN",
    "STAMPED",
    "UNDISCLOSED",
    "Aside",
    "Asked",
    "Case",
    "Chain",
    "Check",
    "Cosigned",
    "Difference",
    "Differences",
    "Disclosure",
    "DisclosureFault",
    "DisclosureReport",
    "DisclosureState",
    "Ended",
    "ExposedField",
    "Exposure",
    "Exposures",
    "Faulty",
    "FieldRow",
    "Found",
    "Hold",
    "Incident",
    "IncidentScope",
    "Inquiry",
    "Judgement",
    "KeptHead",
    "KeptReceipt",
    "KeyStatus",
    "Lack",
    "Level",
    "OpenLog",
    "Proven",
    "Receipt",
    "Reconciled",
    "Replay",
    "Replays",
    "Revocation",
    "Search",
    "SeenField",
    "Stamped",
    "Step",
    "Survey",
    "Tally",
    "Totals",
    "Trace",
    "Wholeness",
    "check_heads",
    "check_succession",
    "judge_dossier",
    "judge_receipt",
    "latest_of",
    "make_dossier",
    "make_receipt",
    "needs_proof",
    "old_log_problem",
    "opened_value",
    "put_aside",
    "read_incidents",
    "receipt_head",
    "reconcile_copy",
    "reconcile_open",
    "replay_exchange",
    "scope_facts",
    "stored_bundle",
    "survey_log",
    "take_receipts",
    "trace_inclusion",
    "verify_receipt",
]
