"""Which rows? A plan's selection becomes one re-read statement, executed read-only."""

from gateway.sources.columns import Drift, TableColumn, WriteGuard, find_drift
from gateway.sources.opening import DatabaseSource, open_source
from gateway.sources.rereading import check_statement
from gateway.sources.statement import Statement, compile_statement

__all__ = [
    "DatabaseSource",
    "Drift",
    "Statement",
    "TableColumn",
    "WriteGuard",
    "check_statement",
    "compile_statement",
    "find_drift",
    "open_source",
]
