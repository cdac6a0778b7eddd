"""Tampering first: every known trick on a signed PDF must leave no signature that counts."""

import zlib
from datetime import timedelta
from io import BytesIO

import pytest
from asn1crypto import crl
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.validation import DocumentSecurityStore

from gateway.drafting import annex_of, render_pdf
from tests.policy.desk import AGREEMENT_PATH
from tests.signing.paper_ca import NOON, ROOT, Authority, authority, official, rsa_key, sign_pdf, stamper
from tests.signing.papers import (
    FILES,
    PINNED,
    inside,
    judged,
    object_of,
    page,
    problems,
    root,
    sign,
    signed_once,
    signed_twice,
    update,
)

PAGE = page().content
CATALOG = object_of(PAGE, 1)
FONT = object_of(PAGE, 3)
FIRST_PAGE = int(object_of(PAGE, 2).split(b"[")[1].split()[0])
LEAF = object_of(PAGE, FIRST_PAGE)
WORDS = FIRST_PAGE + 1
CONTENT = object_of(PAGE, WORDS)
# The page as it stands once the first official has signed: with the form's field in it.
FAR = 150


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), entries, content)


OTHER_WORDS = stream(b"BT /F1 12 Tf 60 700 Td (semua kolom diberikan) Tj ET")
WHITE_BOX = b"<< /Type /Annot /Subtype /Square /Rect [50 100 500 700] /IC [1 1 1] >>"
TEXT_FIELD = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (isi) /V (lain) /Rect [50 100 500 700] /F 4 >>"


def with_entry(dictionary: bytes, entry: bytes) -> bytes:
    return dictionary[: dictionary.rindex(b">>")] + entry + b" >>"


# What a forger appends before anybody signs, or after all have: objects by their numbers, and the fault.
TRICKS = {
    "a page's words are replaced": ({WORDS: OTHER_WORDS}, "paper-changed"),
    "a page is pointed at other words": (
        {FAR: OTHER_WORDS, FIRST_PAGE: LEAF.replace(b"/Contents %d" % WORDS, b"/Contents %d" % FAR)},
        "paper-changed",
    ),
    "a page leaves the document": (
        {2: object_of(PAGE, 2).replace(b"%d 0 R" % FIRST_PAGE, b"")},
        "paper-changed",
    ),
    "a font shows other letters": (
        {3: FONT.replace(b"/WinAnsiEncoding", b"<< /Differences [97 /b] >>")},
        "paper-changed",
    ),
    "a white box lies over a page": (
        {FAR: WHITE_BOX, FIRST_PAGE: with_entry(LEAF, b"/Annots [%d 0 R]" % FAR)},
        "paper-overlay",
    ),
    "a text field lies over a page": (
        {
            FAR: TEXT_FIELD,
            FIRST_PAGE: with_entry(LEAF, b"/Annots [%d 0 R]" % FAR),
            6: b"<< /Fields [%d 0 R] /SigFlags 3 >>" % FAR,
        },
        "paper-overlay",
    ),
    "the form says that it is XFA": ({6: b"<< /Fields [] /SigFlags 3 /XFA [] >>"}, "paper-active"),
    "a script runs on opening": (
        {1: with_entry(CATALOG, b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>")},
        "paper-active",
    ),
    "a program is launched from a page": (
        {FIRST_PAGE: with_entry(LEAF, b"/AA << /O << /S /Launch /F (x.exe) >> >>")},
        "paper-active",
    ),
    "layers hide a part": (
        {1: with_entry(CATALOG, b"/OCProperties << /OCGs [] /D << >> >>")},
        "paper-changed",
    ),
    "a second file is enclosed": (
        {
            FAR: b"<< /Type /Filespec /F (lain.yaml) /EF << /F %d 0 R >> >>" % (FAR + 1),
            FAR + 1: stream(PINNED.replace(b"6106", b"61"), b"/Type /EmbeddedFile"),
            1: CATALOG.replace(b"/Names [", b"/Names [(zzz) %d 0 R " % FAR),
        },
        "paper-attachment",
    ),
    "the enclosed file is replaced": (
        {8: stream(PINNED.replace(b"6106", b"61"), b"/Type /EmbeddedFile")},
        "paper-attachment",
    ),
}
each_trick = pytest.mark.parametrize("trick", TRICKS)


@each_trick
def test_a_trick_before_the_signatures_leaves_none_that_counts(trick):
    objects, fault = TRICKS[trick]
    forged = update(PAGE, objects)
    assert problems(forged) == [fault]
    # Signing tools refuse some of these; whoever signs the rest has signed for nothing.
    try:
        signed = sign(forged)
    except Exception:
        return
    assert problems(signed) == [fault]


@each_trick
def test_a_trick_after_the_signatures_leaves_none_that_counts(trick):
    objects, fault = TRICKS[trick]
    # A page that is gone takes the box of the signature with it.
    assert problems(update(signed_once(), objects))[0] in {fault, "paper-changed", "paper-overlay"}


def test_a_shadow_that_waits_before_the_signature_cannot_be_uncovered_after_it():
    waiting = sign(update(PAGE, {FAR: OTHER_WORDS}))
    # Nothing shows it: so far it is ballast.
    assert problems(waiting) == [None]
    # Hide and replace: only the cross-reference changes, and points at the shadow.
    shown = LEAF.replace(b"/Contents %d" % WORDS, b"/Contents %d" % FAR)
    assert problems(update(waiting, {FIRST_PAGE: shown})) == ["paper-changed"]


def test_an_overlay_that_is_taken_away_after_the_signature_does_not_count():
    covered = update(PAGE, {FAR: WHITE_BOX, FIRST_PAGE: with_entry(LEAF, b"/Annots [%d 0 R]" % FAR)})
    bared = update(sign(covered), {FIRST_PAGE: LEAF})
    assert problems(bared) == ["paper-changed"]


@pytest.mark.parametrize(
    ("tail", "fault"),
    [
        pytest.param(b"\n", None, id="a line's end is nothing"),
        pytest.param(b"tambahan", "paper-uncovered", id="words"),
        pytest.param(b"startxref\n9\n%%EOF\n", "paper-unreadable", id="another beginning"),
        pytest.param(b"0" * (5 * 1024 * 1024), "paper-unreadable", id="five megabytes"),
    ],
)
def test_nothing_stands_after_the_last_signature(tail, fault):
    found = problems(signed_once() + tail)
    assert found == [fault] if fault else found in ([None], ["paper-uncovered"])


def test_an_empty_update_after_the_last_signature_is_covered_by_none():
    found = problems(update(signed_once(), {FAR: b"<< /Length 0 >>"}))
    assert found in ([None], ["paper-uncovered"], ["paper-changed"])


def test_another_document_behind_the_page_is_not_the_page():
    other = render_pdf(annex_of(AGREEMENT_PATH, FILES), "en").content
    moved = PAGE + other
    assert problems(moved)[0] in {"paper-replaced", "paper-unreadable"}
    assert problems(update(PAGE, {1: CATALOG, 2: object_of(PAGE, 2)}, linked=False)) == ["paper-replaced"]


def test_a_page_of_another_file_is_not_this_file():
    later = PINNED.replace(b"version: 1\n", b"version: 1 \n", 1)
    assert problems(signed_twice(), content=later) == ["paper-other-file"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b"(tidak diberikan)", b"(DIBERIKAN ubah )", id="a word on a page"),
        pytest.param(b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0 595 400]", id="a page is cut"),
        pytest.param(b"/Helvetica-Bold", b"/ZapfDingbats  ", id="a font"),
        pytest.param(b"%PDF-1.7", b"%PDF-1.6", id="the head"),
    ],
)
def test_pages_that_the_file_does_not_make_are_not_its_pages(old, new):
    assert old in PAGE
    assert len(old) == len(new)
    forged = PAGE.replace(old, new, 1)
    assert problems(sign(forged))[0] in {"paper-pages-differ", "paper-not-ours"}


def test_a_strange_pdf_is_no_page():
    assert problems(b"%PDF-1.4\n%%EOF") == ["paper-not-ours"]
    assert problems(b"") == ["paper-not-ours"]


def test_a_page_that_nobody_signed_is_unsigned():
    assert problems(PAGE) == ["paper-unsigned"]
    assert problems(update(PAGE, {FAR: b"<< /Length 0 >>"})) == ["paper-unsigned"]


def test_an_encrypted_page_is_not_read():
    handler = b"/Encrypt << /Filter /Standard /V 4 /R 4 /O (%b) /U (%b) /P -44 /Length 128 >>" % (
        b"o" * 32,
        b"u" * 32,
    )
    assert problems(update(PAGE, {FAR: b"<< >>"}, trailer=handler))[0] in {
        "paper-encrypted",
        "paper-unreadable",
    }


@pytest.mark.parametrize("kind", [b"/Type /ObjStm /N 1 /First 4", b"/Type /XRef /W [1 2 1] /Size 9"])
def test_a_stream_that_would_fill_the_memory_is_not_unpacked(kind):
    bomb = zlib.compress(b"150 0 " + b" " * (64 * 1024 * 1024), 9)
    packed = stream(bomb, kind + b" /Filter /FlateDecode")
    start = len(PAGE)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (FAR, start)
    begun = start + len(b"%d 0 obj\n%b\nendobj\n" % (FAR, packed))
    pointed = begun if b"ObjStm" in kind else start
    forged = PAGE + b"%d 0 obj\n%b\nendobj\n" % (FAR, packed) + table
    forged += b"trailer\n<< /Size 200 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        int(PAGE.rpartition(b"startxref")[2].split()[0]),
        pointed,
    )
    assert problems(forged)[0] in {"paper-unreadable", "paper-unsigned"}


def test_a_proof_that_would_fill_the_memory_is_not_unpacked():
    bomb = stream(zlib.compress(b"0" * (64 * 1024 * 1024), 9), b"/Filter /FlateDecode")
    store = update(
        signed_once(),
        {
            FAR: bomb,
            FAR + 1: b"<< /CRLs [%d 0 R] >>" % FAR,
            1: with_entry(object_of(signed_once()[len(PAGE) - 1 :], 1), b"/DSS %d 0 R" % (FAR + 1)),
        },
    )
    assert problems(store) == ["paper-unreadable"]


def test_a_visible_signature_outside_its_box_lies_over_the_page():
    outside = (0, 100.0, 300.0, 300.0, 400.0)
    assert problems(sign_pdf(PAGE, official("K. Contoh"), field="KPU", box=outside)) == ["paper-overlay"]
    page_number, left, bottom, right, top = inside(0)
    larger = (page_number, left - 30, bottom, right, top)
    assert problems(sign_pdf(PAGE, official("K. Contoh"), field="KPU", box=larger)) == ["paper-overlay"]


def test_a_byte_that_the_signature_covers_cannot_change():
    where = signed_once().index(b"/SubFilter")
    broken = signed_once()[:where].replace(b"(KPU)", b"(KPX)") + signed_once()[where:]
    assert problems(broken)[0] in {"paper-broken", "paper-unreadable", "paper-changed"}


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_whatever_is_done_to_the_bytes_gives_a_verdict_and_changed_pages_never_count(data):
    pdf = bytearray(signed_once())
    for _ in range(data.draw(st.integers(1, 3))):
        # Mostly where the signature stands: the page itself is compared as a whole.
        start = data.draw(st.sampled_from([0, len(PAGE), len(PAGE), len(PAGE)]))
        at = data.draw(st.integers(start, len(pdf) - 1))
        new = data.draw(st.binary(max_size=6))
        pdf[at : at + data.draw(st.integers(0, 6))] = new
    verdict = judged(bytes(pdf))
    counts = verdict.problem is None and any(each.problem is None for each in verdict.signatures)
    assert not counts or pdf.startswith(PAGE)


def test_a_signature_over_a_part_of_the_file_covers_too_little():
    at = signed_once().index(b"/ByteRange [") + len(b"/ByteRange [")
    end = signed_once().index(b"]", at)
    numbers = [int(each) for each in signed_once()[at:end].split()]
    numbers[3] -= 10
    shorter = b" ".join(b"%d" % each for each in numbers).ljust(end - at)
    assert problems(signed_once()[:at] + shorter + signed_once()[end:])[0] in {
        "paper-uncovered",
        "paper-broken",
    }


def test_a_signature_that_certifies_says_what_others_may_do_and_is_no_party_s():
    certified = sign_pdf(PAGE, official("K. Contoh"), field="KPU", certify=True)
    assert problems(certified) == ["paper-changed"]


def test_marks_in_a_list_of_their_own_are_looked_at_too():
    listed = {FAR: WHITE_BOX, FAR + 1: b"[%d 0 R]" % FAR}
    apart = update(PAGE, {**listed, FIRST_PAGE: with_entry(LEAF, b"/Annots %d 0 R" % (FAR + 1))})
    assert problems(apart) == ["paper-overlay"]


def test_a_long_run_of_digits_is_read_in_one_go():
    # Quick, or this test takes hours.
    assert problems(PAGE[:400] + b"1" * (4 * 1024 * 1024)) == ["paper-not-ours"]


def test_a_page_that_encloses_what_its_agreement_does_not_name_is_not_read():
    stranger = PAGE.replace(b"kode_tps", b"kode_xxx")
    assert problems(stranger)[0] in {"paper-pages-differ", "paper-other-file"}


# --- certificates


def test_a_certificate_of_another_root_does_not_count():
    stranger = authority("CONTOH Other CA").issue("K. Contoh")
    assert problems(sign_pdf(PAGE, stranger, field="KPU", root="CONTOH Other CA")) == ["paper-root-unknown"]
    assert problems(signed_once(), roots=(root("CONTOH Other CA"),)) == ["paper-root-unknown"]
    # The same name is not the same root.
    double = Authority(authority(ROOT).issue(ROOT))
    assert problems(sign_pdf(PAGE, double.issue("K. Contoh"), field="KPU")) == ["paper-root-unknown"]


def test_without_a_pinned_root_nothing_counts():
    assert problems(signed_once(), roots=()) == ["paper-no-roots"]


def test_a_certificate_counts_only_while_it_is_valid():
    assert problems(signed_once(), at=NOON + timedelta(days=900)) == ["paper-certificate-lapsed"]
    assert problems(signed_once(), at=NOON - timedelta(days=400)) == ["paper-certificate-lapsed"]


def test_a_certificate_that_may_not_sign_does_not_count():
    assert problems(sign(PAGE, authority(ROOT).issue("K. Contoh", signs=False))) == ["paper-usage"]


def test_a_certificate_that_its_issuer_revoked_does_not_count():
    who = authority(ROOT).issue("K. Contoh")
    for day, fault in ((-3, "paper-certificate-revoked"), (3, None)):
        revocations = authority(ROOT).revocations(who, NOON + timedelta(days=day))
        writer = IncrementalPdfFileWriter(BytesIO(sign(PAGE, who)))
        DocumentSecurityStore.supply_dss_in_writer(
            writer, None, certs=[], crls=[crl.CertificateList.load(revocations)]
        )
        written = BytesIO()
        writer.write(written)
        assert problems(written.getvalue()) == [fault]


def test_a_lapsed_certificate_counts_if_a_timestamp_under_a_pinned_root_saw_it_in_time():
    late, in_time = NOON + timedelta(days=900), NOON - timedelta(days=1)
    stamped = sign_pdf(PAGE, official("K. Contoh"), field="KPU", timestamper=stamper(ROOT, in_time))
    assert problems(stamped, at=late) == [None]
    assert judged(stamped).signatures[0].stamped_at == in_time
    # Nobody pinned the root of this one; and that one saw the certificate too late.
    strange = stamper("CONTOH Other CA", in_time)
    foreign = sign_pdf(PAGE, official("K. Contoh"), field="KPU", timestamper=strange)
    assert problems(foreign, at=late) == ["paper-certificate-lapsed"]
    assert problems(foreign) == [None]
    belated = sign_pdf(PAGE, official("K. Contoh"), field="KPU", timestamper=stamper(ROOT, late))
    assert problems(belated, at=late + timedelta(days=1)) == ["paper-certificate-lapsed"]


@pytest.mark.parametrize(
    ("key", "fault"),
    [
        pytest.param(rsa_key(), None, id="RSA 2048"),
        pytest.param(rsa_key(1024), "paper-key-unfit", id="RSA 1024"),
        pytest.param(ec.generate_private_key(ec.SECP384R1()), "paper-key-unfit", id="P-384"),
    ],
)
def test_a_key_is_one_that_a_trust_file_can_name(key, fault):
    who = authority(ROOT).issue("K. Contoh", key=key)
    found = problems(sign(PAGE, who))
    assert found == [fault] or (fault and found == ["paper-algorithm"])


def test_a_weak_hash_does_not_count():
    weak = sign_pdf(PAGE, authority(ROOT).issue("K. Contoh", key=rsa_key()), field="KPU", md_algorithm="sha1")
    assert problems(weak)[0] in {"paper-algorithm", "paper-broken"}


# --- what holds


def test_two_officials_who_sign_one_after_the_other_both_count():
    verdict = judged(signed_twice())
    assert verdict.problem is None
    assert [each.problem for each in verdict.signatures] == [None, None]
    assert [each.subject.split(",")[0] for each in verdict.signatures] == [
        "Common Name: K. Contoh",
        "Common Name: P. Contoh",
    ]
    assert len({each.thumbprint for each in verdict.signatures}) == 2
    assert all(ROOT in (each.root or "") for each in verdict.signatures)


def test_a_verdict_does_not_hang_on_who_asks_or_when_it_was_asked_before():
    assert judged(signed_twice()) == judged(signed_twice())
