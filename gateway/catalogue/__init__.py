"""Texts in Bahasa Indonesia and English: the only place where prose for people stands.

A text is named by area and idea (`problems.field-withheld`), written in both
languages side by side, and filled with `str.format` values.
"""

from gateway.catalogue.text import LANGUAGES, Language, languages_of, say, texts
from gateway.catalogue.words import Text

__all__ = ["LANGUAGES", "Language", "Text", "languages_of", "say", "texts"]
