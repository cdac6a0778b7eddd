"""Proposals of an agreement, from one gateway to the other: received, accepted, rejected.

A parcel is read like a policy folder before it is kept, so nothing waits in an
inbox that could not be activated. Only the gateway system of a party may send
one: its key has the role `client`, and its holder is the system that holds the
agency's key of the role `answer`.
"""

import json
import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Mapping
from dataclasses import dataclass

from gateway.audit import Json
from gateway.catalogue import Sentence
from gateway.errors import ParcelBad, ParcelUnknown, SystemNotGateway
from gateway.exchange.body import check_texts, parse_object
from gateway.exchange.call import Call, Moment, Performed, Reply, Target, World
from gateway.exchange.parcels import (
    MAX_BYTES,
    MAX_FILES,
    Delivery,
    Direction,
    Parcel,
    Settlement,
    StoredParcel,
    Verdict,
)
from gateway.exchange.ports import Effects
from gateway.policy import (
    Agreement,
    Bundle,
    Role,
    find_signatures,
    parse_path,
    read_bundle,
    signed_path,
    signers_of,
    standing_after,
)
from gateway.signing import Message

_JSON = "application/json"
_MAX_REASON = 500
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal as the request brought it."""

    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as the request brought it."""

    proposal: str
    verdict: Verdict
    reason: str
    files: Mapping[str, bytes]


def check_gateway_system(moment: Moment) -> None:
    """Refuse a system that is not its agency's gateway.

    Raises:
        SystemNotGateway: the system holds no key with which its agency answers.
    """
    caller, ring = moment.caller, moment.policy.ring_at(moment.now)
    trust = moment.policy.bundle.trusts[caller.agency]
    if not any(
        key.role is Role.ANSWER and key.holder == caller.system and ring.find(thumbprint)
        for thumbprint, key in trust.keys.items()
    ):
        raise SystemNotGateway("the caller's system holds no answer key")


def encode_files(files: Mapping[str, bytes]) -> dict[str, str]:
    """Write files for the body of a request."""
    return {path: b64encode(content).decode() for path, content in sorted(files.items())}


def _decode_files(value: object, *, most: int) -> dict[str, bytes]:
    if not isinstance(value, dict) or not 0 < len(value) <= most:
        raise ParcelBad("no files, or too many", shown={"reason": "files"})
    found: dict[str, bytes] = {}
    for path, text in value.items():
        if not isinstance(text, str):
            raise ParcelBad("a file is no text", shown={"reason": "files"})
        try:
            found[path] = b64decode(text, validate=True)
        except (Base64Error, ValueError) as error:
            raise ParcelBad("a file is not base64", shown={"reason": "files"}) from error
    if sum(map(len, found.values())) > MAX_BYTES:
        raise ParcelBad("too large", shown={"reason": "size", "limit": str(MAX_BYTES)})
    return found


def open_parcel(files: Mapping[str, bytes]) -> tuple[Bundle, Agreement]:
    """Read the files of a parcel: one agreement, and nothing that does not belong to its parties.

    Raises:
        ParcelBad: they are no such parcel.
    """
    if len(files) > MAX_FILES or sum(map(len, files.values())) > MAX_BYTES:
        raise ParcelBad(
            Sentence("mail.bad-size", files=MAX_FILES, bytes=MAX_BYTES),
            shown={"reason": "size", "limit": str(MAX_BYTES)},
        )
    reading = read_bundle(files)
    if reading.bundle is None:
        fault = reading.faults[0]
        raise ParcelBad(fault.placed, shown={"reason": fault.code, "place": str(fault.place)})
    bundle = reading.bundle
    if len(bundle.agreements) != 1:
        raise ParcelBad(Sentence("mail.bad-agreements"), shown={"reason": "agreements"})
    agreement = next(iter(bundle.agreements.values()))
    owners = {contract.provider for contract in bundle.contracts.values()}
    strangers = (owners | {*bundle.registers} | {*bundle.trusts}) - {
        party.agency for party in agreement.parties
    }
    if strangers:
        raise ParcelBad(Sentence("mail.bad-stranger", agency=min(strangers)), shown={"reason": "party"})
    return bundle, agreement


def check_parties(agreement: Agreement, *agencies: str) -> None:
    """Refuse an agreement that is no business of the two.

    Raises:
        ParcelBad: one of them is no party.
    """
    for agency in agencies:
        if agreement.find_party(agency) is None:
            raise ParcelBad(
                Sentence("mail.bad-party", agency=agency, uid=agreement.uid), shown={"reason": "party"}
            )


def parcel_of(direction: Direction, agency: str, bundle: Bundle, agreement: Agreement) -> Parcel:
    """Name a parcel that was read."""
    return Parcel(direction, agency, bundle.digest, agreement.uid, agreement.version, agreement.digest)


def parcel_facts(parcel: Parcel) -> dict[str, Json]:
    """Return what the log says of a parcel in the open: names and digests, nothing of its content."""
    return {"parcel": parcel.digest, "agreement": {"uid": parcel.uid, "version": parcel.version}}


def check_reason(reason: str) -> None:
    """Refuse a reason that is long, or that a screen would show as something else than one line of text.

    Raises:
        ParcelBad: it is one.
    """
    if len(reason) > _MAX_REASON or not reason.isprintable():
        raise ParcelBad(Sentence("mail.bad-reason", limit=_MAX_REASON), shown={"reason": "answer"})


def answer_openings(settled: Settlement) -> dict[str, bytes]:
    """Return what the log commits to of an answer: its reason may name people."""
    return {"answered": json.dumps([settled.verdict, settled.reason]).encode()}


def _parse_proposal(message: Message, target: Target) -> Proposed:
    body = parse_object(message, ("files",), ())
    return Proposed(_decode_files(body["files"], most=MAX_FILES))


def _decide_proposal(asked: Proposed, moment: Moment, world: World) -> Delivery:
    check_gateway_system(moment)
    bundle, agreement = open_parcel(asked.files)
    check_parties(agreement, moment.caller.agency, world.agency)
    return Delivery(parcel_of("in", moment.caller.agency, bundle, agreement), asked.files)


def _perform_proposal(delivery: Delivery, moment: Moment, world: World) -> Performed:
    parcel = delivery.parcel
    told = {"proposal": parcel.digest, "agreement": parcel.uid, "version": parcel.version}
    return Performed(
        Reply(202, _JSON, world.encode(told)),
        "received",
        facts=parcel_facts(parcel),
        brings=Effects(mail=delivery),
    )


def _parse_answer(message: Message, target: Target) -> Answered:
    body = parse_object(message, ("proposal", "answer"), ("reason", "files"))
    check_texts(body, "proposal", "answer", "reason")
    if body["answer"] not in {"accepted", "rejected"}:
        raise ParcelBad("no such answer", shown={"reason": "answer"})
    check_reason(body.get("reason", ""))
    verdict: Verdict = body["answer"]
    if (verdict == "accepted") != ("files" in body):
        raise ParcelBad("signatures come with an acceptance", shown={"reason": "files"})
    files = _decode_files(body["files"], most=8) if verdict == "accepted" else {}
    return Answered(body["proposal"], verdict, body.get("reason", ""), files)


def _decide_answer(asked: Answered, moment: Moment, world: World) -> Settlement:
    check_gateway_system(moment)
    is_digest = _DIGEST.fullmatch(asked.proposal)
    stored = world.mailbox.find("out", moment.caller.agency, asked.proposal) if is_digest else None
    if stored is None or stored.verdict not in {None, asked.verdict}:
        # What was never sent to this agency, and what was answered otherwise, are told alike.
        raise ParcelUnknown("no such proposal waits for this agency")
    if asked.verdict == "accepted":
        check_acceptance(stored, asked.files, moment)
    return Settlement(stored.parcel, asked.verdict, asked.reason, asked.files)


def check_acceptance(stored: StoredParcel, files: Mapping[str, bytes], moment: Moment) -> None:
    """Check that every file is the accepting party's signature of the very agreement that was proposed.

    Raises:
        ParcelBad: one is not.
    """
    bundle, agreement = open_parcel({**stored.files, **files})
    path = agreement.place.file
    for name in files:
        if parse_path(name) or signed_path(name) != path or name in stored.files:
            raise ParcelBad("not a new signature of the agreement", shown={"reason": "signature"})
    trust = moment.policy.bundle.trusts[stored.parcel.agency]
    then = standing_after(bundle, moment.policy.standing, moment.now)
    findings = find_signatures(bundle, agreement, signers_of(trust, Role.SIGNATORY), then)
    good = {finding.file for finding in findings if finding.counts}
    if not {*files} <= good:
        raise ParcelBad("a signature does not count", shown={"reason": "signature"})


def _perform_answer(settled: Settlement, moment: Moment, world: World) -> Performed:
    parcel = settled.parcel
    told = {"proposal": parcel.digest, "answer": settled.verdict}
    return Performed(
        Reply(200, _JSON, world.encode(told)),
        settled.verdict,
        facts=parcel_facts(parcel),
        openings=answer_openings(settled),
        brings=Effects(mail=settled),
    )


PROPOSE: Call[Proposed, Delivery] = Call("propose", _parse_proposal, _decide_proposal, _perform_proposal)
ANSWER: Call[Answered, Settlement] = Call("settle", _parse_answer, _decide_answer, _perform_answer)
