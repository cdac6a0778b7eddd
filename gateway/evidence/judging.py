"""A receipt put on the table: every part judged by itself, from public keys alone.

A part that fails does not hide what the others show, so that whoever changed a
receipt is told where. Nothing of it counts as proven unless every check holds.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from typing import Any

from gateway.audit import (
    ANSWER,
    Checkpoint,
    has_signed,
    parse_checkpoint,
    parse_entry,
    parse_note,
    verify_checkpoint,
    verify_consistency,
)
from gateway.errors import GatewayError, KeyUnknown, ProofBad
from gateway.evidence.cosigned import Cosigned, read_witnesses
from gateway.evidence.judgement import Case, Check, CheckName, Judgement, Level
from gateway.evidence.keys_then import GOOD, KeyStatus, key_then
from gateway.evidence.parts import Parts, parse_parts
from gateway.evidence.receipt import RECEIPT_TYPE, check_inclusion, check_length, check_openings
from gateway.policy import Role, Trust
from gateway.signing import (
    PublicKey,
    Stamp,
    public_key_from_jwk,
    token_claims,
    token_header,
    verify_timestamp,
    verify_token,
)

SKEW = timedelta(seconds=60)
"""How far two honest clocks may be apart."""


def judge_receipt(token: str, case: Case) -> Judgement:
    """Judge a receipt; every refusal becomes a check that fails, and no error comes out."""
    try:
        check_length(token)
        parts = parse_parts(token_claims(token))
        kid = str(token_header(token).get("kid"))
    except GatewayError as error:
        return Judgement((Check("form", "fails", str(error)),), "none")
    return _Table(token, parts, kid, case).judge()


class _Table:
    """One receipt under judgement; what one check finds the later ones use."""

    def __init__(self, token: str, parts: Parts, kid: str, case: Case) -> None:
        self.token, self.parts, self.kid, self.case = token, parts, kid, case
        self.entry: Mapping[str, Any] = {}
        self.agency = ""
        self.checks: list[Check] = [Check("form", "holds")]
        self.keys: list[KeyStatus] = []
        self.checkpoint: Checkpoint | None = None
        self.head_keys: tuple[str, ...] = ()
        self.cosigned: tuple[Cosigned, ...] = ()
        self.stamp: Stamp | None = None

    def judge(self) -> Judgement:
        """Go through the checks in their order."""
        parts, case = self.parts, self.case
        self._hold("entry", self._read_entry)
        self.agency = self._agency()
        self._hold("signature", self._check_signature)
        if case.origin is not None:
            self._hold("origin", self._check_origin)
        if ended := case.ended.get(parts.origin):
            self._hold("end", lambda: ended.check(parse_checkpoint(parse_note(parts.note).text)))
        if self.entry and parts.openings:
            self._hold("openings", lambda: check_openings(self.entry, parts))
        self._hold("inclusion", lambda: check_inclusion(parts, parse_checkpoint(parse_note(parts.note).text)))
        self._hold("checkpoint", self._check_checkpoint)
        if parts.cosignatures:
            self._hold("cosignatures", self._check_cosignatures)
        if parts.stamped is not None and case.roots:
            self._hold("timestamp", self._check_timestamp)
        elif parts.stamped is not None:
            self.checks.append(Check("timestamp", "open"))
        if self.entry:
            self._hold("times", self._check_times)
            self._hold("keys", self._check_keys)
        if case.root_at is not None:
            self._hold("log", self._check_log)
        if case.body is not None:
            self.checks.append(self._body(case.body))
        opening = parts.openings.get(ANSWER)
        return Judgement(
            checks=tuple(self.checks),
            level=self._level(),
            origin=parts.origin,
            index=parts.index,
            agency=self.agency,
            entry=self.entry,
            answer=opening.value.hex() if opening else "",
            checkpoint=self.checkpoint,
            keys=tuple(self.keys),
            cosigned=self.cosigned,
            stamp=self.stamp,
            ended=ended,
        )

    def _hold(self, name: CheckName, check: Callable[[], None]) -> None:
        try:
            check()
        except GatewayError as error:
            self.checks.append(Check(name, "fails", str(error)))
        else:
            self.checks.append(Check(name, "holds"))

    def _read_entry(self) -> None:
        self.entry = parse_entry(self.parts.leaf)

    def _agency(self) -> str:
        """Return whose log this is: the agency whose trust file names the receipt's key."""
        for agency, trust in self.case.trusts.items():
            if self.kid in trust.keys:
                return agency
        return str(self.entry.get("provider", ""))

    def _check_signature(self) -> None:
        key = self._trust.keys.get(self.kid)
        if key is None or key.role is not Role.RECEIPT:
            raise KeyUnknown("the receipt's key is no receipt key of a trusted agency")
        payload = verify_token(self.token, public_key_from_jwk(key.jwk), typ=RECEIPT_TYPE)
        # What was judged is what was signed.
        if parse_parts(payload) != self.parts:
            raise ProofBad("receipt: read in two ways")

    @property
    def _trust(self) -> Trust:
        trust = self.case.trusts.get(self.agency)
        if trust is None:
            raise KeyUnknown(f"no trust file of the agency {self.agency or '?'} is at hand")
        return trust

    def _check_origin(self) -> None:
        if self.parts.origin != self.case.origin and self.parts.origin not in self.case.ended:
            raise ProofBad(f"receipt: of the log {self.parts.origin}")

    def _log_keys(self) -> tuple[PublicKey, ...]:
        recorded = self._recorded_at()
        return tuple(
            public_key_from_jwk(key.jwk)
            for key in self._trust.keys.values()
            if key.role is Role.LOG and (recorded is None or key.valid_until >= recorded)
        )

    def _recorded_at(self) -> datetime | None:
        return datetime.fromisoformat(self.entry["times"]["recorded_at"]["value"]) if self.entry else None

    def _check_checkpoint(self) -> None:
        note, origin, keys = self.parts.note, self.parts.origin, self._log_keys()
        self.checkpoint = verify_checkpoint(note, origin, keys)
        self.head_keys = tuple(key.thumbprint for key in keys if has_signed(note, origin, key))

    def _check_cosignatures(self) -> None:
        cosigned = tuple(read_witnesses(self.parts.cosigned_note, self.agency, self.case.trusts))
        for each in cosigned:
            status = self._key(Role.WITNESS, each.agency, each.thumbprint, each.at)
            self.keys.append(status)
            if status.state not in GOOD:
                raise ProofBad(f"cosignature: the witness's key was not good then ({status.state})")
        self.cosigned = cosigned

    def _check_timestamp(self) -> None:
        stamped, parts = self.parts.stamped, self.parts
        if stamped is None:
            return
        head = verify_checkpoint(stamped.note, parts.origin, self._log_keys())
        if ended := self.case.ended.get(parts.origin):
            ended.check(head)
        own = parse_checkpoint(parse_note(parts.note).text)
        if parts.index >= min(head.size, own.size):
            raise ProofBad("timestamp: of a log that did not yet hold the entry")
        old, new = sorted((head, own), key=lambda each: each.size)
        if old.size == new.size and (old.root != new.root or stamped.consistency):
            raise ProofBad("timestamp: of another log of the same size")
        if old.size < new.size:
            verify_consistency(old.size, old.root, new.size, new.root, stamped.consistency)
        self.stamp = verify_timestamp(stamped.token, stamped.note.encode(), self.case.roots)

    def _check_times(self) -> None:
        """The log's own clock is a claim; those who saw it later may not have seen it earlier."""
        recorded = self._recorded_at()
        seen = [each.at for each in self.cosigned] + ([self.stamp.at] if self.stamp else [])
        if recorded is not None and any(at < recorded - SKEW for at in seen):
            raise ProofBad("times: witnessed or timestamped before the log says that it was recorded")

    def _check_keys(self) -> None:
        self.keys += self._key_statuses()
        bad = [status for status in self.keys if status.state not in GOOD]
        if bad:
            raise ProofBad(f"keys: {bad[0].role} key {bad[0].thumbprint} was {bad[0].state}")
        stolen = [status.revoked.at for status in self.keys if status.role == Role.LOG and status.revoked]
        if stolen and not self._is_seen_by(min(stolen)):
            # Whoever has the key may have sealed a log of an earlier day with it.
            raise ProofBad("keys: the log's key was revoked later, and nobody else saw the log before")

    def _is_seen_by(self, end: datetime) -> bool:
        seen = [each.at for each in self.cosigned] + ([self.stamp.at] if self.stamp else [])
        return any(at <= end for at in seen)

    def _key_statuses(self) -> Iterator[KeyStatus]:
        times = self.entry["times"]
        decided = datetime.fromisoformat(times["decided_at"]["value"])
        recorded = datetime.fromisoformat(times["recorded_at"]["value"])
        consumer = self.entry.get("consumer")
        if consumer and "created" in times:
            yield self._key(Role.CLIENT, consumer["agency"], consumer["key"], decided)
        # Head and receipt are signed after the entry, perhaps years after, by the keys of that day.
        for thumbprint in self.head_keys:
            yield _whenever(self._key(Role.LOG, self.agency, thumbprint, recorded))
        yield _whenever(self._key(Role.RECEIPT, self.agency, self.kid, recorded))

    def _key(self, role: Role, agency: str, thumbprint: str, at: datetime) -> KeyStatus:
        case = self.case
        return key_then(case.trusts, case.revoked, role, agency, thumbprint, at, self.parts.index)

    def _check_log(self) -> None:
        own = parse_checkpoint(parse_note(self.parts.note).text)
        root = self.case.root_at(own.size) if self.case.root_at else None
        if root is None:
            raise ProofBad("log: this copy ends before the receipt's checkpoint")
        if root != own.root:
            raise ProofBad("log: this copy has another root at this size: the log has forked")

    def _body(self, body: bytes) -> Check:
        opening = self.parts.openings.get(ANSWER)
        if opening is None:
            return Check("body", "open")
        is_same = compare_digest(opening.value, sha256(body).digest())
        return Check("body", "holds" if is_same else "fails")

    def _level(self) -> Level:
        if any(check.state == "fails" for check in self.checks if check.name != "body"):
            return "none"
        if self.stamp is not None:
            return "timestamped"
        return "cosigned" if self.cosigned else "recorded"


def _whenever(status: KeyStatus) -> KeyStatus:
    return replace(status, state="valid") if status.state in {"early", "over"} else status
