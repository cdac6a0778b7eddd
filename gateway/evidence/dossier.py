"""An evidence bundle: a receipt with all that its judgement needs, as plain files by their paths.

`SHA256SUMS` names every other file, so common tools find what was changed; what
is true is found by judging, under root keys that the reader has from elsewhere.
The way from the receipt's checkpoint to the latest one, and every revocation of a
key, are proven like the entry itself.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from gateway.audit import (
    format_base64,
    leaf_hash,
    parse_base64,
    verify_consistency,
    verify_inclusion,
)
from gateway.catalogue import Sentence
from gateway.errors import GatewayError, ProofBad
from gateway.evidence.heads import verify_head
from gateway.evidence.judgement import Case, Check, CheckName, Judgement
from gateway.evidence.judging import judge_receipt
from gateway.evidence.keys_then import Revocation
from gateway.evidence.parts import parse_parts
from gateway.evidence.receipt import receipt_head
from gateway.evidence.replaying import replay_exchange, stored_bundle
from gateway.evidence.survey import note_revocation
from gateway.signing import token_claims

SUMS = "SHA256SUMS"
RECEIPT = "receipt.jws"
STAMPED = "timestamp/checkpoint.txt"
LATEST = "log/latest.txt"
CHAIN = "log/chain.json"
POLICY = "policy/"
TRUST = "trust/"


@dataclass(frozen=True, slots=True)
class Proven:
    """An entry with its place in the latest tree."""

    index: int
    leaf: bytes
    inclusion: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Chain:
    """The way from a receipt's checkpoint to the latest one, and the keys revoked on it."""

    latest: str
    consistency: Sequence[bytes]
    revocations: Sequence[Proven]


def make_dossier(
    token: str,
    *,
    policy: Mapping[str, bytes],
    trust: Mapping[str, bytes],
    chain: Chain | None,
    readme: Mapping[str, bytes],
) -> Mapping[str, bytes]:
    """Gather the files of a bundle; `readme` are pages for people, by their paths."""
    parts = parse_parts(token_claims(token))
    files = {
        RECEIPT: token.encode(),
        "entry.json": parts.leaf,
        "log/checkpoint.txt": parts.cosigned_note.encode() if parts.cosignatures else parts.note.encode(),
        **{f"{POLICY}{path}": content for path, content in policy.items()},
        **trust,
        **readme,
    }
    if parts.stamped is not None:
        files[STAMPED] = parts.stamped.note.encode()
        files["timestamp/response.tsr"] = parts.stamped.token
    if chain is not None:
        files[LATEST] = chain.latest.encode()
        files[CHAIN] = _write_chain(chain)
    sums = "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return {**files, SUMS: sums.encode()}


def check_sums(files: Mapping[str, bytes]) -> None:
    """Check every file of a bundle against its list.

    Raises:
        ProofBad: a file was changed, is missing or was put in; it is named.
    """
    lines = files.get(SUMS, b"").decode("utf-8", "replace").splitlines()
    listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    for name in sorted(listed.keys() | files.keys() - {SUMS}):
        if name not in files or listed.get(name) != sha256(files[name]).hexdigest():
            raise ProofBad(Sentence("dossier.changed", name=name))


def judge_dossier(files: Mapping[str, bytes], case: Case) -> Judgement:
    """Judge the receipt of a bundle with all that came beside it; no error comes out."""
    token = files.get(RECEIPT, b"").decode("ascii", "replace").strip()
    checks = [_held("files", lambda: check_sums(files))]
    revoked: dict[str, Revocation] = dict(case.revoked)
    first = judge_receipt(token, case)
    if LATEST in files or CHAIN in files:
        checks.append(_held("chain", lambda: _follow(files, token, first, case, revoked)))
    judged = judge_receipt(token, replace(case, revoked=revoked))
    policy = {name.removeprefix(POLICY): files[name] for name in files if name.startswith(POLICY)}
    if policy:
        checks.append(_held("policy", lambda: _replay(judged, token, policy)))
    level = judged.level if all(check.state != "fails" for check in checks) else "none"
    return replace(judged, checks=(*checks, *judged.checks), level=level)


def _held(name: CheckName, check: Callable[[], None]) -> Check:
    try:
        check()
    except GatewayError as error:
        return Check(name, "fails", str(error))
    return Check(name, "holds")


def _follow(
    files: Mapping[str, bytes],
    token: str,
    judged: Judgement,
    case: Case,
    revoked: dict[str, Revocation],
) -> None:
    head = receipt_head(token)
    if head is None:
        raise ProofBad("chain: the receipt names no checkpoint")
    note = files.get(LATEST, b"").decode("utf-8", "replace")
    chain = _read_chain(note, files.get(CHAIN, b""))
    latest = verify_head(note, judged.origin, judged.agency, case)
    if ended := case.ended.get(judged.origin):
        ended.check(latest)
    if latest.size < head.size:
        raise ProofBad("chain: the latest checkpoint is older than the receipt's")
    if latest.size == head.size and latest.root != head.root:
        raise ProofBad("chain: two roots for one size: the log has forked")
    verify_consistency(head.size, head.root, latest.size, latest.root, chain.consistency)
    for each in chain.revocations:
        verify_inclusion(leaf_hash(each.leaf), each.index, latest.size, each.inclusion, latest.root)
        note_revocation(each.index, each.leaf, revoked)


def _replay(judged: Judgement, token: str, policy: Mapping[str, bytes]) -> None:
    entry = judged.entry
    bundle = stored_bundle(entry.get("bundle", ""), policy)
    if bundle is None:
        raise ProofBad("policy: these are not the files that the entry names")
    if "verdicts" in entry:
        _, replay = replay_exchange(entry, parse_parts(token_claims(token)).openings, bundle, None)
        if replay.is_replayed and not replay.agrees:
            raise ProofBad("policy: these files do not give the verdicts that were recorded")


def _write_chain(chain: Chain) -> bytes:
    value = {
        "consistency": [format_base64(item) for item in chain.consistency],
        "revocations": [
            {
                "index": each.index,
                "entry": each.leaf.decode(),
                "inclusion": [format_base64(item) for item in each.inclusion],
            }
            for each in chain.revocations
        ],
    }
    return json.dumps(value, indent=1, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def _read_chain(note: str, data: bytes) -> Chain:
    try:
        value = json.loads(data)
        revocations = [
            Proven(int(each["index"]), each["entry"].encode(), _hashes(each["inclusion"]))
            for each in value["revocations"]
        ]
        return Chain(note, _hashes(value["consistency"]), revocations)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ProofBad("chain: not what is written here") from error


def _hashes(value: list[str]) -> list[bytes]:
    return [parse_base64(item, "chain: a proof hash") for item in value]
