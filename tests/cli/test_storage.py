"""`gateway storage upgrade` makes the tables, and says in one line what it cannot do."""

import pytest
from click.testing import CliRunner

from gateway.cli.storage import storage_group
from gateway.errors import LogError, SettingsBad
from gateway.storage import open_storage
from tests.cli.making import write_config


def test_upgrade_makes_a_database_that_is_ready(tmp_path):
    config = write_config(tmp_path)
    for _ in range(2):
        done = CliRunner().invoke(storage_group, ["upgrade", "--config", str(config)])
        assert done.exit_code == 0, done.output
    storage = open_storage(f"sqlite:///{tmp_path}/state/kpu/gateway.db")
    storage.check_revision()
    storage.close()
    assert (tmp_path / "state/kpu").stat().st_mode & 0o777 == 0o700


def test_a_database_that_cannot_be_used_is_a_fault_of_the_settings(tmp_path):
    config = write_config(tmp_path, url="mysql://host/db")
    done = CliRunner().invoke(storage_group, ["upgrade", "--config", str(config)])
    assert isinstance(done.exception, SettingsBad)


def test_a_database_that_cannot_be_reached_is_unavailable(tmp_path):
    config = write_config(tmp_path, url=f"postgresql://nobody@/none?host={tmp_path}")
    done = CliRunner().invoke(storage_group, ["upgrade", "--config", str(config)])
    assert isinstance(done.exception, LogError)


@pytest.mark.parametrize("arguments", [["upgrade"], ["downgrade"]])
def test_a_wrong_command_line_is_bad_input(arguments):
    assert CliRunner().invoke(storage_group, arguments).exit_code == 2
