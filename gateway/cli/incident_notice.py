"""`gateway incident notice`: the notice of UU 27/2022 Article 46, as far as the log can write it."""

from collections.abc import Mapping
from pathlib import Path

import click

from gateway.app import Gateway
from gateway.audit import Opening
from gateway.cli.files import write_private
from gateway.cli.grammar import NewFile, argument, command, config_option, option
from gateway.cli.incident_logs import all_logs
from gateway.cli.incident_reading import Reading, find_incident, read_scope, tell_doubts
from gateway.cli.opening import opened
from gateway.cli.speech import remark
from gateway.drafting import Audience, NoticeFacts, document_pdf, notice_document, render_markdown
from gateway.evidence import OFFICIAL, REASON, Incident, opened_value
from gateway.policy import ZONES
from gateway.storage import AuditReads

_ZONE = "Asia/Jakarta"


@command("notice", help="incident.notice")
@argument("incident", metavar="ID", help="incident-id")
@option("--to", "audience", type=click.Choice(["agency", "subjects"]), default="agency", help="incident-to")
@option("-o", "--output", "out", type=NewFile(), help="incident-out")
@option("--pdf", type=NewFile(), help="incident-pdf")
@config_option
def notice_command(
    incident: str, audience: Audience, out: Path | None, pdf: Path | None, config: Path
) -> None:
    """Draft the notice."""
    with opened(config) as gateway:
        # What makes it doubtful, the reading of the whole log says as well.
        found, _ = find_incident(gateway, incident)
        reading = read_scope(gateway, found.scope, lambda exposure: None)
        document = notice_document(_facts(gateway, found, reading), audience)
    if pdf is not None:
        # Dated as the incident is: the same facts make the same file.
        write_private(pdf, document_pdf(document, {}, found.opened_at.date(), "id").content)
        remark("incident.notice-written", path=pdf)
    text = render_markdown(document).encode()
    if out is None:
        click.echo(text.decode(), nl=False)
    else:
        write_private(out, text)
        remark("incident.notice-written", path=out)
    tell_doubts(reading.all_doubts())


def _facts(gateway: Gateway, incident: Incident, reading: Reading) -> NoticeFacts:
    origin, kept = _beside(gateway, incident)
    console, standing = gateway.settings.console, gateway.storage.standing()
    return NoticeFacts(
        agency=gateway.settings.agency,
        origin=origin,
        zone=ZONES[console.timezone if console else _ZONE],
        incident=incident,
        totals=reading.totals,
        official=_opened(incident, kept, OFFICIAL),
        reason=_opened(incident, kept, REASON),
        revoked=standing.revoked.get(incident.scope.key or "") if standing else None,
        people=reading.people.counts,
        unknown_people=sum(reading.people.states[state] for state in ("unknown", "gone", "changed")),
        doubts=tuple(reading.all_doubts()),
    )


def _beside(gateway: Gateway, incident: Incident) -> tuple[str, Mapping[str, Opening]]:
    """Return the name of the log that has an incident, and what is kept to open its commitments."""
    for log in all_logs(gateway).logs:
        reads = AuditReads(log.storage)
        found = reads.find(incident.id)
        if found is not None:
            return log.origin, reads.openings(found.index)
    return gateway.settings.log_origin, {}


def _opened(incident: Incident, kept: Mapping[str, Opening], name: str) -> str | None:
    value = opened_value(incident.entry, kept, name)
    return value.decode("utf-8", "replace") if value is not None else None
