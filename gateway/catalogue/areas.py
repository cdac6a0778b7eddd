"""Join the areas into one table of texts; a name stands in one area alone."""

from collections.abc import Mapping

from gateway.catalogue import (
    annex,
    auditors,
    cases,
    client,
    commands,
    console,
    demo,
    diff,
    doctor,
    drafts,
    exemptions,
    explaining,
    faults,
    faults_statistics,
    formats,
    help,
    keys,
    mail,
    matrix,
    paper,
    policies,
    problems,
    prove,
    reasons,
    rows,
    sources,
    startup,
    storage,
    system,
    trust,
)
from gateway.catalogue.words import Text

AREAS: Mapping[str, Mapping[str, Text]] = {
    "annex": annex.TEXTS,
    "auditors": auditors.TEXTS,
    "cases": cases.TEXTS,
    "client": client.TEXTS,
    "commands": commands.TEXTS,
    "console": console.TEXTS,
    "demo": demo.TEXTS,
    "diff": diff.TEXTS,
    "doctor": doctor.TEXTS,
    "drafts": drafts.TEXTS,
    "exemptions": exemptions.TEXTS,
    "explaining": explaining.TEXTS,
    "faults": {**faults.TEXTS, **faults_statistics.TEXTS},
    "formats": formats.TEXTS,
    "help": help.TEXTS,
    "keys": keys.TEXTS,
    "mail": mail.TEXTS,
    "matrix": matrix.TEXTS,
    "paper": paper.TEXTS,
    "policies": policies.TEXTS,
    "problems": problems.TEXTS,
    "reasons": reasons.TEXTS,
    "prove": prove.TEXTS,
    "rows": rows.TEXTS,
    "sources": sources.TEXTS,
    "startup": startup.TEXTS,
    "storage": storage.TEXTS,
    "system": system.TEXTS,
    "trust": trust.TEXTS,
}

TEXTS: Mapping[str, Text] = {
    f"{area}.{name}": text for area, table in AREAS.items() for name, text in table.items()
}
