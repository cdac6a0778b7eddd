"""Who cosigns the log: peers by their names, others by their keys."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gateway.audit import cosigner_key, verifier_key
from gateway.errors import SettingsBad
from gateway.settings import load_settings
from gateway.signing import new_signer
from tests.settings.test_load import LINES


@pytest.fixture
def write(home: Path) -> Callable[[str], Path]:
    def written(more: str) -> Path:
        path = home / "config/kpu.toml"
        path.write_text(LINES + more)
        return path

    return written


KEY = new_signer("ed25519").key
PEERS = '\n[peers.polres]\nurl = "https://polres.example"\norigin = "polres.example/log"\n'
OTHER = '\n[witness.others.provinsi]\nurl = "https://prov.example"\nvkey = "{}"\n'


def test_without_the_table_nobody_is_asked(write):
    assert load_settings(write(PEERS), {}).witness is None


def test_every_peer_is_sent_checkpoints_unless_some_are_named(write):
    found = load_settings(write(f"{PEERS}\n[witness]\n"), {}).witness
    assert (found.every_seconds, found.push, found.fetch, dict(found.others)) == (5, ("polres",), (), {})
    found = load_settings(write(f'{PEERS}\n[witness]\nfetch = ["polres"]\nevery_seconds = 60\n'), {}).witness
    assert (found.every_seconds, found.fetch) == (60, ("polres",))
    # The only other gateway cannot be reached: it comes by itself.
    assert load_settings(write(f"{PEERS}\n[witness]\npush = []\n"), {}).witness.push == ()


def test_a_third_witness_comes_with_its_key(write):
    text = f"[witness]\n{OTHER.format(cosigner_key('prov.example', KEY))}"
    other = load_settings(write(text), {}).witness.others["provinsi"]
    assert (other.url, other.name, other.key) == ("https://prov.example", "prov.example", KEY)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[witness]\npush = ["siapa"]\n', "peer-unknown"),
        ("[witness]\nevery_seconds = 0\n", "not-in-range"),
        ("[witness]\nevry_seconds = 5\n", "unknown-key-near"),
        (f"[witness]\n{OTHER.format('x')}", "witness-vkey"),
        (f"[witness]\n{OTHER.format(verifier_key('prov.example', KEY))}", "witness-vkey"),
    ],
    ids=["unknown peer", "never", "misspelt", "no key", "the key of a log"],
)
def test_what_cannot_be_meant_is_refused(write, text, fault):
    with pytest.raises(SettingsBad) as refused:
        load_settings(write(text), {})
    assert refused.value.fault == fault


def test_the_environment_says_where_peers_are_in_this_run(write):
    environ = {"SINERGI_PEERS": "polres=http://127.0.0.1:1234,siapa=http://x"}
    assert load_settings(write(PEERS), environ).peers["polres"].url == "http://127.0.0.1:1234"
    with pytest.raises(SettingsBad, match="SINERGI_PEERS"):
        load_settings(write(PEERS), {"SINERGI_PEERS": "polres=nowhere"})
