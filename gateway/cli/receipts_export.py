"""`gateway receipts export`: a receipt and all that its judgement needs, in one file for years."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from gateway.app import Gateway
from gateway.catalogue import LANGUAGES, Language, Sentence, say
from gateway.cli.files import read_file, refuse_shared, write_evidence, write_private
from gateway.cli.grammar import FilePath, NewEvidence, NewFile, argument, command, config_option, option
from gateway.cli.opening import known_policy, opened
from gateway.cli.speech import language, tell
from gateway.drafting import document_pdf, receipt_summary
from gateway.errors import ExchangeUnknown
from gateway.evidence import (
    RECEIPT,
    STAMPED,
    Case,
    Chain,
    Judgement,
    Proven,
    judge_dossier,
    judge_receipt,
    make_dossier,
    receipt_head,
)
from gateway.exchange import Later, Log, Shelf, size_of, write_receipt
from gateway.formats import write_zip
from gateway.signing import Signer
from gateway.storage import Former, Timestamps, Witnessing


@command("export", help="receipts.export")
@argument("what", metavar="EXCHANGE_ID|FILE", help="receipt-what")
@config_option
@option("-o", "output", type=NewEvidence(), required=True, help="receipt-out")
@option("--pdf", type=NewFile(), help="receipt-pdf")
@option("--body", type=FilePath(exists=True, dir_okay=False), help="receipt-body")
def export_command(what: str, config: Path, output: Path, pdf: Path | None, body: Path | None) -> None:
    """Write an evidence bundle."""
    path = Path(what)
    refuse_shared(path, output, pdf, body)
    kept = _read_receipt(path) if path.is_file() else None
    with opened(config) as gateway:
        logs = _logs(gateway)
        token = kept or _receipt(logs, what, gateway.secrets.signer("receipt"))
        claimed = judge_receipt(token, Case({}))
        policy = gateway.storage.bundle_files(str(claimed.entry.get("bundle", "")))
        standing = known_policy(gateway)
        active = gateway.storage.bundle_files(standing.bundle.digest)
        files = make_dossier(
            token,
            policy=policy,
            trust={name: content for name, content in active.items() if name.startswith("trust/")},
            chain=_chain(logs, token, claimed),
            readme={f"README-{each}.txt": _readme(each) for each in LANGUAGES},
        )
        asked = gateway.settings.timestamps
        case = Case(
            trusts=standing.bundle.trusts,
            body=read_file(body) if body else None,
            roots=asked.roots if asked else (),
        )
    judged = judge_dossier(files, case)
    write_evidence(output, write_zip(files))
    tell("dossier.exported", path=output, files=len(files))
    if not policy:
        tell("dossier.no-policy")
    if pdf is not None:
        write_private(pdf, _page(judged, files))
        tell("dossier.page", path=pdf)


def _readme(language: Language) -> bytes:
    command = "gateway receipts verify"
    return say("dossier.readme", language, receipt=RECEIPT, stamped=STAMPED, verify=command).encode()


def _logs(gateway: Gateway) -> Sequence[Former]:
    """Return every log of a gateway with its database, the present one first."""
    cosigned, stamped = gateway.witnessing.store.cosigned, Timestamps(gateway.storage).stamped
    present = Shelf(gateway.settings.log_origin, gateway.log, cosigned, stamped)
    return (Former(present, gateway.storage), *reversed(gateway.former))


def _read_receipt(path: Path) -> str:
    token = read_file(path).decode("ascii", "replace").strip()
    if judge_receipt(token, Case({})).checks[0].state == "fails":
        fault = say("dossier.not-a-receipt", language(), path=path)
        raise click.BadParameter(fault, param_hint="EXCHANGE_ID|FILE")
    return token


def _receipt(logs: Iterable[Former], exchange: str, signer: Signer) -> str:
    for shelf in (each.shelf for each in logs):
        recorded = shelf.log.find(exchange)
        if recorded is not None:
            later = Later(shelf.cosigned(recorded.index), shelf.stamped(recorded.index))
            return write_receipt(recorded, later, log=shelf.log, origin=shelf.origin, signer=signer)
    raise ExchangeUnknown(Sentence("storage.entry-unknown", entry=exchange))


def _chain(logs: Iterable[Former], token: str, claimed: Judgement) -> Chain | None:
    """Prove the way to the latest head of its log that somebody saw; None where the log is a stranger's."""
    head = receipt_head(token)
    its = next((each for each in logs if each.shelf.origin == claimed.origin), None)
    if head is None or its is None:
        return None
    log, witnessed = its.shelf.log, Witnessing(its.storage)
    seen = witnessed.last_cosigned()
    note = witnessed.checkpoint(seen) if seen >= head.size else None
    latest = note or log.head()
    size = seen if note else size_of(latest)
    if size < head.size:
        # What was lost with the end of a former log leads nowhere that is here.
        return None
    standing = its.storage.standing()
    revoked = sorted(index for index in standing.revoked.values() if index < size) if standing else []
    return Chain(
        latest=latest,
        consistency=log.consistency(head.size, size) if head.size < size else (),
        revocations=[_proven(log, index, size) for index in revoked],
    )


def _proven(log: Log, index: int, size: int) -> Proven:
    for leaf in log.read_leaves(index, 1):
        return Proven(index, leaf, log.inclusion(index, size))
    raise ExchangeUnknown(Sentence("storage.entry-unknown", entry=index))


def _page(judged: Judgement, files: Mapping[str, bytes]) -> bytes:
    """Write the verdict on one page; the same bytes whenever the same bundle is judged the same."""
    at = judged.entry.get("times", {}).get("recorded_at", {}).get("value")
    day = datetime.fromisoformat(at).date() if at else datetime.fromtimestamp(0, UTC).date()
    return document_pdf(receipt_summary(judged, files, language()), {}, day, language()).content
