"""JSON, lossless: decimals leave with every digit they have.

Equal values give equal bytes, so equal answers have equal digests.
"""

from decimal import Decimal

import orjson

from gateway.errors import SourceError


def encode_json(value: object) -> bytes:
    """Write a value as compact UTF-8 JSON.

    Raises:
        SourceError: a value that JSON has no place for, or text that is not Unicode.
    """
    try:
        return orjson.dumps(value, default=_exact, option=orjson.OPT_PASSTHROUGH_DATETIME)
    except TypeError as error:
        raise SourceError("a value has no JSON form") from error


def _exact(value: object) -> object:
    if isinstance(value, Decimal) and value.is_finite():
        return orjson.Fragment(format(value, "f").encode())
    raise TypeError(type(value).__name__)
