"""The page of a small agreement, judged as a gateway does, and ways to tamper with it."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from hashlib import sha256

from cryptography.hazmat.primitives.serialization import Encoding

from gateway.drafting import Page, annex_of, paper_judge, render_pdf
from gateway.papers import inspector
from gateway.signing import PaperVerdict
from tests.policy.desk import AGREEMENT, AGREEMENT_PATH, CONTRACT, CONTRACT_PATH
from tests.signing.paper_ca import NOON, ROOT, Identity, authority, official, sign_pdf

PINNED = AGREEMENT.replace("PIN", sha256(CONTRACT.encode()).hexdigest()).encode()
FILES = {AGREEMENT_PATH: PINNED, CONTRACT_PATH: CONTRACT.encode()}


@cache
def page() -> Page:
    """Return the unsigned page."""
    return render_pdf(annex_of(AGREEMENT_PATH, FILES), "id")


def root(name: str = ROOT) -> bytes:
    """Return a root certificate in DER."""
    return authority(name).root.certificate.public_bytes(Encoding.DER)


def judged(
    pdf: bytes, *, content: bytes = PINNED, roots: tuple[bytes, ...] | None = None, at: datetime = NOON
) -> PaperVerdict:
    """Judge a PDF as a gateway does that recorded it at a moment."""
    judge = paper_judge(inspector, (root(),) if roots is None else roots, lambda: at)
    return judge(AGREEMENT_PATH, content, pdf, at)


def problems(pdf: bytes, **settings: object) -> list[str | None]:
    """Name what is wrong: of the document, or else of each signature."""
    verdict = judged(pdf, **settings)
    return [verdict.problem] if verdict.problem else [each.problem for each in verdict.signatures]


@cache
def signed_once() -> bytes:
    """Return the page with the first official's signature, shown inside the box."""
    return sign_pdf(page().content, official("K. Contoh"), field="KPU", box=inside(0))


@cache
def signed_twice() -> bytes:
    """Return the page as both officials signed it."""
    return sign_pdf(signed_once(), official("P. Contoh"), field="Polres")


def inside(number: int) -> tuple[int, float, float, float, float]:
    """Return a rectangle inside a signature box."""
    box = page().boxes[number]
    return box.page, box.left + 10, box.bottom + 5, box.left + 120, box.top - 5


def sign(pdf: bytes, who: Identity | None = None, field: str = "KPU") -> bytes:
    """Add an invisible signature."""
    return sign_pdf(pdf, who or official("K. Contoh"), field=field)


def update(pdf: bytes, objects: Mapping[int, bytes], *, trailer: bytes = b"", linked: bool = True) -> bytes:
    """Append an incremental update by hand: objects by their numbers, and entries of its trailer."""
    body, places = b"", {}
    for number, content in sorted(objects.items()):
        places[number] = len(pdf) + len(body)
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(pdf) + len(body)
    table = b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % each for each in places.items())
    previous = int(pdf.rpartition(b"startxref")[2].split()[0])
    link = b" /Prev %d" % previous if linked else b""
    before = max(int(each.split()[0]) for each in pdf.split(b"/Size ")[1:])
    size = max([before, *(number + 1 for number in objects)])
    head = b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R%b %b >>\n" % (size, link, trailer)
    return pdf + body + table + head + b"startxref\n%d\n%%%%EOF\n" % start


def object_of(pdf: bytes, number: int) -> bytes:
    """Return the first bytes of an object, as they stand in the page's own revision."""
    begun = pdf.index(b"\n%d 0 obj\n" % number) + len(b"\n%d 0 obj\n" % number)
    return pdf[begun : pdf.index(b"\nendobj", begun)]
