"""Zip archives of a few small files: the same bytes wherever they are made, and read without trust.

Written uncompressed, in order, under one date. Read within bounds, and only names
that stay where they are unpacked: no way up, no root, no links, none twice.
"""

import re
import stat
import zipfile
from collections.abc import Mapping
from io import BytesIO

from gateway.catalogue import Sentence
from gateway.errors import ProofBad

MAX_FILES = 2_000
MAX_BYTES = 64 << 20
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*){0,7}")
_DATE = (1980, 1, 1, 0, 0, 0)


def write_zip(files: Mapping[str, bytes]) -> bytes:
    """Write files, by their paths, into one archive."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _DATE)
            # As on Unix, whatever machine writes it; a plain file that everybody may read.
            info.create_system = 3
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(info, files[name])
    return out.getvalue()


def read_zip(data: bytes) -> Mapping[str, bytes]:
    """Read an archive whole.

    Raises:
        ProofBad: it is none, is larger unpacked than any of ours, or holds a name that leads elsewhere.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > MAX_FILES or sum(info.file_size for info in infos) > MAX_BYTES:
                raise ProofBad(Sentence("dossier.too-large"))
            files = {info.filename: _content(archive, info) for info in infos}
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError, RuntimeError) as error:
        raise ProofBad(Sentence("dossier.no-zip")) from error
    if len(files) != len(infos):
        raise ProofBad(Sentence("dossier.twice"))
    return files


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if not _NAME.fullmatch(info.filename) or info.orig_filename != info.filename:
        raise ProofBad(Sentence("dossier.name", name=info.filename[:80]))
    mode = info.external_attr >> 16
    is_known = info.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
    if not is_known or (mode and not stat.S_ISREG(mode)):
        raise ProofBad(Sentence("dossier.name", name=info.filename))
    with archive.open(info) as file:
        # What the archive says of its sizes is a claim: nothing is read beyond it.
        content = file.read(info.file_size + 1)
    if len(content) != info.file_size:
        raise ProofBad(Sentence("dossier.too-large"))
    return content
