"""What only a gateway can tell of a folder: how it differs from what is active, and from the live tables."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime

from gateway.catalogue import Sentence
from gateway.drafting import rehearse
from gateway.errors import GatewayError, StorageNotReady
from gateway.exchange import ActivePolicies, stops_of, successor_problems, versions_of
from gateway.papers import judge_of
from gateway.policy import Bundle, Contract, Fault, Place, Policy, fields_read, parse_path
from gateway.settings import Settings, SourceSettings
from gateway.sources import DatabaseSource, drift_sentence, find_drift, open_source
from gateway.storage import Storage, open_storage

Versions = Mapping[str, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Against:
    """Faults and warnings beside those of the files themselves."""

    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Active:
    """What a gateway has active; `policy` is None before the first activation.

    `older_files` names what its log has seen newer, or with another content. `problem`
    says why nothing is known.
    """

    policy: Policy | None
    older_files: Callable[[Versions], Mapping[str, int]]
    problem: GatewayError | None = None


@contextmanager
def read_active(settings: Settings) -> Iterator[Active]:
    """Lend what is active; without tables nothing is, and of another release's it is not known.

    Raises:
        LogError: the database cannot be reached.
    """
    with closing(open_storage(settings.storage_url)) as storage:
        yield _active(settings, storage)


def _active(settings: Settings, storage: Storage) -> Active:
    if storage.is_empty():
        return Active(None, lambda wanted: {})
    try:
        storage.check_revision()
    except StorageNotReady as error:
        return Active(None, storage.older_files, error)
    if storage.standing() is None:
        return Active(None, storage.older_files)
    judge = judge_of(settings.paper_roots)
    policies = ActivePolicies(storage.standing, storage.bundle_files, settings.roots, judge)
    return Active(policies.refresh(), storage.older_files)


def check_active(active: Active, bundle: Bundle, now: datetime) -> Against:
    """Find what an activation would refuse, and what it would stop."""
    if active.problem is not None:
        words = (("problem", _told(active.problem)),)
        return Against(warnings=(Fault("active-unknown", Place(".", 1), words),))
    older = active.older_files(versions_of(bundle))
    faults = [
        Fault("version-behind", Place(_file(name), 1), (("known", _version(name, known)),))
        for name, known in sorted(older.items())
    ]
    if active.policy is None:
        return Against(tuple(faults))
    faults += [
        Fault("activation-refused", _place(problem), (("problem", problem),))
        for problem in successor_problems(active.policy, bundle, now)
    ]
    stops = tuple(
        Fault("activation-stops", stop.place, (("agreement", stop.subject), ("problem", stop.problem)))
        for stop in stops_of(active.policy, bundle, now)
    )
    return Against(tuple(faults), stops)


def _file(name: str) -> str:
    """Return the file that a name of the log's versions stands for."""
    return f"{name.replace('signed/', 'datasets/', 1)}.yaml"


def _version(name: str, known: int) -> str:
    if parse_path(_file(name)) and name.startswith(("signed/", "datasets/")):
        return ".".join(str(known // 1_000_000**power % 1_000_000) for power in (2, 1, 0))
    return str(known)


def _place(problem: Sentence) -> Place:
    place = problem.values.get("place")
    if isinstance(place, Place):
        return place
    return Place(str(problem.values.get("file", ".")), 1)


def check_sources(settings: Settings, bundle: Bundle, now: datetime) -> Against:
    """Hold the contracts that this gateway serves against its live tables and its own rights on them."""
    faults: list[Fault] = []
    warnings: list[Fault] = []
    policy = rehearse(bundle, now, settings.roots, judge_of(settings.paper_roots))
    for name, source in sorted(settings.sources.items()):
        contracts = [
            contract
            for dataset in sorted(source.datasets)
            if (contract := bundle.contracts.get(f"{settings.agency}/{dataset}")) is not None
        ]
        try:
            with closing(_open(source)) as opened:
                for contract in contracts:
                    for fault in _of_table(name, contract, opened, policy, now):
                        (faults if fault.code == "source-reads-closed" else warnings).append(fault)
        except GatewayError as error:
            words = (("problem", _told(error)), ("source", name))
            faults.append(Fault("source-away", Place(".", 1), words))
    return Against(tuple(faults), tuple(warnings))


def _of_table(
    name: str, contract: Contract, source: DatabaseSource, policy: Policy, now: datetime
) -> Iterator[Fault]:
    columns = source.columns(contract.table)
    if not columns:
        yield Fault("source-table-missing", contract.place, (("source", name), ("table", contract.table)))
        return
    for drift in find_drift(contract, columns, read=fields_read(policy, contract, now)):
        if drift.kind != "index":
            place = contract.fields[drift.field].place if drift.field else contract.place
            yield Fault("source-drift", place, (("problem", drift_sentence(contract, drift)),))
    readable = {column.name for column in columns if column.is_readable}
    closed = policy.closings.get(contract.name, {})
    exposed = [
        field.physical_name
        for field in contract.fields.values()
        if field.physical_name in readable and (field.classification.is_closed or field.name in closed)
    ]
    if exposed:
        words = (("columns", ", ".join(exposed)), ("source", name))
        yield Fault("source-reads-closed", contract.place, words)


def _open(source: SourceSettings) -> DatabaseSource:
    return open_source(source.url, timeout_seconds=source.timeout_seconds)


def _told(error: GatewayError) -> str | Sentence:
    return error.message
