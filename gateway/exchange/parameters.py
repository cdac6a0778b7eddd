"""The parameters of an address: the documented names and no others, each at most once."""

from collections.abc import Collection, Mapping
from urllib.parse import parse_qsl

from gateway.exchange.body import is_text, refuse


def read_parameters(query: str, known: Collection[str]) -> Mapping[str, str]:
    """Read a query string; two readers of one request must never see two.

    Raises:
        RequestBad: names the parameter that is unknown, empty, too long or there twice.
    """
    try:
        pairs = (
            parse_qsl(query, keep_blank_values=True, strict_parsing=True, errors="strict") if query else []
        )
    except ValueError:
        refuse("query")
    asked: dict[str, str] = {}
    for name, value in pairs:
        if name not in known or name in asked or not is_text(value):
            refuse(name[:64])
        asked[name] = value
    return asked
