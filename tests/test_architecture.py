"""What import-linter cannot see: the core is pure, rooms have doors, and modules stay small.

A rule maps a module to its breaches. Every rule is shown to bite on a small
sample before it is turned on the package, so that none can pass by being blind.
"""

import ast
import configparser
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "gateway"
LONGEST = 400
# A page of names or of texts is looked up, not read; both are wanted in one place.
PAGES = ("errors.py", "catalogue/")

CORE = ("exchange/", "evidence/", "policy/", "audit/", "signing/", "errors.py")
# Time, chance, bytes and rows are the core's arguments: what it may import is listed, all else is refused.
CORE_MAY_IMPORT = {
    "gateway",
    "base64", "binascii", "bisect", "collections", "contextlib", "copy", "dataclasses", "datetime", "decimal",
    "difflib", "enum", "fractions", "functools", "hashlib", "heapq", "hmac", "ipaddress", "itertools", "json",
    "math", "operator", "re", "string", "struct", "textwrap", "types", "typing", "unicodedata",
    "urllib.parse", "uuid", "zlib",
    # Zones are reference data that comes with Python or tzdata, not the state of this machine.
    "zoneinfo",
    # JSON, quick or canonical: from values to bytes.
    "orjson", "rfc8785",
}  # fmt: skip
# By the start of a module's path: what else it may import.
ROOM_MAY_IMPORT = {
    "signing/": {"cryptography", "jwt", "http_sf", "rfc3161_client"},
    "policy/reading": {"yaml", "marshmallow"},
    # It reads bytes that it is given, from memory, and fetches nothing.
    "signing/paper": {"asn1crypto", "pyhanko", "pyhanko_certvalidator", "io"},
}
# A clock, chance, files or the terminal, whatever the value before the dot is called.
IMPURE_METHODS = {
    "now", "utcnow", "today", "uuid1", "uuid4", "uuid6", "uuid7", "urandom", "token_bytes", "token_hex",
    "token_urlsafe", "read_text", "read_bytes", "write_text", "write_bytes",
}  # fmt: skip
IMPURE_BUILTINS = {"open", "input", "print", "exec", "eval", "breakpoint", "__import__"}

# Where a fault of any kind must not spread, as "path function", and why.
MAY_CATCH_ALL = {
    "api/door.py _answer": "as behind Flask: a caller gets a problem, the operator the fault",
    "signing/paper_reading.py _guarded": "a hostile PDF may break the library anyhow; it counts for nothing",
    "doctor/examination.py _guarded": "a check that breaks must not keep the others from being made",
    "storage/committer.py _settle": "the one thread that commits must live on; all who wait are told",
    "worker/thread.py _work": "one broken round must not end the work of this process for good",
    "storage/writer.py commit": "one bad item fails a batch: each is tried alone, or all get a LogError",
}


@dataclass(frozen=True)
class Module:
    """One source file, by its path inside the package."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)


MODULES = [
    Module(file.relative_to(PACKAGE).as_posix(), file.read_text(encoding="utf-8"))
    for file in sorted(PACKAGE.rglob("*.py"))
]
ROOMS = sorted(folder.parent.name for folder in PACKAGE.glob("*/__init__.py"))
Breaches = Iterator[tuple[int, str]]


def impure_imports(module: Module) -> Breaches:
    """Find what the core imports beyond its lists."""
    if not module.path.startswith(CORE):
        return
    allowed = CORE_MAY_IMPORT.union(
        *(names for start, names in ROOM_MAY_IMPORT.items() if module.path.startswith(start))
    )
    for node in ast.walk(module.tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            if name not in allowed and name.split(".")[0] not in allowed:
                yield node.lineno, f"imports {name}"


def impure_uses(module: Module) -> Breaches:
    """Find where the core reads a clock, asks for chance, or touches files or the terminal."""
    if not module.path.startswith(CORE):
        return
    for node in ast.walk(module.tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=name)) if name in IMPURE_METHODS:
                yield node.lineno, f"calls .{name}()"
            # Handed on instead of called: `clock=datetime.now`.
            case ast.Attribute(value=ast.Name("datetime" | "date" | "uuid"), attr=name) if (
                name in IMPURE_METHODS
            ):
                yield node.lineno, f"uses .{name}"
            case ast.Name(id=name, ctx=ast.Load()) if name in IMPURE_BUILTINS:
                yield node.lineno, f"uses {name}"
            case ast.ImportFrom(names=aliases):
                for alias in aliases:
                    if alias.name in IMPURE_METHODS:
                        yield node.lineno, f"imports {alias.name}"


def local_imports(module: Module) -> Breaches:
    """Find imports that run late, inside a function or class."""
    for outer in ast.walk(module.tree):
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            for node in ast.walk(outer):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield node.lineno, "imports inside a function or class"


def missing_docstring(module: Module) -> Breaches:
    """Find modules that do not say what they are for."""
    if not ast.get_docstring(module.tree):
        yield 1, "has no docstring"


def too_long(module: Module) -> Breaches:
    """Find modules that hold more than one idea, by their length."""
    lines = module.text.count("\n")
    if lines > LONGEST and not module.path.startswith(PAGES):
        yield LONGEST + 1, f"has {lines} lines, more than {LONGEST}: split it"


def unmarked_door(module: Module) -> Breaches:
    """Find rooms that do not say what they offer."""
    if module.path.count("/") == 1 and module.path.endswith("/__init__.py"):
        names = {
            target.id
            for node in module.tree.body
            if isinstance(node, ast.Assign | ast.AnnAssign)
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name)
        }
        if "__all__" not in names:
            yield 1, "is a door without __all__"


def vague_name(module: Module) -> Breaches:
    """Find modules named after nothing."""
    if Path(module.path).stem in {"utils", "util", "helpers", "common", "misc"}:
        yield 1, "has a name that says nothing"


def shared_name(module: Module) -> Breaches:
    """Find functions that a door could not offer without hiding their module."""
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == Path(module.path).stem:
            yield node.lineno, f"defines {node.name}() in a module of that name"


def catch_all(module: Module) -> Breaches:
    """Find handlers that swallow any fault; one that ends in a bare `raise` only cleans up."""
    for function in ast.walk(module.tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.ExceptHandler) and _is_broad(node) and not _reraises(node):
                    key = f"{module.path} {function.name}"
                    if key not in MAY_CATCH_ALL:
                        yield node.lineno, f"catches everything; if it must, list '{key}' with the reason"


def _is_broad(handler: ast.ExceptHandler) -> bool:
    kinds = [handler.type]
    if isinstance(handler.type, ast.Tuple):
        kinds = list(handler.type.elts)
    return any(
        kind is None or (isinstance(kind, ast.Name) and kind.id in {"Exception", "BaseException"})
        for kind in kinds
    )


def _reraises(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


# Each rule with samples that it must refuse and one that it must let pass.
RULES: dict[Callable[[Module], Breaches], tuple[list[tuple[str, str]], tuple[str, str]]] = {
    impure_imports: (
        [
            ("policy/plan.py", "import os.path"),
            ("audit/tree.py", "from time import monotonic"),
            ("policy/plan.py", "import yaml"),
            ("signing/keys.py", "import secrets"),
            ("exchange/journey.py", "import structlog"),
            ("exchange/journey.py", "from urllib.request import urlopen"),
            ("errors.py", "def f():\n    import socket"),
        ],
        ("policy/reading_nodes.py", "import yaml, urllib.parse\nfrom collections.abc import Mapping"),
    ),
    impure_uses: (
        [
            ("policy/plan.py", "age = datetime.now(UTC)"),
            ("policy/plan.py", "f(clock=datetime.now)"),
            ("audit/tree.py", "from uuid import uuid4"),
            ("signing/keys.py", "text = path.read_text()"),
            ("errors.py", "print('refused')"),
            ("evidence/receipt.py", "with open(name) as file: pass"),
        ],
        ("exchange/journey.py", "late = moment.now > limit"),
    ),
    local_imports: (
        [
            ("api/wire.py", "def f():\n    if x:\n        import json"),
            ("cli/keys.py", "class A:\n    import json"),
        ],
        ("api/wire.py", "if TYPE_CHECKING:\n    import json"),
    ),
    missing_docstring: ([("api/wire.py", "import json")], ("api/wire.py", '"""What."""')),
    too_long: (
        [("api/wire.py", "x = 1\n" * (LONGEST + 1))],
        ("catalogue/demo.py", "x = 1\n" * (LONGEST + 1)),
    ),
    unmarked_door: (
        [("api/__init__.py", "from gateway.api.wire import Wire")],
        ("api/__init__.py", "__all__ = ['Wire']"),
    ),
    vague_name: ([("api/utils.py", ""), ("helpers.py", "")], ("api/wire.py", "")),
    shared_name: ([("audit/verify.py", "def verify(): ...")], ("audit/verify.py", "def verify_all(): ...")),
    catch_all: (
        [
            ("api/wire.py", "def f():\n    try: g()\n    except Exception: pass"),
            ("api/wire.py", "def f():\n    try: g()\n    except: h()"),
            (
                "api/wire.py",
                "def f():\n    try: g()\n    except (OSError, BaseException) as e: raise Other() from e",
            ),
        ],
        ("api/wire.py", "def f():\n    try: g()\n    except BaseException:\n        h()\n        raise"),
    ),
}
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)


@each_rule
def test_a_rule_refuses_what_it_is_for_and_nothing_else(rule):
    refused, passed = RULES[rule]
    for path, text in refused:
        assert list(rule(Module(path, text))), f"{path}: {text}"
    assert not list(rule(Module(*passed)))


@each_rule
def test_the_package_keeps_the_rule(rule):
    breaches = [f"gateway/{module.path}:{line} {what}" for module in MODULES for line, what in rule(module)]
    assert not breaches, "\n".join(breaches)


def test_the_rules_read_the_whole_package():
    assert {"errors.py", "catalogue/__init__.py"} <= {module.path for module in MODULES}


def test_every_place_that_may_catch_all_still_does():
    handled = {
        f"{module.path} {function.name}"
        for module in MODULES
        for function in ast.walk(module.tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.ExceptHandler) and _is_broad(node)
    }
    assert set(MAY_CATCH_ALL) <= handled


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_entered_by_its_door_alone(room):
    setup = configparser.ConfigParser(interpolation=None)
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    name = f"importlinter:contract:door-{room}"
    assert name in setup, f"setup.cfg lacks [{name}]"
    assert setup[name]["type"] == "protected"
    assert setup[name]["protected_modules"].split() == [f"gateway.{room}.*"]
    assert setup[name]["allowed_importers"].split() == [f"gateway.{room}"]
