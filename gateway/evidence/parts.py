"""The parts of a receipt, taken apart and not yet believed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gateway.audit import Opening, parse_base64url, parse_note
from gateway.errors import ProofBad

FORMAT = "sinergi-receipt/1"
MAX_TIMESTAMP = 1 << 16

_MEMBERS: Mapping[str, type] = {
    "format": str,
    "origin": str,
    "index": int,
    "entry": str,
    "openings": dict,
    "inclusion": list,
    "checkpoint": str,
}
# They come later than the exchange: a receipt that is fetched again has them.
_LATER: Mapping[str, type] = {"cosignatures": list, "timestamp": dict}
_TIMESTAMP: Mapping[str, type] = {"checkpoint": str, "consistency": list, "token": str}


@dataclass(frozen=True, slots=True)
class Stamped:
    """A timestamp over a checkpoint's exact note, and the proof that ties this checkpoint to the receipt's.

    `token` is the DER of an RFC 3161 response. Its checkpoint may be older or newer
    than the receipt's: of two heads of one log the smaller is a prefix of the other.
    """

    note: str
    consistency: tuple[bytes, ...]
    token: bytes


@dataclass(frozen=True, slots=True)
class Parts:
    """What a receipt says."""

    origin: str
    index: int
    leaf: bytes
    openings: Mapping[str, Opening]
    inclusion: tuple[bytes, ...]
    note: str
    cosignatures: tuple[str, ...] = ()
    stamped: Stamped | None = None

    @property
    def cosigned_note(self) -> str:
        """The checkpoint's text under the witnesses' lines alone."""
        return parse_note(self.note).text + "\n" + "".join(self.cosignatures)


def parse_parts(payload: Mapping[str, Any]) -> Parts:
    """Take the payload of a receipt apart; strict, so that nothing in it goes unchecked.

    Raises:
        ProofBad: it is not the payload of a receipt.
    """
    _check(payload, _MEMBERS, _LATER, "receipt")
    if payload["format"] != FORMAT:
        raise ProofBad("receipt: of a format that is not known here")
    parts = Parts(
        origin=payload["origin"],
        index=payload["index"],
        leaf=payload["entry"].encode(errors="surrogatepass"),
        openings={name: _opening(value) for name, value in payload["openings"].items()},
        inclusion=_hashes(payload["inclusion"]),
        note=payload["checkpoint"],
        cosignatures=tuple(_line(item) for item in payload.get("cosignatures", ())),
        stamped=_stamped(payload["timestamp"]) if "timestamp" in payload else None,
    )
    if parts.cosignatures:
        # Before anybody reads them: one line each, of a note that parses.
        parse_note(parts.cosigned_note)
    elif "cosignatures" in payload:
        raise ProofBad("receipt: an empty list of cosignatures")
    return parts


def _check(
    value: Mapping[str, Any], needed: Mapping[str, type], optional: Mapping[str, type], what: str
) -> None:
    if not needed.keys() <= value.keys() <= needed.keys() | optional.keys():
        raise ProofBad(f"{what}: members are missing or unknown")
    for name, kind in {**needed, **optional}.items():
        if name in value and type(value[name]) is not kind:
            raise ProofBad(f"{what}: {name} has the wrong type")


def _stamped(value: Mapping[str, Any]) -> Stamped:
    _check(value, _TIMESTAMP, {}, "receipt: timestamp")
    token = _bytes(value["token"], "a timestamp")
    if len(token) > MAX_TIMESTAMP:
        raise ProofBad("receipt: the timestamp is too long")
    return Stamped(value["checkpoint"], _hashes(value["consistency"]), token)


def _line(value: object) -> str:
    if type(value) is not str or "\n" in value:
        raise ProofBad("receipt: a cosignature is not one line")
    return value + "\n"


def _opening(value: object) -> Opening:
    if type(value) is not dict or value.keys() != {"salt", "value"}:
        raise ProofBad("receipt: an opening is not a salt and a value")
    return Opening(_bytes(value["salt"], "a salt"), _bytes(value["value"], "a value"))


def _hashes(value: list[object]) -> tuple[bytes, ...]:
    return tuple(_bytes(item, "a proof hash") for item in value)


def _bytes(value: object, what: str) -> bytes:
    if type(value) is not str:
        raise ProofBad(f"receipt: {what} is not a text")
    return parse_base64url(value, f"receipt: {what}")
