"""Read the package's own source: which texts it names, and what prose it lets past the catalogue."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

from gateway import errors
from gateway.catalogue.areas import AREAS

PACKAGE = Path(__file__).parents[2] / "gateway"

# Where a text is named by the second half of its name: the call, and the area.
SHORT_CALLS = {
    "SettingsBad": "startup",
    "fail": "startup",
    "Fault": "faults",
    "add": "faults",
}
FULL_CALLS = {"say", "Sentence", "tell"}
# Rooms whose every text is of one area, named in short.
SHORT_ROOMS = {
    "demo": "demo",
    "console": "console",
    "policy": "faults",
    "drafting": "faults",
    "settings": "startup",
}
# A program, a key or a value; two words and more are prose.
PROSE = re.compile(r"[A-Za-z]{2,}[ ,;:]+[a-z]+")

# Where whatever is printed reaches a person.
PRINTERS = {"echo", "print", "UsageError", "BadParameter", "ClickException", "BadOptionUsage"}
# Rooms whose errors an operator or integrator meets as the command's one line.
NEAR_PEOPLE = ("cli/", "demo/", "settings/", "client/", "storage/", "sources/", "drafting/", "app.py")
# Errors that an operator meets, whoever raises them.
OPERATORS = {
    kind.__name__
    for root in (errors.KeyMaterialBad, errors.PolicyFilesBad, errors.LogError, errors.StorageNotReady)
    for kind in (root, *root.__subclasses__())
}
# A defect of ours, never a person's mistake: its words are for whoever mends the program.
DEFECTS = {"StatementRefused"}
# Calls of ours that nobody outside can make wrong; their errors too are for whoever mends the program.
DEFECTIVE = ("signing/sealing.py", "policy/terms_ages.py", "policy/terms_argument.py")
ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type)} - DEFECTS


@dataclass(frozen=True, slots=True)
class Use:
    """A text that is named somewhere: whole, or its beginning when the rest is decided later."""

    where: str
    name: str
    is_whole: bool
    keywords: frozenset[str] | None = None


@cache
def modules() -> tuple[tuple[str, ast.Module], ...]:
    """Return every module outside the catalogue, by its path inside the package."""
    found = []
    for file in sorted(PACKAGE.rglob("*.py")):
        path = file.relative_to(PACKAGE).as_posix()
        if not path.startswith("catalogue/"):
            found.append((path, ast.parse(file.read_text("utf-8"))))
    return tuple(found)


def uses(source: Iterable[tuple[str, ast.Module]]) -> Iterator[Use]:
    """Find every text that modules name."""
    for path, tree in source:
        beside = _parts(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield from _calls(path, node)
            for whole, text in _strings(node):
                if node in beside:
                    continue
                area, dot, name = text.partition(".")
                if dot and area in AREAS and _is_name(name, AREAS[area], whole):
                    yield Use(f"{path}:{node.lineno}", text, whole)
                room = SHORT_ROOMS.get(path.partition("/")[0])
                if room and _is_name(text, AREAS[room], whole):
                    yield Use(f"{path}:{node.lineno}", f"{room}.{text}", whole)


def _is_name(text: str, names: Iterable[str], is_whole: bool) -> bool:
    return any(name == text if is_whole else name.startswith(text) for name in names)


def _parts(tree: ast.Module) -> set[ast.AST]:
    """Find the texts that are no name by themselves: parts of others, and names of help."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            found.update(node.values)
        if isinstance(node, ast.keyword) and node.arg == "help":
            found.add(node.value)
    return found


def _calls(path: str, node: ast.Call) -> Iterator[Use]:
    called = name_of(node.func)
    if not node.args or called not in FULL_CALLS | SHORT_CALLS.keys():
        return
    where = f"{path}:{node.lineno}"
    for each in _branches(node.args[0]):
        for whole, text in _strings(each):
            area = SHORT_CALLS.get(called, "")
            if area and path.startswith("policy/reading") is (called == "add") and " " not in text:
                yield Use(where, f"{area}.{text}", whole)
            if called in FULL_CALLS and whole and "." in text:
                yield Use(where, text, whole, _keywords(node))


def _branches(node: ast.expr) -> list[ast.expr]:
    return [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]


def _keywords(node: ast.Call) -> frozenset[str] | None:
    names = [keyword.arg for keyword in node.keywords]
    return None if None in names else frozenset(str(name) for name in names)


def _strings(node: ast.AST) -> Iterator[tuple[bool, str]]:
    """Return a literal text; of one that is put together, its beginning."""
    match node:
        case ast.Constant(value=str(text)):
            yield True, text
        case ast.JoinedStr(values=[ast.Constant(value=str(text)), _, *_]):
            yield False, text


def template_uses() -> Iterator[Use]:
    """Find every text that the console's pages name."""
    for file in sorted((PACKAGE / "console").rglob("*.html")):
        text = file.read_text("utf-8")
        for match in re.finditer(r"""(["'])([a-z][a-z0-9.-]*)\1(\s*~)?""", text):
            name, is_whole = match[2], not match[3]
            if name in AREAS["console"] or not is_whole:
                yield Use(file.name, f"console.{name}", is_whole)


def prose(source: Iterable[tuple[str, ast.Module]]) -> Iterator[str]:
    """Find words for people that do not come from the catalogue."""
    for path, tree in source:
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = name_of(node.func)
            is_near = path.startswith(("cli/", "demo/")) and called in PRINTERS
            is_error = called in ERRORS and (path.startswith(NEAR_PEOPLE) or called in OPERATORS)
            if path in DEFECTIVE:
                continue
            if (is_near or is_error) and node.args and not isinstance(node.args[0], ast.Call):
                words = [text for part in ast.walk(node.args[0]) for _, text in _strings(part)]
                if any(PROSE.search(word) for word in words):
                    yield f"gateway/{path}:{node.lineno} {called}: {words[0]}"
        yield from _help(path, tree)


def _help(path: str, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "help" and path.startswith("cli/"):
            for _, text in _strings(node.value):
                if PROSE.search(text):
                    yield f"gateway/{path}:{node.value.lineno} help: {text}"


def name_of(function: ast.expr) -> str:
    """Return the last word of what is called."""
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def placeholders(template: str) -> set[str]:
    """Name what a text is to be filled with."""
    return {field for _, field, _, _ in Formatter().parse(template) if field is not None}
