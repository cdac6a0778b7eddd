"""The journey of an exchange: the only room that knows the order of the steps."""

from gateway.exchange.active import ActivePolicies
from gateway.exchange.administration import (
    STATEMENT_TYPE,
    Change,
    plan_activation,
    plan_revocation,
    plan_suspension,
    statement_of,
)
from gateway.exchange.call import Call, Caller, Moment, Performed, Reply, Target, World
from gateway.exchange.describe import CATALOG, DESCRIBE
from gateway.exchange.identifiers import CHANCE_BYTES, exchange_id
from gateway.exchange.journey import Journey
from gateway.exchange.ports import (
    Activation,
    Clock,
    Effects,
    Log,
    NonceUse,
    Policies,
    Recorded,
    Refused,
    Source,
)
from gateway.exchange.query import QUERY
from gateway.exchange.receipt import RECEIPT
from gateway.exchange.record import rfc3339
from gateway.exchange.unanswered import refusing

__all__ = [
    "CATALOG",
    "CHANCE_BYTES",
    "DESCRIBE",
    "QUERY",
    "RECEIPT",
    "STATEMENT_TYPE",
    "Activation",
    "ActivePolicies",
    "Call",
    "Caller",
    "Change",
    "Clock",
    "Effects",
    "Journey",
    "Log",
    "Moment",
    "NonceUse",
    "Performed",
    "Policies",
    "Recorded",
    "Refused",
    "Reply",
    "Source",
    "Target",
    "World",
    "exchange_id",
    "plan_activation",
    "plan_revocation",
    "plan_suspension",
    "refusing",
    "rfc3339",
    "statement_of",
]
