"""Texts in Bahasa Indonesia and English: the only place where prose for people stands.

A text is named by area and idea (`problems.field-withheld`), written in both
languages side by side, and filled with `str.format` values. Where the language is
not known yet, as in an error, a text and its values travel as a `Sentence`.
"""

from gateway.catalogue.sentence import Sentence, problem_of
from gateway.catalogue.text import LANGUAGES, LOCALE, Language, languages_of, say, texts
from gateway.catalogue.words import Text

__all__ = [
    "LANGUAGES",
    "LOCALE",
    "Language",
    "Sentence",
    "Text",
    "languages_of",
    "problem_of",
    "say",
    "texts",
]
