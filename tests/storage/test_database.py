"""The database is private, upgraded by its command alone, and keeps the log as it was written."""

import re
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event, inspect
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from gateway.errors import LogError, SettingsBad, StorageNotReady
from gateway.exchange import Activation, Delivery, Effects, Parcel, Settlement, Stated
from gateway.storage import open_storage
from gateway.storage.revisions import REVISION, migration_config
from gateway.storage.tables import metadata
from tests.storage.making import NOTHING, Rig, draft, new_id, nonce, statement, suspension, together

GUIDE = Path(__file__).parents[2] / "docs/decisions/0020-log-in-a-database.md"

FORBIDDEN = [
    "UPDATE entries SET leaf = leaf",
    'UPDATE entries SET "index" = 7',
    "DELETE FROM entries",
    "UPDATE checkpoints SET note = 'x'",
    "DELETE FROM checkpoints",
    "UPDATE tiles SET hashes = :other",
    "UPDATE tiles SET hashes = :short",
    "UPDATE tiles SET level = 1",
    "DELETE FROM tiles",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_what_the_log_wrote_is_never_changed_or_deleted(rig: Rig, statement: str):
    log = rig.log()
    for _ in range(2):
        log.append(draft(), NOTHING, epoch=0)
    values = {"other": b"o" * 64, "short": b"s" * 32}
    used = {name: value for name, value in values.items() if f":{name}" in statement}
    with pytest.raises(SQLAlchemyError, match=r"INSERT-only|only grow|may not be changed|CHECK"):
        rig.run(statement, **used)
    assert rig.check() == 2


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "INSERT INTO openings VALUES (0, 'key', NULL, convert_to('{number}', 'UTF8'))",
            'NotNullViolation: null value in column "salt"',
        ),
        ("SELECT CAST('{number}' AS integer)", "NumericValueOutOfRange: 22003"),
    ],
)
def test_what_postgresql_quotes_of_a_bad_row_is_in_no_message(postgres_url: str, statement: str, said: str):
    number = "3171010101900001"
    with closing(open_storage(postgres_url)) as storage:
        storage.upgrade()
        with pytest.raises(LogError) as raised, storage.reading() as connection:
            connection.exec_driver_sql(statement.format(number=number))
    told = str(raised.value.message)
    assert said in told
    for trace in (number, number.encode().hex(), "Failing row", "\n"):
        assert trace not in told


@pytest.mark.parametrize("table", ["entries", "checkpoints", "tiles"])
def test_postgresql_cannot_empty_the_log_at_once(postgres_url: str, tmp_path: Path, table: str):
    rig = Rig(postgres_url, tmp_path)
    rig.upgrade()
    with pytest.raises(SQLAlchemyError, match="may not be changed"):
        rig.run(f"TRUNCATE {table}")


def test_the_role_that_the_guide_grants_can_append_and_not_rewrite(postgres_url: str, tmp_path: Path):
    owner = Rig(postgres_url, tmp_path)
    owner.upgrade()
    role = f"gateway_{new_id().replace('-', '')}"
    grants = re.search(r"```sql\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)[1]
    owner.run(f"CREATE ROLE {role} LOGIN")
    for grant in grants.replace(" gateway;", f" {role};").strip().split(";")[:-1]:
        owner.run(grant)
    rig = Rig(postgres_url.replace("postgres@", f"{role}@"), tmp_path)
    log = rig.log()
    activation = Activation("d" * 64, {"a.yaml": b"a"}, frozenset({"s" * 64}), {"a": (1, "x")})
    log.append(statement("activate", bundle="d" * 64), Effects(activation=activation), epoch=0)
    for count in range(260):
        log.append(None, nonce(f"old {count}", expires=1), epoch=1)
    log.append(*suspension(), epoch=1)
    log.append(statement("revoke", key="r" * 43), Effects(revoke="r" * 43), epoch=2)
    parcel = Parcel("in", "kpu", "d" * 64, "pks", 1, "a" * 64)
    mail = (Delivery(parcel, {"agreements/pks.yaml": b"a"}), Settlement(parcel, "rejected", "-", {}))
    brought = [Effects(mail=each) for each in mail]
    brought += [Effects(stated=Stated("kpu", {"pks": word * 64})) for word in "ab"]
    brought.append(Effects(acknowledges=new_id()))
    for effects in brought:
        log.append(statement("genesis", provider="kpu"), effects, epoch=None)
    assert rig.check() == 8
    rig.run("INSERT INTO timestamps (size, at, authority, token) VALUES (1, 't', 'a', 'x')")
    for table in (
        "entries",
        "acknowledgements",
        "timestamps",
        "checkpoints",
        "signatures",
        "bundles",
        "suspended",
        "parcel_files",
    ):
        with pytest.raises(SQLAlchemyError, match="permission denied"):
            rig.run(f"DELETE FROM {table}")
    rig.close()
    owner.run(f"DROP OWNED BY {role}")
    owner.run(f"DROP ROLE {role}")


def test_an_index_or_exchange_id_is_never_given_twice(rig: Rig):
    rig.log().append(draft(), NOTHING, epoch=0)
    for values in ("0, 'another', 'x'", "1, (SELECT max(exchange_id) FROM entries), 'x'"):
        with pytest.raises(SQLAlchemyError, match=r"(?i)unique"):
            rig.run(f'INSERT INTO entries ("index", exchange_id, leaf) VALUES ({values})')


def test_migrations_from_empty_give_the_tables_of_the_code(rig: Rig):
    engine = rig.engine()
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_a_migrated_sqlite_file_is_written_as_the_code_would_write_it(sqlite_rig: Rig, tmp_path: Path):
    made = Rig(f"sqlite:///{tmp_path}/made.db", tmp_path)
    engine = made.engine()
    metadata.create_all(engine)
    engine.dispose()
    # Comparing through Alembic leaves out checks, constraint names and WITHOUT ROWID.
    listing = "SELECT sql FROM sqlite_master WHERE sql NOT NULL AND type <> 'trigger' ORDER BY name"
    # A column added later stands on the line of the one before it.
    migrated = [" ".join(text.split()) for (text,) in sqlite_rig.run(listing)]
    wanted = [" ".join(text.split()) for (text,) in made.run(listing)]
    assert [text for text in migrated if "alembic_version" not in text] == wanted


def test_the_code_knows_the_newest_revision():
    script = ScriptDirectory.from_config(migration_config())
    assert script.get_current_head() == REVISION


def test_a_database_without_tables_names_the_command(url: str, tmp_path: Path):
    storage = open_storage(url)
    with pytest.raises(StorageNotReady, match="gateway storage upgrade"):
        storage.check_revision()
    # Looking does not create.
    assert not (tmp_path / "state.db").exists()
    storage.upgrade()
    storage.check_revision()
    storage.close()


def test_a_database_of_another_release_names_both_revisions(rig: Rig):
    rig.run("UPDATE alembic_version SET version_num = '9999'")
    storage = rig.storage()
    with pytest.raises(StorageNotReady, match=f"9999, not {REVISION}"):
        storage.check_revision()
    storage.close()


def test_upgrades_at_the_same_time_are_one_upgrade(url: str):
    storages = [open_storage(url) for _ in range(4)]
    assert together([storage.upgrade for storage in storages]) == [None] * 4
    for storage in storages:
        storage.check_revision()
        storage.close()


def test_an_upgrade_that_fails_half_way_leaves_nothing(url: str):
    storage = open_storage(url)
    steps: list[str] = []

    @event.listens_for(storage._engine, "before_cursor_execute")
    def count(connection: Any, cursor: Any, statement: str, *rest: object) -> None:
        steps.append(statement)
        if len(steps) == 20:
            raise OperationalError(statement, None, Exception("the disk is full"))

    with pytest.raises(LogError, match="disk is full"):
        storage.upgrade()
    with pytest.raises(StorageNotReady, match="no tables"):
        storage.check_revision()
    storage.upgrade()
    storage.check_revision()
    storage.close()


def test_upgrading_again_changes_nothing(rig: Rig):
    rig.log().append(draft(), NOTHING, epoch=0)
    rig.upgrade()
    assert rig.check() == 1


def test_a_database_of_before_keeps_its_rows_and_loses_the_index_that_nobody_used(url: str, tmp_path: Path):
    rig = Rig(url, tmp_path)
    row = "1, 'kpu', '2026-11', 'kpu/orang#nik', CAST('0123456789abcdef' AS {})"
    bytes_type = "BLOB" if rig.is_sqlite else "bytea"
    with closing(rig.storage()) as storage:
        upgrade_to(rig, "0010")
        with pytest.raises(StorageNotReady, match=f"0010, not {REVISION}"):
            storage.check_revision()
        rig.run(f"INSERT INTO subjects VALUES ({row.format(bytes_type)})")
        assert "ix_subjects_period" in index_names(rig)
        rig.upgrade()
        storage.check_revision()
    assert rig.run("SELECT count(*) FROM subjects WHERE period = '2026-11'") == [(1,)]
    assert "ix_subjects_period" not in index_names(rig)
    with pytest.raises(SQLAlchemyError, match=r"written once|may not be changed|INSERT-only"):
        rig.run("UPDATE subjects SET period = 'x'")


def upgrade_to(rig: Rig, revision: str) -> None:
    """Make the tables that an earlier release had."""
    engine = rig.engine()
    if rig.is_sqlite:
        (rig.folder / "state.db").touch()
    with engine.connect() as connection:
        config = migration_config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.commit()
    engine.dispose()


def index_names(rig: Rig) -> set[str]:
    engine = rig.engine()
    found = {each["name"] for each in inspect(engine).get_indexes("subjects")}
    engine.dispose()
    return found


def test_a_new_sqlite_database_is_its_owners_alone(sqlite_rig: Rig, tmp_path: Path):
    sqlite_rig.log().append(draft(), NOTHING, epoch=0)
    assert {path.stat().st_mode & 0o077 for path in tmp_path.glob("state.db*")} == {0}


def test_sqlite_commits_are_flushed(sqlite_rig: Rig):
    storage = sqlite_rig.storage()
    with storage.reading() as connection:
        pragmas = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")
        ]
    assert pragmas == ["wal", 2]
    storage.close()


def test_postgresql_commits_are_flushed_whatever_the_role_says(postgres_url: str):
    storage = open_storage(postgres_url + "&options=-c%20synchronous_commit%3Doff")
    with storage.reading() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"
    storage.close()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "state.db",
        "sqlite://",
        "sqlite:///:memory:",
        "mysql://u:geheim@h/d",
        "sqlite:///a.db?mode=ro",
        "://",
    ],
)
def test_a_url_that_cannot_be_used_is_a_fault_of_the_settings(url: str):
    with pytest.raises(SettingsBad) as caught:
        open_storage(url)
    assert caught.value.fault == "storage-url"
    assert "geheim" not in str(caught.value)


def test_an_unreachable_database_does_not_answer(tmp_path: Path):
    for url in (f"sqlite:///{tmp_path}/none.db", f"postgresql://u:geheim@/d?host={tmp_path}"):
        storage = open_storage(url, wait_seconds=0.5)
        with pytest.raises(LogError) as caught:
            storage.ping()
        assert "geheim" not in str(caught.value)
        storage.close()


def test_a_database_is_in_the_same_place_whatever_the_password():
    def place(url: str) -> str:
        with closing(open_storage(url)) as storage:
            return storage.place

    where = place("postgresql+psycopg://gateway@db.example/sinergi")
    assert place("postgresql+psycopg://gateway@db.example/sinergi-2") != where
    for password in ("a", "b"):
        assert place(f"postgresql+psycopg://gateway:{password}@db.example/sinergi") == where


def test_migrations_are_numbered_in_order():
    folder = Path(str(ScriptDirectory.from_config(migration_config()).versions))
    names = sorted(path.name for path in folder.glob("v*.py"))
    assert [re.match(r"v(\d{4})_", name)[1] for name in names] == [
        f"{at:04d}" for at in range(1, len(names) + 1)
    ]
