"""A log read over the network: its head and tree as anybody may, its entries with an auditor's key.

Nothing is believed here. Whoever checks the log hashes the entries, and holds
them and the tiles against the head's signature.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from gateway.audit import (
    TILE_WIDTH,
    Tile,
    format_bundle_path,
    format_tile_path,
    parse_base64,
    parse_checkpoint,
    parse_note,
    read_bundle_entries,
)
from gateway.catalogue import Sentence
from gateway.client.client import Client
from gateway.errors import AnswerBad, ExchangeUnknown, ProofBad, RefusedByGateway, SignatureError
from gateway.evidence import Receipt

_HASH_SIZE = 32


@dataclass(frozen=True, slots=True)
class RemoteLog:
    """A log as it stood when its head was asked for; each part is fetched as it is used."""

    client: Client
    note: str
    size: int

    def entries(self, start: int = 0) -> Iterator[tuple[int, bytes]]:
        """Yield entries with their index, from `start` on.

        Raises:
            RefusedByGateway: the key is not that of an auditor of this log.
            GatewayUnreachable, AnswerBad: they did not come, or not as documented.
        """
        for index, width in self._tiles(start):
            answer = self.client.get(f"{self.client.log_path}/{format_bundle_path(index, width)}")
            leaves = read_bundle_entries(answer)
            if len(leaves) > width:
                raise AnswerBad(Sentence("client.not-documented", part="entries"))
            first = index * TILE_WIDTH
            yield from ((at, leaf) for at, leaf in enumerate(leaves, first) if at >= start)

    def leaf_hashes(self) -> Iterator[bytes]:
        """Yield the hash of each entry, as the tree has it.

        Raises:
            GatewayUnreachable, AnswerBad: they did not come, or not as documented.
        """
        for index, width in self._tiles(0):
            row = self.client.fetch(f"{self.client.log_path}/{format_tile_path(Tile(0, index, width))}")
            if len(row) != width * _HASH_SIZE:
                raise AnswerBad(Sentence("client.not-documented", part="tile"))
            yield from (row[at : at + _HASH_SIZE] for at in range(0, len(row), _HASH_SIZE))

    def _tiles(self, start: int) -> Iterator[tuple[int, int]]:
        for index in range(start // TILE_WIDTH, -(-self.size // TILE_WIDTH)):
            yield index, min(TILE_WIDTH, self.size - index * TILE_WIDTH)


@dataclass(frozen=True, slots=True)
class OwnLog:
    """A log as far as a consumer may see it: proofs as anybody may, and receipts of its own exchanges.

    Fills `evidence.OpenLog`. Every method raises GatewayUnreachable when no whole answer came.
    """

    client: Client

    def consistency(self, old: int, new: int) -> Sequence[bytes]:
        """Return the consistency proof between two tree sizes.

        Raises:
            ProofBad: none came.
        """
        return self._proof("consistency", {"first": old, "second": new})

    def inclusion(self, index: int, size: int) -> Sequence[bytes]:
        """Return the inclusion proof of an entry in the tree of `size`.

        Raises:
            ProofBad: none came.
        """
        return self._proof("inclusion", {"index": index, "size": size})

    def receipt(self, exchange: str) -> Receipt | None:
        """Return the receipt of one of the consumer's own exchanges, verified; None when there is none.

        Raises:
            ProofBad: it does not prove what it says.
            RefusedByGateway: the gateway does not answer this key.
        """
        try:
            return self.client.receipt(exchange)[1]
        except RefusedByGateway as error:
            if error.problem_code != ExchangeUnknown.code:
                raise
        except SignatureError as error:
            raise ProofBad(str(error)) from error
        return None

    def _proof(self, name: str, sizes: Mapping[str, int]) -> Sequence[bytes]:
        try:
            answer = json.loads(self.client.fetch(f"{self.client.log_path}/proof/{name}", urlencode(sizes)))
            nodes = answer["proof"]
        except (AnswerBad, ValueError, RecursionError, TypeError, KeyError) as error:
            raise ProofBad(Sentence("client.unproven")) from error
        if not isinstance(nodes, list):
            raise ProofBad(Sentence("client.unproven"))
        return [parse_base64(str(node), "proof") for node in nodes]


def read_remote_log(client: Client) -> RemoteLog:
    """Ask for a log's head; what is below it follows.

    Raises:
        ProofBad: it is not a checkpoint. Its signature is not checked here.
        GatewayUnreachable, AnswerBad: it did not come.
    """
    note = client.fetch(f"{client.log_path}/checkpoint").decode("utf-8", "replace")
    return RemoteLog(client, note, parse_checkpoint(parse_note(note).text).size)
