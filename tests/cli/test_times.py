"""A day or a moment that is not one is refused with an example, whole in the language of the run."""

import pytest

from gateway.catalogue import LANGUAGES, say
from tests.cli.desk import run

WHO = ("--official", "S", "--reason", "r", "--config", "x")


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("auditors", "invite", "B", "--body", "x", "--letter", "1", "--until", "besok"), "not-a-day"),
        (("subjects", "report", "--dataset", "a/b", *WHO, "--from", "1/2/2026"), "not-a-day"),
        (("subjects", "erase", *WHO, "--before", "2026-13-01"), "not-a-day"),
        (("people", "handover", "--agency", "kpu", "--leaves", "a", "--last-day", "x"), "not-a-day"),
        (("policies", "exemptions", "--at", "2026"), "not-a-day"),
        (("policies", "explain", "--at", "2026-01-01T00:00"), "not-a-day-or-moment"),
        (("incident", "scope", "--from", "2026-01-01"), "not-a-moment"),
        (
            ("log", "entries", "--profile", "x", "--agency", "kpu", "--until", "2026-01-01T00:00"),
            "not-a-moment",
        ),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_no_time_is_refused_with_an_example(arguments: tuple[str, ...], text: str, lang):
    refused = run("--lang", lang, *arguments)
    assert refused.code == 2
    assert say(f"commands.{text}", lang) in refused.err
    assert "%Y" not in refused.err
