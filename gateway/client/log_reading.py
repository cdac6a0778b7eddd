"""A log read over the network: its head and tree as anybody may, its entries with an auditor's key.

Nothing is believed here. Whoever checks the log hashes the entries, and holds
them and the tiles against the head's signature.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from gateway.audit import (
    TILE_WIDTH,
    Tile,
    format_bundle_path,
    format_tile_path,
    parse_checkpoint,
    parse_note,
    read_bundle_entries,
)
from gateway.catalogue import Sentence
from gateway.client.client import Client
from gateway.errors import AnswerBad

_PREFIX = "/v1/log/"
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
            answer = self.client.get(_PREFIX + format_bundle_path(index, width))
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
            row = self.client.fetch(_PREFIX + format_tile_path(Tile(0, index, width)))
            if len(row) != width * _HASH_SIZE:
                raise AnswerBad(Sentence("client.not-documented", part="tile"))
            yield from (row[at : at + _HASH_SIZE] for at in range(0, len(row), _HASH_SIZE))

    def _tiles(self, start: int) -> Iterator[tuple[int, int]]:
        for index in range(start // TILE_WIDTH, -(-self.size // TILE_WIDTH)):
            yield index, min(TILE_WIDTH, self.size - index * TILE_WIDTH)


def read_remote_log(client: Client) -> RemoteLog:
    """Ask for a log's head; what is below it follows.

    Raises:
        ProofBad: it is not a checkpoint. Its signature is not checked here.
        GatewayUnreachable, AnswerBad: it did not come.
    """
    note = client.fetch(f"{_PREFIX}checkpoint").decode("utf-8", "replace")
    return RemoteLog(client, note, parse_checkpoint(parse_note(note).text).size)
