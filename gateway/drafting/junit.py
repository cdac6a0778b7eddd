"""Outcomes of cases as JUnit XML, which every CI system reads."""

from collections.abc import Iterable
from xml.etree import ElementTree

from gateway.catalogue import Language
from gateway.drafting.cases import Outcome


def write_junit(outcomes: Iterable[Outcome], language: Language) -> bytes:
    """Write one suite an agreement, one test a case; UTF-8 with its declaration."""
    root = ElementTree.Element("testsuites", name="gateway policies test")
    suites: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        suites.setdefault(outcome.case.agreement, []).append(outcome)
    for uid, members in suites.items():
        failures = sum(bool(outcome.differences) for outcome in members)
        suite = ElementTree.SubElement(
            root, "testsuite", name=uid, tests=str(len(members)), failures=str(failures)
        )
        for outcome in members:
            _write(suite, outcome, language)
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text


def _write(suite: ElementTree.Element, outcome: Outcome, language: Language) -> None:
    case = outcome.case
    test = ElementTree.SubElement(
        suite,
        "testcase",
        name=case.name,
        classname=case.agreement,
        file=case.place.file,
        line=str(case.place.line),
    )
    if outcome.differences:
        lines = [difference.say(language) for difference in outcome.differences]
        failure = ElementTree.SubElement(test, "failure", message=lines[0])
        failure.text = "\n".join(lines)
