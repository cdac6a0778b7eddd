"""Requests signed right before a round, on every core; none is sent twice and none is old."""

import os
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import chain
from multiprocessing import get_context

from benchmarks.asking import Ask, signed_message, wire
from benchmarks.processes import work_for_parent
from gateway.signing import LocalSigner, signer_from_pem

_CHUNK = 500


class SigningPool:
    """Processes that sign."""

    def __init__(self) -> None:
        self._pool = ProcessPoolExecutor(
            os.cpu_count(), mp_context=get_context("spawn"), initializer=work_for_parent
        )

    def sign(self, pem: bytes, asks: Sequence[Ask], kinds: Sequence[int]) -> list[bytes]:
        """Sign one request for each number in `kinds`."""
        parts = [kinds[start : start + _CHUNK] for start in range(0, len(kinds), _CHUNK)]
        count = len(parts)
        return list(chain.from_iterable(self._pool.map(_sign, [pem] * count, [asks] * count, parts)))

    def close(self) -> None:
        """End the processes."""
        self._pool.shutdown(cancel_futures=True)


def _sign(pem: bytes, asks: Sequence[Ask], kinds: Sequence[int]) -> list[bytes]:
    client, now = _signer(pem), int(time.time())
    return [wire(signed_message(asks[kind], client, now)) for kind in kinds]


@cache
def _signer(pem: bytes) -> LocalSigner:
    return signer_from_pem(pem)
