"""Can we prove it? Entries, the Merkle tree over them, proofs, checkpoints, and the offline check.

Nothing here reads a disk, a clock or chance: bytes come in and bytes go out.
"""

from gateway.audit.bundles import (
    format_bundle_path,
    parse_bundle_path,
    read_bundle_entries,
    write_bundle,
)
from gateway.audit.checkpoint import Checkpoint, format_checkpoint, parse_checkpoint, verify_checkpoint
from gateway.audit.encoding import format_base64, format_base64url, parse_base64, parse_base64url
from gateway.audit.entry import (
    ANSWER,
    LOOKUP_FOUND,
    LOOKUP_KEY,
    Draft,
    Json,
    Opening,
    Sealed,
    Written,
    check_opening,
    make_entry,
    parse_entry,
    write_member,
)
from gateway.audit.findings import Fault, Finding, LogReport
from gateway.audit.note import (
    Note,
    NoteSignature,
    parse_note,
    parse_verifier_key,
    sign_note,
    verifier_key,
    verify_note,
)
from gateway.audit.proofs import (
    PathStep,
    follow_inclusion,
    make_consistency,
    make_inclusion,
    verify_consistency,
    verify_inclusion,
)
from gateway.audit.schema import FORMAT, SALT_SIZE
from gateway.audit.tiles import (
    TILE_WIDTH,
    ReadTile,
    Tile,
    format_tile_path,
    integrate,
    load_range,
    parse_tile_path,
    tiles_touched,
)
from gateway.audit.tree import EMPTY, CompactRange, Node, extend, leaf_hash, node_hash, root_hash
from gateway.audit.verify import check_log

__all__ = [
    "ANSWER",
    "EMPTY",
    "FORMAT",
    "LOOKUP_FOUND",
    "LOOKUP_KEY",
    "SALT_SIZE",
    "TILE_WIDTH",
    "Checkpoint",
    "CompactRange",
    "Draft",
    "Fault",
    "Finding",
    "Json",
    "LogReport",
    "Node",
    "Note",
    "NoteSignature",
    "Opening",
    "PathStep",
    "ReadTile",
    "Sealed",
    "Tile",
    "Written",
    "check_log",
    "check_opening",
    "extend",
    "follow_inclusion",
    "format_base64",
    "format_base64url",
    "format_bundle_path",
    "format_checkpoint",
    "format_tile_path",
    "integrate",
    "leaf_hash",
    "load_range",
    "make_consistency",
    "make_entry",
    "make_inclusion",
    "node_hash",
    "parse_base64",
    "parse_base64url",
    "parse_bundle_path",
    "parse_checkpoint",
    "parse_entry",
    "parse_note",
    "parse_tile_path",
    "parse_verifier_key",
    "read_bundle_entries",
    "root_hash",
    "sign_note",
    "tiles_touched",
    "verifier_key",
    "verify_checkpoint",
    "verify_consistency",
    "verify_inclusion",
    "verify_note",
    "write_bundle",
    "write_member",
]
