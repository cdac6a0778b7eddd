"""`gateway subjects report`: who was given data about a person, when, why and on what basis.

The number of the person is read from a file, standard input or a hidden prompt,
never from an argument: shells and process lists keep those. Whoever looks is
recorded before anything is shown.
"""

import json
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime, tzinfo
from functools import cache
from pathlib import Path

import click

from gateway.app import Gateway, utc_now
from gateway.catalogue import Sentence, say
from gateway.cli.files import read_file
from gateway.cli.grammar import FilePath, NewFile, command, config_option, option
from gateway.cli.incident_logs import KeptLog, erasures_of
from gateway.cli.opening import known_policy, new_exchange
from gateway.cli.opening import opened as opened_gateway
from gateway.cli.plain_text import plain
from gateway.cli.recording import record_change
from gateway.cli.rows import opened
from gateway.cli.speech import FINDING, harmless, language, remark
from gateway.cli.subjects_logs import PersonsLogs, index_of, persons_logs
from gateway.cli.subjects_options import DAY, official_option, zone_option
from gateway.cli.subjects_tree import check_trees
from gateway.drafting import (
    DISCLOSURE_COLUMNS,
    disclosures_document,
    disclosures_rows,
    document_pdf,
    render_text,
)
from gateway.errors import LogError
from gateway.evidence import Disclosure, DisclosureReport, Faulty, Hold, Inquiry
from gateway.exchange import (
    MASTER,
    Person,
    find_disclosures,
    find_hold,
    kind_of,
    names_dataset,
    plan_search,
    rfc3339,
    tells_people,
)
from gateway.formats import encode_csv
from gateway.policy import ZONES, Bundle, day_end, day_of, day_start, read_bundle

FORMS = ("text", "json", "csv", "pdf")

_ROUNDS = 3
"""How often a search is made before it is given up because holds change during it."""


@command("report", help="subjects.report")
@config_option
@option("--dataset", "datasets", required=True, multiple=True, metavar="AGENCY/NAME", help="subject-dataset")
@option("--number", type=FilePath(allow_dash=True, exists=True), help="subject-number")
@official_option
@option("--reason", required=True, callback=plain, help="subject-reason")
@option("--from", "since", type=DAY, required=True, help="subject-from")
@option("--until", type=DAY, help="subject-until")
@zone_option
@option("--for", "reader", type=click.Choice(("person", "officer")), default="person", help="subject-for")
@option("--format", "form", type=click.Choice(FORMS), default="text", help="subject-format")
@option("-o", "output", type=NewFile(), help="report-out")
def report_command(
    config: Path,
    datasets: tuple[str, ...],
    number: Path | None,
    official: str,
    reason: str,
    since: datetime,
    until: datetime | None,
    zone: str,
    reader: str,
    form: str,
    output: Path | None,
) -> None:
    """Say who was given data about a person, when, why and on what basis."""
    if form == "pdf" and output is None:
        raise click.UsageError(say("subjects.pdf-needs-out", language()))
    begin, end = _period(since.date(), until.date() if until else day_of(utc_now(), zone), zone)
    with opened_gateway(config) as gateway:
        agency = gateway.settings.agency
        asked = tuple(sorted(set(datasets)))
        inquiry = Inquiry(agency, asked, begin, end, official, reason, utc_now())
        whole = _look_up(gateway, inquiry, _read_number(number))
    report = whole if reader == "officer" else whole.for_the_person()
    with opened(output) as file:
        file.write(_WRITERS[form](report, ZONES[zone]))
    left_out = whole.unreadable - report.unreadable
    if left_out:
        remark("subjects.left-out", count=left_out)
    if report.faults or report.gaps or left_out:
        raise SystemExit(FINDING)


def _period(first: date, last: date, zone: str) -> tuple[datetime, datetime]:
    """Return the first moment of the first day, and that after the last."""
    if last < first:
        raise click.UsageError(say("subjects.period-empty", language()))
    return day_start(first, zone), day_end(last, zone)


def _read_number(path: Path | None) -> str:
    try:
        if path is None:
            text = str(click.prompt(say("subjects.number-prompt", language()), hide_input=True, err=True))
        else:
            text = sys.stdin.read() if str(path) == "-" else read_file(path).decode()
    except UnicodeDecodeError:
        # The cause would hold the number.
        raise click.UsageError(say("subjects.number-encoding", language())) from None
    # Some editors begin a file with a mark that is no part of the number.
    text = text.removeprefix("\ufeff").strip()
    if not text:
        raise click.UsageError(say("subjects.number-empty", language()))
    if not text.isprintable():
        # Numbers of several people are nobody's number, and would find nobody.
        raise click.UsageError(say("subjects.number-lines", language()))
    return text


def _look_up(gateway: Gateway, inquiry: Inquiry, number: str) -> DisclosureReport:
    """Record the search, then search; what is held once it is done is marked."""
    person = Person(gateway.secrets.secret(MASTER), number)
    kept = persons_logs(gateway)
    kinds = [_kind(gateway, kept, name) for name in inquiry.datasets]
    # Whatever cannot be read of the holds is found out before the search is recorded for nothing.
    holds = kept.holds(inquiry.at)
    check_trees(gateway, kept.logs)
    recorded = record_change(gateway, plan_search(inquiry, person, kinds, exchange=new_exchange()))
    found = _search_all(gateway, kept, inquiry, person, holds)
    disclosures = tuple(one for seen, _ in found for one in seen)
    faults = tuple(one for _, wrong in found for one in wrong)
    return DisclosureReport(inquiry, recorded.exchange_id, disclosures, faults, tuple(kept.gaps))


def _search_all(
    gateway: Gateway, kept: PersonsLogs, inquiry: Inquiry, person: Person, holds: tuple[Hold, ...]
) -> list[tuple[list[Disclosure], list[Faulty]]]:
    """Search every log; what was held back, or released, during the search is searched for anew.

    Raises:
        LogError: that happened in every round.
    """
    for _ in range(_ROUNDS):
        found = [_search(log, inquiry, person, holds) for log in kept.logs]
        held, holds = holds, kept.holds(inquiry.at)
        if held == holds:
            return found
        # What was added stands beyond the tree that was checked.
        check_trees(gateway, kept.logs)
    raise LogError(Sentence("subjects.holds-changing"))


def _search(
    log: KeptLog, inquiry: Inquiry, person: Person, holds: tuple[Hold, ...]
) -> tuple[list[Disclosure], list[Faulty]]:
    index = index_of(log)

    @cache
    def bundle(digest: str) -> Bundle | None:
        return read_bundle(log.storage.bundle_files(digest)).bundle

    return find_disclosures(
        index.candidates(index.place_of(inquiry.since), index.end_of(inquiry.until), inquiry.datasets),
        person,
        inquiry,
        log.origin,
        bundle=bundle,
        hold=lambda each, entry: find_hold(holds, each, entry),
        erased=erasures_of(log).has,
    )


def _kind(gateway: Gateway, kept: PersonsLogs, dataset: str) -> str:
    """Name the number of a dataset; one that is in neither policy nor log is a mistake of the pen.

    Where a contract names no number any more, what was given before is reported all the same.
    """
    contract = known_policy(gateway).bundle.contracts.get(dataset)
    if contract is not None and contract.subject_key is not None:
        return kind_of(dataset, contract.subject_key)
    indices = [index_of(log) for log in kept.logs]
    found = (one for each in indices for one in each.candidates(0, each.size(), [dataset]))
    if contract is None:
        if not any(names_dataset(one, dataset) for one in found):
            raise click.UsageError(say("subjects.dataset-unknown", language(), dataset=dataset))
    elif not any(tells_people(one, dataset) for one in found):
        raise click.UsageError(say("subjects.dataset-keyless", language(), dataset=dataset))
    return kind_of(dataset, "")


def _text(report: DisclosureReport, zone: tzinfo) -> bytes:
    return harmless(render_text(disclosures_document(report, language(), zone))).encode()


def _json(report: DisclosureReport, zone: tzinfo) -> bytes:
    inquiry = report.inquiry
    told = {
        "agency": inquiry.agency,
        "datasets": list(inquiry.datasets),
        "since": rfc3339(inquiry.since),
        "until": rfc3339(inquiry.until),
        "official": inquiry.official,
        "reason": inquiry.reason,
        "search": report.search,
        "disclosures": [dict(row) for row in disclosures_rows(report)],
        "faults": [
            {"log": each.log, "index": each.index, "exchange_id": each.exchange_id, "fault": each.fault}
            for each in report.faults
        ],
        "gaps": [gap.say("en") for gap in report.gaps],
    }
    return f"{json.dumps(told, ensure_ascii=False, indent=2)}\n".encode()


def _csv(report: DisclosureReport, zone: tzinfo) -> bytes:
    rows = disclosures_rows(report)
    return b"".join(encode_csv(row) for row in [DISCLOSURE_COLUMNS, *(tuple(row.values()) for row in rows)])


def _pdf(report: DisclosureReport, zone: tzinfo) -> bytes:
    document = disclosures_document(report, language(), zone)
    return document_pdf(document, {}, report.inquiry.at.astimezone(zone).date(), language()).content


_WRITERS: Mapping[str, Callable[[DisclosureReport, tzinfo], bytes]] = {
    "text": _text,
    "json": _json,
    "csv": _csv,
    "pdf": _pdf,
}
