"""An entry as a page needs it: the values it shows, and one plain sentence of what happened."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gateway.audit import Opening, leaf_hash, parse_entry
from gateway.catalogue import Language, say, texts
from gateway.console.moments import Moments
from gateway.errors import ProofBad
from gateway.evidence import Asked, Replay, opened_value
from gateway.exchange import StoredEntry
from gateway.policy import Bundle

_DIGESTS = frozenset({"request", "answer"})
_SIGNATURES = frozenset({"signature"})


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list; `facts` is empty for an entry that can no longer be read."""

    index: int
    exchange_id: str
    is_intact: bool
    recorded_at: datetime | None
    facts: Mapping[str, Any]


def list_entry(stored: StoredEntry) -> Listed:
    """Read one entry for the list."""
    facts = read_leaf(stored.leaf)
    recorded_at = moment_of(facts, "recorded_at") if facts else None
    return Listed(
        stored.index,
        stored.exchange_id,
        stored.is_intact and stored.is_listed_right and bool(facts),
        recorded_at,
        facts,
    )


def read_leaf(leaf: bytes) -> Mapping[str, Any]:
    """Read a leaf; one that is no entry gives nothing, and is shown as damaged."""
    try:
        return parse_entry(leaf)
    except ProofBad:
        return {}


def moment_of(facts: Mapping[str, Any], name: str) -> datetime | None:
    """Return one of an entry's times."""
    stated = facts["times"].get(name)
    return datetime.fromisoformat(stated["value"]) if stated else None


@dataclass(frozen=True, slots=True)
class Commitment:
    """One commitment of an entry and, where it is kept and holds, the value behind it."""

    name: str
    digest: str
    value: str | None
    is_kept: bool
    holds: bool


def commitments_of(entry: Mapping[str, Any], openings: Mapping[str, Opening]) -> list[Commitment]:
    """Open what can be opened; a value that is not the committed one is never shown."""
    return [
        _open(entry, name, digest, openings.get(name))
        for name, digest in entry.get("commitments", {}).items()
    ]


def _open(entry: Mapping[str, Any], name: str, digest: str, opening: Opening | None) -> Commitment:
    value = opened_value(entry, {name: opening} if opening else {}, name)
    shown = None if value is None else _shown(name, value)
    return Commitment(name, digest, shown, opening is not None, value is not None)


def _shown(name: str, value: bytes) -> str:
    if name in _DIGESTS:
        return value.hex()
    if name in _SIGNATURES:
        return b64encode(value).decode()
    return value.decode("utf-8", "replace")


class Speaker:
    """Says in one language what happened."""

    def __init__(self, language: Language, moments: Moments) -> None:
        self.language = language
        self._moments = moments

    def sentence(self, entry: Mapping[str, Any], asked: Asked, replay: Replay) -> str:
        """Say who asked whom for what, under which agreement and purpose, when, and what came of it."""
        decided = moment_of(entry, "decided_at")
        when = self._say(
            "sentence-when", moment=self._moments.long(decided, self.language) if decided else "-"
        )
        kind = entry["kind"]
        if not asked.consumer:
            return self._change(kind, entry.get("account", {}).get("id", "-")) + when
        parts = [self._request(kind, asked, replay.bundle)]
        if asked.purpose:
            parts.append(self._say("sentence-purpose", purpose=_purpose(asked, replay)))
        if asked.agreement:
            parts.append(self._say("sentence-agreement", agreement=_title(asked, replay)))
        return "".join([*parts, when, " ", self._outcome(entry, replay)])

    def _change(self, kind: str, account: str) -> str:
        name = f"sentence-{kind}"
        return self._say(name, account=account) if f"console.{name}" in texts() else kind

    def _request(self, kind: str, asked: Asked, bundle: Bundle | None) -> str:
        name = f"sentence-{kind}" if f"console.sentence-{kind}" in texts() else "sentence-other"
        return self._say(
            name,
            consumer=agency_name(bundle, asked.agreement, asked.consumer),
            provider=agency_name(bundle, asked.agreement, asked.provider) or self._say("sentence-unknown"),
            dataset=asked.dataset or self._say("sentence-unknown"),
        )

    def _outcome(self, entry: Mapping[str, Any], replay: Replay) -> str:
        outcome = entry["outcome"]
        if outcome == "refused":
            return self._say("sentence-refused", reason=reason_title(entry["reason"], self.language))
        if outcome != "released":
            return self._say("sentence-described")
        verdicts = [row.verdict for row in replay.rows]
        fields = self._say(
            "sentence-fields",
            released=verdicts.count("release"),
            transformed=verdicts.count("transform"),
            withheld=verdicts.count("withhold"),
        )
        # How many rows a lookup found is a commitment, and no business of the sentence.
        rows = self._say("sentence-rows", rows=entry["rows"]) if "rows" in entry else None
        return " ".join(filter(None, (rows, fields)))

    def _say(self, name: str, /, **values: object) -> str:
        return say(f"console.{name}", self.language, **values)


def reason_title(code: str, language: Language) -> str:
    """Say a reason's code in words; a code of another release speaks for itself."""
    name = f"problems.{code}"
    return say(name, language) if name in texts() else code


def agency_name(bundle: Bundle | None, agreement: str, agency: str) -> str:
    """Return an agency's name as an agreement has it, else its id."""
    known = bundle.agreements.values() if bundle else ()
    # The agreement in question first: names may change from one to the next.
    for each in sorted(known, key=lambda each: each.uid != agreement):
        party = each.find_party(agency)
        if party is not None:
            return party.name
    return agency


def _purpose(asked: Asked, replay: Replay) -> str:
    known = replay.agreement.purposes if replay.agreement else {}
    return f"“{known[asked.purpose]}”" if asked.purpose in known else asked.purpose


def _title(asked: Asked, replay: Replay) -> str:
    return replay.agreement.uid if replay.agreement else asked.agreement


def leaf_digest(leaf: bytes) -> str:
    """Return an entry's leaf hash in hexadecimal."""
    return leaf_hash(leaf).hex()
