"""Texts: what the demonstration says."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {}
