"""`gateway subjects erase`: what nobody may make it take, and what is left to prove afterwards."""

import io
from datetime import timedelta
from hashlib import sha256

import pytest

from gateway.audit import parse_entry
from gateway.cli import subjects_report
from gateway.errors import RefusedByGateway
from gateway.evidence import verify_receipt
from tests.cli.desk import Ran, run
from tests.cli.persons import TODAY, Office
from tests.cli.subject_commands import LATER, erase, faults, hold, id_of, newest, states, told
from tests.promises.nodes import ORIGIN
from tests.simulator import KPU, POLRES, keys_of
from tests.simulator.persons import ORANG, PKS, number_of

EARLIER = (TODAY - timedelta(days=3)).date().isoformat()


# --- erasure: what nobody may make it take


def alter(office: Office, exchange: str, old: str, new: str) -> None:
    """Change the leaf of an exchange, as a bad disk or whoever owns the database could."""
    office.sql("DROP TRIGGER IF EXISTS entries_no_update")
    office.sql(
        "UPDATE entries SET leaf = replace(leaf, :old, :new) WHERE exchange_id = :id",
        old=old,
        new=new,
        id=exchange,
    )


def look_up_and_acknowledge(office: Office) -> tuple[str, bytes]:
    """Exchange one row, and say that it arrived; return the exchange and the SHA-256 of its answer."""
    body = {"agreement": PKS, "purpose": "cari", "key": number_of(1)}
    answer = office.world.send(POLRES, KPU, "POST", f"/v1/datasets/{ORANG}/lookup", body)
    exchange, digest = answer.field("exchange-id"), sha256(answer.body).digest()
    assert exchange is not None
    office.world.client(POLRES, KPU).acknowledge(exchange, digest)
    return exchange, digest


def values(office: Office) -> list[bytes]:
    return [bytes(value) for (value,) in office.sql("SELECT value FROM openings")]  # type: ignore[call-overload]


def test_an_entry_that_cannot_be_read_moves_no_border_of_days(file_office):
    for _ in range(6):
        file_office.query()
    ((size,),) = file_office.sql("SELECT size FROM log_state")
    file_office.sql("DROP TRIGGER entries_no_update")
    file_office.sql('UPDATE entries SET leaf = :leaf WHERE "index" = :at', leaf=b"{}", at=size // 2)
    ran = erase(file_office, "--before", EARLIER, "--despite-doubts")
    assert "nothing is to be erased" in ran.out
    assert file_office.sql("SELECT count(*) FROM subjects") == [(6,)]


@pytest.mark.parametrize("by_day", [True, False])
def test_what_was_changed_is_not_erased_by_what_it_says_now(file_office, by_day):
    exchange = file_office.query("simpan")
    until = parse_entry(file_office.recorded(exchange).entry)["delete_by"]
    alter(file_office, exchange, until, "2020-01-01")
    what = ("--before", LATER) if by_day else ("--exchange", exchange)
    ran = erase(file_office, *what, "--despite-doubts")
    assert (ran.code, "it is not what was recorded" in ran.out) == (1, True)
    assert file_office.sql("SELECT count(*) FROM subjects") == [(1,)]


def test_what_is_held_back_is_not_erased_under_another_name(file_office):
    exchange = file_office.query()
    hold(file_office, "--exchange", exchange)
    other = "01900000-0000-7000-8000-000000000000"
    file_office.sql("DROP TRIGGER entries_no_update")
    file_office.sql("UPDATE entries SET exchange_id = :new WHERE exchange_id = :old", new=other, old=exchange)
    for what in (("--before", LATER), ("--exchange", other)):
        assert erase(file_office, *what, "--despite-doubts").code == 1
    assert file_office.sql("SELECT count(*) FROM subjects") == [(1,)]


@pytest.mark.parametrize("is_gone", [True, False])
def test_nothing_is_erased_while_an_entry_on_an_incident_is_not_what_it_was(file_office, is_gone):
    exchange = file_office.query()
    opened = open_incident(file_office, "--key", keys_of(POLRES)["client"].key.thumbprint)
    if is_gone:
        file_office.sql("DROP TRIGGER entries_no_delete")
        file_office.sql("DELETE FROM entries WHERE exchange_id = :id", id=opened)
    else:
        alter(file_office, opened, "incident-open", "incident-opem")
    ran = erase(file_office, "--exchange", exchange)
    assert (ran.code, "not certain which incidents are open" in ran.err) == (1, True)
    assert file_office.sql("SELECT count(*) FROM subjects") == [(1,)]
    assert erase(file_office, "--exchange", exchange, "--despite-doubts").code == 0


def test_a_row_of_search_that_calls_an_exchange_an_erasure_is_not_believed(file_office):
    exchange = file_office.query()
    at = file_office.recorded(exchange).index
    file_office.sql("DROP TRIGGER entry_facts_no_update")
    file_office.sql("UPDATE entry_facts SET kind = 'erase' WHERE \"index\" = :at", at=at)
    file_office.sql("DELETE FROM subjects")
    assert faults(file_office) == {exchange: "tags-missing"}


def test_what_was_erased_is_not_opened_by_its_acknowledgement(office):
    exchange, digest = look_up_and_acknowledge(office)
    assert digest in values(office)
    ran = erase(office, "--exchange", exchange)
    assert (ran.code, newest(office)["erased"]) == (0, [{"first": 1, "last": 2}])
    assert digest not in values(office)
    assert verified(office).code == 0
    with pytest.raises(RefusedByGateway) as refusal:
        office.world.client(POLRES, KPU).acknowledge(exchange, b"\x99" * 32)
    assert refusal.value.problem_code == "acknowledgement-erased"


def test_an_acknowledgement_stays_with_its_exchange_and_goes_with_it_alone(file_office):
    exchange, digest = look_up_and_acknowledge(file_office)
    held = id_of(hold(file_office, "--exchange", exchange))
    ran = erase(file_office, "--before", LATER)
    assert (ran.code, "entry 1," in ran.out, "entry 2," in ran.out) == (1, True, True)
    ran = erase(file_office, "--exchange", file_office.log.acknowledged(exchange))
    assert (ran.code, f"name {exchange}" in " ".join(ran.err.split())) == (2, True)
    assert values(file_office).count(digest) == 2
    ended = file_office.run("release", held, "--key", file_office.pem(POLRES, "ppid"))
    assert ended.code == 0, ended.err
    assert erase(file_office, "--before", LATER).code == 0
    assert digest not in values(file_office)


# --- erasure


def verified(office: Office) -> Ran:
    return run("--lang", "en", "log", "verify", "--config", office.config)


def test_after_an_erasure_the_log_and_what_was_given_out_still_prove(office):
    exchange = office.query()
    client = office.world.client(POLRES, KPU)
    token, whole = client.receipt(exchange)
    ran = erase(office, "--before", LATER)
    assert ran.code == 0, ran.err
    entry = newest(office)
    assert (entry["kind"], entry["erased"]) == ("erase", [{"first": 1, "last": 1}])
    assert office.sql("SELECT count(*) FROM subjects") == [(0,)]
    assert office.sql('SELECT count(*) FROM openings WHERE "index" = 1') == [(0,)]
    assert verified(office).code == 0, verified(office).out
    keys = {"receipt_key": keys_of(KPU)["receipt"].key, "log_key": keys_of(KPU)["log"].key, "origin": ORIGIN}
    assert verify_receipt(token, **keys).openings == whole.openings
    again, bare = client.receipt(exchange)
    assert verify_receipt(again, **keys).leaf == whole.leaf
    assert not bare.openings
    assert states(office) == {exchange: "erased"}
    assert "nothing is to be erased" in erase(office, "--before", LATER).out


def test_an_erasure_that_commits_during_a_report_is_no_tampering(file_office, monkeypatch):
    exchange = file_office.query()
    find = subjects_report.find_disclosures

    def erase_first(*what: object, **how: object) -> object:
        assert erase(file_office, "--exchange", exchange).code == 0
        return find(*what, **how)

    monkeypatch.setattr(subjects_report, "find_disclosures", erase_first)
    found = told(file_office.report(1, "--format", "json"))
    assert found["faults"] == []
    assert [each["state"] for each in found["disclosures"]] == ["erased"]


def test_of_what_was_erased_a_row_that_comes_back_is_noticed(file_office):
    exchange = file_office.query()
    other = file_office.query()
    erase(file_office, "--exchange", exchange)
    places = {"new": file_office.recorded(exchange).index, "old": file_office.recorded(other).index}
    file_office.sql('UPDATE subjects SET "index" = :new WHERE "index" = :old', **places)
    assert faults(file_office) == {exchange: "opening-missing", other: "tags-missing"}


def test_what_is_held_back_or_still_lies_with_the_consumer_stays(office):
    held, kept, gone = office.query(), office.query("simpan"), office.query()
    hold(office, "--exchange", held)
    for exchange, why in ((held, "disclosure is held back"), (kept, "consumer still holds")):
        ran = erase(office, "--exchange", exchange)
        assert (ran.code, why in ran.out) == (1, True)
    ran = erase(office, "--before", LATER)
    assert ran.code == 1
    assert newest(office)["erased"] == [{"first": 3, "last": 3}]
    assert states(office, 1, "--for", "officer") == {held: "seen", kept: "seen", gone: "erased"}


def open_incident(office: Office, *what: str) -> str:
    """Open an incident; return its name."""
    moment = (TODAY - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    said = (*what, "--official", "S", "--reason", "laptop hilang", "--discovered-at", moment)
    ran = run("--lang", "en", "incident", "open", *said, "--config", office.config)
    assert ran.code == 0, ran.err
    return str(newest(office)["exchange_id"])


def test_what_an_open_incident_is_about_stays_until_it_is_closed(file_office):
    exchange = file_office.query()
    open_incident(file_office, "--exchange", exchange)
    ran = erase(file_office, "--before", LATER)
    assert (ran.code, "incident that is not closed" in ran.out) == (1, True)
    ended = (
        "incident",
        "close",
        newest(file_office)["exchange_id"],
        "--official",
        "S",
        "--reason",
        "selesai",
        "--without-notice",
    )
    assert run("--lang", "en", *ended, "--config", file_office.config).code == 0
    assert erase(file_office, "--before", LATER).code == 0
    assert states(file_office) == {exchange: "erased"}


def test_what_the_gateway_did_itself_is_not_erased(file_office):
    hold(file_office, "--exchange", file_office.query())
    file_office.report()
    names = (
        "SELECT DISTINCT name FROM openings WHERE name IN ('statement', 'held', 'official', 'why') ORDER BY 1"
    )
    before = file_office.sql(names)
    erase(file_office, "--before", LATER)
    assert len(before) == 4
    assert file_office.sql(names) == before


def test_an_erasure_is_asked_for_and_may_be_declined(file_office, monkeypatch: pytest.MonkeyPatch):
    file_office.query()
    before = newest(file_office)
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    asked = ("erase", "--before", LATER, "--official", "S", "--reason", "JRA 1")
    ran = file_office.run(*asked)
    assert (ran.code, newest(file_office)) == (1, before)
    assert "to be erased: openings and index of people of 1 entries, 1" in ran.out
    assert file_office.run("erase", "--official", "S", "--reason", "JRA 1").code == 2
    assert erase(file_office, "--exchange", "01900000-0000-7000-8000-000000000000").code != 0
