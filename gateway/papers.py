"""Joins the room that makes pages with the one that reads signatures in them.

The library that reads a PDF is large, and most policies hold none: it is loaded when the
first one is met, in whichever process meets it, and not with the package.
"""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from importlib import import_module

from gateway.drafting import paper_judge
from gateway.policy import PaperJudge
from gateway.signing import PaperInspector

_READER = "gateway.signing.paper_reading"
# What it would tell of a bad signature in its own words is told by ours.
_ITS_LOGS = ("pyhanko", "pyhanko_certvalidator")


def judge_of(roots: Sequence[bytes]) -> PaperJudge:
    """Return who judges signed PDFs under pinned root certificates (DER)."""
    return paper_judge(inspector, roots, lambda: datetime.now(UTC))


@cache
def inspector() -> PaperInspector:
    """Load what reads signatures."""
    for name in _ITS_LOGS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    found: PaperInspector = import_module(_READER).inspect_paper
    return found
