"""Where the log stands on policy: which bundle, which epoch, what is suspended or revoked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """The policy state that the log holds; every change of it raises `epoch`.

    `recorded` maps the SHA-256 (hex) of a JWS text to the moment its first log
    entry was recorded: a signature counts from then, judged by the trust file
    then. `suspended` (agreement uid) and `revoked` (key thumbprint) name the
    index of the entry that says so. `stated` is what another agency's gateway said
    last of the agreements that are active there: SHA-256 (hex) by uid.
    """

    epoch: int
    bundle: str
    activated_at: datetime
    recorded: Mapping[str, datetime]
    suspended: Mapping[str, int]
    revoked: Mapping[str, int]
    stated: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
