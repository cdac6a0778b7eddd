"""Look a text up by its name and language.

A missing name is a defect of ours, so it raises; a test walks every area.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from gateway.catalogue import areas
from gateway.catalogue.words import Text

Language = Literal["id", "en"]
LANGUAGES: tuple[Language, ...] = ("id", "en")
LOCALE = Path(__file__).with_name("locale")
"""Where gettext finds what other libraries say, in Bahasa Indonesia."""


def texts() -> Mapping[str, Text]:
    """Return every text by its full name."""
    return areas.TEXTS


def say(name: str, language: Language, /, **values: object) -> str:
    """Return one text in one language, its placeholders filled."""
    text = areas.TEXTS[name]
    return (text.id if language == "id" else text.en).format(**values)


def languages_of(tag: str | None) -> Language:
    """Choose a language from a locale or Accept-Language tag; Bahasa Indonesia unless English is asked."""
    return "en" if tag and tag.lower().startswith("en") else "id"
