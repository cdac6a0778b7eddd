"""Which permissions of one consumer speak of the same row, by what is known with each row that they give.

What is known is a handle: the values of a column, or its tokens in one agreement. A
handle of a column that holds a value once is a key, and joins rows for sure. Any
other one may join them, and a third permission may join two that share nothing.
"""

from collections.abc import Iterator, Mapping, Sequence

from gateway.drafting.prove_context import gives_rows, leaving
from gateway.policy import Granted, Policy, same_table

Handle = tuple[str, str]


def columns_of(granted: Granted) -> Mapping[str, str]:
    """Name fields by their column, so that two contracts over one table speak of the same."""
    return {name: field.physical_name.lower() for name, field in granted[2].fields.items()}


def have_key(permissions: Sequence[Granted]) -> bool:
    """Say whether one unique key is known with every permission's rows, in one form."""
    return bool(_keys(permissions))


def _keys(permissions: Sequence[Granted]) -> frozenset[Handle]:
    unique = frozenset().union(*map(_unique, permissions))
    known = (frozenset(handle for handle in _shown(each) if handle[0] in unique) for each in permissions)
    return frozenset.intersection(*known)


def others_over(policy: Policy, permissions: Sequence[Granted]) -> tuple[Granted, ...]:
    """Return what else the consumer of these is given in rows of their table."""
    _, permission, contract = permissions[0]
    taken = {(agreement.uid, each.id) for agreement, each, _ in permissions}
    return tuple(
        each
        for (consumer, _), granted in sorted(policy.granted.items(), key=lambda item: item[0])
        if consumer == permission.consumer
        for each in granted
        if same_table(each[2], contract) and gives_rows(each[1]) and (each[0].uid, each[1].id) not in taken
    )


def links_of(
    permissions: Sequence[Granted], others: Sequence[Granted]
) -> Iterator[tuple[Granted, frozenset[str]]]:
    """Yield each permission that shares a key with every one of these, and the fields by which it does."""
    for other in others:
        keys = [_keys((each, other)) for each in permissions]
        if all(keys):
            needed = {column for each in keys for column, _ in each}
            yield other, frozenset(name for name, column in columns_of(other).items() if column in needed)


def may_meet(permissions: Sequence[Granted], others: Sequence[Granted]) -> bool:
    """Say whether any two of these share a handle, be it through others."""
    groups: list[tuple[set[Handle], int]] = []
    wanted = [(_shown(each), 1) for each in permissions] + [(_shown(each), 0) for each in others]
    for handles, count in wanted:
        merged, total = set(handles), count
        apart = []
        for group, members in groups:
            if group.isdisjoint(merged):
                apart.append((group, members))
            else:
                merged |= group
                total += members
        groups = [*apart, (merged, total)]
    return any(members > 1 for _, members in groups)


def _unique(granted: Granted) -> frozenset[str]:
    """Name the columns that hold a value once: the contract's keys, and what a lookup finds one row by."""
    _, permission, contract = granted
    columns = columns_of(granted)
    primary = [field.name for field in contract.fields.values() if field.primary_key]
    names = {contract.order, *(primary if len(primary) == 1 else ())}
    if permission.lookup is not None:
        names.add(permission.lookup.key)
    return frozenset(columns[name] for name in names)


def _shown(granted: Granted) -> frozenset[Handle]:
    """Name what is known with a row, each column in its form: its values, or its tokens in one agreement."""
    agreement, permission, _ = granted
    columns = columns_of(granted)
    found = {(columns[name], "") for name in permission.uses if leaving(permission, name) is not None}
    if permission.lookup is not None:
        found.add((columns[permission.lookup.key], ""))
    for name, uses in permission.uses.items():
        if any(use.transform == "pseudonym" for use in uses):
            found.add((columns[name], agreement.uid))
    return frozenset(found)
