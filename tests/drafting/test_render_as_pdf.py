"""The PDF: the same bytes everywhere, nothing that acts, nothing that runs over its edge."""

import re
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from gateway.drafting import annex_from, annex_of, read_enclosed, render_pdf
from gateway.drafting.render_fonts import bold, regular, wrapped
from gateway.drafting.render_layout import HEIGHT, WIDTH
from gateway.errors import PolicyFilesBad
from gateway.policy import read_bundle
from tests.policy.desk import AGREEMENT_PATH
from tests.signing.papers import FILES
from tests.simulator.policies import unsigned_sample

SMALL = annex_of(AGREEMENT_PATH, FILES)
VECTOR = Path(__file__).parents[1] / "vectors" / "paper-1"
EVERY_WORD = {path.relative_to(VECTOR).as_posix(): path.read_bytes() for path in VECTOR.rglob("*.yaml")}

# A page that somebody signed must come out the same for good. Whoever changes a word, a width or a line of
# the page gives it another EDITION, keeps this one for what was signed under it, and pins both here.
PINNED = {
    "id": "9e6530673d03dd82cae850ec8d1b10ea4eb77e26171649875c54e498c852a195",
    "en": "988969e87f0a93a7b293d79f8a511c44d40cc9f457f97513f98735561dd907bd",
}


@pytest.mark.parametrize("language", PINNED)
def test_the_bytes_of_this_edition_never_change(language):
    annex = annex_of("agreements/pks-vektor.yaml", EVERY_WORD)
    assert sha256(render_pdf(annex, language).content).hexdigest() == PINNED[language]


def test_the_order_of_the_files_makes_no_difference():
    turned = dict(reversed(FILES.items()))
    assert render_pdf(annex_of(AGREEMENT_PATH, turned), "id") == render_pdf(SMALL, "id")


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_exact_files_are_enclosed(language):
    enclosed = read_enclosed(render_pdf(SMALL, language).content)
    assert enclosed is not None
    assert (enclosed.language, enclosed.files) == (language, FILES)
    attached = PdfReader(BytesIO(render_pdf(SMALL, language).content)).attachments
    assert {content for contents in attached.values() for content in contents} == {*FILES.values()}


def test_nothing_in_it_acts_and_nothing_is_fetched():
    pdf = render_pdf(SMALL, "id").content
    for word in (b"/JavaScript", b"/JS", b"/OpenAction", b"/AA", b"/Launch", b"/URI", b"/Annots", b"/Filter"):
        assert word not in pdf


def sample_pages(language: str) -> PdfReader:
    bundle = read_bundle(unsigned_sample()).bundle
    assert bundle is not None
    return PdfReader(BytesIO(render_pdf(annex_from(bundle, "pks-kapuas-hulu"), language).content))


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_has_its_number_and_the_digest_of_the_file(language):
    reader = sample_pages(language)
    said = {"id": "halaman {} dari {}", "en": "page {} of {}"}[language]
    digest = sha256(unsigned_sample()["agreements/pks-kapuas-hulu.yaml"]).hexdigest()
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text()
        assert said.format(number, len(reader.pages)) in text
        assert digest in text.replace("\n", "")


def test_no_line_runs_over_the_edge_and_none_lies_on_another():
    for page in sample_pages("id").pages:
        content = page.get_contents().get_data().decode("latin-1")
        seen = set()
        for name, size, x, y, text in re.findall(
            r"/(F[12]) ([\d.]+) Tf ([\d.]+) ([\d.]+) Td \((.*)\) Tj ET", content
        ):
            font = (regular if name == "F1" else bold)(float(size))
            plain = re.sub(r"\\(.)", r"\1", text).encode("latin-1").decode("cp1252")
            assert float(x) + font.width(plain) <= WIDTH - 50
            assert 30 <= float(y) <= HEIGHT - 40
            assert (x, y) not in seen
            seen.add((x, y))


def test_a_box_for_each_party_stands_on_one_page():
    boxes = render_pdf(SMALL, "id").boxes
    assert len(boxes) == 2
    assert len({box.page for box in boxes}) == 1
    assert boxes[0].right < boxes[1].left
    assert all(box.top - box.bottom > 50 for box in boxes)


@pytest.mark.parametrize("character", ["Ж", "漢", "\U0001f600", "а"])  # noqa: RUF001
def test_a_letter_of_another_script_is_refused(character):
    strange = replace(SMALL, agreement=replace(SMALL.agreement, title=f"Perjanji{character}n"))
    with pytest.raises(PolicyFilesBad, match=f"U\\+{ord(character):04X}"):
        render_pdf(strange, "id")


def test_what_a_name_may_need_is_printed():
    named = replace(SMALL, agreement=replace(SMALL.agreement, title="Café “é” \u2013 Ñ (a\\b) €"))
    (first, *_) = PdfReader(BytesIO(render_pdf(named, "id").content)).pages
    assert "Café “é” \u2013 Ñ (a\\b) €" in first.extract_text()


@settings(max_examples=60)
@given(st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]), max_size=300), st.integers(30, 400))
def test_a_text_is_broken_into_lines_and_nothing_is_lost(text, width):
    font = regular(8)
    lines = wrapped(text, font, width)
    assert all(font.width(line) <= width or len(line) == 1 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("cut", [0, 10, 40, 2000, -1])
def test_a_broken_pdf_encloses_nothing_or_less(cut):
    enclosed = read_enclosed(render_pdf(SMALL, "id").content[:cut])
    assert enclosed is None or enclosed.files.items() <= FILES.items()
