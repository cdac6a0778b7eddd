"""The logs that a log follows: each under its name, in a database of its own."""

import pytest

from tests.settings.test_load import LINES, fault, load

FORMER = '[log.former]\n"kpu.example/lama" = "sqlite:///lama.db"\n"kpu.example/tua" = "sqlite:///tua.db"\n'


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ('"kpu.example/sinergi" = "sqlite:///lama.db"', "former-same"),
        ('"kpu.example/lama" = "sqlite:///gateway.db"', "former-same"),
        ('"a" = "sqlite:///lama.db"\n"b" = "sqlite:///lama.db"', "former-same"),
        ('"kpu.example/lama" = "postgresql+psycopg://gateway@db/lama"', "storage-tls"),
        ('"kpu.example/lama" = 3', "not-text"),
    ],
    ids=[
        "the same name",
        "the same database",
        "one database for two",
        "without proof of the server",
        "no text",
    ],
)
def test_a_former_log_that_cannot_be_one_is_refused(home, table, code):
    assert fault(home, f"{LINES}[log.former]\n{table}\n")[0] == code


def test_former_logs_are_read_in_their_order(home):
    settings = load(home, LINES + FORMER)
    state = home / "state/kpu"
    found = [(former.origin, former.url) for former in settings.former]
    assert found == [
        ("kpu.example/lama", f"sqlite:///{state}/lama.db"),
        ("kpu.example/tua", f"sqlite:///{state}/tua.db"),
    ]
    assert settings.log_number == 3


def test_a_first_log_follows_none(home):
    assert (load(home).former, load(home).log_number) == ((), 1)
