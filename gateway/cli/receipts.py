"""`gateway receipts`: what a receipt proves, judged offline by keys that the reader trusts himself."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from gateway.audit import parse_checkpoint, parse_note, verify_checkpoint
from gateway.catalogue import Sentence, say
from gateway.cli.files import read_file
from gateway.cli.grammar import FilePath, argument, group, option
from gateway.cli.receipts_export import export_command
from gateway.cli.receipts_fetch import fetch_command
from gateway.cli.speech import FINDING, UNDECIDED, language, remark
from gateway.cli.trust_files import read_trust_file, read_trust_files
from gateway.client import Followed
from gateway.drafting import LEVELS, receipt_document, render_text, verdict_of
from gateway.errors import ProofBad
from gateway.evidence import (
    RECEIPT,
    Case,
    Ended,
    Judgement,
    Survey,
    judge_dossier,
    judge_receipt,
    receipt_head,
    survey_log,
)
from gateway.formats import read_zip
from gateway.policy import Role, Trust
from gateway.settings import Profile, load_profile, read_pins
from gateway.signing import certificate_from_pem, public_key_from_jwk
from gateway.storage import read_export

FILE = FilePath(exists=True, dir_okay=False)
_EXIT = {"same": 0, "sound": 0, "undecided": UNDECIDED, "other": FINDING, "unsound": FINDING}


@group("receipts", help="receipts")
def receipts_group() -> None:
    """Hold the commands on receipts."""


receipts_group.add_command(export_command)
receipts_group.add_command(fetch_command)


@receipts_group.command("verify", help="receipts.verify")
@argument("file", type=FILE, help="receipt-file")
@option("--body", type=FILE, help="receipt-body")
@option("--profile", type=FilePath(), help="receipt-profile")
@option("--trust", "trust_files", type=FILE, multiple=True, help="receipt-trust")
@option("--pins", type=FilePath(), help="receipt-pins")
@option("--origin", help="receipt-origin")
@option("--log", "copy", type=FILE, help="receipt-log")
@option("--tsa-root", "tsa_roots", type=FILE, multiple=True, help="receipt-tsa")
@option("--require", type=click.Choice(LEVELS), help="receipt-require")
@option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="receipt-format")
def verify_command(
    file: Path,
    body: Path | None,
    profile: Path | None,
    trust_files: tuple[Path, ...],
    pins: Path | None,
    origin: str | None,
    copy: Path | None,
    tsa_roots: tuple[Path, ...],
    require: str | None,
    form: str,
) -> None:
    """Judge one receipt."""
    data = read_file(file)
    files = read_zip(data) if data.startswith(b"PK") else {}
    token = (files.get(RECEIPT, b"") if files else data).decode("ascii", "replace").strip()
    if profile is None and pins is None:
        raise click.UsageError(say("receipts.no-trust", language()))
    known = load_profile(profile) if profile else None
    trusts = _trusts(known, trust_files, pins, files)
    wanted, ended = _expected(known, _agency_of(token, trusts), origin)
    survey = _survey(copy, token, trusts, ended) if copy else None
    case = Case(
        trusts=trusts,
        origin=wanted,
        body=read_file(body) if body else None,
        roots=[certificate_from_pem(read_file(path)).der for path in tsa_roots],
        revoked=survey.revoked if survey else {},
        root_at=survey.roots.get if survey else None,
        ended=ended,
    )
    judged = judge_dossier(files, case) if files else judge_receipt(token, case)
    if origin is None and judged.state_of("origin") == "fails":
        remark("receipts.other-log", found=judged.origin, wanted=wanted)
    tell_judgement(judged, form, require)


def tell_judgement(judgement: Judgement, form: str, require: str | None) -> None:
    """Print what came of it, and leave with its exit code."""
    verdict = verdict_of(judgement)
    is_low = require is not None and judgement.level not in LEVELS[LEVELS.index(require) :]
    if form == "json":
        click.echo(json.dumps(_facts(judgement, verdict), indent=1, ensure_ascii=False))
    else:
        click.echo(render_text(receipt_document(judgement, language())), nl=False)
        if is_low:
            wanted = say(f"receipts.word-{require}", language())
            click.echo(say("receipts.verdict-low", language(), wanted=wanted))
    code = FINDING if is_low else _EXIT[verdict]
    if code:
        raise SystemExit(code)


def _facts(judgement: Judgement, verdict: str) -> Mapping[str, object]:
    """Return the judgement for programs; all words in it are stable."""
    head, stamp = judgement.checkpoint, judgement.stamp
    said = judgement.ended.said if judgement.ended else None
    return {
        "verdict": verdict,
        "level": judgement.level,
        "origin": judgement.origin,
        "former": {"size": said.old.size, "lost": said.lost, "successor": said.origin} if said else None,
        "index": judgement.index,
        "answer": judgement.answer,
        "checkpoint": {"size": head.size, "root": head.root.hex()} if head else None,
        "cosigned": [
            {"agency": each.agency, "name": each.name, "at": each.at.isoformat()}
            for each in judgement.cosigned
        ],
        "timestamp": {"at": stamp.at.isoformat(), "authority": stamp.authority} if stamp else None,
        "keys": [
            {
                "role": each.role,
                "agency": each.agency,
                "thumbprint": each.thumbprint,
                "state": each.state,
                "revoked_at_index": each.revoked.index if each.revoked else None,
            }
            for each in judgement.keys
        ],
        "checks": [
            {"check": each.name, "state": each.state, "remark": each.remark} for each in judgement.checks
        ],
        "entry": judgement.entry,
    }


def _trusts(
    known: Profile | None, paths: Iterable[Path], pins: Path | None, files: Mapping[str, bytes]
) -> Mapping[str, Trust]:
    """Return the trust files that count, by agency."""
    pinned = {**(known.pins if known else {}), **(read_pins(pins) if pins else {})}
    trusts = read_trust_files(files, pinned)
    for path in (*(each.trust for each in known.gateways.values()), *paths) if known else paths:
        trusts[path.stem] = read_trust_file(path, pinned)
    return trusts


def _expected(
    known: Profile | None, agency: str, origin: str | None
) -> tuple[str | None, Mapping[str, Ended]]:
    """Return the log that a receipt should be of, and the ended ones that it may be of as well.

    Where `origin` was asked for it must be that log; what the profile knows of its end counts all the same.
    """
    gateway = known.gateways.get(agency) if known else None
    if known is None or gateway is None:
        return origin, {}
    before = {each.origin: each for each in Followed(known.heads, agency).before(gateway.origin)}
    if origin is None:
        return gateway.origin, before
    return origin, {name: each for name, each in before.items() if name == origin}


def _agency_of(token: str, trusts: Mapping[str, Trust]) -> str:
    return judge_receipt(token, Case(trusts)).agency


def _survey(copy: Path, token: str, trusts: Mapping[str, Trust], ended: Mapping[str, Ended]) -> Survey | None:
    """Go through a copy of the log; it counts up to a root that the log has signed.

    One of a log that has ended must lead to the end that was agreed: a thief of its key can sign any other.
    """
    head = receipt_head(token)
    if head is None:
        return None
    notes = list(read_export(copy).checkpoints)
    known = ended[head.origin].heads if head.origin in ended else ()
    survey = survey_log(read_export(copy).entries, {head.size, *(each.size for each in known)})
    keys = [
        public_key_from_jwk(key.jwk)
        for trust in trusts.values()
        for key in trust.keys.values()
        if key.role is Role.LOG
    ]
    last = parse_checkpoint(parse_note(notes[-1]).text) if notes else None
    if last is not None and last.origin != head.origin:
        # Its indexes are others: what it revokes, and where, says nothing of this receipt.
        raise ProofBad(Sentence("receipts.copy-of-other", copy=last.origin, log=head.origin))
    if last is None or survey.roots.get(last.size) != last.root:
        raise ProofBad(Sentence("receipts.copy-unsealed"))
    verify_checkpoint(notes[-1], last.origin, keys)
    for each in known:
        if survey.roots.get(each.size) != each.root:
            raise ProofBad(Sentence("receipts.copy-of-fork", log=head.origin, size=each.size))
    return survey
