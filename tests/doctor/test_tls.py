"""The certificate is there, ours, for our names, valid for a while, and the one that is shown."""

import ssl
from datetime import timedelta

import pytest

from tests.doctor.answering import MONTHS, answering, server_context, write_certificate
from tests.doctor.ward import LATER, Ward


def configured(ward: Ward, **changes: object) -> tuple[object, object]:
    """Give the ward a certificate, changed as said."""
    settings = {"since": LATER - MONTHS, "until": LATER + MONTHS, "names": ("127.0.0.1",)} | changes
    certificate, key = write_certificate(ward.home, **settings)  # type: ignore[arg-type]
    ward.edit("[server]", f'[server]\ntls_certificate = "{certificate}"\ntls_key = "{key}"')
    return certificate, key


def amiss(ward: Ward) -> list[tuple[str, str]]:
    return [each[1:] for each in ward.amiss() if each[0] == "tls"]


def test_on_loopback_none_is_needed(ward: Ward):
    (finding,) = [each for each in ward.examine() if each.check == "tls"]
    assert finding.sentence.name == "doctor.tls-loopback"


def test_a_named_proxy_on_this_machine_is_well_and_one_elsewhere_is_told(ward: Ward):
    ward.edit("[server]", '[server]\nproxy = "nginx"')
    assert amiss(ward) == []
    ward.edit("[server]", '[server]\nhost = "0.0.0.0"')
    assert amiss(ward) == [("WARN", "doctor.tls-proxy-open")]


def test_a_good_certificate_is_well(ward: Ward):
    configured(ward)
    assert amiss(ward) == []


@pytest.mark.parametrize(
    ("days", "said"),
    [(30, []), (29, [("WARN", "doctor.tls")]), (0, [("FAIL", "doctor.tls-ended")])],
)
def test_a_certificate_that_ends_is_told_thirty_days_before(ward: Ward, days, said):
    configured(ward, until=LATER + timedelta(days=days))
    assert amiss(ward) == said


def test_a_certificate_that_is_not_valid_yet_is_told(ward: Ward):
    configured(ward, since=LATER + timedelta(seconds=1))
    assert amiss(ward) == [("FAIL", "doctor.tls-not-yet")]


@pytest.mark.parametrize("names", [(), ("kpu.example",), ("*.example",)])
def test_a_certificate_for_other_names_is_told(ward: Ward, names):
    configured(ward, names=names)
    assert amiss(ward) == [("WARN", "doctor.tls-name")]


def test_a_key_of_another_certificate_or_open_to_others_is_told(ward: Ward):
    _, key = configured(ward)
    _, other_key = write_certificate(ward.home, since=LATER, until=LATER + MONTHS, stem="other")
    key.write_bytes(other_key.read_bytes())
    key.chmod(0o644)
    assert amiss(ward) == [("FAIL", "doctor.tls-key-other"), ("WARN", "keys.open-to-others")]


def test_files_that_are_missing_or_nothing_are_told(ward: Ward):
    certificate, key = configured(ward)
    key.write_text("no key")
    assert amiss(ward) == [("FAIL", "keys.in-file")]
    certificate.write_text("no certificate")
    assert amiss(ward) == [("FAIL", "keys.in-file")]
    certificate.unlink()
    assert amiss(ward) == [("FAIL", "keys.in-file")]


@pytest.mark.parametrize(
    ("highest", "renewed", "said"),
    [
        pytest.param(ssl.TLSVersion.TLSv1_3, False, [], id="the one that is configured"),
        pytest.param(ssl.TLSVersion.TLSv1_3, True, [("WARN", "doctor.tls-old")], id="the one before"),
        pytest.param(ssl.TLSVersion.TLSv1_2, False, [("FAIL", "doctor.tls-refused")], id="TLS 1.2"),
    ],
)
def test_what_a_running_server_shows_is_compared(ward: Ward, highest, renewed, said):
    certificate, key = configured(ward)
    context = server_context(certificate, key, highest)
    with answering(ward.port, {}, context):
        if renewed:
            write_certificate(ward.home, since=LATER - MONTHS, until=LATER + MONTHS)
        assert amiss(ward) == said
