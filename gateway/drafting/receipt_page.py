"""A judged receipt as a page that people read: the verdict first, then what it says and what it does not."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

from gateway.audit import each_verdict
from gateway.catalogue import Language, say
from gateway.drafting.render_blocks import Block, Bullets, Document, Facts, Grid, Heading, Paragraph
from gateway.evidence import Check, Ended, Judgement, KeyStatus

LEVELS = ("recorded", "cosigned", "timestamped")
"""Levels of evidence, each more than the one before."""


def verdict_of(judgement: Judgement) -> str:
    """Return the verdict in one word, as programs read it."""
    failing = {check.name for check in judgement.checks if check.state == "fails"}
    if failing - {"body"}:
        return "unsound"
    if failing:
        return "other"
    return {"holds": "same", "open": "undecided"}.get(judgement.state_of("body") or "", "sound")


def receipt_document(judgement: Judgement, language: Language) -> Document:
    """Write the page."""
    return Document(
        language=language,
        title=say("receipts.title", language),
        kicker=say(f"receipts.verdict-{verdict_of(judgement)}", language),
        foot=say("receipts.foot", language),
        blocks=tuple(_blocks(judgement, language)),
    )


def receipt_summary(judgement: Judgement, files: Mapping[str, bytes], language: Language) -> Document:
    """Write what fits one page: verdict, level, what it is about, times, limits, and digests of the files."""
    whole = receipt_document(judgement, language)
    names = [name for name in ("receipt.jws", "entry.json", "log/latest.txt", "SHA256SUMS") if name in files]
    blocks: list[Block] = [
        Paragraph(say(f"receipts.level-{judgement.level}", language)),
        Bullets(tuple(_check(check, language) for check in judgement.checks if check.state == "fails")),
    ]
    if judgement.entry:
        blocks += [Facts(tuple(_about(judgement, language))), Heading(1, say("receipts.times", language))]
        blocks.append(Facts(tuple(_times(judgement, language))))
    blocks.append(Heading(1, say("dossier.digests", language)))
    blocks.append(Facts(tuple((name, sha256(files[name]).hexdigest()) for name in names)))
    blocks.append(Heading(1, say("receipts.limits", language)))
    blocks.append(Bullets(tuple(say(f"receipts.limit-{name}", language) for name in _limits(judgement))))
    return replace(whole, blocks=tuple(block for block in blocks if block != Bullets(())))


def _blocks(judgement: Judgement, language: Language) -> Iterator[Block]:
    yield Heading(1, say("receipts.level", language))
    yield Paragraph(say(f"receipts.level-{judgement.level}", language))
    if judgement.entry:
        yield Heading(1, say("receipts.about", language))
        yield Facts(tuple(_about(judgement, language)))
        yield Heading(1, say("receipts.times", language))
        yield Facts(tuple(_times(judgement, language)))
    if judgement.entry.get("verdicts"):
        yield Heading(1, say("receipts.fields", language))
        yield _fields(each_verdict(judgement.entry), language)
    if judgement.keys:
        yield Heading(1, say("receipts.keys", language))
        yield Bullets(tuple(_key(status, language) for status in judgement.keys))
    yield Heading(1, say("receipts.checks", language))
    yield Bullets(tuple(_check(check, language) for check in judgement.checks))
    yield Heading(1, say("receipts.limits", language))
    yield Bullets(tuple(say(f"receipts.limit-{name}", language) for name in _limits(judgement)))


def _about(judgement: Judgement, language: Language) -> Iterator[tuple[str, str]]:
    entry = judgement.entry
    yield say("receipts.exchange", language), entry["exchange_id"]
    yield say("receipts.outcome", language), _outcome(entry, language)
    if "provider" in entry:
        yield say("receipts.provider", language), entry["provider"]
        yield say("receipts.dataset", language), entry.get("dataset", "")
    if "consumer" in entry:
        consumer = entry["consumer"]
        system = consumer.get("system", "")
        value = say("receipts.consumer-system", language, agency=consumer["agency"], system=system)
        yield say("receipts.consumer", language), value
    if "agreement" in entry:
        yield say("receipts.agreement", language), _agreement(entry["agreement"], language)
    if "purpose" in entry:
        yield say("receipts.purpose", language), entry["purpose"]
    if judgement.answer:
        yield say("receipts.answer", language), judgement.answer
    if "bundle" in entry:
        yield say("receipts.policy", language), entry["bundle"]
    place = say("receipts.place-value", language, index=judgement.index, origin=judgement.origin)
    yield say("receipts.place", language), place
    if judgement.checkpoint is not None:
        size, root = judgement.checkpoint.size, judgement.checkpoint.root.hex()
        yield say("receipts.head", language), say("receipts.head-value", language, size=size, root=root)
    if judgement.ended is not None:
        yield say("receipts.former", language), _former(judgement, judgement.ended, language)


def _former(judgement: Judgement, ended: Ended, language: Language) -> str:
    said = ended.said
    is_lost = judgement.index >= said.old.size and judgement.checkpoint in said.beyond
    facts = {"origin": ended.origin, "size": said.old.size, "successor": said.origin, "lost": said.lost}
    return say(f"receipts.former-{'lost' if is_lost else 'value'}", language, **facts)


def _outcome(entry: Mapping[str, Any], language: Language) -> str:
    kind, outcome = entry["kind"], entry["outcome"]
    if outcome == "refused":
        return say("receipts.outcome-refused", language, kind=kind, reason=entry["reason"])
    if "rows" in entry:
        return say("receipts.outcome-rows", language, kind=kind, outcome=outcome, rows=entry["rows"])
    return say("receipts.outcome-plain", language, kind=kind, outcome=outcome)


def _agreement(agreement: Mapping[str, Any], language: Language) -> str:
    if "permission" not in agreement:
        return str(agreement["uid"])
    return say(
        "receipts.agreement-version",
        language,
        uid=agreement["uid"],
        version=agreement.get("version", ""),
        permission=agreement["permission"],
    )


def _times(judgement: Judgement, language: Language) -> Iterator[tuple[str, str]]:
    times = judgement.entry["times"]
    if "created" in times:
        yield times["created"]["value"], say("receipts.time-created", language)
    yield times["decided_at"]["value"], say("receipts.time-decided", language)
    yield times["recorded_at"]["value"], say("receipts.time-recorded", language)
    for each in judgement.cosigned:
        told = say("receipts.time-cosigned", language, agency=each.agency, name=each.name)
        yield f"{each.at:%Y-%m-%dT%H:%M:%SZ}", told
    if judgement.stamp is not None:
        told = say("receipts.time-stamped", language, authority=judgement.stamp.authority)
        yield f"{judgement.stamp.at:%Y-%m-%dT%H:%M:%SZ}", told


def _fields(verdicts: Iterable[Mapping[str, str]], language: Language) -> Grid:
    rows = [
        (
            verdict["field"],
            _verdict(verdict, language),
            verdict.get("classification", ""),
            verdict.get("legal_basis", ""),
        )
        for verdict in verdicts
    ]
    columns = tuple(
        say(f"receipts.col-{name}", language) for name in ("field", "verdict", "classification", "basis")
    )
    return Grid(columns, (25, 25, 20, 30), tuple(rows))


def _verdict(verdict: Mapping[str, str], language: Language) -> str:
    if verdict["verdict"] == "transform":
        return say("receipts.field-transform", language, transform=verdict.get("transform", ""))
    return say(f"receipts.field-{verdict['verdict']}", language)


def _key(status: KeyStatus, language: Language) -> str:
    index = status.revoked.index if status.revoked else ""
    name = f"receipts.key-{status.state}"
    state = say(name, language, index=index) if status.revoked else say(name, language)
    return say(
        "receipts.key",
        language,
        role=status.role,
        agency=status.agency,
        thumbprint=status.thumbprint,
        state=state,
    )


def _check(check: Check, language: Language) -> str:
    state = say(f"receipts.state-{check.state}", language)
    text = say(f"receipts.check-{check.name}", language)
    if check.remark:
        return say("receipts.check-remark", language, state=state, text=text, remark=check.remark)
    return say("receipts.check", language, state=state, text=text)


def _limits(judgement: Judgement) -> Iterator[str]:
    yield "delivery"
    yield "outside"
    if not judgement.cosigned:
        yield "recorded"
    if judgement.state_of("origin") is None:
        yield "origin"
    yield "collusion"
