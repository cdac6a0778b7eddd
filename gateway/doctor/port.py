"""Is the address free, or is it we who answer there?"""

import json
import ssl
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any

from gateway.catalogue import Sentence, problem_of
from gateway.doctor.finding import Finding, State
from gateway.doctor.patient import Patient
from gateway.serving import bind_problem
from gateway.settings import Server

TIMEOUT_SECONDS = 10.0
"""Longer than a gateway takes to notice that a source does not answer."""
_MOST_BYTES = 1 << 20


def check_port(patient: Patient) -> Iterator[Finding]:
    """Ask who answers; if nobody does, see that the address could be taken."""
    server = patient.settings.server
    where = f"{server.host}:{server.port}"
    try:
        keys = _get(server, "/.well-known/jwks.json")
        ready = _get(server, "/readyz")
    except ConnectionRefusedError:
        yield _free(server, where)
    except OSError as error:
        yield Finding(
            "port", State.FAIL, Sentence("doctor.port-dumb", where=where, problem=problem_of(error))
        )
    except (HTTPException, ValueError):
        yield Finding("port", State.FAIL, Sentence("doctor.port-stranger", where=where))
    else:
        yield _answered(patient, where, keys, ready)


def reach(server: Server) -> str:
    """Return the address at which this machine reaches a server that may listen on every one."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(server.host, server.host)  # noqa: S104


def unverified(lowest: ssl.TLSVersion) -> ssl.SSLContext:
    """Return what a look at our own certificate needs: who it is for is judged by the look itself."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = lowest
    return context


def _get(server: Server, path: str) -> Any:
    if server.tls_certificate:
        context = unverified(ssl.TLSVersion.TLSv1_3)
        connection: HTTPConnection = HTTPSConnection(
            reach(server), server.port, timeout=TIMEOUT_SECONDS, context=context
        )
    else:
        connection = HTTPConnection(reach(server), server.port, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("GET", path)
        return json.loads(connection.getresponse().read(_MOST_BYTES))
    finally:
        connection.close()


def _answered(patient: Patient, where: str, keys: Any, ready: Any) -> Finding:
    own = patient.key("answer")
    if own is None:
        return Finding("port", State.WARN, Sentence("doctor.port-unknown", where=where))
    if own.thumbprint not in _thumbprints(keys):
        return Finding("port", State.FAIL, Sentence("doctor.port-stranger", where=where))
    amiss = _amiss(ready)
    if amiss:
        return Finding("port", State.FAIL, Sentence("doctor.port-unready", where=where, checks=amiss))
    return Finding("port", State.OK, Sentence("doctor.port-ours", where=where))


def _thumbprints(keys: Any) -> set[object]:
    listed = keys.get("keys") if isinstance(keys, dict) else None
    found = listed if isinstance(listed, list) else []
    return {key.get("kid") for key in found if isinstance(key, dict)}


def _amiss(ready: Any) -> str:
    """Name the checks of /readyz that are not ok, with their codes."""
    checks = ready.get("checks") if isinstance(ready, dict) else None
    found = checks.items() if isinstance(checks, dict) else ()
    return ", ".join(f"{name} ({state})" for name, state in found if state != "ok")


def _free(server: Server, where: str) -> Finding:
    problem = bind_problem(server)
    if problem is not None:
        told = Sentence("doctor.port-taken", where=where, problem=problem_of(problem))
        return Finding("port", State.FAIL, told)
    return Finding("port", State.OK, Sentence("doctor.port-free", where=where))
