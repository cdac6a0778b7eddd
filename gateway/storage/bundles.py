"""Policy bundles: every file of every bundle that was ever active, by content."""

from collections.abc import Mapping

from sqlalchemy import Connection, select

from gateway.storage.statements import insert_new
from gateway.storage.tables import bundle_files, bundles


def read_bundle_files(connection: Connection, digest: str) -> Mapping[str, bytes]:
    """Return the files of a bundle by path; empty for an unknown digest."""
    columns = bundle_files.c
    rows = connection.execute(select(columns.path, columns.content).where(columns.digest == digest))
    # In a damaged SQLite file a blob may have become a text; the bundle's digest then tells.
    return {path: content.encode() if isinstance(content, str) else bytes(content) for path, content in rows}


def write_bundle(connection: Connection, digest: str, files: Mapping[str, bytes]) -> None:
    """Store a bundle, unless it is there."""
    if not insert_new(connection, bundles, [{"digest": digest}]):
        return
    rows = [{"digest": digest, "path": path, "content": content} for path, content in files.items()]
    insert_new(connection, bundle_files, rows)
