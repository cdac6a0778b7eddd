"""A certificate's names, dates and key are read as they stand in it."""

from datetime import UTC, datetime

import pytest

from gateway.errors import KeyMaterialBad
from gateway.signing import certificate_from_pem, new_signer
from tests.doctor.answering import write_certificate

SINCE, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
NAMES = ("KPU.example", "*.kpu.example", "192.0.2.1", "2001:db8::1")


def test_what_it_says_is_read(tmp_path):
    path, key = write_certificate(tmp_path, since=SINCE, until=UNTIL, names=NAMES)
    certificate = certificate_from_pem(path.read_bytes())
    assert (certificate.valid_from, certificate.valid_until) == (SINCE, UNTIL)
    assert certificate.has_key(key.read_bytes())
    assert not certificate.has_key(new_signer("ecdsa-p256-sha256").to_pem())


@pytest.mark.parametrize(
    ("host", "is_covered"),
    [
        ("kpu.example", True),
        ("data.KPU.example", True),
        ("a.data.kpu.example", False),
        ("other.example", False),
        ("192.0.2.1", True),
        ("192.0.2.2", False),
        ("[2001:db8::1]", True),
        ("example", False),
        ("", False),
    ],
)
def test_a_star_stands_for_one_label(tmp_path, host, is_covered):
    path, _ = write_certificate(tmp_path, since=SINCE, until=UNTIL, names=NAMES)
    assert certificate_from_pem(path.read_bytes()).covers(host) is is_covered


def test_without_names_it_covers_nobody(tmp_path):
    path, _ = write_certificate(tmp_path, since=SINCE, until=UNTIL, names=())
    assert not certificate_from_pem(path.read_bytes()).covers("gateway")


@pytest.mark.parametrize(
    "pem", [b"", b"no certificate", b"-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----"]
)
def test_what_is_no_certificate_is_refused(pem):
    with pytest.raises(KeyMaterialBad):
        certificate_from_pem(pem)


def test_what_is_no_key_is_refused(tmp_path):
    path, _ = write_certificate(tmp_path, since=SINCE, until=UNTIL)
    with pytest.raises(KeyMaterialBad):
        certificate_from_pem(path.read_bytes()).has_key(b"no key")
