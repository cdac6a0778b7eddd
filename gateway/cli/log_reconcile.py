"""`gateway log reconcile`: what a consumer kept, held against the provider's log, and the other way round.

Whose keys count is in the consumer's own profile, or with `--config` in the active trust
file of that gateway. Without a copy of the log the gateway itself is asked, for no more
than a consumer may see; the command says what it then could not look at.
"""

import json
from base64 import b64encode
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import click

from gateway.app import Gateway
from gateway.audit import EMPTY, Checkpoint, verify_checkpoint
from gateway.catalogue import Sentence, say
from gateway.cli.files import read_file
from gateway.cli.grammar import FilePath, argument, command, option
from gateway.cli.opening import known_policy, opened
from gateway.cli.peers import Reader, open_reader
from gateway.cli.speech import FINDING, language, tell
from gateway.client import OwnLog, Peer, read_remote_log
from gateway.errors import KeyUnknown
from gateway.evidence import (
    Difference,
    Differences,
    KeptHead,
    KeptReceipt,
    Lack,
    Receipt,
    Reconciled,
    reconcile_copy,
    reconcile_open,
    take_receipts,
    verify_receipt,
)
from gateway.policy import Role
from gateway.storage import LogCopy, open_storage, read_export, read_log

FILE = FilePath(exists=True, dir_okay=False)
UNSEEN = ("entries", "acknowledgements", "others")
"""What a consumer cannot look at over HTTP; the words are stable."""


class Trusted(NamedTuple):
    """Whose log it is, by whose keys, and the heads of it that were kept."""

    peer: Peer
    heads: list[KeptHead]


@command("reconcile", help="log.reconcile")
@argument("export", type=FILE, required=False, help="log-export")
@option("--kept", type=FilePath(exists=True), multiple=True, help="reconcile-kept")
@option("--profile", type=FilePath(), help="reconcile-profile")
@option("--agency", metavar="AGENCY", help="reconcile-agency")
@option("--config", type=FilePath(), help="reconcile-config")
@option("--database", metavar="URL", help="reconcile-database")
@option("--head", "head_files", type=FILE, multiple=True, help="reconcile-head")
@option("--consumer", "consumers", metavar="AGENCY", multiple=True, help="reconcile-consumer")
@option("--system", metavar="SYSTEM", help="reconcile-system")
@option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="receipt-format")
def reconcile_command(
    export: Path | None,
    kept: tuple[Path, ...],
    profile: Path | None,
    agency: str | None,
    config: Path | None,
    database: str | None,
    head_files: tuple[Path, ...],
    consumers: tuple[str, ...],
    system: str | None,
    form: str,
) -> None:
    """Compare records and log."""
    if (export and database) or bool(profile) == bool(config):
        raise click.UsageError(say("reconcile.one-source", language()))
    if bool(profile) != bool(agency):
        raise click.UsageError(say("log-check.profile-and-agency", language()))
    found = Differences()
    is_open = not (export or database or config)
    with _trusting(profile, agency or "", config) as (trusted, reader, gateway):
        heads = [*trusted.heads, *(_read_head(path, trusted.peer) for path in head_files)]
        receipts = take_receipts(
            _read_kept(kept),
            origin=trusted.peer.origin,
            verify=_verifier(trusted.peer),
            verify_note=lambda note: _verified(note, trusted.peer),
            found=found,
        )
        if is_open and reader is not None:
            told = _ask(reader, receipts, heads, found)
        else:
            wanted = consumers or sorted({receipt.agency for receipt in receipts.values()})
            if not wanted:
                raise click.UsageError(say("reconcile.no-consumer", language()))
            with _copied(export, database, gateway) as copy:
                last = _last_checkpoint(copy, trusted.peer)
                told = reconcile_copy(
                    copy.entries, last, receipts, heads, consumers=wanted, system=system, found=found
                )
    _tell(told, form, is_open=is_open)
    if not told.agrees:
        raise SystemExit(FINDING)


@contextmanager
def _trusting(
    profile: Path | None, agency: str, config: Path | None
) -> Iterator[tuple[Trusted, Reader | None, Gateway | None]]:
    if config is not None:
        with opened(config) as gateway:
            own = gateway.settings.agency
            trust = known_policy(gateway).bundle.trusts.get(own)
            if trust is None:
                raise KeyUnknown(Sentence("reconcile.no-trust", agency=own))
            given = gateway.log.given_out()
            heads = [KeptHead(str(config), given)] if given else []
            yield Trusted(Peer.of(trust, origin=gateway.settings.log_origin), heads), None, gateway
    elif profile is not None:
        with open_reader(profile, agency) as reader:
            heads = [KeptHead(str(profile), reader.head)] if reader.head else []
            yield Trusted(reader.peer, heads), reader, None


@contextmanager
def _copied(export: Path | None, database: str | None, gateway: Gateway | None) -> Iterator[LogCopy]:
    if export is not None:
        yield read_export(export)
    elif database is not None:
        with closing(open_storage(database)) as storage, read_log(storage) as copy:
            yield copy
    elif gateway is not None:
        with read_log(gateway.storage) as copy:
            yield copy


def _ask(
    reader: Reader, receipts: Mapping[str, KeptReceipt], heads: Iterable[KeptHead], found: Differences
) -> Reconciled:
    head = verify_checkpoint(read_remote_log(reader.client).note, reader.origin, reader.log_keys)
    return reconcile_open(OwnLog(reader.client), head, receipts, heads, found=found)


def _verifier(peer: Peer) -> Callable[[str], Receipt]:
    return lambda token: verify_receipt(
        token, receipt_key=peer.receipt_key, log_key=peer.log_keys, origin=peer.origin
    )


def _last_checkpoint(copy: LogCopy, peer: Peer) -> Checkpoint:
    """Return the copy's last checkpoint, its signature checked; an empty log has none to check."""
    for note in deque(copy.checkpoints, maxlen=1):
        return _verified(note, peer)
    return Checkpoint(peer.origin, 0, EMPTY.root())


def _verified(note: str, peer: Peer) -> Checkpoint:
    keys = [trusted.key for trusted in peer.keys.values() if trusted.role == Role.LOG]
    return verify_checkpoint(note, peer.origin, keys)


def _read_head(path: Path, peer: Peer) -> KeptHead:
    return KeptHead(str(path), _verified(read_file(path).decode("utf-8", "replace"), peer))


def _read_kept(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Read receipts, one at a time: files as they are named, of a folder those that end in .jws."""
    for path in paths:
        for file in sorted(path.rglob("*.jws")) if path.is_dir() else (path,):
            yield str(file), read_file(file).decode("ascii", "replace").strip()


def _tell(told: Reconciled, form: str, *, is_open: bool) -> None:
    if form == "json":
        click.echo(json.dumps(_facts(told, is_open=is_open), indent=1, ensure_ascii=False))
        return
    root = b64encode(told.root).decode()
    counted = {"receipts": told.receipts, "acknowledgements": told.acknowledgements}
    if told.agrees:
        tell("reconcile.agrees", origin=told.origin, size=told.size, root=root, **counted)
    else:
        count = len(told.differences) + told.unlisted
        tell("reconcile.differs", origin=told.origin, size=told.size, root=root, count=count, **counted)
    for difference in told.differences:
        tell(
            "reconcile.difference",
            lack=difference.lack,
            text=say(LACK_TEXTS[difference.lack], language()),
            where=", ".join(_places(difference)),
        )
        if difference.remark:
            tell("reconcile.remark", remark=difference.remark)
    if told.unlisted:
        tell("commands.log-unlisted", count=told.unlisted)
    for name in UNSEEN if is_open else ():
        tell(f"reconcile.unseen-{name}")


def _places(difference: Difference) -> Iterator[str]:
    if difference.file:
        yield difference.file
    if difference.exchange:
        yield difference.exchange
    if difference.index is not None:
        yield say("reconcile.entry", language(), index=difference.index)


def _facts(told: Reconciled, *, is_open: bool) -> Mapping[str, object]:
    """Return what was found for programs; all words in it are stable."""
    return {
        "agrees": told.agrees,
        "origin": told.origin,
        "size": told.size,
        "root": told.root.hex(),
        "receipts": told.receipts,
        "acknowledgements": told.acknowledgements,
        "differences": [
            {
                "lack": each.lack,
                "file": each.file or None,
                "exchange": each.exchange or None,
                "index": each.index,
                "remark": each.remark or None,
            }
            for each in told.differences
        ],
        "unlisted": told.unlisted,
        "unseen": list(UNSEEN) if is_open else [],
    }


LACK_TEXTS = {lack: f"reconcile.lack-{lack}" for lack in Lack}
