"""`gateway log entries`: entries by filter, asked for at a gateway with an auditor's key.

Each record is made again from its leaf before it is written. With `--whole` nothing is
left to the gateway: the whole log is read, held against its root, and filtered here.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from gateway.audit import OUTCOMES, verify_checkpoint
from gateway.catalogue import say
from gateway.cli.entry_forms import IN_FILES, WRITERS, Record, Told
from gateway.cli.grammar import FilePath, NewFile, command, option
from gateway.cli.peers import open_client, open_reader
from gateway.cli.rows import opened
from gateway.cli.speech import language, remark
from gateway.cli.times import MOMENT
from gateway.client import filter_whole, read_remote_log
from gateway.errors import RequestBad
from gateway.exchange import FILTERS, MAX_PAGE_SIZE, ORDERS, SCOPES, EntryFilter, read_search, rfc3339

_OF_PAGES = ("order", "page_size")
_EXAMPLES = {
    "from": "2026-11-24T00:00:00+07:00",
    "until": "2026-12-01T00:00:00+07:00",
    "agency": "polres-kapuas-hulu",
    "system": "aplikasi",
    "dataset": "kpu-kapuas-hulu/tps",
    "purpose": "pengamanan-tps",
    "agreement": "pks-kapuas-hulu",
    "code": "field-withheld",
    "exchange": "01936f1e-0000-7000-8000-000000000000",
}


@command("entries", help="log.entries")
@option("--profile", type=FilePath(), required=True, help="log-profile")
@option("--agency", "log", required=True, metavar="AGENCY", help="log-agency")
@option("--scope", type=click.Choice(SCOPES), help="entries-scope")
@option("--from", type=MOMENT, metavar="MOMENT", help="entries-from")
@option("--until", type=MOMENT, metavar="MOMENT", help="entries-until")
@option("--party", "agency", metavar="AGENCY", help="entries-party")
@option("--consumer", metavar="AGENCY", help="entries-consumer")
@option("--provider", metavar="AGENCY", help="entries-provider")
@option("--system", metavar="SYSTEM", help="entries-system")
@option("--dataset", metavar="DATASET", help="entries-dataset")
@option("--purpose", metavar="PURPOSE", help="entries-purpose")
@option("--agreement", metavar="UID", help="entries-agreement")
@option("--outcome", type=click.Choice(OUTCOMES), help="entries-outcome")
@option("--code", metavar="CODE", help="entries-code")
@option("--exchange", metavar="EXCHANGE_ID", help="entries-exchange")
@option("--order", type=click.Choice(ORDERS), help="entries-order")
@option("--page-size", type=click.IntRange(1, MAX_PAGE_SIZE), help="entries-page-size")
@option("--all", "every", is_flag=True, help="every-page")
@option("--prove", is_flag=True, help="entries-prove")
@option("--whole", is_flag=True, help="entries-whole")
@option("--format", "form", type=click.Choice(list(WRITERS)), default="table", help="entries-format")
@option("--output", type=NewFile(), help="rows-out")
def entries_command(
    profile: Path,
    log: str,
    every: bool,
    prove: bool,
    whole: bool,
    form: str,
    output: Path | None,
    **asked: Any,
) -> None:
    """List entries."""
    if form in IN_FILES and output is None:
        raise click.UsageError(say("entries.needs-file", language(), form=form))
    search = {name: _written(value) for name, value in asked.items() if value is not None}
    if whole and (every or prove or any(name in search for name in _OF_PAGES)):
        raise click.UsageError(say("entries.whole-alone", language()))
    wanted = _checked(search)
    told = Told("", {name: search[name] for name in FILTERS if name in search}, _folder(output))
    found = (
        _whole(profile, log, told, wanted)
        if whole
        else _listed(profile, log, search, told, every=every, prove=prove)
    )
    with opened(output) as file:
        WRITERS[form](found, file, told)
    remark("entries.found", count=told.count, origin=told.origin, size=told.head.size if told.head else 0)
    remark("entries.whole" if whole else "entries.filtered")


def _written(value: object) -> str:
    return rfc3339(value) if isinstance(value, datetime) else str(value)


def _checked(search: dict[str, str]) -> EntryFilter:
    """Read the filter as a gateway would, so that a slip of the pen is told without asking one."""
    try:
        return read_search(search).wanted
    except RequestBad as error:
        member = error.shown.get("member", "-")
        option = "--party" if member == "agency" else f"--{member.replace('_', '-')}"
        example = _EXAMPLES.get(member, _EXAMPLES["agency"])
        fault = say("entries.filter-bad", language(), example=example)
        raise click.BadParameter(fault, param_hint=option) from error


def _folder(output: Path | None) -> Path:
    return output.parent if output else Path()


def _listed(
    profile: Path, log: str, search: dict[str, str], told: Told, *, every: bool, prove: bool
) -> Iterator[Record]:
    with open_client(profile, log) as client:
        for page in client.entries(search, is_proven=prove):
            told.origin, told.head = page.head.origin, told.head or page.head
            for record in page.records:
                told.count += 1
                yield record
            if not every:
                if page.next_cursor:
                    remark("commands.more-pages")
                return


def _whole(profile: Path, log: str, told: Told, wanted: EntryFilter) -> Iterator[Record]:
    with open_reader(profile, log) as reader:
        remote = read_remote_log(reader.client)
        told.origin, told.head = (
            reader.origin,
            verify_checkpoint(remote.note, reader.origin, reader.log_keys),
        )
        for record in filter_whole(remote.entries(), told.head, wanted, held=reader.head):
            told.count += 1
            yield record
