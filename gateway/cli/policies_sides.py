"""The two sides of a comparison: a folder, a revision of it, or what a gateway has stored."""

import io
import os
import re
import subprocess
import tarfile
from collections.abc import Mapping
from pathlib import Path

from gateway.catalogue import Sentence
from gateway.cli.opening import opened
from gateway.drafting import is_policy_file, read_folder
from gateway.errors import PolicyFilesBad
from gateway.policy import Bundle, read_bundle

ACTIVE, GIT = "active", "git:"
_DIGEST = re.compile("[0-9a-f]{64}")


def read_side(side: str, other: str, config: Path | None) -> Bundle:
    """Read the policy that one side of a comparison names.

    Raises:
        PolicyFilesBad: it names none, or one with faults.
    """
    if side == ACTIVE or _DIGEST.fullmatch(side):
        files = _stored(side, config)
    elif side.startswith(GIT):
        files = _revision(side, Path(other) if Path(other).is_dir() else Path("policies"))
    elif Path(side).is_dir():
        files = read_folder(Path(side))
    else:
        raise PolicyFilesBad(Sentence("diff.not-a-side", side=side))
    reading = read_bundle(files)
    if reading.bundle is None:
        raise PolicyFilesBad(reading.faults[0].placed)
    return reading.bundle


def _stored(side: str, config: Path | None) -> Mapping[str, bytes]:
    if config is None:
        raise PolicyFilesBad(Sentence("diff.side-needs-config", side=side))
    with opened(config) as gateway:
        standing = gateway.storage.standing()
        if side == ACTIVE and standing is None:
            raise PolicyFilesBad(Sentence("policies.none-active"))
        digest = standing.bundle if side == ACTIVE and standing is not None else side
        files = gateway.storage.bundle_files(digest)
    if not files:
        raise PolicyFilesBad(Sentence("diff.not-a-side", side=side))
    return files


def _revision(side: str, folder: Path) -> Mapping[str, bytes]:
    """Take a folder as it was in a revision of its repository; nothing is checked out."""
    if not folder.is_dir():
        raise PolicyFilesBad(Sentence("diff.side-needs-folder"))
    revision = side.removeprefix(GIT)
    # A revision that begins with a hyphen is none of git's options.
    words = ["git", "-C", os.fspath(folder), "archive", "--format=tar", "--end-of-options", revision, "."]
    try:
        done = subprocess.run(words, capture_output=True, check=False)  # noqa: S603 (words, and no shell)
    except FileNotFoundError as error:
        raise PolicyFilesBad(Sentence("diff.git-absent")) from error
    if done.returncode != 0:
        remark = " ".join(done.stderr.decode("utf-8", "replace").split())
        raise PolicyFilesBad(Sentence("diff.git-failed", side=side, remark=remark))
    files = {}
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        for member in archive:
            content = archive.extractfile(member)
            if content is not None and is_policy_file(member.name):
                files[member.name] = content.read()
    return files
