"""What the policy files say, as frozen values; reading makes them, planning uses them.

Every value that can decide something remembers its place, so that each verdict
names the file and line it comes from.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from gateway.catalogue import Sentence
from gateway.policy.conditions import Condition
from gateway.policy.place import Place
from gateway.policy.rights import LookupRight, QueryRight, Quota, Retention, StatisticsRight, Use


class Classification(StrEnum):
    """Keterbukaan: how open a field is (UU 14/2008)."""

    OPEN = "terbuka"
    BETWEEN_AGENCIES = "antarbadan"
    EXEMPT = "dikecualikan"
    UNDETERMINED = "belum-ditetapkan"

    @property
    def is_closed(self) -> bool:
        """Exempt and undetermined fields have no use at all."""
        return self in {Classification.EXEMPT, Classification.UNDETERMINED}


class PersonalData(StrEnum):
    """Data pribadi: none, general (UU 27/2022 Article 4(3)) or specific (4(2))."""

    NONE = "bukan"
    GENERAL = "umum"
    SPECIFIC = "spesifik"


class LogicalType(StrEnum):
    """The ODCS logical types that a field may have here."""

    # As the text that it equals: an enumeration's own hash is written in Python.
    __hash__ = str.__hash__

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    TIMESTAMP = "timestamp"


class Role(StrEnum):
    """The one thing a key may do."""

    CLIENT = "client"
    ANSWER = "answer"
    LOG = "log"
    WITNESS = "witness"
    RECEIPT = "receipt"
    SIGNATORY = "signatory"
    PPID = "ppid"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """One clause, e.g. `UU 14/2008 Pasal 17 huruf h`."""

    description: str
    url: str | None = None


def legal_basis_text(basis: "tuple[LegalBasis, ...]") -> str:
    """Name the clauses in one line, as verdicts and the log carry them."""
    return "; ".join(clause.description for clause in basis)


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a dataset contract.

    `distinct` is how many different values there are at least, and the lengths
    bound a text, as far as the contract says so.
    """

    name: str
    physical_name: str
    logical_type: LogicalType
    description: str
    classification: Classification
    personal_data: PersonalData
    legal_basis: tuple[LegalBasis, ...]
    place: Place
    primary_key: bool = False
    required: bool = False
    undisclosed: bool = False
    derives: tuple[str, ...] = ()
    exemption: str | None = None
    unique: bool = False
    distinct: int | None = None
    min_length: int | None = None
    max_length: int | None = None


@dataclass(frozen=True, slots=True)
class Contract:
    """A dataset as its provider publishes it (ODCS v3.1)."""

    provider: str
    dataset: str
    version: str
    digest: str
    description: str
    table: str
    fields: Mapping[str, Field]
    order: str
    place: Place
    subject_key: str | None = None

    @property
    def name(self) -> str:
        """`provider/dataset`, unique in a bundle."""
        return f"{self.provider}/{self.dataset}"


@dataclass(frozen=True, slots=True)
class Exemption:
    """One registered decision that information is exempt (penetapan, PP 61/2010)."""

    number: str
    decided: date
    letter: str
    issuing_body: str
    registering_body: str
    official: str
    fields: tuple[str, ...]
    reason: str
    signed_at: str
    until: date | None
    review: date | None
    revoked: date | None
    place: Place


@dataclass(frozen=True, slots=True)
class Register:
    """An agency's register of exemptions; `fields` entries read `dataset.field`."""

    agency: str
    version: int
    exemptions: Mapping[str, Exemption]
    digest: str
    place: Place


@dataclass(frozen=True, slots=True)
class RoleKey:
    """A key in a trust file: exactly one role, one holder, one span of time."""

    thumbprint: str
    jwk: Mapping[str, str]
    alg: str
    role: Role
    holder: str
    valid_from: datetime
    valid_until: datetime
    place: Place


@dataclass(frozen=True, slots=True)
class Official:
    """A person in office."""

    name: str
    position: str
    decree: str
    since: date
    until: date | None
    acting: Literal["Plt", "Plh"] | None
    place: Place


@dataclass(frozen=True, slots=True)
class Trust:
    """An agency's trust file: its people, systems and keys, under its offline root keys."""

    agency: str
    version: int
    expires: datetime
    threshold: int
    roots: Mapping[str, Mapping[str, str]]
    officials: Mapping[str, Official]
    systems: Mapping[str, str]
    keys: Mapping[str, RoleKey]
    digest: str
    place: Place
    predecessor: str | None = None


@dataclass(frozen=True, slots=True)
class Permission:
    """What one consumer may have of one dataset for one purpose."""

    id: str
    consumer: str
    dataset: str
    purpose: str
    uses: Mapping[str, tuple[Use, ...]]
    rows: Condition
    query: QueryRight | None
    lookup: LookupRight | None
    quota: Quota | None
    requires: frozenset[str]
    duties: tuple[str, ...]
    digest: str
    place: Place
    statistics: StatisticsRight | None = None
    retention: tuple[Retention, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """One side of an agreement."""

    agency: str
    name: str
    number: str
    signatory: str
    position: str
    duty_contact: str
    place: Place


@dataclass(frozen=True, slots=True)
class Pin:
    """The contract version both parties signed for."""

    dataset: str
    version: str
    digest: str
    place: Place


@dataclass(frozen=True, slots=True)
class Never:
    """What no permission may do with a dataset, proved on every check; one of the three is said.

    `fields` may have no use; no row that leaves may lie outside `outside`; and no
    consumer may hold all fields of `together` of one row, over all its permissions.
    """

    dataset: str
    fields: tuple[str, ...]
    place: Place
    outside: Condition | None = None
    together: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """A cooperation agreement (PKS); validity is inclusive in its own time zone."""

    uid: str
    version: int
    digest: str
    predecessor: str | None
    sample: bool
    title: str
    parties: tuple[Party, ...]
    valid_from: date
    valid_until: date
    timezone: str
    legal_basis: tuple[LegalBasis, ...]
    purposes: Mapping[str, str]
    enforcement: Literal["enforce", "shadow"]
    warn_unwitnessed_hours: int
    stop_unwitnessed_hours: int
    pins: Mapping[str, Pin]
    permissions: tuple[Permission, ...]
    prohibitions: tuple[str, ...]
    never: tuple[Never, ...]
    place: Place

    def find_party(self, agency: str) -> Party | None:
        """Return the party that an agency is; None for a stranger."""
        return next((party for party in self.parties if party.agency == agency), None)


@dataclass(frozen=True, slots=True)
class Bundle:
    """All policy files as one value with one SHA-256 digest (hex).

    `signatures` maps the path of a file to the detached JWS texts beside it, by
    their own path. `lineage` holds, oldest first, the versions that an agency's
    trust file has followed and that are kept beside it.
    """

    digest: str
    contracts: Mapping[str, Contract]
    agreements: Mapping[str, Agreement]
    registers: Mapping[str, Register]
    trusts: Mapping[str, Trust]
    signatures: Mapping[str, Mapping[str, str]]
    files: Mapping[str, bytes]
    lineage: Mapping[str, tuple[Trust, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake in the policy files: its code, its place and the words to say it with."""

    code: str
    place: Place
    values: tuple[tuple[str, str | Sentence], ...] = ()

    @property
    def sentence(self) -> Sentence:
        """What is wrong, and how to mend it."""
        return Sentence(f"faults.{self.code}", **dict(self.values))

    @property
    def placed(self) -> Sentence:
        """The same, after its place."""
        return Sentence("policies.at-place", place=self.place, problem=self.sentence)
