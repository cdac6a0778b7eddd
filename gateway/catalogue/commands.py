"""Texts: what the operators' commands say."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {}
