"""Who cosigns this gateway's log, and whose log it fetches to cosign."""

from collections.abc import Mapping, Sequence

from gateway.audit import parse_cosigner_key
from gateway.errors import ProofBad
from gateway.settings.peers import read_url
from gateway.settings.table import Table
from gateway.settings.values import OtherWitness, PeerSettings, WitnessSettings


def read_witness(table: Table | None, peers: Mapping[str, PeerSettings]) -> WitnessSettings | None:
    """Read whom to send checkpoints to; without the table nobody is asked."""
    if table is None:
        return None
    every = table.number("every_seconds", 5, 1, 3_600)
    push = _agencies(table, "push", peers, tuple(peers))
    fetch = _agencies(table, "fetch", peers, ())
    others = {}
    part = table.optional_table("others")
    for name, each in part.tables() if part else ():
        others[name] = _other(each)
    table.done()
    return WitnessSettings(every, push, fetch, others)


def _agencies(
    table: Table, key: str, peers: Mapping[str, PeerSettings], default: tuple[str, ...]
) -> tuple[str, ...]:
    names: Sequence[str] = table.texts(key, least=0) if key in table.names() else default
    for name in names:
        if name not in peers:
            table.fail("peer-unknown", key, agency=name)
    return tuple(names)


def _other(table: Table) -> OtherWitness:
    url = read_url(table)
    try:
        name, key = parse_cosigner_key(table.text("vkey"))
    except ProofBad:
        table.fail("witness-vkey", "vkey")
    table.done()
    return OtherWitness(url, name, key)
