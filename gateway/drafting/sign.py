"""Put a signature beside a policy file."""

import re
from pathlib import Path

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
        raise PolicyFilesBad("the name of a signature has letters, digits, hyphen and underscore only")
    _, inside = split_path(path)
    beside = path.with_name(f"{path.stem}.{suffix}.jws")
    try:
        content = path.read_bytes()
        jws = sign_detached(content, read_header(inside, content), signer)
        beside.write_text(jws + "\n", "ascii")
    except OSError as error:
        raise PolicyFilesBad(f"{error.filename or path}: {error.strerror or error}") from error
    return beside
