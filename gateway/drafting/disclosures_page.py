"""Who was given data about a person, as a page to be handed over or kept in the file."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, tzinfo

from gateway.catalogue import Language, say
from gateway.drafting.render_blocks import Block, Bullets, Document, Facts, Grid, Heading, Paragraph
from gateway.evidence import Disclosure, DisclosureReport, Faulty, Hold, SeenField

_HOW = {True: "subjects.how-found", False: "subjects.how-missed", None: "subjects.how-lookup"}


def disclosures_document(report: DisclosureReport, language: Language, zone: tzinfo = UTC) -> Document:
    """Write the page; times are those of a zone."""
    return _Page(language, zone).document(report)


class _Page:
    """The language and time zone of one page."""

    def __init__(self, language: Language, zone: tzinfo) -> None:
        self._language: Language = language
        self._zone = zone

    def document(self, report: DisclosureReport) -> Document:
        return Document(
            language=self._language,
            title=self._say("subjects.title"),
            kicker=self._say("subjects.kicker-officer" if report.is_whole else "subjects.kicker-person"),
            foot=self._say("subjects.foot", search=report.search),
            blocks=tuple(self._blocks(report)),
        )

    def _say(self, name: str, **values: object) -> str:
        return say(name, self._language, **values)

    def _moment(self, moment: datetime) -> str:
        return f"{moment.astimezone(self._zone):%Y-%m-%d %H:%M:%S%z}"

    def _blocks(self, report: DisclosureReport) -> Iterator[Block]:
        yield Facts(tuple(self._about(report)))
        seen, unknown, erased = (report.of_state(state) for state in ("seen", "unknown", "erased"))
        yield Heading(1, self._say("subjects.seen"))
        if not seen:
            yield Paragraph(self._say("subjects.seen-none"))
        for number, each in enumerate(seen, start=1):
            yield from self._disclosure(number, each)
        yield from self._list("subjects.unknown", "subjects.unknown-lead", unknown)
        yield from self._list("subjects.erased", "subjects.erased-lead", erased)
        if report.faults:
            yield Heading(1, self._say("subjects.faults"))
            yield Paragraph(self._say("subjects.faults-lead"))
            yield Bullets(tuple(self._fault(each) for each in report.faults))
        if report.gaps:
            yield Heading(1, self._say("subjects.gaps"))
            yield Bullets(tuple(gap.say(self._language) for gap in report.gaps))
        yield Heading(1, self._say("subjects.limits"))
        yield Bullets(tuple(self._say(f"subjects.limit-{name}") for name in ("gateway", "statistics", "law")))

    def _about(self, report: DisclosureReport) -> Iterator[tuple[str, str]]:
        inquiry = report.inquiry
        yield self._say("subjects.agency"), inquiry.agency
        yield self._say("subjects.datasets"), ", ".join(inquiry.datasets)
        yield self._say("subjects.since"), self._moment(inquiry.since)
        yield self._say("subjects.until"), self._moment(inquiry.until)
        yield self._say("subjects.reason"), inquiry.reason
        yield self._say("subjects.official"), inquiry.official
        yield self._say("subjects.at"), self._moment(inquiry.at)

    def _disclosure(self, number: int, each: Disclosure) -> Iterator[Block]:
        yield Heading(2, self._say("subjects.one", number=number, summary=self._summary(each)))
        yield Facts(tuple(self._facts(each)))
        yield Grid(
            tuple(self._say(f"subjects.col-{name}") for name in ("field", "how", "personal", "basis")),
            (25, 25, 20, 30),
            tuple(self._field(field) for field in each.fields),
        )

    def _facts(self, each: Disclosure) -> Iterator[tuple[str, str]]:
        entry = each.entry
        consumer, agreement = entry["consumer"], entry["agreement"]
        yield self._say("subjects.consumer"), f"{consumer['agency']} ({consumer.get('system', '')})"
        yield self._say("subjects.dataset"), f"{entry['provider']}/{entry['dataset']}"
        yield self._say("subjects.how"), self._how(each)
        yield self._say("subjects.purpose"), f"{entry['purpose']}. {each.purpose}".removesuffix(". ")
        named = self._say(
            "subjects.agreement-value",
            uid=agreement["uid"],
            version=agreement["version"],
            permission=agreement["permission"],
        )
        yield self._say("subjects.agreement"), f"{each.title}; {named}" if each.title else named
        if each.legal_basis:
            yield self._say("subjects.basis"), "; ".join(each.legal_basis)
        yield self._say("subjects.exchange"), each.exchange_id
        yield self._say("subjects.entry"), self._say("subjects.entry-value", index=each.index, log=each.log)
        if each.hold is not None:
            yield self._say("subjects.held"), self._hold(each.hold)

    def _how(self, each: Disclosure) -> str:
        if each.entry["kind"] == "query":
            return self._say("subjects.how-query", rows=each.entry["rows"])
        return self._say(_HOW[each.found])

    def _field(self, field: SeenField) -> tuple[str, str, str, str]:
        how = self._say("subjects.field")
        if field.transform:
            how = self._say("subjects.field-transform", transform=field.transform)
        personal = self._say(f"subjects.personal-{field.personal}") if field.personal else "-"
        return field.name, how, personal, field.legal_basis or "-"

    def _list(self, heading: str, lead: str, found: Sequence[Disclosure]) -> Iterator[Block]:
        if found:
            yield Heading(1, self._say(heading))
            yield Paragraph(self._say(lead))
            yield Bullets(tuple(self._line(each) for each in found))

    def _line(self, each: Disclosure) -> str:
        line = self._say(
            "subjects.line",
            summary=self._summary(each),
            dataset=f"{each.entry['provider']}/{each.entry['dataset']}",
            purpose=each.entry["purpose"],
            exchange=each.exchange_id,
        )
        return line if each.hold is None else f"{line} {self._hold(each.hold)}"

    def _summary(self, each: Disclosure) -> str:
        at = datetime.fromisoformat(each.entry["times"]["recorded_at"]["value"])
        return f"{self._moment(at)}, {each.entry['consumer']['agency']}"

    def _fault(self, each: Faulty) -> str:
        line = self._say(
            f"subjects.fault-{each.fault}", index=each.index, log=each.log, exchange=each.exchange_id
        )
        if each.hold is None:
            return line
        held = "subjects.held-perhaps" if each.is_unreadable else "subjects.held-value"
        return f"{line} {self._hold(each.hold, held)}"

    def _hold(self, hold: Hold, name: str = "subjects.held-value") -> str:
        return self._say(
            name,
            agency=hold.agency,
            until=self._moment(hold.until),
            reason=hold.reason,
            index=hold.index,
        )
