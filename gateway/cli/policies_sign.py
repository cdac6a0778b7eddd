"""`gateway policies sign`: put a signature beside a file that has no faults, with a key that may sign it."""

from collections.abc import Iterator
from pathlib import Path

import click

from gateway.app import utc_now
from gateway.catalogue import Sentence
from gateway.cli.grammar import FilePath, argument, command, option
from gateway.cli.opening import fault_text, read_signer
from gateway.cli.speech import BAD_INPUT, language, tell
from gateway.drafting import Findings, check, read_folder, sign_file, signer_problem, split_path


@command("sign", help="policies.sign")
@argument(
    "files", type=FilePath(dir_okay=False), nargs=-1, required=True, metavar="FILE...", help="policy-file"
)
@option("--key", type=FilePath(), required=True, help="signing-key")
@option("--name", help="jws-name")
@option("--yes", is_flag=True, help="sign-anyway")
def sign_command(files: tuple[Path, ...], key: Path, name: str | None, yes: bool) -> None:
    """Sign files, all or none; FILE.NAME.jws is written beside each."""
    signer = read_signer(key)
    places = {file: split_path(file) for file in files}
    checked = {folder: check(read_folder(folder), utc_now()) for folder, _ in places.values()}
    troubles = [
        line
        for file, (folder, inside) in places.items()
        for line in (
            *_faults(file, inside, checked[folder]),
            *_strange(file, inside, checked[folder], signer.key.thumbprint, yes),
        )
    ]
    for line in troubles:
        click.echo(line, err=True)
    if troubles:
        tell("commands.not-signed", file=", ".join(map(str, files)))
        raise SystemExit(BAD_INPUT)
    for file in files:
        beside = sign_file(file, signer, suffix=name or signer.key.thumbprint)
        tell("commands.signed", file=file, beside=beside.name, key=signer.key.thumbprint)


def _faults(file: Path, inside: str, findings: Findings) -> Iterator[str]:
    for fault in findings.faults:
        if fault.place.file == inside:
            yield f"{file}:{fault.place.line}:{fault.place.column} {fault_text(fault)} [{fault.code}]"


def _strange(file: Path, inside: str, findings: Findings, thumbprint: str, yes: bool) -> Iterator[str]:
    """Say that a signature by this key would not count; `--yes` is for a trust file that is still to come."""
    if findings.bundle is None or yes:
        return
    problem = signer_problem(findings.bundle, inside, thumbprint, utc_now())
    if problem is not None:
        yield Sentence("commands.signer-strange", file=file, problem=problem).say(language())
