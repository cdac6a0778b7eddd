"""The page of the exchange of keys: what two agencies compare in person, and sign.

It is made from trust files and shows public halves alone. Whoever compares reads
from the own device and not from here, so a changed page shows itself.
"""

from base64 import urlsafe_b64decode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import segno

from gateway.catalogue import Language, Sentence, say
from gateway.drafting.render_blocks import (
    Block,
    Boxes,
    Bullets,
    Code,
    Document,
    Facts,
    Heading,
    Paragraph,
)
from gateway.errors import PolicyFilesBad
from gateway.policy import Bundle, Official, Role, Trust

_GROUP = 4


@dataclass(frozen=True, slots=True)
class Side:
    """One agency of a ceremony: its trust file, its name, and who stands for it."""

    trust: Trust
    title: str
    official: Official | None


def sides_of(bundle: Bundle, agencies: Sequence[str], day: date) -> tuple[Side, Side]:
    """Choose the two agencies that meet: those named, or the only two.

    Raises:
        PolicyFilesBad: there are not just two, or one of them has no trust file.
    """
    chosen = list(agencies) or sorted(bundle.trusts)
    if len(set(chosen)) != 2 or not set(chosen) <= bundle.trusts.keys():
        known = ", ".join(sorted(bundle.trusts)) or "-"
        raise PolicyFilesBad(Sentence("ceremony.two-agencies", known=known))
    first, second = (_side(bundle, agency, day) for agency in chosen)
    return first, second


def _side(bundle: Bundle, agency: str, day: date) -> Side:
    trust = bundle.trusts[agency]
    names = [
        party.name
        for agreement in bundle.agreements.values()
        for party in agreement.parties
        if party.agency == agency
    ]
    holders = [key.holder for key in trust.keys.values() if key.role is Role.SIGNATORY]
    officials = (trust.officials[holder] for holder in holders)
    present = next((each for each in officials if _holds_office(each, day)), None)
    return Side(trust, names[0] if names else agency, present)


def _holds_office(official: Official, day: date) -> bool:
    return official.since <= day and (official.until is None or day <= official.until)


def ceremony_document(
    sides: tuple[Side, Side], language: Language, *, day: date | None, place: str | None
) -> Document:
    """Lay out the page, with blanks for a day or place that is not known yet."""
    blank = say("ceremony.blank", language)
    opening = say(
        "ceremony.opening",
        language,
        day=_day_text(day, language) if day else blank,
        place=place or blank,
    )
    blocks: list[Block] = [Paragraph(opening)]
    for side in sides:
        blocks += _about(side, language)
    blocks += _how(language)
    blocks.append(
        Boxes(
            say("ceremony.signed", language),
            say("ceremony.signed-lead", language),
            tuple(_box(side) for side in sides),
        )
    )
    return Document(
        language=language,
        title=say("ceremony.title", language),
        kicker=say("ceremony.kicker", language, first=sides[0].title, second=sides[1].title),
        foot=say("ceremony.foot", language),
        blocks=tuple(blocks),
    )


def _day_text(day: date, language: Language) -> str:
    months = say("ceremony.months", language).split()
    return f"{day.day} {months[day.month - 1]} {day.year}"


def _about(side: Side, language: Language) -> Iterator[Block]:
    trust, official = side.trust, side.official
    yield Heading(1, side.title)
    office = say("ceremony.blank", language)
    if official is not None:
        office = say(
            "ceremony.office",
            language,
            name=official.name,
            position=f"{official.acting} {official.position}" if official.acting else official.position,
            decree=official.decree,
        )
    version = say("ceremony.trust-value", language, version=trust.version, digest=trust.digest)
    threshold = say("ceremony.threshold-value", language, threshold=trust.threshold, count=len(trust.roots))
    pairs = [
        (say("ceremony.agency", language), f"{side.title} ({trust.agency})"),
        (say("ceremony.represented", language), office),
        (say("ceremony.trust", language), version),
        (say("ceremony.threshold", language), threshold),
    ]
    for number, thumbprint in enumerate(trust.roots, 1):
        shown = say(
            "ceremony.root-value",
            language,
            grouped=grouped(thumbprint),
            hexadecimal=grouped(_hexadecimal(thumbprint)),
        )
        pairs.append((say("ceremony.root", language, number=number), shown))
    pairs.append((say("ceremony.pins", language), pins_text(trust)))
    yield Facts(tuple(pairs))
    content = code_text(trust)
    yield Code(say("ceremony.code", language, content=content), squares(content))


def _how(language: Language) -> Iterator[Block]:
    yield Heading(1, say("ceremony.how", language))
    steps = ("read", "hex", "write", "keep")
    yield Bullets(tuple(say(f"ceremony.how-{step}", language) for step in steps))


def _box(side: Side) -> tuple[str, ...]:
    official = side.official
    if official is None:
        return side.title, "", "", ""
    position = f"{official.acting} {official.position}" if official.acting else official.position
    return side.title, position, official.name, official.decree


def grouped(text: str) -> str:
    """Write a fingerprint in groups that can be read aloud."""
    return " ".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def _hexadecimal(thumbprint: str) -> str:
    return urlsafe_b64decode(thumbprint + "=" * (-len(thumbprint) % 4)).hex()


def pins_text(trust: Trust) -> str:
    """Write the pins of an agency as they stand in a pins file."""
    roots = ", ".join(f'"{thumbprint}"' for thumbprint in trust.roots)
    return f"[{trust.agency}]\nthreshold = {trust.threshold}\nroots = [{roots}]"


def code_text(trust: Trust) -> str:
    """Write the pins of an agency in one line, as the code holds them."""
    return f"sinergi-roots/1 {trust.agency} {trust.threshold} {','.join(trust.roots)}"


def squares(content: str) -> tuple[tuple[bool, ...], ...]:
    """Return a QR code (ISO/IEC 18004) as dark and light squares, with the quiet zone around it."""
    code = segno.make_qr(content, error="m")
    return tuple(tuple(bool(square) for square in row) for row in code.matrix_iter(border=4))


def unrepresented(sides: tuple[Side, Side]) -> Mapping[str, None]:
    """Name the agencies for which nobody can sign on that day."""
    return {side.trust.agency: None for side in sides if side.official is None}
