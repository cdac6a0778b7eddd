"""Exemption registers: the decisions (penetapan) by which fields are exempt (UU 14/2008 Article 17)."""

from datetime import date

from gateway.policy.model import Exemption, Register
from gateway.policy.reading_faults import Faults
from gateway.policy.reading_map import DATASET_FIELD, IDENTIFIER, LETTER, LINE, NO_DATE, Map
from gateway.policy.reading_nodes import Node

# PP 61/2010: information that hinders law enforcement may stay exempt for thirty years.
_LETTER_A_YEARS = 30


def read_register(node: Node, agency: str, digest: str, faults: Faults) -> Register:
    """Read `exemptions/<agency>.yaml`; worthless when it adds a fault."""
    top = Map(node, faults, required=("agency", "version", "exemptions"))
    found = top.text("agency", IDENTIFIER)
    if found and found != agency:
        faults.add("not-as-path", top.place_of("agency"), key="agency", found=found, expected=agency)
    exemptions: dict[str, Exemption] = {}
    for item in top.items("exemptions"):
        exemption = _read_exemption(item, faults)
        if exemption.number in exemptions:
            faults.add("word-twice", item.place, word=exemption.number)
        exemptions[exemption.number] = exemption
    return Register(agency, top.integer("version", 1, 999_999_999), exemptions, digest, top.place)


def _read_exemption(node: Node, faults: Faults) -> Exemption:
    entry = Map(
        node,
        faults,
        required=(
            "number", "decided", "letter", "issuing_body", "registering_body", "official", "fields",
            "reason", "signed_at",
        ),
        optional=("until", "review", "revoked"),
    )  # fmt: skip
    exemption = Exemption(
        number=entry.text("number", LINE),
        decided=entry.day("decided"),
        letter=entry.text("letter", LETTER),
        issuing_body=entry.text("issuing_body", LINE),
        registering_body=entry.text("registering_body", LINE),
        official=entry.text("official", LINE),
        fields=tuple(word for word, _ in entry.words("fields", DATASET_FIELD)),
        reason=entry.text("reason"),
        signed_at=entry.text("signed_at", LINE),
        until=_optional_day(entry, "until"),
        review=_optional_day(entry, "review"),
        revoked=_optional_day(entry, "revoked"),
        place=entry.place,
    )
    end = exemption.until or exemption.review
    if end is None:
        faults.add("exemption-endless", entry.place, number=exemption.number)
    elif exemption.letter.startswith("a") and end > _years_after(exemption.decided, _LETTER_A_YEARS):
        faults.add("exemption-too-long", entry.place, number=exemption.number, years=_LETTER_A_YEARS)
    for key in ("until", "review", "revoked"):
        day = getattr(exemption, key)
        if day is not None and NO_DATE not in {day, exemption.decided} and day < exemption.decided:
            faults.add("day-order", entry.place_of(key), first="decided", second=key)
    return exemption


def _optional_day(entry: Map, key: str) -> date | None:
    return entry.day(key) if key in entry else None


def _years_after(day: date, years: int) -> date:
    # 29 February has no anniversary in most years; 1 March then.
    year = min(day.year + years, date.max.year)
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
