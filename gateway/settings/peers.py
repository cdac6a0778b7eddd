"""Where other gateways are: their address, and the name of their log."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from gateway.settings.table import Table
from gateway.settings.values import PeerSettings

_AGENCY = r"[a-z0-9][a-z0-9-]*"


def read_url(table: Table) -> str:
    """Take the address of a gateway: scheme and authority, and no path."""
    url = table.text("url", pattern=r"https?://[^\s/?#@]+/?")
    try:
        usable = urlsplit(url).hostname is not None and urlsplit(url).port != 0
    except ValueError:
        # A port beyond 65535, or half an IPv6 address.
        usable = False
    if not usable:
        table.fail("not-text", "url")
    return url


def read_peers(table: Table | None) -> Mapping[str, PeerSettings]:
    """Read the other agencies' gateways, by agency; none without the table."""
    found: dict[str, PeerSettings] = {}
    for agency, part in table.tables() if table else ():
        if not re.fullmatch(_AGENCY, agency):
            part.fail("not-text", "url")
        found[agency] = PeerSettings(read_url(part), part.text("origin", pattern=r"[^\s+]{3,200}"))
        part.done()
    return found
