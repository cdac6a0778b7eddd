"""`gateway receipts export`: a receipt and all that its judgement needs, in one file for years."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from gateway.app import Gateway
from gateway.catalogue import LANGUAGES, Language, Sentence, say
from gateway.cli.files import read_file, write_private
from gateway.cli.grammar import FilePath, NewFile, argument, command, config_option, option
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
from gateway.exchange import Later, size_of, write_receipt
from gateway.formats import write_zip
from gateway.storage import Timestamps


@command("export", help="receipts.export")
@argument("what", metavar="EXCHANGE_ID|FILE", help="receipt-what")
@config_option
@option("-o", "output", type=NewFile(), required=True, help="receipt-out")
@option("--pdf", type=NewFile(), help="receipt-pdf")
@option("--body", type=FilePath(exists=True, dir_okay=False), help="receipt-body")
def export_command(what: str, config: Path, output: Path, pdf: Path | None, body: Path | None) -> None:
    """Write an evidence bundle."""
    path = Path(what)
    with opened(config) as gateway:
        is_file = path.is_file()
        token = read_file(path).decode("ascii", "replace").strip() if is_file else _receipt(gateway, what)
        claimed = judge_receipt(token, Case({}))
        policy = gateway.storage.bundle_files(str(claimed.entry.get("bundle", "")))
        standing = known_policy(gateway)
        active = gateway.storage.bundle_files(standing.bundle.digest)
        files = make_dossier(
            token,
            policy=policy,
            trust={name: content for name, content in active.items() if name.startswith("trust/")},
            chain=_chain(gateway, token, claimed),
            readme={f"README-{each}.txt": _readme(each) for each in LANGUAGES},
        )
        asked = gateway.settings.timestamps
        case = Case(
            trusts=standing.bundle.trusts,
            body=read_file(body) if body else None,
            roots=asked.roots if asked else (),
        )
    judged = judge_dossier(files, case)
    write_private(output, write_zip(files))
    tell("dossier.exported", path=output, files=len(files))
    if not policy:
        tell("dossier.no-policy")
    if pdf is not None:
        write_private(pdf, _page(judged, files))
        tell("dossier.page", path=pdf)


def _readme(language: Language) -> bytes:
    command = "gateway receipts verify"
    return say("dossier.readme", language, receipt=RECEIPT, stamped=STAMPED, verify=command).encode()


def _receipt(gateway: Gateway, exchange: str) -> str:
    recorded = gateway.log.find(exchange)
    if recorded is None:
        raise ExchangeUnknown(Sentence("storage.entry-unknown", entry=exchange))
    later = Later(
        gateway.witnessing.store.cosigned(recorded.index),
        Timestamps(gateway.storage).stamped(recorded.index),
    )
    origin, signer = gateway.settings.log_origin, gateway.secrets.signer("receipt")
    return write_receipt(recorded, later, log=gateway.log, origin=origin, signer=signer)


def _chain(gateway: Gateway, token: str, claimed: Judgement) -> Chain | None:
    """Prove the way to the latest head that somebody saw; None for the receipt of another log."""
    head = receipt_head(token)
    if head is None or claimed.origin != gateway.settings.log_origin:
        return None
    seen = gateway.witnessing.store.last_cosigned()
    note = gateway.witnessing.store.checkpoint(seen) if seen >= head.size else None
    latest = note or gateway.log.head()
    size = seen if note else size_of(latest)
    standing = known_policy(gateway).standing
    revoked = sorted(index for index in standing.revoked.values() if index < size)
    return Chain(
        latest=latest,
        consistency=gateway.log.consistency(head.size, size) if head.size < size else (),
        revocations=[_proven(gateway, index, size) for index in revoked],
    )


def _proven(gateway: Gateway, index: int, size: int) -> Proven:
    exchange = gateway.log.exchange_at(index)
    recorded = gateway.log.find(exchange) if exchange else None
    if recorded is None:
        raise ExchangeUnknown(Sentence("storage.entry-unknown", entry=index))
    return Proven(index, recorded.entry, gateway.log.inclusion(index, size))


def _page(judged: Judgement, files: Mapping[str, bytes]) -> bytes:
    """Write the verdict on one page; the same bytes whenever the same bundle is judged the same."""
    at = judged.entry.get("times", {}).get("recorded_at", {}).get("value")
    day = datetime.fromisoformat(at).date() if at else datetime.fromtimestamp(0, UTC).date()
    return document_pdf(receipt_summary(judged, files, language()), {}, day, language()).content
