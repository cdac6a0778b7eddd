"""The record of the exchange of keys: root keys, twice to be read and once for a camera; nothing private."""

import io
import re
from base64 import urlsafe_b64decode
from datetime import date

import pytest
from pypdf import PdfReader

from gateway.drafting import ceremony_document, document_pdf, render_html, render_text, sides_of
from gateway.errors import PolicyFilesBad
from gateway.policy import read_bundle
from tests.policy.desk import KPU, POLRES, folder, keys_of

DAY = date(2026, 11, 24)
BUNDLE = read_bundle(folder()).bundle
ROOTS = [keys_of(agency)["root"].key.thumbprint for agency in (KPU, POLRES)]


def page(language="id", place="Putussibau", day=DAY):
    return ceremony_document(sides_of(BUNDLE, (), DAY), language, day=day, place=place)


def pdf_text(language="id") -> str:
    content = document_pdf(page(language), {}, DAY, language).content
    return "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(content)).pages)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("form", ["text", "html", "pdf"])
def test_every_root_key_stands_on_every_form_of_the_page(language, form):
    said = {"text": render_text, "html": render_html}[form](page(language)) if form != "pdf" else pdf_text()
    closed = re.sub(r"\s", "", said)
    for thumbprint in ROOTS:
        assert thumbprint in closed
        assert urlsafe_b64decode(thumbprint + "=").hex() in closed
    assert "Putussibau" in said
    assert "PRIVATE" not in said
    assert KPU in said
    assert "C. Contoh" in said


def test_what_is_not_known_yet_is_left_to_be_written_by_hand():
    said = render_text(page(place=None, day=None))
    assert "24 November" not in said
    assert said.count("......") >= 2


def test_the_code_holds_what_the_label_says():
    codes = [block for block in page().blocks if hasattr(block, "squares")]
    assert [thumbprint in block.label for block, thumbprint in zip(codes, ROOTS, strict=True)] == [True, True]
    for block in codes:
        size = len(block.squares)
        assert all(len(row) == size for row in block.squares)
        # The quiet zone, then the finder patterns in three corners (ISO/IEC 18004 section 6.3).
        assert not any(any(row) for row in block.squares[:4])
        for top, left in ((4, 4), (4, size - 11), (size - 11, 4)):
            assert all(block.squares[top][left : left + 7])
            assert not any(block.squares[top + 1][left + 1 : left + 6])


@pytest.mark.parametrize("agencies", [(KPU,), (KPU, KPU), (KPU, "nobody"), (KPU, POLRES, "nobody")])
def test_just_two_agencies_meet(agencies):
    with pytest.raises(PolicyFilesBad, match="name two agencies"):
        sides_of(BUNDLE, agencies, DAY)


def test_who_is_not_in_office_on_that_day_does_not_stand_on_the_page():
    sides = sides_of(BUNDLE, (POLRES, KPU), date(2025, 12, 31))
    assert [side.official for side in sides] == [None, None]
    assert "C. Contoh" not in render_text(ceremony_document(sides, "id", day=None, place=None))
