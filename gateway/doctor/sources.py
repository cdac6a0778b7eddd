"""Can the sources be read, only read, and do their tables still look like their contracts?"""

from collections.abc import Iterator, Set
from contextlib import closing

from gateway.catalogue import Sentence
from gateway.doctor.finding import Finding, State
from gateway.doctor.patient import Patient
from gateway.errors import GatewayError
from gateway.policy import Contract, Policy, fields_read
from gateway.settings import SourceSettings
from gateway.sources import DatabaseSource, drift_sentence, find_drift, open_source


def check_sources(patient: Patient) -> Iterator[Finding]:
    """Reach each source, and try a write that must be refused."""
    for name, settings in sorted(patient.settings.sources.items()):
        try:
            with closing(_open(settings)) as source:
                source.ping()
                yield from _guard(name, source)
        except GatewayError as error:
            yield _trouble("sources", name, error)
    if patient.policy:
        yield from _unserved(patient, patient.policy)


def _guard(name: str, source: DatabaseSource) -> Iterator[Finding]:
    guard = source.guard()
    if not guard.refuses:
        yield Finding("sources", State.FAIL, Sentence("doctor.source-writes", name=name))
    elif guard.writable:
        told = Sentence("doctor.source-writable", name=name, count=guard.writable)
        yield Finding("sources", State.WARN, told)
    else:
        yield Finding("sources", State.OK, Sentence("doctor.source", name=name))


def _unserved(patient: Patient, policy: Policy) -> Iterator[Finding]:
    """Name datasets that the settings and the policy do not both know."""
    agency = patient.settings.agency
    served = {name for settings in patient.settings.sources.values() for name in settings.datasets}
    contracts = {each.dataset for each in policy.bundle.contracts.values() if each.provider == agency}
    for dataset in sorted(served - contracts):
        yield Finding("sources", State.WARN, Sentence("doctor.dataset-without-contract", dataset=dataset))
    for dataset in sorted(contracts - served):
        yield Finding("sources", State.WARN, Sentence("doctor.dataset-without-source", dataset=dataset))


def check_drift(patient: Patient) -> Iterator[Finding]:
    """Compare each contract with its live table."""
    policy = patient.policy
    if policy is None:
        yield Finding("drift", State.WARN, Sentence("doctor.unknown-without-database"))
        return
    for name, settings in sorted(patient.settings.sources.items()):
        contracts = [
            contract
            for dataset in sorted(settings.datasets)
            if (contract := policy.bundle.contracts.get(f"{patient.settings.agency}/{dataset}"))
        ]
        try:
            with closing(_open(settings)) as source:
                for contract in contracts:
                    yield from _drift(contract, source, fields_read(policy, contract, patient.now))
        except GatewayError as error:
            yield _trouble("drift", name, error)


def _drift(contract: Contract, source: DatabaseSource, read: Set[str]) -> Iterator[Finding]:
    columns = source.columns(contract.table)
    if not columns:
        told = Sentence("doctor.table-missing", dataset=contract.dataset, table=contract.table)
        yield Finding("drift", State.FAIL, told)
        return
    found = find_drift(contract, columns, read=read)
    for drift in found:
        state = State.FAIL if drift.kind == "missing" else State.WARN
        yield Finding("drift", state, drift_sentence(contract, drift))
    if not found:
        yield Finding("drift", State.OK, Sentence("doctor.drift-none", dataset=contract.dataset))


def _open(settings: SourceSettings) -> DatabaseSource:
    return open_source(settings.url, timeout_seconds=settings.timeout_seconds)


def _trouble(check: str, name: str, error: GatewayError) -> Finding:
    return Finding(check, State.FAIL, Sentence("doctor.source-trouble", name=name, problem=error.message))
