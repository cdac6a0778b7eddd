"""`agreements/<uid>.cases.yaml` to cases, or to every mistake in it at once.

Rows are typed by the contract of their dataset, as stored values; a request is
typed as JSON would be. What a request may name is not checked here: a case may
well ask for what does not exist, and expect the refusal.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from gateway.errors import PolicyError, RequestBad, kinds_of
from gateway.policy.cases import Case, Expected, Row
from gateway.policy.conditions import Scalar
from gateway.policy.evaluate import wire_value
from gateway.policy.model import Agreement, Bundle, Contract, Fault, LogicalType
from gateway.policy.planning import QueryRequest
from gateway.policy.planning_lookup import LookupRequest
from gateway.policy.reading_faults import Faults
from gateway.policy.reading_map import (
    DATASET_NAME,
    FIELD,
    IDENTIFIER,
    LINE,
    Map,
    list_of,
    text_of,
    unknown_word,
)
from gateway.policy.reading_nodes import ListNode, MapNode, Node, TextNode, read_nodes
from gateway.policy.selection import SortKey
from gateway.policy.terms import TRANSFORMS, parse_scalar

_PATH = re.compile(r"agreements/(?P<uid>[a-z0-9][a-z0-9-]{0,62})\.cases\.yaml")
_REFUSALS = frozenset(kind.code for root in (PolicyError, RequestBad) for kind in kinds_of(root))
_LEAVES = frozenset({"release", *TRANSFORMS})
_NO_TYPES: Mapping[str, LogicalType] = MappingProxyType({})
MAX_ROWS = 10_000


def cases_agreement(path: str) -> str | None:
    """Return the uid of the agreement that a file of cases stands beside; None for any other path."""
    match = _PATH.fullmatch(path)
    return match["uid"] if match else None


def read_cases(path: str, content: bytes, bundle: Bundle) -> tuple[tuple[Case, ...], tuple[Fault, ...]]:
    """Read one file of cases against the bundle beside it; no case when there is any fault."""
    faults = Faults()
    node = read_nodes(path, content, faults)
    if node is None:
        return (), faults.sorted()
    top = Map(node, faults, required=("now", "cases"), optional=("rows",))
    uid = cases_agreement(path) or ""
    agreement = bundle.agreements.get(uid)
    if agreement is None:
        unknown_word(faults, "cases-alone", top.place, uid, bundle.agreements)
        return (), faults.sorted()
    reader = _Reader(agreement, bundle.contracts, top.moment("now"), _read_shared(top, bundle), faults)
    names: set[str] = set()
    cases = []
    for item in top.items("cases"):
        case = reader.case(item)
        if case.name in names:
            faults.add("word-twice", item.place, word=case.name)
        names.add(case.name)
        cases.append(case)
    return (() if len(faults) else tuple(cases)), faults.sorted()


def _read_shared(top: Map, bundle: Bundle) -> dict[str, tuple[Row, ...]]:
    """Read the rows that several cases use, by their dataset."""
    shared = {}
    for key, node in top.free("rows", DATASET_NAME):
        contract = bundle.contracts.get(key.text)
        if contract is None:
            unknown_word(top.faults, "dataset-unknown", key.place, key.text, bundle.contracts)
        else:
            shared[key.text] = _read_rows(node, contract, top.faults)
    return shared


def _read_rows(node: Node, contract: Contract, faults: Faults) -> tuple[Row, ...]:
    items = list_of(node, faults)
    if len(items) > MAX_ROWS:
        faults.add("cases-rows", node.place, limit=MAX_ROWS)
        return ()
    return tuple(_read_row(item, contract, faults) for item in items)


def _read_row(node: Node, contract: Contract, faults: Faults) -> Row:
    """Read one stored row; a field that it leaves out is null."""
    row: dict[str, Scalar] = dict.fromkeys(contract.fields)
    if not isinstance(node, MapNode):
        faults.add("not-map", node.place)
        return row
    for key, value in node.entries:
        field = contract.fields.get(key.text)
        if field is None:
            unknown_word(faults, "field-unknown", key.place, key.text, contract.fields)
        elif text := text_of(value, faults):
            row[key.text] = _scalar(field.logical_type, text, value, key.text, faults)
    return row


def _scalar(logical_type: LogicalType, text: str, node: Node, name: str, faults: Faults) -> Scalar:
    try:
        return parse_scalar(logical_type, text, text=True)
    except RequestBad:
        faults.add("case-value", node.place, field=name, type=logical_type)
        return None


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads cases of one file."""

    agreement: Agreement
    contracts: Mapping[str, Contract]
    now: datetime
    shared: Mapping[str, tuple[Row, ...]]
    faults: Faults

    def case(self, node: Node) -> Case:
        entry = Map(
            node,
            self.faults,
            required=("name", "consumer", "dataset", "purpose", "expect"),
            optional=("now", "query", "lookup", "rows"),
        )
        dataset = entry.text("dataset", DATASET_NAME)
        contract = self.contracts.get(dataset)
        return Case(
            name=entry.text("name", LINE),
            agreement=self.agreement.uid,
            consumer=entry.text("consumer", IDENTIFIER),
            dataset=dataset,
            asked=self.asked(entry, contract),
            now=entry.moment("now") if "now" in entry else self.now,
            rows=self.rows(entry, dataset, contract),
            expected=self.expected(entry),
            place=entry.place,
        )

    def rows(self, entry: Map, dataset: str, contract: Contract | None) -> tuple[Row, ...]:
        node = entry.node("rows")
        if node is None:
            return self.shared.get(dataset, ())
        if contract is None:
            unknown_word(self.faults, "dataset-unknown", node.place, dataset, self.contracts)
            return ()
        return _read_rows(node, contract, self.faults)

    def asked(self, entry: Map, contract: Contract | None) -> QueryRequest | LookupRequest:
        purpose = entry.text("purpose", IDENTIFIER)
        if "lookup" in entry and "query" in entry:
            self.faults.add("case-two-rights", entry.place_of("lookup"))
        if "lookup" in entry:
            return self.lookup(entry, purpose, contract)
        section = entry.child(
            "query",
            optional=("fields", "filter", "sort", "page_size", "count", "on_behalf_of", "case_ref"),
        )
        types = {name: each.logical_type for name, each in contract.fields.items()} if contract else _NO_TYPES
        if section is None:
            section = Map(MapNode((), entry.place), self.faults)
        chosen = section.node("filter")
        return QueryRequest(
            agreement=self.agreement.uid,
            purpose=purpose,
            fields=_words(section, "fields"),
            filter=None if chosen is None else _as_json(chosen, types),
            sort=_sort(section),
            page_size=section.integer("page_size", 1, 100_000) if "page_size" in section else None,
            after=None,
            count=section.boolean("count"),
            on_behalf_of=section.text("on_behalf_of", LINE) or None,
            case_ref=section.text("case_ref", LINE) or None,
        )

    def lookup(self, entry: Map, purpose: str, contract: Contract | None) -> LookupRequest:
        section = entry.child(
            "lookup", required=("key",), optional=("fields", "on_behalf_of", "case_ref")
        ) or Map(MapNode((), entry.place), self.faults)
        return LookupRequest(
            agreement=self.agreement.uid,
            purpose=purpose,
            key=_typed(self.key_type(entry, purpose, contract), section.text("key")),
            fields=_words(section, "fields"),
            on_behalf_of=section.text("on_behalf_of", LINE) or None,
            case_ref=section.text("case_ref", LINE) or None,
        )

    def key_type(self, entry: Map, purpose: str, contract: Contract | None) -> LogicalType:
        subject = (entry.text("consumer"), entry.text("dataset"), purpose)
        for permission in self.agreement.permissions:
            found = (permission.consumer, permission.dataset, permission.purpose) == subject
            key = permission.lookup.key if found and permission.lookup else ""
            if contract and key in contract.fields:
                return contract.fields[key].logical_type
        return LogicalType.STRING

    def expected(self, entry: Map) -> Expected:
        section = entry.child("expect", optional=("refused", "fields", "rows", "no_rows", "count"))
        if section is None:
            return Expected(None, None, None, None)
        refused = section.choice("refused", _REFUSALS) or None
        fields = self.leaving(section)
        rows = self.answered(section)
        if fields is None and rows:
            fields = dict.fromkeys((name for row in rows for name in row), "")
        others = [key for key in ("fields", "rows", "no_rows", "count") if key in section]
        if ("refused" in section) == bool(others):
            self.faults.add("case-expects", section.place)
        count = section.integer("count", 0, 999_999_999) if "count" in section else None
        return Expected(refused, fields, rows, count)

    def leaving(self, section: Map) -> dict[str, str] | None:
        if "fields" not in section:
            return None
        return {key.text: _leaves(value, self.faults) for key, value in section.free("fields", FIELD)}

    def answered(self, section: Map) -> tuple[Mapping[str, str | None], ...] | None:
        if "no_rows" in section:
            if not section.boolean("no_rows") or "rows" in section:
                self.faults.add("case-expects", section.place_of("no_rows"))
            return ()
        if "rows" not in section:
            return None
        return tuple(self.answer(item) for item in section.items("rows"))

    def answer(self, node: Node) -> Mapping[str, str | None]:
        if not isinstance(node, MapNode):
            self.faults.add("not-map", node.place)
            return {}
        return {
            key.text: None if _is_null(value) else text_of(value, self.faults)
            for key, value in node.entries
            if text_of(key, self.faults, FIELD)
        }


def _leaves(node: Node, faults: Faults) -> str:
    word = text_of(node, faults)
    if word and word not in _LEAVES:
        unknown_word(faults, "use-unknown", node.place, word, _LEAVES)
    return word


def _is_null(node: Node) -> bool:
    """Recognise `{is_null: true}`, the one way to write a null, as in conditions."""
    if not isinstance(node, MapNode) or len(node.entries) != 1:
        return False
    key, value = node.entries[0]
    return key.text == "is_null" and isinstance(value, TextNode) and value.text == "true"


def _words(section: Map, key: str) -> tuple[str, ...] | None:
    return tuple(word for word, _ in section.words(key)) if key in section else None


def _sort(section: Map) -> tuple[SortKey, ...]:
    words: Iterable[str] = _words(section, "sort") or ()
    return tuple(SortKey(word.removeprefix("-"), word.startswith("-")) for word in words)


def _as_json(node: Node, types: Mapping[str, LogicalType], logical_type: LogicalType | None = None) -> object:
    """Return a filter as a request would hold it: each value of the JSON type of the field above it."""
    if isinstance(node, ListNode):
        return [_as_json(item, types, logical_type) for item in node.items]
    if isinstance(node, MapNode):
        return {
            key.text: True
            if key.text == "is_null" and isinstance(value, TextNode) and value.text == "true"
            else _as_json(value, types, types.get(key.text, logical_type))
            for key, value in node.entries
        }
    return _typed(logical_type or LogicalType.STRING, node.text)


def _typed(logical_type: LogicalType, text: str) -> object:
    """Return a value as JSON holds it; what has another type is left as text, for the planner to refuse."""
    try:
        return wire_value(parse_scalar(logical_type, text, text=True))
    except RequestBad:
        return text
