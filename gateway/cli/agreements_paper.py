"""`gateway agreements inspect | import`: what a signed PDF is worth, and its way into the policy folder."""

import os
from collections.abc import Mapping
from pathlib import Path

from gateway.catalogue import Sentence, problem_of
from gateway.cli.grammar import FilePath, argument, command, option
from gateway.cli.speech import FINDING, tell
from gateway.drafting import enclosed_agreement, import_paper, page_of, read_folder
from gateway.errors import KeyMaterialBad, PolicyFilesBad
from gateway.papers import judge_of
from gateway.policy import RoleKey, Trust, read_bundle
from gateway.settings import load_settings
from gateway.signing import PaperSignature, certificate_from_pem

FOLDER = FilePath(file_okay=False)


@command("inspect", help="agreements.inspect")
@argument("paper", type=FilePath(exists=True, dir_okay=False), metavar="FILE", help="paper-file")
@option("--folder", type=FOLDER, help="paper-folder")
@option("--config", type=FilePath(), help="paper-config")
@option("--root", "roots", type=FilePath(), multiple=True, help="paper-root")
def inspect_command(paper: Path, folder: Path | None, config: Path | None, roots: tuple[Path, ...]) -> None:
    """Say who signed a PDF, under which root, and whether it is the file that runs."""
    pdf = _read(paper)
    path, content = _enclosed(paper, pdf)
    files = read_folder(folder) if folder is not None else {}
    pinned = load_settings(config, os.environ).paper_roots if config else ()
    verdict = judge_of((*pinned, *map(_root, roots)))(path, content, pdf, None)
    tell("paper.inspected", file=paper, agreement=path)
    is_other = folder is not None and files.get(path) != content
    if folder is not None:
        tell("paper.runs-not" if is_other else "paper.runs", path=folder / path)
    if verdict.problem is not None:
        tell("paper.counts-not", problem=_problem(verdict.problem))
    trusts = _trusts(files)
    for each in verdict.signatures:
        _tell_signature(each, trusts)
    if is_other or verdict.problem is not None or any(each.problem for each in verdict.signatures):
        raise SystemExit(FINDING)


@command("import", help="agreements.import")
@argument("paper", type=FilePath(exists=True, dir_okay=False), metavar="FILE", help="paper-file")
@argument("folder", type=FOLDER, default="policies", help="folder")
def import_command(paper: Path, folder: Path) -> None:
    """Take the agreement out of a signed PDF, and put both into the policy folder."""
    pdf = _read(paper)
    path, content = _enclosed(paper, pdf)
    page = page_of(path, content, pdf)
    if isinstance(page, str):
        raise PolicyFilesBad(Sentence("policies.unreadable", path=paper, problem=_problem(page)))
    for written in import_paper(pdf, folder):
        tell("paper.written", path=folder / written)
    tell("paper.then", folder=folder)


def _tell_signature(signature: PaperSignature, trusts: Mapping[str, Trust]) -> None:
    tell(
        "paper.signature",
        subject=signature.subject,
        verdict=Sentence("paper.holds") if signature.problem is None else _problem(signature.problem),
    )
    if signature.claimed_at is not None:
        tell("paper.claimed", moment=signature.claimed_at.isoformat())
    if signature.stamped_at is not None:
        tell("paper.stamped", moment=signature.stamped_at.isoformat())
    if signature.root is not None:
        tell("paper.under", root=signature.root)
    found = _official(signature, trusts)
    if found is not None:
        trust, key = found
        official = trust.officials[key.holder]
        tell("paper.official", name=official.name, position=official.position, agency=trust.agency)
    elif signature.jwk:
        jwk = ", ".join(f"{name}: {value}" for name, value in signature.jwk)
        tell("paper.nobody", thumbprint=signature.thumbprint, jwk=f"{{{jwk}}}")


def _official(signature: PaperSignature, trusts: Mapping[str, Trust]) -> tuple[Trust, RoleKey] | None:
    for trust in trusts.values():
        key = trust.keys.get(signature.thumbprint or "")
        if key is not None and key.holder in trust.officials:
            return trust, key
    return None


def _trusts(files: Mapping[str, bytes]) -> Mapping[str, Trust]:
    bundle = read_bundle({path: files[path] for path in files if path.startswith("trust/")}).bundle
    return bundle.trusts if bundle else {}


def _problem(name: str) -> Sentence:
    return Sentence(f"policies.signature-{name}")


def _enclosed(paper: Path, pdf: bytes) -> tuple[str, bytes]:
    found = enclosed_agreement(pdf)
    if found is None:
        problem = _problem("paper-not-ours")
        raise PolicyFilesBad(Sentence("policies.unreadable", path=paper, problem=problem))
    return found


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PolicyFilesBad(Sentence("policies.unreadable", path=path, problem=problem_of(error))) from error


def _root(path: Path) -> bytes:
    try:
        return certificate_from_pem(path.read_bytes()).der
    except OSError as error:
        raise KeyMaterialBad(Sentence("keys.unreadable", path=path, problem=problem_of(error))) from error
