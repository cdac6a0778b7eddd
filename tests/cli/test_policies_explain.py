"""`gateway policies explain`: on a day, for programs, with what was meant, and of a past exchange."""

import json
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from gateway.catalogue import LANGUAGES
from gateway.evidence import replaying
from tests.cli.desk import Desk, run
from tests.console.stand import ROOT, Made, make_gateway
from tests.policy.desk import AGREEMENT_PATH, KPU, POLRES, REGISTER_PATH, TPS

ASKED = ("--consumer", POLRES, "--dataset", TPS, "--purpose", "pengamanan-tps")


def fields_of(ran) -> dict[str, dict]:
    (permission,) = json.loads(ran.out)["permissions"]
    return {each["field"]: each for each in permission["fields"]}


def test_programs_get_every_verdict_with_its_place(desk: Desk):
    told = run("policies", "explain", desk.folder, *ASKED, "--format", "json")
    document = json.loads(told.out)
    assert document["permissions"][0]["file"] == AGREEMENT_PATH
    fields = fields_of(told)
    assert (fields["gudang"]["verdict"], fields["gudang"]["reason"]) == ("withhold", "exempt")
    assert (fields["gudang"]["file"], fields["gudang"]["line"]) == (REGISTER_PATH, 4)
    assert fields["kode_tps"]["verdict"] == "release"
    assert "Pasal 17 huruf c" in fields["gudang"]["legal_basis"]


@pytest.mark.parametrize(
    ("at", "classification"),
    [
        ("2031-01-15", "dikecualikan"),
        ("2031-01-16", "belum-ditetapkan"),
        ("2031-01-15T16:59:59Z", "dikecualikan"),
        ("2031-01-15T17:00:00Z", "belum-ditetapkan"),
    ],
)
def test_a_day_is_that_of_the_agreements_zone(desk: Desk, at, classification):
    told = run("policies", "explain", desk.folder, *ASKED, "--at", at, "--format", "json")
    assert fields_of(told)["gudang"]["classification"] == classification
    assert json.loads(told.out)["permissions"][0]["refusal"] == "agreement-lapsed"


@pytest.mark.parametrize(
    ("option", "word", "near"),
    [
        ("--consumer", "polres-kapuas-hul", POLRES),
        ("--dataset", f"{KPU}/tp", TPS),
        ("--purpose", "pengamanan", "pengamanan-tps"),
        ("--field", "gudan", "gudang"),
        ("--agreement", "pk", "pks"),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_word_that_no_file_has_is_refused_with_what_was_meant(desk: Desk, option, word, near, lang):
    refused = run("--lang", lang, "policies", "explain", desk.folder, *ASKED, option, word)
    assert (refused.code, refused.out) == (2, "")
    assert f"`{near}`?" in refused.err


def test_a_word_like_no_other_is_refused_with_all_that_there_are(desk: Desk):
    refused = run("policies", "explain", desk.folder, *ASKED, "--field", "zzz")
    assert refused.code == 2
    assert "gudang" in refused.err


def test_on_a_narrow_screen_each_verdict_is_a_block(desk: Desk, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    told = run("--lang", "id", "policies", "explain", desk.folder, *ASKED)
    assert "tertulis di  agreements/pks.yaml:" in told.out
    assert "\N{HORIZONTAL ELLIPSIS}" not in told.out


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--consumer", POLRES),
        ("--exchange", "x"),
        ("--exchange", "x", "--config", "/x.toml", "--consumer", POLRES),
        (*ASKED, "--at", "besok"),
    ],
)
def test_a_question_is_whole_and_of_one_kind(arguments):
    assert run("policies", "explain", *arguments).code == 2


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A gateway's log with some exchanges in it."""
    return make_gateway(tmp_path_factory.mktemp("masa-lalu") / "state")


@pytest.fixture
def replayed(made: Made, monkeypatch):
    """Explain one of the exchanges."""
    monkeypatch.setenv("SINERGI_STATE", str(made.state))
    config = ROOT / "config/kpu.toml"

    def explain(name: str, *more: str):
        exchange = made.ids.get(name, name)
        return run("--lang", "en", "policies", "explain", "--exchange", exchange, "--config", config, *more)

    return explain


def test_a_past_exchange_comes_out_as_it_was_recorded(replayed):
    told = replayed("released")
    assert told.code == 0
    assert "every verdict is the one recorded" in told.out
    document = json.loads(replayed("released", "--format", "json").out)
    assert (document["equal"], document["replayed"], document["outcome"]) == (True, True, "released")
    assert all(each["equal"] and each["line"] for each in document["fields"])
    few = json.loads(replayed("asked-few", "--format", "json").out)
    assert few["equal"] is True
    assert "not-asked" in {each["reason"] for each in few["fields"]}


def test_a_past_refusal_names_its_code_and_where_the_rule_stands(replayed):
    told = replayed("lapsed")
    assert told.code == 0
    assert "[agreement-lapsed]" in told.out
    assert "the rule stands at agreements/pks-kapuas-hulu-2024.yaml:" in told.out
    document = json.loads(replayed("withheld", "--format", "json").out)
    assert (document["reason"], document["recorded"], document["equal"]) == ("field-withheld", False, None)


def test_one_field_of_a_past_exchange_can_be_asked_for(replayed):
    told = json.loads(replayed("released", "--field", "lat", "--format", "json").out)
    assert [each["field"] for each in told["fields"]] == ["lat"]
    refused = replayed("released", "--field", "lattt")
    assert refused.code == 2
    assert "`lat`?" in refused.err


def test_rules_of_another_version_are_not_replayed(replayed, monkeypatch):
    monkeypatch.setattr(replaying, "PLANNERS", frozenset({"99"}))
    told = replayed("released")
    assert told.code == 1
    assert "not computed again: made by rules of version" in told.out
    document = json.loads(replayed("released", "--format", "json").out)
    assert (document["replayed"], document["equal"]) == (False, None)
    assert {each["replayed"] for each in document["fields"]} == {None}


def test_a_bundle_that_is_not_stored_whole_replays_nothing(replayed, monkeypatch):
    monkeypatch.setattr("gateway.cli.policies_replay.stored_bundle", lambda digest, files: None)
    told = replayed("released")
    assert told.code == 1
    assert "not stored whole" in told.out


@pytest.mark.parametrize("name", ["tidak-ada", "0198c1a0-0000-7000-8000-000000000000"])
def test_an_exchange_that_the_log_does_not_hold_is_unknown(replayed, name):
    refused = replayed(name)
    assert refused.code == 2
    assert len(refused.err.splitlines()) == 1


def test_an_entry_that_is_no_exchange_has_no_verdicts(replayed, made: Made):
    database = create_engine(f"sqlite:///{made.state}/kpu/gateway.db")
    with database.connect() as connection:
        exchange = connection.execute(text('SELECT exchange_id FROM entries WHERE "index" = 0')).scalar_one()
    database.dispose()
    told = replayed(exchange)
    assert told.code == 1
    assert "no request for data" in told.out


def test_recorded_verdicts_that_the_policy_does_not_bear_out_show(replayed, monkeypatch):
    original = replaying.verdicts_of

    def altered(policy, granted, now):
        return original(policy, granted, now)[1:]

    monkeypatch.setattr(replaying, "verdicts_of", altered)
    told = replayed("released")
    assert told.code == 1
    assert "DIFFERS" in told.out


def test_a_field_of_which_the_entry_says_nothing_shows(replayed, monkeypatch):
    each = replaying.each_verdict
    monkeypatch.setattr(
        replaying, "each_verdict", lambda entry: [said for said in each(entry) if said["field"] != "lat"]
    )
    told = replayed("released")
    assert told.code == 1
    assert "DIFFERS" in told.out
    assert "left out of the entry" in replayed("released", "--field", "lat").out
    document = json.loads(replayed("released", "--field", "lat", "--format", "json").out)
    assert (document["equal"], document["fields"][0]["verdict"]) == (False, "left-out")


def test_the_folder_is_left_alone_by_a_past_exchange(replayed, tmp_path: Path):
    assert replayed("released", "--agreement", "pks-kapuas-hulu").code == 2
