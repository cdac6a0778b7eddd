"""Receipts of a gateway's other logs, put aside where one log is compared.

A gateway whose log was succeeded has more than one, and its consumers keep receipts of
each. Those of another log than the one at hand differ in nothing: they are judged, and
counted, and whoever wants them compared brings that log.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from gateway.errors import GatewayError
from gateway.evidence.differences import Difference, Differences, Lack
from gateway.evidence.receipt import Receipt, receipt_head


@dataclass(slots=True)
class Aside:
    """How many sound receipts of each other log were met, and whose they are."""

    receipts: Counter[str] = field(default_factory=Counter)
    agencies: set[str] = field(default_factory=set)


def put_aside(
    files: Iterable[tuple[str, str]],
    others: Mapping[str, Callable[[str], Receipt]],
    *,
    aside: Aside,
    found: Differences,
) -> Iterator[tuple[str, str]]:
    """Pass on the receipts of the log that is compared, and of logs that nobody knows.

    `others` judge receipts of the other known logs, by name: an unsound one is named like any other.
    """
    for file, token in files:
        head = receipt_head(token)
        verify = others.get(head.origin) if head else None
        if head is None or verify is None:
            yield file, token
            continue
        try:
            receipt = verify(token)
        except GatewayError as error:
            found.add(Difference(Lack.UNSOUND, file, remark=str(error)))
        else:
            aside.receipts[head.origin] += 1
            aside.agencies.add(receipt.entry.get("consumer", {}).get("agency", ""))
