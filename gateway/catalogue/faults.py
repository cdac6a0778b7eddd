"""Texts: what is wrong in a policy file or setting, and how to mend it."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {}
