"""`gateway log reconcile`: what a consumer kept, held against the provider's log, and the other way round.

Whose keys count is in the consumer's own profile, or with `--config` in the active trust
file of that gateway. Without a copy of the log the gateway itself is asked, for no more
than a consumer may see; the command says what it then could not look at.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import click

from gateway.app import Gateway
from gateway.audit import EMPTY, Checkpoint, verify_checkpoint
from gateway.catalogue import Sentence, say
from gateway.cli.files import read_file
from gateway.cli.first_entries import logs_before
from gateway.cli.grammar import FilePath, argument, command, option
from gateway.cli.log_reconcile_report import Comparison, tell_reconciled
from gateway.cli.opening import known_policy, opened
from gateway.cli.peers import Reader, open_reader
from gateway.cli.speech import FINDING, language, remark
from gateway.client import OwnLog, Peer, read_remote_log
from gateway.errors import KeyUnknown, ProofBad
from gateway.evidence import (
    Aside,
    Differences,
    Ended,
    KeptHead,
    KeptReceipt,
    Receipt,
    Reconciled,
    put_aside,
    reconcile_copy,
    reconcile_open,
    take_receipts,
    verify_receipt,
)
from gateway.policy import Role
from gateway.storage import LogCopy, open_storage, read_export, read_log

FILE = FilePath(exists=True, dir_okay=False)


class Trusted(NamedTuple):
    """Whose log it is, by whose keys, the heads of it that were kept, and the logs that it follows, by name.

    `place` is where that is known from.
    """

    peer: Peer
    heads: list[KeptHead]
    ended: Mapping[str, Ended]
    place: str

    def facing(self, copy: LogCopy) -> "Trusted":
        """Turn to the log that a copy is of: one that has ended is compared up to its end.

        Raises:
            ProofBad: it is of none of these.
        """
        if copy.origin in {self.peer.origin, ""}:
            return self
        ended = self.ended.get(copy.origin)
        if ended is None:
            raise ProofBad(Sentence("reconcile.copy-of-other", found=copy.origin, wanted=self.peer.origin))
        heads = [KeptHead(self.place, head) for head in ended.heads]
        return self._replace(peer=replace(self.peer, origin=copy.origin), heads=heads)

    def verify(self, token: str) -> Receipt:
        """Verify a receipt of the log that is turned to."""
        peer = self.peer
        receipt = verify_receipt(
            token, receipt_key=peer.receipt_key, log_key=peer.log_keys, origin=peer.origin
        )
        if ended := self.ended.get(peer.origin):
            ended.check(receipt.checkpoint)
        return receipt

    def others(self, present: str) -> Mapping[str, Callable[[str], Receipt]]:
        """Return what verifies receipts of each other log of this gateway; `present` is the one in use."""
        names = {present, *self.ended} - {self.peer.origin}
        return {name: self._replace(peer=replace(self.peer, origin=name)).verify for name in names}


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
    if profile and not (export or database) and (consumers or system):
        raise click.UsageError(say("reconcile.needs-copy", language()))
    found, aside = Differences(), Aside()
    with (
        _trusting(profile, agency or "", config) as (known, reader, gateway),
        _copied(export, database, gateway) as copy,
    ):
        trusted = known.facing(copy) if copy else known
        heads = [*trusted.heads, *(_read_head(path, trusted.peer) for path in head_files)]
        files = put_aside(_read_kept(kept), trusted.others(known.peer.origin), aside=aside, found=found)
        receipts = take_receipts(
            files,
            origin=trusted.peer.origin,
            verify=trusted.verify,
            verify_note=lambda note: _verified(note, trusted.peer),
            found=found,
        )
        if copy is not None:
            wanted = consumers or _agencies(receipts, aside, found)
            last = _last_checkpoint(copy, trusted.peer)
            told = reconcile_copy(
                copy.entries, last, receipts, heads, consumers=wanted, system=system, found=found
            )
        elif reader is not None:
            told = _ask(reader, receipts, heads, found)
    tell_reconciled(Comparison(told, aside, known.peer.origin, known.ended, copy is None), form)
    if not told.agrees:
        raise SystemExit(FINDING)


def _agencies(receipts: Mapping[str, KeptReceipt], aside: Aside, found: Differences) -> Collection[str]:
    """Return whose releases are looked for: those of agencies that sound receipts name, of whichever log."""
    named = sorted(({receipt.agency for receipt in receipts.values()} | aside.agencies) - {""})
    if not named and not found.listed:
        raise click.UsageError(say("reconcile.no-consumer", language()))
    if not named:
        # What was kept is all unsound. That is said below; nothing says who kept it.
        remark("reconcile.no-consumer")
    return named


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
            peer = Peer.of(trust, origin=gateway.settings.log_origin)
            ended = {said.old.origin: Ended(said) for said, _ in logs_before(gateway)}
            yield Trusted(peer, heads, ended, str(config)), None, gateway
    elif profile is not None:
        with open_reader(profile, agency) as reader:
            heads = [KeptHead(str(profile), reader.head)] if reader.head else []
            ended = {each.origin: each for each in reader.ended}
            yield Trusted(reader.peer, heads, ended, str(profile)), reader, None


@contextmanager
def _copied(export: Path | None, database: str | None, gateway: Gateway | None) -> Iterator[LogCopy | None]:
    if export is not None:
        yield read_export(export)
    elif database is not None:
        with closing(open_storage(database)) as storage, read_log(storage) as copy:
            yield copy
    elif gateway is not None:
        with read_log(gateway.storage) as copy:
            yield copy
    else:
        yield None


def _ask(
    reader: Reader, receipts: Mapping[str, KeptReceipt], heads: Iterable[KeptHead], found: Differences
) -> Reconciled:
    head = verify_checkpoint(read_remote_log(reader.client).note, reader.origin, reader.log_keys)
    return reconcile_open(OwnLog(reader.client), head, receipts, heads, found=found)


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
