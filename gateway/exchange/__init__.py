"""The journey of an exchange: the only room that knows the order of the steps."""

from gateway.exchange.access import (
    ACCOUNT_UNKNOWN,
    AUDIT_KINDS,
    CHANGE_KINDS,
    IDLE_LIMIT,
    INVITATION_BAD,
    SECRET_BYTES,
    SESSION_ENDED,
    Access,
    Account,
    Admission,
    Attendance,
    Dismissal,
    EntryFilter,
    Scope,
    SignIn,
    StoredEntry,
    digest_secret,
)
from gateway.exchange.active import ActivePolicies
from gateway.exchange.administration import (
    STATEMENT_TYPE,
    Change,
    plan_activation,
    plan_revocation,
    plan_suspension,
    statement_of,
)
from gateway.exchange.auditing import (
    plan_audit_read,
    plan_dismissal,
    plan_invitation,
    plan_sign_in,
    plan_sign_out,
)
from gateway.exchange.call import Call, Caller, Moment, Performed, Reply, Target, World
from gateway.exchange.describe import CATALOG, DESCRIBE
from gateway.exchange.identifiers import CHANCE_BYTES, exchange_id, is_exchange_id
from gateway.exchange.journey import Journey
from gateway.exchange.lookup import LOOKUP
from gateway.exchange.ports import (
    Activation,
    Clock,
    Effects,
    Log,
    NonceUse,
    Policies,
    QuotaUse,
    Recorded,
    Refused,
    Source,
)
from gateway.exchange.query import QUERY
from gateway.exchange.receipt import RECEIPT
from gateway.exchange.record import rfc3339
from gateway.exchange.replacing import Stop, stops_of, successor_problems, versions_of
from gateway.exchange.statistics import STATISTICS
from gateway.exchange.unanswered import refusing

__all__ = [
    "ACCOUNT_UNKNOWN",
    "AUDIT_KINDS",
    "CATALOG",
    "CHANCE_BYTES",
    "CHANGE_KINDS",
    "DESCRIBE",
    "IDLE_LIMIT",
    "INVITATION_BAD",
    "LOOKUP",
    "QUERY",
    "RECEIPT",
    "SECRET_BYTES",
    "SESSION_ENDED",
    "STATEMENT_TYPE",
    "Access",
    "Account",
    "Activation",
    "ActivePolicies",
    "Admission",
    "Attendance",
    "Call",
    "Caller",
    "Change",
    "Clock",
    "Dismissal",
    "Effects",
    "EntryFilter",
    "Journey",
    "Log",
    "Moment",
    "NonceUse",
    "Performed",
    "Policies",
    "QuotaUse",
    "Recorded",
    "Refused",
    "Reply",
    "Scope",
    "SignIn",
    "Source",
    "Stop",
    "StoredEntry",
    "Target",
    "World",
    "digest_secret",
    "exchange_id",
    "is_exchange_id",
    "plan_activation",
    "plan_audit_read",
    "plan_dismissal",
    "plan_invitation",
    "plan_revocation",
    "plan_sign_in",
    "plan_sign_out",
    "plan_suspension",
    "refusing",
    "rfc3339",
    "statement_of",
    "stops_of",
    "successor_problems",
    "versions_of",
]
