"""The next version of a trust file, prepared to be signed: the version before it is kept beside it.

Nothing here is in force by being written. A version that nobody has signed yet
is changed further; one that somebody signed is followed by the next.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from gateway.catalogue import Sentence, problem_of
from gateway.drafting.folder import read_folder
from gateway.drafting.trust_file import format_trust, leading_comments
from gateway.errors import PolicyFilesBad
from gateway.policy import Trust, former_path, read_bundle, trust_path


@dataclass(frozen=True, slots=True)
class TrustDraft:
    """An agency's trust file on a disk, about to be followed by another version.

    `signed` is the version that the next one follows, `trust` the values that it
    starts from: those of `signed`, or of a next version that nobody signed yet.
    """

    folder: Path
    trust: Trust
    signed: Trust
    files: Mapping[str, bytes]

    @property
    def path(self) -> Path:
        """Where the agency's trust file stands."""
        return self.folder / trust_path(self.trust.agency)

    def next_version(self) -> Trust:
        """Return the values of the version that follows, still as they were."""
        return replace(self.trust, version=self.signed.version + 1, predecessor=self.signed.digest)


def open_trust(folder: Path, agency: str) -> TrustDraft:
    """Read an agency's trust file and the versions before it.

    Raises:
        PolicyFilesBad: there is none, or it has faults.
    """
    files = _trust_files(read_folder(folder), agency)
    reading = read_bundle(files)
    if reading.bundle is None:
        raise PolicyFilesBad(reading.faults[0].placed)
    trust = reading.bundle.trusts.get(agency)
    if trust is None:
        raise PolicyFilesBad(Sentence("trust.none", agency=agency, path=folder / trust_path(agency)))
    lineage = reading.bundle.lineage.get(agency, ())
    is_signed = bool(reading.bundle.signatures.get(trust_path(agency)))
    before = lineage[-1] if lineage and lineage[-1].version == trust.version - 1 else None
    signed = trust if is_signed or before is None else before
    return TrustDraft(folder, trust, signed, files)


def _trust_files(files: Mapping[str, bytes], agency: str) -> dict[str, bytes]:
    beginnings = (f"trust/{agency}.", f"trust/{agency}/")
    return {path: content for path, content in files.items() if path.startswith(beginnings)}


def write_next(draft: TrustDraft, after: Trust) -> None:
    """Write the next version in place of the present one, which moves to the versions before it.

    Raises:
        PolicyFilesBad: it would have faults, or a file cannot be written.
    """
    path = trust_path(after.agency)
    text = format_trust(after, leading_comments(draft.files[path])).encode()
    moves = _moves(draft)
    planned = {moves.get(name, name): content for name, content in draft.files.items()} | {path: text}
    reading = read_bundle(planned)
    if reading.bundle is None:
        raise PolicyFilesBad(reading.faults[0].placed)
    try:
        # First what is kept: should the rest fail, nothing is lost.
        for old, new in moves.items():
            (draft.folder / new).parent.mkdir(exist_ok=True)
            (draft.folder / new).write_bytes(draft.files[old])
        draft.path.write_bytes(text)
        for old in moves:
            if old != path:
                (draft.folder / old).unlink()
    except OSError as error:
        raise PolicyFilesBad(
            Sentence("policies.unwritable", path=error.filename or draft.path, problem=problem_of(error))
        ) from error


def _moves(draft: TrustDraft) -> dict[str, str]:
    """Say where the present version and its signatures go; a version that nobody signed goes nowhere."""
    if draft.signed is not draft.trust:
        return {}
    stem = trust_path(draft.trust.agency).removesuffix(".yaml")
    kept = former_path(draft.trust.agency, draft.trust.version).removesuffix(".yaml")
    return {name: kept + name.removeprefix(stem) for name in draft.files if name.startswith(f"{stem}.")}
