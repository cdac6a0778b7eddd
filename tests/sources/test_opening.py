"""Which URLs open a source, and over which connections."""

from pathlib import Path

import pytest
from sqlalchemy import make_url

from gateway.errors import SettingsBad
from gateway.sources import open_source
from gateway.sources.opening import connection_parameters


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("", "source-url"),
        ("no url", "source-url"),
        ("mysql://u@localhost/d", "source-url"),
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
