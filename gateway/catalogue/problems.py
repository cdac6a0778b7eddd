"""Texts: what a refused caller is told, by problem code."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {}
