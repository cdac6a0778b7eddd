"""Permissions: what one consumer may have of one dataset for one purpose.

A mistake against the contract is a fault only while the contract is the pinned
one. Otherwise the provider has changed its own dataset, which one party may do
at any time: nothing of that dataset is in force then, and the permission is
kept without any use.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from gateway.errors import RequestBad
from gateway.policy.columns import Columns
from gateway.policy.conditions import EVERY_ROW, Condition, condition_fields
from gateway.policy.model import Contract, Never, Permission, Pin, Register
from gateway.policy.reading_duties import read_duties
from gateway.policy.reading_faults import Faults
from gateway.policy.reading_map import (
    DATASET_NAME,
    FIELD,
    IDENTIFIER,
    Map,
    nearest,
    text_of,
    unknown_word,
)
from gateway.policy.reading_nodes import MapNode, Node, place_at, plain_value
from gateway.policy.reading_rights import Rights, check_rights, read_rights
from gateway.policy.reading_statistics import read_statistics
from gateway.policy.reading_uses import read_uses
from gateway.policy.rights import StatisticsRight, Use
from gateway.policy.terms import parse_condition
from gateway.policy.terms_parse import OPERATORS
from gateway.policy.uses import Uses, has_use, is_released, reveals

REQUIREMENTS = ("on_behalf_of", "case_ref")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a permission refers to: the rest of its agreement and the other files."""

    agreement: str
    parties: frozenset[str]
    purposes: frozenset[str]
    pins: Mapping[str, Pin]
    never: Iterable[Never]
    contracts: Mapping[str, Contract]
    columns: Columns
    registers: Mapping[str, Register]
    broken: frozenset[str]
    notes: Faults

    def is_pinned(self, contract: Contract) -> bool:
        """Say whether a contract is the very one the parties signed for."""
        pin = self.pins.get(contract.name)
        return pin is not None and (pin.version, pin.digest) == (contract.version, contract.digest)


def read_permissions(top: Map, around: Surroundings) -> tuple[Permission, ...]:
    """Read all permissions of an agreement."""
    ids: set[str] = set()
    subjects: set[tuple[str, str, str]] = set()
    permissions = []
    for item in top.items("permissions"):
        entry = Map(
            item,
            top.faults,
            required=("id", "consumer", "dataset", "purpose", "fields"),
            optional=("rows", "query", "lookup", "statistics", "quota", "requires", "duties"),
        )
        permission = _read_permission(entry, around)
        subject = (permission.consumer, permission.dataset, permission.purpose)
        if permission.id in ids:
            top.faults.add("word-twice", entry.place_of("id"), word=permission.id)
        if subject in subjects:
            top.faults.add("permission-twice", entry.place, dataset=subject[1], purpose=subject[2])
        ids.add(permission.id)
        subjects.add(subject)
        permissions.append(permission)
    return tuple(permissions)


def _read_permission(entry: Map, around: Surroundings) -> Permission:
    faults = entry.faults
    uid, consumer = entry.text("id", IDENTIFIER), entry.text("consumer", IDENTIFIER)
    dataset = entry.text("dataset", DATASET_NAME)
    purpose = entry.text("purpose", IDENTIFIER)
    if purpose and purpose not in around.purposes:
        unknown_word(faults, "purpose-unknown", entry.place_of("purpose"), purpose, around.purposes)
    _check_subject(entry, consumer, dataset, around)
    contract = around.contracts.get(dataset)
    rights = read_rights(entry)
    uses: Uses = {}
    rows: Condition = EVERY_ROW
    statistics: StatisticsRight | None = None
    if contract is not None:
        found = Faults()
        uses, rows, statistics = _read_grant(entry, contract, rights, around, found)
        if around.is_pinned(contract):
            faults.extend(found)
        elif len(found):
            around.notes.extend(found)
            uses, rows, statistics, rights = {}, EVERY_ROW, None, replace(rights, lookup=None)
    duties = read_duties(entry)
    return Permission(
        id=uid,
        consumer=consumer,
        dataset=dataset,
        purpose=purpose,
        uses=uses,
        rows=rows,
        query=rights.query,
        lookup=rights.lookup,
        quota=rights.quota,
        requires=frozenset(word for word, _ in entry.words("requires", known=REQUIREMENTS)),
        duties=duties.texts,
        digest=_digest(around, uid, contract),
        place=entry.place,
        statistics=statistics,
        retention=duties.retention,
    )


def _check_subject(entry: Map, consumer: str, dataset: str, around: Surroundings) -> None:
    provider, faults = dataset.partition("/")[0], entry.faults
    for key, agency in (("consumer", consumer), ("dataset", provider)):
        if agency and agency not in around.parties:
            unknown_word(faults, "party-unknown", entry.place_of(key), agency, around.parties)
    if consumer and consumer == provider:
        faults.add("consumer-is-provider", entry.place_of("consumer"), agency=consumer)
    if dataset and dataset not in around.pins:
        unknown_word(faults, "pin-missing", entry.place_of("dataset"), dataset, around.pins)


def _digest(around: Surroundings, uid: str, contract: Contract | None) -> str:
    """Name all that decides what the permission gives: a cursor outlives none of it."""
    register = around.registers.get(contract.provider) if contract else None
    parts = (
        around.agreement,
        uid,
        contract.digest if contract else "",
        register.digest if register else "",
    )
    return sha256("\n".join(parts).encode()).hexdigest()


def _read_grant(
    entry: Map, contract: Contract, rights: Rights, around: Surroundings, faults: Faults
) -> tuple[Uses, Condition, StatisticsRight | None]:
    """Read what depends on the contract: uses, row rule, and what the rights may name."""
    uses: dict[str, tuple[Use, ...]] = {}
    fields = entry.node("fields")
    for key, node in fields.entries if isinstance(fields, MapNode) else ():
        if not text_of(key, entry.faults, FIELD):
            continue
        if key.text in contract.fields:
            uses[key.text] = read_uses(key, node, contract.fields[key.text], entry.faults, faults)
        else:
            unknown_word(faults, "field-unknown", key.place, key.text, contract.fields)
    if fields is not None and not isinstance(fields, MapNode):
        entry.faults.add("not-map", fields.place)
    elif isinstance(fields, MapNode) and not fields.entries:
        entry.faults.add("list-empty", fields.place)
    _check_derived(uses, contract, faults)
    _check_never(uses, contract, around, faults)
    check_rights(uses, contract, rights, faults)
    statistics = read_statistics(entry, contract, uses, faults)
    return uses, _read_rows(entry, contract, uses, faults), statistics


def _check_derived(uses: Uses, contract: Contract, faults: Faults) -> None:
    for name, field_uses in uses.items():
        for use in field_uses:
            for derived in contract.fields[name].derives:
                if reveals(use) and not is_released(uses, derived):
                    faults.add("field-derives", use.place, field=name, derived=derived)


def _check_never(uses: Uses, contract: Contract, around: Surroundings, faults: Faults) -> None:
    for never in around.never:
        closed = {
            name
            for field in never.fields
            for dataset, name in around.columns.same(never.dataset, field)
            if dataset == contract.name
        }
        code = "never" if never.dataset == contract.name else "column-closed-elsewhere"
        for name, field_uses in uses.items():
            derived = closed.intersection(contract.fields[name].derives)
            for use in field_uses:
                if name in closed or (derived and reveals(use)):
                    faults.add(code, use.place, field=name, line=never.place.line)


def _read_rows(entry: Map, contract: Contract, uses: Uses, faults: Faults) -> Condition:
    node = entry.node("rows")
    if node is None:
        return EVERY_ROW
    types = {name: field.logical_type for name, field in contract.fields.items()}
    try:
        rows = parse_condition(plain_value(node), types, text=True)
    except RequestBad as error:
        _add_rows_fault(node, error.shown["reason"], error.shown.get("pointer", ""), types, faults)
        return EVERY_ROW
    for name in sorted(condition_fields(rows)):
        if not has_use(uses, name, "condition"):
            faults.add("rows-without-use", node.place, field=name)
    return rows


def _add_rows_fault(node: Node, reason: str, pointer: str, fields: Iterable[str], faults: Faults) -> None:
    """Note what is wrong in a row rule at its very place, with the word that was probably meant."""
    known = {"field-outside": fields, "operator-unknown": OPERATORS}.get(reason, ())
    word = pointer.rpartition("/")[2]
    near = nearest(word, known)
    place = place_at(node, pointer)
    if near is None:
        faults.add(f"rows-{reason}", place, pointer=pointer)
    else:
        faults.add(f"rows-{reason}-near", place, word=word, near=near)
