"""A first contract of a table that nobody has classified: types as found, everything withheld.

What the schema says is taken over; what a name only suggests stands in a comment
that calls itself a guess, so that nobody signs one by accident. Only the schema is
known here, never a row.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gateway.catalogue import Language, Sentence
from gateway.policy import LogicalType

# From the type that says most to the one that takes anything.
_PREFERRED = (
    LogicalType.INTEGER,
    LogicalType.NUMBER,
    LogicalType.STRING,
    LogicalType.DATE,
    LogicalType.TIMESTAMP,
    LogicalType.BOOLEAN,
)
_COLUMN = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,62}")
_FIELD = re.compile(r"(?!(?:all|any)$)[a-z][a-z0-9_]{0,62}")

# What a name suggests, by the words in it: UU 27/2022 Article 4(2) names the specific kinds.
_SPECIFIC = frozenset(
    """kesehatan sehat penyakit disabilitas biometrik sidik genetik pidana skck rekening gaji
    penghasilan anak""".split()  # noqa: SIM905
)
_GENERAL = frozenset(
    """nama nik nkk kk ktp paspor nrp nip alamat rt rw hp telepon telp wa kontak email surel lahir
    kelamin agama kawin suku foto ibu ayah""".split()  # noqa: SIM905
)
_NIK = frozenset({"nik", "ktp"})
_DATE_WORDS = frozenset({"tanggal", "tgl", "lahir", "mulai", "selesai"})


@dataclass(frozen=True, slots=True)
class DraftColumn:
    """One column as the live table has it; `fits` are the logical types that its values may have."""

    name: str
    type: str
    fits: frozenset[LogicalType]
    is_nullable: bool | None = None
    is_unique: bool | None = None


def draft_contract(
    agency: str, dataset: str, table: str, columns: Sequence[DraftColumn], language: Language
) -> str:
    """Write a contract in which no field has been decided; its notes are in one language."""
    names = _field_names(columns)
    lines = [
        *_note(Sentence("drafts.head"), language),
        "apiVersion: v3.1.0",
        "kind: DataContract",
        f"id: {agency}-{dataset}",
        f"name: {dataset}",
        "version: 0.1.0",
        "status: active",
        f"tenant: {agency}",
        "description:",
        f"  purpose: {Sentence('drafts.purpose').say(language)}",
        "schema:",
        f"  - name: {dataset}",
        f"    physicalName: {table}",
        "    logicalType: object",
        "    properties:",
    ]
    for column in columns:
        lines += _property(column, names.get(column.name), language)
    lines += ["    customProperties:", *_order(columns, names, language)]
    return "\n".join(lines) + "\n"


def _field_names(columns: Iterable[DraftColumn]) -> dict[str, str]:
    """Give each column that a contract can name a field of its own."""
    names: dict[str, str] = {}
    for column in columns:
        if not column.fits or not _COLUMN.fullmatch(column.name):
            continue
        name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", column.name).lower().lstrip("_")
        if not _FIELD.fullmatch(name) or name in names.values():
            name = f"kolom_{len(names) + 1}"
        names[column.name] = name
    return names


def _property(column: DraftColumn, name: str | None, language: Language) -> Iterator[str]:
    if name is None:
        yield from _note(
            Sentence("drafts.left-out", column=_plain(column.name), type=_plain(column.type)),
            language,
            " " * 6,
        )
        return
    kind = _kind(column, name)
    yield f"      - name: {name}"
    if name != column.name:
        yield f"        physicalName: {column.name}"
    yield f"        logicalType: {kind}"
    if kind is LogicalType.DATE and LogicalType.STRING in column.fits:
        yield from _note(Sentence("drafts.guess-date"), language, " " * 8)
    yield f"        physicalType: {_quoted(column.type or kind)}"
    if column.is_nullable is False:
        yield "        required: true"
    if column.is_unique:
        yield "        unique: true"
    described = Sentence("drafts.describe", column=_plain(column.name)).say(language)
    yield f"        description: {_quoted(described)}"
    yield "        classification: belum-ditetapkan"
    for guess in _guesses(name):
        yield from _note(Sentence(f"drafts.guess-{guess}"), language, " " * 8)


def _kind(column: DraftColumn, name: str) -> LogicalType:
    """Choose a logical type: a text whose name speaks of a date may well hold one."""
    if LogicalType.DATE in column.fits and set(name.split("_")) & _DATE_WORDS:
        return LogicalType.DATE
    return next(kind for kind in _PREFERRED if kind in column.fits)


def _guesses(name: str) -> Iterator[str]:
    words = set(name.split("_"))
    if words & _SPECIFIC:
        yield "specific"
    elif words & _GENERAL:
        yield "general"
    if words & _NIK:
        yield "derives"


def _order(columns: Sequence[DraftColumn], names: dict[str, str], language: Language) -> Iterator[str]:
    keys = [
        names[column.name]
        for column in columns
        if column.name in names and column.is_unique and column.is_nullable is False
    ]
    # Pages follow what leaves; a number that names people should not have to.
    keys.sort(key=lambda name: any(_guesses(name)))
    chosen = keys or list(names.values())
    yield from _note(Sentence("drafts.order" if keys else "drafts.guess-order"), language, " " * 6)
    yield f"      - {{property: order, value: {chosen[0] if chosen else 'id'}}}"


def _note(said: Sentence, language: Language, indent: str = "") -> Iterator[str]:
    for line in said.say(language).splitlines():
        yield f"{indent}# {line}"


def _plain(text: str) -> str:
    """Make a name of the database safe in a comment or quotes: one visible line, whatever it holds."""
    return "".join(character if " " <= character <= "~" else "?" for character in text[:120])


def _quoted(text: str) -> str:
    return "'" + _plain(text).replace("'", "''") + "'"
