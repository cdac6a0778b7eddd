"""Trust files: an agency's people, systems and keys, each key with exactly one role."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, cast

from gateway.errors import KeyMaterialBad
from gateway.policy.model import Official, Role, RoleKey, Trust
from gateway.policy.place import Place
from gateway.policy.reading_faults import Faults
from gateway.policy.reading_map import IDENTIFIER, LINE, SHA256, Map, nearest, text_of
from gateway.policy.reading_nodes import Node
from gateway.signing import PublicKey, public_key_from_jwk

# People sign; systems do everything else.
_PEOPLE = frozenset({Role.SIGNATORY, Role.PPID, Role.AUDITOR})


def read_trust(node: Node, agency: str, digest: str, faults: Faults) -> Trust:
    """Read `trust/<agency>.yaml`, or a version before it; worthless when it adds a fault."""
    top = Map(
        node,
        faults,
        required=("agency", "version", "expires", "roots", "officials", "systems", "keys"),
        optional=("predecessor",),
    )
    found = top.text("agency", IDENTIFIER)
    if found and found != agency:
        faults.add("not-as-path", top.place_of("agency"), key="agency", found=found, expected=agency)
    version = top.integer("version", 1, 999_999_999)
    if "version" in top and (version > 1) != ("predecessor" in top):
        faults.add("predecessor", top.place_of("version"), version=version)
    threshold, roots = _read_roots(top)
    officials = _read_officials(top)
    systems = {key.text: text_of(value, faults, LINE) for key, value in top.free("systems", IDENTIFIER)}
    return Trust(
        agency=agency,
        version=version,
        expires=top.moment("expires"),
        threshold=threshold,
        roots=roots,
        officials=officials,
        systems=systems,
        keys=_read_keys(top, roots, officials, systems),
        digest=digest,
        place=top.place,
        predecessor=top.text("predecessor", SHA256) or None if "predecessor" in top else None,
    )


def _read_roots(top: Map) -> tuple[int, dict[str, Mapping[str, str]]]:
    section = top.child("roots", required=("threshold", "keys"))
    roots: dict[str, Mapping[str, str]] = {}
    if section is None:
        return 1, roots
    items = section.items("keys")
    for item in items:
        read = _read_jwk(item, section.faults)
        if read is None:
            continue
        jwk, key = read
        if key.alg != "ed25519":
            section.faults.add("root-algorithm", item.place)
        if key.thumbprint in roots:
            section.faults.add("key-twice", item.place, thumbprint=key.thumbprint)
        roots[key.thumbprint] = jwk
    return section.integer("threshold", 1, max(1, len(items))), roots


def _read_officials(top: Map) -> dict[str, Official]:
    officials: dict[str, Official] = {}
    for item in top.items("officials"):
        entry = Map(
            item,
            top.faults,
            required=("id", "name", "position", "decree", "since"),
            optional=("until", "acting"),
        )
        uid = entry.text("id", IDENTIFIER)
        if uid in officials:
            top.faults.add("word-twice", entry.place_of("id"), word=uid)
        officials[uid] = Official(
            name=entry.text("name", LINE),
            position=entry.text("position", LINE),
            decree=entry.text("decree", LINE),
            since=entry.day("since"),
            until=entry.day("until") if "until" in entry else None,
            acting=cast(Literal["Plt", "Plh"], entry.choice("acting", ("Plt", "Plh")))
            if "acting" in entry
            else None,
            place=entry.place,
        )
    return officials


def _read_keys(
    top: Map,
    roots: Mapping[str, object],
    officials: Mapping[str, Official],
    systems: Mapping[str, object],
) -> dict[str, RoleKey]:
    keys: dict[str, RoleKey] = {}
    for item in top.items("keys"):
        key = _read_key(item, top.faults, officials, systems)
        if key is None:
            continue
        if key.thumbprint in keys or key.thumbprint in roots:
            top.faults.add("key-twice", item.place, thumbprint=key.thumbprint)
        keys[key.thumbprint] = key
    return keys


def _read_key(
    node: Node, faults: Faults, officials: Mapping[str, Official], systems: Mapping[str, object]
) -> RoleKey | None:
    entry = Map(node, faults, required=("role", "holder", "jwk", "from", "until"))
    role, holder = entry.choice("role", list(Role)), entry.text("holder", IDENTIFIER)
    jwk_node = entry.node("jwk")
    read = _read_jwk(jwk_node, faults) if jwk_node else None
    start, end = entry.moment("from"), entry.moment("until")
    if role and holder:
        _check_holder(Role(role), holder, entry.place_of("holder"), faults, officials, systems)
    if "from" in entry and "until" in entry and end <= start:
        faults.add("day-order", entry.place_of("until"), first="from", second="until")
    if role in _PEOPLE and holder in officials:
        _check_office(officials[holder], start.date(), end.date(), entry)
    if read is None or not role:
        return None
    jwk, key = read
    return RoleKey(key.thumbprint, jwk, key.alg, Role(role), holder, start, end, entry.place)


def _check_holder(
    role: Role,
    holder: str,
    place: Place,
    faults: Faults,
    officials: Mapping[str, Official],
    systems: Mapping[str, object],
) -> None:
    code, known = ("holder-not-official", officials) if role in _PEOPLE else ("holder-not-system", systems)
    if holder in known:
        return
    near = nearest(holder, known)
    if near is None:
        faults.add(code, place, role=role, holder=holder)
    else:
        faults.add(f"{code}-near", place, role=role, holder=holder, near=near)


def _check_office(official: Official, start: date, end: date, entry: Map) -> None:
    """A person's key lives no longer than the person's office."""
    if start < official.since or (official.until is not None and end > official.until):
        entry.faults.add("key-outside-office", entry.place, name=official.name)


def _read_jwk(node: Node, faults: Faults) -> tuple[Mapping[str, str], PublicKey] | None:
    """Read a public JWK; a private member is an unknown key, so a leaked key cannot be published."""
    before = len(faults)
    entry = Map(node, faults, required=("kty",), optional=("crv", "x", "y", "n", "e"))
    jwk = {name: entry.text(name) for name in ("kty", "crv", "x", "y", "n", "e") if name in entry}
    if len(faults) > before:
        return None
    try:
        return jwk, public_key_from_jwk(jwk)
    except KeyMaterialBad as error:
        faults.add("jwk", entry.place, problem=error.message)
        return None
