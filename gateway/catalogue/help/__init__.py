"""Texts: the help of commands, options and arguments, a page a noun; `<noun>.<verb>` is a command's."""

from gateway.catalogue.help import (
    agreements,
    asking,
    auditors,
    datasets,
    incident,
    keys,
    log,
    log_entries,
    log_reconcile,
    log_succeed,
    people,
    policies,
    policies_options,
    program,
    receipts,
    shared,
    subjects,
    witness,
)
from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    **agreements.TEXTS,
    **asking.TEXTS,
    **auditors.TEXTS,
    **datasets.TEXTS,
    **incident.TEXTS,
    **keys.TEXTS,
    **log.TEXTS,
    **log_entries.TEXTS,
    **log_reconcile.TEXTS,
    **log_succeed.TEXTS,
    **people.TEXTS,
    **policies.TEXTS,
    **policies_options.TEXTS,
    **program.TEXTS,
    **receipts.TEXTS,
    **shared.TEXTS,
    **subjects.TEXTS,
    **witness.TEXTS,
}
