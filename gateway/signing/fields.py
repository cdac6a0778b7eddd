"""The signature fields, read strictly: bounds first, then the one serialised form.

A full Structured Fields parser accepts many texts for one value. This one accepts the
single text that RFC 8941 section 4.1 writes, and of that only what the profile uses:
label `sig`, component names, integers and plain strings. So what was sent is what is
signed, no value has two readings, and the pattern costs about a microsecond. Whatever
is accepted here means the same to http_sf; the tests hold the two side by side.
"""

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass

from gateway.errors import SignatureMalformed, SignatureMissing
from gateway.signing.message import Headers
from gateway.signing.profile import LABEL, LIST_FIELDS, MAX_FIELDS, MAX_FIELDS_SIZE, MAX_SIGNATURE_FIELD

_ITEM = r'"[a-z0-9@-]+"(?:;[a-z]+(?:="[^"\\ ]*")?)*'
_VALUE = r'"[^"\\]*"|0|[1-9][0-9]{0,14}'
_INPUT = re.compile(rf"{LABEL}=(\(((?:{_ITEM}(?: {_ITEM})*)?)\)((?:;[a-z]+=(?:{_VALUE}))*))")
_PARAMETER = re.compile(rf";([a-z]+)=({_VALUE})")
_SIGNATURE = re.compile(rf"{LABEL}=:([A-Za-z0-9+/=]+):")
_MEMBER = re.compile(r"([a-z*][a-z0-9_.*-]*)=")


@dataclass(frozen=True, slots=True)
class SignatureInput:
    """A parsed Signature-Input member: covered items, raw parameters, and the signed text."""

    items: tuple[str, ...]
    parameters: dict[str, str]
    text: str


def collect(headers: Headers, wanted: frozenset[str]) -> dict[str, str]:
    """Return the wanted fields by name, trimmed and joined as RFC 9421 section 2.1 says.

    Raises:
        SignatureMalformed: Too many or too large fields, a field that may not be
            repeated is, or a wanted value holds other than printable ASCII.
    """
    if len(headers) > MAX_FIELDS:
        raise SignatureMalformed(f"more than {MAX_FIELDS} header fields", shown={"part": "headers"})
    size = 0
    found: dict[str, str] = {}
    for name, value in headers:
        size += len(name) + len(value)
        if name not in wanted:
            if name.islower() or (lower := name.lower()) not in wanted:
                continue
            raise SignatureMalformed(f"the header name {lower} is not in lower case", shown={"part": lower})
        value = value.strip(" \t")
        if not (value.isascii() and value.isprintable()):
            raise SignatureMalformed(
                f"the header {name} holds other than printable ASCII", shown={"part": name}
            )
        if name in found:
            if name not in LIST_FIELDS:
                raise SignatureMalformed(f"the header {name} occurs more than once", shown={"part": name})
            value = f"{found[name]}, {value}"
        found[name] = value
    if size > MAX_FIELDS_SIZE:
        raise SignatureMalformed(
            f"header fields of more than {MAX_FIELDS_SIZE} characters", shown={"part": "headers"}
        )
    return found


def parse_signature_input(value: str) -> SignatureInput:
    """Read a Signature-Input field of exactly one member labelled `sig`.

    Raises:
        SignatureMissing: Another label, or more than one.
        SignatureMalformed: Not the one serialised form of a value of the profile.
    """
    match = _whole(_INPUT, value, "signature-input")
    text, items, parameters = match.groups()
    pairs = _PARAMETER.findall(parameters)
    named = dict(pairs)
    if len(named) != len(pairs):
        raise SignatureMalformed("a signature parameter occurs twice", shown={"part": "signature-input"})
    return SignatureInput(tuple(items.split(" ")) if items else (), named, text)


def parse_signature(value: str) -> bytes:
    """Read a Signature field of exactly one member labelled `sig`.

    Raises:
        SignatureMissing: Another label, or more than one.
        SignatureMalformed: Not canonical base64.
    """
    text = _whole(_SIGNATURE, value, "signature").group(1)
    signature = decode_bytes(text)
    if signature is None:
        raise SignatureMalformed("the signature is not canonical base64", shown={"part": "signature"})
    return signature


def format_bytes(data: bytes) -> str:
    """Write a Byte Sequence (RFC 8941 section 4.1.8)."""
    return f":{b64encode(data).decode('ascii')}:"


def decode_bytes(text: str) -> bytes | None:
    """Read the base64 of a Byte Sequence; None unless it is in canonical form."""
    try:
        data = b64decode(text)
    except ValueError:
        return None
    return data if b64encode(data).decode("ascii") == text else None


def _whole(pattern: re.Pattern[str], value: str, field: str) -> re.Match[str]:
    if len(value) > MAX_SIGNATURE_FIELD:
        raise SignatureMalformed(
            f"a {field} field of more than {MAX_SIGNATURE_FIELD} characters", shown={"part": field}
        )
    match = pattern.match(value)
    if match is None:
        label = _MEMBER.match(value)
        if label is not None and label.group(1) != LABEL:
            raise SignatureMissing(f"the {field} field has no member labelled {LABEL}")
        raise SignatureMalformed(f"the {field} field is not in the profile's form", shown={"part": field})
    if match.end() != len(value):
        if value[match.end() :].lstrip(" \t").startswith(","):
            raise SignatureMissing(f"the {field} field has more than one member")
        raise SignatureMalformed(f"the {field} field goes on after its member", shown={"part": field})
    return match
