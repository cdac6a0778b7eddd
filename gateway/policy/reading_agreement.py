"""Agreements: who signed, until when, for which purposes, over which exact contracts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from gateway.policy.columns import Columns
from gateway.policy.model import Agreement, Contract, LegalBasis, Party, Pin, Register
from gateway.policy.reading_faults import Faults
from gateway.policy.reading_map import (
    DATASET_NAME,
    HTTPS,
    IDENTIFIER,
    LINE,
    NO_DATE,
    SEMVER,
    SHA256,
    Map,
    text_of,
    unknown_word,
)
from gateway.policy.reading_never import read_never
from gateway.policy.reading_nodes import Node
from gateway.policy.reading_permission import Surroundings, read_permissions
from gateway.policy.zones import ZONES

_MAX_YEARS = 50
_MAX_HOURS = 24 * 366


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The other files of the folder; `broken` names datasets whose own file has faults."""

    contracts: Mapping[str, Contract]
    registers: Mapping[str, Register]
    broken: frozenset[str]
    columns: Columns


def read_agreement(
    node: Node, uid: str, digest: str, neighbours: Neighbours, faults: Faults, notes: Faults
) -> Agreement:
    """Read `agreements/<uid>.yaml`; worthless when it adds a fault.

    What is wrong only against a contract that is not the pinned one goes to
    `notes`: nothing of that dataset is in force, so the folder stays usable.
    """
    top = Map(
        node,
        faults,
        required=(
            "uid", "version", "title", "parties", "validity", "legalBasis", "purposes", "enforcement",
            "evidence", "contracts", "permissions",
        ),
        optional=("sample", "predecessor", "prohibitions", "never"),
    )  # fmt: skip
    found = top.text("uid", IDENTIFIER)
    if found and found != uid:
        faults.add("not-as-path", top.place_of("uid"), key="uid", found=found, expected=uid)
    version = top.integer("version", 1, 999_999_999)
    if "version" in top and (version > 1) != ("predecessor" in top):
        faults.add("predecessor", top.place_of("version"), version=version)
    parties = _read_parties(top)
    valid_from, valid_until, zone = _read_validity(top)
    warn, stop = _read_evidence(top)
    purposes = {key.text: text_of(value, faults, LINE) for key, value in top.free("purposes", IDENTIFIER)}
    pins = _read_pins(top, parties, neighbours)
    never = read_never(top, pins, neighbours.contracts)
    permissions = read_permissions(
        top,
        Surroundings(
            agreement=digest,
            parties=frozenset(party.agency for party in parties),
            purposes=frozenset(purposes),
            pins=pins,
            never=never,
            contracts=neighbours.contracts,
            columns=neighbours.columns,
            registers=neighbours.registers,
            broken=neighbours.broken,
            notes=notes,
        ),
    )
    return Agreement(
        uid=uid,
        version=version,
        digest=digest,
        predecessor=top.text("predecessor", SHA256) or None,
        sample=top.boolean("sample"),
        title=top.text("title", LINE),
        parties=parties,
        valid_from=valid_from,
        valid_until=valid_until,
        timezone=zone,
        legal_basis=_read_basis(top),
        purposes=purposes,
        enforcement=cast(
            Literal["enforce", "shadow"], top.choice("enforcement", ("enforce", "shadow")) or "shadow"
        ),
        warn_unwitnessed_hours=warn,
        stop_unwitnessed_hours=stop,
        pins=pins,
        permissions=permissions,
        prohibitions=tuple(text_of(item, faults) for item in top.items("prohibitions")),
        never=never,
        place=top.place,
    )


def _read_parties(top: Map) -> tuple[Party, ...]:
    parties: dict[str, Party] = {}
    items = top.items("parties")
    for item in items:
        entry = Map(
            item,
            top.faults,
            required=("agency", "name", "number", "signatory", "position", "duty_contact"),
        )
        party = Party(
            agency=entry.text("agency", IDENTIFIER),
            name=entry.text("name", LINE),
            number=entry.text("number", LINE),
            signatory=entry.text("signatory", LINE),
            position=entry.text("position", LINE),
            duty_contact=entry.text("duty_contact", LINE),
            place=entry.place,
        )
        if party.agency in parties:
            top.faults.add("word-twice", entry.place_of("agency"), word=party.agency)
        parties[party.agency] = party
    if len(items) == 1:
        top.faults.add("party-alone", items[0].place)
    return tuple(parties.values())


def _read_validity(top: Map) -> tuple[date, date, str]:
    section = top.child("validity", required=("from", "until", "timezone"))
    if section is None:
        return NO_DATE, NO_DATE, next(iter(ZONES))
    start, end = section.day("from"), section.day("until")
    if NO_DATE not in {start, end} and (end < start or end.year - start.year > _MAX_YEARS):
        top.faults.add("validity", section.place_of("until"), years=_MAX_YEARS)
    return start, end, section.choice("timezone", ZONES) or next(iter(ZONES))


def _read_evidence(top: Map) -> tuple[int, int]:
    names = ("warn_unwitnessed_hours", "stop_unwitnessed_hours")
    section = top.child("evidence", required=names)
    if section is None:
        return 1, 1
    warn, stop = (section.integer(name, 1, _MAX_HOURS) for name in names)
    if all(name in section for name in names) and warn > stop:
        top.faults.add("evidence-order", section.place_of(names[1]))
    return warn, stop


def _read_basis(top: Map) -> tuple[LegalBasis, ...]:
    found = []
    for item in top.items("legalBasis"):
        entry = Map(item, top.faults, required=("description",), optional=("url",))
        found.append(LegalBasis(entry.text("description", LINE), entry.text("url", HTTPS) or None))
    return tuple(found)


def _read_pins(top: Map, parties: Iterable[Party], neighbours: Neighbours) -> dict[str, Pin]:
    agencies = {party.agency for party in parties}
    pins: dict[str, Pin] = {}
    for item in top.items("contracts"):
        entry = Map(item, top.faults, required=("dataset", "version", "sha256"))
        pin = Pin(
            dataset=entry.text("dataset", DATASET_NAME),
            version=entry.text("version", SEMVER),
            digest=entry.text("sha256", SHA256),
            place=entry.place,
        )
        if not pin.dataset:
            continue
        place = entry.place_of("dataset")
        if pin.dataset in pins:
            top.faults.add("word-twice", place, word=pin.dataset)
        elif pin.dataset not in neighbours.contracts and pin.dataset not in neighbours.broken:
            unknown_word(top.faults, "dataset-unknown", place, pin.dataset, neighbours.contracts)
        if pin.dataset.partition("/")[0] not in agencies:
            unknown_word(top.faults, "party-unknown", place, pin.dataset.partition("/")[0], agencies)
        pins[pin.dataset] = pin
    return pins
