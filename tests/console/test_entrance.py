"""Coming in by a one-time link, staying for a while, and being let out."""

from collections import Counter
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from gateway.console import link_path
from gateway.console.limiter import FAILURES
from gateway.exchange import IDLE_LIMIT, digest_secret
from tests.console.stand import BASE, PROVIDER, Stand, form_token, standing
from tests.storage.making import together

LIST = "/konsol/pertukaran"
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def kinds(stand: Stand) -> Counter[str]:
    return Counter(entry["kind"] for entry in stand.entries())


def test_a_link_lets_its_owner_in_and_both_are_entries(stand):
    before = kinds(stand)
    browser = stand.signed_in()
    assert browser.get(LIST).status_code == 200
    assert kinds(stand) - before == Counter({"invite": 1, "sign-in": 1, "audit-read": 1})


def test_opening_a_link_uses_nothing_up_whoever_opens_it(stand):
    _, secret = stand.invite()
    size = len(stand.entries())
    for _ in range(3):
        assert stand.browser().get(link_path(secret)).status_code == 200
    assert stand.browser().client.head(link_path(secret), base_url=BASE).status_code == 200
    assert len(stand.entries()) == size
    assert stand.browser().come_in(secret).status_code == 303


def test_a_link_works_once(stand):
    _, secret = stand.invite()
    assert stand.browser().come_in(secret).status_code == 303
    again = stand.browser()
    assert again.get(link_path(secret)).status_code == 404
    assert again.post(link_path(secret), "0" * 64).status_code == 404
    assert again.get(LIST).status_code == 401


def test_of_many_who_come_with_one_link_at_once_one_comes_in(stand):
    _, secret = stand.invite()
    browsers = [stand.browser() for _ in range(8)]
    tokens = [form_token(browser.get(link_path(secret)).text) for browser in browsers]
    jobs = [
        lambda browser=browser, token=token: browser.post(link_path(secret), token).status_code
        for browser, token in zip(browsers, tokens, strict=True)
    ]
    assert Counter(together(jobs)) == {303: 1, 404: 7}
    assert kinds(stand)["sign-in"] == 1


@pytest.mark.parametrize("secret", ["x", "0" * 64, "%00", "a" * 500, "..%2f..%2fpertukaran"])
def test_a_forged_link_lets_nobody_in(stand, secret):
    assert stand.browser().get(f"/konsol/undangan/{secret}").status_code == 404


def test_a_link_ends_after_a_day_and_not_a_second_before(stand):
    _, secret = stand.invite()
    stand.clock.shift = timedelta(hours=24) - MINUTE
    assert stand.browser().get(link_path(secret)).status_code == 200
    stand.clock.shift = timedelta(hours=24)
    assert stand.browser().get(link_path(secret)).status_code == 404


def test_an_account_ends_with_its_last_day_in_the_gateways_zone(stand):
    last = (stand.clock() + timedelta(days=3)).date()
    midnight = datetime.combine(last + timedelta(days=1), time(), ZoneInfo("Asia/Pontianak"))
    stand.clock.shift = midnight - stand.clock() - 2 * MINUTE
    account, secret = stand.invite(until=last)
    browser = stand.browser()
    browser.come_in(secret)
    assert browser.get(LIST).status_code == 200
    assert account.expires == midnight
    stand.clock.shift += 2 * MINUTE
    assert browser.get(LIST).status_code == 401


def test_a_session_ends_when_it_is_idle_and_lives_on_while_it_is_used(stand):
    browser = stand.signed_in()
    for _ in range(3):
        stand.clock.shift += IDLE_LIMIT - MINUTE
        assert browser.get(LIST).status_code == 200
    stand.clock.shift += IDLE_LIMIT + SECOND
    assert browser.get(LIST).status_code == 401


def test_a_session_ends_after_half_a_day_however_much_it_is_used(stand):
    browser = stand.signed_in()
    for _ in range(30):
        stand.clock.shift += IDLE_LIMIT - MINUTE
        if browser.get(LIST).status_code == 401:
            break
    assert timedelta(hours=11) < stand.clock.shift < timedelta(hours=13)


def test_a_dismissal_ends_sessions_and_links_at_once(stand):
    browser = stand.signed_in()
    other, secret = stand.invite()
    stand.dismiss(browser.account)
    stand.dismiss(other)
    assert browser.get(LIST).status_code == 401
    assert stand.browser().get(link_path(secret)).status_code == 404


def test_a_dismissal_between_the_look_and_the_record_still_shows_nothing(made, tmp_path):
    with standing(made, tmp_path) as stand:
        browser = stand.signed_in()
        count = stand.desk.reads.count

        def dismissed_meanwhile(*arguments):
            stand.dismiss(browser.account)
            return count(*arguments)

        stand.desk.reads.count = dismissed_meanwhile
        page = browser.get(LIST)
        assert page.status_code == 401
        assert made.ids["released"] not in page.text


def test_signing_out_ends_the_session_for_good(stand):
    browser = stand.signed_in()
    session = browser.session()
    assert browser.post("/konsol/keluar", browser.token()).status_code == 200
    assert not browser.session()
    browser.client.set_cookie(f"sinergi-{PROVIDER}", session, domain="127.0.0.1", path="/konsol")
    assert browser.get(LIST).status_code == 401
    assert kinds(stand)["sign-out"] == 1


def test_a_planted_session_is_never_signed_in(stand):
    _, secret = stand.invite()
    browser = stand.browser()
    browser.client.set_cookie(f"sinergi-{PROVIDER}", "p" * 43, domain="127.0.0.1", path="/konsol")
    assert browser.come_in(secret).status_code == 303
    assert browser.session() != "p" * 43
    planter = stand.browser()
    planter.client.set_cookie(f"sinergi-{PROVIDER}", "p" * 43, domain="127.0.0.1", path="/konsol")
    assert planter.get(LIST).status_code == 401


def test_the_storage_holds_no_secret_by_which_one_could_come_in(stand):
    browser = stand.signed_in()
    _, secret = stand.invite()
    files = b"".join(path.read_bytes() for path in stand.database.parent.glob("gateway.db*"))
    assert digest_secret(secret).encode() in files
    assert secret.encode() not in files
    assert browser.session().encode() not in files


def test_the_leaf_names_an_account_and_nobody(stand):
    account, _ = stand.invite(name="Siti Rahasia", body="Badan Rahasia", letter="R-77")
    entry = stand.entries()[-1]
    assert entry["account"] == {"id": account.id, "until": account.until}
    assert entry["commitments"].keys() == {"name", "body", "letter"}
    for told in ("Siti", "Badan Rahasia", "R-77"):
        assert told not in str(entry)


def test_failed_sign_ins_are_braked_and_leave_no_entry(stand):
    size = len(stand.entries())
    stranger = stand.browser()
    answers = [stranger.get(f"/konsol/undangan/{number}").status_code for number in range(FAILURES + 3)]
    assert answers == [404] * FAILURES + [429] * 3
    assert len(stand.entries()) == size
    assert [event for event, _ in stand.observed] == ["sign-in-refused"]
    stand.clock.shift = MINUTE
    assert stranger.get("/konsol/undangan/x").status_code == 404


def test_a_strangers_failures_keep_no_invited_auditor_out(stand):
    _, secret = stand.invite()
    for number in range(FAILURES + 1):
        last = stand.browser().get(f"/konsol/undangan/{number}")
    assert last.status_code == 429
    assert stand.browser().get(f"/konsol/undangan/{secret}").status_code == 200


def test_behind_a_proxy_the_brake_holds_one_caller_and_not_all(made, tmp_path):
    with standing(made, tmp_path, is_proxied=True) as stand:
        for _ in range(FAILURES + 1):
            last = stand.browser().get(
                "/konsol/undangan/x", headers={"X-Forwarded-For": "10.0.0.1, 192.0.2.7"}
            )
        assert last.status_code == 429
        other = stand.browser().get("/konsol/undangan/x", headers={"X-Forwarded-For": "10.0.0.1, 192.0.2.8"})
        assert other.status_code == 404


def test_another_gateways_session_is_a_strangers_here(made, tmp_path):
    with standing(made, tmp_path / "one") as one, standing(made, tmp_path / "two") as two:
        session = one.signed_in().session()
        visitor = two.browser()
        visitor.client.set_cookie(f"sinergi-{PROVIDER}", session, domain="127.0.0.1", path="/konsol")
        assert visitor.get(LIST).status_code == 401
