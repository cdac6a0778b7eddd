"""`gateway incident scope` on exchanges that a gateway made itself, refusals and descriptions among them."""

import json

import pytest

from tests.cli.desk import Ran, run
from tests.console.stand import CONSUMER, ROOT, Made, make_gateway


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A gateway's log with some exchanges in it."""
    return make_gateway(tmp_path_factory.mktemp("insiden") / "state")


def scope(made: Made, monkeypatch: pytest.MonkeyPatch, *words: str) -> Ran:
    monkeypatch.setenv("SINERGI_STATE", str(made.state))
    config = ROOT / "config/kpu.toml"
    return run("--lang", "en", "incident", "scope", *words, "--config", config, "--format", "json")


def test_the_answers_of_a_real_key_are_listed_with_the_fields_that_really_left(made: Made, monkeypatch):
    (key,) = {
        each["key"]
        for each in json.loads(scope(made, monkeypatch, "--exchange", made.ids["released"]).out)["exchanges"]
    }
    told = scope(made, monkeypatch, "--key", key)
    assert told.code == 0, told.err
    found = json.loads(told.out)
    assert [each["exchange_id"] for each in found["exchanges"]] == [
        made.ids["released"],
        made.ids["asked-few"],
    ]
    assert found["exchanges"][0]["agency"] == CONSUMER
    assert found["exchanges"][0]["rows"] == made.rows
    assert [each["field"] for each in found["exchanges"][1]["fields"]] == ["kode_tps", "lat"]
    assert found["counts"] == {"data": 2, "refused": 3, "described": 1}
    assert "unknown" not in {each["personal"] for each in found["fields"]}
    assert found["policies_unknown"] == []
