"""Texts: the auditors' pages, in the words that the agencies themselves use."""

from gateway.catalogue.console import (
    access,
    check,
    entry,
    facts,
    fields,
    frame,
    listing,
    log,
    times,
)
from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    **access.TEXTS,
    **check.TEXTS,
    **entry.TEXTS,
    **facts.TEXTS,
    **fields.TEXTS,
    **frame.TEXTS,
    **listing.TEXTS,
    **log.TEXTS,
    **times.TEXTS,
}
