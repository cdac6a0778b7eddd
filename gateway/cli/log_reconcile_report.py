"""What `gateway log reconcile` says in the end: for people, or for programs."""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import click

from gateway.catalogue import say
from gateway.cli.speech import language, tell
from gateway.evidence import Aside, Difference, Ended, Lack, Reconciled

UNSEEN = ("entries", "acknowledgements", "others")
"""What a consumer cannot look at over HTTP; the words are stable."""


class Comparison(NamedTuple):
    """What came of it; what was kept of other logs; `present` is the one in use, `ended` those it follows."""

    told: Reconciled
    aside: Aside
    present: str
    ended: Mapping[str, Ended]
    is_open: bool


def tell_reconciled(comparison: Comparison, form: str) -> None:
    """Print it, for people or for programs."""
    told, is_open = comparison.told, comparison.is_open
    if form == "json":
        facts = {**_facts(told, is_open=is_open), "aside": _aside_facts(comparison)}
        click.echo(json.dumps(facts, indent=1, ensure_ascii=False))
        return
    root = b64encode(told.root).decode()
    counted = {"receipts": told.receipts, "acknowledgements": told.acknowledgements}
    if told.agrees:
        tell("reconcile.agrees", origin=told.origin, size=told.size, root=root, **counted)
    else:
        count = len(told.differences) + told.unlisted
        tell("reconcile.differs", origin=told.origin, size=told.size, root=root, count=count, **counted)
    for difference in told.differences:
        tell(
            "reconcile.difference",
            lack=difference.lack,
            text=say(LACK_TEXTS[difference.lack], language()),
            where=", ".join(_places(difference)),
        )
        if difference.remark:
            tell("reconcile.remark", remark=difference.remark)
    if told.unlisted:
        tell("commands.log-unlisted", count=told.unlisted)
    if any(difference.lack is Lack.OTHER_LOG for difference in told.differences):
        tell("reconcile.other-log", origin=comparison.present)
    _tell_aside(comparison)
    for name in UNSEEN if is_open else ():
        tell(f"reconcile.unseen-{name}")


def _tell_aside(comparison: Comparison) -> None:
    """Say which log it was, where there are several, and what was kept of the others."""
    ended = comparison.ended.get(comparison.told.origin)
    if ended is not None:
        said = ended.said
        tell("reconcile.of-former", origin=ended.origin, size=said.old.size, successor=said.origin)
    for each in _aside_facts(comparison):
        tell("reconcile.aside" if each["ended"] is None else "reconcile.aside-former", **each)


def _aside_facts(comparison: Comparison) -> list[dict[str, object]]:
    return [
        {
            "origin": origin,
            "ended": ended.said.old.size if (ended := comparison.ended.get(origin)) else None,
            "receipts": count,
        }
        for origin, count in sorted(comparison.aside.receipts.items())
    ]


def _places(difference: Difference) -> Iterator[str]:
    if difference.file:
        yield difference.file
    if difference.exchange:
        yield difference.exchange
    if difference.index is not None:
        yield say("reconcile.entry", language(), index=difference.index)


def _facts(told: Reconciled, *, is_open: bool) -> Mapping[str, object]:
    """Return what was found for programs; all words in it are stable."""
    return {
        "agrees": told.agrees,
        "origin": told.origin,
        "size": told.size,
        "root": told.root.hex(),
        "receipts": told.receipts,
        "acknowledgements": told.acknowledgements,
        "differences": [
            {
                "lack": each.lack,
                "file": each.file or None,
                "exchange": each.exchange or None,
                "index": each.index,
                "remark": each.remark or None,
            }
            for each in told.differences
        ],
        "unlisted": told.unlisted,
        "unseen": list(UNSEEN) if is_open else [],
    }


LACK_TEXTS = {lack: f"reconcile.lack-{lack}" for lack in Lack}
