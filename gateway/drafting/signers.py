"""Whether a key may sign a policy file: said before it signs in vain."""

from datetime import datetime

from gateway.catalogue import Sentence
from gateway.policy import Bundle, Role, parse_path


def signer_problem(bundle: Bundle, inside: str, thumbprint: str, now: datetime) -> Sentence | None:
    """Say why a signature by a key would not count beside a file of a folder; None when it would.

    A folder without trust files says nothing of keys, and nothing is held against one.
    """
    parsed = parse_path(inside)
    if parsed is None or not bundle.trusts:
        return None
    if parsed.kind in {"trust", "former"}:
        return _of_roots(bundle, parsed.uid, thumbprint)
    if parsed.kind == "agreement":
        agencies = {party.agency for party in bundle.agreements[parsed.uid].parties}
        return _of_keys(bundle, agencies, Role.SIGNATORY, thumbprint, now)
    return _of_keys(bundle, {parsed.uid.partition("/")[0]}, Role.PPID, thumbprint, now)


def _of_roots(bundle: Bundle, agency: str, thumbprint: str) -> Sentence | None:
    versions = (
        *bundle.lineage.get(agency, ()),
        *([bundle.trusts[agency]] if agency in bundle.trusts else []),
    )
    if any(thumbprint in trust.roots for trust in versions):
        return None
    return Sentence("policies.key-no-root", agency=agency, key=thumbprint)


def _of_keys(
    bundle: Bundle, agencies: set[str], role: Role, thumbprint: str, now: datetime
) -> Sentence | None:
    named = [trust for trust in bundle.trusts.values() if thumbprint in trust.keys]
    if not named:
        return Sentence("policies.key-unnamed", key=thumbprint)
    trust = named[0]
    key = trust.keys[thumbprint]
    if key.role is not role or trust.agency not in agencies:
        return Sentence(
            "policies.key-other",
            key=thumbprint,
            role=key.role,
            agency=trust.agency,
            needed=role,
            agencies=", ".join(sorted(agencies)),
        )
    if not key.valid_from <= now <= key.valid_until:
        return Sentence(
            "policies.key-out-of-time",
            key=thumbprint,
            since=key.valid_from.date(),
            until=key.valid_until.date(),
        )
    return None
