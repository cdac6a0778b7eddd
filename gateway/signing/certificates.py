"""TLS certificates as their operator wants to know them: for which names, until when, and with this key?

Nothing is trusted by these: who connects judges a certificate by its own rules.
"""

import ipaddress
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from gateway.catalogue import Sentence
from gateway.errors import KeyMaterialBad


@dataclass(frozen=True, slots=True)
class Certificate:
    """The first certificate of a file: the one that a server shows."""

    names: frozenset[str]
    valid_from: datetime
    valid_until: datetime
    der: bytes
    public_key: bytes

    def covers(self, host: str) -> bool:
        """Say whether the certificate is for a host, by RFC 9525: a star stands for one whole label."""
        host = host.lower().removeprefix("[").removesuffix("]")
        _, dot, parent = host.partition(".")
        return host in self.names or bool(dot and not _is_address(host) and f"*.{parent}" in self.names)

    def has_key(self, pem: bytes) -> bool:
        """Say whether a private key is the certificate's.

        Raises:
            KeyMaterialBad: not an unencrypted private key in PEM.
        """
        try:
            private = load_pem_private_key(pem, password=None)
        except TypeError as error:
            raise KeyMaterialBad(Sentence("keys.encrypted")) from error
        except (ValueError, UnsupportedAlgorithm) as error:
            raise KeyMaterialBad(Sentence("keys.not-private")) from error
        public = private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return public == self.public_key


def certificate_from_pem(pem: bytes) -> Certificate:
    """Read the first certificate of a PEM file.

    Raises:
        KeyMaterialBad: there is none that can be read.
    """
    try:
        found = x509.load_pem_x509_certificate(pem)
        return Certificate(
            names=_names(found),
            valid_from=found.not_valid_before_utc,
            valid_until=found.not_valid_after_utc,
            der=found.public_bytes(Encoding.DER),
            public_key=found.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
        )
    except (ValueError, UnsupportedAlgorithm) as error:
        raise KeyMaterialBad(Sentence("keys.not-certificate")) from error


def _names(certificate: x509.Certificate) -> frozenset[str]:
    """Return the host names and addresses; a common name alone counts nowhere any more."""
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return frozenset()
    hosts = {name.lower() for name in found.get_values_for_type(x509.DNSName)}
    return frozenset(hosts | {str(address) for address in found.get_values_for_type(x509.IPAddress)})


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
