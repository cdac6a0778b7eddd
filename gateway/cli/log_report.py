"""What a check of a log comes to, in words."""

from base64 import b64encode

from gateway.audit import Fault, Finding, LogReport
from gateway.catalogue import say
from gateway.cli.speech import language, tell
from gateway.evidence import Replays


def tell_replays(replays: Replays) -> None:
    """Say how many decisions were made once more, and how many were not."""
    if replays.replayed:
        tell("log-check.replayed", count=replays.replayed)
    if replays.unopened:
        tell("log-check.unopened", count=replays.unopened)
    if replays.without_bundle:
        tell("log-check.without-bundle", count=replays.without_bundle)
    if replays.unapproved:
        tell("succession.unapproved")
    for planner, count in sorted(replays.other_planners.items()):
        tell("log-check.other-planner", planner=planner, count=count)


def tell_report(report: LogReport, origin: str) -> None:
    """Say how far a log holds, and what is wrong with it, the first fault first."""
    outcome = "commands.log-sound" if report.is_sound else "commands.log-unsound"
    tell(
        outcome,
        origin=origin,
        entries=report.entries,
        checkpoints=report.checkpoints,
        size=report.size,
        root=b64encode(report.root).decode(),
        findings=len(report.findings) + report.unlisted,
    )
    if report.uncompared:
        tell("commands.log-uncompared", count=report.uncompared)
    if report.unlisted:
        tell("commands.log-unlisted", count=report.unlisted)
    if report.findings:
        # Where nothing covers an entry, what is wrong with its checkpoint is the reason.
        first = min(report.findings, key=lambda each: (each.first, each.fault is Fault.UNCOVERED))
        tell("log-check.first", index=first.first, fault=first.fault)
    for finding in report.findings:
        tell_finding(finding)


def tell_finding(finding: Finding) -> None:
    """Say one fault."""
    where = str(finding.first) if finding.first == finding.last else f"{finding.first}-{finding.last}"
    text = say(FAULT_TEXTS[finding.fault], language(), role=finding.named)
    tell("commands.log-finding", where=where, fault=finding.fault, text=text)


FAULT_TEXTS = {fault: f"commands.log-fault.{fault}" for fault in Fault}
