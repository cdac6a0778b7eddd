"""Who may look is decided with the entry that says so, on both databases; and what they search."""

import json
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from alembic import command
from sqlalchemy import create_engine, insert
from sqlalchemy.exc import SQLAlchemyError

from gateway.audit import Draft
from gateway.exchange import (
    IDLE_LIMIT,
    Account,
    Change,
    Effects,
    EntryFilter,
    Recorded,
    Refused,
    digest_secret,
    plan_audit_read,
    plan_dismissal,
    plan_invitation,
    plan_sign_in,
    plan_sign_out,
)
from gateway.storage import Auditors, AuditReads
from gateway.storage.engine import parse_url
from gateway.storage.revisions import migration_config
from gateway.storage.tables import entries
from tests.storage.making import Rig, new_id, now, statement, together

LINK, SESSION = digest_secret("link"), digest_secret("session")


def account(name: str = "aud-1", days: int = 30) -> Account:
    last = now() + timedelta(days=days)
    return Account(name, "Budi Contoh", "Inspektorat", "1/2026", last.date().isoformat(), last)


class House:
    """A log with auditors."""

    def __init__(self, rig: Rig) -> None:
        self.log = rig.log()
        self.storage = rig.storage()
        rig.opened.append((self.log, self.storage))
        self.auditors = Auditors(self.storage)
        self.reads = AuditReads(self.storage)

    def do(self, change: Change) -> Recorded | Refused | None:
        return self.log.append(change.draft, change.effects, epoch=change.epoch)

    def invite(self, who: Account, token: str = LINK, *, is_new: bool = True, at: datetime | None = None):
        return self.do(plan_invitation(who, token, is_new=is_new, now=at or now(), exchange=new_id()))

    def sign_in(self, who: Account, token: str = LINK, session: str = SESSION, *, at: datetime | None = None):
        return self.do(plan_sign_in(who, token, session, now=at or now(), exchange=new_id()))

    def read(self, who: Account, session: str = SESSION, *, at: datetime | None = None):
        change = plan_audit_read(who, session, "log", [], "", now=at or now(), exchange=new_id())
        return self.do(change)


@pytest.fixture
def house(rig: Rig) -> House:
    return House(rig)


def size(house: House) -> int:
    return house.reads.count(EntryFilter(scope="all"), 10_000)


def test_an_auditor_is_invited_signs_in_reads_and_goes(house):
    who = account()
    assert isinstance(house.invite(who), Recorded)
    assert house.auditors.account(who.id, now()) == who
    assert house.auditors.invited(LINK, now()) == who
    assert isinstance(house.sign_in(who), Recorded)
    assert house.auditors.invited(LINK, now()) is None
    assert house.auditors.signed_in(SESSION, now()) == who
    assert isinstance(house.read(who), Recorded)
    assert isinstance(house.do(plan_sign_out(who, SESSION, now=now(), exchange=new_id())), Recorded)
    assert house.auditors.signed_in(SESSION, now()) is None
    assert house.read(who) == Refused("session-ended")
    assert size(house) == 4


def test_what_is_refused_leaves_no_entry_and_changes_nothing(house):
    who = account()
    assert house.sign_in(who) == Refused("invitation-invalid")
    assert house.read(who) == Refused("session-ended")
    assert house.invite(who, is_new=False) == Refused("account-unknown")
    assert house.do(plan_dismissal(who.id, now=now(), exchange=new_id())) == Refused("account-unknown")
    assert size(house) == 0
    assert not house.auditors.list_all()


def test_one_of_many_uses_a_link_up(house):
    who = account()
    house.invite(who)
    jobs = [lambda number=number: house.sign_in(who, session=f"{number:064}") for number in range(12)]
    kinds = Counter(type(outcome).__name__ for outcome in together(jobs))
    assert kinds == {"Recorded": 1, "Refused": 11}
    assert size(house) == 2


def test_limits_hold_to_the_moment(house):
    who = account()
    start = now()
    house.invite(who, at=start)
    assert house.auditors.invited(LINK, start + timedelta(hours=24, microseconds=-1)) == who
    assert house.auditors.invited(LINK, start + timedelta(hours=24)) is None
    house.sign_in(who, at=start)
    idle = start + IDLE_LIMIT
    assert house.auditors.signed_in(SESSION, idle - timedelta(microseconds=1)) == who
    assert house.auditors.signed_in(SESSION, idle) is None
    house.read(who, at=start + timedelta(minutes=20))
    assert house.auditors.signed_in(SESSION, idle) == who


def test_an_account_that_ends_soon_shortens_its_links_and_sessions(house):
    start = now()
    who = replace(account(), expires=start + timedelta(minutes=10))
    house.invite(who, at=start)
    house.sign_in(who, at=start)
    end = start + timedelta(minutes=10)
    assert house.auditors.signed_in(SESSION, end - timedelta(seconds=1)) == who
    assert house.auditors.signed_in(SESSION, end) is None
    assert house.invite(who, "x" * 64, is_new=False, at=end) == Refused("account-unknown")


def test_after_a_dismissal_in_the_log_nothing_is_shown_under_load(house):
    people = [account(f"aud-{number}") for number in range(4)]
    for number, who in enumerate(people):
        house.invite(who, f"{number:064}")
        house.sign_in(who, f"{number:064}", f"{number + 10:064}")

    def look(number: int) -> None:
        for _ in range(25):
            house.read(people[number], f"{number + 10:064}")

    def dismiss(number: int) -> None:
        house.do(plan_dismissal(people[number].id, now=now(), exchange=new_id()))

    together([*(lambda n=n: look(n) for n in range(4)), *(lambda n=n: dismiss(n) for n in range(4))])
    page = house.reads.page(EntryFilter(scope="all"), before=None, after=None, limit=1000)
    gone: set[str] = set()
    for entry in (json.loads(stored.leaf) for stored in reversed(page)):
        assert entry["kind"] != "audit-read" or entry["account"]["id"] not in gone
        if entry["kind"] == "dismiss":
            gone.add(entry["account"]["id"])
    assert len(gone) == 4


def test_the_operator_sees_every_account_there_ever_was(house):
    first, second = account(), account("aud-2")
    house.invite(first)
    house.invite(second, "y" * 64)
    house.sign_in(first)
    house.do(plan_dismissal(first.id, now=now(), exchange=new_id()))
    listed = house.auditors.list_all()
    assert [each.account for each in listed] == [first, second]
    assert [bool(each.dismissed_at) for each in listed] == [True, False]
    assert [bool(each.seen_at) for each in listed] == [True, False]


# --- what is searched


def exchange(house: House, **facts: object) -> str:
    made = statement("other", consumer={"agency": "polres", "system": "app", "key": "k" * 43}, **facts)
    draft = Draft({**made.facts, "outcome": "refused", "reason": facts.get("reason", "path-unknown")})
    house.log.append(draft, Effects(), epoch=None)
    return str(draft.facts["exchange_id"])


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, "ab"),
        ({"agency": "polres"}, "ab"),
        ({"agency": "kpu"}, "a"),
        ({"system": "app"}, "ab"),
        ({"system": "other"}, ""),
        ({"provider": "kpu", "dataset": "tps"}, "a"),
        ({"dataset": "none"}, ""),
        ({"agreement": "pks"}, "b"),
        ({"purpose": "jaga"}, "b"),
        ({"code": "path-unknown"}, "a"),
        ({"outcome": "refused"}, "ab"),
        ({"outcome": "released"}, ""),
        ({"scope": "audits"}, "i"),
        ({"scope": "changes"}, ""),
        ({"scope": "all"}, "abi"),
        ({"since": timedelta(days=1)}, ""),
        ({"until": timedelta(days=-1)}, ""),
        ({"since": timedelta(days=-1), "until": timedelta(days=1)}, "ab"),
        ({"code": "' OR 1=1 --"}, ""),
        ({"purpose": "%"}, ""),
    ],
)
def test_a_filter_finds_what_it_names(house, wanted, found):
    ids = {
        "a": exchange(house, provider="kpu", dataset="tps"),
        "b": exchange(house, agreement={"uid": "pks"}, purpose="jaga", reason="agreement-lapsed"),
    }
    invited = house.invite(account())
    ids["i"] = invited.exchange_id
    values = {
        name: now() + value if isinstance(value, timedelta) else value for name, value in wanted.items()
    }
    asked = EntryFilter(**values)
    page = house.reads.page(asked, before=None, after=None, limit=10)
    assert {entry.exchange_id for entry in page} == {ids[name] for name in found}
    assert house.reads.count(asked, 10) == len(found)
    assert all(entry.is_intact for entry in page)


def test_one_entry_is_found_by_its_number(house):
    number = exchange(house)
    exchange(house)
    found = house.reads.page(EntryFilter(scope="all", exchange=number), before=None, after=None, limit=9)
    assert [entry.exchange_id for entry in found] == [number]
    assert house.reads.find(number) == found[0]
    assert house.reads.find(new_id()) is None


def test_pages_go_back_and_forth_over_the_same_entries(house):
    ids = [exchange(house) for _ in range(10)][::-1]

    def page(**cursor: int) -> list[str]:
        place = {"before": None, "after": None} | cursor
        return [entry.exchange_id for entry in house.reads.page(EntryFilter(), **place, limit=4)]

    assert page() == ids[:4]
    assert page(before=6) == ids[4:8]
    assert page(before=2) == ids[8:]
    assert page(after=5) == ids[:4]
    assert page(after=1) == ids[4:8]
    assert page(before=0) == page(after=9) == []
    assert house.reads.count(EntryFilter(), 5) == 5


def test_what_is_searched_by_may_not_be_changed(rig, house):
    exchange(house)
    for forbidden in ("UPDATE entry_facts SET code = 'x'", "DELETE FROM entry_facts"):
        with pytest.raises(SQLAlchemyError, match=r"INSERT-only|may not be changed"):
            rig.run(forbidden)


def test_an_entry_that_the_tree_does_not_hold_is_not_intact(sqlite_rig):
    house = House(sqlite_rig)
    number = exchange(house)
    sqlite_rig.run("DROP TRIGGER entries_no_update")
    sqlite_rig.run("UPDATE entries SET leaf = CAST(leaf AS TEXT)")
    assert house.reads.find(number).is_intact
    sqlite_rig.run("UPDATE entries SET leaf = 'x'")
    assert not house.reads.find(number).is_intact


def test_the_policy_that_stood_before_an_entry_is_found_by_its_activation(house):
    assert house.reads.activated_before(10) is None


def test_an_upgrade_fills_what_is_searched_from_the_entries_there_are(sqlite_rig, url, tmp_path):
    house = House(sqlite_rig)
    numbers = [exchange(house, provider="kpu", dataset="tps") for _ in range(3)]
    house.invite(account())
    listing = 'SELECT * FROM entry_facts ORDER BY "index"'
    (tmp_path / "old").mkdir()
    old = Rig(url.replace("state.db", "old.db"), tmp_path / "old")
    engine = create_engine(parse_url(old.url))
    with engine.begin() as connection:
        config = migration_config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        rows = sqlite_rig.run('SELECT "index", exchange_id, leaf FROM entries')
        for index, number, leaf in rows:
            values = {"index": index, "exchange_id": number, "leaf": bytes(leaf)}
            connection.execute(insert(entries), values)
    engine.dispose()
    old.upgrade()
    assert old.run(listing) == sqlite_rig.run(listing)
    assert len(numbers) + 1 == len(rows)


def test_the_export_is_read_at_one_moment(house):
    numbers = [exchange(house) for _ in range(3)]
    lines = [json.loads(line) for line in house.reads.export()]
    assert [json.loads(line["entry"])["exchange_id"] for line in lines if "entry" in line] == numbers
