"""A client of one gateway: every answer is checked before it is believed.

An answer counts only if a key pinned by the trust file signed it, over this
request's signature and over the digest of these bytes.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from secrets import token_bytes
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote, urlencode

from gateway.audit import ANSWER, log_id, parse_base64
from gateway.catalogue import Sentence
from gateway.client.entries import EntryPage, Listing, entry_pages
from gateway.client.figures import Figures, parse_figures
from gateway.client.heads import Heads, HeadWatch, MemoryHeads, parse_head
from gateway.client.page import Finding, Page, parse_finding, parse_page
from gateway.client.peer import Peer
from gateway.client.transport import HttpTransport, Transport, authority_of
from gateway.errors import AnswerBad, ProofBad, RefusedByGateway
from gateway.evidence import Ended, Receipt, receipt_head, verify_receipt
from gateway.exchange import ACKNOWLEDGED, LIST_PATH
from gateway.signing import (
    ANSWER_ALLOWANCE,
    NONCE_BYTES,
    Answer,
    Message,
    Signer,
    new_nonce,
    sign_request,
    verify_answer,
)

LIFETIME_SECONDS = 60
MAX_CLOCK_CORRECTION = 600


class Client:
    """Asks one gateway on behalf of one system; safe to share between threads.

    `agreements` names, by uid, the SHA-256 (hex) of each agreement as this side
    holds it: a provider with another version then refuses instead of answering.
    `ended` are the logs before the pinned one, as far as they were followed: their
    receipts are still taken, up to the end.
    """

    def __init__(
        self,
        url: str,
        signer: Signer,
        peer: Peer,
        *,
        heads: Heads | None = None,
        transport: Transport | None = None,
        agreements: Mapping[str, str] | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        ended: Iterable[Ended] = (),
    ) -> None:
        self._authority = authority_of(url)
        self._signer = signer
        self._peer = peer
        self._transport = transport or HttpTransport(url)
        self._agreements = agreements or {}
        self._clock = clock
        self._ended = {each.origin: each for each in ended}
        self._offset = 0
        self._watch = HeadWatch(heads or MemoryHeads(), self._prove)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def query(self, dataset: str, *, agreement: str, purpose: str, **options: Any) -> Page:
        """Ask for one page of `provider/dataset`.

        `options` are the optional members of the documented body: fields,
        filter, sort, page_size, cursor, count, on_behalf_of, case_ref,
        agreement_digest.

        Raises:
            RefusedByGateway: the gateway refused; its problem says why.
            SignatureError: the answer is not proven to come from the gateway.
            ProofBad: the log's head does not extend the last one seen.
            GatewayUnreachable: no whole answer came.
        """
        body = {"agreement": agreement, "purpose": purpose, **self._held(agreement), **options}
        answer = self._ask("POST", f"/v1/datasets/{dataset}/query", body=body)
        return parse_page(answer.field("exchange-id") or "", _object(answer), answer.body)

    def lookup(
        self, dataset: str, *, key: str | float | bool, agreement: str, purpose: str, **options: Any
    ) -> Finding:
        """Ask for the one row of `provider/dataset` whose key is exactly this.

        `options` are the optional members of the documented body: fields,
        on_behalf_of, case_ref, agreement_digest. Each answer counts towards the agreed quota,
        whether or not anything was found.

        Raises:
            RefusedByGateway: the gateway refused; its problem says why.
            SignatureError: the answer is not proven to come from the gateway.
            ProofBad: the log's head does not extend the last one seen.
            GatewayUnreachable: no whole answer came.
        """
        body = {"agreement": agreement, "purpose": purpose, "key": key, **self._held(agreement), **options}
        answer = self._ask("POST", f"/v1/datasets/{dataset}/lookup", body=body)
        return parse_finding(answer.field("exchange-id") or "", _object(answer), answer.body)

    def statistics(
        self, dataset: str, table: str, *, agreement: str, purpose: str, **options: str
    ) -> Figures:
        """Ask for one statistics table of `provider/dataset`, as it was frozen for this period.

        `options` are the optional parameters: on_behalf_of, case_ref, agreement_digest.

        Raises:
            RefusedByGateway: the gateway refused; its problem says why.
            SignatureError: the answer is not proven to come from the gateway.
            ProofBad: the log's head does not extend the last one seen.
            GatewayUnreachable: no whole answer came.
        """
        query = {"agreement": agreement, "purpose": purpose, **self._held(agreement), **options}
        path = f"/v1/datasets/{dataset}/statistics/{quote(table, safe='')}"
        answer = self._ask("GET", path, query=urlencode(query))
        return parse_figures(answer.field("exchange-id") or "", _object(answer), answer.body)

    def pages(self, dataset: str, *, agreement: str, purpose: str, **options: Any) -> Iterator[Page]:
        """Ask for page after page, following the cursor."""
        cursor = options.pop("cursor", None)
        while True:
            following = {"cursor": cursor} if cursor else {}
            page = self.query(dataset, agreement=agreement, purpose=purpose, **options, **following)
            yield page
            cursor = page.next_cursor
            if cursor is None:
                return

    def rows(
        self, dataset: str, *, agreement: str, purpose: str, **options: Any
    ) -> Iterator[Mapping[str, Any]]:
        """Ask for every row, page after page."""
        for page in self.pages(dataset, agreement=agreement, purpose=purpose, **options):
            yield from page.data

    def catalog(self) -> Mapping[str, Any]:
        """Ask what this system may ask for."""
        return _object(self._ask("GET", "/v1/catalog"))

    def describe(self, dataset: str) -> Mapping[str, Any]:
        """Ask what may be had of a dataset: a verdict and a reason per field."""
        return _object(self._ask("GET", f"/v1/datasets/{dataset}"))

    def entries(
        self, asked: Mapping[str, str | int] | None = None, *, is_proven: bool = False
    ) -> Iterator[EntryPage]:
        """Read entries of the log with an auditor's key, page after page; each record is checked.

        `asked` are the documented parameters. `is_proven` fetches each entry's path to the root too.

        Raises:
            RefusedByGateway: the gateway refused; its problem says why.
            ProofBad: a record is not what its leaf, the filter or the log's head says.
            SignatureError, AnswerBad, GatewayUnreachable: as with every call.
        """
        listing = Listing(
            ask=self._list,
            see=self._watch.see,
            origin=self._peer.origin,
            keys=self._peer.log_keys(self._clock()),
            prove=self._place if is_proven else None,
        )
        return entry_pages(listing, {name: str(value) for name, value in (asked or {}).items()})

    def post(self, path: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """Send an object and return the one that comes back, as every other call does."""
        return _object(self._ask("POST", path, body=body))

    def get(self, path: str) -> bytes:
        """Ask for what is documented as bytes, as every other call does."""
        return self._ask("GET", path).body

    @property
    def log_path(self) -> str:
        """Where the pinned log is: no other log of the gateway is ever found there."""
        return f"/v1/logs/{log_id(self._peer.origin)}"

    def fetch(self, path: str, query: str = "") -> bytes:
        """Fetch what is open to everybody; unsigned, so that it must prove itself.

        Raises:
            AnswerBad: it is not there.
            GatewayUnreachable: no whole answer came.
        """
        answer = self._transport.send(Message("GET", self._authority, path, query, ()))
        if answer.status != HTTPStatus.OK:
            raise AnswerBad(Sentence("client.not-documented", part=path))
        return answer.body

    def _held(self, agreement: str) -> dict[str, str]:
        """Name the version of an agreement that this system holds, where it is known."""
        held = self._agreements.get(agreement)
        return {} if held is None else {"agreement_digest": held}

    def receipt(self, exchange_id: str) -> tuple[str, Receipt]:
        """Fetch and verify the receipt of one of one's own exchanges; returns its text too."""
        token = self._ask("GET", f"/v1/exchanges/{exchange_id}/receipt").body.decode("ascii", "replace")
        receipt = self.verify_receipt(token)
        # A log that has ended has no head to be held: how it ended was agreed.
        if receipt.checkpoint.origin == self._peer.origin:
            self._watch.see(receipt.checkpoint)
        if receipt.entry["exchange_id"] != exchange_id:
            raise ProofBad(Sentence("client.receipt-other"))
        return token, receipt

    def acknowledge(self, exchange_id: str, digest: bytes) -> tuple[str, Receipt]:
        """State, signed, that the answer of one of one's own exchanges arrived: with the SHA-256 of its body.

        Returns the receipt of the acknowledgement, verified, and its text: it shows
        that the provider's log holds this system's word. Asked again, it brings the same.

        Raises:
            RefusedByGateway: the gateway refused; its problem says why.
            SignatureError: the answer is not proven to come from the gateway.
            ProofBad: the log does not hold it, or its head does not extend the last one seen.
            GatewayUnreachable: no whole answer came.
        """
        told = self.post(f"/v1/exchanges/{exchange_id}/acknowledgement", {ANSWER: digest.hex()})
        token, receipt = self.receipt(str(told.get("acknowledgement", "")))
        entry, opening = receipt.entry, receipt.openings.get(ACKNOWLEDGED)
        is_ours = (entry["outcome"], entry.get("exchanges")) == (ACKNOWLEDGED, [exchange_id])
        if not is_ours or (opening is not None and opening.value != digest):
            raise ProofBad(Sentence("client.acknowledgement-unrecorded"))
        return token, receipt

    def verify_receipt(self, token: str) -> Receipt:
        """Verify a receipt with the pinned keys alone.

        Raises:
            ProofBad, SignatureError: it does not prove what it says.
        """
        peer, head = self._peer, receipt_head(token)
        ended = self._ended.get(head.origin) if head else None
        origin = ended.origin if ended else peer.origin
        receipt = verify_receipt(token, receipt_key=peer.receipt_key, log_key=peer.log_keys, origin=origin)
        if ended is not None:
            ended.check(receipt.checkpoint)
        return receipt

    def send(self, message: Message) -> Answer:
        """Send a message as it is, and check the answer's signature; refusals are answers too."""
        answer = self._transport.send(message)
        self._check(answer, message)
        return answer

    def sign(
        self, method: str, path: str, *, body: Mapping[str, Any] | None = None, query: str = ""
    ) -> Message:
        """Make a signed request."""
        created = int(self._clock().timestamp()) + self._offset
        content = json.dumps(body).encode() if body is not None else b""
        headers = (("content-type", "application/json"),) if body is not None else ()
        message = Message(method, self._authority, path, query, headers, content)
        nonce = new_nonce(token_bytes(NONCE_BYTES))
        return sign_request(
            message, self._signer, created=created, expires=created + LIFETIME_SECONDS, nonce=nonce
        )

    def _ask(
        self, method: str, path: str, *, body: Mapping[str, Any] | None = None, query: str = ""
    ) -> Answer:
        answer = self.send(self.sign(method, path, body=body, query=query))
        if self._adjusts_clock(answer):
            answer = self.send(self.sign(method, path, body=body, query=query))
        if answer.status >= 400:
            raise RefusedByGateway(answer.status, _object(answer))
        return answer

    def _check(self, answer: Answer, message: Message) -> None:
        """Check signature, digest and head; an answer is not used before this."""
        moment = self._clock() + timedelta(seconds=self._offset)
        # Our own clock may be the wrong one. The answer covers our fresh nonce, so a refusal
        # may be believed from further off: it could tell us the time.
        is_refused = answer.status == HTTPStatus.UNAUTHORIZED and not self._offset
        allowance = MAX_CLOCK_CORRECTION if is_refused else ANSWER_ALLOWANCE
        ring = self._peer.ring_at(moment)
        verify_answer(answer, message, ring, now=int(moment.timestamp()), allowance=allowance)
        text = answer.field("log-checkpoint")
        if text is not None:
            self._watch.see(parse_head(text, self._peer.origin))
        elif answer.status < 400:
            raise ProofBad(Sentence("client.no-head"))

    def _adjusts_clock(self, answer: Answer) -> bool:
        """Set the offset from a signed answer, once, and by ten minutes at the most."""
        if answer.status != HTTPStatus.UNAUTHORIZED or self._offset:
            return False
        told = _object(answer).get("server_time")
        if not isinstance(told, str):
            return False
        try:
            offset = round((datetime.fromisoformat(told) - self._clock()).total_seconds())
        except (ValueError, TypeError) as error:
            raise AnswerBad(Sentence("client.not-documented", part="server_time")) from error
        if not 0 < abs(offset) <= MAX_CLOCK_CORRECTION:
            return False
        self._offset = offset
        return True

    def _list(self, query: str) -> tuple[str, Mapping[str, Any], bytes]:
        answer = self._ask("GET", LIST_PATH, query=query)
        return answer.field("exchange-id") or "", _object(answer), answer.body

    def _prove(self, old: int, new: int) -> Sequence[bytes]:
        return self._fetch_proof("consistency", first=old, second=new)

    def _place(self, index: int, size: int) -> Sequence[bytes]:
        return self._fetch_proof("inclusion", index=index, size=size)

    def _fetch_proof(self, kind: str, **numbers: int) -> Sequence[bytes]:
        path, query = f"{self.log_path}/proof/{kind}", urlencode(numbers)
        message = Message("GET", self._authority, path, query, ())
        answer = self._transport.send(message)
        proof = _object(answer).get("proof")
        if answer.status != 200 or not isinstance(proof, list):
            raise ProofBad(Sentence("client.unproven"))
        return [parse_base64(str(node), "proof") for node in proof]


def _object(answer: Answer) -> Mapping[str, Any]:
    try:
        value = json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        raise AnswerBad(Sentence("client.not-documented", part=Sentence("client.not-object"))) from error
    if not isinstance(value, dict):
        raise AnswerBad(Sentence("client.not-documented", part=Sentence("client.not-object")))
    return value
