"""`gateway policies prove`: what must never leave cannot leave, or this is how it would."""

import json
from importlib import import_module
from pathlib import Path
from typing import cast

import click

from gateway.app import utc_now
from gateway.catalogue import Sentence
from gateway.cli.grammar import FilePath, argument, command, option
from gateway.cli.speech import FINDING, UNDECIDED, language, tell
from gateway.drafting import Findings, Proof, Solver, proof_document, prove, read_folder, tell_proof
from gateway.errors import ExtraMissing, PolicyFilesBad
from gateway.policy import Fault, read_bundle

_MILLISECONDS = 1_000
_VERDICTS = ("proved", "refuted", "unknown")


def load_solver(seconds: float = 3) -> Solver:
    """Load the prover, which an installation may lack.

    Raises:
        ExtraMissing: it does.
    """
    try:
        # By name: the room's door does not offer what needs an extra.
        module = import_module("gateway.drafting.smt")
    except ModuleNotFoundError as error:
        raise ExtraMissing(Sentence("prove.extra-missing")) from error
    return cast(Solver, module.Z3Solver(int(seconds * _MILLISECONDS)))


def check_proofs(findings: Findings) -> Findings:
    """Add to what a check found the statements that are refuted or unknown, where the prover is installed."""
    if findings.bundle is None:
        return findings
    try:
        proofs = prove(findings.bundle, utc_now(), load_solver())
    except ExtraMissing:
        return findings
    return findings.with_more(
        tuple(
            Fault("statement-refuted", each.place, _stated(each))
            for each in proofs
            if each.verdict == "refuted"
        ),
        tuple(
            Fault("statement-unknown", each.place, (*_stated(each), ("reason", each.reason)))
            for each in proofs
            if each.reason is not None
        ),
    )


def _stated(proof: Proof) -> tuple[tuple[str, str | Sentence], ...]:
    return ("agreement", proof.agreement), ("statement", proof.sentence)


@command("prove", help="policies.prove")
@argument("folder", type=FilePath(file_okay=False), default="policies", help="folder")
@option("--agreement", metavar="UID", help="one-agreement")
@option("--timeout", type=click.FloatRange(0.1, 600), default=3.0, help="prove-timeout")
@option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="format")
def prove_command(folder: Path, agreement: str | None, timeout: float, form: str) -> None:
    """Prove what the agreements state."""
    reading = read_bundle(read_folder(folder))
    if reading.bundle is None:
        raise PolicyFilesBad(reading.faults[0].placed)
    if agreement is not None and agreement not in reading.bundle.agreements:
        raise PolicyFilesBad(Sentence("prove.no-agreement", agreement=agreement))
    proofs = prove(reading.bundle, utc_now(), load_solver(timeout), agreement=agreement)
    counts = {verdict: sum(each.verdict == verdict for each in proofs) for verdict in _VERDICTS}
    if form == "json":
        documents = [proof_document(each, language()) for each in proofs]
        click.echo(json.dumps(documents, ensure_ascii=False, indent=2))
    else:
        for each in proofs:
            first, *more = tell_proof(each, language())
            place = each.place
            click.echo(f"{folder / place.file}:{place.line}:{place.column} {first}")
            for line in more:
                click.echo(f"    {line}")
        tell("prove.counts", **counts)
    if counts["refuted"]:
        raise SystemExit(FINDING)
    if counts["unknown"]:
        raise SystemExit(UNDECIDED)
