"""The tables of `statistics`: read, and checked against the uses and fields that they name.

All tables of a permission are frozen and protected together (see `statistics`),
which is sound for tables that share their first field and no other: what two of
them have in common is then the lines of the first field, each of which is shown
whole or not at all.
"""

from typing import cast

from gateway.policy.evaluate import runs_in_gateway
from gateway.policy.model import Contract, Field, LogicalType
from gateway.policy.reading_faults import Faults
from gateway.policy.reading_map import FIELD, IDENTIFIER, Map, choice_of, text_of, unknown_word
from gateway.policy.reading_nodes import MapNode, Node, TextNode
from gateway.policy.reading_uses import read_use
from gateway.policy.rights import Frozen, GroupBy, Measure, StatisticsRight, StatisticsTable
from gateway.policy.selection import Output
from gateway.policy.statistics import BASE_DEFAULT, BASE_FLOOR, K_DEFAULT, K_FLOOR
from gateway.policy.terms import TRANSFORMS
from gateway.policy.uses import Uses, has_use

PERIODS: tuple[Frozen, ...] = ("day", "month", "once")
MAX_K, MAX_BASE = 1_000_000, 999_999_999
MAX_GROUP_FIELDS = 4

# Types whose values are equal or not in the same way on every database.
_GROUPED = frozenset({LogicalType.STRING, LogicalType.INTEGER, LogicalType.BOOLEAN, LogicalType.DATE})


def read_statistics(
    permission: Map, contract: Contract, uses: Uses, faults: Faults
) -> StatisticsRight | None:
    """Read the section `statistics` of a permission; mistakes against the contract go to `faults`."""
    section = permission.child("statistics", required=("period", "tables"), optional=("k", "base"))
    if section is None:
        _check_used((), uses, faults)
        return None
    k = section.integer("k", K_FLOOR, MAX_K) if "k" in section else K_DEFAULT
    base = section.integer("base", BASE_FLOOR, MAX_BASE) if "base" in section else BASE_DEFAULT
    tables: dict[str, StatisticsTable] = {}
    for item in section.items("tables"):
        table = _read_table(
            Map(item, section.faults, required=("id", "group", "measures")), base, contract, faults
        )
        if table.id in tables:
            section.faults.add("word-twice", table.place, word=table.id)
        tables[table.id] = table
    found = tuple(tables.values())
    _check_apart(found, faults)
    _check_uses(found, uses, faults)
    _check_used(found, uses, faults)
    period = cast(Frozen, section.choice("period", PERIODS) or PERIODS[0])
    return StatisticsRight(period, k, tables, section.place)


def _read_table(table: Map, base: int, contract: Contract, faults: Faults) -> StatisticsTable:
    groups: list[GroupBy] = []
    for item in table.items("group"):
        group = _read_group(item, contract, table.faults, faults)
        if group is not None and any(group.field == other.field for other in groups):
            table.faults.add("word-twice", item.place, word=group.field)
        elif group is not None:
            groups.append(group)
    if len(groups) > MAX_GROUP_FIELDS:
        table.faults.add("statistics-groups-many", table.place_of("group"), limit=MAX_GROUP_FIELDS)
    measures: list[Measure] = []
    for item in table.items("measures"):
        measure = _read_measure(item, base, contract, table.faults, faults)
        if measure is not None and any(measure.field == other.field for other in measures):
            table.faults.add("word-twice", item.place, word=measure.field or measure.kind)
        elif measure is not None:
            measures.append(measure)
    return StatisticsTable(table.text("id", IDENTIFIER), tuple(groups), tuple(measures), table.place)


def _field(name: TextNode, contract: Contract, shape: Faults) -> Field | None:
    if not text_of(name, shape, FIELD):
        return None
    if name.text not in contract.fields:
        unknown_word(shape, "field-unknown", name.place, name.text, contract.fields)
    return contract.fields.get(name.text)


def _read_group(node: Node, contract: Contract, shape: Faults, faults: Faults) -> GroupBy | None:
    """Read `field`, or `{field: transform}`."""
    if isinstance(node, TextNode):
        name, how = node, None
    elif isinstance(node, MapNode) and len(node.entries) == 1:
        name, how = node.entries[0]
    else:
        shape.add("statistics-group-shape", node.place)
        return None
    field = _field(name, contract, shape)
    if field is None:
        return None
    if how is None:
        if field.logical_type not in _GROUPED:
            faults.add("statistics-group-type", node.place, field=field.name, type=field.logical_type)
        return GroupBy(field.name, node.place)
    use = read_use(how, field, shape, faults)
    if use is None:
        return None
    if use.transform is None:
        shape.add("statistics-group-shape", how.place)
        return None
    output = Output(field.name, use.transform, use.arguments)
    transform = TRANSFORMS[use.transform]
    # What goes by the day of the request would make another table of the same frozen rows every day.
    is_moving = transform.dated and "on" not in dict(use.arguments)
    is_outside = use.transform == "constant" or runs_in_gateway(output, field.logical_type)
    if is_moving or is_outside or transform.gives(field.logical_type) not in _GROUPED:
        faults.add("statistics-group-transform", how.place, field=field.name, transform=use.transform)
    return GroupBy(field.name, node.place, use.transform, use.arguments)


def _read_measure(node: Node, base: int, contract: Contract, shape: Faults, faults: Faults) -> Measure | None:
    """Read `count`, or `{sum: {field, base}}`."""
    if isinstance(node, TextNode):
        return Measure("count", base) if choice_of(node, shape, ("count",)) else None
    outer = Map(node, shape, required=("sum",))
    inner = outer.child("sum", required=("field", "base"))
    name = inner.node("field") if inner else None
    if inner is None or not isinstance(name, TextNode):
        return None
    field = _field(name, contract, shape)
    if field is None:
        return None
    if field.logical_type is not LogicalType.INTEGER:
        faults.add("statistics-measure-type", name.place, field=field.name, type=field.logical_type)
    return Measure("sum", inner.integer("base", BASE_FLOOR, MAX_BASE), field.name)


def _check_apart(tables: tuple[StatisticsTable, ...], faults: Faults) -> None:
    """Hold the tables to one first field, the same in all, and to others that are in one table alone."""
    seen: dict[str, StatisticsTable] = {}
    for table in tables:
        if not table.group or not tables[0].group:
            # What could not be read has its own fault already.
            continue
        first, shared = table.group[0], tables[0].group[0]
        if _meaning(first) != _meaning(shared):
            faults.add("statistics-first-differs", first.place, field=first.field, first=shared.field)
        for each in table.group[1:]:
            if each.field in seen:
                faults.add("statistics-field-twice", each.place, field=each.field, table=seen[each.field].id)
            seen.setdefault(each.field, table)


def _meaning(group: GroupBy) -> tuple[object, ...]:
    return group.field, group.transform, group.arguments


def _check_uses(tables: tuple[StatisticsTable, ...], uses: Uses, faults: Faults) -> None:
    for table in tables:
        for each in table.group:
            if not has_use(uses, each.field, "group"):
                faults.add("statistics-group-without-use", each.place, field=each.field)
        for measure in table.measures:
            if measure.field is not None and not has_use(uses, measure.field, "measure"):
                faults.add("statistics-measure-without-use", table.place, field=measure.field)


def _check_used(tables: tuple[StatisticsTable, ...], uses: Uses, faults: Faults) -> None:
    groups = {each.field for table in tables for each in table.group}
    measures = {measure.field for table in tables for measure in table.measures}
    for name, field_uses in uses.items():
        for use in field_uses:
            is_idle = (use.kind == "group" and name not in groups) or (
                use.kind == "measure" and name not in measures
            )
            if is_idle:
                faults.add("use-without-table", use.place, field=name, use=use.kind)
