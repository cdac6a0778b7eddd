"""One permission as officials read it: who, what, each field, which rows, how often, under which duties.

Every field of the contract has its line, also those that nothing is said of: what is
withheld is to be seen as withheld. Only a field whose very name is withheld has none.
"""

from collections.abc import Iterator

from gateway.catalogue import Language
from gateway.drafting.render_blocks import Block, Bullets, Facts, Grid, Heading
from gateway.drafting.render_words import check_said, rule_text, transform_text, use_text, word, words
from gateway.policy import (
    Agreement,
    Contract,
    Field,
    GroupBy,
    LookupRight,
    Measure,
    Permission,
    QueryRight,
    Quota,
    Retention,
    StatisticsRight,
    StatisticsTable,
    Use,
    legal_basis_text,
)

# What the page says of each value; a test holds this against the model.
SAID = {
    Permission: frozenset(
        {
            "id", "consumer", "dataset", "purpose", "uses", "rows", "query", "lookup", "quota", "requires",
            "duties", "digest", "place", "statistics", "retention",
        }
    ),
    QueryRight: frozenset({"filter", "sort", "page_size", "count", "place"}),
    LookupRight: frozenset({"key", "place"}),
    Quota: frozenset({"requests", "rows", "period", "place"}),
    StatisticsRight: frozenset({"period", "k", "tables", "place"}),
    StatisticsTable: frozenset({"id", "group", "measures", "place"}),
    GroupBy: frozenset({"field", "place", "transform", "arguments"}),
    Measure: frozenset({"kind", "base", "field"}),
    Retention: frozenset({"place", "days", "until"}),
}  # fmt: skip


def permission_blocks(
    number: int, permission: Permission, agreement: Agreement, contract: Contract, language: Language
) -> Iterator[Block]:
    """Say one permission."""
    check_said(permission, SAID[Permission])
    yield Heading(2, word("annex.permission", language, number=number, id=permission.id))
    yield Facts(tuple(_facts(permission, agreement, contract, language)))
    yield Grid(
        words(language, "annex.field", "annex.treatment", "annex.openness", "annex.basis"),
        (22, 35, 20, 23),
        tuple(
            _field_row(field, permission.uses.get(field.name, ()), language)
            for field in contract.fields.values()
            if not field.undisclosed
        ),
    )
    if permission.statistics is not None:
        yield from _tables(permission.statistics, language)
    if permission.duties:
        yield Heading(3, word("annex.duties", language))
        yield Bullets(permission.duties)


def _facts(
    permission: Permission, agreement: Agreement, contract: Contract, language: Language
) -> Iterator[tuple[str, str]]:
    def fact(name: str, value: str) -> tuple[str, str]:
        return word(name, language), value

    yield fact("annex.consumer", _party(agreement, permission.consumer))
    yield fact("annex.provider", _party(agreement, contract.provider))
    about = word("annex.dataset-about", language, dataset=permission.dataset, about=contract.description)
    yield fact("annex.dataset", about)
    yield fact("annex.purpose", f"{agreement.purposes[permission.purpose]} ({permission.purpose})")
    yield fact("annex.rows", rule_text(permission.rows, language))
    yield fact("annex.rights", "; ".join(_rights(permission, language)) or word("annex.right-none", language))
    yield fact("annex.quota", _quota(permission.quota, language))
    stated = [word(f"annex.requires-{name}", language) for name in sorted(permission.requires)]
    yield fact("annex.requires", "; ".join(stated) or word("annex.none", language))
    if permission.retention:
        yield fact("annex.retention", "; ".join(_retention(each, language) for each in permission.retention))


def _party(agreement: Agreement, agency: str) -> str:
    party = agreement.find_party(agency)
    return f"{party.name} ({agency})" if party else agency


def _rights(permission: Permission, language: Language) -> Iterator[str]:
    if permission.query is not None:
        check_said(permission.query, SAID[QueryRight])
        query = permission.query
        none = word("annex.none", language)
        yield word(
            "annex.right-query",
            language,
            size=query.page_size,
            filter=", ".join(sorted(query.filter)) or none,
            sort=", ".join(sorted(query.sort)) or none,
            count=word(f"annex.count-{query.count}", language),
        )
    if permission.lookup is not None:
        check_said(permission.lookup, SAID[LookupRight])
        yield word("annex.right-lookup", language, key=permission.lookup.key)
    if permission.statistics is not None:
        check_said(permission.statistics, SAID[StatisticsRight])
        right = permission.statistics
        period, tables = word(f"annex.frozen-{right.period}", language), ", ".join(right.tables)
        yield word("annex.right-statistics", language, period=period, k=right.k, tables=tables)


def _tables(right: StatisticsRight, language: Language) -> Iterator[Block]:
    yield Heading(3, word("annex.statistics", language))
    rows = []
    for table in right.tables.values():
        for value in (table, *table.group, *table.measures):
            check_said(value, SAID[type(value)])
        by = "; ".join(_group(each, language) for each in table.group)
        figures = "; ".join(
            word(
                f"annex.measure-{each.kind}",
                language,
                base=each.base,
                **({"field": each.field} if each.field else {}),
            )
            for each in table.measures
        )
        rows.append((table.id, by, figures))
    heads = words(language, "annex.table", "annex.grouped-by", "annex.measured")
    yield Grid(heads, (24, 38, 38), tuple(rows))


def _group(group: GroupBy, language: Language) -> str:
    if group.transform is None:
        return group.field
    how = transform_text(group.transform, group.arguments, language)
    return word("annex.grouped", language, field=group.field, how=how)


def _retention(retention: Retention, language: Language) -> str:
    check_said(retention, SAID[Retention])
    told = []
    if retention.days is not None:
        told.append(word("annex.retention-days", language, days=retention.days))
    if retention.until is not None:
        told.append(word("annex.retention-until", language, day=retention.until.isoformat()))
    return "; ".join(told)


def _quota(quota: Quota | None, language: Language) -> str:
    if quota is None:
        return word("annex.quota-none", language)
    check_said(quota, SAID[Quota])
    amounts = [
        word(f"annex.quota-{name}", language, number=number)
        for name, number in (("requests", quota.requests), ("rows", quota.rows))
        if number is not None
    ]
    period = word(f"annex.period-{quota.period}", language)
    return word("annex.quota-per", language, amounts=", ".join(amounts), period=period)


def _field_row(field: Field, uses: tuple[Use, ...], language: Language) -> tuple[str, ...]:
    name = f"{field.name}: {field.description}" if field.description else field.name
    if field.derives:
        name += f" ({word('annex.derives', language, fields=', '.join(field.derives))})"
    leaving = [use_text(use, language) for use in uses if use.kind in {"release", "transform"}]
    others = [use_text(use, language) for use in uses if use.kind not in {"release", "transform"}]
    openness = word(f"annex.class-{field.classification}", language)
    personal = word(f"annex.personal-{field.personal_data}", language)
    basis = [legal_basis_text(field.legal_basis)] if field.legal_basis else []
    if field.exemption is not None:
        basis.append(word("annex.decision", language, number=field.exemption))
    return (
        name,
        "; ".join([*(leaving or [word("annex.withheld", language)]), *others]),
        f"{openness}; {personal}",
        "; ".join(basis) or "-",
    )
