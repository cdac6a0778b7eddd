"""Texts: what a refused caller is told, by problem code; the pages are the families of `gateway.errors`.

`<code>` is the title and `<code>.detail` the one sentence that says how to mend
it. No text has a placeholder: what a caller may see besides, such as a field and
its legal basis, are members of the problem document, so no text can leak a value.
"""

from gateway.catalogue.problems import (
    access,
    client,
    exchange,
    log,
    policy,
    signing,
    sources,
    start,
)
from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    **access.TEXTS,
    **client.TEXTS,
    **exchange.TEXTS,
    **log.TEXTS,
    **policy.TEXTS,
    **signing.TEXTS,
    **sources.TEXTS,
    **start.TEXTS,
}
