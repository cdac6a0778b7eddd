"""Every refusal is stable, documented and said in both languages."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway import errors
from gateway.api.problems import describe_refusal
from gateway.catalogue import texts

PAGE = (Path(__file__).parents[1] / "docs/errors.md").read_text(encoding="utf-8")
# | `code` | 403 | meaning | how to mend |
ROWS = re.findall(r"^\| `([^`]+)` \| (\d{3}|-) \| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE)


def refusals(kind: type[errors.GatewayError] = errors.GatewayError) -> Iterator[type[errors.GatewayError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from refusals(child)


# Classes of other modules would break the promise of one page, so they are wanted here too.
ALL = sorted(refusals(), key=lambda kind: kind.__name__)
each_refusal = pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)


def test_no_two_refusals_share_a_code():
    codes = [kind.code for kind in ALL]
    assert sorted(codes) == sorted(set(codes))


def test_the_page_has_one_row_a_code_and_no_other():
    assert sorted(code for code, *_ in ROWS) == sorted(kind.code for kind in ALL)


@each_refusal
def test_the_page_states_the_status_and_code_that_a_caller_gets(kind):
    status = {code: status for code, status, *_ in ROWS}[kind.code]
    # Not through the class: some families want more than a message.
    error = kind.__new__(kind)
    errors.GatewayError.__init__(error)
    reply = describe_refusal(error, "an exchange")
    code = json.loads(reply.body)["code"]
    assert (str(reply.status), code) == (status, kind.code) if status != "-" else code == "internal"


def test_every_table_row_of_the_page_is_read_by_this_test():
    assert len(ROWS) == len(re.findall(r"^\| `", PAGE, re.MULTILINE))


@each_refusal
def test_a_code_is_words_in_kebab_case_and_its_own(kind):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", kind.code)
    assert "code" in vars(kind), "an inherited code would stand for two refusals"


@each_refusal
def test_a_refusal_stands_on_the_one_page_and_says_what_it_means(kind):
    assert kind.__module__ == "gateway.errors"
    assert kind.__doc__


@each_refusal
def test_a_refusal_has_a_title_and_a_sentence_on_how_to_mend_it(kind):
    assert f"problems.{kind.code}" in texts()
    assert f"problems.{kind.code}.detail" in texts()


def test_no_text_is_kept_for_a_code_that_is_gone():
    told = {name.split(".")[1] for name in texts() if name.startswith("problems.")}
    assert told == {kind.code for kind in ALL}


def test_a_refusal_shows_a_caller_nothing_unless_told_to():
    assert not errors.FieldWithheld("field nik of table warga").shown
    assert errors.FieldWithheld("field nik of table warga", shown={"field": "nik"}).shown == {"field": "nik"}


def test_a_refusal_without_a_message_says_its_code():
    assert str(errors.LogBusy()) == "log-busy"
