"""A log filled in bulk is a log: the gateway's own checks find nothing, and it grows on."""

from contextlib import closing

import psycopg
import pytest
from click.testing import CliRunner

from benchmarks.bulk_log import fill_log, make_mould
from benchmarks.bulk_store import PostgresStore, SqliteStore
from benchmarks.house import ORIGIN, build_house
from gateway.app import open_gateway
from gateway.audit import parse_entry
from gateway.cli.commands import gateway_group
from gateway.settings import load_settings
from gateway.signing import signer_from_pem

# More than two flushes, and not at the end of a tile.
ENTRIES = 2 * 64 * 256 + 700


@pytest.fixture(params=["sqlite", "postgresql"])
def filled(request, tmp_path):
    """Fill the log of a gateway; give its settings file and its environment."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else None
    house = build_house(tmp_path / "state", source=f"sqlite:///{tmp_path}/none.db", log=url)
    if url is None:
        store, entries = SqliteStore(house.root / "kpu/gateway.db"), ENTRIES
    else:
        place = psycopg.conninfo.make_conninfo(url.replace("postgresql+psycopg", "postgresql"))
        store, entries = PostgresStore(place), 1_000
    signer = signer_from_pem((house.root / "kpu/keys/log.pem").read_bytes())
    tree = fill_log(
        store, entries, origin=ORIGIN, signer=signer, key=house.client.key.thumbprint, say=lambda line: None
    )
    assert tree.size == entries
    return house, tree


def test_a_filled_log_passes_the_gateway_s_own_check_and_grows_on(filled):
    house, tree = filled
    environ = dict(house.environ(8400))
    done = CliRunner().invoke(gateway_group, ["log", "verify", "--config", str(house.config)], env=environ)
    assert done.exit_code == 0, done.output
    with closing(open_gateway(load_settings(house.config, environ))) as gateway:
        gateway.log.check()
        name = gateway.log.exchange_at(tree.size // 2)
        found = gateway.log.find(name)
        assert found.index == tree.size // 2
        assert gateway.log.inclusion(found.index, tree.size)
        assert gateway.log.consistency(1, tree.size)


def test_poured_entries_are_entries_of_the_gateway_and_differ():
    mould = make_mould(1, "ab" * 32, "k" * 43)
    values = dict.fromkeys(("decided", "created", "recorded"), b"2026-01-01T00:00:00.000001Z")
    values |= dict.fromkeys(("answer", "request", "signature"), b"cd" * 32)
    values |= {"salt": b"A" * 22, "exchange_id": b"01980000-0000-7000-8000-000000000001"}
    entry = parse_entry(mould.pour(values))
    assert entry["exchange_id"].endswith("1")
    assert entry["commitments"]["answer"] == "cd" * 32
