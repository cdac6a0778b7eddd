"""What a use lets leave: the one place that says which uses show a value."""

from collections.abc import Mapping

from gateway.policy.rights import Use

Uses = Mapping[str, tuple[Use, ...]]

# What hides every derived value too: a keyed token, or a value of the agreement's own.
_HIDING = frozenset({"pseudonym", "token", "constant"})


def is_released(uses: Uses, field: str) -> bool:
    """Say whether a field leaves untouched."""
    return has_use(uses, field, "release")


def has_use(uses: Uses, field: str, kind: str) -> bool:
    """Say whether a field has a use of this kind."""
    return any(use.kind == kind for use in uses.get(field, ()))


def reveals(use: Use) -> bool:
    """Say whether a use lets something of the value itself, or of what it derives, leave."""
    if use.kind == "transform":
        return use.transform not in _HIDING
    return use.kind in {"release", "group", "measure"}
