"""Who may look at the log: auditors' accounts, and what changes them together with an entry.

An effect here commits with its entry or not at all, so nobody is let in, and no
page is shown, without a record; and what is shown after a dismissal in the log
is shown to nobody dismissed. Secrets come as SHA-256 (hex): the storage of a
gateway holds nothing by which one could sign in.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

INVITATION_LIFE = timedelta(hours=24)
SESSION_LIFE = timedelta(hours=12)
IDLE_LIMIT = timedelta(minutes=30)

SECRET_BYTES = 32
"""Of the secrets in links and sessions."""

INVITATION_BAD = "invitation-invalid"
SESSION_ENDED = "session-ended"
ACCOUNT_UNKNOWN = "account-unknown"


@dataclass(frozen=True, slots=True)
class Account:
    """An auditor's account: who was sent by which body under which letter, and until when.

    `until` is the last day, as people write it; `expires` the moment that follows it.
    """

    id: str
    name: str
    body: str
    letter: str
    until: str
    expires: datetime


@dataclass(frozen=True, slots=True)
class Admission:
    """A one-time link to be given out, with its account if that is new."""

    account: Account
    is_new: bool
    token: str
    issued: datetime
    expires: datetime


@dataclass(frozen=True, slots=True)
class SignIn:
    """A one-time link to be used up for a session."""

    token: str
    session: str
    at: datetime
    expires: datetime


@dataclass(frozen=True, slots=True)
class Attendance:
    """A session to be used once more, or ended: refused when it, or its account, is over."""

    session: str
    at: datetime
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Dismissal:
    """An account to be closed, its sessions and links with it."""

    account: str
    at: datetime


def digest_secret(secret: str) -> str:
    """Return the SHA-256 (hex) of a link's or session's secret: 256 random bits need no salt."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


Access = Admission | SignIn | Attendance | Dismissal
