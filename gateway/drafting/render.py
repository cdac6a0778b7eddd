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
from gateway.drafting.render_words import bare_rule_text, check_said, word, words
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
        kicker=word("annex.kicker", language),
        foot=word(
            "annex.foot", language, uid=agreement.uid, version=agreement.version, digest=agreement.digest
        ),
        blocks=tuple(_blocks(annex, language)),
    )


def _blocks(annex: Annex, language: Language) -> Iterator[Block]:
    agreement = annex.agreement
    for value in (agreement, *agreement.parties, *agreement.legal_basis, *agreement.never):
        check_said(value, SAID[type(value)])
    if agreement.sample:
        yield Paragraph(word("annex.sample", language), is_note=True)
    yield Paragraph(word("annex.lead", language, uid=agreement.uid), is_note=True)
    yield from _identity(agreement, language)
    yield Heading(1, word("annex.permissions", language))
    for number, permission in enumerate(agreement.permissions, 1):
        contract = annex.contracts[permission.dataset]
        yield from permission_blocks(number, permission, agreement, contract, language)
    yield from _ends(agreement, language)


def _identity(agreement: Agreement, language: Language) -> Iterator[Block]:
    yield Heading(1, word("annex.identity", language))
    yield Facts(tuple(_identity_facts(agreement, language)))
    yield Heading(1, word("annex.parties", language))
    yield Grid(
        words(language, "annex.agency", "annex.number", "annex.signatory", "annex.contact"),
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
    yield Heading(1, word("annex.legal-basis", language))
    yield Bullets(
        tuple(f"{basis.description} <{basis.url}>" if basis.url else basis.description
              for basis in agreement.legal_basis)
    )  # fmt: skip
    yield Heading(1, word("annex.purposes", language))
    yield Grid(
        (word("annex.purpose", language), word("annex.meaning", language)),
        (30, 70),
        tuple(agreement.purposes.items()),
    )
    yield Heading(1, word("annex.terms", language))
    yield Bullets(
        words(
            language,
            "annex.terms-absent",
            "annex.terms-closed",
            "annex.terms-undisclosed",
            "annex.terms-suspension",
        )
    )


def _identity_facts(agreement: Agreement, language: Language) -> Iterator[tuple[str, str]]:
    def fact(name: str, value: object) -> tuple[str, str]:
        return word(name, language), str(value)

    yield fact("annex.uid", agreement.uid)
    yield fact("annex.version", agreement.version)
    if agreement.predecessor is not None:
        yield fact("annex.predecessor", agreement.predecessor)
    yield fact("annex.digest", agreement.digest)
    span = {"start": agreement.valid_from.isoformat(), "end": agreement.valid_until.isoformat()}
    yield fact("annex.validity", word("annex.validity-span", language, zone=agreement.timezone, **span))
    yield fact("annex.enforcement", word(f"annex.enforcement-{agreement.enforcement}", language))
    hours = {"warn": agreement.warn_unwitnessed_hours, "stop": agreement.stop_unwitnessed_hours}
    yield fact("annex.evidence", word("annex.evidence-limits", language, **hours))


def _ends(agreement: Agreement, language: Language) -> Iterator[Block]:
    if agreement.prohibitions:
        yield Heading(1, word("annex.prohibitions", language))
        yield Bullets(agreement.prohibitions)
    if agreement.never:
        yield Heading(1, word("annex.never", language))
        yield Bullets(tuple(said for each in agreement.never for said in _never(each, language)))
    yield Heading(1, word("annex.contracts", language))
    yield Paragraph(word("annex.contracts-pinned", language))
    for pin in agreement.pins.values():
        check_said(pin, SAID[Pin])
    yield Grid(
        words(language, "annex.dataset", "annex.version", "annex.sha256"),
        (30, 9, 61),
        tuple((pin.dataset, pin.version, pin.digest) for pin in agreement.pins.values()),
    )
    yield Boxes(
        word("annex.signatures", language),
        word("annex.signing", language),
        tuple((party.name, party.number, party.signatory, party.position) for party in agreement.parties),
    )


def _never(each: Never, language: Language) -> Iterator[str]:
    if each.fields:
        yield word("annex.never-fields", language, dataset=each.dataset, fields=", ".join(each.fields))
    if each.outside is not None:
        rule = bare_rule_text(each.outside, language)
        yield word("annex.never-outside", language, dataset=each.dataset, rule=rule)
    if each.together:
        yield word("annex.never-together", language, dataset=each.dataset, fields=", ".join(each.together))
