"""`gateway policies exemptions`: what registered decisions close, how long still, and the list to publish."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, cast

import click

from gateway.app import utc_now
from gateway.catalogue import say
from gateway.cli.grammar import FilePath, NewFile, argument, command, option
from gateway.cli.opening import bundle_of
from gateway.cli.rows import ByteFile, opened
from gateway.cli.speech import FINDING, language
from gateway.cli.times import DAY
from gateway.drafting import (
    Decision,
    exemptions_on,
    heading,
    list_rows,
    markdown,
    officer_of,
)
from gateway.formats import SheetColumn, XlsxFile, encode_csv
from gateway.policy import Bundle, LogicalType, day_of

FORMS = ("text", "json", "md", "csv", "xlsx")


@command("exemptions", help="policies.exemptions")
@argument("folder", type=FilePath(file_okay=False), default="policies", help="folder")
@option("--config", type=FilePath(), help="active-policy")
@option("--at", type=DAY, help="exemptions-day")
@option("--within", type=click.IntRange(0, 36_500), default=30, show_default=True, help="exemptions-within")
@option("--agency", metavar="AGENCY", help="exemptions-agency")
@option("--format", "form", type=click.Choice(FORMS), default="text", help="exemptions-format")
@option("-o", "output", type=NewFile(), help="report-out")
def exemptions_command(
    folder: Path,
    config: Path | None,
    at: datetime | None,
    within: int,
    agency: str | None,
    form: str,
    output: Path | None,
) -> None:
    """Say what each decision closes, and until when."""
    if form == "xlsx" and output is None:
        raise click.UsageError(say("exemptions.xlsx-needs-out", language()))
    bundle = bundle_of(folder, config)
    day = at.date() if at else day_of(utc_now(), "Asia/Jakarta")
    found = exemptions_on(bundle, day, soon=timedelta(days=within), agency=agency)
    with opened(output) as file:
        _WRITERS[form](file, found, bundle, day)
    if any(each.needs_work for each in found):
        raise SystemExit(FINDING)


def _write_text(file: ByteFile, found: Sequence[Decision], bundle: Bundle, day: date) -> None:
    lines = [line for decision in found for line in _told(decision, bundle)] or [_say("exemptions.none")]
    work = sum(each.needs_work for each in found)
    lines.append(_say("exemptions.summary", count=len(found), day=day, work=work))
    file.write("".join(f"{line}\n" for line in lines).encode())


def _told(decision: Decision, bundle: Bundle) -> list[str]:
    exemption, state = decision.exemption, _say(f"exemptions.state-{decision.state}")
    lines = [_say("exemptions.decision", agency=decision.agency, number=exemption.number, state=state)]
    if (left := decision.days_left) is not None:
        lines.append(_say(f"exemptions.until-{_side(left)}", day=exemption.until, days=abs(left)))
    if (left := decision.days_to_review) is not None:
        lines.append(_say(f"exemptions.review-{_side(left)}", day=exemption.review, days=abs(left)))
    if exemption.revoked:
        lines.append(_say("exemptions.revoked-on", day=exemption.revoked))
    lines.append(_say("exemptions.written", place=exemption.place))
    for each in decision.covered:
        name = "exemptions.field" if each.classification else "exemptions.field-gone"
        values = {"classification": each.classification} if each.classification else {}
        lines.append(_say(name, name=each.name, **values))
    if decision.contracts:
        lines.append(_say("exemptions.contracts", names=", ".join(decision.contracts)))
    for dependent in decision.dependents:
        permissions = ", ".join(dependent.permissions) or "-"
        lines.append(
            _say(
                "exemptions.agreement",
                agreement=dependent.agreement,
                dataset=dependent.dataset,
                permissions=permissions,
            )
        )
    if decision.undecided:
        official = officer_of(bundle, decision.agency, utc_now()) or exemption.official
        lines.append(_say("exemptions.undecided", names=", ".join(decision.undecided), official=official))
    return lines


def _side(days: int) -> str:
    return "in" if days >= 0 else "past"


def _write_json(file: ByteFile, found: Sequence[Decision], bundle: Bundle, day: date) -> None:
    document = {
        "bundle": bundle.digest,
        "day": day.isoformat(),
        "exemptions": [_document(each) for each in found],
    }
    file.write(json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n")


def _document(decision: Decision) -> Mapping[str, object]:
    exemption = decision.exemption
    days = {name: getattr(exemption, name) for name in ("decided", "until", "review", "revoked")}
    return {
        "agency": decision.agency,
        "number": exemption.number,
        "state": decision.state,
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "days_left": decision.days_left,
        "days_to_review": decision.days_to_review,
        "letter": exemption.letter,
        "issuing_body": exemption.issuing_body,
        "registering_body": exemption.registering_body,
        "official": exemption.official,
        "reason": exemption.reason,
        "signed_at": exemption.signed_at,
        "file": exemption.place.file,
        "line": exemption.place.line,
        "fields": [{"name": each.name, "classification": each.classification} for each in decision.covered],
        "contracts": decision.contracts,
        "agreements": [
            {"uid": each.agreement, "dataset": each.dataset, "permissions": each.permissions}
            for each in decision.dependents
        ],
        "undecided": decision.undecided,
        "needs_work": decision.needs_work,
    }


def _write_markdown(file: ByteFile, found: Sequence[Decision], bundle: Bundle, day: date) -> None:
    rows = [heading(language()), *list_rows(found, language())]
    file.write(markdown(_say("exemptions.title"), _about(bundle, day), rows).encode())


def _write_csv(file: ByteFile, found: Sequence[Decision], bundle: Bundle, day: date) -> None:
    for row in (heading(language()), *list_rows(found, language())):
        file.write(encode_csv(row))


def _write_xlsx(file: ByteFile, found: Sequence[Decision], bundle: Bundle, day: date) -> None:
    columns = [SheetColumn(name, LogicalType.STRING) for name in heading(language())]
    with (
        TemporaryDirectory(prefix=".exemptions-") as scratch,
        XlsxFile(cast(IO[bytes], file), _say("exemptions.sheet-list"), columns, Path(scratch)) as book,
    ):
        for row in list_rows(found, language()):
            book.add(row)
        book.explain(
            _say("exemptions.sheet-about"),
            [(line,) for line in (_say("exemptions.title"), *_about(bundle, day))],
        )


def _about(bundle: Bundle, day: date) -> tuple[str, ...]:
    return _say("exemptions.as-of", day=day), _say("exemptions.bundle", digest=bundle.digest)


def _say(name: str, /, **values: object) -> str:
    return say(name, language(), **values)


_WRITERS = {
    "text": _write_text,
    "json": _write_json,
    "md": _write_markdown,
    "csv": _write_csv,
    "xlsx": _write_xlsx,
}
