"""The list, its filters and pages, one exchange in full, and the record of every look."""

import json
import re
import sqlite3
from base64 import urlsafe_b64decode
from collections import Counter
from contextlib import closing
from datetime import datetime, timedelta
from html import unescape

import pytest

from gateway.audit import check_log, check_opening, each_verdict, leaf_hash, parse_entry, verify_checkpoint
from gateway.demo.layout import Layout
from gateway.errors import PolicyFilesBad
from gateway.exchange import EntryFilter
from gateway.signing import signer_from_pem
from gateway.storage import read_export
from tests.console.stand import CONSUMER, NONE, PROVIDER, field_rows, listed, text_of

LIST = "/konsol/pertukaran"


def one(made, name):
    return f"{LIST}/{made.ids[name]}"


# --- the list


def test_the_list_shows_every_exchange_newest_first_and_counts_it(stand, made):
    page = stand.signed_in().get(LIST).text
    assert listed(page) == list(made.ids.values())[::-1]
    assert "Menampilkan 6 dari 6 entri." in page
    assert "Waktu (WIB)" in page


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"hasil": "released"}, {"released", "asked-few"}),
        ({"hasil": "refused", "kode": "field-withheld"}, {"withheld"}),
        ({"kode": "agreement-lapsed"}, {"lapsed"}),
        ({"badan": CONSUMER, "hasil": "described"}, {"described"}),
        ({"badan": PROVIDER, "hasil": "described"}, {"described"}),
        ({"badan": "lain"}, set()),
        ({"sistem": "aplikasi", "kode": "agreement-lapsed"}, {"lapsed"}),
        ({"sistem": "lain"}, set()),
        ({"dataset": "tps", "hasil": "released"}, {"released", "asked-few"}),
        ({"dataset": f"{PROVIDER}/tps", "hasil": "released"}, {"released", "asked-few"}),
        ({"dataset": f"{CONSUMER}/tps"}, set()),
        ({"tujuan": "pengamanan-tps", "hasil": "released"}, {"released", "asked-few"}),
        ({"perjanjian": "pks-kapuas-hulu-2024"}, {"lapsed"}),
        ({"dari": "2000-01-01", "kode": "agreement-lapsed"}, {"lapsed"}),
        ({"sampai": "2000-01-01"}, set()),
        ({"dari": "2100-01-01"}, set()),
    ],
)
def test_a_filter_finds_what_it_names(stand, made, query, names):
    page = stand.signed_in().get(LIST, query_string=query).text
    assert set(listed(page)) == {made.ids[name] for name in names}
    assert f"Menampilkan {len(names)} dari {len(names)} entri." in page


def test_an_exchange_is_found_by_its_number(stand, made):
    for exchange in made.ids.values():
        assert listed(stand.signed_in().get(f"{LIST}?id={exchange}").text) == [exchange]


def test_a_day_is_included_whole_and_in_the_zone_of_the_gateway(stand, made):
    browser = stand.signed_in()
    recorded = parse_entry(stand.gateway.log.find(made.ids["released"]).entry)["times"]["recorded_at"]
    local = (datetime.fromisoformat(recorded["value"]) + timedelta(hours=7)).date()
    assert listed(browser.get(f"{LIST}?dari={local}&sampai={local}").text)
    assert not listed(browser.get(f"{LIST}?sampai={local - timedelta(days=1)}").text)
    assert not listed(browser.get(f"{LIST}?dari={local + timedelta(days=1)}").text)


def test_what_a_form_leaves_empty_does_not_stay_in_the_address(stand):
    answer = stand.signed_in().get(f"{LIST}?dari=&badan=lain&kode=&jenis=")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{LIST}?badan=lain")


def test_pages_of_the_list_join_without_gap_or_repetition(stand, made):
    for _ in range(60):
        stand.invite()
    browser = stand.signed_in()
    address, seen, pages = f"{LIST}?jenis=pemeriksaan", [], []
    while address:
        page = browser.get(address).text
        pages.append(listed(page))
        seen += pages[-1]
        older = re.search(r'rel="next" href="([^"]*)"', page)
        newer = re.search(r'rel="prev" href="([^"]*)"', page)
        address = unescape(older[1]) if older else None
    # Reading adds entries at the front, which shifts no later page.
    ids = [entry["exchange_id"] for entry in stand.entries()]
    assert len(seen) == len(set(seen)) == 62
    assert seen == sorted(seen, key=ids.index, reverse=True)
    assert listed(browser.get(unescape(newer[1])).text) == pages[-2]


def test_the_list_of_everything_leaves_no_index_out(stand, made):
    page = stand.signed_in().get(f"{LIST}?jenis=semua").text
    indexes = [int(index) for index in re.findall(r'<td class="number mono">(\d+)</td>', page)]
    assert indexes == list(range(indexes[0], -1, -1))


def test_reads_ask_for_no_more_than_a_page(stand):
    page = stand.desk.reads.page(EntryFilter(scope="all"), before=None, after=None, limit=3)
    assert len(page) == 3


# --- one exchange


def test_an_exchange_is_told_in_a_sentence_in_both_languages(stand, made):
    page = stand.signed_in().get(one(made, "released")).text
    told = {lang: text_of(text) for lang, text in re.findall(r'<p lang="(..)"[^>]*>(.*?)</p>', page)}
    assert told["id"].startswith(
        "Polres Kapuas Hulu meminta data tps kepada KPU Kabupaten Kapuas Hulu untuk tujuan “Bantuan"
    )
    assert "menurut perjanjian pks-kapuas-hulu pada" in told["id"]
    assert "WIB" in told["id"]
    assert f"Baris yang diberikan: {made.rows}." in told["id"]
    assert told["en"].startswith("Polres Kapuas Hulu asked KPU Kabupaten Kapuas Hulu for the data tps")


def test_every_field_has_its_verdict_basis_and_the_line_it_comes_from(stand, made):
    page = stand.signed_in().get(one(made, "released")).text
    rows = field_rows(page)
    entry = parse_entry(stand.gateway.log.find(made.ids["released"]).entry)
    assert rows.keys() == {verdict["field"] for verdict in each_verdict(entry)}
    words = {"release": "diberikan", "transform": "diubah", "withhold": "tidak diberikan"}
    files = stand.gateway.storage.bundle_files(entry["bundle"])
    for verdict in each_verdict(entry):
        said, _, classification, basis, place = rows[verdict["field"]]
        assert said.startswith(words[verdict["verdict"]])
        assert (verdict.get("transform") or "") in said
        assert classification == verdict["classification"].replace("-", " ")
        assert basis == verdict.get("legal_basis", NONE)
        file, _, line = place.rpartition(":")
        if verdict["verdict"] != "withhold":
            assert files[file].decode().splitlines()[int(line) - 1].strip().startswith(verdict["field"])
    assert "semuanya sama dengan yang dicatat" in page


def test_the_line_of_a_rule_is_a_link_to_the_stored_file(stand, made):
    browser = stand.signed_in()
    page = browser.get(one(made, "released")).text
    address, line = re.search(r'href="(/konsol/kebijakan/[^"#]*)#(L\d+)"', page).groups()
    shown = browser.get(address).text
    assert f'id="{line}"' in shown


def test_a_field_not_asked_for_is_said_to_be_so(stand, made):
    rows = field_rows(stand.signed_in().get(one(made, "asked-few")).text)
    assert rows["lokasi"][:2] == ["tidak diberikan", "diizinkan, tetapi tidak diminta"]
    assert rows["lat"][0].startswith("diubah")


@pytest.mark.parametrize(
    ("name", "title"),
    [("withheld", "Kolom tidak diberikan"), ("lapsed", "Perjanjian telah berakhir")],
)
def test_a_refusal_says_why_and_where_its_rule_stands(stand, made, name, title):
    page = text_of(stand.signed_in().get(one(made, name)).text)
    assert f"Alasan: {title}." in page
    assert "Aturannya tertulis di agreements/pks-kapuas-hulu" in page
    assert "Yang diizinkan kebijakan untuk permintaan ini" in page


def test_what_a_stranger_to_the_policy_asked_for_is_told_from_the_opening(stand, made):
    page = text_of(stand.signed_in().get(one(made, "stranger")).text)
    assert "(menurut permintaannya)" in page
    assert "Permintaan ditolak" in page


def test_the_facts_are_those_of_the_receipt(stand, made):
    page = stand.signed_in().get(one(made, "released")).text
    payload = json.loads(_payload(made.receipt))
    entry = json.loads(payload["entry"])
    for fact in (
        entry["exchange_id"],
        entry["contract"],
        entry["bundle"],
        entry["consumer"]["key"],
        *entry["commitments"].values(),
    ):
        assert fact in page
    assert f'<dd class="mono">{payload["index"]}</dd>' in page


def _payload(token):
    part = token.split(".")[1]
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))


def test_an_opening_that_was_erased_or_changed_is_never_shown_as_the_value(stand, made):
    browser = stand.signed_in()
    stand.tamper("DELETE FROM openings WHERE name = 'answer'")
    assert "nilainya sudah dihapus" in browser.get(one(made, "released")).text
    stand.tamper("UPDATE openings SET value = ? WHERE name = 'signature'", b"forged")
    page = browser.get(one(made, "released")).text
    assert "nilai yang tersimpan bukan nilai yang dikomitmenkan" in page
    assert "Zm9yZ2Vk" not in page


def test_a_stored_policy_that_was_changed_is_not_taken_for_the_one_of_then(stand, made):
    browser = stand.signed_in()
    stand.tamper("UPDATE bundle_files SET content = content || ? WHERE path LIKE 'agreements/%'", b"\n#")
    page = browser.get(one(made, "released")).text
    assert "tidak tersimpan utuh" in page


@pytest.mark.parametrize("exchange", ["0" * 36, "x", "01936f1e-0000-7000-8000-000000000001"])
def test_an_exchange_that_is_not_there_is_not_found(stand, exchange):
    assert stand.signed_in().get(f"{LIST}/{exchange}").status_code == 404


# --- the check


def test_an_honest_entry_is_proven_step_by_step(stand, made):
    page = stand.signed_in().check(made.ids["released"]).text
    assert "Entri 1 terbukti" in page
    assert page.count('<li class="good">') == 6
    assert '<li class="bad">' not in page


def changed_leaf(stand, made):
    leaf = stand.gateway.log.find(made.ids["released"]).entry
    return leaf.replace(b'"rows":3', b'"rows":9')


TAMPERINGS = {
    "one digit of the entry": ("UPDATE entries SET leaf = ? WHERE exchange_id = ?", {"leaf"}),
    "the entry is no JSON": ("UPDATE entries SET leaf = 'x' WHERE exchange_id = ?", {"canonical", "leaf"}),
    "the hashes of the tree": (
        "UPDATE tiles SET hashes = zeroblob(length(hashes)) WHERE level = 0",
        {"leaf"},
    ),
    "an opening": ("UPDATE openings SET value = 'x' WHERE name = 'answer'", {"openings"}),
}
STEPS = {"canonical": "bentuk bakunya", "leaf": "Sidik daun", "openings": "Nilai pembuka cocok"}


def test_an_entry_whose_search_row_was_altered_is_marked_in_the_list(stand, made):
    browser = stand.signed_in()
    mark = '<tr class="broken">'
    assert mark not in browser.get("/konsol/pertukaran").text
    stand.tamper("""UPDATE entry_facts SET outcome = 'shown' WHERE "index" = 2""")
    assert browser.get("/konsol/pertukaran").text.count(mark) == 1
    assert browser.get("/konsol/pertukaran?jenis=semua&hasil=shown").text.count(mark) == 1


@pytest.mark.parametrize("name", TAMPERINGS)
def test_a_tampered_database_shows_red_and_names_the_entry(stand, made, name):
    browser = stand.signed_in()
    exchange = made.ids["released"]
    statement, steps = TAMPERINGS[name]
    leaf = [changed_leaf(stand, made)] if "leaf = ?" in statement else []
    stand.tamper(statement, *leaf, *([exchange] if "exchange_id" in statement else []))
    page = browser.check(exchange).text
    assert "Entri 1 TIDAK terbukti" in page
    bad = re.findall(r'<li class="bad">(.*?)</li>', page, re.DOTALL)
    for step in steps:
        assert any(STEPS[step] in text for text in bad), step
    if name != "an opening":
        assert "Entri 1 tidak cocok dengan catatan" in page


def test_an_entry_replaced_together_with_its_hash_leads_to_another_root(stand, made):
    browser = stand.signed_in()
    leaf = changed_leaf(stand, made)
    with closing(sqlite3.connect(stand.database)) as connection:
        hashes = bytearray(connection.execute("SELECT hashes FROM tiles WHERE level = 0").fetchone()[0])
    hashes[32:64] = leaf_hash(leaf)
    stand.tamper("UPDATE entries SET leaf = ? WHERE exchange_id = ?", leaf, made.ids["released"])
    stand.tamper("UPDATE tiles SET hashes = ? WHERE level = 0", bytes(hashes))
    page = browser.check(made.ids["released"]).text
    assert "TIDAK terbukti" in page
    bad = re.findall(r'<li class="bad">(.*?)</li>', page, re.DOTALL)
    assert any("Puncak jalur sama dengan akar" in text for text in bad)


# --- the log and the agreements


def test_the_log_can_be_taken_away_and_checked_elsewhere(stand, made, tmp_path):
    browser = stand.signed_in()
    path = tmp_path / "catatan.ndjson"
    path.write_bytes(browser.get("/konsol/catatan/salinan.ndjson").data)
    key = signer_from_pem((Layout(stand.state).keys("kpu") / "log.pem").read_bytes()).key
    head = verify_checkpoint(browser.get("/konsol/catatan/segel.txt").text, stand.desk.origin, key)
    copy = read_export(path)
    report = check_log(
        copy.entries, copy.checkpoints, origin=stand.desk.origin, key=key, leaf_hashes=copy.leaf_hashes
    )
    assert report.is_sound
    # The checkpoint was fetched after the export, so it covers one entry more.
    assert head.size == report.size + 1
    page = browser.get("/konsol/catatan").text
    assert "Segel catatan ditandatangani kunci catatan ini" in page


def test_agreements_show_their_state_and_days_left(stand):
    page = text_of(stand.signed_in().get("/konsol/perjanjian").text)
    bundle = stand.gateway.policies.current().bundle
    active = bundle.agreements["pks-kapuas-hulu"]
    today = (stand.clock() + timedelta(hours=7)).date()
    days = f"{(active.valid_until - today).days + 1:,}".replace(",", ".")
    assert f"berlaku {days}" in page
    assert "tidak berlaku Perjanjian telah berakhir" in page


# --- the record of looking


def test_every_page_of_data_is_an_entry_that_says_what_was_shown(stand, made):
    browser = stand.signed_in()
    token = browser.token()
    before = len(stand.entries())
    page = browser.get(f"{LIST}?hasil=released").text
    browser.get(one(made, "lapsed"))
    browser.post(f"{one(made, 'lapsed')}/periksa", token)
    browser.get("/konsol/catatan")
    entries = stand.entries()[before:]
    assert [entry["page"] for entry in entries] == ["exchanges", "exchange", "check", "log"]
    assert {entry["account"]["id"] for entry in entries} == {browser.account.id}
    assert entries[0]["exchanges"] == listed(page)
    assert entries[1]["exchanges"] == [made.ids["lapsed"]]
    recorded = stand.gateway.log.find(entries[0]["exchange_id"])
    opening = recorded.openings["filter"]
    assert json.loads(opening[1]) == {"hasil": "released"}
    check_opening(entries[0], "filter", *opening)
    assert f"entri {recorded.index}" in page


def test_looking_leaves_the_log_sound(stand, made):
    browser = stand.signed_in()
    for _ in range(5):
        browser.get(LIST)
    kinds = Counter(entry["kind"] for entry in stand.entries())
    assert kinds["audit-read"] == 5
    assert "terbukti" in browser.check(made.ids["released"]).text


# --- languages


def test_pages_speak_indonesian_unless_english_is_chosen(stand, made):
    browser = stand.signed_in()
    assert '<html lang="id">' in browser.get(LIST).text
    english = browser.get(f"{LIST}?lang=en")
    assert '<html lang="en">' in english.text
    assert english.headers["Content-Language"] == "en"
    assert "Showing 6 of 6 entries." in english.text
    # The choice is remembered, and an unknown one changes nothing.
    assert "Showing" in browser.get(f"{LIST}?lang=xx").text
    assert "Menampilkan" in browser.get(f"{LIST}?lang=id").text


def test_the_switch_keeps_the_search(stand, made):
    page = stand.signed_in().get(f"{LIST}?hasil=refused&kode=field-withheld").text
    switch = unescape(re.search(r'href="([^"]*)" lang="en"', page)[1])
    assert switch == f"{LIST}?hasil=refused&kode=field-withheld&lang=en"


def test_a_word_that_this_release_does_not_know_is_shown_as_it_is(stand, made):
    leaf = stand.gateway.log.find(made.ids["released"]).entry
    changed = leaf.replace(b'"reason":"granted"', b'"reason":"by-decree"')
    browser = stand.signed_in()
    stand.tamper("UPDATE entries SET leaf = ? WHERE exchange_id = ?", changed, made.ids["released"])
    page = browser.get(one(made, "released"))
    assert page.status_code == 200
    assert "by-decree" in page.text


def test_the_log_is_shown_also_where_no_policy_is_active(stand, made):
    def none_active():
        raise PolicyFilesBad("none")

    browser = stand.signed_in()
    object.__setattr__(stand.desk, "policy", none_active)
    assert listed(browser.get(LIST).text) == list(made.ids.values())[::-1]
    assert browser.get(one(made, "released")).status_code == 200
    assert browser.get("/konsol/perjanjian").status_code == 503
