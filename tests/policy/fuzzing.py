"""Valid policy files, broken everywhere, and what a folder would let leave, to compare before and after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

import yaml

from gateway.policy import (
    Bundle,
    Classification,
    Contract,
    Permission,
    Reading,
    condition_fields,
    holds,
    read_bundle,
    suppose,
)
from tests.policy.desk import (
    AGREEMENT,
    AGREEMENT_PATH,
    CONTRACT,
    CONTRACT_PATH,
    KPU,
    LOOKUP_AGREEMENT,
    NOON,
    REGISTER,
    REGISTER_PATH,
    folder,
    trust_file,
)

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TRUST_PATH = f"trust/{KPU}.yaml"
CASES_PATH = "agreements/pks.cases.yaml"
CASES = """\
now: 2026-06-01T03:00:00Z
rows:
  kpu-kapuas-hulu/tps:
    - {kode_tps: "1", kode_desa: "6106171001", dpt: 250, kontak: "0811000123", gudang: G}
cases:
  - name: Polisi mendapat TPS kabupaten ini
    consumer: polres-kapuas-hulu
    dataset: kpu-kapuas-hulu/tps
    purpose: pengamanan-tps
    query: {fields: [kode_tps, dpt], filter: {dpt: {between: [1, 300]}}, sort: [-dpt], count: true}
    expect:
      fields: {kode_tps: release, dpt: release}
      rows:
        - {kode_tps: "1", dpt: 250}
      count: 1
  - name: Gudang tidak dapat diminta
    consumer: polres-kapuas-hulu
    dataset: kpu-kapuas-hulu/tps
    purpose: pengamanan-tps
    query: {fields: [gudang], case_ref: LP/1}
    expect: {refused: field-withheld}
"""
# Two agreements are fuzzed: one with tokens, one with a lookup.
TEXTS = {
    "contract": (CONTRACT_PATH, CONTRACT),
    "register": (REGISTER_PATH, REGISTER),
    "agreement": (AGREEMENT_PATH, AGREEMENT),
    "lookup": (AGREEMENT_PATH, LOOKUP_AGREEMENT),
    "trust": (TRUST_PATH, trust_file(KPU).decode()),
}
# What no contract of the small folder lets leave: exempt, undetermined, undisclosed.
CLOSED_COLUMNS = frozenset({"gudang", "baru", "rahasia"})
_CLOSED = {Classification.EXEMPT, Classification.UNDETERMINED}
_DESAS = ("6106171001", "6106", "6107011001", "61", "x", None)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a node stands in its text."""

    start: int
    end: int

    def splice(self, text: str, new: str) -> str:
        return text[: self.start] + new + text[self.end :]


@cache
def spots(text: str) -> list[Spot]:
    """Find every node of a text, keys included; blank space after a block belongs to nobody."""

    def walk(node: yaml.Node) -> Iterator[Spot]:
        start, end = node.start_mark.index, node.end_mark.index
        yield Spot(start, start + len(text[start:end].rstrip()))
        if isinstance(node, yaml.MappingNode):
            for pair in node.value:
                for each in pair:
                    yield from walk(each)
        elif isinstance(node, yaml.SequenceNode):
            for each in node.value:
                yield from walk(each)

    return list(walk(yaml.compose(text, Loader=_Loader)))


@cache
def entries(text: str) -> list[Spot]:
    """Find every entry of a mapping and every item of a list, to be left out or written twice."""

    def walk(node: yaml.Node) -> Iterator[Spot]:
        if isinstance(node, yaml.ScalarNode):
            return
        pairs = node.value if isinstance(node, yaml.MappingNode) else [(each, each) for each in node.value]
        for first, last in pairs:
            start, end = first.start_mark.index, last.end_mark.index
            yield Spot(start, start + len(text[start:end].rstrip()))
            yield from walk(last)

    return list(walk(yaml.compose(text, Loader=_Loader)))


_WHOLE = {kind: folder(agreement=LOOKUP_AGREEMENT if kind == "lookup" else AGREEMENT) for kind in TEXTS}
_PIN = sha256(CONTRACT.encode()).hexdigest().encode()


def files_with(kind: str, text: str | bytes) -> dict[str, bytes]:
    """Return the folder with one file changed; the agreement pins whatever contract that makes."""
    path, _ = TEXTS[kind]
    content = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    files = _WHOLE[kind] | {path: content.replace(b"PIN", _PIN)}
    if path == CONTRACT_PATH:
        # The worst case: both parties signed for the changed contract.
        files[AGREEMENT_PATH] = files[AGREEMENT_PATH].replace(_PIN, sha256(content).hexdigest().encode())
    return files


def released(bundle: Bundle) -> frozenset[tuple[object, ...]]:
    """Name all that would leave if everybody had signed: each cell with its form, and each right."""
    policy = suppose(bundle, NOON)
    found: set[tuple[object, ...]] = set()
    for agreement in bundle.agreements.values():
        force = policy.force(agreement.uid)
        span = (agreement.valid_from, agreement.valid_until, agreement.timezone)
        for permission in agreement.permissions:
            contract = bundle.contracts[permission.dataset]
            if agreement.enforcement != "enforce" or contract.name in force.contracts:
                continue
            facts = policy.facts(agreement, permission, contract, NOON)
            subject = (permission.consumer, permission.dataset, permission.purpose)
            where = (*subject, span, tuple(sorted(permission.requires)), _quota(permission))
            found |= {(*where, *right) for right in _rights(permission)}
            for name, output in facts.outputs.items():
                column = (contract.table, contract.fields[name].physical_name)
                form = (output.transform, output.arguments)
                found |= {(*where, *column, *form, number) for number in _rows(permission, contract)}
    return frozenset(found)


def _quota(permission: Permission) -> tuple[object, ...]:
    quota = permission.quota
    return () if quota is None else (quota.requests, quota.rows, quota.period)


def _rights(permission: Permission) -> Iterator[tuple[object, ...]]:
    if permission.query is not None:
        query = permission.query
        yield from (("filter", name) for name in query.filter)
        yield from (("sort", name) for name in query.sort)
        yield "pages", query.page_size, query.count
    if permission.lookup is not None:
        yield "lookup", permission.lookup.key


def _rows(permission: Permission, contract: Contract) -> Iterator[int]:
    """Number the made-up rows that a permission's rule takes in."""
    types = {name: field.logical_type for name, field in contract.fields.items()}
    for number, desa in enumerate(_DESAS):
        row = {
            name: desa if field.physical_name == "desa" else None for name, field in contract.fields.items()
        }
        if holds(permission.rows, row, types):
            yield number


def read_columns(bundle: Bundle) -> Iterator[tuple[str, Classification]]:
    """Name every column that some permission may read, with how open its contract says it is."""
    policy = suppose(bundle, NOON)
    for agreement in bundle.agreements.values():
        for permission in agreement.permissions:
            contract = bundle.contracts[permission.dataset]
            facts = policy.facts(agreement, permission, contract, NOON)
            names = {*facts.columns, *facts.outputs} | condition_fields(permission.rows)
            if permission.query is not None:
                names |= {*permission.query.filter, *permission.query.sort}
            if permission.lookup is not None:
                names.add(permission.lookup.key)
            if contract.name in policy.force(agreement.uid).contracts:
                continue
            for name in names:
                field = contract.fields[name]
                yield field.physical_name.lower(), field.classification


def reads_nothing_closed(reading: Reading) -> bool:
    """Say whether no column that is or was closed may be read by anybody."""
    if reading.bundle is None:
        return True
    return all(
        column not in CLOSED_COLUMNS and openness not in _CLOSED
        for column, openness in read_columns(reading.bundle)
    )


BEFORE: Mapping[str, frozenset[tuple[object, ...]]] = {
    kind: released(bundle)
    for kind, (_, text) in TEXTS.items()
    if (bundle := read_bundle(files_with(kind, text)).bundle) is not None
}
