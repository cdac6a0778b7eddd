"""An agreement as a page that officials read and sign, made from its file and the contracts it pins.

Nothing else enters: no clock, no register, no trust file. So whoever has the same files
makes the same page, at any time and place, and a page that says otherwise is not ours.

The page says everything that the file says. A test holds what is said here against the
model, and a value that the page has no words for is refused when it is met.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gateway.catalogue import Language
from gateway.drafting.render_blocks import (
    Block,
    Boxes,
    Bullets,
    Document,
    Facts,
    Grid,
    Heading,
    Paragraph,
)
from gateway.drafting.render_permission import permission_blocks
from gateway.drafting.render_words import bare_rule_text, check_said, word
from gateway.policy import Agreement, Contract, LegalBasis, Never, Party, Pin


@dataclass(frozen=True, slots=True)
class Annex:
    """What a page is made from: an agreement, and by name the contracts that it pins."""

    agreement: Agreement
    contracts: Mapping[str, Contract]
    files: Mapping[str, bytes]


# What the page says of each value; a test holds this against the model.
SAID = {
    Agreement: frozenset(
        {
            "uid", "version", "digest", "predecessor", "sample", "title", "parties", "valid_from",
            "valid_until", "timezone", "legal_basis", "purposes", "enforcement", "warn_unwitnessed_hours",
            "stop_unwitnessed_hours", "pins", "permissions", "prohibitions", "never", "place",
        }
    ),
    Party: frozenset({"agency", "name", "number", "signatory", "position", "duty_contact", "place"}),
    LegalBasis: frozenset({"description", "url"}),
    Pin: frozenset({"dataset", "version", "digest", "place"}),
    Never: frozenset({"dataset", "fields", "place", "outside", "together"}),
}  # fmt: skip


def render_document(annex: Annex, language: Language) -> Document:
    """Say an agreement in one language.

    Raises:
        PolicyFilesBad: it holds something that the page cannot say.
    """
    agreement = annex.agreement
    return Document(
        language=language,
        title=agreement.title,
        kicker=word("kicker", language),
        foot=word("foot", language, uid=agreement.uid, version=agreement.version, digest=agreement.digest),
        blocks=tuple(_blocks(annex, language)),
    )


def _blocks(annex: Annex, language: Language) -> Iterator[Block]:
    agreement = annex.agreement
    for value in (agreement, *agreement.parties, *agreement.legal_basis, *agreement.never):
        check_said(value, SAID[type(value)])
    if agreement.sample:
        yield Paragraph(word("sample", language), is_note=True)
    yield Paragraph(word("lead", language, uid=agreement.uid), is_note=True)
    yield from _identity(agreement, language)
    yield Heading(1, word("permissions", language))
    for number, permission in enumerate(agreement.permissions, 1):
        contract = annex.contracts[permission.dataset]
        yield from permission_blocks(number, permission, agreement, contract, language)
    yield from _ends(agreement, language)


def _identity(agreement: Agreement, language: Language) -> Iterator[Block]:
    yield Heading(1, word("identity", language))
    yield Facts(tuple(_identity_facts(agreement, language)))
    yield Heading(1, word("parties", language))
    yield Grid(
        tuple(word(name, language) for name in ("agency", "number", "signatory", "contact")),
        (28, 22, 24, 26),
        tuple(
            (
                f"{party.name} ({party.agency})",
                party.number,
                f"{party.signatory}, {party.position}",
                party.duty_contact,
            )
            for party in agreement.parties
        ),
    )
    yield Heading(1, word("legal-basis", language))
    yield Bullets(
        tuple(f"{basis.description} <{basis.url}>" if basis.url else basis.description
              for basis in agreement.legal_basis)
    )  # fmt: skip
    yield Heading(1, word("purposes", language))
    yield Grid(
        (word("purpose", language), word("meaning", language)), (30, 70), tuple(agreement.purposes.items())
    )
    yield Heading(1, word("terms", language))
    names = ("terms-absent", "terms-closed", "terms-undisclosed", "terms-suspension")
    yield Bullets(tuple(word(name, language) for name in names))


def _identity_facts(agreement: Agreement, language: Language) -> Iterator[tuple[str, str]]:
    def fact(name: str, value: object) -> tuple[str, str]:
        return word(name, language), str(value)

    yield fact("uid", agreement.uid)
    yield fact("version", agreement.version)
    if agreement.predecessor is not None:
        yield fact("predecessor", agreement.predecessor)
    yield fact("digest", agreement.digest)
    span = {"start": agreement.valid_from.isoformat(), "end": agreement.valid_until.isoformat()}
    yield fact("validity", word("validity-span", language, zone=agreement.timezone, **span))
    yield fact("enforcement", word(f"enforcement-{agreement.enforcement}", language))
    hours = {"warn": agreement.warn_unwitnessed_hours, "stop": agreement.stop_unwitnessed_hours}
    yield fact("evidence", word("evidence-limits", language, **hours))


def _ends(agreement: Agreement, language: Language) -> Iterator[Block]:
    if agreement.prohibitions:
        yield Heading(1, word("prohibitions", language))
        yield Bullets(agreement.prohibitions)
    if agreement.never:
        yield Heading(1, word("never", language))
        yield Bullets(tuple(said for each in agreement.never for said in _never(each, language)))
    yield Heading(1, word("contracts", language))
    yield Paragraph(word("contracts-pinned", language))
    for pin in agreement.pins.values():
        check_said(pin, SAID[Pin])
    yield Grid(
        tuple(word(name, language) for name in ("dataset", "version", "sha256")),
        (30, 9, 61),
        tuple((pin.dataset, pin.version, pin.digest) for pin in agreement.pins.values()),
    )
    yield Boxes(
        word("signatures", language),
        word("signing", language),
        tuple((party.name, party.number, party.signatory, party.position) for party in agreement.parties),
    )


def _never(each: Never, language: Language) -> Iterator[str]:
    if each.fields:
        yield word("never-fields", language, dataset=each.dataset, fields=", ".join(each.fields))
    if each.outside is not None:
        rule = bare_rule_text(each.outside, language)
        yield word("never-outside", language, dataset=each.dataset, rule=rule)
    if each.together:
        yield word("never-together", language, dataset=each.dataset, fields=", ".join(each.together))
