"""Which URLs open a source, and over which connections."""

import ssl
from pathlib import Path

import pymysql
import pytest
from sqlalchemy import make_url

from gateway.errors import SettingsBad
from gateway.sources import open_source
from gateway.sources.opening import connection_parameters
from gateway.sources.opening_mariadb import mariadb_parameters


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("", "source-url"),
        ("no url", "source-url"),
        ("mysql://u@localhost/d", "source-url"),
        ("mariadb+mysqldb://u@localhost/d", "source-url"),
        ("mariadb://localhost/d", "source-mariadb"),
        ("mariadb://u@localhost", "source-mariadb"),
        ("mariadb://u@/d", "source-mariadb"),
        ("mariadb://u@localhost/d?unix_socket=/run/s", "source-mariadb"),
        ("mariadb://u@localhost/d?read_default_file=/etc/my.cnf", "source-mariadb"),
        ("mariadb://u@localhost/d?local_infile=1", "source-mariadb"),
        ("mariadb://u@localhost/d?ssl_disabled=1", "source-mariadb"),
        ("mariadb://u@db.kpu.example/d?ssl_verify_cert=false", "source-mariadb"),
        ("mariadb://u@db.kpu.example/d?ssl_ca=/nowhere/ca.pem", "source-certificates"),
        ("postgresql+asyncpg://u@localhost/d", "source-url"),
        ("sqlite://", "source-url"),
        ("sqlite:///:memory:", "source-url"),
        ("sqlite:///a.db?mode=rw", "source-url"),
        ("sqlite://host/a.db", "source-url"),
        ("postgresql://localhost/d", "source-postgresql"),
        ("postgresql://u@localhost", "source-postgresql"),
        ("postgresql://u@/d", "source-postgresql"),
        ("postgresql://u@/d?host=a,b", "source-postgresql"),
        ("postgresql://u@localhost/d?service=x", "source-postgresql"),
        ("postgresql://u@localhost/d?hostaddr=10.0.0.1", "source-postgresql"),
        ("postgresql://u@localhost/d?options=-c%20a%3Db", "source-postgresql"),
        ("postgresql://u@localhost/d?sslmode=require&sslmode=disable", "source-postgresql"),
        ("postgresql://u@db.kpu.example/d?sslmode=disable", "source-tls"),
        ("postgresql://u@db.kpu.example/d?sslmode=prefer", "source-tls"),
        ("postgresql://u@db.kpu.example/d?sslmode=require", "source-tls"),
        ("postgresql://u@db.kpu.example/d?sslmode=verify-ca", "source-tls"),
        ("postgresql://u@10.0.0.5/d?sslmode=require", "source-tls"),
        ("postgresql://u@127.0.0.1.example/d?sslmode=disable", "source-tls"),
        ("postgresql://u@/d?host=10.0.0.5&sslmode=disable", "source-tls"),
    ],
)
def test_a_url_that_names_no_safe_source_is_refused_without_its_password(url: str, fault: str) -> None:
    secret = url.replace("u@", "u:rahasia@")
    with pytest.raises(SettingsBad) as refusal:
        open_source(secret)
    assert refusal.value.fault == fault
    assert "rahasia" not in f"{refusal.value}{refusal.value.shown}"


@pytest.mark.parametrize("host", ["db.kpu.example", "10.0.0.5", "[2001:db8::1]"])
def test_another_machine_is_verified_in_full(host: str) -> None:
    for query in ("", "?sslmode=verify-full"):
        parameters = connection_parameters(make_url(f"postgresql://u@{host}/d{query}"), 5)
        assert (parameters["sslmode"], parameters["sslrootcert"]) == ("verify-full", "system")
    own = connection_parameters(make_url(f"postgresql://u@{host}/d?sslrootcert=/etc/ca.pem"), 5)
    assert (own["sslmode"], own["sslrootcert"]) == ("verify-full", "/etc/ca.pem")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.0.1", "::1", "/run/postgresql"])
def test_this_machine_needs_no_certificate(host: str) -> None:
    url = make_url(f"postgresql://u@/d?host={host}")
    assert connection_parameters(url, 5)["sslmode"] == "prefer"
    assert connection_parameters(url.update_query_dict({"sslmode": "disable"}), 5)["sslmode"] == "disable"


@pytest.mark.parametrize("host", ["db.kpu.example", "10.0.0.5"])
def test_another_machine_with_mariadb_is_verified_in_full(host: str) -> None:
    parameters = mariadb_parameters(make_url(f"mariadb://u:p@{host}/d"), "url", stays_here=False)
    context = parameters["ssl"]
    assert isinstance(context, ssl.SSLContext)
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    # The driver must not go on in the clear with a server that says it cannot do better.
    connection = pymysql.Connection(**parameters, defer_connect=True)  # type: ignore[arg-type]
    assert connection._ssl_required  # type: ignore[attr-defined]


def test_this_machine_needs_no_certificate_for_mariadb() -> None:
    for query in ("u@localhost/d", "u@/d?unix_socket=/run/mysqld/mysqld.sock"):
        parameters = mariadb_parameters(make_url(f"mariadb://{query}"), "url", stays_here=True)
        assert parameters["ssl_disabled"]


def test_no_environment_variable_says_where_to_connect(
    monkeypatch: pytest.MonkeyPatch, postgres_url: str
) -> None:
    for name, value in {
        "PGHOST": "db.evil.example",
        "PGHOSTADDR": "10.9.9.9",
        "PGPORT": "1",
        "PGSSLMODE": "require",
        "PGOPTIONS": "-c search_path=evil",
    }.items():
        monkeypatch.setenv(name, value)
    source = open_source(postgres_url)
    source.ping()
    source.close()


def test_a_sqlite_path_may_hold_anything(tmp_path: Path) -> None:
    open_source(f"sqlite:///{tmp_path}/a b.db").close()
