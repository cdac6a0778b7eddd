"""Single words of the language as people read them: values, row rules, transforms.

A word that has no text is refused, never left out: a page that said less than its
file would be signed for something else.
"""

from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from gateway.catalogue import Language, Sentence, say, texts
from gateway.errors import PolicyFilesBad
from gateway.policy import (
    EVERY_ROW,
    All,
    Argument,
    Between,
    Condition,
    Equals,
    In,
    IsNull,
    Use,
    Within,
    wire_value,
)
from gateway.policy import Any as AnyOf


def word(name: str, language: Language, **values: object) -> str:
    """Say a word of the page, by its whole name in the catalogue.

    Raises:
        PolicyFilesBad: the page has no such word.
    """
    if name not in texts():
        raise PolicyFilesBad(Sentence("annex.word-unknown", word=name))
    return say(name, language, **values)


def words(language: Language, *names: str) -> tuple[str, ...]:
    """Say several words of the page."""
    return tuple(word(name, language) for name in names)


def check_said(value: Any, said: frozenset[str]) -> None:
    """Refuse a value that holds something which the page does not say.

    What stands at its default is absent from the file, and so is nothing to say.

    Raises:
        PolicyFilesBad: it names what is missing.
    """
    for each in fields(value):
        if each.name not in said and getattr(value, each.name) != each.default:
            found = getattr(value, each.name)
            if found or found is False or found == 0:
                name = f"{type(value).__name__}.{each.name}"
                raise PolicyFilesBad(Sentence("annex.word-unknown", word=name))


def value_text(value: Argument, language: Language) -> str:
    """Return a value as its reader knows it; a text stands in quotes, so that its ends are seen."""
    match value:
        case tuple():
            return ", ".join(value_text(each, language) for each in value)
        case None:
            return word("annex.value-null", language)
        case bool():
            return word("annex.value-true" if value else "annex.value-false", language)
        case datetime() | date():
            return str(wire_value(value))
        case int() | float() | Decimal():
            return str(value)
    return word("annex.value-text", language, text=value)


def rule_text(condition: Condition, language: Language) -> str:
    """Return a row rule in words."""
    if condition == EVERY_ROW:
        return word("annex.rows-every", language)
    return word("annex.rows-where", language, rule=bare_rule_text(condition, language))


def bare_rule_text(condition: Condition, language: Language) -> str:
    match condition:
        case Equals(field, value):
            return word("annex.rule-equals", language, field=field, value=value_text(value, language))
        case In(field, values):
            listed = ", ".join(value_text(value, language) for value in values)
            return word("annex.rule-in", language, field=field, values=listed)
        case Within(field, code):
            return word("annex.rule-within", language, field=field, code=value_text(code, language))
        case Between(field, low, high):
            ends = {"low": value_text(low, language), "high": value_text(high, language)}
            return word("annex.rule-between", language, field=field, **ends)
        case IsNull(field):
            return word("annex.rule-is-null", language, field=field)
        case All(of) | AnyOf(of):
            return _joined(of, "annex.rule-all" if isinstance(condition, All) else "annex.rule-any", language)
    raise PolicyFilesBad(Sentence("annex.word-unknown", word=type(condition).__name__))


def _joined(of: tuple[Condition, ...], joint: str, language: Language) -> str:
    """Join the parts; one that joins others itself stands in brackets."""
    texts = [_part(part, language) for part in of]
    whole = texts[0] if texts else word("annex.rows-every", language)
    for text in texts[1:]:
        whole = word(joint, language, first=whole, second=text)
    return whole


def _part(part: Condition, language: Language) -> str:
    text = bare_rule_text(part, language)
    if isinstance(part, All | AnyOf) and len(part.of) > 1:
        return word("annex.rule-part", language, rule=text)
    return text


USE_SAID = frozenset({"kind", "place", "transform", "arguments"})


def use_text(use: Use, language: Language) -> str:
    """Return what a use does to a field, with all its arguments."""
    check_said(use, USE_SAID)
    if use.transform is None:
        return word(f"annex.use-{use.kind}", language)
    return word("annex.changed", language, how=transform_text(use.transform, use.arguments, language))


def transform_text(transform: str, arguments: tuple[tuple[str, Argument], ...], language: Language) -> str:
    """Return what a transform makes of a value, with all its arguments."""
    how = word(f"annex.transform-{transform}", language)
    if not arguments:
        return how
    told = "; ".join(
        word(f"annex.argument-{name}", language, value=value_text(value, language))
        for name, value in arguments
    )
    return word("annex.with-arguments", language, how=how, arguments=told)
