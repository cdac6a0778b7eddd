"""What the console gives to those who may not look, and what it does with what they send."""

import json
import re
from dataclasses import replace
from html import escape

import pytest

from gateway.console import link_path
from tests.console.stand import BASE, PROVIDER, listed, standing, text_of

LIST = "/konsol/pertukaran"
EVIL = "<script>alert(1)</script>"


def pages(made):
    """Every page of data."""
    one = made.ids["released"]
    return [
        "/konsol/",
        LIST,
        f"{LIST}?jenis=semua",
        f"{LIST}/{one}",
        "/konsol/catatan",
        "/konsol/catatan/salinan.ndjson",
        "/konsol/catatan/segel.txt",
        "/konsol/perjanjian",
        f"/konsol/kebijakan/{'0' * 64}/agreements/pks-kapuas-hulu.yaml",
    ]


def is_empty_of_data(made, text):
    return not any(told in text for told in (*made.ids.values(), "pengamanan-tps", "pks-kapuas-hulu"))


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PROPFIND"])
def test_without_a_session_no_method_on_no_page_gives_or_records_anything(stand, made, method):
    size = len(stand.entries())
    for path in pages(made):
        page = stand.browser().client.open(path, method=method, base_url=BASE)
        assert page.status_code == (401 if method in {"GET", "HEAD"} else 405), path
        assert is_empty_of_data(made, page.text.replace(escape(path), ""))
    assert len(stand.entries()) == size


def test_a_forged_session_is_no_session(stand):
    real = stand.signed_in().session()
    for forged in ("", "x", real[:-1], real + "A", real.upper(), "' OR 1=1 --", "\x00", "0" * 4000):
        browser = stand.browser()
        browser.client.set_cookie(f"sinergi-{PROVIDER}", forged, domain="127.0.0.1", path="/konsol")
        assert browser.get(LIST).status_code == 401


def test_a_machines_signature_opens_no_page(stand, made):
    headers = {
        "Signature-Input": 'sig=("@method");created=1',
        "Signature": "sig=:AAAA:",
        "Authorization": "x",
    }
    assert stand.browser().get(LIST, headers=headers).status_code == 401


def test_every_answer_has_the_headers_that_keep_a_page_to_itself(stand, made):
    browser = stand.signed_in()
    answers = [browser.get(path) for path in pages(made)[1:-1]]
    answers += [stand.browser().get(path) for path in ("/konsol/", "/konsol/none", link_path("x"))]
    answers += [stand.browser().get(LIST, base_url="http://evil.example")]
    for answer in answers:
        policy = dict(
            part.partition(" ")[::2] for part in answer.headers["Content-Security-Policy"].split("; ")
        )
        assert policy == {
            "default-src": "'none'",
            "style-src": "'self'",
            "img-src": "'self'",
            "form-action": "'self'",
            "frame-ancestors": "'none'",
            "base-uri": "'none'",
        }
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_no_page_holds_a_script_or_a_style_of_its_own(stand, made):
    browser = stand.signed_in()
    for path in pages(made)[1:]:
        page = browser.get(path).text
        assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=|javascript:|https?://(?!127)", page), path


def test_cookies_are_closed_to_scripts_and_other_sites(stand):
    _, secret = stand.invite()
    browser = stand.browser()
    opened = browser.get(link_path(secret))
    signed = browser.come_in(secret)
    for line in (*opened.headers.getlist("Set-Cookie"), *signed.headers.getlist("Set-Cookie")):
        assert "HttpOnly" in line
        assert "SameSite=Strict" in line
        assert "Path=/konsol" in line
        assert "Secure" not in line
        assert "Domain" not in line


def test_over_tls_cookies_are_secure_and_bound_to_the_host(made, tmp_path):
    with standing(made, tmp_path, is_secure=True) as stand:
        _, secret = stand.invite()
        browser = stand.browser()
        opened = browser.get(link_path(secret), base_url="https://gerbang.example")
        for line in opened.headers.getlist("Set-Cookie"):
            assert line.startswith("__Host-sinergi-")
            assert {"Secure", "HttpOnly", "Path=/", "SameSite=Strict"} <= set(line.split("; "))
            assert "Domain" not in line


@pytest.mark.parametrize(
    ("token", "headers"),
    [
        pytest.param(None, {}, id="no token"),
        pytest.param("", {}, id="an empty token"),
        pytest.param("0" * 64, {}, id="a made up token"),
        pytest.param("own", {"Origin": "https://evil.example"}, id="from another origin"),
        pytest.param("own", {"Origin": "http://127.0.0.1:9999"}, id="from another port"),
        pytest.param("own", {"Sec-Fetch-Site": "cross-site"}, id="from another site"),
        pytest.param("own", {"Sec-Fetch-Site": "same-site"}, id="from a neighbour"),
        pytest.param("other", {}, id="with the token of another session"),
        pytest.param("cookie", {}, id="with the session's own secret"),
    ],
)
def test_a_form_that_its_page_did_not_send_does_nothing(stand, made, token, headers):
    browser = stand.signed_in()
    tokens = {"own": browser.token(), "other": stand.signed_in().token(), "cookie": browser.session()}
    sent = tokens.get(token, token) if token else token
    size = len(stand.entries())
    for path in (f"{LIST}/{made.ids['released']}/periksa", "/konsol/keluar"):
        assert browser.post(path, sent, headers=headers).status_code == 403
    assert len(stand.entries()) == size
    assert browser.get(LIST).status_code == 200


def test_browsers_that_hide_the_origin_can_still_send_forms(stand, made):
    browser = stand.signed_in()
    path = f"{LIST}/{made.ids['released']}/periksa"
    assert browser.post(path, browser.token(), headers={"Origin": "null"}).status_code == 200
    honest = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
    assert browser.post(path, browser.token(), headers=honest).status_code == 200


def test_nobody_can_be_signed_in_by_another_site(stand):
    _, secret = stand.invite()
    attacker = stand.browser()
    token = attacker.get(link_path(secret)).text
    token = re.search(r'value="([0-9a-f]{64})"', token)[1]
    # The victim's browser holds no cookie of the attacker's page.
    assert stand.browser().post(link_path(secret), token).status_code == 403
    assert attacker.post(link_path(secret), token).status_code == 303


def test_no_page_is_shown_under_a_name_that_is_not_ours(stand, made):
    browser = stand.signed_in()
    for name in ("evil.example", "127.0.0.1:80", "127.0.0.1", "localhost.evil.example:8401"):
        page = browser.client.get(
            LIST, base_url=f"http://{name}", headers={"Cookie": f"sinergi-{PROVIDER}={browser.session()}"}
        )
        assert page.status_code == 404
        assert is_empty_of_data(made, page.text)


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example/",
        "/konsol//evil.example",
        "/konsol/pertukaran?lang=en&_external=1&_scheme=javascript&_anchor=x",
        "/konsol/undangan/x?lang=id&_external=1&_scheme=https&_method=POST",
        "/konsol/?next=https://evil.example&ke=//evil.example",
        "/konsol/pertukaran?dari=&_external=1",
        "/konsol/pertukaran/\\\\evil.example",
    ],
)
def test_no_address_makes_a_page_lead_elsewhere(stand, address):
    for browser in (stand.browser(), stand.signed_in()):
        answer = browser.get(address)
        places = [
            answer.headers.get("Location", ""),
            *re.findall(r'(?:href|action|src)="([^"]*)"', answer.text),
        ]
        for place in places:
            assert not place or place.startswith(("/konsol/", "#")), place
            assert not place.startswith("/konsol//")


ATTACKS = [EVIL, '"><img src=x onerror=alert(1)>', "' OR '1'='1", "{{ 7*7 }}", "\u202ex", "x' --"]
FILTERS = ["badan", "dataset", "kode", "id", "dari", "sebelum", "jenis", "hasil", "asing"]


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_is_text_whatever_it_holds(stand, made, name, attack):
    browser = stand.signed_in()
    page = browser.get(LIST, query_string={name: attack})
    assert page.status_code == 400
    assert not listed(page.text)
    assert attack not in page.text


def test_what_auditors_and_requests_say_of_themselves_is_shown_as_text(stand, made):
    browser = stand.signed_in(name=EVIL, body=EVIL, letter=EVIL)
    invited = next(entry for entry in reversed(stand.entries()) if entry["kind"] == "invite")
    for exchange in (invited["exchange_id"], made.ids["stranger"]):
        page = browser.get(f"{LIST}/{exchange}").text
        assert EVIL not in page
        assert escape(EVIL) in page or escape(json.dumps(EVIL)) in page


def test_what_policy_files_say_is_shown_as_text(stand, made):
    policy = stand.gateway.policies.current()
    for uid, agreement in list(policy.bundle.agreements.items()):
        parties = tuple(replace(party, name=EVIL, number=EVIL) for party in agreement.parties)
        policy.bundle.agreements[uid] = replace(agreement, title=EVIL, parties=parties)
    browser = stand.signed_in()
    for path in ("/konsol/perjanjian", LIST):
        page = browser.get(path).text
        assert EVIL not in page
        assert escape(EVIL) in page


@pytest.mark.parametrize("leaf", [EVIL.encode(), b"\xff\xfe", b"{}", b"", b'{"kind":"<script>"}'])
def test_a_damaged_entry_breaks_no_page_and_is_shown_as_damaged(stand, made, leaf):
    browser = stand.signed_in()
    exchange = made.ids["released"]
    stand.tamper("UPDATE entries SET leaf = ? WHERE exchange_id = ?", leaf, exchange)
    for path in (LIST, f"{LIST}?jenis=semua", f"{LIST}/{exchange}"):
        page = browser.get(path)
        assert page.status_code == 200
        assert EVIL not in page.text
        assert "tidak cocok dengan catatan" in text_of(page.text)


@pytest.mark.parametrize(
    "cursor",
    [
        "-1",
        "1.5",
        "1e3",
        "999999999999999999999",
        "0x10",
        "%D9%A1",
        "1+OR+1=1",
        "null",
        "%2B1",
        "01",
        "1&sebelum=2",
    ],
)
def test_a_cursor_that_is_no_index_is_refused(stand, cursor):
    browser = stand.signed_in()
    assert browser.get(f"{LIST}?sebelum={cursor}").status_code == 400
    assert browser.get(f"{LIST}?sesudah={cursor}").status_code == 400


def test_a_parameter_that_is_unknown_or_said_twice_is_refused_by_name(stand):
    browser = stand.signed_in()
    for query, name in (("bdan=x", "bdan"), ("badan=a&badan=b", "badan"), ("sebelum=1&sesudah=1", "sesudah")):
        page = browser.get(f"{LIST}?{query}")
        assert page.status_code == 400
        assert f"<code>{name}</code>" in page.text


def test_a_refused_search_leaves_no_entry(stand):
    browser = stand.signed_in()
    size = len(stand.entries())
    browser.get(f"{LIST}?salah=1")
    assert len(stand.entries()) == size


def test_when_the_log_cannot_be_written_no_page_of_data_is_shown(stand, made):
    browser = stand.signed_in()
    stand.gateway.log.close()
    for path in pages(made)[1:-1]:
        page = browser.get(path)
        assert page.status_code == 503, path
        # The address of the page stands in its links, whatever becomes of the page.
        assert is_empty_of_data(made, page.text.replace(made.ids["released"], ""))


def test_a_form_that_is_too_large_is_refused(stand):
    browser = stand.signed_in()
    page = browser.client.post("/konsol/keluar", base_url=BASE, data={"token": "x" * 100_000})
    assert page.status_code == 413


def test_an_unforeseen_fault_says_nothing_of_its_cause(stand, made):
    browser = stand.signed_in()

    def fail(*arguments, **settings):
        raise RuntimeError("nik 3201010101010001")

    stand.desk.reads.page = fail
    page = browser.get(LIST)
    assert page.status_code == 500
    assert "3201010101010001" not in page.text + str(stand.observed)
    assert stand.observed[-1][0] == "unforeseen-fault"


@pytest.mark.parametrize(
    "path",
    ["../../etc/passwd", "agreements/../trust/x.yaml", "%2e%2e/x", "agreements/none.yaml"],
)
def test_only_stored_policy_files_are_shown(stand, path):
    browser = stand.signed_in()
    digest = stand.gateway.policies.current().bundle.digest
    assert browser.get(f"/konsol/kebijakan/{digest}/{path}").status_code == 404
    assert browser.get(f"/konsol/kebijakan/{digest}/agreements/pks-kapuas-hulu.yaml").status_code == 200
