"""A comparison told: in lines for people, as values for programs, and as a memo for a file."""

import json
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from gateway.catalogue import Language, Sentence, say
from gateway.drafting.diff_model import Change, Difference, Subject
from gateway.drafting.render_blocks import Block, Bullets, Document, Facts, Grid, Heading, Paragraph
from gateway.drafting.render_words import bare_rule_text, use_text
from gateway.policy import Never, wire_value


def tell_difference(found: Difference, language: Language) -> Iterator[str]:
    """Tell a comparison line by line, the verdict last."""
    for subject in found.subjects:
        yield f"{_subject(subject, language)}: {say(f'diff.verdict-{subject.direction}', language)}"
        yield from (f"    {_line(change, language)}" for change in subject.changes)
    if found.beside:
        yield say("diff.beside", language)
        yield from (f"    {_line(change, language)}" for change in found.beside)
    if not found.subjects and not found.beside:
        yield say("diff.nothing", language)
    yield say("diff.overall", language, verdict=say(f"diff.verdict-{found.direction}", language))


def difference_document(found: Difference, language: Language) -> dict[str, object]:
    """Return a comparison as JSON holds it."""
    return {
        "old": found.old,
        "new": found.new,
        "verdict": found.direction,
        "subjects": [
            {
                "consumer": each.consumer,
                "dataset": each.dataset,
                "purpose": each.purpose,
                "agreements": list(each.agreements),
                "verdict": each.direction,
                "changes": [_document(change, language) for change in each.changes],
            }
            for each in found.subjects
        ],
        "beside": [_document(change, language) for change in found.beside],
        "files": [{"path": path, "is": how} for path, how in found.files],
    }


def difference_memo(found: Difference, moment: datetime, language: Language) -> Document:
    """Lay a comparison out as a memo, to be kept beside the agreement."""
    title = say("diff.title", language)
    return Document(
        language=language,
        title=title,
        kicker=say("diff.overall", language, verdict=say(f"diff.verdict-{found.direction}", language)),
        foot=f"{found.old[:16]} - {found.new[:16]}",
        blocks=tuple(_blocks(found, moment, language)),
    )


def _blocks(found: Difference, moment: datetime, language: Language) -> Iterator[Block]:
    yield Facts(
        (
            (say("diff.verdict", language), say(f"diff.verdict-{found.direction}", language)),
            (say("diff.bundle-old", language), found.old),
            (say("diff.bundle-new", language), found.new),
            (say("diff.compared", language), f"{moment:%Y-%m-%d %H:%M} UTC"),
        )
    )
    yield Paragraph(say("diff.explains", language), is_note=True)
    yield Heading(1, say("diff.subjects", language))
    if not found.subjects:
        yield Paragraph(say("diff.nothing", language))
    for subject in found.subjects:
        yield Heading(2, _subject(subject, language))
        yield _grid(subject.changes, language)
    if found.beside:
        yield Heading(1, say("diff.beside", language))
        yield _grid(found.beside, language)
    if found.files:
        yield Heading(1, say("diff.files", language))
        yield Bullets(tuple(say(f"diff.file-{how}", language, path=path) for path, how in found.files))


def _grid(changes: tuple[Change, ...], language: Language) -> Grid:
    names = ("direction", "change", "place")
    return Grid(
        tuple(say(f"diff.column-{name}", language) for name in names),
        (14, 48, 38),
        tuple(
            (
                say(f"diff.mark-{change.direction}", language),
                _told(change, language),
                str(change.place) if change.place else "",
            )
            for change in changes
        ),
    )


def _subject(subject: Subject, language: Language) -> str:
    return say(
        "diff.subject",
        language,
        consumer=subject.consumer,
        dataset=subject.dataset,
        purpose=subject.purpose,
    )


def _line(change: Change, language: Language) -> str:
    place = f" ({change.place})" if change.place else ""
    return f"{say(f'diff.mark-{change.direction}', language)}: {_told(change, language)}{place}"


def _told(change: Change, language: Language) -> str:
    words: dict[str, object] = {
        name: value.say(language) if isinstance(value, Sentence) else value for name, value in change.words
    }
    for name, use in (("old", change.old), ("new", change.new)):
        if use is not None:
            words[name] = use_text(use, language)
    if change.never is not None:
        words["names"] = _statement(change.never, language)
    told = say(f"diff.is-{change.kind}", language, **words)
    if change.row is None:
        return told
    row = json.dumps(_row(change), ensure_ascii=False)
    return f"{told}; {say('diff.row', language, row=row)}"


def _statement(never: Never, language: Language) -> str:
    if never.outside is not None:
        return f"{never.dataset}, outside: {bare_rule_text(never.outside, language)}"
    kind, fields = ("together", never.together) if never.together else ("fields", never.fields)
    return f"{never.dataset}, {kind}: {', '.join(fields)}"


def _document(change: Change, language: Language) -> dict[str, object]:
    found: dict[str, object] = {
        "kind": change.kind,
        "direction": change.direction,
        "text": _told(change, language),
    }
    if change.place is not None:
        found |= {"file": change.place.file, "line": change.place.line, "column": change.place.column}
    if change.row is not None:
        found["row"] = _row(change)
    return found


def _row(change: Change) -> dict[str, object]:
    values = {name: wire_value(value) for name, value in (change.row or {}).items()}
    return {name: float(value) if isinstance(value, Decimal) else value for name, value in values.items()}
