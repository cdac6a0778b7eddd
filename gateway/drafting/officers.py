"""Who decides: the information officer (PPID) whom an agency's trust file names."""

from datetime import datetime

from gateway.policy import Bundle, Role, Trust


def officer_of(bundle: Bundle, agency: str, now: datetime) -> str | None:
    """Name who proposes a consequence test (uji konsekuensi); None when nobody is in that office.

    It is whoever holds a PPID key that is valid now: the one whose signature counts.
    """
    trust = bundle.trusts.get(agency)
    return _holder(trust, now) if trust else None


def _holder(trust: Trust, now: datetime) -> str | None:
    holders = (
        trust.officials[key.holder]
        for key in trust.keys.values()
        if key.role is Role.PPID and key.valid_from <= now <= key.valid_until
    )
    official = next(holders, None)
    if official is None:
        return None
    acting = f"{official.acting} " if official.acting else ""
    return f"{official.name}, {acting}{official.position}"
