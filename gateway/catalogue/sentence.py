"""A text of the catalogue together with its values, still to be said in either language.

Whoever refuses something names the text and fills it once; a command says it in the
language of its run, and the operator's log has it in English.
"""

from errno import errorcode

from gateway.catalogue.text import Language, say, texts


class Sentence:
    """One text and what fills it; a value may be a sentence too, or several."""

    __slots__ = ("name", "values")

    def __init__(self, name: str, /, **values: object) -> None:
        self.name = name
        self.values = values

    def say(self, language: Language) -> str:
        """Return the sentence in one language."""
        filled = {key: _say(value, language) for key, value in self.values.items()}
        return say(self.name, language, **filled)

    def __str__(self) -> str:
        return self.say("en")

    def __repr__(self) -> str:
        return f"Sentence({self.name!r}, {self.values!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sentence) and (self.name, self.values) == (other.name, other.values)

    def __hash__(self) -> int:
        return hash((self.name, *self.values))


def _say(value: object, language: Language) -> str:
    if isinstance(value, Sentence):
        return value.say(language)
    if isinstance(value, tuple):
        return "; ".join(_say(each, language) for each in value)
    return str(value)


def problem_of(error: OSError) -> Sentence | str:
    """Return why the system would not: in both languages where we know it, else in its own words."""
    name = "ETIMEDOUT" if isinstance(error, TimeoutError) else errorcode.get(error.errno or 0)
    if f"system.{name}" in texts():
        return Sentence(f"system.{name}")
    return error.strerror or type(error).__name__
