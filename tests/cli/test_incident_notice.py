"""`gateway incident notice` says what the log knows, and marks what it does not."""

import json
from datetime import timedelta
from stat import S_IMODE

from pypdf import PdfReader

from tests.cli.desk import Desk
from tests.cli.incident_scene import DISCOVERED, OPEN, Scene
from tests.policy.desk import KPU, keys_of
from tests.storage.making import KEY


def test_the_notice_says_what_the_log_knows_in_both_languages_and_marks_what_it_does_not(scene: Scene):
    name = scene.open()
    markdown, pdf = scene.desk.home / "lembaga.md", scene.desk.home / "lembaga.pdf"
    told = scene.run("notice", name, "-o", markdown, "--pdf", pdf)
    assert told.code == 0, told.err
    text = markdown.read_text("utf-8").replace("\\", "")
    due = f"{DISCOVERED + timedelta(hours=72 + 7):%Y-%m-%d %H:%M} WIB"
    for part in (
        "UU 27/2022 Pasal 46", "Article 46", due, "tps.nik", "umum / general", "pseudonym",
        "3 pertukaran", "3 exchanges", "Laptop hilang", "Ketua KPU", "UU 7/2017 Pasal 20", name, KEY,
        "[ISI: sebab kegagalan", "[BLANK: the cause", "[ISI: upaya", "[ISI: nama, jabatan",
        "2 orang berbeda", "2 different people", "[ISI: jumlah orang",
    ):  # fmt: skip
        assert part in text
    assert text.index("Data pribadi yang terungkap") < text.index("Personal data that was disclosed")
    pages = " ".join(page.extract_text() for page in PdfReader(pdf).pages)
    assert "Pemberitahuan kegagalan" in pages
    assert "tps.nik" in pages
    assert [S_IMODE(path.stat().st_mode) for path in (markdown, pdf)] == [0o600, 0o600]
    first = pdf.read_bytes()
    scene.run("notice", name, "-o", markdown, "--pdf", pdf)
    assert pdf.read_bytes() == first


def test_the_notice_to_the_people_leaves_out_what_is_not_about_them(scene: Scene):
    told = scene.run("notice", scene.open(), "--to", "subjects").out.replace("\\", "")
    assert "tps.nik" in told
    for part in ("kode_tps", KEY, "Laptop hilang", "UU 7/2017"):
        assert part not in told


def test_a_notice_from_a_log_that_is_not_whole_says_so_in_the_notice(scene: Scene):
    name = scene.open()
    scene.tamper('DELETE FROM entries WHERE "index" = 2', "DELETE FROM openings")
    told = scene.run("notice", name)
    assert told.code == 1
    assert "1 hilang" in told.out
    assert "1 are missing" in told.out
    assert "hilang atau diubah" in told.out
    assert "1 pertukaran tanda orangnya" in told.out
    assert "ISI: pejabat" in told.out


def test_a_notice_says_that_the_key_was_revoked(desk: Desk):
    key = keys_of(KPU)["client"].key.thumbprint
    assert desk.activate().code == 0
    assert desk.run("incident", "open", "--key", key, *OPEN).code == 0
    (incident,) = json.loads(desk.run("incident", "list", "--format", "json").out)
    revoking = ("--key", desk.pem(KPU, "signatory"), "--reason", "Laptop hilang", "--yes")
    assert desk.run("keys", "revoke", key, *revoking).code == 0
    assert "sudah dicabut (entri 2)" in desk.run("incident", "notice", incident["id"]).out


def test_a_notice_on_no_incident_is_refused(calm: Scene):
    told = calm.run("notice", calm.ids[0])
    assert (told.code, told.out) == (2, "")
