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
    if type(value) is Decimal:
        text = str(value)
        # Most decimals are written as they are; one with an exponent, or none at all, is looked at again.
        if text[-1].isdecimal() and "E" not in text:
            return orjson.Fragment(text)
    if isinstance(value, Decimal) and value.is_finite():
        return orjson.Fragment(format(value, "f").encode())
    raise TypeError(type(value).__name__)
