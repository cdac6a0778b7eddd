"""Put a signature beside a policy file."""

import re
from pathlib import Path

from gateway.catalogue import Sentence, problem_of
from gateway.drafting.folder import split_path
from gateway.errors import PolicyFilesBad
from gateway.policy import read_header
from gateway.signing import Signer, sign_detached

_SUFFIX = re.compile(r"[A-Za-z0-9_-]{1,64}")


def sign_file(path: Path, signer: Signer, *, suffix: str) -> Path:
    """Sign the exact bytes of a policy file; return where `<file>.<suffix>.jws` was written.

    Raises:
        PolicyFilesBad: the file is no policy file, or one of the two cannot be reached.
    """
    if not _SUFFIX.fullmatch(suffix):
        raise PolicyFilesBad(Sentence("policies.signature-name"))
    _, inside = split_path(path)
    beside = path.with_name(f"{path.stem}.{suffix}.jws")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise PolicyFilesBad(Sentence("policies.unreadable", path=path, problem=problem_of(error))) from error
    jws = sign_detached(content, read_header(inside, content), signer)
    try:
        beside.write_text(jws + "\n", "ascii")
    except OSError as error:
        raise PolicyFilesBad(
            Sentence("policies.unwritable", path=beside, problem=problem_of(error))
        ) from error
    return beside
