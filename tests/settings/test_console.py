"""Where auditors come in: off unless asked for, in a zone of Indonesia, under a name that is answered to."""

import pytest

from gateway.settings import ConsoleSettings
from tests.settings.test_load import LINES, fault, load

TABLE = "\n[console]\n"


def test_without_its_table_there_is_no_console(home):
    assert load(home).console is None
    assert load(home, LINES + TABLE + "enabled = false\n").console is None


def test_a_bare_table_has_safe_values(home):
    console = load(home, LINES + TABLE).console
    assert console == ConsoleSettings("http://data.kpu.example", "Asia/Jakarta")


def test_links_begin_where_the_gateway_listens_if_that_name_is_answered_to(home):
    text = LINES.replace("localhost:8401", "127.0.0.1:8401") + TABLE
    assert load(home, text).console.url == "http://127.0.0.1:8401"
    environ = {"SINERGI_PORT": "9000", "SINERGI_AUTHORITIES": "127.0.0.1:9000"}
    assert load(home, text, **environ).console.url == "http://127.0.0.1:9000"


def test_every_value_arrives(home):
    stated = 'enabled = true\ntimezone = "Asia/Jayapura"\nurl = "http://localhost:8401"\n'
    console = load(home, LINES + TABLE + stated).console
    assert console == ConsoleSettings("http://localhost:8401", "Asia/Jayapura")


@pytest.mark.parametrize(
    ("line", "name", "key"),
    [
        ('enabled = "yes"', "not-flag", "console.enabled"),
        ('timezone = "Asia/Tokyo"', "not-zone", "console.timezone"),
        ('timezone = "+07:00"', "not-zone", "console.timezone"),
        ('url = "http://evil.example"', "console-url", "console.url"),
        ('url = "https://localhost:8401"', "console-url", "console.url"),
        ('url = "localhost:8401"', "console-url", "console.url"),
        ('url = "http://localhost:8401/konsol"', "console-url", "console.url"),
        ('timezon = "Asia/Jakarta"', "unknown-key-near", "console.timezon"),
    ],
)
def test_a_fault_names_its_line(home, line, name, key):
    text = LINES + TABLE + line + "\n"
    found = fault(home, text)
    assert name in str(found)
    assert key in str(found)
    assert f":{len(text.splitlines())}" in str(found)
