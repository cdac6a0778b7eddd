"""The table [timestamps]: an authority, its roots, and how long the log may go without."""

from pathlib import Path

import pytest

from gateway.errors import SettingsBad
from gateway.settings import load_settings
from tests.cli.making import SETTINGS, write_config
from tests.simulator.tsa import OPENSSL, make_tsa

pytestmark = pytest.mark.skipif(OPENSSL is None, reason="this machine lacks openssl")


def settings(home: Path, table: str):
    config = write_config(home)
    config.write_text(f"{SETTINGS.format(url='sqlite:///gateway.db')}\n{table}")
    return load_settings(config, {}).timestamps


def test_without_the_table_nobody_is_asked(tmp_path: Path):
    assert settings(tmp_path, "") is None


def test_data_stops_only_where_it_is_said(tmp_path: Path):
    tsa = make_tsa(tmp_path / "tsa")
    table = f'[timestamps]\nurl = "http://tsa.example/tsr?a=1"\nroots = ["{tsa.root}"]\n'
    asked = settings(tmp_path, table)
    assert asked is not None
    assert (asked.every_minutes, asked.limit_hours, asked.stop_after) == (60, 24, None)
    assert asked.roots == (tsa.root_der,)
    stopping = settings(tmp_path, f"{table}stop = true\nlimit_hours = 2\n")
    assert stopping is not None
    assert stopping.stop_after is not None
    assert stopping.stop_after.total_seconds() == 7200


@pytest.mark.parametrize(
    "table",
    [
        'url = "tsa.example"\nroots = ["x"]',
        'url = "https://tsa.example/"\nroots = ["missing.pem"]',
        'url = "https://tsa.example/"\nroots = []',
        'url = "https://tsa.example/"',
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(tmp_path: Path, table: str):
    with pytest.raises(SettingsBad, match=r"kpu\.toml:\d+"):
        settings(tmp_path, f"[timestamps]\n{table}\n")
