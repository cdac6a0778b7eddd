"""Every text says the same in both languages, and can be said."""

import importlib
import pkgutil
import re
from collections import Counter

import pytest

from gateway.catalogue import LANGUAGES, console, doctor, faults, help, languages_of, problems, say, texts
from gateway.catalogue.areas import AREAS
from tests.catalogue.reading import placeholders


def test_every_text_stands_in_both_languages():
    assert not [name for name, text in texts().items() if not (text.id.strip() and text.en.strip())]


def test_both_languages_have_the_same_placeholders():
    assert not [name for name, text in texts().items() if placeholders(text.id) != placeholders(text.en)]


def test_every_placeholder_is_a_plain_name():
    # Dots and brackets would let a template reach into the values it is given.
    plain = re.compile(r"[a-z][a-z0-9_]*")
    assert not [
        (name, field)
        for name, text in texts().items()
        for field in placeholders(text.en)
        if not plain.fullmatch(field)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_can_be_said_with_its_placeholders_filled(language):
    for name, text in texts().items():
        values = {field: f"<{field}>" for field in placeholders(text.en)}
        said = say(name, language, **values)
        assert all(value in said for value in values.values()), name


def test_names_are_kept_apart_by_area():
    assert len(texts()) == sum(len(table) for table in AREAS.values())


@pytest.mark.parametrize("area", [console, doctor, faults, help, problems], ids=lambda area: area.__name__)
def test_a_name_stands_on_one_page_of_its_area(area):
    pages = [
        importlib.import_module(page.name)
        for page in pkgutil.iter_modules(area.__path__, f"{area.__name__}.")
    ]
    stands = Counter(name for page in pages for name in page.TEXTS)
    assert stands.keys() <= area.TEXTS.keys()
    assert [name for name, times in stands.items() if times > 1] == []


def test_no_placeholder_can_leak_a_value_to_a_refused_caller():
    assert not [name for name, text in AREAS["problems"].items() if placeholders(text.id + text.en)]


def test_withheld_is_never_called_exempt_to_a_caller():
    assert not [name for name, text in AREAS["problems"].items() if "dikecualikan" in text.id]


def test_a_name_that_does_not_exist_is_a_defect():
    with pytest.raises(KeyError):
        say("problems.no-such-code", "id")


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        pytest.param("de-DE", "id", id="another language: Bahasa Indonesia"),
        pytest.param(None, "id", id="no wish: Bahasa Indonesia"),
        pytest.param("id-ID", "id", id="Indonesian"),
        pytest.param("en_GB.UTF-8", "en", id="English by locale"),
        pytest.param("EN", "en", id="English, upper case"),
    ],
)
def test_the_language_is_indonesian_unless_english_is_asked(tag, language):
    assert languages_of(tag) == language
