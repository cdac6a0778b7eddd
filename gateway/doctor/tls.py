"""Who keeps answers secret on their way: our certificate, a named proxy, or nobody because none is needed?"""

import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

from gateway.catalogue import Sentence, problem_of
from gateway.doctor.finding import Finding, State, by_days_left, days
from gateway.doctor.patient import Patient
from gateway.doctor.port import TIMEOUT_SECONDS, reach, unverified
from gateway.errors import KeyMaterialBad
from gateway.settings import Server
from gateway.signing import Certificate, certificate_from_pem

_OTHERS = 0o077


def check_tls(patient: Patient) -> Iterator[Finding]:
    """Judge what the settings say, and what a running server shows."""
    server = patient.settings.server
    if server.tls_certificate and server.tls_key:
        yield from _certificate(patient, server, server.tls_certificate, server.tls_key)
    elif server.proxy and server.is_loopback:
        yield Finding("tls", State.OK, Sentence("doctor.tls-proxy", proxy=server.proxy))
    elif server.proxy:
        told = Sentence("doctor.tls-proxy-open", proxy=server.proxy, host=server.host)
        yield Finding("tls", State.WARN, told)
    else:
        yield Finding("tls", State.OK, Sentence("doctor.tls-loopback"))


def _certificate(patient: Patient, server: Server, path: Path, key_path: Path) -> Iterator[Finding]:
    try:
        certificate = certificate_from_pem(_read(path))
    except KeyMaterialBad as error:
        yield _fault(path, error)
        return
    yield from _key(certificate, key_path)
    if patient.now < certificate.valid_from:
        begins = certificate.valid_from.date().isoformat()
        yield Finding("tls", State.FAIL, Sentence("doctor.tls-not-yet", path=path, day=begins))
    ends = certificate.valid_until
    day = ends.date().isoformat()
    yield by_days_left(
        "tls",
        ends,
        patient.now,
        Sentence("doctor.tls", path=path, day=day, left=days(ends - patient.now)),
        Sentence("doctor.tls-ended", path=path, day=day),
    )
    yield from _names(certificate, server, path)
    yield from _shown(certificate, server)


def _key(certificate: Certificate, path: Path) -> Iterator[Finding]:
    try:
        has_key = certificate.has_key(_read(path))
    except KeyMaterialBad as error:
        yield _fault(path, error)
        return
    if not has_key:
        yield Finding("tls", State.FAIL, Sentence("doctor.tls-key-other", path=path))
    if path.stat().st_mode & _OTHERS:
        yield Finding("tls", State.WARN, Sentence("keys.open-to-others", path=path))


def _names(certificate: Certificate, server: Server, path: Path) -> Iterator[Finding]:
    """Warn of each public name that clients would not find in the certificate."""
    for authority in sorted(server.authorities):
        host, colon, port = authority.rpartition(":")
        name = host if colon and port.isdecimal() else authority
        if not certificate.covers(name):
            yield Finding("tls", State.WARN, Sentence("doctor.tls-name", path=path, name=name))


def _shown(certificate: Certificate, server: Server) -> Iterator[Finding]:
    """Compare the file with what a running server shows, under TLS 1.3; silent when none runs."""
    address = (reach(server), server.port)
    try:
        with (
            socket.create_connection(address, TIMEOUT_SECONDS) as plain,
            unverified(ssl.TLSVersion.TLSv1_3).wrap_socket(plain) as connection,
        ):
            shown = connection.getpeercert(binary_form=True)
    except ConnectionRefusedError:
        return
    except OSError as error:
        yield Finding("tls", State.FAIL, Sentence("doctor.tls-refused", problem=_why(error)))
        return
    if shown != certificate.der:
        yield Finding("tls", State.WARN, Sentence("doctor.tls-old"))
    else:
        yield Finding("tls", State.OK, Sentence("doctor.tls-13"))


def _why(error: OSError) -> Sentence | str:
    return error.reason if isinstance(error, ssl.SSLError) and error.reason else problem_of(error)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise KeyMaterialBad(problem_of(error)) from error


def _fault(path: Path, error: KeyMaterialBad) -> Finding:
    return Finding("tls", State.FAIL, Sentence("keys.in-file", path=path, problem=error.message))
