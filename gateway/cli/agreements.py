"""`gateway agreements`: propose an agreement to the other gateway, and deal with what it proposes.

Nothing here activates anything. What is sent and what is answered is recorded
before it leaves; a peer that cannot be reached is told when the command is run again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from gateway.app import Gateway, utc_now
from gateway.catalogue import Sentence, say
from gateway.cli.agreements_paper import import_command, inspect_command
from gateway.cli.grammar import FilePath, argument, config_option, group, option
from gateway.cli.opening import known_policy, new_exchange, opened, read_signer, record
from gateway.cli.peer_gateways import peer_client
from gateway.cli.speech import FINDING, UNAVAILABLE, language, tell
from gateway.client import Client, compare, propose, settle
from gateway.drafting import accept, closure, export_files, read_folder
from gateway.errors import GatewayUnreachable, ParcelUnknown, PolicyFilesBad, SettingsBad
from gateway.exchange import (
    Change,
    Settlement,
    Stated,
    StoredParcel,
    Verdict,
    active_between,
    plan_comparison,
    plan_proposal,
    plan_settlement,
)
from gateway.policy import Policy, bundle_digest
from gateway.storage import Parcels

FOLDER = FilePath(file_okay=False)


@group("agreements", help="agreements")
def agreements_group() -> None:
    """Hold the commands between two gateways."""


agreements_group.add_command(inspect_command)
agreements_group.add_command(import_command)


@agreements_group.command("propose", help="agreements.propose")
@argument("uid", help="propose-uid")
@argument("folder", type=FOLDER, default="policies", help="folder")
@config_option
@option("--to", "receiver", required=True, metavar="ID", help="propose-to")
def propose_command(uid: str, folder: Path, config: Path, receiver: str) -> None:
    """Send an agreement and all that it refers to."""
    files = read_folder(folder)
    with opened(config) as gateway:
        sent = closure(files, uid, folder)
        exchange, own = new_exchange(), gateway.settings.agency
        with peer_client(gateway, receiver) as client:
            recorded = record(
                gateway,
                lambda policy: plan_proposal(
                    sent, own, receiver, policy or known_policy(gateway), now=utc_now(), exchange=exchange
                ),
            )
            with _reaching(receiver):
                propose(client, sent)
    tell("mail.proposed", uid=uid, agency=receiver, digest=bundle_digest(sent), index=recorded.index)


@agreements_group.command("inbox", help="agreements.inbox")
@config_option
@argument("digest", required=False, help="parcel-digest")
@option("--export", "target", type=FOLDER, help="inbox-export")
def inbox_command(config: Path, digest: str | None, target: Path | None) -> None:
    """Show what came and went, or write one proposal to a folder."""
    if (digest is None) != (target is None):
        raise click.UsageError(say("mail.export-needs-digest", language()))
    with opened(config) as gateway:
        parcels = Parcels(gateway.storage)
        if digest is not None and target is not None:
            stored = _find(parcels, digest)
            count = export_files({**stored.files, **stored.answer}, target)
            tell("mail.exported", count=count, folder=target)
            return
        listed = parcels.list_all()
        for each in listed:
            _tell_line(each)
        if not listed:
            tell("mail.empty")


@agreements_group.command("accept", help="agreements.accept")
@argument("digest", help="parcel-digest")
@argument("folder", type=FOLDER, default="policies", help="folder")
@config_option
@option("--key", type=FilePath(), required=True, help="signing-key")
@option("--name", help="jws-name")
def accept_command(digest: str, folder: Path, config: Path, key: Path, name: str | None) -> None:
    """Write a proposal to the policy folder, sign its agreement and send the signature back."""
    signer = read_signer(key)
    with opened(config) as gateway:
        stored = _find_incoming(gateway, digest, "accepted")
        parcel, policy = stored.parcel, known_policy(gateway)
        with peer_client(gateway, parcel.agency) as client:
            written = accept(
                stored.files,
                read_folder(folder),
                folder,
                signer,
                policy,
                agency=gateway.settings.agency,
                sender=parcel.agency,
                name=name,
                now=utc_now(),
            )
            _settle(gateway, client, Settlement(parcel, "accepted", "", written.signatures))
    for path in written.paths:
        tell("mail.written", path=folder / path)
    tell(
        "mail.accepted",
        uid=parcel.uid,
        version=parcel.version,
        key=signer.key.thumbprint,
        agency=parcel.agency,
        folder=folder,
    )


@agreements_group.command("reject", help="agreements.reject")
@argument("digest", help="parcel-digest")
@config_option
@option("--reason", required=True, help="reject-reason")
def reject_command(digest: str, config: Path, reason: str) -> None:
    """Reject a proposal, and say why."""
    with opened(config) as gateway:
        parcel = _find_incoming(gateway, digest, "rejected").parcel
        with peer_client(gateway, parcel.agency) as client:
            _settle(gateway, client, Settlement(parcel, "rejected", reason, {}))
    tell("mail.rejected", uid=parcel.uid, version=parcel.version, agency=parcel.agency)


@agreements_group.command("compare", help="agreements.compare")
@config_option
@option("--with", "agency", metavar="ID", help="compare-with")
def compare_command(config: Path, agency: str | None) -> None:
    """Compare which versions are active here and at the other gateways."""
    unequal = False
    with opened(config) as gateway:
        peers = [agency] if agency else sorted(gateway.settings.peers)
        if not peers:
            raise SettingsBad("peers-none", "peers")
        for peer in peers:
            unequal |= _compare(gateway, peer)
    if unequal:
        raise SystemExit(FINDING)


def _compare(gateway: Gateway, peer: str) -> bool:
    """Exchange statements with one gateway; say whether any agreement differs."""
    own = active_between(known_policy(gateway), gateway.settings.agency, peer)
    with peer_client(gateway, peer) as client, _reaching(peer):
        stated = Stated(peer, compare(client, own))
    exchange = new_exchange()
    if plan_comparison(stated, gateway.policies.refresh(), now=utc_now(), exchange=exchange) is not None:
        record(gateway, lambda policy: _kept(stated, policy or known_policy(gateway), exchange))
    for uid in sorted(own.keys() | stated.active.keys()):
        ours, theirs = own.get(uid, "-"), stated.active.get(uid, "-")
        if ours == theirs:
            tell("mail.equal", agency=peer, uid=uid, digest=ours)
        else:
            tell("mail.unequal", agency=peer, uid=uid, ours=ours, theirs=theirs)
    return dict(stated.active) != own


def _kept(stated: Stated, policy: Policy, exchange: str) -> Change:
    change = plan_comparison(stated, policy, now=utc_now(), exchange=exchange)
    if change is None:
        # Another process has just kept the same.
        raise PolicyFilesBad(Sentence("storage.policy-moved"))
    return change


def _settle(gateway: Gateway, client: Client, settled: Settlement) -> None:
    """Record an answer, then send it."""
    exchange = new_exchange()
    record(
        gateway,
        lambda policy: plan_settlement(
            settled, policy or known_policy(gateway), now=utc_now(), exchange=exchange
        ),
    )
    parcel = settled.parcel
    with _reaching(parcel.agency):
        settle(client, parcel.digest, settled.verdict, settled.reason, settled.files)


@contextmanager
def _reaching(agency: str) -> Iterator[None]:
    """Say that a gateway could not be reached: what was recorded stays, and can be sent again."""
    try:
        yield
    except GatewayUnreachable:
        tell("mail.unsent", agency=agency)
        raise SystemExit(UNAVAILABLE) from None


def _find(parcels: Parcels, digest: str) -> StoredParcel:
    """Find one parcel by the beginning of its digest, whichever way it went."""
    fitting = [each.parcel for each in parcels.list_all() if each.parcel.digest.startswith(digest)]
    if not fitting:
        raise ParcelUnknown(Sentence("mail.not-found", digest=digest))
    if len(fitting) > 1:
        raise ParcelUnknown(Sentence("mail.several", digest=digest))
    parcel = fitting[0]
    stored = parcels.find(parcel.direction, parcel.agency, parcel.digest)
    if stored is None:
        raise ParcelUnknown(Sentence("mail.not-found", digest=digest))
    return stored


def _find_incoming(gateway: Gateway, digest: str, verdict: Verdict) -> StoredParcel:
    """Find a proposal that came and was not answered otherwise; the same answer may be sent again."""
    stored = _find(Parcels(gateway.storage), digest)
    if stored.parcel.direction != "in":
        raise ParcelUnknown(Sentence("mail.not-found", digest=digest))
    if stored.verdict not in {None, verdict}:
        raise ParcelUnknown(Sentence("mail.answered", digest=digest, verdict=stored.verdict))
    return stored


def _tell_line(stored: StoredParcel) -> None:
    parcel = stored.parcel
    state = Sentence(f"mail.state-{stored.verdict or 'open'}")
    if stored.verdict == "rejected":
        state = Sentence("mail.state-rejected", reason=stored.reason)
    tell(
        f"mail.line-{parcel.direction}",
        digest=parcel.digest[:12],
        uid=parcel.uid,
        version=parcel.version,
        agency=parcel.agency,
        at=stored.at.isoformat(timespec="seconds"),
        agreement=parcel.agreement,
        state=state,
    )
