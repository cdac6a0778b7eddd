"""docs/policy-language.md: its whole files read without a fault, and its cases hold."""

import re
from hashlib import sha256

import yaml

from gateway.drafting import run_cases
from gateway.policy import Bundle, read_bundle, read_cases
from tests.cli.desk import run
from tests.docs.blocks import DOCS, blocks

PAGE = "policy-language.md"
# A part of a file is a list; whole files stand in this order.
WHOLE = [block for block in blocks(PAGE, "yaml") if not block.startswith("-")]
PATHS = (
    "datasets/kpu-kapuas-hulu/tps.yaml",
    "exemptions/kpu-kapuas-hulu.yaml",
    "trust/kpu-kapuas-hulu.yaml",
    "agreements/pks-kapuas-hulu.yaml",
    "agreements/pks-kapuas-hulu.cases.yaml",
)


def read() -> Bundle:
    """Read the page's files, the agreement pinning the page's contract."""
    contract, register, trust, agreement, _ = WHOLE
    pinned = agreement.replace("0" * 64, sha256(contract.encode()).hexdigest())
    assert pinned != agreement
    files = zip(PATHS, (contract, register, trust, pinned), strict=False)
    reading = read_bundle({path: text.encode() for path, text in files})
    assert (reading.faults, reading.notes) == ((), ())
    assert reading.bundle is not None
    return reading.bundle


def test_the_pages_files_read_together():
    assert len(WHOLE) == len(PATHS)
    assert set(read().contracts) == {"kpu-kapuas-hulu/tps"}


def test_the_pages_cases_hold():
    bundle = read()
    cases, faults = read_cases(PATHS[-1], WHOLE[-1].encode(), bundle)
    assert faults == ()
    assert len(cases) == len(yaml.safe_load(WHOLE[-1])["cases"])
    assert [(each.case.name, each.differences) for each in run_cases(bundle, cases)] == [
        (case.name, ()) for case in cases
    ]


def test_every_kind_of_file_and_every_tool_is_on_the_page():
    text = (DOCS / PAGE).read_text("utf-8")
    shown = run("--lang", "en", "policies", "schema", "--help").out
    for kind in re.search(r"\{([a-z|]+)\}", shown)[1].split("|"):
        assert f"`{kind}`" in text or f"schema {kind}`" in text
    for name in ("gateway policies odrl", "gateway policies matrix read", "python3 dev.py odcs"):
        assert f"`{name}" in text


def test_every_heading_is_reached_from_the_top():
    text = (DOCS / PAGE).read_text("utf-8")
    anchors = {title.lower().replace(" ", "-") for title in re.findall(r"^##+ (.+)$", text, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([a-z-]+)\)", text)) == anchors
