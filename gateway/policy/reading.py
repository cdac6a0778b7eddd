"""Policy files to one bundle, or to every mistake in all of them at once.

Nothing here raises on what a file holds. A bundle exists only when there is no
fault at all; a bad or missing signature is no fault, it only keeps what it
should have signed out of force.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TypeVar

from gateway.policy.columns import Columns
from gateway.policy.model import Agreement, Bundle, Contract, Fault, Register, Trust
from gateway.policy.paths import Kind, PolicyPath, paper_uid, parse_path, register_path, signed_path
from gateway.policy.place import Place
from gateway.policy.reading_agreement import Neighbours, read_agreement
from gateway.policy.reading_contract import read_contract
from gateway.policy.reading_cross import (
    check_columns,
    check_exempt_fields,
    check_keys,
    check_registers,
    check_tokens,
)
from gateway.policy.reading_derivable import check_statistics
from gateway.policy.reading_faults import Faults
from gateway.policy.reading_lineage import check_lineage
from gateway.policy.reading_nodes import Node, read_nodes
from gateway.policy.reading_register import read_register
from gateway.policy.reading_together import check_together
from gateway.policy.reading_trust import read_trust
from gateway.policy.succession import lineage_of

# A signed PDF: its pages, the files it encloses, and what its signers' tools added.
MAX_PAPER = 8 * 1024 * 1024

# Agreements come last: they refer to all the others.
_ORDER: tuple[Kind, ...] = ("contract", "register", "trust", "former", "agreement")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading: a bundle when there is no fault, and the faults otherwise.

    `notes` are mistakes that matter only against a contract that is not the
    pinned one: they keep no bundle from being used.
    """

    bundle: Bundle | None
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...] = ()


@dataclass(slots=True)
class _Found:
    """Everything readable so far; `broken` holds the paths of files with faults."""

    contracts: dict[str, Contract] = field(default_factory=dict)
    registers: dict[str, Register] = field(default_factory=dict)
    trusts: dict[str, Trust] = field(default_factory=dict)
    former: dict[str, Trust] = field(default_factory=dict)
    agreements: dict[str, Agreement] = field(default_factory=dict)
    signatures: dict[str, dict[str, str]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    notes: Faults = field(default_factory=Faults)
    around: Neighbours | None = None

    def neighbours(self) -> Neighbours:
        """Return what agreements refer to; all of it is read before the first of them."""
        if self.around is None:
            columns = Columns(self.contracts)
            self.around = Neighbours(self.contracts, self.registers, self.broken_datasets(), columns)
        return self.around

    def broken_datasets(self) -> frozenset[str]:
        paths = (parse_path(path) for path in self.broken)
        return frozenset(path.uid for path in paths if path and path.kind == "contract")


def bundle_digest(files: Mapping[str, bytes]) -> str:
    """Hash all files to one SHA-256 (hex): their names, lengths and contents, in order."""
    whole = sha256(b"sinergi-bundle/1\n")
    for path in sorted(files):
        name = path.encode("utf-8", "backslashreplace")
        whole.update(b"%d:%s %s\n" % (len(name), name, sha256(files[path]).hexdigest().encode()))
    return whole.hexdigest()


def read_bundle(files: Mapping[str, bytes]) -> Reading:
    """Read all policy files; docs/policy-language.md describes their grammar."""
    faults, found = Faults(), _Found()
    told: dict[str, PolicyPath] = {}
    for path in sorted(files):
        parsed, signed = parse_path(path), signed_path(path)
        if parsed is not None:
            told[path] = parsed
        elif signed is not None and signed in files:
            text = files[path].decode("utf-8", "backslashreplace").strip()
            found.signatures.setdefault(signed, {})[path] = text
        elif (uid := paper_uid(path)) is not None and f"agreements/{uid}.yaml" in files:
            if len(files[path]) > MAX_PAPER:
                faults.add("file-too-large", Place(path, 1), limit=MAX_PAPER)
        else:
            faults.add("file-unexpected" if signed is None else "signature-alone", Place(path, 1))
    if not told:
        faults.add("folder-empty", Place(".", 1))
    for kind in _ORDER:
        for path, parsed in told.items():
            if parsed.kind == kind:
                _read_file(path, parsed, files[path], found, faults)
    check_registers(found.contracts, found.registers, found.broken_datasets(), faults)
    with_register = [c for c in found.contracts.values() if register_path(c.provider) not in found.broken]
    check_exempt_fields(with_register, found.registers, faults)
    check_columns(found.contracts, faults)
    check_tokens(found.agreements.values(), found.contracts, faults)
    check_together(found.agreements.values(), found.contracts, faults)
    check_statistics(found.agreements.values(), found.contracts, faults)
    check_keys(found.trusts.values(), faults)
    check_lineage(found.trusts, found.former.values(), faults)
    return Reading(None if len(faults) else _bundle(files, found), faults.sorted(), found.notes.sorted())


def _bundle(files: Mapping[str, bytes], found: _Found) -> Bundle:
    return Bundle(
        digest=bundle_digest(files),
        contracts=found.contracts,
        agreements=found.agreements,
        registers=found.registers,
        trusts=found.trusts,
        signatures=found.signatures,
        files=dict(files),
        lineage=lineage_of(found.former.values()),
    )


def _read_file(path: str, parsed: PolicyPath, content: bytes, found: _Found, faults: Faults) -> None:
    own = Faults()
    node = read_nodes(path, content, own)
    if node is not None:
        _read_node(parsed, node, sha256(content).hexdigest(), found, own)
    if len(own):
        found.broken.add(path)
    faults.extend(own)


def _read_node(parsed: PolicyPath, node: Node, digest: str, found: _Found, own: Faults) -> None:
    uid = parsed.uid
    match parsed.kind:
        case "contract":
            provider, _, dataset = uid.partition("/")
            _keep(found.contracts, uid, read_contract(node, provider, dataset, digest, own), own)
        case "register":
            _keep(found.registers, uid, read_register(node, uid, digest, own), own)
        case "trust":
            _keep(found.trusts, uid, read_trust(node, uid, digest, own), own)
        case "former":
            # By its path: an agency has many of them.
            _keep(found.former, node.place.file, read_trust(node, uid, digest, own), own)
        case "agreement":
            around = found.neighbours()
            _keep(found.agreements, uid, read_agreement(node, uid, digest, around, own, found.notes), own)


def _keep(into: dict[str, T], name: str, value: T | None, own: Faults) -> None:
    if value is not None and not len(own):
        into[name] = value
