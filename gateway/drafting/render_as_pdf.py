"""Pages and files to one PDF: the same bytes wherever it is made, and nothing in it that acts.

No stream is compressed and no font is embedded, so no library's version decides a byte;
the creation date is the agreement's first day. The files that the pages were made from
come first, as attachments (ISO 32000-2 section 7.11.4), so that they can be taken out
again without a PDF library. It is shaped as PDF/A-3 wishes attachments to be, and does
not claim PDF/A, which wants embedded fonts.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from gateway.catalogue import LANGUAGES, Language
from gateway.drafting.render import Annex, render_document
from gateway.drafting.render_blocks import Document
from gateway.drafting.render_fonts import regular, wrapped
from gateway.drafting.render_layout import HEIGHT, WIDTH, Box, lay_out, text_at
from gateway.drafting.render_words import word

# Another layout or other words are another edition; signed pages of this one must still come out the same.
EDITION = 1
_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_FIRST_ATTACHMENT = 7
_LANGUAGE = re.compile(re.escape(_HEAD) + rb"1 0 obj\n<< /Type /Catalog /Lang \((id|en)\) ")
_ATTACHMENT = re.compile(
    rb"\n\d{1,6} 0 obj\n<< /Type /Filespec /F \([a-z0-9_.-]+\) /UF \([a-z0-9_.-]+\)"
    rb" /Desc \(([a-z0-9_./-]{1,200})\) /AFRelationship /(?:Source|Data) /EF << /F \d{1,6} 0 R >> >>\nendobj"
    rb"\n\d{1,6} 0 obj\n<< /Type /EmbeddedFile /Subtype /application#2Fyaml /Length (\d{1,7}) >>\nstream\n"
)
_ATTACHMENT_END = b"\nendstream\nendobj"


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered PDF: its bytes, and where visible signatures may stand."""

    content: bytes
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What was found at the head of a PDF: its language, and the files that stand in it, by path."""

    language: Language
    files: Mapping[str, bytes]


def render_pdf(annex: Annex, language: Language) -> Page:
    """Make the PDF of an agreement.

    Raises:
        PolicyFilesBad: it holds something that the page cannot say.
    """
    document = render_document(annex, language)
    return document_pdf(document, annex.files, annex.agreement.valid_from, language)


def document_pdf(document: Document, files: Mapping[str, bytes], made_on: date, language: Language) -> Page:
    """Make the PDF of any page; `files` are attached to it."""
    layout = lay_out(document)
    pages = [
        "\n".join([*strokes, *_foot(document, number, len(layout.pages), language)]).encode("latin-1")
        for number, strokes in enumerate(layout.pages, 1)
    ]
    made = f"D:{made_on:%Y%m%d}000000Z"
    objects = [*_front(document, language, made, len(pages), len(files))]
    objects += _attachments(files)
    objects += _pages(pages, first=len(objects) + 1)
    return Page(_file(objects), tuple(layout.boxes))


def read_enclosed(pdf: bytes) -> Enclosed | None:
    """Take the files out of a PDF of this kind; None when it is none.

    Whoever uses them makes the page again and compares: nothing found here is proven.
    """
    head = _LANGUAGE.match(pdf)
    if head is None:
        return None
    language = next(each for each in LANGUAGES if each.encode() == head[1])
    files: dict[str, bytes] = {}
    found = _ATTACHMENT.search(pdf, head.end())
    while found is not None:
        end = found.end() + int(found[2])
        if pdf[end : end + len(_ATTACHMENT_END)] != _ATTACHMENT_END or found[1].decode() in files:
            return None
        files[found[1].decode()] = pdf[found.end() : end]
        found = _ATTACHMENT.match(pdf, end + len(_ATTACHMENT_END))
    return Enclosed(language, files)


def _foot(document: Document, number: int, count: int, language: Language) -> Iterator[str]:
    font = regular(7)
    lines = [
        *wrapped(document.foot, font, WIDTH - 112),
        word("annex.page", language, number=number, count=count),
    ]
    for place, line in enumerate(lines):
        yield text_at(56, 54 - 9 * place, line, font, "0.35 g")


def _front(document: Document, language: str, made: str, pages: int, files: int) -> Iterator[bytes]:
    """Return catalog, page tree, fonts, information and form, in the places that the rest counts on."""
    first = _FIRST_ATTACHMENT
    specs = [first + 2 * place for place in range(files)]
    names = " ".join(f"({place:03d}) {spec} 0 R" for place, spec in enumerate(specs))
    listed = " ".join(f"{spec} 0 R" for spec in specs)
    yield (
        f"<< /Type /Catalog /Lang ({language}) /Pages 2 0 R "
        f"/Names << /EmbeddedFiles << /Names [{names}] >> >> "
        f"/AF [{listed}] /AcroForm 6 0 R /PageMode /UseNone /ViewerPreferences << /DisplayDocTitle true >> >>"
    ).encode()
    kids = " ".join(f"{first + 2 * files + 2 * place} 0 R" for place in range(pages))
    yield f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode()
    for name in ("Helvetica", "Helvetica-Bold"):
        yield f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()
    # UTF-16, because the title may hold what PDFDocEncoding writes otherwise than Windows-1252.
    title = (b"\xfe\xff" + document.title.encode("utf-16-be")).hex().upper()
    yield f"<< /Title <{title}> /Producer (Sinergi naskah {EDITION}) /CreationDate ({made}) >>".encode()
    # A form without fields: a signature adds its field, and whoever compares sees that nothing else came.
    yield b"<< /Fields [] /SigFlags 3 >>"


def _attachments(files: Mapping[str, bytes]) -> Iterator[bytes]:
    number = _FIRST_ATTACHMENT
    for path, content in files.items():
        name = path.replace("/", "-")
        # The agreement is what the page was made from; the contracts are what it refers to.
        relation = "Source" if path.startswith("agreements/") else "Data"
        yield (
            f"<< /Type /Filespec /F ({name}) /UF ({name}) /Desc ({path}) /AFRelationship /{relation} "
            f"/EF << /F {number + 1} 0 R >> >>"
        ).encode()
        yield _stream(f"/Type /EmbeddedFile /Subtype /application#2Fyaml /Length {len(content)}", content)
        number += 2


def _pages(pages: list[bytes], first: int) -> Iterator[bytes]:
    for place, content in enumerate(pages):
        yield (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] "
            f"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents {first + 2 * place + 1} 0 R >>"
        ).encode()
        yield _stream(f"/Length {len(content)}", content)


def _stream(entries: str, content: bytes) -> bytes:
    return b"<< %b >>\nstream\n%b\nendstream" % (entries.encode(), content)


def _file(objects: list[bytes]) -> bytes:
    """Number the objects and list where each begins."""
    body = bytearray(_HEAD)
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    name = sha256(body).hexdigest()[:32].upper().encode()
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    body += b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R /ID [<%b> <%b>] >>\n" % (
        len(objects) + 1,
        name,
        name,
    )
    body += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(body)
