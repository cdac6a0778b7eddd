"""What a signed PDF comes to: who signed, under which root, and what keeps a signature from counting.

Values alone: the PDF library is known to `paper_reading` and `paper_certificates`, which
are not re-exported here, so that a gateway without signed PDFs never loads it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

PaperProblem = Literal[
    # of the document: no signature in it counts
    "paper-not-ours",
    "paper-other-file",
    "paper-pages-differ",
    "paper-unsigned",
    "paper-unreadable",
    "paper-encrypted",
    "paper-replaced",
    "paper-active",
    "paper-attachment",
    "paper-overlay",
    "paper-changed",
    "paper-uncovered",
    "paper-no-roots",
    "paper-unjudged",
    # of one signature
    "paper-broken",
    "paper-root-unknown",
    "paper-certificate-lapsed",
    "paper-certificate-revoked",
    "paper-usage",
    "paper-algorithm",
    "paper-key-unfit",
    "paper-signer-twice",
]


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on a page, counted from 0, inside which a visible signature may stand."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class PaperSignature:
    """One signature: the certificate's subject and key, and what is wrong with it.

    `claimed_at` is what the signer's own clock said; `stamped_at` a timestamp under a pinned root.
    """

    subject: str
    root: str | None
    thumbprint: str | None
    jwk: tuple[tuple[str, str], ...]
    claimed_at: datetime | None
    stamped_at: datetime | None
    problem: PaperProblem | None


@dataclass(frozen=True, slots=True)
class PaperVerdict:
    """All signatures of a PDF, or why none of them can count."""

    problem: PaperProblem | None
    signatures: tuple[PaperSignature, ...] = ()


# The whole file, its first revision's length, where signatures may show, roots (DER), the moment of record.
PaperInspector = Callable[[bytes, int, Sequence[Area], Sequence[bytes], datetime], PaperVerdict]
