import pytest

from gateway.errors import SettingsBad
from gateway.settings import load_profile

LINES = """\
key = "client.pem"
heads = "kepala"
pins = "pins.toml"

[gateways.kpu-kapuas-hulu]
url = "http://127.0.0.1:8401"
origin = "kpu.example/sinergi"
trust = "trust/kpu-kapuas-hulu.yaml"
"""


@pytest.fixture
def load(home):
    def from_text(text: str = LINES):
        path = home / "state" / "profile.toml"
        path.write_text(text)
        return load_profile(path)

    return from_text


def test_paths_start_at_the_profiles_own_folder(home, load):
    profile = load()
    state = home / "state"
    assert (profile.key, profile.heads) == (state / "client.pem", state / "kepala")
    assert set(profile.pins) == {"kpu-kapuas-hulu"}
    known = profile.gateways["kpu-kapuas-hulu"]
    assert (known.url, known.origin) == ("http://127.0.0.1:8401", "kpu.example/sinergi")
    assert known.trust == state / "trust" / "kpu-kapuas-hulu.yaml"


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ('key = "client.pem"', "", "missing", 1),
        ('key = "client.pem"', 'kye = "client.pem"', "unknown-key-near", 1),
        ('heads = "kepala"', "heads = 1", "not-text", 2),
        ("[gateways.kpu-kapuas-hulu]", "[gateway.kpu-kapuas-hulu]", "unknown-key-near", 5),
        ('url = "http://127.0.0.1:8401"', 'url = "127.0.0.1:8401"', "not-text", 6),
        ('url = "http://127.0.0.1:8401"', 'url = "ftp://127.0.0.1"', "not-text", 6),
        ('url = "http://127.0.0.1:8401"', 'url = "http://h:99999"', "not-text", 6),
        ('url = "http://127.0.0.1:8401"', 'url = "http://h:x"', "not-text", 6),
        ('url = "http://127.0.0.1:8401"', 'url = "http://:80"', "not-text", 6),
        ('url = "http://127.0.0.1:8401"', 'url = "http://[::1"', "not-text", 6),
        ('url = "http://127.0.0.1:8401"', 'url = "http://user:secret@h"', "not-text", 6),
        ('url = "http://127.0.0.1:8401"', 'url = "http://h/v1"', "not-text", 6),
        ('origin = "kpu.example/sinergi"', "", "missing", 5),
        ("trust = ", "trsut = ", "unknown-key-near", 8),
    ],
)
def test_every_fault_names_its_line(load, old, new, code, line):
    with pytest.raises(SettingsBad) as refusal:
        load(LINES.replace(old, new))
    assert refusal.value.fault == code
    assert refusal.value.shown["where"].endswith(f"profile.toml:{line}")
