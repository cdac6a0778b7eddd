"""The console in a real browser: signing in, finding, reading and checking, by mouse and by keyboard."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from _pytest.outcomes import Failed, Skipped
from playwright.sync_api import Browser, Page, expect

from gateway.console import link_path
from tests.console import browsing
from tests.console.browsing import NARROW, faults_of, opened_browser, served
from tests.console.stand import Made, Stand


@pytest.mark.parametrize(("ci", "outcome"), [("true", Failed), ("", Skipped)])
def test_without_a_browser_ci_fails_and_others_are_told(monkeypatch, ci, outcome):
    monkeypatch.setattr(browsing, "CHROMIUM", Path("/none/chromium"))
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="apt-get install chromium"), opened_browser():
        pass


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with opened_browser() as browser:
        yield browser


@pytest.fixture
def waiting() -> dict[str, datetime]:
    """Since when the log has waited for others, by what for; a test may change it between pages."""
    return {}


@pytest.fixture
def site(made: Made, tmp_path: Path, waiting: dict[str, datetime]) -> Iterator[tuple[Stand, str]]:
    told = {name: lambda name=name: waiting.get(name) for name in ("unwitnessed", "untimestamped")}
    with served(made, tmp_path, **told) as site:
        yield site


@pytest.fixture
def page(chromium: Browser, site: tuple[Stand, str]) -> Iterator[Page]:
    """Give the first page of somebody who has come in by a link."""
    stand, address = site
    context = chromium.new_context(locale="id-ID")
    page = context.new_page()
    blocked: list[str] = []
    page.on("console", lambda message: blocked.append(message.text))
    page.on("pageerror", lambda error: blocked.append(str(error)))
    _, secret = stand.invite()
    page.goto(f"{address}{link_path(secret)}")
    assert not faults_of(page)
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_role("heading", name="Daftar pertukaran")).to_be_visible()
    yield page
    # The policy of the pages blocks nothing that they need.
    assert not [text for text in blocked if "status of 4" not in text]
    context.close()


def test_one_comes_in_by_a_link_once_and_goes_out_again(page: Page):
    page.get_by_role("button", name="Keluar").click()
    expect(page.get_by_role("heading", name="Anda sudah keluar")).to_be_visible()
    assert not faults_of(page)
    page.go_back()
    page.reload()
    expect(page.get_by_role("heading", name="Anda belum masuk")).to_be_visible()
    assert not faults_of(page)


def test_a_search_stands_in_the_address_and_survives_being_sent(page: Page):
    assert not faults_of(page)
    page.get_by_label("Hasil").select_option("ditolak")
    page.get_by_label("Kode alasan").fill("agreement-lapsed")
    page.get_by_role("button", name="Terapkan").click()
    assert page.url.endswith("?kode=agreement-lapsed&hasil=refused")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.get_by_text("Perjanjian telah berakhir")).to_be_visible()
    twin = page.context.new_page()
    twin.goto(page.url)
    expect(twin.locator("tbody tr")).to_have_count(1)
    expect(twin.get_by_label("Kode alasan")).to_have_value("agreement-lapsed")
    page.get_by_role("link", name="Hapus saringan").click()
    expect(page.locator("tbody tr")).to_have_count(6)


def test_an_exchange_is_read_and_proven(page: Page):
    page.locator("tbody tr").last.get_by_role("link").click()
    expect(page.locator(".sentence p").first).to_contain_text("meminta data tps")
    assert not faults_of(page)
    page.get_by_role("button", name="Periksa entri ini").click()
    expect(page.get_by_text("Entri 1 terbukti")).to_be_visible()
    expect(page.locator(".steps > li.good")).to_have_count(6)
    page.get_by_text("langkah jalur").click()
    assert not faults_of(page)
    page.get_by_role("link", name="agreements/pks-kapuas-hulu.yaml").first.click()
    expect(page.locator(":target")).to_be_in_viewport()
    assert not faults_of(page)


def test_a_tampered_entry_is_red_at_every_look(page: Page, site: tuple[Stand, str], made: Made):
    stand, _ = site
    leaf = stand.gateway.log.find(made.ids["released"]).entry
    changed = leaf.replace(b'"rows":3', b'"rows":9')
    stand.tamper("UPDATE entries SET leaf = ? WHERE exchange_id = ?", changed, made.ids["released"])
    page.reload()
    expect(page.locator("tr.broken")).to_have_count(1)
    page.locator("tr.broken").get_by_role("link").click()
    expect(page.get_by_role("alert")).to_contain_text("Entri 1 tidak cocok dengan catatan")
    page.get_by_role("button", name="Periksa entri ini").click()
    expect(page.get_by_text("Entri 1 TIDAK terbukti")).to_be_visible()
    assert page.locator(".steps > li.bad").count() >= 2
    assert not faults_of(page)


def test_the_language_changes_and_stays(page: Page):
    assert page.locator("html").get_attribute("lang") == "id"
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Exchanges")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("link", name="Agreements").click()
    expect(page.get_by_role("heading", name="Cooperation agreements")).to_be_visible()
    assert not faults_of(page)
    page.get_by_role("link", name="Indonesia").click()
    expect(page.get_by_role("heading", name="Perjanjian kerja sama")).to_be_visible()


@pytest.mark.parametrize(
    "path", ["/konsol/catatan", "/konsol/pertukaran?jenis=semua", "/konsol/pertukaran?salah=1"]
)
def test_every_other_page_is_without_fault_too(page: Page, site: tuple[Stand, str], path: str):
    page.goto(f"{site[1]}/konsol/{path}")
    assert not faults_of(page)


BANNERS = {
    "unwitnessed": ("Catatan ini belum dijamin pihak lain sejak", "Nobody else has cosigned this log since"),
    "untimestamped": ("Catatan ini belum bercap waktu sejak", "This log has had no timestamp since"),
}


@pytest.mark.parametrize("name", BANNERS)
def test_a_log_that_others_have_not_seen_for_long_says_so_above_every_page(
    page: Page, site: tuple[Stand, str], waiting: dict[str, datetime], name: str
):
    indonesian, english = BANNERS[name]
    banner = page.get_by_role("status").filter(has_text=indonesian)
    expect(banner).to_have_count(0)
    waiting[name] = datetime(2026, 11, 23, 5, tzinfo=UTC)
    for path in ("pertukaran", "catatan", "perjanjian"):
        page.goto(f"{site[1]}/konsol/{path}")
        # The time is that of the place, and said in words.
        expect(banner).to_contain_text("23 November 2026")
        expect(banner).to_be_in_viewport()
        assert banner.bounding_box()["y"] < page.locator("h1").bounding_box()["y"]
    assert not faults_of(page)
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("status").filter(has_text=english)).to_be_visible()
    assert not faults_of(page)
    # Whoever has gone out is told nothing of the log.
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading").first).to_be_visible()
    assert indonesian not in page.content()
    assert english not in page.content()


def test_the_warning_goes_with_its_reason(page: Page, site: tuple[Stand, str], waiting: dict[str, datetime]):
    waiting["unwitnessed"] = datetime(2026, 11, 23, 5, tzinfo=UTC)
    banner = page.get_by_role("status").filter(has_text=BANNERS["unwitnessed"][0])
    page.reload()
    expect(banner).to_be_visible()
    waiting.clear()
    page.reload()
    expect(page.get_by_role("heading", name="Daftar pertukaran")).to_be_visible()
    expect(banner).to_have_count(0)


def test_the_keyboard_alone_will_do(page: Page):
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    top = page.locator("h1").bounding_box()
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Langsung ke isi")
    expect(skip).to_be_focused()
    # Shown, it lies over the page and does not push it down.
    assert page.locator("h1").bounding_box() == top
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Dari tanggal")).to_be_focused()
    page.get_by_label("Kode alasan").focus()
    page.keyboard.type("agreement-lapsed")
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(1)
    # A table wider than the window is scrolled by keys once it has the focus.
    region = page.get_by_role("region", name="Daftar pertukaran")
    region.focus()
    page.keyboard.press("End")
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.table-scroll').scrollLeft > 0")


def test_the_log_is_downloaded_to_be_checked_elsewhere(page: Page, tmp_path: Path):
    page.get_by_role("link", name="Catatan").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh salinan catatan").click()
    assert download.value.suggested_filename == "catatan-kpu-kapuas-hulu.ndjson"
    download.value.save_as(tmp_path / "log")
    assert (tmp_path / "log").read_text().startswith('{"format":"sinergi-log-export/1"')
