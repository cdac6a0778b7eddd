"""A TOML table that gives its values up one by one, typed and bounded.

Whatever nobody took by the end is an unknown key: a misspelt setting must
never be a silent default. Every refusal names file and line.
"""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Never

from gateway.errors import SettingsBad

_MISSING = object()
_LINE = re.compile(r"""\s*(?:\[{1,2}([\w."' -]+)\]|([\w."' -]+)=)""")


class Table:
    """One table of a settings file, still untyped.

    `overrides` names, by full key, the variable of the environment that gave its value.
    """

    def __init__(
        self,
        path: Path,
        text: str,
        values: Mapping[str, object],
        name: str = "",
        overrides: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.path = path
        self._text = text
        self._values = dict(values)
        self._name = name
        self._overrides = overrides
        self._known: set[str] = set()

    def fail(self, fault: str, key: str, **values: str) -> Never:
        """Refuse the value of one key."""
        raise SettingsBad(fault, self.where(key), key=self._full(key), **values)

    def where(self, key: str) -> str:
        """Say where a key's value came from: file and line, or a variable of the environment."""
        full = self._full(key)
        return self._overrides.get(full) or f"{self.path}:{_line(self._text, full)}"

    def text(self, key: str, default: str | None = None, pattern: str = ".+") -> str:
        """Take a string that matches the pattern as a whole."""
        value = self._take(key, _MISSING if default is None else default)
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            self.fail("not-text", key)
        return value

    def optional(self, key: str) -> str | None:
        """Take a string that may be absent."""
        self._known.add(key)
        return self.text(key) if key in self._values else None

    def number(self, key: str, default: int, low: int, high: int) -> int:
        """Take a whole number from low to high."""
        value = self._take(key, default)
        if type(value) is not int or not low <= value <= high:
            self.fail("not-in-range", key, low=str(low), high=str(high))
        return value

    def texts(self, key: str, pattern: str = ".+", *, least: int = 1) -> Sequence[str]:
        """Take a list of strings: one or more, unless it may be empty."""
        value = self._take(key, _MISSING)
        if not isinstance(value, list) or len(value) < least:
            self.fail("not-texts", key)
        texts = [item for item in value if isinstance(item, str) and re.fullmatch(pattern, item)]
        if len(texts) != len(value):
            self.fail("not-texts", key)
        return texts

    def table(self, key: str) -> "Table":
        """Take a table that must be there."""
        value = self._take(key, _MISSING)
        if not isinstance(value, dict):
            self.fail("not-table", key)
        return Table(self.path, self._text, value, self._full(key), self._overrides)

    def optional_table(self, key: str) -> "Table | None":
        """Take a table that may be absent."""
        self._known.add(key)
        return self.table(key) if key in self._values else None

    def flag(self, key: str, default: bool) -> bool:
        """Take true or false."""
        value = self._take(key, default)
        if type(value) is not bool:
            self.fail("not-flag", key)
        return value

    def names(self) -> Sequence[str]:
        """Return the keys that nobody has taken yet."""
        return list(self._values)

    def tables(self) -> Iterator[tuple[str, "Table"]]:
        """Take every remaining key as a table."""
        for key in list(self._values):
            yield key, self.table(key)

    def done(self) -> None:
        """Refuse keys that nobody took."""
        for key in self._values:
            near = difflib.get_close_matches(key, self._known, 1)
            if near:
                self.fail("unknown-key-near", key, near=near[0])
            self.fail("unknown-key", key)

    def _take(self, key: str, default: object) -> object:
        self._known.add(key)
        value = self._values.pop(key, default)
        if value is _MISSING:
            misspelt = difflib.get_close_matches(key, self._values, 1)
            if misspelt:
                self.fail("unknown-key-near", misspelt[0], near=key)
            self.fail("missing", key)
        return value

    def _full(self, key: str) -> str:
        return f"{self._name}.{key}".strip(".")


def _line(text: str, key: str) -> int:
    """Find the line of a full key, or of the innermost table around it: tomllib keeps no places."""
    header, found, depth = "", 1, 0
    for number, line in enumerate(text.splitlines(), 1):
        match = _LINE.match(line)
        if match is None:
            continue
        if match[1] is not None:
            header = stated = _bare(match[1])
        else:
            stated = f"{header}.{_bare(match[2])}".strip(".")
        # A table may be opened by a table inside it.
        if stated == key or stated.startswith(f"{key}."):
            return number
        if key.startswith(f"{stated}.") and len(stated) > depth:
            found, depth = number, len(stated)
    return found


def _bare(name: str) -> str:
    return re.sub("[\"' ]", "", name)
