"""Schemas for editors: they take what the reader takes, and mark a misspelt word as it does."""

import re
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
import yaml

from gateway.catalogue import LANGUAGES
from gateway.drafting import KINDS, policy_schema
from gateway.policy import TRANSFORMS
from tests.policy.desk import KPU, LOOKUP_AGREEMENT, PINNED, folder

POLICIES = Path(__file__).parents[2] / "policies"
PAGE = (Path(__file__).parents[2] / "docs" / "policy-language.md").read_text()
PLACES = {"agreements": "agreement", "datasets": "contract", "exemptions": "register", "trust": "trust"}


class EditorLoader(yaml.SafeLoader):
    """Types scalars as editors do (YAML 1.2): no dates, and `no` is a text."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith((":timestamp", ":bool"))]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))


def load(text: str | bytes) -> object:
    return yaml.load(text, Loader=EditorLoader)  # a SafeLoader


def errors(kind: str, document: object) -> list[str]:
    validator = jsonschema.Draft202012Validator(policy_schema(kind, "en"))
    return [error.message for error in validator.iter_errors(document)]


def good() -> Iterator[tuple[str, object]]:
    for path in sorted(POLICIES.rglob("*.yaml")):
        kind = "cases" if path.name.endswith(".cases.yaml") else PLACES[path.relative_to(POLICIES).parts[0]]
        yield kind, load(path.read_bytes())
    for text in (PINNED, LOOKUP_AGREEMENT.replace("PIN", "0" * 64)):
        yield "agreement", load(text)
    yield "trust", load(folder()[f"trust/{KPU}.yaml"])
    for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL):
        document = load(block)
        for key, kind in (
            ("apiVersion", "contract"),
            ("exemptions", "register"),
            ("roots", "trust"),
            ("uid", "agreement"),
            ("cases", "cases"),
        ):
            if isinstance(document, dict) and key in document:
                yield kind, document


GOOD = list(good())


@pytest.mark.parametrize(("kind", "document"), GOOD)
def test_a_file_that_reads_has_no_mark(kind, document):
    assert errors(kind, document) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_schema_is_a_schema_with_words_of_its_language(kind, language):
    schema = policy_schema(kind, language)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert "Sinergi" in schema["title"]
    assert schema["type"] == "object"


def test_every_kind_of_file_is_among_those_tried():
    assert {kind for kind, _ in GOOD} == set(KINDS)


# Below these a file chooses its own keys, or a key's own members stand.
FREE = frozenset({"fields", "purposes", "systems", "jwk", "roots", "rows", "outside"})


def misspelt(document: object) -> Iterator[object]:
    """Rename each key of each mapping, one at a time."""
    if isinstance(document, dict):
        for key, value in document.items():
            rest = {name: each for name, each in document.items() if name != key}
            yield {**rest, f"{key}x": value}
            if key not in FREE:
                for changed in misspelt(value):
                    yield {**document, key: changed}
    elif isinstance(document, list):
        for number, value in enumerate(document[:2]):
            for changed in misspelt(value):
                yield [*document[:number], changed, *document[number + 1 :]]


@pytest.mark.parametrize(
    ("kind", "document"),
    [(kind, document) for kind, document in GOOD if kind in {"agreement", "register", "trust"}][-4:],
)
def test_a_misspelt_key_is_marked(kind, document):
    changed = list(misspelt(document))
    assert len(changed) > 10
    assert all(errors(kind, each) for each in changed)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("enforcement: enforce", "enforcement: enforced"),
        ("version: 1", "version: satu"),
        ("uid: pks", "uid: PKS"),
        ("from: 2026-02-01", "from: 1 Februari 2026"),
        ("[{partial: {keep_last: 3}}]", "[{partial: {keep: 3}}]"),
        ("[{partial: {keep_last: 3}}]", "[sebagian]"),
        ("{within: \"6106\"}", "{below: \"6106\"}"),
        ("page_size: 100", "page_size: 100000"),
        ("requires: [case_ref]", "requires: [case]"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_marked(old, new):
    assert old in PINNED
    assert errors("agreement", load(PINNED)) == []
    assert errors("agreement", load(PINNED.replace(old, new, 1)))


def test_every_transform_may_be_written():
    names = set(re.findall(r"'(\w+)'", str(policy_schema("agreement", "en")["$defs"]["transform"])))
    assert set(TRANSFORMS) <= names
