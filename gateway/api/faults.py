"""Unforeseen faults: the operator is told their type and place; their text may quote data."""

import traceback
from pathlib import Path

import structlog

_log = structlog.get_logger("gateway.api")


def log_fault(error: Exception) -> None:
    """Write down where a fault happened: the places of a traceback are code."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[-6:]]
    _log.error("unforeseen-fault", kind=type(error).__name__, places=places)
