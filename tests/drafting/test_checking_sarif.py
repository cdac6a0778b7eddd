"""What a check found as SARIF 2.1.0, held against the structure that OASIS requires."""

import re

import pytest

from gateway.catalogue import LANGUAGES
from gateway.drafting import check, sarif_log
from tests.policy.desk import AGREEMENT, CONTRACT, NOON, REGISTER, folder, sign_folder

ROOT = "file:///kebijakan"
FAULTY = folder(
    contract=CONTRACT.replace("status: active", "status: x"),
    register=REGISTER.replace("letter: c", "letter: z"),
)
WARNED = sign_folder(folder(agreement=AGREEMENT.replace("enforcement: enforce", "enforcement: shadow")))
STRANGE = {**folder(), "catatan lama/é.txt": b"x"}


def check_structure(log) -> None:
    """Check what section 3 of SARIF 2.1.0 requires of every property that we write."""
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    assert log.keys() <= {"$schema", "version", "runs"}
    for run in log["runs"]:
        driver = run["tool"]["driver"]
        assert driver["name"]
        ids = [rule["id"] for rule in driver["rules"]]
        assert len(set(ids)) == len(ids)
        assert all(rule["shortDescription"]["text"] for rule in driver["rules"])
        assert run["columnKind"] in {"unicodeCodePoints", "utf16CodeUnits"}
        assert re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", run["language"])
        for base in run["originalUriBaseIds"].values():
            assert re.fullmatch(r"file://.*/", base["uri"])
        for invocation in run["invocations"]:
            assert isinstance(invocation["executionSuccessful"], bool)
            assert type(invocation["exitCode"]) is int
        for result in run["results"]:
            assert ids[result["ruleIndex"]] == result["ruleId"]
            assert result["level"] in {"none", "note", "warning", "error"}
            assert result["message"]["text"].strip()
            assert all(re.fullmatch("[0-9a-f]{64}", each) for each in result["partialFingerprints"].values())
            for location in result["locations"]:
                place = location["physicalLocation"]
                assert place["artifactLocation"]["uriBaseId"] in run["originalUriBaseIds"]
                assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", place["artifactLocation"]["uri"])
                assert all(number >= 1 for number in place["region"].values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("files", [FAULTY, WARNED, STRANGE, {}], ids=["faults", "warnings", "a name", "none"])
def test_every_log_has_the_required_structure(files, language):
    check_structure(sarif_log(check(files, NOON), root=ROOT, language=language, code=1))


def test_faults_are_errors_and_warnings_warnings_each_at_its_place():
    (run,) = sarif_log(check(FAULTY, NOON), root=ROOT, language="en", code=1)["runs"]
    assert {result["level"] for result in run["results"]} == {"error"}
    regions = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    assert [region["region"] for region in regions] == [
        {"startLine": 6, "startColumn": 9},
        {"startLine": 6, "startColumn": 13},
    ]
    (run,) = sarif_log(check(WARNED, NOON), root=ROOT, language="en", code=0)["runs"]
    assert {result["level"] for result in run["results"]} == {"warning"}
    assert run["invocations"][0]["exitCode"] == 0


def test_a_mistake_keeps_its_fingerprint_when_lines_move():
    def prints(files):
        (run,) = sarif_log(check(files, NOON), root=ROOT, language="id", code=1)["runs"]
        return [result["partialFingerprints"]["sinergi/v1"] for result in run["results"]]

    moved = {path: b"# satu baris\n" + content for path, content in FAULTY.items()}
    assert prints(FAULTY) == prints(moved)
