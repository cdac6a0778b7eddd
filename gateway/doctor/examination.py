"""Every check in its order; one that breaks is a finding, and the next goes on."""

from collections.abc import Callable, Iterator, Mapping

from gateway.catalogue import Sentence, problem_of
from gateway.doctor.agreements import check_agreements, check_exemptions, check_trust
from gateway.doctor.clock import check_clock
from gateway.doctor.finding import Finding, State, failed
from gateway.doctor.incidents import check_incidents
from gateway.doctor.keys import check_keys
from gateway.doctor.log import check_log_head, check_statements
from gateway.doctor.patient import Patient
from gateway.doctor.port import check_port
from gateway.doctor.sources import check_drift, check_sources
from gateway.doctor.state import check_database, check_disk, check_state
from gateway.doctor.timestamps import check_timestamps
from gateway.doctor.tls import check_tls
from gateway.doctor.witness import check_witness
from gateway.errors import GatewayError
from gateway.exchange import Clock
from gateway.settings import Settings

Check = Callable[[Patient], Iterator[Finding]]

_CHECKS: Mapping[str, Check] = {
    "database": check_database,
    "state": check_state,
    "clock": check_clock,
    "port": check_port,
    "tls": check_tls,
    "keys": check_keys,
    "trust": check_trust,
    "agreements": check_agreements,
    "exemptions": check_exemptions,
    "sources": check_sources,
    "drift": check_drift,
    "log": check_log_head,
    "witness": check_witness,
    "timestamps": check_timestamps,
    "incidents": check_incidents,
    "statements": check_statements,
    "disk": check_disk,
}


def examine(settings: Settings, clock: Clock, credentials: str | None = None) -> Iterator[Finding]:
    """Look at every part of a gateway; nothing is written, and no error comes out.

    Args:
        settings: The gateway's settings.
        clock: This machine's clock.
        credentials: systemd's $CREDENTIALS_DIRECTORY, if it is set.
    """
    patient = Patient.admit(settings, clock, credentials)
    try:
        for name, check in _CHECKS.items():
            yield from _guarded(name, check, patient)
    finally:
        patient.dismiss()


def _guarded(name: str, check: Check, patient: Patient) -> Iterator[Finding]:
    try:
        yield from check(patient)
    except GatewayError as error:
        yield failed(name, error)
    except OSError as error:
        yield Finding(name, State.FAIL, Sentence("doctor.system", problem=problem_of(error)))
    except Exception as error:
        # Its words might hold a value; its kind cannot.
        yield Finding(name, State.FAIL, Sentence("doctor.broken", kind=type(error).__name__))
