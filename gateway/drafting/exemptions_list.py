"""The list of exempt information (daftar informasi yang dikecualikan) as information officers publish it.

It holds what PP 61/2010 asks of a decision: the information, its legal basis, reason,
period, the official and body that decided, place and date. Only decisions in force on
the day are in it. It is meant for the public, so a field whose very name is withheld
is not named.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from gateway.catalogue import Language, say
from gateway.drafting.exemptions import CoveredField, Decision, State
from gateway.policy import Exemption

COLUMNS = (
    "no",
    "agency",
    "information",
    "basis",
    "reason",
    "period",
    "issuing",
    "registering",
    "official",
    "number",
    "decided",
    "place",
)
_OVER = frozenset({State.LAPSED, State.REVOKED})


def heading(language: Language) -> tuple[str, ...]:
    """Return the names of the list's columns."""
    return tuple(say(f"exemptions.column-{name}", language) for name in COLUMNS)


def list_rows(decisions: Iterable[Decision], language: Language) -> Iterator[tuple[str, ...]]:
    """Yield one row a decision in force, numbered from 1."""
    in_force = (decision for decision in decisions if decision.state not in _OVER)
    for number, decision in enumerate(in_force, 1):
        exemption = decision.exemption
        yield (
            str(number),
            decision.agency_name,
            _information(decision.covered, language),
            article(exemption.letter, language),
            exemption.reason,
            _period(exemption, language),
            exemption.issuing_body,
            exemption.registering_body,
            exemption.official,
            exemption.number,
            exemption.decided.isoformat(),
            exemption.signed_at,
        )


def article(letter: str, language: Language) -> str:
    """Name the clause of UU 14/2008 Article 17, and what it is about."""
    words = say(f"exemptions.letter-{letter}", language)
    if len(letter) == 1:
        return say("exemptions.article", language, letter=letter, words=words)
    return say("exemptions.article-point", language, letter=letter[0], point=letter[1:], words=words)


def markdown(title: str, lines: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a page with one table; the first row is its heading."""
    first, *others = rows
    return "\n".join(
        [
            f"# {title}",
            "",
            *(f"{_plain(line)}  " for line in lines),
            "",
            _line(first),
            _line(["---"] * len(first)),
            *map(_line, others),
            "",
        ]
    )


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(_plain, cells))} |"


def _plain(text: str) -> str:
    """Keep a text from being anything but text: no cell ends early, no mark-up, no HTML."""
    for mark in "\\|*_`[]<>#~!":
        text = text.replace(mark, f"\\{mark}")
    return " ".join(text.split())


def _information(covered: Iterable[CoveredField], language: Language) -> str:
    by_dataset = groupby(
        sorted(covered, key=lambda each: each.name), lambda each: each.name.partition(".")[0]
    )
    return "; ".join(
        say("exemptions.information", language, dataset=dataset, fields=", ".join(_names(fields, language)))
        for dataset, fields in by_dataset
    )


def _names(fields: Iterable[CoveredField], language: Language) -> list[str]:
    names = {
        _undisclosed(language) if each.field and each.field.undisclosed else _named(each, language): None
        for each in fields
    }
    return list(names)


def _undisclosed(language: Language) -> str:
    return say("exemptions.information-undisclosed", language)


def _named(each: CoveredField, language: Language) -> str:
    name = each.name.partition(".")[2]
    if each.field is None or not each.field.description:
        return name
    description = each.field.description.rstrip(".")
    return say("exemptions.information-described", language, field=name, description=description)


def _period(exemption: Exemption, language: Language) -> str:
    days = (("until", exemption.until), ("review", exemption.review))
    return "; ".join(say(f"exemptions.period-{name}", language, day=day) for name, day in days if day)
