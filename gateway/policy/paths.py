"""Where each kind of policy file stands in its folder."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["contract", "register", "trust", "former", "agreement"]

_IDENTIFIER = "[a-z0-9][a-z0-9-]{0,62}"
_DATASET = "[a-z][a-z0-9_-]{0,62}"
_PATTERNS: Mapping[Kind, re.Pattern[str]] = {
    "contract": re.compile(rf"datasets/(?P<uid>{_IDENTIFIER}/{_DATASET})\.yaml"),
    "register": re.compile(rf"exemptions/(?P<uid>{_IDENTIFIER})\.yaml"),
    "trust": re.compile(rf"trust/(?P<uid>{_IDENTIFIER})\.yaml"),
    # A version of a trust file that another has followed.
    "former": re.compile(rf"trust/(?P<uid>{_IDENTIFIER})/[1-9][0-9]{{0,8}}\.yaml"),
    "agreement": re.compile(rf"agreements/(?P<uid>{_IDENTIFIER})\.yaml"),
}
_PAPER = re.compile(rf"agreements/(?P<uid>{_IDENTIFIER})\.pdf")
# Names come from other agencies too: nothing that a disk, a database or a screen takes for more than a name.
_SIGNATURE = re.compile(r"(?P<base>.+)\.[A-Za-z0-9_-]{1,64}\.jws", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PolicyPath:
    """A file that says something: `uid` is `agency/dataset`, an agency, or an agreement's uid."""

    kind: Kind
    uid: str


def parse_path(path: str) -> PolicyPath | None:
    """Say what a path in a policy folder holds; None for a signature or a stranger."""
    for kind, pattern in _PATTERNS.items():
        if match := pattern.fullmatch(path):
            return PolicyPath(kind, match["uid"])
    return None


def signed_path(path: str) -> str | None:
    """Return the path of the file that a `.jws` beside it signs."""
    match = _SIGNATURE.fullmatch(path)
    return match["base"] + ".yaml" if match else None


def paper_uid(path: str) -> str | None:
    """Return the agreement whose signed PDF stands at a path; None for any other."""
    match = _PAPER.fullmatch(path)
    return match["uid"] if match else None


def paper_path(uid: str) -> str:
    """Return where the signed PDF of an agreement stands."""
    return f"agreements/{uid}.pdf"


def register_path(agency: str) -> str:
    """Return where an agency's exemption register stands."""
    return f"exemptions/{agency}.yaml"


def trust_path(agency: str) -> str:
    """Return where an agency's trust file stands."""
    return f"trust/{agency}.yaml"


def former_path(agency: str, version: int) -> str:
    """Return where a version of an agency's trust file stands once another has followed it."""
    return f"trust/{agency}/{version}.yaml"
