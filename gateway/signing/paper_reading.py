"""PAdES signatures in a PDF whose first revision is known to be ours, byte for byte.

What follows that revision may add signatures and what proves them, and nothing else. Every
later revision is compared with the first by pyHanko's rules, which explain each changed
object or refuse; on top of that nothing may act, be enclosed, or lie over the page outside
the boxes. So an incremental update, a shadow attack (hide, replace, hide and replace) and an
overlay are refused alike: there is no hidden content in our own revision to be uncovered.

Reading is bounded: by the size of what was added, by the number of its objects, and by what
a stream may unpack to.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodeLimits, DocumentDecodeBudget, StreamDecodeLimits
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, DiffResult, ModificationLevel
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from gateway.signing.paper import Area, PaperProblem, PaperSignature, PaperVerdict
from gateway.signing.paper_certificates import Proofs, judge_signature, read_proofs

MAX_ADDED = 4 * 1024 * 1024
MAX_OBJECTS = 4_000
_MAX_DEPTH = 40
_UNPACKED = 8 * 1024 * 1024
_LIMITS = DecodeLimits(
    per_stream=StreamDecodeLimits(max_output_size=_UNPACKED),
    document_budget=DocumentDecodeBudget(base_allowance=4 * _UNPACKED, max_ratio=8),
)
# What makes a reader do something (ISO 32000-2 section 12.6), or shows a form beside the page.
_ACTING = frozenset(
    {"/JS", "/JavaScript", "/OpenAction", "/AA", "/A", "/XFA", "/URI", "/Launch", "/RichMedia"}
)
_ACTIONS = frozenset({"/JavaScript", "/Launch", "/URI", "/SubmitForm", "/ImportData", "/GoToR", "/Rendition"})
_ENCLOSING = frozenset({"/Filespec", "/EmbeddedFile"})


class _Refused(Exception):
    """The document as a whole does not count; the name says why."""

    def __init__(self, problem: PaperProblem) -> None:
        super().__init__(problem)
        self.problem = problem


def inspect_paper(
    pdf: bytes, first: int, areas: Sequence[Area], roots: Sequence[bytes], moment: datetime
) -> PaperVerdict:
    """Judge all signatures of a PDF.

    Args:
        pdf: The whole file.
        first: How long its first revision is, which the caller has made again and compared.
        areas: Where a visible signature may stand.
        roots: The pinned root certificates in DER; timestamps are judged under the same ones.
        moment: When the file was recorded: certificates are judged as of then.
    """
    if len(pdf) == first:
        return PaperVerdict("paper-unsigned")
    if not roots:
        return PaperVerdict("paper-no-roots")
    return _guarded(pdf, first, areas, roots, moment)


def _guarded(
    pdf: bytes, first: int, areas: Sequence[Area], roots: Sequence[bytes], moment: datetime
) -> PaperVerdict:
    """Let no file, however broken, do more than not count."""
    try:
        return PaperVerdict(None, _inspect(pdf, first, areas, roots, moment))
    except _Refused as refused:
        return PaperVerdict(refused.problem)
    except Exception:
        return PaperVerdict("paper-unreadable")


def _inspect(
    pdf: bytes, first: int, areas: Sequence[Area], roots: Sequence[bytes], moment: datetime
) -> tuple[PaperSignature, ...]:
    if len(pdf) - first > MAX_ADDED:
        raise _Refused("paper-unreadable")
    reader = PdfFileReader(BytesIO(pdf), strict=True, decode_limits=_LIMITS)
    if reader.encrypted:
        raise _Refused("paper-encrypted")
    _check_revisions(pdf, first, reader)
    _check_added(reader)
    _check_marks(reader, areas)
    review = DEFAULT_DIFF_POLICY.review_file(reader, 0)
    if not isinstance(review, DiffResult) or review.modification_level > ModificationLevel.FORM_FILLING:
        raise _Refused("paper-changed")
    signatures = list(reader.embedded_signatures)
    _check_coverage(signatures)
    proofs = read_proofs(reader)
    return tuple(_judged(signatures, roots, proofs, moment))


def _judged(
    signatures: Sequence[EmbeddedPdfSignature], roots: Sequence[bytes], proofs: Proofs, moment: datetime
) -> Iterator[PaperSignature]:
    for each in signatures:
        # A timestamp over the document is nobody's consent.
        if each.sig_object_type == "/Sig":
            yield judge_signature(each, roots, proofs, moment)


def _check_revisions(pdf: bytes, first: int, reader: PdfFileReader) -> None:
    """Our revision is the oldest one that a reader meets, and nothing stands after the newest."""
    begun = pdf.rindex(b"startxref\n", 0, first) + len(b"startxref\n")
    ours = int(pdf[begun : pdf.index(b"\n", begun)])
    if reader.xrefs.get_startxref_for_revision(0) != ours or reader.xrefs.hybrid_xrefs_present:
        raise _Refused("paper-replaced")
    added = pdf[first:]
    if added.count(b"startxref") != reader.xrefs.total_revisions - 1:
        raise _Refused("paper-uncovered")
    if not added.rstrip(b"\r\n").endswith(b"%%EOF"):
        raise _Refused("paper-uncovered")


def _check_added(reader: PdfFileReader) -> None:
    """Nothing that was added acts, or encloses a file."""
    seen = 0
    for revision in range(1, reader.xrefs.total_revisions):
        resolver = reader.get_historical_resolver(revision)
        for reference in resolver.explicit_refs_in_revision():
            seen += 1
            if seen > MAX_OBJECTS:
                raise _Refused("paper-unreadable")
            _check_value(resolver(reference), 0)


def _check_value(value: Any, depth: int) -> None:
    if depth > _MAX_DEPTH:
        raise _Refused("paper-unreadable")
    if isinstance(value, generic.DictionaryObject):
        if not _ACTING.isdisjoint(value) or value.get("/S") in _ACTIONS:
            raise _Refused("paper-active")
        if value.get("/Type") in _ENCLOSING or "/EF" in value:
            raise _Refused("paper-attachment")
        for name in value:
            _check_value(value.raw_get(name), depth + 1)
    elif isinstance(value, generic.ArrayObject):
        for place in range(len(value)):
            _check_value(value.raw_get(place), depth + 1)


def _check_marks(reader: PdfFileReader, areas: Sequence[Area]) -> None:
    """What lies over a page is a signature, unseen or inside a box."""
    for number, page in enumerate(reader.root["/Pages"]["/Kids"]):
        leaf = page.get_object()
        if "/Annots" not in leaf:
            continue
        # Unlike `get`, this follows a reference to a list that stands elsewhere.
        for reference in leaf["/Annots"]:
            mark = reference.get_object()
            field = mark if "/FT" in mark or "/Parent" not in mark else mark["/Parent"]
            if mark.get("/Subtype") != "/Widget" or field.get("/FT") != "/Sig":
                raise _Refused("paper-overlay")
            if not _is_placed(mark, number, areas):
                raise _Refused("paper-overlay")


def _is_placed(mark: generic.DictionaryObject, page: int, areas: Sequence[Area]) -> bool:
    one, two, three, four = (float(each) for each in mark.get("/Rect", (0, 0, 0, 0)))
    left, right, bottom, top = min(one, three), max(one, three), min(two, four), max(two, four)
    return (
        left == right
        or bottom == top
        or any(
            area.page == page
            and area.left <= left
            and right <= area.right
            and area.bottom <= bottom
            and top <= area.top
            for area in areas
        )
    )


def _check_coverage(signatures: Sequence[EmbeddedPdfSignature]) -> None:
    """Each covers all that stood there when it was made; after the last came its proofs at most."""
    if not signatures:
        raise _Refused("paper-unsigned")
    for each in signatures:
        each.compute_integrity_info()
        if each.summarise_integrity_info()["coverage"] < SignatureCoverageLevel.ENTIRE_REVISION:
            raise _Refused("paper-uncovered")
        # A first signer may have allowed nothing more (DocMDP), not even the second signature.
        allowed = each.summarise_integrity_info()["docmdp_ok"]
        if _changes_after(each) > ModificationLevel.FORM_FILLING or not allowed:
            raise _Refused("paper-changed")
    last = max(signatures, key=lambda each: each.signed_revision)
    if _changes_after(last) > ModificationLevel.LTA_UPDATES:
        raise _Refused("paper-uncovered")


def _changes_after(signature: EmbeddedPdfSignature) -> ModificationLevel:
    found = signature.summarise_integrity_info()["diff_result"]
    return found.modification_level if isinstance(found, DiffResult) else ModificationLevel.OTHER
