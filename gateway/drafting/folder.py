"""The policy folder on disk: every file of it, by its path inside."""

import os
from pathlib import Path, PurePosixPath

from gateway.catalogue import Sentence, problem_of
from gateway.errors import PolicyFilesBad
from gateway.policy import cases_agreement, parse_path

# One byte more than reading accepts: enough to see that a file is too large.
_MOST_BYTES = (1 << 20) + 1
_MOST_BYTES_OF_A_PAPER = (8 << 20) + 1


def read_folder(folder: Path) -> dict[str, bytes]:
    """Read a policy folder; notes for people (`*.md`), cases and hidden names are no part of it.

    Raises:
        PolicyFilesBad: the folder or a file in it cannot be read.
    """
    if not folder.is_dir():
        raise PolicyFilesBad(Sentence("policies.not-a-folder", path=folder))
    files: dict[str, bytes] = {}
    try:
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder)
            if path.is_file() and is_policy_file(inside.as_posix()):
                most = _MOST_BYTES_OF_A_PAPER if path.suffix == ".pdf" else _MOST_BYTES
                with path.open("rb") as file:
                    files[inside.as_posix()] = file.read(most)
    except OSError as error:
        raise PolicyFilesBad(
            Sentence("policies.unreadable", path=error.filename or folder, problem=problem_of(error))
        ) from error
    return files


def is_policy_file(inside: str) -> bool:
    """Say whether a path inside a folder belongs to the policy: no note, case or hidden name does."""
    path = PurePosixPath(inside)
    hidden = any(part.startswith(".") for part in path.parts)
    return not hidden and path.suffix != ".md" and cases_agreement(inside) is None


def split_path(path: Path) -> tuple[Path, str]:
    """Return the folder that a policy file belongs to, and its path inside.

    Raises:
        PolicyFilesBad: it does not stand where a policy file stands.
    """
    whole = Path(os.path.realpath(path))
    for depth in (2, 3):
        inside = "/".join(whole.parts[-depth:])
        if parse_path(inside):
            return whole.parents[depth - 1], inside
    raise PolicyFilesBad(Sentence("policies.outside", path=path))
