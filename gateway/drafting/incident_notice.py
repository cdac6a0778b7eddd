"""The notice that UU 27/2022 Article 46 asks for, drafted from what the log says.

It says what personal data was disclosed, when and how, and what is done about it. The log
knows the first two; causes, efforts and whom to call only people know, so these are marked
as blanks. Bahasa Indonesia comes first, English after it in every part.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Literal

from gateway.catalogue import LANGUAGES, Sentence, say
from gateway.drafting.render_blocks import Block, Document, Facts, Grid, Heading, Paragraph
from gateway.evidence import Incident, Totals, scope_facts
from gateway.policy import PersonalData

Audience = Literal["agency", "subjects"]
_ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """What a notice is made from; `official` and `reason` are None where nothing opens them any more.

    `revoked` is the entry that revoked the key of the scope. `people` counts
    them by consumer, month and kind of number; of `unknown_people` exchanges nobody can
    say whom they were about. `doubts` say why the log may not tell all.
    """

    agency: str
    origin: str
    zone: timezone
    incident: Incident
    totals: Totals
    official: str | None
    reason: str | None
    revoked: int | None
    people: Mapping[tuple[str, str, str], int]
    unknown_people: int
    doubts: tuple[Sentence, ...] = ()


def notice_document(facts: NoticeFacts, audience: Audience) -> Document:
    """Draft the notice to the agency that the law names, or to the people whom the data is about."""
    incident = facts.incident
    return Document(
        language="id",
        title=_both("incident.notice-title"),
        kicker=_both("incident.notice-kicker"),
        foot=_both("incident.notice-foot", id=incident.id, index=incident.index, origin=facts.origin),
        blocks=tuple(_blocks(facts, audience)),
    )


def _blocks(facts: NoticeFacts, audience: Audience) -> Iterator[Block]:
    yield from _said(f"incident.notice-to-{audience}", agency=facts.agency)
    yield Paragraph(
        _both("incident.notice-due", deadline=_time(facts.incident.deadline, facts.zone)), is_note=True
    )
    for doubt in facts.doubts:
        yield from _said("incident.notice-doubt", problem=doubt)
    yield _heading("incident.notice-what")
    yield from _what(facts, audience)
    yield _heading("incident.notice-when")
    yield Facts(tuple(_when(facts, audience)))
    yield from _said("incident.notice-blank-cause")
    yield _heading("incident.notice-efforts")
    if facts.revoked is not None:
        yield from _said("incident.notice-revoked", index=facts.revoked)
    yield from _said("incident.notice-blank-efforts")
    yield _heading("incident.notice-subjects")
    yield from _people(facts)
    if audience == "agency":
        yield _heading("incident.notice-log")
        yield Facts(tuple(_log(facts)))
    yield _heading("incident.notice-contact")
    yield from _said("incident.notice-blank-contact")
    yield from _said(
        "incident.notice-signed", official=facts.official or _both("incident.notice-blank-official")
    )


def _what(facts: NoticeFacts, audience: Audience) -> Iterator[Block]:
    totals = facts.totals
    rows = [
        (
            f"{dataset}.{each.field}",
            _both(f"incident.personal-{each.personal or 'unknown'}"),
            _form(each.form, each.transform),
            f"{each.classification}; {each.legal_basis}" if each.legal_basis else each.classification,
            str(totals.fields[dataset, each].rows),
        )
        for dataset, each in sorted(totals.fields, key=str)
        if audience == "agency" or each.personal != PersonalData.NONE
    ]
    if rows:
        columns = ("field", "personal", "form", "classification", "rows")
        yield Grid(
            tuple(_both(f"incident.column-{name}") for name in columns), (28, 18, 20, 24, 10), tuple(rows)
        )
    else:
        yield from _said("incident.notice-no-personal")
    if totals.of_kind(None):
        yield from _said("incident.notice-unknown-kind")
    if totals.unnamed:
        yield from _said("incident.unnamed", count=totals.unnamed)


def _people(facts: NoticeFacts) -> Iterator[Block]:
    for (agency, period, kind), count in sorted(facts.people.items()):
        yield from _said("incident.people", count=count, agency=agency, period=period, kind=kind)
    if facts.people:
        yield from _said("incident.people-apart")
    if facts.unknown_people:
        yield from _said("incident.people-unknown", count=facts.unknown_people)
    if facts.unknown_people or not facts.people:
        yield from _said("incident.notice-blank-subjects")


def _when(facts: NoticeFacts, audience: Audience) -> Iterator[tuple[str, str]]:
    data, incident = facts.totals.data, facts.incident
    if data.first and data.last:
        yield _both("incident.notice-first"), _time(data.first, facts.zone)
        yield _both("incident.notice-last"), _time(data.last, facts.zone)
    yield _both("incident.notice-discovered"), _time(incident.discovered_at, facts.zone)
    yield (
        _both("incident.notice-how"),
        _both("incident.notice-how-value", exchanges=data.exchanges, rows=data.rows),
    )
    if audience == "agency":
        yield _both("incident.notice-reason"), facts.reason or _both("incident.notice-gone")


def _log(facts: NoticeFacts) -> Iterator[tuple[str, str]]:
    totals = facts.totals
    about = [f"{name}: {value}" for name, value in scope_facts(facts.incident.scope).items()]
    yield _both("incident.notice-scope"), _list(about)
    yield _both("incident.notice-agreements"), _list(sorted(totals.agreements))
    yield _both("incident.notice-basis"), _list(sorted(totals.basis))
    yield _both("incident.notice-policies"), _list(list(totals.policies))
    yield _both("incident.notice-opened"), _time(facts.incident.opened_at, facts.zone)


def _list(items: Sequence[str]) -> str:
    return "\n".join(items) or "-"


def _form(form: str, transform: str | None) -> str:
    said = _both(f"incident.form-{form}")
    return f"{said} ({transform})" if transform else said


def _heading(name: str) -> Heading:
    return Heading(1, _both(name))


def _said(name: str, /, **values: object) -> Iterator[Block]:
    """Say one thing in Bahasa Indonesia, then in English, set apart."""
    indonesian, english = (Sentence(name, **values).say(each) for each in LANGUAGES)
    yield Paragraph(indonesian)
    yield Paragraph(english, is_note=True)


def _both(name: str, /, **values: object) -> str:
    indonesian, english = (say(name, each, **values) for each in LANGUAGES)
    return indonesian if indonesian == english else f"{indonesian} / {english}"


def _time(moment: datetime, zone: timezone) -> str:
    hours = (zone.utcoffset(None) or timedelta()) // timedelta(hours=1)
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M} {_ZONES[hours]}"
