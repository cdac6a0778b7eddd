"""Which rows? A plan's selection becomes one re-read statement, executed read-only."""

from gateway.sources.columns import Drift, TableColumn, WriteGuard, drift_sentence, find_drift
from gateway.sources.grants import Grants, make_grants
from gateway.sources.opening import DatabaseSource, open_source
from gateway.sources.rereading import check_statement
from gateway.sources.statement import Statement, compile_statement

__all__ = [
    "DatabaseSource",
    "Drift",
    "Grants",
    "Statement",
    "TableColumn",
    "WriteGuard",
    "check_statement",
    "compile_statement",
    "drift_sentence",
    "find_drift",
    "make_grants",
    "open_source",
]
