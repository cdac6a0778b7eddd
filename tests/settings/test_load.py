from pathlib import Path

import pytest

from gateway.catalogue import say, texts
from gateway.errors import SettingsBad
from gateway.policy import RootPins
from gateway.settings import load_settings
from tests.settings.conftest import THUMBPRINT

LINES = """\
agency = "kpu-kapuas-hulu"
language = "en"
state = "../state"

[server]
host = "127.0.0.1"
port = 8401
workers = 3
threads = 4
authorities = ["Data.KPU.example:443", "localhost:8401"]
max_body_bytes = 2048

[storage]
folder = "kpu"
keys = "kunci"
url = "sqlite:///gateway.db"

[log]
origin = "kpu.example/sinergi"
queue = 16

[trust]
pins = "pins.toml"

[sources.utama]
url = "sqlite:///data.db"
timeout_seconds = 7
datasets = ["tps", "tahapan"]

[sources."dua"]
url = "postgresql+psycopg://reader@db/kpu"
datasets = ["logistik"]
"""
PROJECT = Path(__file__).parents[2]


def load(home: Path, text: str | bytes = LINES, **environ: str):
    path = home / "config" / "kpu.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_settings(path, environ)


def fault(home: Path, text: str | bytes, **environ: str):
    """Return the fault, and its place below the home folder."""
    with pytest.raises(SettingsBad) as refusal:
        load(home, text, **environ)
    for language in ("id", "en"):
        line = say(f"startup.{refusal.value.fault}", language, **refusal.value.shown)
        assert line.startswith(refusal.value.shown["where"])
        assert "\n" not in line
    where = refusal.value.shown["where"].removeprefix(f"{home}/")
    return refusal.value.fault, where, refusal.value.shown.get("key")


def with_line(number: int, line: str) -> str:
    """Replace one line; "" takes it out and leaves the others where they are."""
    lines = LINES.splitlines()
    lines[number - 1] = line
    return "\n".join(lines) + "\n"


def test_every_value_arrives(home):
    settings = load(home)
    state = home / "state"
    assert (settings.agency, settings.language) == ("kpu-kapuas-hulu", "en")
    server = settings.server
    assert (server.host, server.port, server.workers, server.threads) == ("127.0.0.1", 8401, 3, 4)
    assert server.pin_workers
    # As signatures name them: in lower case, without a default port.
    assert server.authorities == {"data.kpu.example", "localhost:8401"}
    assert (server.scheme, server.max_body_bytes, server.proxy) == ("http", 2048, None)
    assert settings.state_folder == state / "kpu"
    assert settings.keys_folder == state / "kpu" / "kunci"
    assert settings.storage_url == f"sqlite:///{state}/kpu/gateway.db"
    assert (settings.log_origin, settings.log_queue) == ("kpu.example/sinergi", 16)
    assert settings.roots == {"kpu-kapuas-hulu": RootPins(1, frozenset({THUMBPRINT, f"{THUMBPRINT[:-1]}B"}))}
    assert settings.sources["utama"].url == f"sqlite:///{state}/data.db"
    assert settings.sources["utama"].datasets == {"tps", "tahapan"}
    assert settings.sources["utama"].timeout_seconds == 7
    assert settings.sources["dua"].url == "postgresql+psycopg://reader@db/kpu"
    assert settings.sources["dua"].timeout_seconds == 5


def test_workers_may_be_left_where_the_system_puts_them(home):
    assert not load(home, with_line(9, "threads = 4\npin_workers = false")).server.pin_workers


@pytest.mark.parametrize("name", ["kpu", "polres"])
def test_the_projects_own_files_load(home, name):
    settings = load_settings(PROJECT / "config" / f"{name}.toml", {"SINERGI_STATE": str(home / "state")})
    assert settings.agency == f"{name}-kapuas-hulu"
    assert settings.state_folder == home / "state" / name


def test_what_may_be_left_out_has_a_safe_value(home):
    kept = (
        'agency = "a"',
        "[server]",
        'authorities = ["a.example"]',
        "[storage]",
        'folder = "a"',
        "[log]",
        'origin = "a.example"',
        "[trust]",
        "[sources]",
    )
    settings = load(home, "\n".join(kept))
    assert settings.server.host == "127.0.0.1"
    assert (settings.language, settings.log_queue, settings.server.max_body_bytes) == ("id", 1024, 65_536)
    assert settings.keys_folder == home / "state" / "a" / "keys"
    assert settings.sources == {}


FAULTS = [
    pytest.param(with_line(1, ""), "missing", 1, "agency", id="no agency"),
    pytest.param(with_line(1, 'agency = "KPU"'), "not-text", 1, "agency", id="an agency in capitals"),
    pytest.param(with_line(1, "agency = 5"), "not-text", 1, "agency", id="an agency that is a number"),
    pytest.param(with_line(2, 'language = "jv"'), "not-text", 2, "language", id="another language"),
    pytest.param(with_line(2, 'langauge = "en"'), "unknown-key-near", 2, "langauge", id="a misspelt key"),
    pytest.param(with_line(4, "more = 1"), "unknown-key", 4, "more", id="an unknown key"),
    pytest.param(with_line(4, "[serve]"), "unknown-key-near", 4, "serve", id="an unknown table"),
    pytest.param(with_line(5, "[[server]]"), "not-table", 5, "server", id="a list of tables"),
    pytest.param(with_line(6, "host = 1"), "not-text", 6, "server.host", id="a host that is a number"),
    pytest.param(with_line(6, 'host = ""'), "not-text", 6, "server.host", id="an empty host"),
    pytest.param(with_line(7, "port = 0"), "not-in-range", 7, "server.port", id="port 0"),
    pytest.param(with_line(7, "port = 65536"), "not-in-range", 7, "server.port", id="port 65536"),
    pytest.param(with_line(7, 'port = "8401"'), "not-in-range", 7, "server.port", id="a port in quotes"),
    pytest.param(with_line(7, "port = true"), "not-in-range", 7, "server.port", id="port true"),
    pytest.param(with_line(7, "prot = 1"), "unknown-key-near", 7, "server.prot", id="a misspelt port"),
    pytest.param(with_line(8, "workers = 65"), "not-in-range", 8, "server.workers", id="65 workers"),
    pytest.param(
        with_line(9, "pin_workers = 2"), "not-flag", 9, "server.pin_workers", id="a processor's number"
    ),
    pytest.param(with_line(9, "threads = 0"), "not-in-range", 9, "server.threads", id="no threads"),
    pytest.param(with_line(10, ""), "missing", 5, "server.authorities", id="no authorities"),
    pytest.param(
        with_line(10, "authorities = []"), "not-texts", 10, "server.authorities", id="authorities empty"
    ),
    pytest.param(
        with_line(10, "authorities = 'a'"), "not-texts", 10, "server.authorities", id="authorities a text"
    ),
    pytest.param(
        with_line(10, "authorities = [1]"), "not-texts", 10, "server.authorities", id="an authority a number"
    ),
    pytest.param(
        with_line(10, 'authorities = ["https://a.example"]'),
        "not-texts",
        10,
        "server.authorities",
        id="an authority that is a URL",
    ),
    pytest.param(
        with_line(11, "max_body_bytes = 1"), "not-in-range", 11, "server.max_body_bytes", id="bound"
    ),
    pytest.param(with_line(14, ""), "missing", 13, "storage.folder", id="no folder"),
    pytest.param(
        with_line(14, 'fodler = "x"'), "unknown-key-near", 14, "storage.fodler", id="a misspelt folder"
    ),
    pytest.param(with_line(19, 'origin = "a b"'), "not-text", 19, "log.origin", id="an origin with a space"),
    pytest.param(with_line(19, 'origin = "a+b.c"'), "not-text", 19, "log.origin", id="an origin with a plus"),
    pytest.param(with_line(20, "queue = 0"), "not-in-range", 20, "log.queue", id="no queue"),
    pytest.param(with_line(22, "[trusted]"), "unknown-key-near", 22, "trusted", id="a misspelt table"),
    pytest.param(with_line(26, ""), "missing", 25, "sources.utama.url", id="a source without URL"),
    pytest.param(
        with_line(27, "timeout_seconds = 0.5"),
        "not-in-range",
        27,
        "sources.utama.timeout_seconds",
        id="half a second",
    ),
    pytest.param(
        with_line(32, 'datasets = ["logistik", "tps"]'),
        "dataset-twice",
        32,
        "sources.dua.datasets",
        id="twice",
    ),
    pytest.param(with_line(30, "[sources.utama]"), "not-toml", 30, None, id="a table twice"),
    pytest.param(with_line(7, "port = "), "not-toml", 7, None, id="half a line"),
    pytest.param(LINES + "[more", "not-toml", 33, None, id="an end in the middle"),
    pytest.param(
        with_line(4, 'server = "x"').replace("[server]", "[x]"), "not-table", 4, "server", id="a text"
    ),
    pytest.param(b'agency = "\xff"', "not-utf8", None, None, id="not UTF-8"),
]


@pytest.mark.parametrize(("text", "code", "line", "key"), FAULTS)
def test_every_fault_names_its_line(home, text, code, line, key):
    where = "config/kpu.toml" if line is None else f"config/kpu.toml:{line}"
    assert fault(home, text) == (code, where, key)


def test_a_misspelt_key_is_told_the_right_one(home):
    with pytest.raises(SettingsBad) as refusal:
        load(home, with_line(14, 'fodler = "x"'))
    assert "mungkin maksudnya `folder`" in say("startup.unknown-key-near", "id", **refusal.value.shown)


def test_inline_tables_and_dotted_keys_have_lines_too(home):
    inline = 'agency = "a"\nserver = {host = "a.example", authorities = ["a"]}\n'
    rest = 'storage = {folder = "a"}\nlog = {origin = "a.b"}\ntrust = {}\nsources = {}\n'
    assert fault(home, inline + rest) == ("tls-missing", "config/kpu.toml:2", "server.host")
    dotted = 'agency = "a"\nserver.authorities = ["a"]\nserver.port = 0\n'
    assert fault(home, dotted + rest) == ("not-in-range", "config/kpu.toml:3", "server.port")


def test_a_file_that_is_not_there_is_one_clear_line(home):
    for path in (home / "tiada.toml", home):
        with pytest.raises(SettingsBad) as refusal:
            load_settings(path, {})
        assert refusal.value.fault == "unreadable"
        assert refusal.value.shown["where"] == str(path)


def test_the_environment_is_laid_over_the_file(home):
    settings = load(
        home,
        SINERGI_HOST="::1",
        SINERGI_PORT="9000",
        SINERGI_WORKERS="1",
        SINERGI_AUTHORITIES="x.example:443,y.example",
        SINERGI_DATABASE="postgresql+psycopg://db/kpu?sslmode=verify-full",
    )
    server = settings.server
    assert (server.host, server.port, server.workers) == ("::1", 9000, 1)
    assert server.authorities == {"x.example", "y.example"}
    assert settings.storage_url == "postgresql+psycopg://db/kpu?sslmode=verify-full"


def test_the_state_folder_may_come_from_the_environment(home, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (home / "state" / "pins.toml").rename(other / "pins.toml")
    settings = load(home, SINERGI_STATE=str(other))
    assert settings.storage_url == f"sqlite:///{other}/kpu/gateway.db"
    assert settings.sources["utama"].url == f"sqlite:///{other}/data.db"


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("SINERGI_PORT", "x", "not-in-range"),
        ("SINERGI_PORT", "", "not-in-range"),
        ("SINERGI_PORT", "99999", "not-in-range"),
        ("SINERGI_PORT", "-1", "not-in-range"),
        ("SINERGI_PORT", "٣", "not-in-range"),
        ("SINERGI_WORKERS", "0", "not-in-range"),
        ("SINERGI_AUTHORITIES", "", "not-texts"),
        ("SINERGI_AUTHORITIES", "a.example, b.example", "not-texts"),
        ("SINERGI_HOST", "0.0.0.0", "tls-missing"),
        ("SINERGI_HOST", "", "not-text"),
        ("SINERGI_DATABASE", "", "not-text"),
    ],
)
def test_a_fault_of_the_environment_names_the_variable(home, name, value, code):
    found, where, _ = fault(home, LINES, **{name: value})
    assert (found, where) == (code, name)


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "10.1.2.3", "kpu.example", "127.0.0.1.example", "128.0.0.1"]
)
def test_beyond_loopback_there_is_no_plain_http(home, host):
    text = with_line(6, f'host = "{host}"')
    assert fault(home, text) == ("tls-missing", "config/kpu.toml:6", "server.host")
    proxied = load(home, text.replace("[storage]", 'proxy = "nginx"\n[storage]'))
    assert (proxied.server.proxy, proxied.server.scheme) == ("nginx", "https")
    files = 'tls_certificate = "kpu/tls.pem"\ntls_key = "kpu/tls.key"\n[storage]'
    encrypted = load(home, text.replace("[storage]", files))
    assert encrypted.server.tls_certificate == home / "state" / "kpu" / "tls.pem"
    assert encrypted.server.scheme == "https"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
def test_on_loopback_plain_http_is_allowed(home, host):
    assert load(home, with_line(6, f'host = "{host}"')).server.scheme == "http"


@pytest.mark.parametrize("key", ["tls_certificate", "tls_key"])
def test_half_of_tls_is_none(home, key):
    assert fault(home, with_line(11, f'{key} = "x"')) == ("tls-half", "config/kpu.toml:11", f"server.{key}")


@pytest.mark.parametrize(
    ("pins", "code", "line"),
    [
        ('[a]\nroots = ["x"]\n', "not-texts", 2),
        ("[a]\nroots = []\n", "not-texts", 2),
        (f'[a]\nroots = ["{THUMBPRINT}"]\nthreshold = 2\n', "not-in-range", 3),
        (f'[a]\nroots = ["{THUMBPRINT}"]\nthreshold = 0\n', "not-in-range", 3),
        (f'[a]\nroots = ["{THUMBPRINT}", "{THUMBPRINT}"]\nthreshold = 2\n', "not-in-range", 3),
        (f'[a]\nroot = ["{THUMBPRINT}"]\n', "unknown-key-near", 2),
        ("a = 1\n", "not-table", 1),
    ],
)
def test_pins_are_read_as_strictly(home, pins, code, line):
    (home / "state" / "pins.toml").write_text(pins)
    found, where, _ = fault(home, LINES)
    assert (found, where) == (code, f"state/pins.toml:{line}")


def test_without_pins_nobody_can_be_trusted(home):
    (home / "state" / "pins.toml").unlink()
    assert fault(home, LINES)[:2] == ("pins-unreadable", "state/pins.toml")


def test_an_absolute_or_remote_database_is_left_as_it_is(home):
    for url in ("sqlite:////var/lib/x.db", "postgresql://u@h/d?sslmode=verify-full", "sqlite://"):
        assert load(home, with_line(16, f'url = "{url}"')).storage_url == url


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:p@db.example/d",
        "postgresql://u:p@db.example/d?sslmode=disable",
        "postgresql://u:p@db.example/d?sslmode=require",
        "postgresql+psycopg://u@/d?host=db.example",
        "postgresql://u@localhost/d?hostaddr=10.0.0.1",
    ],
)
def test_a_database_elsewhere_must_prove_which_one_it_is(home, url):
    assert fault(home, with_line(16, f'url = "{url}"'))[0] == "storage-tls"


@pytest.mark.parametrize("url", ["postgresql://u@127.0.0.1/d", "postgresql://u@/d?host=/run/postgresql"])
def test_a_database_on_this_machine_needs_no_certificate(home, url):
    assert load(home, with_line(16, f'url = "{url}"')).storage_url == url


def test_no_password_shows_in_a_settings_repr(home):
    url = "postgresql://u:rahasia@127.0.0.1/d"
    assert "rahasia" not in repr(load(home, with_line(16, f'url = "{url}"')))


def test_every_fault_has_its_sentence():
    assert {f"startup.{param.values[1]}" for param in FAULTS} <= texts().keys()
