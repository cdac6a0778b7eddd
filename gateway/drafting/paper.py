"""Is a signed PDF the page of this very file? Made again from what it encloses, and compared byte for byte.

The enclosed agreement must be the file of the policy folder, and the enclosed contracts those
that it pins. Their page must be the PDF's first revision, exactly: what was signed is then what
runs, and whatever a viewer shows of that revision is ours. What came after it, and who signed,
is judged by the inspector that is handed in.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from hashlib import sha256

from gateway.drafting.render_annex import annex_of
from gateway.drafting.render_as_pdf import Page, read_enclosed, render_pdf
from gateway.errors import PolicyFilesBad
from gateway.policy import PaperJudge, parse_path
from gateway.signing import Area, PaperInspector, PaperProblem, PaperVerdict

# Verdicts are kept for so many PDFs; each is judged again only when it was not among the last ones.
_REMEMBERED = 64


def paper_judge(
    inspector: Callable[[], PaperInspector], roots: Sequence[bytes], clock: Callable[[], datetime]
) -> PaperJudge:
    """Return the judge of signed PDFs that a policy is resolved with.

    Args:
        inspector: Loads what reads signatures, when the first PDF is met.
        roots: The pinned root certificates, in DER.
        clock: For a PDF that no log has recorded yet.
    """

    @lru_cache(maxsize=_REMEMBERED)
    def judged(path: str, content: bytes, pdf: bytes, moment: datetime) -> PaperVerdict:
        page = page_of(path, content, pdf)
        if not isinstance(page, Page):
            return PaperVerdict(page)
        areas = [Area(box.page, box.left, box.bottom, box.right, box.top) for box in page.boxes]
        return inspector()(pdf, len(page.content), areas, roots, moment)

    def judge(path: str, content: bytes, pdf: bytes, moment: datetime | None) -> PaperVerdict:
        return judged(path, content, pdf, moment or clock())

    return judge


def page_of(path: str, content: bytes, pdf: bytes) -> Page | PaperProblem:
    """Make the page of a PDF again; return what is wrong when it is not the page of this file."""
    enclosed = read_enclosed(pdf)
    if enclosed is None or path not in enclosed.files:
        return "paper-not-ours"
    if enclosed.files[path] != content:
        return "paper-other-file"
    # No more is read than the agreement names: a PDF could enclose anything.
    others = (each for place, each in enclosed.files.items() if place != path)
    if not all(sha256(each).hexdigest().encode() in content for each in others):
        return "paper-pages-differ"
    try:
        page = render_pdf(annex_of(path, enclosed.files), enclosed.language)
    except PolicyFilesBad:
        return "paper-pages-differ"
    return page if pdf.startswith(page.content) else "paper-pages-differ"


def enclosed_agreement(pdf: bytes) -> tuple[str, bytes] | None:
    """Return path and bytes of the agreement in a PDF, unproven; None when it is no page of ours."""
    enclosed = read_enclosed(pdf)
    for path, content in enclosed.files.items() if enclosed else ():
        parsed = parse_path(path)
        if parsed is not None and parsed.kind == "agreement":
            return path, content
    return None
