"""What a check found as SARIF 2.1.0 (OASIS), which code-review tools and editors show at its place."""

from hashlib import sha256
from typing import Any

from gateway.catalogue import Language, texts
from gateway.drafting.checking import Findings
from gateway.policy import Fault

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_BASE = "POLICIES"


def sarif_log(findings: Findings, *, root: str, language: Language, code: int) -> dict[str, Any]:
    """Write a log of one run.

    Args:
        findings: What was found.
        root: The folder as a `file:` URI, without a slash at its end.
        language: Of the messages.
        code: The exit code of the run.
    """
    levelled = [("error", fault) for fault in findings.faults]
    levelled += [("warning", fault) for fault in findings.warnings]
    codes = sorted({fault.code for _, fault in levelled})
    index = {code: number for number, code in enumerate(codes)}
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "gateway policies check",
                        "rules": [_rule(each, language) for each in codes],
                    }
                },
                "invocations": [{"executionSuccessful": True, "exitCode": code}],
                "originalUriBaseIds": {_BASE: {"uri": f"{root}/"}},
                "columnKind": "unicodeCodePoints",
                "language": language,
                "results": [_result(level, fault, index[fault.code], language) for level, fault in levelled],
            }
        ],
    }


def _rule(code: str, language: Language) -> dict[str, Any]:
    text = texts()[f"faults.{code}"]
    return {"id": code, "shortDescription": {"text": text.id if language == "id" else text.en}}


def _result(level: str, fault: Fault, index: int, language: Language) -> dict[str, Any]:
    place = fault.place
    return {
        "ruleId": fault.code,
        "ruleIndex": index,
        "level": level,
        "message": {"text": fault.sentence.say(language)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(place.file), "uriBaseId": _BASE},
                    "region": {"startLine": place.line, "startColumn": place.column},
                }
            }
        ],
        # Of one mistake it stays the same when lines move.
        "partialFingerprints": {"sinergi/v1": _fingerprint(fault)},
    }


def _uri(file: str) -> str:
    """Write a path as a relative URI reference (RFC 3986)."""
    return "".join(
        character
        if character.isascii() and (character.isalnum() or character in "-._~/")
        else _escaped(character)
        for character in file
    )


def _escaped(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogateescape"))


def _fingerprint(fault: Fault) -> str:
    said = "\n".join((fault.code, fault.place.file, *(f"{name}={value}" for name, value in fault.values)))
    return sha256(said.encode("utf-8", "backslashreplace")).hexdigest()
